"""The real reports: the facts that must be read, by value, unit and line, and their names."""

import pytest
from faults.corpus import seeds
from gold.facts import FOUND_SHARE, NAMED_SHARE, OTHER, RIGHT_SHARE, meanings, read

from jixiao.extraction.vocabulary import vocabulary


@pytest.fixture(scope="module")
def rows(request):
    request.getfixturevalue("seeds")  # skips, or fails, where the reports are absent
    return [row for seed in seeds() for row in read(seed)]


def test_the_facts_are_found_by_value_unit_and_line(rows):
    missed = [row.name for row in rows if row.fact is None]
    found = 1 - len(missed) / len(rows)
    assert found >= FOUND_SHARE, f"{found:.1%}\n" + "\n".join(missed)


def test_a_fact_that_is_named_has_the_right_name_scope_and_period(rows):
    named = [row for row in rows if row.named]
    wrong = [f"{row.name}: {row.wrong}" for row in named if row.wrong]
    right = 1 - len(wrong) / len(named)
    assert right >= RIGHT_SHARE, f"{right:.1%}\n" + "\n".join(wrong)


def test_what_the_vocabulary_holds_is_named(rows):
    known = [row for row in rows if row.meaning.get("named")]
    unnamed = [row.name for row in known if not row.named]
    named = 1 - len(unnamed) / len(known)
    assert named >= NAMED_SHARE, f"{named:.1%}\n" + "\n".join(unnamed)


def test_the_table_of_names_speaks_of_concepts_that_exist():
    known = set(vocabulary().concepts)
    # Words for what the vocabulary does not hold today and may hold one day.
    future = {"monitoring_score"}
    assert {name for row in meanings() for name in row["is"]} <= known | future | {OTHER}
