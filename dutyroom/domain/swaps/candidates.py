"""Who could take a shift: what speaks against each, and who has the fewest (R-124, R-287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dutyroom.domain.base.dates import month_end
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.eligibility import left_verdict, pool_verdict, rank_verdict
from dutyroom.domain.facts.leave import on_leave
from dutyroom.domain.facts.slots import is_night
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import RosterLine, ShiftRef
from dutyroom.values import dataclass


def unfitness(
    state: DutyState,
    profile: Profile,
    person: Person,
    line: RosterLine,
    *,
    giving: tuple[ShiftRef, ...] = (),
) -> tuple[Verdict, ...]:
    """Return what speaks against a person on a shift: rank, pool, nights, leave, clash, rest.

    ``giving`` are shifts that the person gives away in the same step.
    """
    of_the_list = (
        left_verdict(profile, person, line.day),
        rank_verdict(profile, line.post, person),
        pool_verdict(profile, line.post, line.shift, person),
    )
    verdicts = [
        *filter(None, of_the_list),
        *_night(profile, person, line),
        *_leave(state, profile, person, line),
        *_neighbours(state, profile, person, line, giving),
    ]
    return tuple(verdict for verdict in verdicts if verdict.level != "off")


def _night(profile: Profile, person: Person, line: RosterLine) -> Iterator[Verdict]:
    if is_night(profile, line) and person.night_exempt:
        text = say(
            "{person} does no nights ({reason})", person=person.name, reason=person.night_exempt
        )
        yield Verdict(profile.level("night_exempt"), "night_exempt", text, "R-198")


def _leave(
    state: DutyState, profile: Profile, person: Person, line: RosterLine
) -> Iterator[Verdict]:
    leave = on_leave(state, person.key, line.day)
    if leave is not None:
        text = say("{person} is on leave until {last}", person=person.name, last=leave.last)
        yield Verdict(profile.level("on_leave"), "on_leave", text, "R-287")


def _neighbours(
    state: DutyState,
    profile: Profile,
    person: Person,
    line: RosterLine,
    giving: tuple[ShiftRef, ...],
) -> Iterator[Verdict]:
    rest = timedelta(hours=profile.swap.min_rest_h)
    for other in _shifts_of(state, person.key):
        if other.ref in giving:
            continue
        place = {"person": person.name, "shift": other.shift, "day": other.day}
        between = max(line.start - other.end, other.start - line.end)
        if other.start < line.end and line.start < other.end:
            text = say("{person} has {shift} on {day} at that time", **place)
            yield Verdict(profile.level("swap_clash"), "swap_clash", text, "R-124")
        elif between < rest:
            hours = profile.swap.min_rest_h
            text = say("{person} has less than {n} h of rest to {shift} on {day}", n=hours, **place)
            yield Verdict(profile.level("swap_rest"), "swap_rest", text, "C-05")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a shift; ``month`` counts the shifts held in its month."""

    person: Person
    against: tuple[Verdict, ...]
    month: int

    @property
    def can(self) -> bool:
        """Tell whether nothing refuses it."""
        return all(verdict.level != "block" for verdict in self.against)


def candidates_for(state: DutyState, profile: Profile, line: RosterLine) -> tuple[Candidate, ...]:
    """Return everybody who does duty, the most suitable first.

    Those whom nothing speaks against come first, and of these who has the
    fewest shifts in that month.
    """
    candidates = []
    for person in state.people.values():
        serves = "duty" in person.roles and person.serves(line.day)
        if serves and not line.names(person.key):
            against = unfitness(state, profile, person, line)
            candidates.append(Candidate(person, against, _count(state, person, line.day)))
    return tuple(sorted(candidates, key=_suitable_first))


def _suitable_first(candidate: Candidate) -> tuple[bool, int, int, str]:
    against = len(candidate.against)
    return not candidate.can, against, candidate.month, candidate.person.name


def _count(state: DutyState, person: Person, day: date) -> int:
    """Return how many shifts somebody has in the month of a day."""
    return len(tuple(_shifts_of(state, person.key, day.replace(day=1), month_end(day))))


def held_on(
    state: DutyState, person: str, day: date, post: str = "", shift: str = ""
) -> tuple[RosterLine, ...]:
    """Return the shifts in force that a person has on a day, of a post or name if one is given."""
    lines = []
    for line in _shifts_of(state, person, day, day):
        if post in ("", line.post) and shift in ("", line.shift):
            lines.append(line)
    return tuple(lines)


def _shifts_of(
    state: DutyState, person: str, first: date = date.min, last: date = date.max
) -> Iterator[RosterLine]:
    for _roster, line in state.lines(first, last):
        if line.role == "duty" and line.names(person):
            yield line
