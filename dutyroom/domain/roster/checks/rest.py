"""Minimum rest between two shifts of one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dutyroom.domain.base.sentence import say
from dutyroom.domain.roster.checks.overlaps import in_turn
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    length,
    weekday,
)


def minimum_rest(view: RosterView) -> Iterator[Finding]:
    """Find people with less rest between two shifts than the profile wants (C-05).

    Over the turn of the month one of the two stands in the roster before or after.
    """
    wanted = timedelta(hours=view.profile.swap.min_rest_h)
    for name, lines in view.shifts_of_people(view.others).items():
        for earlier, later in in_turn(lines):
            rest = later.start - earlier.end
            # Two shifts of other rosters are those rosters' affair.
            own = [line for line in (later, earlier) if line not in view.others]
            if own and timedelta(0) <= rest < wanted:
                text = say(
                    "{day} ({weekday}): {person} has {length} of rest before {shift}, "
                    "at least {hours} h are needed",
                    day=later.day,
                    weekday=weekday(later.day),
                    person=view.name(name),
                    length=length((earlier.end, later.start)),
                    shift=later.shift,
                    hours=view.profile.swap.min_rest_h,
                )
                yield view.find_in(own[0], "rest", text, "C-05")
