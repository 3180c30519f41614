"""The chief or leader of each date, by rotation (R-018, R-041, R-290).

People take turns in one order. Who is away is passed over and keeps the turn
for the next date, so the order of the rest never changes (R-291); without
absences nobody is ahead of another by more than one duty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

Free = Callable[[str, date], bool]


def order_of_turns(people: Sequence[str], last_served: Mapping[str, date]) -> list[str]:
    """Return whose turn is next: who never served, in the order of the list, then the longest ago.

    So the rotation goes on from the last person served.
    """
    place = {person: n for n, person in enumerate(people)}
    return sorted(people, key=lambda p: (last_served.get(p, date.min), place[p]))


def rotate(
    days: Iterable[date],
    turns: Sequence[str],
    free: Free,
    *,
    kept: Mapping[date, tuple[str, ...]] | None = None,
    count: int = 1,
) -> dict[date, tuple[str, ...]]:
    """Return who leads each date; a date that nobody can lead has fewer than ``count``.

    ``kept`` are dates that stay with somebody. A date that was lost goes to the
    next in turn who does not lead a date nearby anyway.
    """
    kept = kept or {}
    queue, leading = list(turns), dict[date, tuple[str, ...]]()
    near = len(queue) // 2
    for day in days:
        names = list(kept.get(day, ()))[:count]
        able = [p for p in queue if p not in names and free(p, day)]
        able.sort(key=lambda p: _leads_nearby(p, day, kept, near))
        names += able[: count - len(names)]
        for name in names:
            if name in queue:
                queue.remove(name)
                queue.append(name)
        leading[day] = tuple(names)
    return leading


def _leads_nearby(person: str, day: date, kept: Mapping[date, tuple[str, ...]], near: int) -> bool:
    return any(person in who and abs((at - day).days) <= near for at, who in kept.items())
