"""Night shifts of people who do no nights."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.slots import is_night
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    weekday,
)


def nights(view: RosterView) -> Iterator[Finding]:
    """Find people on a night shift who do no nights (R-198)."""
    for line in view.duty:
        if not is_night(view.profile, line):
            continue
        for assignee in line.people:
            person = view.people.get(assignee.person)
            if person and person.night_exempt:
                text = say(
                    "{day} ({weekday}) {shift}: {person} does no nights ({reason})",
                    day=line.day,
                    weekday=weekday(line.day),
                    shift=line.shift,
                    person=person.name,
                    reason=person.night_exempt,
                )
                yield view.find_in(line, "night_exempt", text, "R-198")
