"""Measures how many faults the checks find, and lists what is not yet right.

Without options: the table of injected faults by kind and family; with ``--misses`` every missed
fault, with ``--unbound`` the relations none of whose faults is found. With ``--clean`` every error
and warning on the clean twins, with ``--gold`` the rows of the gold file that do not come out,
with ``--slips`` the planted slips that are not found, with ``--neutral`` what changes where a
report is only printed otherwise, with ``--dropped`` the errors of a report that leaves a piece out.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

campaign: Any = import_module("faults.campaign")
corpus: Any = import_module("faults.corpus")
verdicts: Any = import_module("gold.verdicts")


def chosen(names: Sequence[str]) -> list[Any]:
    """Returns the documents whose name contains one of ``names``; all without names."""
    every = [*corpus.samples(), *corpus.seeds()]
    return [d for d in every if not names or any(name in d.name for name in names)]


def share(part: int, whole: int) -> str:
    """Returns a share in hundredths, or a dash."""
    return f"{100 * part / whole:5.1f}" if whole else "    —"


def table(title: str, rows: dict[str, Counter[str]]) -> None:
    """Prints one line for each kind, with the total last."""
    total: Counter[str] = Counter()
    print(
        f"\n{title:<24}{'injected':>9}{'found':>7}{'missed':>7}{'%':>7}{'error':>7}{'warning':>9}"
    )
    for name, row in sorted(rows.items()):
        total.update(row)
        print_row(name, row)
    print_row("total", total)


def print_row(name: str, row: Counter[str]) -> None:
    """Prints one line of the table."""
    every = sum(row.values())
    found = every - row["missed"]
    print(
        f"{name:<24}{every:>9}{found:>7}{row['missed']:>7}{share(found, every):>7}"
        f"{row['error']:>7}{row['warning']:>9}"
    )


def faults(documents: Sequence[Any], options: argparse.Namespace) -> None:
    """Prints the figures of a campaign."""
    seed, misses = options.seed, options.misses
    here = campaign.Campaign(documents, seed)
    by: dict[str, dict[str, Counter[str]]] = {
        "kind": {},
        "family": {},
        "sample": {},
        "relation": {},
    }
    injected = here.faults(options.limit)
    if options.code:
        injected = [f for f in injected if f.stated.code.startswith(tuple(options.code))]
    results = list(here.run(injected))
    for result in results:
        stated = result.fault.stated
        names = {
            "kind": result.fault.kind,
            "family": campaign.family(stated.code),
            "sample": stated.sample,
            "relation": f"{stated.code} {stated.kind}",
        }
        for group, name in names.items():
            by[group].setdefault(name, Counter())[result.severity] += 1
    for group, rows in by.items():
        if group != "relation" or misses:
            table(f"by {group}", rows)
    print(f"\nseed {seed}")
    if misses:
        list_misses(here.documents, [result for result in results if not result.found])
    if options.unbound:
        list_unbound(results)


def list_unbound(results: Iterable[Any]) -> None:
    """Prints the relations none of whose faults is found."""
    by: dict[Any, list[Any]] = {}
    for result in results:
        by.setdefault((result.fault.stated.sample, result.fault.stated.number), []).append(result)
    unbound = [some for some in by.values() if not any(result.found for result in some)]
    missed = sum(not result.found for some in by.values() for result in some)
    for some in unbound:
        stated = some[0].fault.stated
        operands = " · ".join(corpus.value_of(o) for o in stated.operands)
        lines = "、".join(map(str, stated.lines))
        print(f"{stated.name} {operands}（第{lines}行）{len(some)} faults")
    count = sum(len(some) for some in unbound)
    print(f"\n{len(unbound)} of {len(by)} relations unbound: {count} of {missed} misses")


def list_misses(documents: Mapping[str, Any], missed: Iterable[Any]) -> None:
    """Prints every missed fault."""
    for result in sorted(missed, key=lambda r: (r.fault.stated.sample, r.fault.stated.line)):
        fault = result.fault
        document = documents[fault.stated.sample]
        line = document.source.line_of(fault.edit.start)
        print(f"{fault.stated.name} [{fault.kind}] 第{line}行 {campaign.excerpt(document, fault)}")
        print("    操作数 " + " · ".join(corpus.value_of(o) for o in fault.stated.operands), end="")
        print(f"（第{'、'.join(map(str, fault.stated.lines))}行）")
        for place in result.instead:
            print(f"    此处 {place.code} {place.severity} {place.message}")
        for place in result.elsewhere:
            print(f"    别处 {place.code} {place.severity} 第{place.first}行 {place.message}")


def clean(documents: Sequence[Any]) -> None:
    """Prints every error and warning on the clean texts."""
    check = import_module("jixiao.pipeline").check_text
    for document in documents:
        for place in campaign.findings(check(document.text, document.path)):
            if place.severity != "hint":
                where = f"{document.path} 第{place.first}行"
                print(f"{place.severity:<8}{place.code:<6} {where} {place.message}")


def oracle(documents: Sequence[Any]) -> None:
    """Prints what the oracle could not read or recomputes otherwise than stated."""
    for document in documents:
        for row in document.unread:
            print(f"unread    {document.name} {row}")
        for stated in corpus.disagreeing(document):
            operands = " · ".join(corpus.value_of(o) for o in stated.operands)
            print(f"disagrees {stated.name} {operands}")


def gold(documents: Sequence[Any]) -> None:
    """Prints the gold rows that do not come out, the warnings beyond them, and the shares."""
    tally: dict[str, Counter[bool]] = {}
    for document in (d for d in documents if "checks" in d.about):
        for row in verdicts.judged(document):
            outside = (row.seed, row.row["code"], row.row["line"]) in verdicts.OUTSIDE
            if outside and not row.right:
                continue
            tally.setdefault(row.group, Counter())[row.right] += 1
            if not row.right:
                words = row.row.get("claim") or row.row.get("issue")
                print(f"{row.group:<9}{row.name} {row.row['severity']} {words}")
                list_outcomes(row.instead)
        for o in verdicts.extras(document):
            if (o.code, document.name, o.first) in verdicts.DEFENSIBLE:
                continue
            print(f"beyond   {document.name} {o.code} {o.severity} 第{o.first}行 {o.message}")
    for group, counted in sorted(tally.items()):
        print(f"{group:<9}{counted[True]} of {counted.total()}")


def slips(documents: Sequence[Any]) -> None:
    """Prints the slips that are not found."""
    tally: Counter[tuple[str, bool]] = Counter()
    for document in (d for d in documents if "slips" in d.about):
        for slip in verdicts.slips(document):
            severity = slip.slip["severity"]
            tally[severity, slip.found] += 1
            if not slip.found:
                print(f"{severity:<8}{slip.name} {slip.slip['quote']} —— {slip.slip['note']}")
                list_outcomes(slip.nearby)
    for severity in ("error", "warning"):
        found = tally[severity, True]
        print(f"{severity:<8}{found} of {found + tally[severity, False]}")


def list_outcomes(outcomes: Iterable[Any]) -> None:
    """Prints what the checks say instead; what could not be told on line 1 says nothing here."""
    for o in outcomes:
        if o.status != "cannot_tell" or o.first > 1:
            print(f"    {o.code} {o.status} {o.severity} 第{o.first}行 {o.message}")


def neutral(documents: Sequence[Any]) -> None:
    """Prints what a neutral rewrite changes."""
    rewrites: Any = import_module("faults.neutral")
    for rewrite in rewrites.ALL:
        for document in documents:
            found = rewrites.compare(document, rewrite)
            if found is None or found.same:
                continue
            print(f"{document.name}: {rewrite}, {found.facts} facts")
            for sign, some in (
                ("-", found.facts_gone),
                ("+", found.facts_new),
                ("-", found.findings_gone),
                ("+", found.findings_new),
            ):
                for words, count in some.items():
                    print(f"    {sign}{count} {' '.join(words)}")


def dropped(documents: Sequence[Any]) -> None:
    """Prints the errors that a clean text has only without one of its sentences or clauses."""
    pieces: Any = import_module("faults.dropped")
    for name, piece in (("sentence", pieces.SENTENCE), ("clause", pieces.CLAUSE)):
        left_out = wrong = 0
        for document in documents:
            left_out += len(piece.findall(document.text))
            for found in pieces.shortened(document, piece):
                wrong += 1
                for error in found.errors:
                    print(f"{document.name} 略去“{found.words}” {error.code} {error.message}")
        print(f"{name}: {left_out} left out, errors after {wrong}")


def main() -> None:
    """Reads the options and prints."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--sample", action="append", default=[], help="part of a name; repeatable")
    parser.add_argument("--seed", default="jixiao", help="another seed, other faults")
    parser.add_argument(
        "--code", action="append", default=[], help="start of a check's code or family; repeatable"
    )
    parser.add_argument("--limit", type=int, default=None, help="at most so many faults")
    parser.add_argument("--misses", action="store_true", help="list every missed fault")
    parser.add_argument(
        "--unbound", action="store_true", help="relations no fault of which is found"
    )
    parser.add_argument("--clean", action="store_true", help="errors and warnings on clean twins")
    parser.add_argument("--gold", action="store_true", help="gold rows not yet right")
    parser.add_argument("--slips", action="store_true", help="planted slips not found")
    parser.add_argument("--oracle", action="store_true", help="relations the oracle cannot use")
    parser.add_argument(
        "--dropped", action="store_true", help="errors of clean texts that leave a piece out"
    )
    parser.add_argument("--neutral", action="store_true", help="what neutral rewrites change")
    options = parser.parse_args()
    documents = chosen(options.sample)
    if options.clean:
        clean(documents)
    if options.oracle:
        oracle(documents)
    if options.gold:
        gold(documents)
    if options.slips:
        slips(documents)
    if options.neutral:
        neutral(documents)
    if options.dropped:
        dropped(documents)
    others = (
        options.clean,
        options.dropped,
        options.oracle,
        options.gold,
        options.slips,
        options.neutral,
    )
    if not any(others):
        faults(documents, options)


if __name__ == "__main__":
    main()
