"""Archives of documents: every member by itself, whatever the others are like."""

import io
import zipfile

import pytest
from officefiles import archive, p, table, word

from jixiao.errors import DamagedFile, EncryptedFile, HostileFile
from jixiao.reading.bundle import is_bundle, members

TEXT = "一、基本情况\n全年平稳。".encode()


def found(data):
    return {one.path: one.error and type(one.error) for one in members(data, "包.zip")}


def test_documents_by_name_and_nothing_that_no_person_made():
    data = archive(
        {
            "单位一/自评.txt": TEXT,
            "单位二/自评.docx": word(p("全年平稳。")),
            "单位二/~$自评.docx": b"lock",
            "__MACOSX/._自评.docx": b"fork",
            ".DS_Store": b"",
            "图片.png": b"png",
        }
    )
    assert found(data) == {"包.zip/单位一/自评.txt": None, "包.zip/单位二/自评.docx": None}


def test_names_that_windows_wrote_in_gbk():
    data = archive({"AAAA.txt": TEXT}).replace(b"AAAA", "自评".encode("gbk"))
    assert list(found(data)) == ["包.zip/自评.txt"]


def test_archives_within_archives_once():
    inner = archive({"乙.txt": TEXT})
    data = archive({"甲.txt": TEXT, "内.zip": archive({"丙.zip": inner, "丁.txt": TEXT})})
    assert found(data) == {
        "包.zip/内.zip/丁.txt": None,
        "包.zip/内.zip/丙.zip": HostileFile,
        "包.zip/甲.txt": None,
    }


def locked():
    data = bytearray(archive({"甲.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("甲.txt", TEXT)
    return out.getvalue().replace("平稳".encode(), "下降".encode())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (locked(), EncryptedFile),
        (damaged(), DamagedFile),
        (archive({"甲.txt": b"0" * 20_000_000}), HostileFile),
        (archive({f"{n}.txt": b"" for n in range(5001)}), HostileFile),
        (archive({"甲.txt": TEXT})[:-20], DamagedFile),
    ],
    ids=["locked", "damaged", "bomb", "many", "cut"],
)
def test_what_cannot_be_read_says_why(data, error):
    assert list(found(data).values()) == [error]


def test_paths_that_lead_out_are_only_names():
    assert list(found(archive({"../../甲.txt": TEXT}))) == []


@pytest.mark.parametrize(
    ("data", "bundle"),
    [
        (archive({"甲.docx": word(p("全年平稳。"))}), True),
        (archive({"甲.txt": TEXT}), True),
        (archive({}), True),
        (word(p("全年平稳。") + table(["甲", "乙"])), False),
        (TEXT, False),
    ],
)
def test_office_files_are_no_bundles(data, bundle):
    assert is_bundle(data) is bundle
