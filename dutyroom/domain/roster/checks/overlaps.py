"""People who are in two shifts at once."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    day_list,
    weekday,
)


def overlaps(view: RosterView) -> Iterator[Finding]:
    """Find people in two shifts at once; a sheet that names all for all places is a note."""
    shared: list[RosterLine] = []
    others = set(view.others)
    for name, lines in view.shifts_of_people(view.others).items():
        for earlier, later in in_turn(lines):
            if later.start >= earlier.end or {earlier, later} <= others:
                continue
            if _same_row(earlier, later):
                shared.append(later)
                continue
            text = say(
                "{day} ({weekday}): {person} is in {one} and {other} at once",
                day=later.day,
                weekday=weekday(later.day),
                person=view.name(name),
                one=f"{earlier.post} {earlier.shift}",
                other=f"{later.post} {later.shift}",
            )
            yield view.find_in(later, "overlap", text, "R-202")
    if shared:
        text = say(
            "The same people stand at several places, who is where is not said: {days}",
            days=day_list(line.day for line in shared),
        )
        yield view.find("places_shared", text, "R-208", min(line.day for line in shared))


def in_turn(lines: list[RosterLine]) -> Iterator[tuple[RosterLine, RosterLine]]:
    """Give each line with the one before it that lasts longest."""
    before: RosterLine | None = None
    for line in lines:
        if before:
            yield before, line
        if before is None or line.end > before.end:
            before = line


def _same_row(line: RosterLine, other: RosterLine) -> bool:
    """Tell whether a sheet names the same people for two places at once: one row of it."""
    if line.post == other.post:
        return False
    same_hours = (line.start, line.end) == (other.start, other.end)
    return same_hours and line.people == other.people
