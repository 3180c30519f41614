"""What the parts of the room owe, before it is known how it stands at a moment."""

from __future__ import annotations

from datetime import datetime

from dutyroom.domain.base.sentence import Sentence
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that is due at a time, and overdue ``grace_min`` minutes later."""

    code: str
    subject: str
    at: datetime
    sentence: Sentence
    clause: str
    who: tuple[str, ...]
    ref: str = ""
    grace_min: int = 0
