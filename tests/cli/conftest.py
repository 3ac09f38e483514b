"""Reports on disk and the command line run in this process."""

import pytest

from jixiao.cli.main import main

FAULTY = "某市某局2023年部门整体支出绩效自评报告\n截至2023年6月31日，各项工作按计划完成。\n"
SOUND = "某市某局2023年部门整体支出绩效自评报告\n截至2023年6月30日，各项工作按计划完成。\n"


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """A working folder with one faulty and one sound report."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "错.txt").write_text(FAULTY, encoding="utf-8")
    (tmp_path / "对.txt").write_text(SOUND, encoding="utf-8")
    return tmp_path


@pytest.fixture
def jixiao(capfdbinary, reports):  # noqa: ARG001 - commands run beside the reports
    """Run a command; return its exit status, output and complaints."""

    def run(*arguments):
        status = main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return run
