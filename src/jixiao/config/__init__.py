"""Settings: ``jixiao.toml`` beside the documents or above them; ``waivers`` has its own file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from jixiao.checks.registry import OptionValue, registry
from jixiao.checks.runner import Selection
from jixiao.errors import JixiaoError

FILE_NAME = "jixiao.toml"
# The keys of the top level: what each takes, what it is without it, what it means.
KEYS: Final = {
    "select": ("一组文字", "`[]`", "只做这些核对：编号或类别；空表示全部。同 `--select`"),
    "ignore": ("一组文字", "`[]`", "不做这些核对，压过 `select`。同 `--ignore`"),
    "standard": (
        "文字",
        "按地区、文种和年度选取",
        "只按这一套标准核对：编号，或自编标准的路径（从本文件算起）。同 `--standard`",
    ),
    "publish": ("`true` 或 `false`", "`false`", "公开前的核对。同 `--publish`、`--no-publish`"),
    "waivers": ("文件名，或一组文件名", "往上找 `豁免.toml`", "路径从本文件算起。同 `--waivers`"),
    "checks": ("表", "无", "单项核对的选项，每项一个 `[checks.编号]`；命令行没有对应的写法"),
}  # fmt: skip
_KINDS: dict[type, str] = {str: "文字", int: "整数", bool: "true 或 false", Decimal: "数"}


@dataclass(eq=False)
class ConfigError(JixiaoError):
    """A setting that cannot be used: where it is, what is wrong, how to mend it."""

    code = "bad_config"
    message_form = "{where}：{problem}。"
    hint_form = "{way_out}"
    where: str
    problem: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Config:
    """What ``jixiao.toml`` and the command line ask for."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    standard: str | None = None
    checks: Mapping[str, Mapping[str, OptionValue]] = field(default_factory=dict)
    waivers: tuple[Path, ...] | None = None  # the files of waivers; None: look for one
    publish: bool = False

    @property
    def selection(self) -> Selection:
        """The checks to run."""
        return Selection(self.select, self.ignore, self.publish)

    def overridden(
        self,
        select: tuple[str, ...] | None = None,
        ignore: tuple[str, ...] | None = None,
        standard: str | None = None,
        waivers: tuple[Path, ...] | None = None,
        *,
        publish: bool | None = None,
    ) -> "Config":
        """Return the settings with those of the command line in place of the file's."""
        return Config(
            self.select if select is None else select,
            self.ignore if ignore is None else ignore,
            self.standard if standard is None else standard,
            self.checks,
            self.waivers if waivers is None else waivers,
            self.publish if publish is None else publish,
        )


def find(start: Path) -> Path | None:
    """Return the nearest ``jixiao.toml`` in a folder or above it, or None."""
    return nearest(start, FILE_NAME)


def refuse_unpublished(settings: Config, where: str) -> None:
    """Refuse to select a check that is only run before publishing, where nothing is published."""
    for code in settings.select:
        check = registry().get(code)
        if check is not None and check.publish and not settings.publish:
            problem = f"{code} 只在公开前核对时进行"
            raise ConfigError(
                where, problem, "请加上 --publish，或者在配置文件中写 publish = true。"
            )


def nearest(start: Path, name: str) -> Path | None:
    """Return the nearest file of a name in a folder or above it, or None."""
    folder = start.resolve()
    for place in (folder, *folder.parents):
        file = place / name
        if file.is_file():
            return file
    return None


def load(file: Path) -> Config:
    """Read a settings file, or raise ``ConfigError``."""
    where = f"配置文件“{file}”"
    content = parsed(file, where)
    for key in content:
        if key not in KEYS:
            raise ConfigError(where, f"不认识的键 {key}", suggested(key, tuple(KEYS)))
    standard = content.get("standard")
    if standard is not None and not isinstance(standard, str):
        raise ConfigError(where, "standard 应是文字", '例如 standard = "cn-gd/province"。')
    publish = content.get("publish", False)
    if not isinstance(publish, bool):
        raise ConfigError(where, "publish 应是 true 或 false", "例如 publish = true。")
    return Config(
        select=codes(_texts(content, "select", where), f"{where}的 select"),
        ignore=codes(_texts(content, "ignore", where), f"{where}的 ignore"),
        standard=_place(standard, file.parent),
        checks=_checks(content.get("checks", {}), where),
        waivers=_files(content, file.parent, where),
        publish=publish,
    )


