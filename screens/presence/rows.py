"""Lines of presence for the screens: who is away, and the telephone."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.desk.now import NowView, OnPost
from dutyroom.words.codes import away_cover, away_place, phone_words
from screens.kit.rows import Row, Span, wrapped

PEOPLE_WIDTH = 30


def away_rows(person: OnPost, name: Callable[[str], str]) -> list[Row]:
    """Return where somebody is instead of at the post; nothing for somebody who is there."""
    away = person.away
    if away is None:
        return []
    look = "overdue" if person.overdue else "due"
    parts = (away_place(away, overdue=person.overdue), away_cover(away, name(away.cover)))
    lines = [line for part in parts if part for line in wrapped(part, PEOPLE_WIDTH - 2, look)]
    return [Row((Span("  ", look), *line.spans)) for line in lines]


def phone_rows(view: NowView) -> list[Row]:
    """Return with whom the duty telephone is, if it is out (R-307)."""
    if view.phone is None:
        return []
    return wrapped(phone_words(view.phone, view.phone_holder), PEOPLE_WIDTH, "due")
