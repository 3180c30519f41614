"""The kinds of records: one table that says all there is to say of each.

The state, the codec, the search, the numbers and the marks are derived from it.
`dutyroom.domain.records.declared` names what a new kind still lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Generic, Literal, TypeVar, cast

from dutyroom.domain.records.base import Record
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.log import Entry, WorkOrder
from dutyroom.domain.records.mending import Mending
from dutyroom.domain.records.patrol import Inspection, Round
from dutyroom.domain.records.people import PREFIX, Person
from dutyroom.domain.records.presence import (
    Attendance,
    Away,
    LeaderPresence,
    Leave,
    Meeting,
    PhoneHandover,
    PlaceChange,
    PostCheck,
)
from dutyroom.domain.records.roster import Roster, WorkDay
from dutyroom.domain.records.station import (
    Alarm,
    ClockCheck,
    Closure,
    Contact,
    Recovery,
    Refusal,
    Restoring,
)
from dutyroom.domain.records.swaps import Swap
from dutyroom.values import dataclass

R = TypeVar("R", bound=Record)
Holding = Literal["in_order", "by_key", "lazily"]
"""A tuple in order of first writing; a mapping by ``key``; finished ones read when asked for."""
OnRestoring = Literal["", "put_back", "stays"]
"""What restoring an old copy does with a kind: nothing is not an answer (`declared`)."""

NEARBY = timedelta(days=7)
"""How far past its day a finished record stays in the opening balance of a month."""
REMEMBERED = timedelta(days=62)
"""How long an answer to an alarm is kept, so that what it is about does not ring again."""
BALANCE = timedelta(days=400)
"""How long leave is kept past its last day, for two years' balance, a refusal for audits, and
what was said of a clock, by which a machine may run as long."""


def never(_record: Record) -> bool:
    """Tell that no record of a kind stands: each is finished when it is written."""
    return False


def always(_record: Record) -> bool:
    """Tell that every record of a kind stands: it is carried into every month."""
    return True


def its_day(record: Record) -> date:
    """Return the duty date of a record that has one."""
    return cast(Any, record).day  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """What the program knows of one kind of record.

    ``code`` is its word in the ledger, ``field`` its place in `DutyState`,
    which holds it as ``held`` says. ``series`` are the letters of its numbers:
    one for all, or one for each of its ``sorts``, which are what a record says
    of itself in its own field ``kind``; numbers ``ahead`` may be of any day to come;
    ids that are no numbers begin with ``prefix``. A record that ``stands`` is carried
    into every month, another until ``kept`` past its ``last_day``; from then on one of
    which there is ``plenty`` is left to the search. ``marks`` tells that it carries marks,
    and ``happened`` is then its field that says when what it tells happened, or began;
    where a leader may excuse them (R-024), ``bearer`` tells whose they are and
    ``moment`` when they came about. Kinds without marks need nobody to look at their
    times: no alarm rings and no closure is kept by a clock in doubt, and what is set
    for days to come, or told of the clock and of the records themselves, goes by no clock.
    A search shows a kind in the words of ``line``; without them it passes over the kind.

    When the station is restored as of an old copy, what people wrote is
    ``put_back``; what was witnessed or signed ``stays``, as every record does that
    is ``settled``, then or now. The fields ``in_force`` stay as they are now: no
    old copy gives anybody a power, or takes it away.
    """

    code: str
    cls: type[R]
    field: str
    held: Holding = "in_order"
    series: str | Mapping[str, str] = ""
    ahead: bool = False
    prefix: str = ""
    sorts: tuple[str, ...] = ()
    stands: Callable[[R], bool] = never
    last_day: Callable[[R], date] = its_day
    kept: timedelta = NEARBY
    plenty: bool = False
    marks: bool = False
    happened: str = ""
    bearer: Callable[[R], str] | None = None
    moment: Callable[[R], datetime] | None = None
    line: Callable[[R], tuple[str, ...]] | None = None
    on_restoring: OnRestoring = ""
    in_force: tuple[str, ...] = ()
    settled: Callable[[R], bool] = never

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of every series of its numbers."""
        series = self.series
        return tuple(series.values()) if isinstance(series, Mapping) else (series,)

    @property
    def search_words(self) -> tuple[str, ...]:
        """The codes under which a search shows it: its own, or one for each sort."""
        return (self.sorts or (self.code,)) if self.line else ()

    def named(self, name: str) -> str:
        """Return the id of a record that has a name instead of a number."""
        return f"{self.prefix}{name}"

    def series_of(self, sort: str = "") -> str:
        """Return the letters of the numbers of a record, by its sort where these have their own."""
        return self.series[sort] if isinstance(self.series, Mapping) else self.series


