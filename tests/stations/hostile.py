"""What people may type, paste or pass in that has broken programs before."""

from __future__ import annotations

import unicodedata

from wcwidth import wcwidth

WORDS = {
    "markup": "x [/] y [b]粗[/b] [@click=app.quit]退[/]",
    "colour": "\x1b[31m红\x1b[0m",
    "title": "\x1b]0;标题\x07\x1b]52;c;eA==\x1b\\",
    "bell": "铃\x07\x00\x08\x08\x7f尾",
    "c1": "甲\x9b31m\x90乙\x85丙",
    "turned": "左\u202e右\u2066中\u2069\u200f\u061c",
    "lines": "一\n二\r三\u2028四\u2029五\x0b六",
    "joined": "👨\u200d👩\u200d👧 ⚠\ufe0f 👍🏽 零\u200b宽",
    "flood": "e" + "\u0301" * 400 + "尾",
    "formula": "=1+1|cmd",
    "wide": "\u3000全\u3000角\u3000",
    "braces": "{name} {0} %s %(x)s $dim",
    "half": "半\udcff\ud83d个",
    "long": "长" * 3990,
    "long_latin": "x" * 3990,
}
"""By what they are; each may stand in a field of text."""

STRAINS = {
    "all": "[/]\x1b[31m\x9b\x07\x00\u202e\u061c\n\u2028\ufe0f👨\u200d👩e\u0301\udcff\u3000{x}"
    + "x [b] y" * 9,
    "flood": WORDS["flood"] * 9,
    "long": WORDS["long"],
}
"""For the screens: every kind within the cells that a line of a list has, and the endless."""

NAMES = {
    "markup": "[/]x[b]",
    "turned": "李\u202e娜\u2066",
    "joined": "⚠\ufe0f👨\u200d👩\u200d👧",
    "flood": "e" + "\u0301" * 35,
    "formula": "=1+1",
    "wide": "李\u3000娜",
    "braces": "{name}%s",
    "long": "长" * 40,
}
"""Those that may be a person's name."""

_TURNS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def harmful(text: str) -> list[str]:
    """Return the characters of a drawn or printed line that could drive a terminal."""
    return [
        ascii(letter)
        for letter in text
        if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or letter in _TURNS
    ]


def width(text: str) -> int:
    """Return the cells of a line on a terminal that joins nothing."""
    return sum(max(0, wcwidth(letter)) for letter in text)
