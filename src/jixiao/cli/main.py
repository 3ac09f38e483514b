"""The entry point: finds the command, keeps the streams in order, returns the exit status."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import IO

from jixiao import __version__
from jixiao.cli.parser import Parser, UsageError
from jixiao.errors import JixiaoError, is_refusal, reason_of

COMMANDS = {
    "evaluate": "读填好的工作簿，按标准计分，写出自评报告、表格和底稿",
    "workbook": "生成、比较工作簿，列出还缺什么，发给科室再收回",
    "check": "读材料，核对其中的数字和表述",
    "reconcile": "工作簿、报告、决算和上年的材料互相对照",
    "batch": "多份材料一起核对，生成复核汇总表",
    "facts": "列出从材料里读到的数字、日期、得分和名次",
    "standards": "列出、查看、检查各地的标准",
    "explain": "说明一项核对：查什么、为什么、怎么算、什么情形不报",
}
_DESCRIPTION = "绩效：核对财政绩效材料中的每一个数字；把一年的数填进工作簿，计分并写出送审材料。"
_FAILED = 2
_RARELY = 50_000  # new objects between two searches for cycles: what is loaded is there to stay
_BROKEN = (
    "jixiao：程序出错，没有完成；这不是材料的问题。请把上面的文字连同能重现它的材料报告给维护者。"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 and 1 are answers of the command, 2 means that something went wrong."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a terminal that knows no Chinese must not stop us
    gc.set_threshold(_RARELY)
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except JixiaoError as error:
        print(f"jixiao：{error}", file=sys.stderr)
        return _FAILED
    except BrokenPipeError:
        _silence(sys.stdout)
        return 0
    except KeyboardInterrupt:
        print("\n已中断。", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001 - Python would leave with 1: errors in a report
        _tell(error)
        return _FAILED
    return status


def _tell(error: Exception) -> None:
    """Say what the operating system refused; of anything else show where it went wrong."""
    if isinstance(error, OSError) and is_refusal(error):
        what = f"“{error.filename}”" if error.filename else "结果"
        print(f"jixiao：无法读写{what}：{reason_of(error)}。请排除原因后重试。", file=sys.stderr)
        if not error.filename:
            _silence(sys.stdout)
        return
    from traceback import print_exc

    print_exc()
    print(_BROKEN, file=sys.stderr)


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "--help"
    if name in COMMANDS:
        module = import_module(f"jixiao.cli.{name}")
        parser = Parser(f"jixiao {name}", f"{COMMANDS[name]}。", module.EPILOG)
        module.configure(parser)
        try:
            given = parser.parse_args(arguments[1:])
        except SystemExit:  # --help has been printed
            return 0
        status: int = module.run(given)
        return status
    if name in ("-h", "--help"):
        sys.stdout.write(_help())
        return 0
    if name in ("-V", "--version"):
        sys.stdout.write(f"jixiao {__version__}\n")
        return 0
    problem = f"没有“{name}”这个命令或选项"
    raise UsageError(problem, _commands_near(name))


def _help() -> str:
    lines = [_DESCRIPTION, "", "用法：jixiao 命令 [参数]", "", "命令："]
    lines.extend(f"  {name:<12}{summary}" for name, summary in COMMANDS.items())
    lines += [
        "",
        "选项：",
        "  --version   显示版本",
        "  --help      显示这份说明；jixiao 命令 --help 显示一个命令的说明",
        "",
        "例如：",
        "  jixiao check 自评报告.docx",
        "  jixiao workbook new -o 工作簿.xlsx --region 湖北省/黄冈市 --year 2025",
        "  jixiao evaluate 工作簿.xlsx -o 送审包",
        "  jixiao explain DT01",
    ]
    return "\n".join(lines) + "\n"


def _commands_near(name: str) -> str:
    from difflib import get_close_matches

    if os.path.exists(name):  # noqa: PTH110 - the cheapest question
        return f"要核对这个文件，请运行 jixiao check {name}。"
    near = get_close_matches(name, COMMANDS, n=1)
    if near:
        return f"是否要运行 jixiao {near[0]}？"
    return f"可用的命令有：{'、'.join(COMMANDS)}。运行 jixiao --help 查看用法。"


def _silence(stream: IO[str]) -> None:
    """Let what is still buffered for a closed pipe go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())


if __name__ == "__main__":
    sys.exit(main())
