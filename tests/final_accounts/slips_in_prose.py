"""Slips in the narrative: amounts, units, words of comparison, funds said not to exist."""

import re

from final_accounts.pages import Paragraph, plain, rewrite
from final_accounts.slips import LEAST, NUMBER, PROSE, UNTABLED, Slip, misprint, value


def marked(scene, start, keep=lambda *_: True):
    found = [one for one in scene.publication.marks(start) if keep(*one)]
    scene.random.shuffle(found)
    return found


def _tabled(_, key, text):
    return not key.split("|")[1].startswith(UNTABLED) and NUMBER.search(text) and value(text) != 0


def prose_amount(scene):
    """An amount of the narrative that differs from its table."""
    for paragraph, key, text in marked(scene, "amount|", _tabled):
        wrong = misprint(text, scene.random, LEAST[scene.layout.prose_unit])
        if wrong:
            rewrite(paragraph, key, wrong)
            return Slip("prose_amount", PROSE, f"{paragraph.part}/{key}", text, wrong)
    return None


def prose_unit(scene):
    """元 for 万元 in the narrative, or the other way."""
    unit = scene.layout.prose_unit
    other = "元" if unit == "万元" else "万元"
    for paragraph, key, text in marked(scene, "amount|", _tabled):
        wrong = text.removesuffix(unit) + other
        rewrite(paragraph, key, wrong)
        return Slip("prose_unit", PROSE | {"ST05", "FND21"}, f"{paragraph.part}/{key}", text, wrong)
    return None


WORDS = {
    "增加": "减少", "减少": "增加", "大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于",
    "超过": "低于", "等于": "大于", "持平于": "高于",
}  # fmt: skip
DIRECTIONS = PROSE | {"CH01", "CH02", "CH03", "SG05", "SG03", "SG04", "TX03", "TX02", "FND29"}


def _reworded(scene, kind, start, keep=lambda *_: True):
    for paragraph, key, text in marked(scene, start, keep):
        wrong = WORDS.get(text)
        if wrong:
            rewrite(paragraph, key, wrong)
            return Slip(kind, DIRECTIONS, f"{paragraph.part}/{key}", text, wrong)
    return None


def direction(scene):
    """增加 for 减少, against the amount of last year or the word that follows."""
    return _reworded(scene, "direction", "word|change|")


def compared(scene):
    """大于 for 小于 the budget."""
    return _reworded(scene, "compared", "word|budget|")


def equal(scene):
    """大于 for 等于 the budget."""
    return _reworded(scene, "equal", "word|equal|")


def not_the_same(scene):
    """持平, beside an amount of last year that differs."""
    same = marked(scene, "word|same|", lambda paragraph, *_: "past|" in paragraph.text)
    for paragraph, key, _ in same:
        past = f"past|{key.split('|')[2]}"
        text = next(
            (
                text
                for one, name, text in scene.publication.marks(past)
                if one is paragraph and name == past
            ),
            "",
        )
        if text and value(text):
            wrong = misprint(text, scene.random, LEAST[scene.layout.prose_unit])
            if wrong:
                rewrite(paragraph, past, wrong)
                return Slip("not_the_same", DIRECTIONS, f"{paragraph.part}/{past}", text, wrong)
    return None


def denied(scene):
    """“没有” of a fund whose table has figures."""
    parts = [
        part
        for part in ("fund", "capital")
        if any(one.part == part and "amount|" in one.text for one in scene.publication.prose())
    ]
    if not parts:
        return None
    part = scene.random.choice(parts)
    blocks = scene.publication.blocks
    old = [block for block in blocks if isinstance(block, Paragraph) and block.part == part]
    at = blocks.index(old[0])
    new = [Paragraph(text, part=part) for text in scene.nothing(part)]
    scene.publication.blocks = [*blocks[:at], *new, *(one for one in blocks[at:] if one not in old)]
    return Slip("denied", PROSE | {"FA04"}, part, plain(old[0].text), plain(new[0].text))


def travel_denied(scene):
    """“没有” of an expenditure that the 三公 table has."""
    names = {"abroad": "因公出国（境）费", "reception": "公务接待费"}
    found = [
        (paragraph, key)
        for paragraph, key, text in scene.publication.marks("amount|travel.")
        if key.split(".")[1] in names and paragraph.part == "travel" and value(text)
    ]
    if not found:
        return None
    paragraph, key = scene.random.choice(found)
    right = plain(paragraph.text)
    start = re.match(r"(?:\d+\.|（[一二三四五]）)?", right)[0]
    paragraph.text = f"{start}{names[key.split('.')[1]]}：{scene.department.year}年度没有发生{names[key.split('.')[1]]}支出。"
    return Slip("travel_denied", PROSE | {"SG01"}, f"travel/{key}", right, plain(paragraph.text))
