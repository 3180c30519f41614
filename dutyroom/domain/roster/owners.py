"""The lines of a roster that one office alone compiles (R-059, R-061)."""

from __future__ import annotations

from datetime import date

from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import LineRole, Roster, RosterLine


def kind_of(calendar: DutyCalendar, day: date, role: LineRole = "duty") -> str:
    """Return which owned roster a line belongs to, or an empty text.

    A driver belongs to none: the car service sets one, on a holiday too (R-067).
    """
    if role == "driver":
        return ""
    kind = calendar.kind(day)
    if kind == "holiday":
        return "holiday"
    if kind == "weekend" and role == "leader":
        return "leaders"
    return ""


def owned_changes(
    profile: Profile, calendar: DutyCalendar, before: Roster | None, after: Roster
) -> tuple[str, ...]:
    """Return the kinds of lines with an owner of their own that differ between two rosters.

    Without a roster ``before`` every line is new. A line that stays as it was
    may stand in anybody's roster: it is read only, not forbidden.
    """
    old = set(map(_told, before.lines)) if before is not None else set()
    days = {(day, role) for day, role, *_rest in old ^ set(map(_told, after.lines))}
    kinds = {kind_of(calendar, day, role) for day, role in days}
    return tuple(kind for kind in profile.roster.owners if kind in kinds)


def _told(line: RosterLine) -> tuple[date, LineRole, str, str, tuple[str, ...]]:
    people = tuple(sorted(each.person for each in line.people))
    return line.day, line.role, line.post, line.shift, people
