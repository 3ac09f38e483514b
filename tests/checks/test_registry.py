"""Registration: what a check must have, and who judges which relation."""

import subprocess
import sys

import pytest

import jixiao.checks
from jixiao.checks.registry import RegistrationError, Registry, check, family_titles, registry
from jixiao.model.relation import Change, Ratio
from jixiao.terms import Severity

PAGE = """收入应等于支出。

    为什么：总表应当平衡。
    公式：收入 = 支出，
    即差为零。
    不报的情形：无。
    已知漏报：分表。
    """


def registered(into, document=PAGE, **arguments):
    def function(_ctx):
        yield from ()

    function.__doc__ = document
    declared = {
        "code": "XX01",
        "name": "income-and-expenditure",
        "severity": Severity.ERROR,
        "since": "0.1",
        "absent": "文中没有收支。",
        **arguments,
    }
    return check(**declared, into=into)(function)


def test_a_check_is_found_by_its_code():
    checks = Registry()
    function = registered(checks)
    assert checks.get("XX01").function is function
    assert checks.get("XX02") is None
    assert checks.get("XX01").family == "XX"


def test_checks_come_in_the_order_of_their_codes():
    checks = Registry()
    for code in ("XX02", "AA10", "XX01"):
        registered(checks, code=code)
    assert [each.code for each in checks.checks()] == ["AA10", "XX01", "XX02"]


@pytest.mark.parametrize("code", ["", "fnd01", "FND1", "FND001", "F01", "FND-01"])
def test_a_bad_code_is_refused(code):
    with pytest.raises(RegistrationError, match="code"):
        registered(Registry(), code=code)


def test_a_code_is_given_once():
    checks = Registry()
    registered(checks)
    with pytest.raises(RegistrationError, match="XX01 is registered twice"):
        registered(checks)


def test_a_check_without_docstring_is_refused():
    with pytest.raises(RegistrationError, match="docstring"):
        registered(Registry(), document=None)


@pytest.mark.parametrize("part", ["为什么", "公式", "不报的情形", "已知漏报"])
def test_a_page_without_a_part_is_refused(part):
    with pytest.raises(RegistrationError, match=part):
        registered(Registry(), document=PAGE.replace(f"{part}：", ""))


def test_a_page_opens_with_a_whole_claim():
    with pytest.raises(RegistrationError, match="claim"):
        registered(Registry(), document=PAGE.replace("支出。", "支出", 1))


def test_a_name_is_kebab_case():
    with pytest.raises(RegistrationError, match="kebab"):
        registered(Registry(), name="Income_total")


@pytest.mark.parametrize("words", [{"absent": ""}, {"clean": "全文未见。"}])
def test_what_silence_means_is_said_once(words):
    with pytest.raises(RegistrationError, match="absent= and clean="):
        registered(Registry(), **words)


def test_two_checks_do_not_judge_the_same_relation():
    checks = Registry()
    registered(checks, claims=((Ratio, "share"),))
    with pytest.raises(RegistrationError, match="claims Ratio 'share', as XX01 does"):
        registered(checks, code="XX02", claims=((Ratio, "share"),))


def test_the_exact_topic_goes_before_the_rest():
    checks = Registry()
    registered(checks, claims=((Ratio, "*"),))
    registered(checks, code="XX02", claims=((Ratio, "share"),))
    assert checks.owner(Ratio, "share").code == "XX02"
    assert checks.owner(Ratio, "").code == "XX01"
    assert checks.owner(Change, "share") is None


def test_the_page_is_taken_apart():
    checks = Registry()
    registered(checks, basis="财预〔2020〕10号")
    page = checks.get("XX01").page()
    assert page.claim == "收入应等于支出。"
    assert page.parts == (
        ("为什么", "总表应当平衡。"),
        ("公式", "收入 = 支出，即差为零。"),
        ("不报的情形", "无。"),
        ("已知漏报", "分表。"),
        ("依据", "财预〔2020〕10号"),
    )


def test_every_family_has_a_title():
    families = {each.family for each in registry().checks()}
    titles = family_titles()
    assert {"AS", "DT", "FND"} <= set(titles)
    assert [family for family in families if not titles.get(family)] == []


def test_a_dropped_file_is_found(tmp_path):
    package = tmp_path / "checks"
    (package / "zz").mkdir(parents=True)
    (package / "zz" / "__init__.py").write_text('"""试验。"""\n', encoding="utf-8")
    (package / "zz" / "zz01.py").write_text(
        "from jixiao.checks.registry import check\n"
        "from jixiao.terms import Severity\n"
        '@check(code="ZZ01", name="z", severity=Severity.HINT, since="0.1", absent="无。")\n'
        "def z(ctx):\n"
        f'    """{PAGE}"""\n'
        "    yield from ()\n",
        encoding="utf-8",
    )
    (package / "zz" / "_shared.py").write_text("raise AssertionError\n", encoding="utf-8")
    program = (
        "import sys, jixiao.checks\n"
        "jixiao.checks.__path__.append(sys.argv[1])\n"
        "from jixiao.checks.registry import registry\n"
        "print(registry().get('ZZ01').code, registry() is registry())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, package], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["ZZ01", "True"]
    assert jixiao.checks.__path__