_TABLE = (  # without a type of its own, so that each row is checked against its class
    Kind(
        "person",
        Person,
        "people",
        held="by_key",
        prefix=PREFIX,
        stands=always,
        on_restoring="put_back",
        in_force=("pin", "roles", "rank", "unit", "qualifications", "left"),
    ),
    Kind(
        "roster",
        Roster,
        "rosters",
        series="ZB",
        ahead=True,
        last_day=lambda roster: roster.last,
        on_restoring="put_back",
        settled=lambda roster: roster.state != "draft",
    ),
    Kind(
        "entry",
        Entry,
        "entries",
        held="lazily",
        series="LD",
        sorts=("call", "visit", "message"),
        stands=lambda entry: entry.is_open,
        plenty=True,
        marks=True,
        happened="at",
        line=lambda entry: (entry.room, entry.caller, entry.text),
        on_restoring="put_back",
    ),
    Kind(
        "order",
        WorkOrder,
        "orders",
        held="lazily",
        series="PG",
        stands=lambda order: order.is_open,
        plenty=True,
        marks=True,
        happened="at",
        line=lambda order: (order.place, order.assignee, order.text),
        on_restoring="put_back",
    ),
    Kind(
        "round",
        Round,
        "rounds",
        series="XS",
        plenty=True,
        marks=True,
        happened="started",
        line=lambda walk: (walk.route, walk.person, walk.reason),
        on_restoring="put_back",
        settled=lambda walk: walk.status != "walking",
    ),
    Kind(
        "handover",
        Handover,
        "handovers",
        series="JJ",
        stands=lambda handover: handover.under_way,
        marks=True,
        happened="opened",
        line=lambda handover: (
            handover.post,
            f"{handover.from_shift} → {handover.to_shift}",
            *handover.summary,
        ),
        on_restoring="put_back",
        settled=lambda handover: handover.has_signature,
    ),
    Kind(
        "attendance",
        Attendance,
        "attendances",
        series="QD",
        stands=lambda attendance: attendance.on_duty,
        marks=True,
        happened="arrived",
        bearer=lambda attendance: attendance.person,
        moment=lambda attendance: attendance.arrived,
        line=lambda attendance: (attendance.post, attendance.shift, attendance.person),
        on_restoring="stays",
    ),
    Kind(
        "inspection",
        Inspection,
        "inspections",
        series="XJ",
        plenty=True,
        marks=True,
        happened="started",
        line=lambda inspection: (inspection.post, inspection.person),
        on_restoring="put_back",
    ),
    Kind(
        "away",
        Away,
        "aways",
        series={"away": "ZL", "whereabouts": "QX"},
        sorts=("away", "whereabouts"),
        stands=lambda away: away.is_out,
        marks=True,
        happened="out",
        bearer=lambda away: away.person,
        moment=lambda away: away.out,
        on_restoring="stays",
    ),
    Kind(
        "check",
        PostCheck,
        "checks",
        series={"spot": "CG", "phone": "TX"},
        sorts=("spot", "phone"),
        marks=True,
        happened="at",
        bearer=lambda check: check.person,
        moment=lambda check: check.at,
        on_restoring="stays",
    ),
    Kind(
        "leader",
        LeaderPresence,
        "leaders",
        series="DL",
        marks=True,
        happened="arrived",
        bearer=lambda presence: presence.person,
        moment=lambda presence: presence.arrived,
        on_restoring="stays",
    ),
    Kind(
        "phone_out",
        PhoneHandover,
        "phones_out",
        series="DH",
        stands=lambda phone: phone.is_out,
        marks=True,
        happened="out",
        bearer=lambda phone: phone.giver,
        moment=lambda phone: phone.out,
        on_restoring="stays",
    ),
    Kind(
        "place",
        PlaceChange,
        "places",
        series="DD",
        marks=True,
        happened="at",
        on_restoring="put_back",
    ),
    Kind(
        "meeting",
        Meeting,
        "meetings",
        series="HY",
        marks=True,
        happened="entered",
        on_restoring="put_back",
    ),
    Kind(
        "swap",
        Swap,
        "swaps",
        series="HB",
        ahead=True,
        stands=lambda swap: swap.status in ("requested", "waiting", "unapproved"),
        kept=REMEMBERED,
        marks=True,
        happened="submitted",
        bearer=lambda swap: swap.applicant,
        moment=lambda swap: swap.submitted,
        on_restoring="put_back",
        settled=lambda swap: swap.decided is not None,
    ),
    Kind(
        "leave",
        Leave,
        "leaves",
        series="QJ",
        ahead=True,
        last_day=lambda leave: leave.last,
        kept=BALANCE,
        marks=True,
        happened="granted",
        bearer=lambda leave: leave.person,
        moment=lambda leave: leave.granted,
        on_restoring="put_back",
        in_force=("recalled",),
        settled=lambda leave: leave.ended is not None,
    ),
    Kind("work", WorkDay, "work", prefix="SG:", on_restoring="put_back"),
    Kind("contact", Contact, "contacts", prefix="C:", stands=always, on_restoring="put_back"),
    Kind("closure", Closure, "closures", series="TF", on_restoring="stays"),
    Kind("clock", ClockCheck, "clock_checks", series="SZ", kept=BALANCE, on_restoring="stays"),
    Kind("alarm", Alarm, "alarms", series="BJ", kept=REMEMBERED, on_restoring="stays"),
    Kind("refusal", Refusal, "refusals", series="YQ", kept=BALANCE, on_restoring="stays"),
    Kind("recovery", Recovery, "recoveries", series="HF", kept=BALANCE, on_restoring="stays"),
    Kind("mending", Mending, "mendings", series="XF", kept=BALANCE, on_restoring="stays"),
    Kind("restoring", Restoring, "restorings", series="FY", kept=BALANCE, on_restoring="stays"),
)
KINDS: tuple[Kind[Any], ...] = _TABLE
"""Every kind of record there is; a search lists its words in this order.

Older ledgers have leave in the series XJ and refusals in QX, which each meant
two things: nothing is read from the letters of a number, so they stay as they are.
"""

BY_CODE: Mapping[str, Kind[Any]] = {kind.code: kind for kind in KINDS}
_BY_CLASS: Mapping[type[Record], Kind[Any]] = {kind.cls: kind for kind in KINDS}


def kind_of(cls: type[R]) -> Kind[R]:
    """Return the kind of the records of a class. Raises TypeError for one that is in no kind."""
    kind = _BY_CLASS.get(cls)
    if kind is None:
        raise TypeError(f"{cls.__name__} is no kind of record: it does not stand in KINDS")
    return kind
