"""From an evaluated workbook to the 自评报告 of the department."""

from jixiao.errors import JixiaoError
from jixiao.pipeline.evaluating import Evaluated
from jixiao.reports.composition import Composition
from jixiao.reports.self_evaluation import Material, department_report
from jixiao.standards import Outline, load
from jixiao.terms import ReportKind


class NoOutlineApplies(JixiaoError):  # noqa: N818  # named after what is the matter
    """No pack says how a report of this kind is laid out in this region."""

    code = "no_outline_applies"

    def __init__(self, region: str, kind: ReportKind) -> None:
        super().__init__(region, kind)
        self.region, self.kind = region, kind

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"没有适用于{self.region}的{self.kind.label}提纲。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "运行 jixiao standards list 查看全部标准，或编写一套有提纲的标准。"


def outline_for(region: str, kind: ReportKind) -> Outline:
    """Return the outline of a kind of report in a region, that of the region itself first.

    Raises:
        NoOutlineApplies: no pack has one.
    """
    found = load().outlines_for(region, kind)
    if not found:
        raise NoOutlineApplies(region, kind)
    return found[0]


def department_material(evaluated: Evaluated) -> Material:
    """Return what the report of a department is composed from."""
    region = evaluated.evaluation.department.region
    return Material(
        evaluation=evaluated.evaluation,
        sheet=evaluated.sheet,
        outline=outline_for(region, ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION),
        projects=evaluated.projects,
    )


def department_self_evaluation(evaluated: Evaluated) -> Composition:
    """Return the 部门整体支出绩效自评报告 of an evaluated workbook."""
    return department_report(department_material(evaluated))
