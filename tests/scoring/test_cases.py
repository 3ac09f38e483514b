"""Scores worked out by hand, to the cent, with the line of arithmetic."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from jixiao.model.measures import Subject
from jixiao.scoring import plan, score
from jixiao.standards import load, load_folder
from jixiao.workbook.plain import evaluation_of

FOLDER = Path(__file__).parent
PACKS = {pack.id: pack for pack in (*load().packs, *load_folder(FOLDER / "packs").packs)}
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("case", CASES)
def test_score_is_as_worked_out_by_hand(case):
    pack = PACKS[case["standard"]]
    subject = Subject(evaluation_of(case["given"]), case.get("project", ""))
    sheet = score(subject, plan(pack, case["year"]))
    for identifier, expected in case["expect"].items():
        if identifier == "total":
            assert sheet.total == (None if expected is None else Decimal(expected))
        elif identifier == "grade":
            assert sheet.grade == expected
        else:
            _agrees(sheet.line(identifier), expected)


def _agrees(line, expected):
    known = {"score", "points", "arithmetic", "status", "needs", "remarks"}
    assert expected.keys() <= known
    if "score" in expected:
        wanted = expected["score"]
        assert line.score == (None if wanted is None else Decimal(wanted)), line.arithmetic
        assert wanted is None or f"{line.score:f}" == wanted  # the decimals too
    if "points" in expected:
        assert line.points == Decimal(expected["points"])
    if "arithmetic" in expected:
        assert line.arithmetic == expected["arithmetic"]
    if "status" in expected:
        assert line.status.label == expected["status"]
    if "needs" in expected:
        assert list(line.needs) == expected["needs"]
    if "remarks" in expected:
        assert list(line.remarks) == expected["remarks"]
