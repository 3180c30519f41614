"""Filling the last holes: around each of them everything is tried, as far as a budget goes."""

from __future__ import annotations

from datetime import timedelta

from dutyroom.domain.planning.seating import NOBODY, Seating

AROUND = timedelta(days=3)
"""How many dates before and after a hole are seated anew."""
WORTH = 20_000
"""How many tries all holes of a plan are worth together."""


def mend(seating: Seating, tries: int = WORTH) -> None:
    """Seat the dates around each hole anew, if that fills it; else leave them as they were.

    Where a plan is small enough for the budget, a hole that stays must be.
    """
    for hole in [seat for seat in seating.free if seating.who[seat] == NOBODY]:
        if seating.who[hole] == NOBODY and tries > 0:
            tries = _mend_around(seating, hole, tries)
    if seating.cost < seating.best_cost:
        seating.keep_best()


def _mend_around(seating: Seating, hole: int, tries: int) -> int:
    """Seat the dates around a hole anew and return the tries that are left."""
    needs = seating.problem.needs
    day = needs[seating.need_of[hole]].day
    near = [s for s in seating.free if abs(needs[seating.need_of[s]].day - day) <= AROUND]
    before = {seat: seating.who[seat] for seat in near}
    empty = [seat for seat, person in before.items() if person == NOBODY]
    for seat, person in before.items():
        if person != NOBODY:
            seating.take(seat)
    attempt = _Attempt(seating, tries)
    others = [seat for seat in empty if seat != hole]
    if not attempt.seat([seat for seat in near if seat not in others]):
        for seat, person in before.items():
            if person != NOBODY:
                seating.put(seat, person)
    return attempt.tries


class _Attempt:
    """A search through all ways to fill some places, cheapest people first."""

    def __init__(self, seating: Seating, tries: int) -> None:
        self._seating, self.tries = seating, tries

    def seat(self, left: list[int]) -> bool:
        """Fill all these places, or leave all of them empty and say so."""
        if not left:
            return True
        able = {seat: self._able(seat) for seat in left}
        seat = min(left, key=lambda one: (len(able[one]), one))
        rest = [other for other in left if other != seat]
        for person in able[seat]:
            if self.tries <= 0:
                return False
            self.tries -= 1
            self._seating.put(seat, person)
            if self.seat(rest):
                return True
            self._seating.take(seat)
        return False

    def _able(self, seat: int) -> list[int]:
        seating = self._seating
        able = [p for p in seating.choice(seat) if seating.fits(p, seat)]
        return sorted(able, key=lambda p: seating.price(seat, p))
