"""The reference of the failures that the program tells of, from their classes."""

import inspect
import pkgutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from importlib import import_module
from typing import get_args, get_origin

import jixiao
from jixiao.errors import MEGABYTE, JixiaoError
from jixiao.terms import Term
from sitegen.markdown import code, plain

# What stands in the messages shown; every other text is left open, every other number is 1.
SAMPLES: dict[str, object] = {
    "path": "报告.docx",
    "file": "cn/deadlines.yaml",
    "where": "jixiao.toml 的 [checks.FND16]",
    "encoding": "UTF-8",
    "ending": ".wps",
    "size": 61 * MEGABYTE,
    "limit": 50 * MEGABYTE,
    "line": 12,
    "pack": "cn/project-scoring",
    "year": 2023,
}
OPEN = "……"


class NoSampleError(Exception):
    """A failure takes an argument that ``SAMPLES`` knows nothing of."""


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of all failures."""
    lines = [
        "# 出错信息",
        "",
        "由程序生成。每一种都有代码（供程序判断，见 [JSON](json.md)）、说明和出路；",
        f"说明里随情形而变的内容，这里写作例子或“{OPEN}”。",
        "属于一份材料的，只跳过那一份；其余的使命令停下。退出状态都是 2。",
    ]
    for failure in failures():
        example = sample(failure)
        lines += ["", f"## {code(failure.code)}", "", f"**说明**　{plain(example.message)}"]
        if example.hint:
            lines += ["", f"**出路**　{plain(example.hint)}"]
    yield "reference/errors.md", "\n".join(lines) + "\n"


def failures() -> list[type[JixiaoError]]:
    """Return the class of each failure with a code of its own, ordered by code."""
    for module in pkgutil.walk_packages(jixiao.__path__, "jixiao."):
        if module.name.endswith("__main__"):
            continue
        try:
            import_module(module.name)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("jixiao"):
                raise
            # Readers of optional packages fail by the classes of jixiao.errors.
    by_code = {each.code: each for each in _below(JixiaoError) if "code" in vars(each)}
    return [by_code[name] for name in sorted(by_code)]


def sample(failure: type[JixiaoError]) -> JixiaoError:
    """Return a failure as it might happen."""
    if not inspect.isfunction(failure.__init__):
        return failure()  # one that says the same whatever happens
    wanted = list(inspect.signature(failure.__init__).parameters.values())[1:]
    return failure(
        *(_argument(failure, each) for each in wanted if each.kind != each.VAR_POSITIONAL)
    )


def _argument(failure: type[JixiaoError], parameter: inspect.Parameter) -> object:
    if parameter.name in SAMPLES:
        return SAMPLES[parameter.name]
    shown = _shown(parameter.annotation)
    if shown is not None:
        return shown
    if parameter.default is not parameter.empty:
        return parameter.default
    message = f"{failure.__name__}: a sample of {parameter.name!r} is missing in {__name__}"
    raise NoSampleError(message)


def _shown(kind: object) -> object:
    """Return what stands for a value of a kind, several of which stand in a tuple; else None."""
    if kind is str:
        return OPEN
    if kind is int:
        return 1
    if isinstance(kind, type) and issubclass(kind, Term):
        return next(iter(kind))
    if get_origin(kind) in (list, tuple, Collection, Iterable, Sequence):
        one = _shown(get_args(kind)[0])
        return None if one is None else (one,)
    return None


def _below(parent: type[JixiaoError]) -> Iterator[type[JixiaoError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)
