"""The checker of rosters: one judge for every roster, whoever or whatever made it.

It looks for hours without anybody, missing chiefs and leaders, too few people,
ranks, nights, rest, leave, telephone numbers, unknown people and what units owe;
each subject is a file of `dutyroom.domain.roster.checks`. How grave a finding
is, the profile says by its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterLine
from dutyroom.domain.roster.checks import (
    absences,
    gaps,
    leaders,
    nights,
    overlaps,
    people,
    phones,
    pools,
    ranks,
    rest,
    staffing,
    units,
)
from dutyroom.domain.roster.view import NO_CONTEXT, Finding, RosterContext, RosterView

__all__ = ["Check", "Finding", "can_publish", "check_roster", "counted_lines"]

Check = Callable[[RosterView], Iterator[Finding]]
_OF_SHIFTS: tuple[Check, ...] = (
    gaps.gaps,
    gaps.after_hours,
    staffing.headcount,
    ranks.required_ranks,
    units.weekends,
    units.months,
    units.hours,
)
"""Those that a list of chiefs and leaders alone cannot meet: another roster has the shifts."""
_CHECKS: tuple[Check, ...] = (
    gaps.unknown_years,
    gaps.gaps,
    gaps.after_hours,
    leaders.chiefs,
    leaders.leaders,
    staffing.headcount,
    ranks.ranks_of_posts,
    ranks.required_ranks,
    leaders.leader_units,
    leaders.leader_ranks,
    nights.nights,
    pools.pools,
    phones.phones,
    people.unknown,
    people.left,
    absences.absentees,
    overlaps.overlaps,
    rest.minimum_rest,
    people.substitutes,
    units.weekends,
    units.months,
    units.hours,
    units.drivers,
)


def check_roster(
    roster: Roster,
    profile: Profile,
    calendar: DutyCalendar,
    people: Mapping[str, Person],
    zone: ZoneInfo,
    around: RosterContext = NO_CONTEXT,
    own: tuple[Check, ...] = (),
) -> tuple[Finding, ...]:
    """Return everything there is to say about a roster; ``people`` are by their key.

    A monthly roster is compared with the shifts of every post; one with a
    stated span with its own places, all hours of the span (R-203). ``around`` is
    what the station's records say as well, ``zone`` the station's,
    ``own`` are the checks that the station adds. What the profile has switched
    off is left out.
    """
    view = RosterView(roster, profile, calendar, people, zone, around)
    left_out = _OF_SHIFTS if roster.of_leaders else ()
    findings: list[Finding] = []
    for check in (*_CHECKS, *own):
        if check not in left_out:
            findings += check(view)
    return tuple(finding for finding in findings if finding.level != "off")


def counted_lines(
    state: DutyState, profile: Profile, roster: Roster
) -> tuple[tuple[RosterLine, ...], tuple[RosterLine, ...]]:
    """Return a roster's own lines that will count, and those of others that count with them.

    Of its dates these are the places that it leaves to others (`lines_in_force`);
    of the dates around, the duties so near that rest between may be short (C-05).
    """
    apart = timedelta(hours=profile.swap.min_rest_h)
    begins = min((line.start for line in roster.lines), default=roster.starts) - apart
    ends = max((line.end for line in roster.lines), default=roster.ends) + apart
    first, last = min(begins.date() - DAY, roster.first), max(ends.date() + DAY, roster.last)
    own, others = [], []
    for each, line in state.lines_with(roster, first, last):
        near = line.role == "duty" and begins < line.end and line.start < ends
        if each is roster:
            own.append(line)
        elif near or roster.spans(line.day):
            others.append(line)
    return tuple(own), tuple(others)


def can_publish(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing found refuses publishing."""
    return all(finding.level != "block" for finding in findings)
