"""The real reports: what the checks must say of them, and what they must not."""

import json
import subprocess
import sys
from collections import Counter

import pytest
from faults.corpus import gold, seeds
from gold.verdicts import DEFENSIBLE, HARD_SHARE, OUTSIDE, PASSED_SHARE, SOFT_SHARE, extras, judged


@pytest.fixture(scope="module")
def rows(request):
    request.getfixturevalue("seeds")  # skips, or fails, where the reports are absent
    return [row for seed in seeds() for row in judged(seed)]


def shown(rows):
    return "\n".join(f"{row.name} {row.row.get('claim') or row.row['issue']}" for row in rows)


def share(rows):
    return sum(row.right for row in rows) / len(rows)


def test_the_only_errors_are_the_impossible_date_and_the_second_cut_off(seeds):
    done = subprocess.run(
        [sys.executable, "-m", "jixiao", "check", "--format", "json", *map(str, seeds.values())],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    errors = [
        (document["path"].rpartition("/")[2][:3], outcome["code"], outcome["line"])
        for document in json.loads(done.stdout)["documents"]
        for outcome in document["outcomes"]
        if outcome["status"] == "finding" and outcome["severity"] == "error"
    ]
    assert sorted(errors) == [("004", "DT01", 43), ("004", "DT07", 43)]


def test_no_check_crashes(rows):
    assert not [o for row in rows for o in row.instead if o.status == "crashed"]


@pytest.mark.parametrize(
    ("group", "wanted"), [("hard", HARD_SHARE), ("soft", SOFT_SHARE), ("rounding", 1), ("open", 1)]
)
def test_what_does_not_hold_is_said_with_its_weight(rows, group, wanted):
    some = [row for row in rows if row.group == group]
    wrong = [row for row in some if not row.right]
    assert share(some) >= wanted, f"{share(some):.1%}\n{shown(wrong)}"


def test_what_holds_is_said_to_hold(rows):
    some = [
        row
        for row in rows
        if row.group == "passed" and (row.seed, row.row["code"], row.row["line"]) not in OUTSIDE
    ]
    wrong = [row for row in some if not row.right]
    assert share(some) >= PASSED_SHARE, f"{share(some):.1%}\n{shown(wrong)}"


def test_what_needs_outside_knowledge_is_a_row_of_the_gold_file(rows):
    known = {(row.seed, row.row["code"], row.row["line"]) for row in rows}
    assert known >= OUTSIDE.keys()


def test_every_further_warning_is_defensible(rows):
    assert rows
    found = {(o.code, seed.name, o.first) for seed in seeds() for o in extras(seed)}
    assert found <= DEFENSIBLE.keys(), found - DEFENSIBLE.keys()


def test_the_gold_file_is_the_one_these_tests_were_written_for(rows):
    answers = gold()
    groups = Counter(row.group for row in rows)
    assert [seed["id"] for seed in answers["seeds"]] == ["000", "001", "002", "003", "004"]
    assert groups.total() == sum(
        len(seed["checks"]) + len(seed["text_findings"]) for seed in answers["seeds"]
    )
