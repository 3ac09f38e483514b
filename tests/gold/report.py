"""Lists, for who mends the program, what is not yet as the gold file or the samples say."""

from collections import Counter
from collections.abc import Sequence

from faults.corpus import Sample
from gold.verdicts import OUTSIDE, extras, judged, slips


def gold(documents: Sequence[Sample]) -> None:
    """Print the gold rows that do not come out, the warnings beyond them, and the shares."""
    tally: dict[str, Counter[bool]] = {}
    for document in documents:
        if "checks" not in document.about:
            continue
        for row in judged(document):
            if (row.seed, row.row["code"], row.row["line"]) in OUTSIDE and not row.right:
                continue
            tally.setdefault(row.group, Counter())[row.right] += 1
            if not row.right:
                words = row.row.get("claim") or row.row.get("issue")
                print(f"{row.group:<9}{row.name} {row.row['severity']} {words}")
                for o in row.instead:
                    print(f"    {o.code} {o.status} {o.severity} 第{o.first}行 {o.message}")
        for o in extras(document):
            print(f"beyond   {document.name} {o.code} {o.severity} 第{o.first}行 {o.message}")
    for group, row in sorted(tally.items()):
        print(f"{group:<9}{row[True]} of {sum(row.values())}")


def slips_report(documents: Sequence[Sample]) -> None:
    """Print the slips that are not found."""
    tally: Counter[tuple[str, bool]] = Counter()
    for document in documents:
        if "slips" not in document.about:
            continue
        for slip in slips(document):
            severity = slip.slip["severity"]
            tally[severity, slip.found] += 1
            if not slip.found:
                print(f"{severity:<8}{slip.name} {slip.slip['quote']} —— {slip.slip['note']}")
                for o in slip.nearby:
                    print(f"    {o.code} {o.status} {o.severity} 第{o.first}行 {o.message}")
    for severity in ("error", "warning"):
        found = tally[severity, True]
        print(f"{severity:<8}{found} of {found + tally[severity, False]}")