def _place(standard: str | None, folder: Path) -> str | None:
    """Return an identifier as it is, a file or folder of packs as its path from here."""
    if standard is not None and (folder / standard).exists():
        return str(folder / standard)
    return standard


def parsed(file: Path, where: str) -> dict[str, Any]:
    """Return the contents of a TOML file, or raise ``ConfigError``."""
    import tomllib  # noqa: PLC0415 - a tenth of the start-up, and most folders have no settings

    try:
        # Editors of Windows put a byte order mark before what they save as UTF-8.
        return tomllib.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise ConfigError(where, "无法读取", "请检查路径和读取权限。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        way_out = "请按 TOML 格式改正，并存为 UTF-8 编码。"
        raise ConfigError(where, f"格式有误（{error}）", way_out) from error


def _files(content: Mapping[str, object], folder: Path, where: str) -> tuple[Path, ...] | None:
    """Return the files of waivers; their paths begin where the settings file is."""
    value = content.get("waivers")
    if value is None:
        return None
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(name, str) and name for name in names):
        return tuple(folder / name for name in names)
    raise ConfigError(where, "waivers 应是文件名或一组文件名", '例如 waivers = "豁免.toml"。')


def codes(given: list[str], where: str) -> tuple[str, ...]:
    """Return codes and families in capitals, or raise ``ConfigError`` for an unknown one."""
    known = {name for check in registry().checks() for name in (check.code, check.family)}
    found = []
    for name in given:
        code = name.strip().upper()
        if code not in known:
            problem = f"没有“{name.strip()}”这项核对或这一类核对"
            raise ConfigError(where, problem, suggested(code, sorted(known)))
        found.append(code)
    return tuple(found)


def _texts(content: Mapping[str, object], key: str, where: str) -> list[str]:
    value = content.get(key, [])
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise ConfigError(where, f"{key} 应是一组文字", f'例如 {key} = ["FND", "DT01"]。')


def _checks(tables: object, where: str) -> dict[str, dict[str, OptionValue]]:
    if not isinstance(tables, dict):
        raise ConfigError(where, "checks 应是一组表", "例如 [checks.DT04]。")
    options: dict[str, dict[str, OptionValue]] = {}
    for code, table in tables.items():
        check = registry().get(code)
        here = f"{where}的 [checks.{code}]"
        if check is None:
            known = [each.code for each in registry().checks()]
            raise ConfigError(here, f"没有“{code}”这项核对", suggested(code.upper(), known))
        if not isinstance(table, dict):
            raise ConfigError(here, "应是一个表", f'例如 [checks.{code}]，下一行写 键 = "值"。')
        options[code] = {
            key: _option(check.options, key, value, here) for key, value in table.items()
        }
    return options


def _option(
    declared: Mapping[str, OptionValue], key: str, value: object, where: str
) -> OptionValue:
    if key not in declared:
        way_out = suggested(key, tuple(declared)) if declared else "这项核对没有可设的键，请删去。"
        raise ConfigError(where, f"不认识的键 {key}", way_out)
    kind = type(declared[key])
    if kind is Decimal and type(value) is int:
        return Decimal(value)
    if type(value) is not kind or not isinstance(value, str | int | Decimal):
        example = declared[key]
        shown = f'"{example}"' if kind is str else str(example).lower()
        raise ConfigError(where, f"{key} 应是{_KINDS[kind]}", f"例如 {key} = {shown}。")
    return value


def suggested(name: str, known: tuple[str, ...] | list[str]) -> str:
    """Return the way out for a name that is not known: what it may have been meant to be."""
    from difflib import get_close_matches  # noqa: PLC0415 - for mistakes only

    padded = f"{name[:-1]}0{name[-1:]}"  # DT1 for DT01
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    near = list(dict.fromkeys([padded] * (padded in known) + near))[:3]
    if near:
        return f"是否要写 {'、'.join(near)}？"
    if len(known) <= 8:
        return f"可用的有：{'、'.join(known)}。"
    return "运行 jixiao explain 可看到全部核对。"
