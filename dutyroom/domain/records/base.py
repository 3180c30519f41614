"""What every record has, and the small values that many of them keep."""

from __future__ import annotations

from datetime import datetime

from dutyroom.domain.base.codes import MarkCode
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has."""

    id: str = ""
    rev: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """An exception kept with a record: a code, and minutes or words where it has them.

    ``seconds`` is the length of lateness or stay; ``excused`` the reason given
    when a leader approved it afterwards (the mark stays). A newer program may
    have written a code that this one does not know: its record opens all the same.
    """

    code: MarkCode
    seconds: int = 0
    note: str = ""
    excused: str = ""


UNVERIFIED = Mark("time_unverified")
"""What a record carries that was written by a clock in doubt, until a supervisor has looked."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's confirmation by PIN."""

    person: str
    at: datetime
