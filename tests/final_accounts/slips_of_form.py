"""Slips of form: pieces of the template, wrong titles, notes and lists of tables."""

import re

from final_accounts.pages import Heading, Sheet, plain, rewrite
from final_accounts.slips import NUMBER, PROSE, Slip
from final_accounts.slips_in_prose import marked

RESIDUE = frozenset({"FA08", "ST07", "TX01", "TX07", "ST10", "DT02", "ST11"})


def residue(scene):
    """A piece of the template left in the narrative."""
    ways = [_unfilled, _both_left, _reason_left, _instruction]
    scene.random.shuffle(ways)
    return next((slip for slip in (way(scene) for way in ways) if slip), None)


def _unfilled(scene):
    for paragraph, key, text in marked(
        scene,
        "",
        lambda _, key, text: key.startswith(("amount|", "count|", "past|")) and NUMBER.search(text),
    ):
        blank = scene.random.choice(["XX", "×××", "____", "XXX.XX"])
        wrong = NUMBER.sub(blank, text)
        rewrite(paragraph, key, wrong)
        return Slip("residue", RESIDUE | PROSE, f"{paragraph.part}/{key}", text, wrong)
    return None


def _both_left(scene):
    both = {
        "增加": "增加（减少）",
        "减少": "增加（减少）",
        "大于": "大于（小于）",
        "小于": "大于/小于",
        "高于": "高于（低于）",
        "低于": "高于（低于）",
    }
    for paragraph, key, text in marked(scene, "word|", lambda _, __, text: text in both):
        rewrite(paragraph, key, both[text])
        return Slip("residue", RESIDUE, f"{paragraph.part}/{key}", text, both[text])
    return None


def _reason_left(scene):
    found = [
        one
        for one in scene.publication.prose()
        if re.search(r"主要原因是[^。，；]+[。，；]?", plain(one.text))
    ]
    if not found:
        return None
    paragraph = scene.random.choice(found)
    right = plain(paragraph.text)
    paragraph.text = re.sub(r"主要原因是[^。，；]+", "主要原因是……", paragraph.text, count=1)
    return Slip("residue", RESIDUE, paragraph.part, right, "主要原因是……")


def _instruction(scene):
    found = [
        one
        for one in scene.publication.prose()
        if one.part in {"office", "purchases", "performance", "assets"}
    ]
    if not found:
        return None
    paragraph = scene.random.choice(found)
    words = scene.random.choice(
        [
            "（填写说明：数据取自部门决算报表，如无此项请删除本段）",
            "（此处请各单位根据实际情况填写）",
            "【请说明增减变动的具体原因】",
        ]
    )
    right = plain(paragraph.text)
    paragraph.text += words
    return Slip("residue", RESIDUE, paragraph.part, right, words)


def wrong_year(scene):
    """Another year in a heading or in the title of a table."""
    year = str(scene.department.year)
    found = [
        block
        for block in scene.publication.blocks
        if isinstance(block, Sheet | Heading)
        and year in (block.title if isinstance(block, Sheet) else block.text)
        and getattr(block, "level", 1) == 1
    ]
    if not found:
        return None
    block = scene.random.choice(found)
    other = str(scene.department.year - 1)
    name = "title" if isinstance(block, Sheet) else "text"
    right = getattr(block, name)
    setattr(block, name, right.replace(year, other))
    return Slip("wrong_year", RESIDUE, right, year, other)


def wrong_department(scene):
    """Another department's name over a table."""
    other = "白沙县供销合作社联合社"
    name = scene.department.name
    sheets = [
        sheet
        for sheet in scene.sheets(*scene.layout.tables)
        if any(name in part for line in sheet.above for part in line)
    ]
    if not sheets:
        return None
    sheet = scene.random.choice(sheets)
    sheet.above = [tuple(part.replace(name, other) for part in line) for line in sheet.above]
    return Slip("wrong_department", RESIDUE, sheet.title, name, other)


EMPTY = frozenset({"FA09", "FA06"})


def note_missing(scene):
    """A table without figures that does not say so."""
    sheets = [
        sheet
        for sheet in scene.sheets("fund", "capital")
        if not scene.cells([sheet], lambda *_: True)
        and any("没有" in note or "无" in note for note in sheet.notes)
    ]
    if not sheets:
        return None
    sheet = scene.random.choice(sheets)
    right = sheet.notes[-1]
    sheet.notes = sheet.notes[:-1]
    return Slip("note_missing", EMPTY, sheet.title, right, "")


def note_wrong(scene):
    """A note of emptiness under a table with figures."""
    what = {
        "fund": "政府性基金预算财政拨款收入和支出",
        "capital": "国有资本经营预算财政拨款支出",
        "travel": "“三公”经费支出",
    }
    sheets = [sheet for sheet in scene.sheets(*what) if scene.cells([sheet], lambda *_: True)]
    if not sheets:
        return None
    sheet = scene.random.choice(sheets)
    layout, year = scene.layout, scene.department.year
    note = layout.note_style.format(layout.empty.format(year=year, what=what[sheet.key]))
    sheet.notes = [*sheet.notes, note]
    return Slip("note_wrong", EMPTY, sheet.title, "", note)


def table_missing(scene):
    """A table left out that the contents list."""
    sheets = [sheet for sheet in scene.publication.sheets().values() if sheet.key != "overall"]
    sheet = scene.random.choice(sheets)
    scene.publication.blocks = [block for block in scene.publication.blocks if block is not sheet]
    return Slip("table_missing", frozenset({"FA10", "ST12"}), sheet.title, sheet.title, "")


def contents_differ(scene):
    """A table that the contents call by another table's name."""
    titles = [sheet.title for sheet in scene.publication.sheets().values()]
    lines = [
        (line, title)
        for line in scene.publication.prose()
        if line.style == "contents"
        for title in titles
        if f"、{title}" in line.text
    ]
    if not lines:
        return None
    line, title = scene.random.choice(lines)
    wrong = "财政专户管理资金收入支出决算表"
    line.text = line.text.replace(title, wrong)
    return Slip("contents_differ", frozenset({"FA10", "ST12"}), title, title, wrong)
