"""The reference of the standards: each pack with its place, its years and what it rests on."""

from collections.abc import Iterator

import reference
from jixiao.standards import load
from jixiao.standards.schema import Outline, Pack
from sitegen.markdown import code, plain, slug, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of all packs."""
    packs = sorted(load().packs, key=lambda pack: (pack.region != "全国", pack.id))
    lines = [
        "# 标准",
        "",
        f"由 `src/jixiao/standards/packs` 生成，共 {len(packs)} 套。默认按地区、文种和年度选取；",
        "要指明一套，用 `--standard` 或配置文件，见[怎样配置](../how-to/configure.md#指明标准)。",
        "“未核对”是说据公开材料整理、还没有另一人与正式文件逐条核对；凡有几套可能适用的，各套都不相合才算不符。",
        "",
        table(
            ["标准", "地区", "年度", "来源", "核对"],
            [
                [
                    f"[{pack.id}](#{slug(_title(pack))})　{plain(pack.title)}",
                    plain(pack.region),
                    _years(pack),
                    plain(pack.basis.document),
                    _state(pack),
                ]
                for pack in packs
            ],
        ),
    ]
    for pack in packs:
        lines += _pack(pack)
    yield "reference/standards.md", "\n".join(lines) + "\n"


def _title(pack: Pack) -> str:
    return f"{pack.id} {pack.title}"


def _years(pack: Pack) -> str:
    """Return since which years it is in force; outlines and deadlines only have been published."""
    since = {grades.since.year for grades in pack.grade_tables}
    since |= set(pack.scoring.years()) if pack.scoring else set()
    return "、".join(f"{year} 起" for year in sorted(since)) or f"{pack.published.year} 公布"


def _state(pack: Pack) -> str:
    return "已核对" if pack.verified else "未核对"


def _pack(pack: Pack) -> Iterator[str]:
    yield f"\n## {plain(_title(pack))}\n"
    yield table(
        ["项目", "内容"],
        [
            ["地区", plain(pack.region)],
            ["文种", "、".join(sorted(kind.label for kind in pack.kinds))],
            ["公布", pack.published.isoformat()],
            ["来源", plain(pack.basis.document)],
            ["说明", plain(pack.basis.note)],
            ["核对", _state(pack)],
            ["文件", f"{code('SHA-256')} {code(pack.sha256[:16])}……"],
        ],
    )
    if pack.scoring:
        yield "\n各项分值和计分方法：\n"
        yield reference.printed(f"jixiao standards show {pack.id}")
    for grades in pack.grade_tables:
        yield f"\n自 {grades.since.year} 年度起，满分 {grades.total} 分：\n"
        yield table(
            ["等次", "不低于"],
            [[plain(grade.label), str(grade.at_least)] for grade in grades.grades],
        )
    for outline in pack.outlines:
        yield from _outline(outline)
    if pack.framework is not None:
        yield "\n报告怎样分章节，各写什么：\n"
        yield reference.printed(f"jixiao standards show {pack.id}")
    for deadline in pack.deadlines:
        kinds = "、".join(sorted(kind.label for kind in deadline.kinds))
        yield f"\n期限：次年 {deadline.month} 月 {deadline.day} 日（{kinds}）。"
    if pack.limits:
        yield "\n超过的要说明原因：\n"
        yield reference.printed(f"jixiao standards show {pack.id}")


def _outline(outline: Outline) -> Iterator[str]:
    yield f"\n提纲“{plain(outline.title)}”，“应有”的缺了才提示：\n"
    yield table(
        ["章节", "常见标题", ""],
        [
            [
                section.key.label,
                "、".join(plain(title) for title in section.titles),
                "应有" if section.required else "可有",
            ]
            for section in outline.sections
        ],
    )
