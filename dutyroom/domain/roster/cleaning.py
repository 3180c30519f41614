"""The cleaning of the duty room: a rotation of its own next to the shifts (R-198).

Who does no nights has nothing to do with it: the office names who cleans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dutyroom.domain.records.roster import Cleaning, Roster


def cleaners_of(roster: Roster, day: date) -> tuple[str, ...]:
    """Return the keys of who cleans on a date."""
    return tuple(each.person for each in roster.cleaning if each.day == day)


def duty_dates(roster: Roster) -> tuple[date, ...]:
    """Return the dates on which the roster has a shift, in order."""
    return tuple(sorted({line.day for line in roster.lines if line.role == "duty"}))


def rotated(roster: Roster, people: Sequence[str], last: str = "") -> Roster:
    """Return the roster with people cleaning in turn on its duty dates, after who was ``last``."""
    start = people.index(last) + 1 if last in people else 0
    turns = (
        Cleaning(day, people[(start + n) % len(people)]) for n, day in enumerate(duty_dates(roster))
    )
    return replace(roster, cleaning=tuple(turns) if people else ())


def with_cleaner(roster: Roster, day: date, person: str) -> Roster:
    """Return the roster with another person cleaning on one date, the others as they were."""
    others = [each for each in roster.cleaning if each.day != day]
    return replace(
        roster, cleaning=tuple(sorted([*others, Cleaning(day, person)], key=lambda each: each.day))
    )


def without_copies(roster: Roster, earlier: Sequence[Roster]) -> Roster:
    """Return a draft without its list where a roster before it has the same."""
    copied = any(roster.cleaning == each.cleaning for each in earlier)
    return replace(roster, cleaning=()) if copied else roster


def carried(before: Roster, after: Roster) -> Roster:
    """Return a new version with the list of the one before it, on the dates that it still has."""
    if after.cleaning:
        return after
    days = set(duty_dates(after))
    return replace(after, cleaning=tuple(each for each in before.cleaning if each.day in days))
