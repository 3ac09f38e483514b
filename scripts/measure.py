"""Measures how many faults the checks find, and lists what is not yet right.

Without options: the table of injected faults by kind and family. With ``--misses`` every missed
fault, with ``--clean`` every error and warning on the clean twins, with ``--gold`` the rows of the
gold file that do not come out, with ``--slips`` the planted slips that are not found.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

campaign: Any = import_module("faults.campaign")
corpus: Any = import_module("faults.corpus")


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
    print(f"\n{title:<24}{'injected':>9}{'found':>7}{'missed':>7}{'%':>7}{'error':>7}{'warning':>9}")
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


def faults(documents: Sequence[Any], seed: str, limit: int | None, *, misses: bool) -> None:
    """Prints the figures of a campaign."""
    here = campaign.Campaign(documents, seed)
    by: dict[str, dict[str, Counter[str]]] = {"kind": {}, "family": {}, "sample": {}, "relation": {}}
    missed = []
    for result in here.run(here.faults(limit)):
        stated = result.fault.stated
        names = {
            "kind": result.fault.kind,
            "family": campaign.family(stated.code),
            "sample": stated.sample,
            "relation": f"{stated.code} {stated.kind}",
        }
        for group, name in names.items():
            by[group].setdefault(name, Counter())[result.severity] += 1
        if not result.found:
            missed.append(result)
    for group, rows in by.items():
        if group != "relation" or misses:
            table(f"by {group}", rows)
    print(f"\nseed {seed}")
    if misses:
        list_misses(here, missed)


def list_misses(here: Any, missed: Iterable[Any]) -> None:
    """Prints every missed fault."""
    for result in sorted(missed, key=lambda r: (r.fault.stated.sample, r.fault.stated.line)):
        fault = result.fault
        document = here.documents[fault.stated.sample]
        line = document.source.line_of(fault.edit.start)
        print(f"{fault.stated.name} [{fault.kind}] 第{line}行 {campaign.excerpt(document, fault)}")
        print("    操作数 " + " · ".join(corpus.value_of(o) for o in fault.stated.operands), end="")
        print(f"（第{'、'.join(map(str, fault.stated.lines))}行）")
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


def main() -> None:
    """Reads the options and prints."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--sample", action="append", default=[], help="part of a name; repeatable")
    parser.add_argument("--seed", default="jixiao", help="another seed, other faults")
    parser.add_argument("--limit", type=int, default=None, help="at most so many faults")
    parser.add_argument("--misses", action="store_true", help="list every missed fault")
    parser.add_argument("--clean", action="store_true", help="errors and warnings on clean twins")
    parser.add_argument("--gold", action="store_true", help="gold rows not yet right")
    parser.add_argument("--slips", action="store_true", help="planted slips not found")
    parser.add_argument("--oracle", action="store_true", help="relations the oracle cannot use")
    options = parser.parse_args()
    documents = chosen(options.sample)
    if options.clean:
        clean(documents)
    if options.oracle:
        oracle(documents)
    if options.gold:
        import_module("gold.report").gold(documents)
    if options.slips:
        import_module("gold.report").slips_report(documents)
    if not (options.clean or options.oracle or options.gold or options.slips):
        faults(documents, options.seed, options.limit, misses=options.misses)


if __name__ == "__main__":
    main()
