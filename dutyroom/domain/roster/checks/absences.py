"""Shifts that a granted leave takes from the person who holds them (R-025).

A leave needs a substitute: until somebody else stands on the shift, it is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.attendance import stood_in
from dutyroom.domain.facts.leave import kept_days, off_on
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.times import seconds_between
from dutyroom.domain.records.presence import Leave
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.changes import where_words
from dutyroom.domain.roster.view import Finding, RosterView, weekday
from dutyroom.domain.swaps.requests import deciders_on, is_over


def absentees(view: RosterView) -> Iterator[Finding]:
    """Find people on a shift, or heading a date, on which they are on leave (R-025)."""
    for line, assignee in view.assignments():
        if off_on(view.around.leaves, assignee.person, line.day) is not None:
            text = lost_words(view.name(assignee.person), line)
            yield view.find_in(line, "on_leave", text, "R-025")


def lost_words(name: str, line: RosterLine) -> Sentence:
    """Return the sentence that a shift is lost by its person's leave."""
    return say(
        "{day} ({weekday}) {shift}: {person} is on leave, somebody else is needed",
        day=line.day,
        weekday=weekday(line.day),
        shift=where_words(line.role, line.post, line.shift),
        person=name,
    )


def _short_words(name: str, line: RosterLine) -> Sentence:
    """Return it in the cells that a line of Now has."""
    return say(
        "{day} {shift}: {person} is on leave, somebody else is needed",
        day=f"{line.day:%m-%d}",
        shift=line.shift or where_words(line.role, line.post, line.shift),
        person=name,
    )


def lost_by(state: DutyState, leave: Leave, now: datetime) -> tuple[RosterLine, ...]:
    """Return the lines in force that a leave's person stands on within it, not over yet."""
    off = kept_days(leave)
    ahead = []
    for _roster, line in state.lines(leave.first, leave.last):
        if line.day not in off or not line.names(leave.person):
            continue
        over = is_over(state, line, leave.person, now)
        if not over and not stood_in(state, line.ref, leave.person):
            ahead.append(line)
    return tuple(sorted(ahead, key=lambda line: (line.start, line.post)))


def shifts_lost(moment: Moment) -> Iterator[Owed]:
    """Yield the shifts that need somebody since their person's leave was granted.

    The subject names person, day, post and shift.
    """
    state = moment.state
    ahead = [leave for leave in state.leaves if leave.last >= moment.today - DAY]
    who = deciders_on(state, moment.profile, moment.today) if ahead else ()
    for leave in ahead:
        for line in lost_by(state, leave, moment.now):
            key = f"{leave.person}|{line.day.isoformat()}|{line.post}|{line.shift}"
            subject = key if line.role == "duty" else f"{key}|{line.role}"
            grace = seconds_between(leave.granted, line.start) // 60
            text = _short_words(state.name(leave.person), line)
            yield Owed("leave_open", subject, leave.granted, text, "R-025", who, grace_min=grace)
