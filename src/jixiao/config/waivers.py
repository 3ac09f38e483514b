"""The file of waivers: ``[[waivers]]`` tables, kept beside the documents.

It is kept by people, so that every slip in it is told with the file and the place in it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from jixiao.checks.registry import registry
from jixiao.config import ConfigError, nearest, parsed, suggested
from jixiao.model.waiver import CUT, Waiver

FILE_NAME: Final = "豁免.toml"
LONGEST: Final = 731  # days from the grant to the expiry: two years, then it is decided anew
_TABLES: Final = "waivers"
_TEXTS: Final = ("code", "document", "quote", "reason", "person")
_DAYS: Final = ("granted", "expires")
KEYS: Final = {
    "code": "核对的编号",
    "document": "哪份材料",
    "quote": "问题所在的原文",
    "reason": "理由",
    "person": "决定的人",
    "granted": "决定的日期",
    "expires": "到期的日期",
    "line": "可以不写：同样的原文不止一处时，取最近的一行",
    "message": "可以不写：同一处有几个问题时，提示语中应有的字",
}


def find(start: Path) -> Path | None:
    """Return the nearest file of waivers in a folder or above it, or None."""
    return nearest(start, FILE_NAME)


def load(file: Path) -> tuple[Waiver, ...]:
    """Read a file of waivers.

    Raises:
        ConfigError: it cannot be read, or a waiver in it is incomplete or wrong.
    """
    where = f"豁免文件“{file}”"
    content = parsed(file, where)
    for key in content:
        if key != _TABLES:
            way_out = f"每条豁免以 [[{_TABLES}]] 开头。"
            raise ConfigError(where, f"不认识的键 {key}", way_out)
    tables = content.get(_TABLES, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ConfigError(where, f"{_TABLES} 应是一组表", f"每条豁免以 [[{_TABLES}]] 开头。")
    return tuple(_waiver(table, f"{where}第 {n} 条") for n, table in enumerate(tables, 1))


def _waiver(table: Mapping[str, object], where: str) -> Waiver:
    for key in table:
        if key not in KEYS:
            raise ConfigError(where, f"不认识的键 {key}", suggested(key, tuple(KEYS)))
    texts = {key: _text(table, key, where) for key in _TEXTS}
    where = f"{where}（{texts['code']}）"
    days = {key: _day(table, key, where) for key in _DAYS}
    line = table.get("line")
    if line is not None and (type(line) is not int or line < 1):
        raise ConfigError(where, "line 应是从 1 数起的整数", "例如 line = 4；也可以不写。")
    message = table.get("message", "")
    if not isinstance(message, str):
        raise ConfigError(where, "message 应是文字", "写提示语中的几个字；也可以不写。")
    waiver = Waiver(
        code=_code(texts["code"], where),
        document=_document(texts["document"], where),
        quote=_quote(texts["quote"], where),
        reason=texts["reason"],
        person=texts["person"],
        granted=days["granted"],
        expires=days["expires"],
        line=line,
        message=message,
    )
    _refuse_odd_validity(waiver, where)
    return waiver


def _text(table: Mapping[str, object], key: str, where: str) -> str:
    value = table.get(key)
    called = f"{KEYS[key]}（{key}）"
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ConfigError(where, f"没有写{called}", f'请补上，例如 {key} = "…"。')
    if not isinstance(value, str):
        raise ConfigError(where, f"{called}应是文字", f'请加上引号，例如 {key} = "…"。')
    return value.strip()


def _day(table: Mapping[str, object], key: str, where: str) -> date:
    value = table.get(key)
    called = f"{KEYS[key]}（{key}）"
    example = f"例如 {key} = 2024-12-31。"
    if value is None or value == "":
        raise ConfigError(where, f"没有写{called}", f"请补上，{example}")
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError as error:
            raise ConfigError(where, f"{called}不是存在的日期", example) from error
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ConfigError(where, f"{called}应是日期", example)
    return value


def _code(given: str, where: str) -> str:
    code = given.upper()
    if registry().get(code) is None:
        known = [check.code for check in registry().checks()]
        raise ConfigError(where, f"没有“{given}”这项核对", suggested(code, known))
    return code


def _document(given: str, where: str) -> str:
    if not given.strip("./\\* "):
        problem = f"document 写作“{given}”，没有指明是哪份材料"
        raise ConfigError(where, problem, '例如 document = "某某局/自评报告.docx"。')
    return given


def _quote(given: str, where: str) -> str:
    if given == CUT:  # the beginning of anything
        problem = f"quote 写作“{given}”，没有指明是哪一处"
        raise ConfigError(where, problem, "请照录问题所在的原文，至少写出开头的几个字。")
    return given


def _refuse_odd_validity(waiver: Waiver, where: str) -> None:
    granted, expires = waiver.granted, waiver.expires
    if expires < granted:
        problem = f"到期的日期 {expires} 早于决定的日期 {granted}"
        raise ConfigError(where, problem, "请核对两个日期。")
    if (expires - granted).days > LONGEST:
        problem = f"有效期自 {granted} 至 {expires}，超过两年"
        raise ConfigError(where, problem, "请改短；到期后重新判断，仍然成立的再延。")
