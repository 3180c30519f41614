"""Filling the last holes: around each of them everything is tried, as far as a budget goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dutyroom.domain.planning.problem import Whose
from dutyroom.domain.planning.seating import NOBODY, Seating

AROUND = timedelta(days=3)
"""How many dates before and after a hole are seated again."""
WORTH = 20_000
"""How many tries all holes of a plan are worth together."""
OWED = 2_000
"""How many tries all that units owe is worth."""


def mend(seating: Seating) -> None:
    """Seat the dates around each hole again, if that fills it; else leave them as they were.

    The same for each day on which a unit or rank owes somebody. Where a plan is small
    enough for the budget, a hole that stays must be.
    """
    _fill_holes(seating)
    _meet_quotas(seating)
    if seating.cost < seating.best_cost:
        seating.keep_best()


def _fill_holes(seating: Seating) -> None:
    tries = WORTH
    holes = [seat for seat in seating.free if seating.who[seat] == NOBODY]
    for hole in holes:
        # One that was filled by the way around another is no hole any more.
        if seating.who[hole] == NOBODY and tries > 0:
            tries = _mend_around(seating, hole, tries)


def _meet_quotas(seating: Seating) -> None:
    tries = OWED
    for quota in seating.unmet():
        for day in quota.days:
            if quota in seating.unmet() and tries > 0:
                tries = _send_somebody(seating, quota.whose, day, tries)


def _mend_around(seating: Seating, hole: int, tries: int) -> int:
    """Seat the dates around a hole again and return the tries that are left."""
    near = _near(seating, seating.problem.needs[seating.need_of[hole]].day)
    seats = [seat for seat in near if seat == hole or seating.who[seat] != NOBODY]
    return _reseat(seating, seats, tries, lambda: True)


def _send_somebody(seating: Seating, whose: Whose, day: date, tries: int) -> int:
    """Put somebody who owes it on a day and seat the dates around again; no hole may come of it."""
    short = seating.short
    seats = [seat for seat in _near(seating, day) if seating.who[seat] != NOBODY]
    for seat in seats:
        if seating.problem.needs[seating.need_of[seat]].day == day:
            for person in seating.owing(whose, seat):
                first = (seat, person)
                tries = _reseat(seating, seats, tries, lambda: seating.short < short, first)
                if seating.short < short or tries <= 0:
                    return tries
    return tries


def _near(seating: Seating, day: date) -> list[int]:
    needs = seating.problem.needs
    return [s for s in seating.free if abs(needs[seating.need_of[s]].day - day) <= AROUND]


def _reseat(
    seating: Seating,
    seats: list[int],
    tries: int,
    enough: Callable[[], bool],
    first: tuple[int, int] | None = None,
) -> int:
    """Fill these places again until it is enough, else as before; return the tries left.

    ``first`` is a place and who has it before anybody else is seated.
    """
    before = {seat: seating.who[seat] for seat in seats if seating.who[seat] != NOBODY}
    for seat in before:
        seating.take(seat)
    attempt = _Attempt(seating, tries, enough)
    if not attempt.seat(seats, first):
        for seat, person in before.items():
            seating.put(seat, person)
    return attempt.tries


class _Attempt:
    """A search through all ways to fill some places, cheapest people first."""

    def __init__(self, seating: Seating, tries: int, enough: Callable[[], bool]) -> None:
        self._seating, self.tries, self._enough = seating, tries, enough

    def seat(self, left: list[int], first: tuple[int, int] | None = None) -> bool:
        """Fill all these places, or leave all of them empty and say so."""
        if not left:
            return self._enough()
        if first is not None:
            seat, person = first
            return self._seating.fits(person, seat) and self._try(seat, person, left)
        able = {seat: self._able(seat) for seat in left}
        # The place with the least choice first, so that a dead end shows early.
        seat = min(left, key=lambda each: (len(able[each]), each))
        for person in able[seat]:
            if self.tries <= 0:
                return False
            if self._try(seat, person, left):
                return True
        return False

    def _try(self, seat: int, person: int, left: list[int]) -> bool:
        """Put a person on a place and fill the others left; else leave the place empty too."""
        self.tries -= 1
        self._seating.put(seat, person)
        if self.seat([other for other in left if other != seat]):
            return True
        self._seating.take(seat)
        return False

    def _able(self, seat: int) -> list[int]:
        seating = self._seating
        able = [p for p in seating.choice(seat) if seating.fits(p, seat)]
        return sorted(able, key=lambda p: seating.price(seat, p))
