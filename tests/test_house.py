"""The rules of the house that no linter keeps."""

import ast
import enum
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

import max_lines
from jixiao import terms

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULES = [
    *SOURCES,
    *(
        file
        for folder in ("tests", "scripts", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
    ),
]
DECIMAL_ONLY = ("model", "checks", "scoring", "extraction")
# In parts, so that this file names none of them.
REGISTRY_HOSTS = [
    ".".join(parts).encode()
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("pypi", "python", "org"),
        ("npmjs", "org"),
        ("npmmirror", "com"),
        ("yarnpkg", "com"),
        ("anaconda", "org"),
        ("mirrors", "aliyun", "com"),
        ("tuna", "tsinghua", "edu", "cn"),
        ("mirrors", "ustc", "edu", "cn"),
    )
]


def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def files_of_the_repository():
    listing = subprocess.run(
        [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [file for name in listing.split("\0") if name and (file := ROOT / name).is_file()]


def test_there_are_sources_to_look_at():
    assert SOURCES


def test_no_file_is_longer_than_600_lines():
    assert list(max_lines.long_files(SOURCES)) == []


def test_no_function_is_longer_than_60_lines():
    assert list(max_lines.long_functions(SOURCES)) == []


def test_a_docstring_does_not_count_as_lines_of_its_function(tmp_path):
    file = tmp_path / "page.py"
    file.write_text('def page():\n    """' + "\n" * 80 + '"""\n    return 1\n', encoding="utf-8")
    assert list(max_lines.long_functions([file])) == []


def test_a_function_of_61_lines_is_named(tmp_path):
    file = tmp_path / "long.py"
    file.write_text("def long():\n" + "    pass\n" * 60, encoding="utf-8")
    assert list(max_lines.long_functions([file])) == [f"{file}:1: long has 61 lines, at most 60"]


@pytest.mark.parametrize("package", DECIMAL_ONLY)
def test_no_float_is_made_where_only_decimals_pass(package):
    calls = [
        f"{file}:{node.lineno}"
        for file in (ROOT / "src" / "jixiao" / package).rglob("*.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    ]
    assert calls == []


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: no list of its files")
def test_no_file_names_the_host_of_a_package_registry():
    named = [
        f"{file}: {host.decode()}"
        for file in files_of_the_repository()
        for host in REGISTRY_HOSTS
        if host in file.read_bytes().lower()
    ]
    assert named == []


def test_every_module_has_a_docstring():
    assert [str(file) for file in MODULES if not ast.get_docstring(tree(file))] == []


def test_no_two_identifiers_share_one_chinese_label():
    identifiers = defaultdict(set)
    for kind in vars(terms).values():
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            for member in kind:
                if hasattr(member, "label"):
                    identifiers[member.label].add(member.value)
    assert identifiers
    assert {label: names for label, names in identifiers.items() if len(names) > 1} == {}
