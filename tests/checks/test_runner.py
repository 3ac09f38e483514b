"""The runner: order, dispatch, silence and crashes."""

from collections import Counter
from dataclasses import replace

import pytest

from jixiao.checks.registry import Registry, check
from jixiao.checks.runner import Selection, run
from jixiao.model.relation import Ratio, RatioKind
from jixiao.terms import Severity, Status

PAGE = "应当如此。\n为什么：。公式：。不报的情形：。已知漏报：。"


@pytest.fixture
def checks():
    return Registry()


def registered(into, code, body, **arguments):
    def function(ctx):
        yield from body(ctx)

    function.__doc__ = PAGE
    words = {} if "clean" in arguments else {"absent": f"没有{code}。"}
    check(
        code=code,
        name="n",
        severity=Severity.ERROR,
        since="0.1",
        into=into,
        **words,
        **arguments,
    )(function)


def raising(ctx):
    yield ctx.passed(ctx.title, "先有一条")
    message = "坏了"
    raise ValueError(message)


def passing(ctx):
    yield ctx.passed(ctx.title, "相符")


def nothing(_ctx):
    return iter(())


def test_a_raising_check_is_crashed_and_the_others_go_on(checks, understand):
    registered(checks, "XX01", passing)
    registered(checks, "XX02", raising)
    registered(checks, "XX03", passing)
    outcomes = run(understand("标题\n正文"), among=checks)
    assert [(o.code, o.status) for o in outcomes] == [
        ("XX01", Status.PASSED),
        ("XX02", Status.PASSED),
        ("XX02", Status.CRASHED),
        ("XX03", Status.PASSED),
    ]
    crashed = outcomes[2]
    assert crashed.severity is None
    assert "XX02" in crashed.message
    assert "ValueError: 坏了" in crashed.message
    assert crashed.span == (0, 2)


def test_an_interrupt_is_no_crash(checks, understand):
    def stopped(_ctx):
        raise KeyboardInterrupt
        yield

    registered(checks, "XX01", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(understand("标题"), among=checks)


def test_silence_is_not_a_pass(checks, understand):
    registered(checks, "XX01", nothing)
    registered(checks, "XX02", nothing, clean="全文未见。")
    absent, clean = run(understand("标题"), among=checks)
    assert (absent.status, absent.message) == (Status.CANNOT_TELL, "没有XX01。")
    assert (clean.status, clean.message) == (Status.PASSED, "全文未见。")


def test_an_empty_document_has_a_place(checks, understand):
    registered(checks, "XX01", nothing)
    assert run(understand(""), among=checks)[0].span == (0, 0)


def test_codes_and_families_are_selected_and_ignored(checks, understand):
    for code in ("XX01", "XX02", "YY01"):
        registered(checks, code, passing)

    def ran(*arguments):
        return [o.code for o in run(understand("标题"), Selection(*arguments), among=checks)]

    assert ran() == ["XX01", "XX02", "YY01"]
    assert ran(("XX",)) == ["XX01", "XX02"]
    assert ran(("XX", "YY01"), ("XX02",)) == ["XX01", "YY01"]
    assert ran((), ("XX",)) == ["YY01"]


def test_each_relation_is_judged_once(checks, understand, facts):
    text = "标题\n60.00%与40.00%与20.00%"
    rates = facts(text)

    def ratio(rate, topic):
        return Ratio(
            start=rate.start,
            end=rate.end,
            topic=topic,
            kind=RatioKind.RATIO,
            rate=rate,
            numerator=None,
            denominator=None,
        )

    def each(ctx):
        for relation in ctx.relations(Ratio):
            yield ctx.passed(relation, f"{relation.topic}/{len(ctx.all(Ratio))}")

    registered(checks, "XX01", each, claims=((Ratio, "*"),))
    registered(checks, "XX02", each, claims=((Ratio, "share"),))
    registered(checks, "XX03", each)
    relations = [ratio(rates[0], "share"), ratio(rates[1], ""), ratio(rates[2], "other")]
    outcomes = run(understand(text, relations), among=checks)
    said = [(o.code, o.message) for o in outcomes if o.status is Status.PASSED]
    assert said == [("XX01", "/3"), ("XX01", "other/3"), ("XX02", "share/3")]
    assert Counter(o.code for o in outcomes) == {"XX01": 2, "XX02": 1, "XX03": 1}


def test_options_are_the_defaults_and_what_is_given(checks, understand):
    def telling(ctx):
        yield ctx.passed(ctx.title, f"{ctx.option('deadline', str)} {ctx.option('days', int)}")

    registered(checks, "XX01", telling, options={"deadline": "08-31", "days": 3})
    (plain,) = run(understand("标题"), among=checks)
    (given,) = run(understand("标题"), among=checks, options={"XX01": {"deadline": "07-31"}})
    assert plain.message == "08-31 3"
    assert given.message == "07-31 3"


def test_an_option_of_the_wrong_type_is_a_crash_not_a_finding(checks, understand):
    def telling(ctx):
        yield ctx.passed(ctx.title, str(ctx.option("days", int)))

    registered(checks, "XX01", telling, options={"days": 3})
    (outcome,) = run(understand("标题"), among=checks, options={"XX01": {"days": "many"}})
    assert outcome.status is Status.CRASHED


def hinting(ctx):
    yield ctx.finding(ctx.title, "字形可疑", severity=Severity.HINT)


def test_hints_on_the_form_of_recognised_text_are_given_only_when_asked_for(checks, understand):
    for code in ("ST91", "TX91", "FND91"):
        registered(checks, code, hinting)
    plain = understand("标题\n正文")
    document = replace(plain.document, pages=(1, 1), recognised=frozenset({1}))
    scanned = replace(plain, document=document)

    def hints(understanding, *select):
        outcomes = run(understanding, Selection(select), among=checks)
        return [o.code for o in outcomes if o.status is Status.FINDING]

    assert hints(plain) == ["FND91", "ST91", "TX91"]
    assert hints(scanned) == ["FND91"]
    assert hints(scanned, "ST", "TX91") == ["ST91", "TX91"]
    (hushed,) = run(scanned, Selection(ignore=("FND", "TX")), among=checks)
    assert (hushed.status, hushed.severity) == (Status.CANNOT_TELL, None)
    assert hushed.message == "字形可疑（文字识别得来，请对照原件）；不作提示"
