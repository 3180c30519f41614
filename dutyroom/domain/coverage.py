"""The checker of rosters: one judge for every roster, whoever or whatever made it.

It looks for hours without anybody, missing chiefs, too few people, ranks,
nights, rest, telephone numbers, unknown people and what units owe. How grave a finding is,
the profile says by its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain import gaps, required_ranks, staffing, units
from dutyroom.domain.calendar import DutyCalendar
from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Contact, Person, Roster, RosterLine
from dutyroom.domain.roster_view import DAY, Finding, RosterView
from dutyroom.domain.state import DutyState

__all__ = ["Finding", "can_publish", "check_roster", "lines_beside"]

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
    staffing.phones,
    staffing.strangers,
    staffing.left,
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
    beside: tuple[RosterLine, ...] = (),
    contacts: tuple[Contact, ...] = (),
    working: frozenset[date] = frozenset(),
) -> tuple[Finding, ...]:
    """Return everything there is to say about a roster; ``people`` are held by their key.

    A monthly roster is held against the shifts of every post; one with a
    stated span against its own places, all hours of the span (R-203). ``beside`` is
    what `lines_beside` gives, for the rest over the turn of the month (C-05);
    ``contacts`` say who answers when there is no shift (R-107); on the dates
    ``working`` work goes on (R-372).
    """
    view = RosterView(roster, profile, calendar, people, zone, beside, contacts, working)
    left_out = _OF_SHIFTS if roster.of_heads else ()
    found = (finding for check in _CHECKS if check not in left_out for finding in check(view))
    return tuple(finding for finding in found if finding.level != "off")


def lines_beside(state: DutyState, profile: Profile, roster: Roster) -> tuple[RosterLine, ...]:
    """Return the duty lines of other dates, in force so near that rest between may be short."""
    rest = timedelta(hours=profile.swap.min_rest_h)
    if not roster.lines:
        return ()
    begins = min(line.start for line in roster.lines) - rest
    ends = max(line.end for line in roster.lines) + rest
    near = (
        other
        for other in state.published()
        if other.first <= ends.date() + DAY and begins.date() - DAY <= other.last
    )
    return tuple(
        line
        for other in near
        for line in other.lines
        if line.role == "duty"
        and not roster.first <= line.day <= roster.last
        and begins < line.end
        and line.start < ends
    )


def can_publish(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing found refuses publishing."""
    return all(finding.level != "block" for finding in findings)
