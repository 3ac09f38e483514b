"""The reference of the commands, from their parsers."""

import argparse
from collections.abc import Iterator
from importlib import import_module

import reference
from jixiao.cli.main import COMMANDS
from jixiao.cli.parser import Parser
from sitegen.markdown import code, fenced, plain, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of all commands."""
    yield "reference/commands.md", "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# 命令与选项一览\n"
    yield "由各命令的 `--help` 生成，与程序一致。怎样用、输出是什么，见[命令行](cli.md)。\n"
    yield reference.printed("jixiao --help")
    for name, summary in COMMANDS.items():
        module = import_module(f"jixiao.cli.{name}")
        parser = Parser(f"jixiao {name}", f"{summary}。", module.EPILOG)
        module.configure(parser)
        yield f"## jixiao {name}\n\n{plain(summary)}。\n"
        yield fenced(parser.format_usage()) + "\n"
        actions = parser._actions  # noqa: SLF001 - argparse has no public list of its options
        yield table(["选项", "含义"], [[_names(action), _help(action)] for action in actions])
        yield "\n" + fenced(module.EPILOG.strip()) + "\n"


def _names(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    if not action.option_strings:
        return code(str(action.metavar or action.dest))
    wanted = f" {value}" if value and action.nargs != 0 else ""
    return "、".join(code(f"{name}{wanted}") for name in action.option_strings)


def _help(action: argparse.Action) -> str:
    return plain((action.help or "") % vars(action))
