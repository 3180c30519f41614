"""Which line answers for a place on a date where rosters overlap (R-059, R-061)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from dutyroom.domain.records.roster import LineRole, Roster, RosterLine

Place: TypeAlias = "tuple[date, str, LineRole]"
"""A date with a post and the role of a line: what one roster answers for, and no other."""


def place_of(line: RosterLine) -> Place:
    """Return what a line answers for."""
    return line.day, line.post, line.role


def lines_in_force(
    rosters: Sequence[Roster], first: date, last: date
) -> Iterator[tuple[Roster, RosterLine]]:
    """Give the lines of a span that count, each with its roster, in the order of the rosters.

    A roster of stated dates, as a holiday's, takes precedence over one of whole months:
    it answers alone for each place and role that it names on a date, the
    month's for all others. Of two alike the one first issued later does.
    """
    near = [roster for roster in rosters if roster.touches(first, last)]
    lines = [(r, line) for r in near for line in r.lines if first <= line.day <= last]
    if not _overlap(near):
        yield from lines
        return
    answering = _answering(lines)
    for roster, line in lines:
        if answering[place_of(line)] is roster:
            yield roster, line


def _answering(lines: list[tuple[Roster, RosterLine]]) -> dict[Place, Roster]:
    """Return the roster that answers for each place: of several the last by precedence."""
    ordered = sorted(lines, key=lambda each: precedence(each[0]))
    return {place_of(line): roster for roster, line in ordered}


def worked_on(rosters: Iterable[Roster]) -> tuple[Roster, ...]:
    """Return the rosters as they will stand with the drafts: of each the newest draft goes first.

    Those in force that no draft follows come before the drafts.
    """
    known = tuple(rosters)
    # Of several drafts that follow one roster the last one stays.
    drafts = {roster.series: roster for roster in known if roster.state == "draft"}
    stay = (r for r in known if r.state == "published" and r.series not in drafts)
    return (*stay, *drafts.values())


def with_roster(rosters: Iterable[Roster], roster: Roster) -> tuple[Roster, ...]:
    """Return the rosters as they will stand with another in force, in place of its own."""
    others = (r for r in rosters if r.id != roster.id and r.series != roster.series)
    return (*others, roster)


def precedence(roster: Roster) -> tuple[bool, float]:
    """Return by what a roster takes precedence: of stated dates, then the later first issue.

    A swap or an edit makes a version and changes nothing of that. A draft that
    follows none is taken as issued last.
    """
    since = roster.since or roster.issued
    return not roster.whole_months, since.timestamp() if since else math.inf


def _overlap(rosters: Iterable[Roster]) -> bool:
    spans = sorted((roster.first, roster.last) for roster in rosters)
    return any(later[0] <= before[1] for before, later in pairwise(spans))
