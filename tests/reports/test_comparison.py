"""Two standards side by side: every line of either, what differs, and that it adds up."""

from decimal import Decimal

from formed import grid, office, pack, plainly, sheets_of, tables

from jixiao.model.measures import Subject
from jixiao.reports.comparison import comparison, differences
from jixiao.scoring import plan, score


def by(identifier):
    return score(Subject(office(), "X1"), plan(pack(identifier), 2023))


def test_a_sheet_differs_from_itself_in_nothing():
    sheet = sheets_of(office())[0]
    assert not any(each.changed for each in differences(sheet, sheet))


def test_every_line_of_either_standard_is_listed_once():
    ours, theirs = by("cn/project-scoring"), by("cn/project-scoring-2021")
    listed = [(each.ours or each.theirs).id for each in differences(ours, theirs)]
    wanted = {line.id for sheet in (ours, theirs) for line in sheet.walk()}
    assert set(listed) == wanted
    assert len(listed) == len(wanted)


def test_what_the_lines_gain_adds_up_to_what_the_total_gains():
    ours, theirs = by("cn/project-scoring"), by("cn-hb/project-scoring")
    top = [each.gained for each in differences(ours, theirs) if each.depth == 0]
    assert sum(top, Decimal(0)) == theirs.total - ours.total
    assert theirs.total != ours.total


def test_a_line_that_the_other_standard_lacks_is_said_to_be_missing_there():
    document = comparison(by("cn/project-scoring"), by("cn/project-scoring-2021"), "对照")
    assert "成本指标 | — | — | 0 | — | 0 | 只有另一标准有此项" in plainly(document)
    grid(tables(document)[0])


def test_the_other_rule_and_its_arithmetic_are_told():
    document = comparison(by("cn/project-scoring"), by("cn-hb/project-scoring"), "对照")
    row = next(line for line in plainly(document).splitlines() if line.startswith("预算执行率"))
    assert "分值由10改为20" in row
    assert "91.005 ÷ 100 × 20 = 18.201 ≈ 18.20" in row
