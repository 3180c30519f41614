"""Telephone numbers of the people on a roster."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    day_list,
    is_blanked,
)


def phones(view: RosterView) -> Iterator[Finding]:
    """Find people without a telephone number, each once (R-184, R-202)."""
    without: dict[str, list[RosterLine]] = {}
    for line, assignee in view.assignments():
        person = view.people.get(assignee.person)
        if not assignee.phone and not (person and person.phone):
            without.setdefault(assignee.person, []).append(line)
    for name, lines in without.items():
        days = day_list(line.day for line in lines)
        text = say("{person} has no telephone number: {days}", person=view.name(name), days=days)
        if is_blanked(name):
            text = say(
                "{person} is incomplete, neither name nor telephone number: {days}",
                person=name,
                days=days,
            )
        first = min(lines, key=lambda line: line.day)
        yield view.find("phone_missing", text, "R-202", first.day, line=first.ref)
