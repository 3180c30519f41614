"""What the rooms owe: something that somebody has to do at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from dutyroom.domain.base.codes import OwnCode
from dutyroom.domain.base.sentence import Sentence
from dutyroom.values import dataclass

OwedCode = Literal[
    "assigned",
    "away",
    "awol",
    "cover",
    "filing",
    "first_action",
    "follow_up",
    "handover",
    "inspection",
    "leader",
    "leave_open",
    "light_off",
    "light_on",
    "meeting",
    "phone",
    "relief",
    "relief_unfit",
    "report",
    "roster",
    "round",
    "swap_expired",
    "swap_note",
    "swap_request",
    "swap_unapproved",
    "tidy",
    "unit_minimum",
    "work",
]
"""Every kind of obligation; alarms keep the code, so none is ever renamed."""

Standing = Literal["waiting", "soon", "due", "overdue", "missed"]


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is due at a time, and overdue ``grace_min`` minutes later.

    ``subject`` tells it from others of its code; ``who`` are the people told;
    ``ref`` is the record or shift it is about, else the subject is. ``standing``
    is given by a rule that knows it better than the clock does, as of a round
    that was missed; ``alarms`` are the moments so far at which it was alarmed.
    """

    code: OwedCode | OwnCode
    subject: str
    at: datetime
    sentence: Sentence
    clause: str
    who: tuple[str, ...] = ()
    ref: str = ""
    grace_min: int = 0
    standing: Standing | None = None
    alarms: tuple[datetime, ...] = ()

    @property
    def key(self) -> str:
        """The word by which alarms name it, the same while it lives."""
        return f"{self.code}:{self.subject}"
