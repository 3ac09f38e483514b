"""The standards that a run knows: those of the program, and those that people bring along."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.extraction.regions import region_as_typed
from jixiao.standards import Pack, Standards, load, load_folder
from jixiao.terms import Scope


@dataclass(eq=False)
class NoSuchStandard(JixiaoError):
    """No standard has the identifier asked for, and no file has that name."""

    code = "no_such_standard"
    message_form = "没有标识为“{identifier}”的标准，也没有这个名称的文件或文件夹。"
    identifier: str

    @property
    def hint(self) -> str:
        """How to mend it."""
        known = "、".join(pack.id for pack in load().packs)
        return f"可用的标准：{known}；去掉 --standard 或配置文件中的 standard，则按通用规则核对。"


@dataclass(eq=False)
class ScoresNothing(JixiaoError):
    """What was asked for holds no scoring."""

    code = "scores_nothing"
    message_form = "“{named}”中没有可用的评分表，不能用来评分。"
    hint_form = (
        "运行 jixiao standards list 查看哪些标准有评分表；自编标准的写法见文档“怎样自编标准”。"
    )
    named: str


@dataclass(eq=False)
class NoStandardApplies(JixiaoError):
    """No pack scores this region, scope and year."""

    code = "no_standard_applies"
    message_form = "没有适用于{region}{year}年度{scope.label}的评分标准。"
    hint_form = "运行 jixiao standards list 查看全部标准，用 --standard 另选一套，或编写一套新的。"
    region: str
    scope: Scope
    year: int


@dataclass(eq=False)
class OtherScope(JixiaoError):
    """A standard was named that scores something else."""

    code = "other_scope"
    message_form = "“{standard}”评的是{scope.label}，不能用来评{wanted.label}。"
    hint_form = "运行 jixiao standards list 查看全部标准。"
    standard: str
    scope: Scope
    wanted: Scope


@dataclass(frozen=True, slots=True)
class Known:
    """Standards to choose from: ``named`` are those asked for one by one, whatever their region."""

    standards: Standards
    named: tuple[Pack, ...] = ()

    def found(self, scope: Scope, region: str, year: int) -> Pack | None:
        """Return the pack that scores a scope: one asked for, else that of the nearest region."""
        for pack in self.named:
            if pack.scoring is not None and pack.scoring.scope is scope:
                return pack
        found = self.standards.scoring_for(region_as_typed(region) or region, scope, year)
        return found[0] if found else None

    def scoring(self, scope: Scope, region: str, year: int) -> Pack:
        """Return what ``found`` does, or raise ``NoStandardApplies``."""
        pack = self.found(scope, region, year)
        if pack is None:
            raise NoStandardApplies(region, scope, year)
        return pack


def known(standard: str | None = None, as_of: date | None = None) -> Known:
    """Return the standards of the program, and what ``standard`` asks for or brings along.

    ``standard`` is an identifier, or a file or folder of packs that may extend those of the
    program; packs of a folder are chosen by region and year as all others.

    Raises:
        JixiaoError: there is no such standard, or a pack is wrong.
    """
    every = load(as_of)
    if standard is None:
        return Known(every)
    own = named(standard, as_of)
    if not any(pack.scoring or pack.framework or pack.limits for pack in own):
        raise ScoresNothing(standard)
    brought = tuple(pack for pack in own if pack not in every.packs)
    alone = not (brought and Path(standard).is_dir())
    return Known(Standards((*brought, *every.packs)), own if alone else ())


def named(standard: str, as_of: date | None = None) -> tuple[Pack, ...]:
    """Return the pack of an identifier, or those of a file or folder; see ``known``."""
    every = load(as_of)
    found = tuple(pack for pack in every.packs if pack.id == standard)
    if not found and Path(standard).exists():
        found = load_folder(Path(standard), every.packs).packs
    if not found:
        raise NoSuchStandard(standard)
    return found


def scoring_of(standard: str, scope: Scope) -> Pack:
    """Return the pack asked for, which is to score a scope.

    Raises:
        JixiaoError: it scores something else, or nothing.
    """
    scores = {pack.scoring.scope: pack for pack in named(standard) if pack.scoring is not None}
    if scope in scores:
        return scores[scope]
    for other in scores:
        raise OtherScope(standard, other, scope)
    raise ScoresNothing(standard)
