"""The argument parser, in Chinese.

``argparse`` is used for its start-up time: a tenth of what richer libraries take.
"""

import argparse
import re
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from jixiao.diagnostics.display import width
from jixiao.errors import JixiaoError
from jixiao.patterns import pattern

_TRANSLATIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern(source, re.DOTALL), text)
    for source, text in (
        (r"the following arguments are required: (.+)", r"缺少 \1"),
        (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
        (r"argument (.+?): expected (?:one argument|at least one argument)", r"\1 后面缺少内容"),
        (
            r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
            r"\1 不能是 \2，可用的有：\3",
        ),
        (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不带内容，多了 \2"),
        (r"argument (.+?): (.+)", r"\1：\2"),
    )
)


@dataclass(eq=False)
class UsageError(JixiaoError):
    """The command was called in a wrong way."""

    code = "usage"
    message_form = "{problem}。"
    hint_form = "{way_out}"
    problem: str
    way_out: str


_LEFT, _GAP = 30, 2
_COLON = "\0"  # argparse puts an English colon behind it


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with a Chinese heading and a narrow left column."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=_LEFT, width=100)

    def add_usage(
        self,
        usage: str | None,
        actions: object,
        groups: object,
        prefix: str | None = None,
    ) -> None:
        """Write 用法 for usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)  # type: ignore[arg-type]  # passed on as given

    def start_section(self, heading: str | None) -> None:
        """Begin a group of arguments, under a heading with a Chinese colon."""
        super().start_section(None if heading is None else heading + _COLON)

    def _format_action(self, action: argparse.Action) -> str:
        """Return the help of an argument: Chinese letters are two columns wide."""
        text = super()._format_action(action)
        head = self._format_action_invocation(action)
        extra = width(head) - len(head)
        first, _, rest = text.partition("\n")
        end = first.find(head) + len(head)
        told = first[end:].lstrip(" ")
        if not extra or not told:
            return text
        if len(first) - end - len(told) - extra >= _GAP:
            first = first[:end] + first[end + extra :]
        else:
            left = min(self._action_max_length + _GAP, self._max_help_position)
            first = f"{first[:end]}\n{' ' * left}{told}"
        return f"{first}\n{rest}"


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises ``UsageError`` instead of leaving."""

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.arguments = self.add_argument_group("参数")
        self.settings = self.add_argument_group("选项")
        self.settings.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        """Return the help with Chinese colons."""
        return super().format_help().replace(_COLON + ":", "：")

    def error(self, message: str) -> NoReturn:
        """Raise the error in Chinese."""
        for form, text in _TRANSLATIONS:
            found = form.fullmatch(message)
            if found:
                message = found.expand(text)
                break
        raise UsageError(message, f"运行 {self.prog} --help 查看用法。")


def day(text: str) -> date:
    """Return a day of the command line, written as 2024-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"“{text}”不是存在的日期，应如 2024-12-31"
        raise argparse.ArgumentTypeError(message) from error


def comma_separated(text: str) -> list[str]:
    """Split ``A,B`` into its parts, also at Chinese commas."""
    return [part for part in re.split(r"[,，、\s]+", text) if part]
