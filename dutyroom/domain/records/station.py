"""The station itself: contacts, alarms that were answered, closures, refusals."""

from __future__ import annotations

from datetime import date, datetime

from dutyroom.domain.records.base import Record, Signature
from dutyroom.values import dataclass


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
    """What somebody said of the machine's clock: it is right, or the time is ``at`` (X-12).

    ``last`` is when the last sure record was made before. ``wall`` is what the
    machine's clock showed, ``uptime`` the seconds since its start, ``boot``: while
    the machine runs on, these tell the time by what was typed. ``shown`` is what the
    room showed until then. A time that a supervisor typed, or looked at later, is
    ``confirmed``. Records of an older program have none of these.
    """

    day: date
    at: datetime
    by: str
    doubt: str
    last: str
    boot: str = ""
    uptime: int = 0
    wall: datetime | None = None
    shown: datetime | None = None
    confirmed: Signature | None = None


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
class Restoring(Record):
    """The station was put back as it stood at an earlier line, ``seq`` with the hash ``tip``.

    That is the end of ``copy``, which held ``records``, or the moment before
    another restoring, ``undone``. ``back`` are the records that were put back, ``later``
    those that stay although they were written or changed since. ``recovered``
    tells that there were no records left at all, and that the system's ``user``
    who owns the folder put the copy in their place: nobody is ``by``.
    """

    day: date
    at: datetime
    seq: int
    tip: str
    by: str = ""
    reason: str = ""
    copy: str = ""
    records: int = 0
    undone: str = ""
    back: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    recovered: bool = False
    user: str = ""
