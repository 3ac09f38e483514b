"""Measures the checks on invented final accounts: right ones, and ones with a slip of each kind.

Prints the errors (and with ``--warnings`` the warnings) on the right ones, then the share of slips
found by kind, by code and by layout, layouts for development apart from those held out, and the
time a page takes. ``--misses`` lists what is not found.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from jixiao.model.outcome import Outcome
from jixiao.pipeline import CheckedDocument, check_bytes
from jixiao.terms import Severity, Status

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

planters: Any = import_module("final_accounts.planters")

SETS = {"development": "final_accounts.layouts", "held out": "final_accounts.held_out"}


@dataclass(frozen=True)
class Measured:
    """What became of one slip: the codes that named it, and whether its place was named."""

    group: str
    layout: str
    seed: int
    form: str
    kind: str
    what: str
    found: tuple[str, ...]
    placed: bool
    others: tuple[str, ...]


@dataclass(frozen=True)
class Batch:
    """One right document with its slips."""

    name: str
    group: str
    slips: tuple[Measured, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    crashed: tuple[str, ...]
    pages: int
    seconds: float


def findings(checked: CheckedDocument) -> dict[tuple[str, str], Outcome]:
    """Returns the findings by code and message."""
    return {
        (outcome.code, outcome.message): outcome
        for outcome in checked.outcomes
        if outcome.status is Status.FINDING and outcome.severity is not Severity.HINT
    }


def told(checked: CheckedDocument, outcome: Outcome) -> str:
    """Returns one line for an outcome, with what is printed at its place."""
    document = checked.understanding.document if checked.understanding else None
    quote = document.quote(outcome.span.start, outcome.span.end) if document else ""
    return f"{outcome.code} {outcome.message} 【{quote[:60]}】"


def names_place(outcome: Outcome, text: str, names: Iterable[str]) -> bool:
    """Tells whether a finding names the slip: by the figure, or by the name of the row."""
    spans = [outcome.span, *(related.span for related in outcome.related)]
    said = outcome.message + "".join(
        text[max(0, span.start - 40) : span.end + 40] for span in spans
    )
    return any(name and name in said for name in names)


def measure(job: tuple[str, str, int, str], kinds: tuple[str, ...]) -> Batch:
    """Builds and checks one right document and its copies with slips."""
    group, layout, seed, form = job
    module: Any = import_module(SETS[group])
    original = module.original(layout, seed)
    clean = original.build(form)
    begun = time.perf_counter()
    checked = check_bytes(clean.data, clean.name)
    seconds = time.perf_counter() - begun
    if checked.error is not None:
        raise checked.error
    before = findings(checked)
    slips = []
    for kind in kinds:
        built = original.build(form, kind)
        if built is None:
            continue
        (slip,) = built.slips
        wrong = check_bytes(built.data, built.name)
        after = findings(wrong)
        new = [outcome for key, outcome in after.items() if key not in before]
        named = [outcome for outcome in new if outcome.code in slip.codes]
        text = wrong.understanding.document.text if wrong.understanding else ""
        names = [*slip.place.split("/")[:2], slip.wrong, slip.right]
        slips.append(
            Measured(
                group, layout, seed, form, kind,
                f"{slip.place}: {slip.right[:40]} → {slip.wrong[:40]}",
                tuple(sorted({outcome.code for outcome in named})),
                any(names_place(outcome, text, names) for outcome in named),
                tuple(told(wrong, one) for one in new if one not in named),
            )
        )  # fmt: skip
    return Batch(
        f"{layout} {seed} {form} {original.department.name}", group, tuple(slips),
        tuple(told(checked, one) for one in before.values() if one.severity is Severity.ERROR),
        tuple(told(checked, one) for one in before.values() if one.severity is Severity.WARNING),
        tuple(told(checked, one) for one in checked.outcomes if one.status is Status.CRASHED),
        original.pages, seconds,
    )  # fmt: skip


def table(title: str, rows: Iterable[tuple[str, Measured]]) -> None:
    """Prints the share found for each name."""
    every: Counter[str] = Counter()
    found: Counter[str] = Counter()
    by_family: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for name, one in rows:
        for key in (name, "total"):
            every[key] += 1
            found[key] += bool(one.found)
            by_family[key] += any(code.startswith("FA") for code in one.found)
            placed[key] += one.placed
    print(f"\n{title:<26}{'slips':>6}{'found':>7}{'%':>7}{'by FA':>7}{'place':>7}")
    for name in [*sorted(key for key in every if key != "total"), "total"]:
        if every[name]:
            share = 100 * found[name] / every[name]
            print(
                f"{name:<26}{every[name]:>6}{found[name]:>7}{share:>7.1f}"
                f"{by_family[name]:>7}{placed[name]:>7}"
            )


def report(batches: list[Batch], options: argparse.Namespace) -> None:
    """Prints the figures, one set of layouts after the other."""
    for group in SETS:
        mine = [batch for batch in batches if batch.group == group]
        if not mine:
            continue
        errors = sum(len(batch.errors) for batch in mine)
        pages = sum(batch.pages for batch in mine)
        seconds = sum(batch.seconds for batch in mine)
        print(
            f"\n=== {group}: {len(mine)} right documents, {errors} false errors, "
            f"{sum(len(batch.warnings) for batch in mine)} warnings, "
            f"{sum(len(batch.crashed) for batch in mine)} crashed; "
            f"{pages} pages, {1000 * seconds / pages:.0f} ms each"
        )
        for batch in mine:
            shown = [*batch.errors, *batch.crashed, *(batch.warnings if options.warnings else ())]
            for line in shown:
                print(f"  {batch.name}: {line}")
        slips = [slip for batch in mine for slip in batch.slips]
        if not slips:
            continue
        table("by code", ((planters.CODE_OF[one.kind], one) for one in slips))
        table("by kind", ((f"{planters.CODE_OF[one.kind]} {one.kind}", one) for one in slips))
        table("by layout", ((one.layout, one) for one in slips))
        table("by format", ((one.form, one) for one in slips))
        if options.misses:
            print_misses(slips)


def print_misses(slips: list[Measured]) -> None:
    """Prints each slip that is not found, with the other findings that it led to."""
    for one in slips:
        if not one.found:
            print(f"missed {one.kind} [{one.layout} {one.seed} {one.form}] {one.what}")
            for line in one.others[:3]:
                print(f"       instead {line}")


def jobs(options: argparse.Namespace) -> Iterator[tuple[str, str, int, str]]:
    """Yields set, layout, seed and format of each right document."""
    for group, path in SETS.items():
        if options.only and options.only != group:
            continue
        module: Any = import_module(path)
        for number, layout in enumerate(module.LAYOUTS):
            if options.layout and options.layout not in layout:
                continue
            for seed in range(options.seeds):
                for form in options.forms.split(","):
                    # Each layout begins with another department.
                    yield group, layout, number + 3 * seed + options.first, form


def main() -> None:
    """Runs as asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1, help="documents of each layout")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--forms", default="pdf", help="pdf, docx, xlsx, with commas")
    parser.add_argument("--only", choices=SETS, help="one set of layouts")
    parser.add_argument("--layout", default="", help="layouts whose name contains this")
    parser.add_argument("--kinds", default="", help="kinds of slips, with commas")
    parser.add_argument("--clean", action="store_true", help="only the right documents")
    parser.add_argument("--warnings", action="store_true", help="also show warnings")
    parser.add_argument("--misses", action="store_true", help="list what is not found")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    options = parser.parse_args()
    kinds = tuple(options.kinds.split(",")) if options.kinds else tuple(planters.KINDS)
    work = partial(measure, kinds=() if options.clean else kinds)
    with ProcessPoolExecutor(options.jobs) as pool:
        batches: list[Batch] = []
        for batch in pool.map(work, jobs(options)):
            found = sum(bool(slip.found) for slip in batch.slips)
            print(f"{batch.name}: {found} of {len(batch.slips)} slips", file=sys.stderr, flush=True)
            batches.append(batch)
        report(batches, options)


if __name__ == "__main__":
    main()
