"""Injected faults are found: a fixed set of them, and another one on each run."""

import os
import secrets
from collections import Counter

import pytest
from faults.campaign import FOUND_SHARE, Campaign, excerpt
from faults.corpus import seeds as reports

LIMIT = 900  # faults of one run: about half a minute on one core
FRESH = os.environ.get("JIXIAO_FAULT_SEED") or secrets.token_hex(4)


def figures(campaign, results):
    """What a reader of a red test needs: the shares, the commonest misses, and how to see all."""
    missed = [r for r in results if not r.found]
    by = Counter(f"{r.fault.stated.code} {r.fault.kind}" for r in missed)
    severity = Counter(r.severity for r in results)
    lines = [
        f"{len(results) - len(missed)} of {len(results)} found, {dict(severity)}",
        f"all misses: scripts/measure.py --misses --seed {campaign.seed} --limit {LIMIT}",
        *(f"{count:4} {name}" for name, count in by.most_common(20)),
        *(
            f"{r.fault.stated.name} [{r.fault.kind}] "
            + excerpt(campaign.documents[r.fault.stated.sample], r.fault)
            for r in missed[:20]
        ),
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("which", ["fixed", "fresh"])
def test_injected_faults_are_found(which, request):
    if not reports() and os.environ.get("JIXIAO_REQUIRE_SEEDS") == "1":
        request.getfixturevalue("seeds")
    campaign = Campaign(seed="jixiao" if which == "fixed" else FRESH)
    print(f"JIXIAO_FAULT_SEED={campaign.seed}")  # noqa: T201  # to run the same faults again
    results = list(campaign.run(campaign.faults(LIMIT)))
    found = sum(result.found for result in results) / len(results)
    assert found >= FOUND_SHARE, figures(campaign, results)
