"""Finding a record by its number, whole or short: the one that was meant, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.records.base import Record

R = TypeVar("R", bound=Record)

_WHOLE = re.compile(r"([A-Z]+)-([0-9]{8})-([0-9]+)")
_SHORT = re.compile(r"(?:([A-Z]+)-)?(?:([0-9]{2,8})-)?([0-9]{1,9})")
_NAMED = 6
"""How many of the records that a short number may mean are named."""


def numbered(records: Sequence[R], number: str, today: date | None = None) -> R | None:
    """Return the record of a number as it was typed, or None where there is none.

    The whole number takes precedence. A short one is the last part of it, as a
    number (1 is 001, never 011), with the end of its day or its series before
    it where that is needed (1201-1, LD-1). One of ``today``, the duty date, is
    meant before those of other days. Raises `Wrong` where several are left.
    """
    wanted = number.strip().upper()
    exact = [record for record in records if record.id == wanted]
    meant = exact or _short_for(wanted, records, today)
    if len(meant) > 1:
        raise Wrong(_several(number, tuple(record.id for record in meant)), "number")
    return meant[0] if meant else None


def _short_for(wanted: str, records: Sequence[R], today: date | None) -> list[R]:
    """Return the records that a short number may mean: those of today, or of every day."""
    alike = [record for record in records if _is_short_for(wanted, record.id)]
    if today is None:
        return alike
    written = f"-{today:%Y%m%d}-"
    return [record for record in alike if written in record.id] or alike


def _is_short_for(wanted: str, id_: str) -> bool:
    short, whole = _SHORT.fullmatch(wanted), _WHOLE.fullmatch(id_)
    if short is None or whole is None:
        return False
    series, day, count = short.groups()
    if int(count) != int(whole[3]):
        return False
    if day is not None and not whole[2].endswith(day):
        return False
    return series is None or series == whole[1]


def _several(number: str, ids: tuple[str, ...]) -> Sentence:
    newest = ids[-_NAMED:]
    names = newest if len(newest) == len(ids) else ("…", *newest)
    return say("{number} may be {numbers}: give the whole number", number=number, numbers=names)
