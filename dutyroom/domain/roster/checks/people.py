"""People on a roster who are unknown, have left, or stand in for somebody."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    day_list,
    is_blanked,
    weekday,
)


def unknown(view: RosterView) -> Iterator[Finding]:
    """Find names that the station does not know, each once."""
    names: dict[str, list[RosterLine]] = {}
    for line, assignee in view.assignments():
        if assignee.person not in view.people and not is_blanked(assignee.person):
            names.setdefault(assignee.person, []).append(line)
    for name, lines in names.items():
        text = say(
            "{person} is not among the station's people: {days}",
            person=name,
            days=day_list(line.day for line in lines),
        )
        first = min(lines, key=lambda line: line.day)
        yield view.find_in(first, "person_unknown", text, "R-202")


def left(view: RosterView) -> Iterator[Finding]:
    """Find people who are no longer with the station on a day they have, each once."""
    gone: dict[str, list[RosterLine]] = {}
    for line, assignee in view.assignments():
        person = view.people.get(assignee.person)
        if person is not None and not person.serves(line.day):
            gone.setdefault(assignee.person, []).append(line)
    for name, lines in gone.items():
        days = day_list(line.day for line in lines)
        text = say("{person} has left: {days}", person=view.name(name), days=days)
        first = min(lines, key=lambda line: line.day)
        yield view.find_in(first, "person_left", text, "R-202")


def substitutes(view: RosterView) -> Iterator[Finding]:
    """Note the people whom the sheet marks as substitutes (替)."""
    for line, assignee in view.assignments():
        if assignee.substitute:
            text = say(
                "{day} ({weekday}) {post} {shift}: {person} stands in for somebody",
                day=line.day,
                weekday=weekday(line.day),
                post=line.post,
                shift=line.shift,
                person=view.name(assignee.person),
            )
            yield view.find_in(line, "substitute", text, "R-026")
