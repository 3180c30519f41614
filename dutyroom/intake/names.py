"""Names and telephone numbers as offices write them into one cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.intake.dates import narrow
from dutyroom.values import dataclass

LONGEST_NAME = 40

# A slash inside square brackets belongs to the name.
_SEPARATOR = re.compile(r"[、，,;；\n\r|／]|/(?![^\[]*\])|\s(?:and|&)\s", re.IGNORECASE)
_SUBSTITUTE = re.compile(
    r"[(（\[【]\s*(?:替|代|替班|代班|替值|sub|substitute)\s*[)）\]】]", re.IGNORECASE
)
_HANZI = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z.'\-]+")
_MOBILE_DIGITS = 11
_LANDLINE = re.compile(r"(0\d{2,3})?\d{7,8}|[48]00\d{7}|\d{3,6}")
_EXTENSION = re.compile(r"(?:转|-|ext\.?|x)\s*\d{1,6}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name in a cell; ``substitute`` when it is marked (替) or (代)."""

    name: str
    substitute: bool = False


def squeeze(text: str) -> str:
    """Return the text without any blanks, for comparing names and headings."""
    return re.sub(r"\s", "", text)


def split_names(text: str, known: Collection[str] = ()) -> tuple[WrittenName, ...]:
    """Split a cell into names, in their order.

    Separators are 、 ， , ; ； / |, and, & and line breaks, and blanks where they part
    names; a name padded to three places (李　娜) stays one. ``known`` are names
    that are never broken.
    """
    spelling = {squeeze(name): name for name in known}
    whole = spelling.get(squeeze(text))
    parts = [whole] if whole else [part.strip() for part in _SEPARATOR.split(text)]
    names: list[WrittenName] = []
    for part in filter(None, parts):
        names += _marked(part, spelling)
    return tuple(names)


def read_phone(value: object) -> tuple[str, Sentence | None]:
    """Return a telephone number as text, and what is wrong with it or None.

    A cell with two numbers gives both, parted by `` / ``.
    """
    if value is None or value == "":
        return "", None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    parts = list(filter(None, re.split(r"[/、,，;；\n\s]+", _joined(text))))
    if not all(re.search(r"\d", part) for part in parts):
        return text, say("{text} is no telephone number", text=text)
    wrong = filter(None, map(_wrong, parts))
    return " / ".join(parts), next(wrong, None)


def _joined(text: str) -> str:
    """Close the blanks inside a number: 138 0000 0101 is one number, not three."""
    plain = narrow(text)
    digits = re.sub(r"\D", "", plain)
    together = re.fullmatch(r"[\d\s\-+]+", plain) and len(digits) <= 13
    return re.sub(r"\s", "", plain) if together else plain


def _wrong(part: str) -> Sentence | None:
    number = re.sub(r"^(\+|00)86", "", re.sub(r"[\s().]", "", part))
    digits = re.sub(r"\D", "", number)
    if len(digits) == _MOBILE_DIGITS and digits.startswith("1"):
        return None
    if _LANDLINE.fullmatch(re.sub(r"-", "", number)):
        return None
    if _LANDLINE.fullmatch(re.sub(r"-", "", _EXTENSION.sub("", number))):
        return None
    if digits.startswith("1") and re.fullmatch(r"[\d\-]+", number):
        return say(
            "{text}: a mobile number has 11 digits, this one has {count}",
            text=part,
            count=len(digits),
        )
    return say("{text} is neither a mobile nor a landline number", text=part)


def _marked(part: str, spelling: dict[str, str]) -> list[WrittenName]:
    """Part a piece at its substitute marks; each mark belongs to the name before it."""
    names: list[WrittenName] = []
    at = 0
    for mark in _SUBSTITUTE.finditer(part):
        before = _at_blanks(part[at : mark.start()], spelling)
        names += [WrittenName(name) for name in before[:-1]]
        names += [WrittenName(name, substitute=True) for name in before[-1:]]
        at = mark.end()
    return names + [WrittenName(name) for name in _at_blanks(part[at:], spelling)]


def _at_blanks(text: str, spelling: dict[str, str]) -> list[str]:
    if not text.strip():
        return []
    if known := spelling.get(squeeze(text)):
        return [known]
    words = [unicodedata.normalize("NFC", word) for word in text.split()]
    names: list[str] = []
    while words:
        taken = _one_name(words, spelling)
        joint = " " if all(_LATIN.fullmatch(word) for word in words[:taken]) else ""
        name = joint.join(words[:taken])
        names.append(spelling.get(squeeze(name), name))
        words = words[taken:]
    return names


def _one_name(words: list[str], spelling: dict[str, str]) -> int:
    """Return how many of the words make up the first name."""
    for count in range(min(4, len(words)), 1, -1):
        if squeeze("".join(words[:count])) in spelling:
            return count
    if _latin(words[0]):
        return _how_many(words, _latin)
    if _single(words[0]):
        singles = _how_many(words, _single)
        return 3 if singles == 3 else min(2, singles)
    return 1


def _how_many(words: list[str], alike: Callable[[str], bool]) -> int:
    """Return how many words at the beginning are alike."""
    return next((n for n, word in enumerate(words) if not alike(word)), len(words))


def _latin(word: str) -> bool:
    return bool(_LATIN.fullmatch(word))


def _single(word: str) -> bool:
    return len(word) == 1 and bool(_HANZI.fullmatch(word))
