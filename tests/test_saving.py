"""Files written whole or not at all, and never over what people changed."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jixiao.errors import reason_of
from jixiao.saving import (
    BeingWritten,
    NotSaved,
    OpenElsewhere,
    file_name,
    folder_of,
    lock_of,
    save,
)


def test_a_file_is_written_and_nothing_else_stays_behind(tmp_path):
    save(tmp_path / "报告.txt", "正文".encode())
    assert (tmp_path / "报告.txt").read_text(encoding="utf-8") == "正文"
    assert [each.name for each in tmp_path.iterdir()] == ["报告.txt"]


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    file = tmp_path / "报告.txt"
    save(file, "原来".encode())

    def full(self, data):  # noqa: ARG001 - nothing can be written
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotSaved, match=r"磁盘空间不够.*原有的文件没有改动"):
        save(file, "改过".encode())
    assert file.read_text(encoding="utf-8") == "原来"
    assert [each.name for each in tmp_path.iterdir()] == ["报告.txt"]


def test_an_interruption_leaves_what_was_there(tmp_path, monkeypatch):
    file = tmp_path / "报告.txt"
    save(file, "原来".encode())

    def interrupted(self, target):  # noqa: ARG001 - a key is pressed
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(file, "改过".encode())
    assert file.read_text(encoding="utf-8") == "原来"
    assert [each.name for each in tmp_path.iterdir()] == ["报告.txt"]


@pytest.mark.parametrize(
    "lock",
    [
        "~$ 自评报告汇编.docx",
        "~$03 自评报告汇编.docx",
        ".~03 自评报告汇编.docx",
        ".~lock.03 自评报告汇编.docx#",
    ],
    ids=["Word", "Excel", "WPS", "LibreOffice"],
)
def test_a_file_open_elsewhere_is_not_written(tmp_path, lock):
    file = tmp_path / "03 自评报告汇编.docx"
    file.write_bytes(b"open")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(OpenElsewhere, match="正在别的程序中打开"):
        save(file, b"new")
    assert file.read_bytes() == b"open"
    assert lock_of(tmp_path / "04 项目支出绩效自评表.docx") is None


def test_what_the_program_wrote_is_replaced_and_what_people_changed_is_kept(tmp_path):
    for words in (b"first", b"second"):
        with folder_of(tmp_path) as folder:
            assert folder.save("报告.docx", words) is None
    (tmp_path / "报告.docx").write_bytes(b"edited by hand")
    with folder_of(tmp_path) as folder:
        kept = folder.save("报告.docx", b"third")
    assert kept == tmp_path / "报告（原有1）.docx"
    assert kept.read_bytes() == b"edited by hand"
    assert (tmp_path / "报告.docx").read_bytes() == b"third"
    (tmp_path / "报告.docx").write_bytes(b"edited again")
    with folder_of(tmp_path) as folder:
        assert folder.save("报告.docx", b"third") == tmp_path / "报告（原有2）.docx"


def test_files_that_were_there_before_are_kept(tmp_path):
    (tmp_path / "报告.docx").write_bytes(b"of last year")
    (tmp_path / ".写出记录.json").write_bytes(b"[no record")
    with folder_of(tmp_path) as folder:
        kept = folder.save("报告.docx", b"new")
    assert kept.read_bytes() == b"of last year"


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    code = (
        "import sys; from pathlib import Path; from jixiao.saving import folder_of\n"
        "with folder_of(Path(sys.argv[1])): pass"
    )
    with folder_of(tmp_path):
        other = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    assert BeingWritten.__name__ in other.stderr
    with folder_of(tmp_path):
        pass  # the lock ends with the run


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "送审包").write_bytes(b"")
    with pytest.raises(NotSaved, match="同名的是文件"), folder_of(tmp_path / "送审包"):
        pass
    with pytest.raises(NotSaved, match="文件夹不存在"):
        save(tmp_path / "没有" / "报告.txt", b"")


def test_reasons_are_told_in_chinese():
    assert reason_of(OSError(errno.EACCES, "Permission denied")) == "没有权限"
    assert reason_of(OSError(9999, "strange")) == "strange"
    assert reason_of(OSError("no number")) == "no number"


def test_a_file_in_a_folder_below_is_written_and_kept_like_any_other(tmp_path):
    with folder_of(tmp_path / "送审包") as opened:
        assert opened.save("项目/P01.docx", b"one") is None
    file = tmp_path / "送审包" / "项目" / "P01.docx"
    file.write_bytes(b"changed by hand")
    with folder_of(tmp_path / "送审包") as opened:
        assert opened.save("项目/P01.docx", b"two") == file.with_name("P01（原有1）.docx")
    assert file.read_bytes() == b"two"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("P01 招商 平台", "P01 招商 平台"),
        ("../../逃出", "_.._逃出"),
        ('甲:乙*"丙"', "甲_乙__丙_"),
        ("一\n二\u202e\x1b", "一二"),
        ("CON", "_CON"),
        ("lpt1.报告", "_lpt1.报告"),
        (" . ", "_"),
        ("绩效" * 100, "绩效" * 30),
    ],
)
def test_a_name_is_such_as_every_system_takes(text, name):
    assert file_name(text, set()) == name


def test_names_that_would_be_of_one_file_are_told_apart():
    taken = set()
    assert [file_name(each, taken) for each in ("甲/乙", "甲_乙", "Ab", "aB")] == [
        "甲_乙",
        "甲_乙_",
        "Ab",
        "aB_",
    ]
