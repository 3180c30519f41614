"""What people say of the machine's clock: it is right, or what the time is (X-12)."""

from __future__ import annotations

from datetime import datetime

from dutyroom.desk.clock import read_time
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log.writers import may_write
from dutyroom.desk.people import powers
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import Permission
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.clock import Doubt, expected
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import ClockCheck

LOOKS_AFTER = Permission("override")
"""Who takes times for sure, and puts right those of records: a supervisor or a leader."""


def tellers(desk: Desk) -> tuple[Person, ...]:
    """Return who may say what time it is: who is on duty or has the telephone, and supervisors.

    Where nobody is on duty, whoever is there: by a wrong clock nobody can sign in.
    """
    state, today = desk.state(), desk.duty_date()
    here = [attendance.person for attendance in state.attendances if attendance.on_duty]
    there = {*here, *may_write(desk), *(person.key for person in _supervisors(desk))}
    serving = tuple(person for person in state.people.values() if person.serves(today))
    return tuple(p for p in serving if p.key in there) if here else serving


def likely_time(desk: Desk) -> datetime:
    """Return what the time probably is: by the seconds since a sure moment, else by the records."""
    if desk.watch is None:
        return desk.now()
    known = desk.watch.anchor
    if known is not None:
        return expected(desk.watch.reading(), known).astimezone(desk.zone).replace(microsecond=0)
    last = desk.ledger.verified_at
    return datetime.fromisoformat(last).astimezone(desk.zone) if last else desk.now()


def read_right_time(desk: Desk, text: str, field: str = "at") -> datetime:
    """Read the right time as it was typed; one without a date is of the day that it probably is.

    Raises `Wrong` about the field.
    """
    words = text.strip()
    if len(words.split()) < 2 and ":" not in words.replace("：", ":"):
        raise Wrong(say("Type date and time, such as 2026-12-01 21:50"), field)
    return read_time(words, desk.zone, likely_time(desk), field)


def confirm_clock(desk: Desk, person: Person, pin: str = "") -> ClockCheck:
    """Keep that a person looked: the machine's clock is right, and alarms go on.

    Of one that stands far ahead of the last sign of life a supervisor's word is sure.
    Raises `Wrong` when nobody doubts it, for somebody who is not on duty and for a
    PIN that is missing or does not fit; and the store's errors.
    """
    found = desk.clock_standing()
    if desk.watch is None or not (found.doubt or found.is_typed):
        raise Wrong(say("Nothing is wrong with the clock"))
    return _keep(desk, None, person, pin)


def set_clock(desk: Desk, right: datetime, person: Person, pin: str = "") -> ClockCheck:
    """Keep what the time is; every terminal and command goes by it from now on.

    It counts until the machine's clock is set right, or the machine starts again. What
    is written by it stays marked until a supervisor has looked; a supervisor's own
    word is sure. Raises `Wrong` as `confirm_clock` does, and the store's errors.
    """
    if desk.watch is None:
        raise Wrong(say("The time of a drill is given with --at"), "at")
    return _keep(desk, right, person, pin)


def _keep(desk: Desk, right: datetime | None, person: Person, pin: str) -> ClockCheck:
    _check_teller(desk, person, pin)
    assert desk.watch is not None
    found, reading = desk.clock_standing(), desk.watch.reading()
    wall = reading.wall.astimezone(desk.zone).replace(microsecond=0)
    at = right or wall
    vouched = bool(pin) and person in _supervisors(desk)
    action = "clock.set" if right else "clock.confirm"
    doubt = found.doubt if right else _doubt_of(desk, wall, found.doubt)
    sure = vouched or (right is None and doubt != "ahead")
    with desk.change(
        action, person.key, proof="pin" if pin else "none", at=at, sure=sure
    ) as change:
        return change.put(
            ClockCheck(
                id=change.number(ClockCheck),
                day=change.day,
                at=change.now,
                by=person.key,
                doubt=doubt,
                last=desk.ledger.verified_at,
                boot=reading.boot,
                uptime=int(reading.uptime),
                wall=wall,
                shown=found.now.astimezone(desk.zone).replace(microsecond=0),
                confirmed=Signature(person.key, change.now) if vouched else None,
            )
        )


def _doubt_of(desk: Desk, wall: datetime, doubt: Doubt) -> Doubt:
    """Return the doubt about a clock that is called right; one far ahead turns no months.

    However it came there: also by a leap, and where another time was typed meanwhile.
    """
    assert desk.watch is not None
    last = desk.ledger.verified_at
    is_far = bool(last) and wall - datetime.fromisoformat(last) > desk.watch.limits.ahead
    return "ahead" if is_far else doubt


def _check_teller(desk: Desk, person: Person, pin: str) -> None:
    may = tellers(desk)
    if person not in may:
        who = " / ".join(each.name for each in may)
        text = say("{person} is not on duty: {who} may say", person=person.name, who=who)
        raise Wrong(text, "name")
    if person.pin or pin:
        check_pin(person, pin)


def _supervisors(desk: Desk) -> tuple[Person, ...]:
    return powers.holders(desk, LOOKS_AFTER)
