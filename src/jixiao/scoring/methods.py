"""The named methods of scoring. A pack names one and gives its inputs and options.

Each method is read once for a pack (``read``), which refuses wrong options with file and line,
and then scores any number of subjects. The methods themselves are in ``ratio_methods``,
``fact_methods`` and ``day_methods``; importing them is what makes them known.
"""

from jixiao.scoring import day_methods, fact_methods, ratio_methods  # noqa: F401 - see above
from jixiao.scoring.casework import Method, readers
from jixiao.standards.scoring import Line


def method_names() -> tuple[str, ...]:
    """Return the names that packs may use."""
    return tuple(sorted(readers))


def read_method(line: Line) -> Method:
    """Return the method of a line with its options, or refuse it with file and line."""
    if line.method not in readers:
        line.at.refuse(f"没有名为“{line.method}”的计分方法，可用：{'、'.join(method_names())}")
    reader, inputs, options = readers[line.method]
    for name in inputs - line.inputs.keys():
        line.at.refuse(f"计分方法“{line.method}”缺少输入“{name}”")
    for name in line.inputs.keys() - inputs:
        known = "、".join(sorted(inputs)) or "无"
        line.at.refuse(f"计分方法“{line.method}”没有输入“{name}”，可用：{known}")
    for name, item in line.options.items():
        if name not in options:
            known = "、".join(sorted(options)) or "无"
            item.refuse(f"计分方法“{line.method}”没有选项“{name}”，可用：{known}")
    return reader(line)
