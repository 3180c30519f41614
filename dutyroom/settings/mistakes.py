"""A mistake in a file that a person writes: what is wrong, and in which line."""

from __future__ import annotations

import re

from dutyroom.domain.base.sentence import Sentence
from dutyroom.i18n import _, render
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; line 0 is none in particular."""

    sentence: Sentence
    line: int = 0


def mistake_words(mistake: Mistake) -> str:
    """Return a mistake in the language in use, its line before it."""
    words = render(mistake.sentence)
    if not mistake.line:
        return words
    return _("line {line}: {words}").format(line=mistake.line, words=words)


def line_of(text: str, *names: str) -> int:
    """Return the first line that gives one of the names a value, 0 where there is none."""
    any_name = "|".join(map(re.escape, names))
    pattern = re.compile(rf"\s*(\[\s*)?[\"']?({any_name})[\"']?\s*[=\]]")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if pattern.match(line)), 0)
