"""The records that the ledger keeps.

Each is a frozen value with an ``id`` and the revision ``rev`` it was read at
(0 for one not yet stored). People are named by their key, which reads as their
name. All times are aware and in the station's zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from dutyroom.values import dataclass

EntryKind = Literal["call", "visit", "message"]
EntryStatus = Literal["open", "following", "passed_on", "closed", "void"]
OrderStatus = Literal["new", "assigned", "working", "controlled", "finished", "closed", "void"]
RoundStatus = Literal["walking", "complete", "stopped", "late_entry"]
RosterState = Literal["draft", "published", "superseded"]
SwapKind = Literal["substitute", "exchange", "recall", "unapproved"]
SwapStatus = Literal[
    "requested", "waiting", "effective", "rejected", "withdrawn", "unapproved", "excused"
]
HandoverStatus = Literal["checking", "one_signature", "complete", "stopped"]
AwayKind = Literal["away", "whereabouts"]
CheckKind = Literal["spot", "phone"]
DressFinding = Literal["", "confirmed", "worn", "more", "overruled"]
"""What a check says of the ticks at sign-in; ``overruled`` stands only in older records."""
CheckResult = Literal["found", "not_found", "reached", "no_answer", "off"]
LineRole = Literal["duty", "chief", "leader", "driver"]
RosterStep = Literal["reported", "gathered", "sent", "received", "told", "filed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has."""

    id: str = ""
    rev: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody who may be on duty.

    ``rank`` is the station's own word (物业助理); ``roles`` are codes (duty,
    supervisor, leader, chief, owner, admin). ``pool`` is the list of people for
    some shifts that the station put the person on (白班组, R-303). ``pin`` is a
    salted hash. ``left`` is the last day with the station, of somebody who leaves
    it or has left. ``backup`` is the reserve number (R-184), ``qualifications`` are
    held beside the rank (R-376).
    """

    name: str
    rank: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ("duty",)
    unit: str = ""
    pool: str = ""
    night_exempt: str = ""
    pin: str = ""
    left: date | None = None
    backup: str = ""
    qualifications: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The word by which other records name this person."""
        return self.id.removeprefix("P:")

    def serves(self, day: date) -> bool:
        """Tell whether the person is with the station on a day."""
        return self.left is None or day <= self.left


