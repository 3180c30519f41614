"""What a roster takes from others in force on the same dates, and what they take from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Level
from dutyroom.domain.facts.in_force import place_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Roster, RosterLine
from dutyroom.domain.roster.changes import ROLE_WORDS
from dutyroom.domain.roster.view import Finding, day_list
from dutyroom.values import dataclass


def takes_precedence(state: DutyState, profile: Profile, roster: Roster) -> Iterator[Finding]:
    """Find the rosters in force over which this one takes precedence, or that do over it (R-059).

    Versions of one roster are no two rosters.
    """
    level = profile.level("overlaid")
    saying = _who_says(state, roster)
    for other in state.published():
        if other.series == roster.series:
            continue
        taken = [line for line in other.lines if saying.get(place_of(line)) is roster]
        yield from _found(level, roster, other, taken)
        given = [line for line in roster.lines if saying[place_of(line)] is other]
        yield from _found(level, other, roster, given)


def _found(level: Level, first: Roster, then: Roster, lines: list[RosterLine]) -> Iterator[Finding]:
    """Find the lines of one roster over which another takes precedence; none are nothing."""
    if lines:
        text = _goes_before(first, then, lines)
        yield Finding(level, "overlaid", text, "R-059", min(line.day for line in lines))


@dataclass(frozen=True, slots=True)
class CountingPart:
    """A roster without the places for which others answer: what they are, and who by date."""

    roster: Roster
    said: tuple[Sentence, ...] = ()
    elsewhere: tuple[tuple[date, str], ...] = ()


def counting_part(state: DutyState, roster: Roster) -> CountingPart:
    """Return what of a roster counts, so that nobody relies on what a holiday's has taken over."""
    saying = _who_says(state, roster)
    own = tuple(line for line in roster.lines if saying[place_of(line)] is roster)
    if len(own) == len(roster.lines):
        return CountingPart(roster)
    given: dict[str, tuple[Roster, list[RosterLine]]] = {}
    for line in roster.lines:
        other = saying[place_of(line)]
        if other is not roster:
            _other, lines = given.setdefault(other.id, (other, []))
            lines.append(line)
    said = tuple(_goes_before(other, roster, lines) for other, lines in given.values())
    days = {line.day: other.title for other, lines in given.values() for line in lines}
    return CountingPart(replace(roster, lines=own), said, tuple(days.items()))


def _who_says(state: DutyState, roster: Roster) -> dict[tuple[object, ...], Roster]:
    lines = state.lines_with(roster, roster.first, roster.last)
    return {place_of(line): each for each, line in lines}


def _goes_before(first: Roster, then: Roster, lines: Iterable[RosterLine]) -> Sentence:
    names = {"title": first.title, "other": then.title}
    return say("{title} goes before {other}: {where}", **names, where=_where(lines))


def _where(lines: Iterable[RosterLine]) -> Sentence:
    listed = tuple(lines)
    places = dict.fromkeys(ROLE_WORDS.get(line.role, line.post) for line in listed)
    days = day_list(line.day for line in listed)
    return say("{places}, {days}", places=tuple(places), days=days)
