"""Word files with comments: in their places, and all else as it was."""

import io
import re
import zipfile

import pytest
from docx import Document as WordDocument
from officefiles import archive, numbered, p, run, table, word
from officemade import FOLDER

from jixiao.diagnostics.word_comments import commented
from jixiao.pipeline import check_bytes
from jixiao.terms import Status

TITLE = p("某某局2023年度部门整体支出绩效自评报告")
WRONG = "2023年预算100.00万元，支出98.00万元，预算执行率89.00%。"


def check(data):
    checked = check_bytes(data, "报告.docx")
    assert checked.understanding is not None
    return checked, commented(data, checked.understanding.document, checked.outcomes)


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def spoken(data):
    """The comments with the words that they stand at."""
    file = WordDocument(io.BytesIO(data))
    found = {one.comment_id: one.text for one in file.comments}
    words = {}
    for number in found:
        xml = file.element.xml
        start = xml.index(f'commentRangeStart w:id="{number}"')
        end = xml.index(f'commentRangeEnd w:id="{number}"')
        pieces = xml[start:end].split("<w:t")[1:]
        words[number] = "".join(one.partition(">")[2].partition("</w:t>")[0] for one in pieces)
    return [(words[number], text) for number, text in found.items()]


def template():
    """A file as python-docx writes it, with all the parts of a real one."""
    file = WordDocument()
    file.add_paragraph("某某局2023年度部门整体支出绩效自评报告")
    file.add_paragraph(WRONG)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_a_comment_stands_at_the_number_that_is_wrong():
    _, data = check(template())
    at = {text[: text.index("】") + 1]: words for words, text in spoken(data)}
    assert at["【错误 FND07】"] == "89.00%"


def test_the_text_and_all_other_parts_are_as_they_were():
    before = template()
    checked, after = check(before)
    again = check_bytes(after, "报告.docx")
    assert again.understanding.document.source == checked.understanding.document.source
    old, new = members(before), members(after)
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed <= {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert set(old) <= set(new)
    assert check(before)[1] == after


def test_comments_of_others_are_kept():
    file = WordDocument(io.BytesIO(template()))
    paragraph = file.paragraphs[1]
    file.add_comment(paragraph.runs, text="请财务科核实", author="张三", initials="张")
    out = io.BytesIO()
    file.save(out)
    _, data = check(out.getvalue())
    texts = [text for _, text in spoken(data)]
    assert texts[0] == "请财务科核实"
    assert any("FND07" in text for text in texts)


@pytest.mark.parametrize(
    "body",
    [
        TITLE + p(run(WRONG[:20]), run(WRONG[20:30], "<w:b/>"), run(WRONG[30:])),
        TITLE + p(f'<w:ins w:id="5">{run(WRONG)}</w:ins>'),
        TITLE + p(WRONG, properties=numbered(1)),
        TITLE + p(f"<w:r><w:t>{WRONG[:10]}</w:t><w:tab/><w:t>{WRONG[10:]}</w:t></w:r>"),
        TITLE
        + table(["项目", "预算数", "执行数", "执行率"], ["项目支出", "100.00", "98.00", "89.00%"]),
    ],
    ids=["runs", "insertion", "list", "tab", "table"],
)
def test_wherever_the_number_stands(body):
    data = word(body)
    _, after = check(data)
    assert members(after)["word/comments.xml"].count(b"FND07") == 1
    text = members(after)["word/document.xml"].decode()
    start, end = text.index("commentRangeStart"), text.rindex("commentRangeEnd")
    assert "89.00" in re.sub("<[^>]*>", "", text[start:end])


def test_in_a_file_of_libreoffice_every_comment_stands_at_its_words():
    before = (FOLDER / "report.docx").read_bytes()
    checked, after = check(before)
    old, new = members(before), members(after)
    assert {name for name in old if old[name] != new[name]} == {
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    said = {
        code: words for words, text in spoken(after) for code in re.findall(r"^【.. (\w+)】", text)
    }
    document = checked.understanding.document
    found = [one for one in checked.outcomes if one.status is Status.FINDING]
    assert len(said) > 12
    assert {"FND07", "FND18", "CNT06", "AS04"} <= set(said)
    for code, words in said.items():
        assert words, code
    for code in ("FND18", "AS04", "SG04"):
        assert said[code] in [document.quote(*one.span) for one in found if one.code == code]


def test_a_strict_file_stays_strict():
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    parts = members(word(TITLE + p(WRONG)))
    _, after = check(archive({name: one.replace(usual, strict) for name, one in parts.items()}))
    for name in ("word/document.xml", "word/comments.xml"):
        assert strict in members(after)[name]
        assert usual not in members(after)[name]


def test_a_file_without_findings_is_left_without_comments():
    checked = check_bytes(template(), "报告.docx")
    data = commented(template(), checked.understanding.document, ())
    assert WordDocument(io.BytesIO(data)).paragraphs[1].text == WRONG
