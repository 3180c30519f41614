"""Opening and closing the room: the spans in which nobody had the program open.

Every open room touches a small file under ``derived/`` now and then; what is
missing there when the next room opens was a closed program (X-13).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.watch import SEEN, moment_of
from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import present
from dutyroom.domain.facts.slots import plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.patrol import rounds as patrol
from dutyroom.domain.records.station import Alarm, Closure
from dutyroom.values import dataclass

BEAT = timedelta(seconds=30)
"""How often an open room says that it is there."""


@dataclass(frozen=True, slots=True)
class LapsedRound:
    """A round that nobody walked in its time: the word by which its alarm is known, when due."""

    key: str
    due: datetime


def beat(desk: Desk) -> None:
    """Say that a room is open now; a new day has other heads of duty among the contacts.

    By a clock in doubt nobody could tell when that was. Since when a room was closed
    that was opened by such a clock is noted when the doubt is over.
    """
    if desk.clock_doubt():
        return
    if desk.opened_in_doubt:
        desk.opened_in_doubt = False
        open_room(desk)
        return
    seen, now = last_seen(desk), desk.now()
    desk.folder.write_text(SEEN, now.isoformat() + "\n")
    if seen is not None and seen.date() != now.date():
        write_copy(desk)


def open_room(desk: Desk) -> Closure | None:
    """Note that the program was closed since the room was last seen open, if it was.

    The closure keeps its span, and the rounds that fell into it without being
    walked are kept as missed while the program was closed (A-15). Returns None
    for the first opening, for one within two beats of another room, and for one
    by a clock in doubt: `beat` notes it later.
    """
    since, now = last_seen(desk), desk.now()
    write_copy(desk)
    if desk.clock_doubt():
        desk.opened_in_doubt = True
        return None
    beat(desk)
    if since is None or now - since <= 2 * BEAT:
        return None
    lapsed = lapsed_rounds(desk, desk.state(), since, now)
    with desk.change("room.open", "") as change:
        known = {alarm.key for alarm in change.state.alarms}
        for lapse in lapsed:
            if lapse.key not in known:
                change.put(
                    Alarm(
                        id=change.number(Alarm),
                        key=lapse.key,
                        day=change.day,
                        at=lapse.due,
                        code="round",
                        closed_program=True,
                    )
                )
        return change.put(
            Closure(
                id=change.number(Closure),
                day=change.day,
                since=since,
                until=now,
                missed=tuple(lapse.key for lapse in lapsed),
            )
        )


def last_seen(desk: Desk) -> datetime | None:
    """Return when a room was last known to be open, or None.

    A file that says no time is set aside with a sentence. Raises the store's errors.
    """
    text = desk.folder.read_text(SEEN)
    seen = moment_of(text.strip()) if text else None
    wrong = say("{path} says no time, so it is not known since when the room was closed", path=SEEN)
    desk.set_aside[SEEN] = (wrong,) if text and seen is None else ()
    return seen


def lapsed_rounds(
    desk: Desk, state: DutyState, since: datetime, until: datetime
) -> tuple[LapsedRound, ...]:
    """Return the rounds that ran out of grace in a span, unwalked."""
    lapsed = []
    for slot in plan(state, desk.profile, desk.zone, since.date() - DAY, until.date()):
        if not slot.people and not present(state, slot):
            continue
        for window in patrol.windows(state, slot, desk.profile, until):
            ran_out = since < window.ends <= until
            if ran_out and window.standing in ("overdue", "missed"):
                key = f"round:{slot.key}/{window.due:%H:%M}"
                lapsed.append(LapsedRound(key, window.due))
    return tuple(lapsed)