@dataclass(frozen=True, slots=True)
class Assignee:
    """A person on a roster line; ``substitute`` when the sheet marks one (替).

    Who is ``locked`` on a shift keeps it when the roster is planned again.
    ``unit`` is the person's when the roster was published (R-045).
    """

    person: str
    phone: str = ""
    substitute: bool = False
    locked: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRef:
    """A line of a roster by its duty date, post and name: a shift, else who heads the date."""

    day: date
    post: str
    shift: str
    role: LineRole = "duty"

    @property
    def key(self) -> str:
        """The word by which alarms, checks and plans name this shift."""
        return f"{self.day.isoformat()}/{self.post}/{self.shift}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """Who has one shift at one post; ``day`` is the duty date.

    ``plate`` is the car's on a driver's line (R-067).
    """

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime
    people: tuple[Assignee, ...]
    role: LineRole = "duty"
    remark: str = ""
    plate: str = ""

    @property
    def ref(self) -> ShiftRef:
        """The line by its duty date, post, name and role."""
        return ShiftRef(self.day, self.post, self.shift, self.role)

    def is_shift(self, ref: ShiftRef) -> bool:
        """Tell whether this line fills a shift, or heads the date as that one does."""
        return self.ref == ref

    def names(self, person: str) -> bool:
        """Tell whether a person stands on it, by key."""
        return any(assignee.person == person for assignee in self.people)


@dataclass(frozen=True, slots=True)
class ToldShift:
    """A shift with its hours: of other hours one has to be told again."""

    day: date
    post: str
    shift: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFact:
    """Something that was done with a roster: when, by whom, in which way (states 5.7).

    ``whom`` is the department that reported it or whose report the office
    gathered into the whole (R-234), to which it was sent or which received it
    (R-236), the body with which it is filed (R-064), or the person who was
    told (R-243) of ``shifts``. ``unit`` is whose own roster was filed, nothing
    for the whole (R-068); ``version`` is the roster's at that moment.
    """

    step: RosterStep
    whom: str
    at: datetime
    by: str
    version: int
    way: str = ""
    unit: str = ""
    shifts: tuple[ToldShift, ...] = ()


@dataclass(frozen=True, slots=True)
class DayMark:
    """A date that is something else since the holiday notice: a kind of day before and after.

    ``holiday`` is its name where it is one now.
    """

    day: date
    before: str
    after: str
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Who cleans the duty room on a duty date, by key; a list of its own (R-198)."""

    day: date
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster(Record):
    """A duty roster (值班安排表) over a stated span.

    Publishing sets ``issued`` and ``issuer`` (R-192, R-199); a draft has none.
    ``since`` is when its first version was issued.
    What is done with it besides stands in ``facts``, each by itself; a version
    takes those of the version before along. ``provisional`` are the years
    without a holiday notice when it was published (暂定), ``days`` the dates
    that the notice changed in this version (R-046), ``rearrange`` those whose
    driver has to be confirmed since a version changed them (待重排, R-066).
    ``cleaning`` is the rotation of the duty room's cleaning by date (R-198).
    """

    title: str
    first: date
    last: date
    starts: datetime
    ends: datetime
    lines: tuple[RosterLine, ...]
    kind: str = "monthly"
    state: RosterState = "draft"
    version: int = 1
    remarks: tuple[str, ...] = ()
    source: str = ""
    issued: datetime | None = None
    since: datetime | None = None
    issuer: str = ""
    facts: tuple[RosterFact, ...] = ()
    provisional: tuple[int, ...] = ()
    days: tuple[DayMark, ...] = ()
    rearrange: tuple[date, ...] = ()
    cleaning: tuple[Cleaning, ...] = ()

    @property
    def of_heads(self) -> bool:
        """Whether it lists chiefs and leaders alone; another roster has the shifts (R-061)."""
        return of_heads(self.lines)

    @property
    def whole_months(self) -> bool:
        """Whether its dates are those of one month or of several, from end to end."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def series(self) -> Series:
        """What the versions of one roster have in common."""
        return series_of(self.first, self.last, self.lines)


Series = tuple[date, date, bool]
"""The first and the last date, and whether it lists chiefs and leaders alone."""


def series_of(first: date, last: date, lines: Sequence[RosterLine]) -> Series:
    """Return which roster lines of these dates are a version of."""
    return first, last, of_heads(lines)


def of_heads(lines: Sequence[RosterLine]) -> bool:
    """Tell whether lines are those of chiefs and leaders alone, with their drivers."""
    if any(line.role == "duty" for line in lines):
        return False  # known by the first line or two of nearly every roster
    return any(line.role in ("chief", "leader") for line in lines)


@dataclass(frozen=True, slots=True)
class Mark:
    """An exception kept with a record: a code, and minutes or words where it has them.

    ``seconds`` is the length of lateness or stay; ``excused`` the reason given
    when a leader approved it afterwards (the mark stays).
    """

    code: str
    seconds: int = 0
    note: str = ""
    excused: str = ""


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


@dataclass(frozen=True, slots=True)
class Step:
    """Something done about an item: who, when, what."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """An item given to somebody on duty: by whom, to whom, when, and when it was seen (R-044)."""

    by: str
    to: str
    at: datetime
    seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Record):
    """A call, visit or message in the log (F-01; R-005, R-033, R-163).

    ``at`` is the event time, ``entered`` the entry time. ``room`` is the unit
    or room; for a message ``whom`` is the person it is for, for a visit the
    person to see.
    """

    kind: EntryKind
    day: date
    at: datetime
    entered: datetime
    by: str
    owner: str
    caller: str = ""
    phone: str = ""
    room: str = ""
    whom: str = ""
    category: str = "enquiry"
    text: str = ""
    urgency: str = "normal"
    rings: int | None = None
    status: EntryStatus = "open"
    left: datetime | None = None
    suspicious: bool = False
    handovers: int = 0
    steps: tuple[Step, ...] = ()
    marks: tuple[Mark, ...] = ()
    order: str = ""
    follow_up: datetime | None = None
    assigned: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrder(Record):
    """A work order (服务派工单, F-02).

    ``unit`` is the unit that it is a matter of, where it was given to one (R-045).
    """

    day: date
    at: datetime
    entered: datetime
    by: str
    owner: str
    text: str
    place: str = ""
    phone: str = ""
    urgency: str = "normal"
    status: OrderStatus = "new"
    assignee: str = ""
    source: str = ""
    handovers: int = 0
    steps: tuple[Step, ...] = ()
    follow_up: datetime | None = None
    unit: str = ""
    assigned: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class PointResult:
    """What was found at a checkpoint: normal, abnormal (with text) or unseen (with reason)."""

    point: str
    result: Literal["normal", "abnormal", "unseen"]
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Record):
    """A patrol round (巡视, F-08; R-010, R-385)."""

    day: date
    post: str
    shift: str
    route: str
    person: str
    started: datetime
    entered: datetime
    status: RoundStatus = "walking"
    ended: datetime | None = None
    points: tuple[PointResult, ...] = ()
    reason: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An inspected item: normal, or a fault with its text."""

    group: str
    item: str
    result: Literal["normal", "fault"]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Record):
    """A closing inspection (R-016, R-017)."""

    day: date
    post: str
    shift: str
    person: str
    started: datetime
    items: tuple[ItemResult, ...]
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """An article counted at takeover (R-127, R-128)."""

    article: str
    expected: int
    counted: int | None = None
    condition: str = ""
    explanation: str = ""
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A checklist answer: ``yes``, ``no`` with a note, or unanswered."""

    code: str
    side: Literal["outgoing", "incoming"]
    answer: Literal["", "yes", "no"] = ""
    note: str = ""
    explanation: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """An open item at the handover: why it is open and who has it next (R-106, R-130)."""

    item: str
    owner: str = ""
    reason: str = ""
    follow_up: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's confirmation by PIN."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the relief and the answer (R-174)."""

    asked_by: str
    question: str
    at: datetime
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Record):
    """A handover from one shift to the next at one post (F-09; R-133, R-171).

    ``tip`` is the last line of the ledger when it was completed, by number and
    hash: printed on the sheet, it shows a history that was rewritten later.
    """

    day: date
    post: str
    from_shift: str
    to_shift: str
    to_day: date
    due: datetime
    opened: datetime
    outgoing: tuple[str, ...]
    incoming: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    counts: tuple[Count, ...] = ()
    passed: tuple[Passed, ...] = ()
    questions: tuple[Question, ...] = ()
    summary: tuple[str, ...] = ()
    outgoing_signed: Signature | None = None
    incoming_signed: Signature | None = None
    voided: tuple[Signature, ...] = ()
    status: HandoverStatus = "checking"
    marks: tuple[Mark, ...] = ()
    override: str = ""
    overridden_by: str = ""
    overridden: tuple[str, ...] = ()
    seal: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """An emergency contact (F-27; R-013, R-014)."""

    category: str
    number: str = ""
    name: str = ""
    backup: str = ""
    group: str = "emergency"
    verified: date | None = None
    verified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Record):
    """A span in which the program was closed everywhere (X-13)."""

    day: date
    since: datetime
    until: datetime
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockCheck(Record):
    """Somebody looked at the clock that was in doubt and found it right (X-12).

    ``last`` is when the last sure record was made before.
    """

    day: date
    at: datetime
    by: str
    doubt: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm(Record):
    """An alarm that somebody has acknowledged, or a finding that was kept.

    ``key`` names the obligation (see `dutyroom.domain.due`).
    """

    key: str
    day: date
    at: datetime
    code: str
    acknowledged_by: str = ""
    reason: str = ""
    closed_program: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody who was told of a swap: an office or a leader, when, and by whom (R-069)."""

    receiver: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(Record):
    """A request for leave or a swap of shifts (F-15; states 5.2).

    The shift is that of ``applicant``; ``other`` is the substitute's in an
    exchange, ``days`` those of a recall. ``urgent`` came later than the
    profile's lead; an ``unapproved`` one was found at a sign-in (R-026).
    ``version`` is that of the roster which the swap made. A written delegation
    has its number as ``document``, the day it is ``dated`` and the first and last
    day of what is ``delegated`` (R-376). ``matters`` is what the applicant hands
    over to the substitute, who ticks it: ``note_read`` (R-190).
    """

    day: date
    post: str
    shift: str
    kind: SwapKind
    applicant: str
    submitted: datetime
    by: str
    reason: str = ""
    cause: str = ""
    substitute: str = ""
    other: ShiftRef | None = None
    days: tuple[date, ...] = ()
    status: SwapStatus = "requested"
    urgent: bool = False
    consents: tuple[Signature, ...] = ()
    notices: tuple[Notice, ...] = ()
    document: str = ""
    qualification: str = ""
    dated: date | None = None
    delegated: tuple[date, ...] = ()
    decided: Signature | None = None
    decision: str = ""
    effective: datetime | None = None
    version: int = 0
    marks: tuple[Mark, ...] = ()
    matters: str = ""
    note_read: Signature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Record):
    """Somebody who was refused for want of the power (R-059); the audit list is made of them.

    ``action`` is what was tried, ``about`` on what; ``proved`` tells whether the
    PIN given was the person's own: anybody can type a name.
    """

    day: date
    at: datetime
    person: str
    action: str
    about: str = ""
    clause: str = ""
    proved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery(Record):
    """A new PIN for an administrator who forgot the old one, by the system's ``user``."""

    day: date
    at: datetime
    person: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDay(Record):
    """A date of duty on which the work itself goes on (R-372), or does not after all."""

    day: date
    working: bool = True


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
