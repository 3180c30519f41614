"""What a roster takes from others in force on the same dates, and what they take from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.in_force import place_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Roster, RosterLine
from dutyroom.domain.roster.changes import ROLE_WORDS
from dutyroom.domain.roster.view import Finding, day_list
from dutyroom.values import dataclass


def overlaid(state: DutyState, profile: Profile, roster: Roster) -> Iterator[Finding]:
    """Say before which rosters in force this one goes, and which go before it (R-059)."""
    saying = _who_says(state, roster)
    for other in state.published():
        taken = [x for x in other.lines if saying.get(place_of(x)) is roster]
        given = [x for x in roster.lines if saying[place_of(x)] is other]
        texts = _goes_before(roster, other, taken), _goes_before(other, roster, given)
        for lines, text in zip((taken, given), texts, strict=True):
            if lines and other.series != roster.series:
                first = min(line.day for line in lines)
                yield Finding(profile.level("overlaid"), "overlaid", text, "R-059", first)


@dataclass(frozen=True, slots=True)
class Counting:
    """A roster without the places for which others answer: what they are, and who by date."""

    roster: Roster
    said: tuple[Sentence, ...] = ()
    elsewhere: tuple[tuple[date, str], ...] = ()


def counting_part(state: DutyState, roster: Roster) -> Counting:
    """Return what of a roster counts, so that nobody goes by what a holiday's has taken over."""
    saying = _who_says(state, roster)
    own = tuple(line for line in roster.lines if saying[place_of(line)] is roster)
    if len(own) == len(roster.lines):
        return Counting(roster)
    given: dict[str, tuple[Roster, list[RosterLine]]] = {}
    for line in roster.lines:
        other = saying[place_of(line)]
        if other is not roster:
            given.setdefault(other.id, (other, []))[1].append(line)
    said = tuple(_goes_before(other, roster, lines) for other, lines in given.values())
    days = {line.day: other.title for other, lines in given.values() for line in lines}
    return Counting(replace(roster, lines=own), said, tuple(days.items()))


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
