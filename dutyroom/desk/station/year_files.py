"""The calendar out of a station's year files: what is wrong in one ends nothing, and is said."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.intake.holidays import usable_calendar
from dutyroom.store.errors import StoreError


def read_calendar(
    files: Mapping[str, str | StoreError],
) -> tuple[DutyCalendar, tuple[Sentence, ...]]:
    """Return the calendar, and a sentence for each file that is left out of it.

    A year whose file is wrong counts as unknown (R-046).
    """
    # A file that cannot be read at all has no text: an empty one makes its year unknown too.
    texts = {name: text if isinstance(text, str) else "" for name, text in files.items()}
    calendar, problems = usable_calendar(texts)
    return calendar, tuple(_left_out(name, files[name], problems[name]) for name in problems)


def _left_out(name: str, text: str | StoreError, problems: tuple[Sentence, ...]) -> Sentence:
    why = (store_sentence(text),) if isinstance(text, StoreError) else problems
    return say(
        "calendars/{name} is left out, its year counts as unknown: {why}", name=name, why=why
    )


def store_sentence(error: StoreError) -> Sentence:
    """Return the store's sentence as one that can stand in another."""
    return Sentence(error.text, tuple(error.values.items()))
