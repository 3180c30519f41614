"""Presence: sign-in, away, telephone, checks, meetings, leaders, leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from dutyroom.domain.records.base import Mark, Record, Signature
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.values import dataclass

AwayKind = Literal["away", "whereabouts"]


CheckKind = Literal["spot", "phone"]


DressFinding = Literal["", "confirmed", "worn", "more", "overruled"]
"""What a check says of the ticks at sign-in; ``overruled`` stands only in older records."""


CheckResult = Literal["found", "not_found", "reached", "no_answer", "off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Record):
    """One person's presence in one shift (R-001, R-133).

    ``arrived`` is the sign-in, ``took_over`` when responsibility began (the
    second signature), ``left`` when it ended.
    """

    day: date
    post: str
    shift: str
    person: str
    start: datetime
    end: datetime
    arrived: datetime
    took_over: datetime | None = None
    left: datetime | None = None
    stands_in_for: str = ""
    terminal: str = ""
    marks: tuple[Mark, ...] = ()
    entered: datetime | None = None
    place: str = ""

    @property
    def ref(self) -> ShiftRef:
        """The shift that it belongs to."""
        return ShiftRef(self.day, self.post, self.shift)

    @property
    def on_duty(self) -> bool:
        """Whether the person has not left: answers for the post, or assists whoever does."""
        return self.left is None

    @property
    def on_post(self) -> bool:
        """Whether the person answers for the post: took over and has not left."""
        return self.took_over is not None and self.left is None

    @property
    def assists(self) -> bool:
        """Whether the person has arrived and has not taken over yet."""
        return self.took_over is None and self.left is None

    def was_there(self, moment: datetime) -> bool:
        """Tell whether the person was there at a moment: no more at that of leaving."""
        return self.arrived <= moment and (self.left is None or moment < self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Record):
    """Somebody who left the post for a while, or told where to be found (F-16; R-027, R-315).

    ``expected`` is when the person meant to be back; ``cover`` stands in, from
    ``confirmed`` on; for whereabouts ``told`` is whom the person told. A cover
    who leaves is no cover any more: ``cover_left`` is when, and ``covered`` the
    seconds until then in which somebody stood in.
    """

    day: date
    post: str
    person: str
    out: datetime
    kind: AwayKind = "away"
    reason: str = ""
    place: str = ""
    told: str = ""
    expected: datetime | None = None
    cover: str = ""
    confirmed: datetime | None = None
    covered: int = 0
    cover_left: datetime | None = None
    approved_by: str = ""
    back: datetime | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether the person is not back yet."""
        return self.back is None

    @property
    def is_minded(self) -> bool:
        """Whether somebody who has confirmed stands in now."""
        return self.is_out and self.confirmed is not None

    @property
    def leaves_post_empty(self) -> bool:
        """Whether the person left the post, and nobody has confirmed to stand in."""
        return self.kind == "away" and self.confirmed is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneHandover(Record):
    """The duty telephone in other hands for a while (R-307, R-308).

    ``holder`` is a key, or the words for somebody who is not on the list.
    """

    day: date
    phone: str
    giver: str
    holder: str
    out: datetime
    unit: str = ""
    back: datetime | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether the telephone is not back yet."""
        return self.back is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChange(Record):
    """A shift spent at another place than planned, and who approved it (R-313)."""

    day: date
    post: str
    shift: str
    person: str
    reason: str
    planned: str
    to: str
    approver: str
    at: datetime
    marks: tuple[Mark, ...] = ()

    @property
    def ref(self) -> ShiftRef:
        """The shift that is spent elsewhere."""
        return ShiftRef(self.day, self.post, self.shift)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCheck(Record):
    """A spot check (查岗) or a phone check (通讯抽查) of one person (F-22; R-022, R-316).

    ``by`` entered it; ``finder`` is who looked or called, in words where it was
    somebody from outside. ``dress`` is whether it bears out what was ticked of
    the uniform at sign-in (R-023).
    """

    kind: CheckKind
    day: date
    at: datetime
    entered: datetime
    by: str
    finder: str
    person: str
    result: CheckResult
    post: str = ""
    shift: str = ""
    place: str = ""
    number: str = ""
    note: str = ""
    marks: tuple[Mark, ...] = ()
    dress: DressFinding = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """A meeting of the profile on a day: of those who were asked, who came (R-211, R-219)."""

    day: date
    name: str
    start: datetime
    by: str
    entered: datetime
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderPresence(Record):
    """A duty leader who signed in on a duty date (R-185)."""

    day: date
    person: str
    start: datetime
    end: datetime
    arrived: datetime
    left: datetime | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Record):
    """Days that somebody is off (轮休, F-15; R-286, R-287).

    ``studied`` days count as leave like the others; ``recalled`` ones are owed
    to the person. ``decision`` is why it was granted against a rule (R-289).
    ``ended`` is who made it end sooner than it was granted, ``end_reason`` why;
    one that was taken back has no day any more: ``last`` lies before ``first``.
    """

    day: date
    person: str
    first: date
    last: date
    kind: str
    reason: str
    granted_by: str
    granted: datetime
    studied: tuple[date, ...] = ()
    sick: tuple[date, ...] = ()
    recalled: tuple[date, ...] = ()
    decision: str = ""
    marks: tuple[Mark, ...] = ()
    ended: Signature | None = None
    end_reason: str = ""

    def spans(self, day: date) -> bool:
        """Tell whether a date is one of its days, whether or not the person was recalled."""
        return self.first <= day <= self.last

    def touches(self, first: date, last: date) -> bool:
        """Tell whether a date of a span, both ends included, is one of its days."""
        return self.first <= last and first <= self.last

    def frees(self, day: date) -> bool:
        """Tell whether the person is off on a date: one of its days, and not recalled from it."""
        return self.spans(day) and day not in self.recalled
