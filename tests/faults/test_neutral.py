"""A report that is printed otherwise says the same, and is judged the same."""

import pytest
from faults.corpus import samples
from faults.corpus import seeds as reports
from faults.neutral import ALL, compare

CLEAN = {sample.name for sample in samples()}
DOCUMENTS = {d.name: d for d in (*samples(), *reports())}


def test_the_real_reports_are_among_the_documents(seeds):
    assert set(seeds) <= set(DOCUMENTS)


@pytest.mark.parametrize("rewrite", ALL)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_neutral_rewrite_changes_nothing(name, rewrite):
    difference = compare(DOCUMENTS[name], rewrite)
    if difference is None:
        return  # nothing in this report to print otherwise
    if name in CLEAN:
        assert not difference.errors
    assert not difference.facts_gone, (difference.facts_gone, difference.facts_new)
    assert not difference.findings_gone, difference.findings_gone
    assert not difference.findings_new, difference.findings_new
