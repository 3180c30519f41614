"""The checker of rosters: one judge for every roster, whoever or whatever made it.

It looks for hours without anybody, missing chiefs, too few people, ranks,
nights, rest, leave, telephone numbers, unknown people and what units owe. How grave a finding is,
the profile says by its code.
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
from dutyroom.domain.roster.checks import absences, gaps, staffing, units
from dutyroom.domain.roster.checks import ranks as required_ranks
from dutyroom.domain.roster.view import NOTHING_AROUND, Around, Finding, RosterView

__all__ = ["Finding", "beside", "can_publish", "check_roster"]

_Check = Callable[[RosterView], Iterator[Finding]]
_OF_SHIFTS: tuple[_Check, ...] = (
    gaps.gaps,
    gaps.after_hours,
    staffing.staff,
    required_ranks.required_ranks,
    units.weekends,
    units.months,
    units.hours,
)
"""Those that a list of chiefs and leaders alone cannot meet: another roster has the shifts."""
_CHECKS: tuple[_Check, ...] = (
    gaps.unknown_years,
    gaps.gaps,
    gaps.after_hours,
    staffing.heads,
    staffing.staff,
    staffing.ranks,
    required_ranks.required_ranks,
    staffing.leader_units,
    staffing.leader_ranks,
    staffing.nights,
    staffing.pools,
    staffing.phones,
    staffing.strangers,
    staffing.left,
    absences.absentees,
    staffing.overlaps,
    staffing.rests,
    staffing.substitutes,
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
    around: Around = NOTHING_AROUND,
) -> tuple[Finding, ...]:
    """Return everything there is to say about a roster; ``people`` are held by their key.

    A monthly roster is held against the shifts of every post; one with a
    stated span against its own places, all hours of the span (R-203). ``around`` is
    what the station's records say besides.
    """
    view = RosterView(roster, profile, calendar, people, zone, around)
    left_out = _OF_SHIFTS if roster.of_heads else ()
    found = (finding for check in _CHECKS if check not in left_out for finding in check(view))
    return tuple(finding for finding in found if finding.level != "off")


def beside(
    state: DutyState, profile: Profile, roster: Roster
) -> tuple[tuple[RosterLine, ...], tuple[RosterLine, ...]]:
    """Return a roster's own lines that will count, and those of others that count with them.

    Of its dates these are the places that it leaves to others (`lines_in_force`);
    of the dates around, the duties so near that rest between may be short (C-05).
    """
    rest = timedelta(hours=profile.swap.min_rest_h)
    begins = min((line.start for line in roster.lines), default=roster.starts) - rest
    ends = max((line.end for line in roster.lines), default=roster.ends) + rest
    first, last = min(begins.date() - DAY, roster.first), max(ends.date() + DAY, roster.last)
    own, others = [], []
    for each, line in state.beside(roster, first, last):
        if each is roster:
            own.append(line)
        elif roster.first <= line.day <= roster.last or (
            line.role == "duty" and begins < line.end and line.start < ends
        ):
            others.append(line)
    return tuple(own), tuple(others)


def can_publish(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing found refuses publishing."""
    return all(finding.level != "block" for finding in findings)
