"""The shortest way of the cursor from one place to another."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def move(at: tuple[int | None, int | None], x: int, y: int) -> str:
    """Return the shortest order that brings the cursor to column x, row y, counted from 0.

    ``at`` is where it stands as (x, y), with None for what is not known for certain;
    then nothing that depends on it is used.
    """
    was_x, was_y = at
    if at == (x, y):
        return ""
    ways = [_to(x, y)]
    if was_y is not None:
        ways += [down + across for down in _rows(was_y, y) for across in _columns(was_x, x)]
        if y >= was_y:
            ways.append("\r" + "\n" * (y - was_y) + min(_columns(0, x), key=len))
    return min(ways, key=len)


def _to(x: int, y: int) -> str:
    if x:
        return f"\x1b[{y + 1 if y else ''};{x + 1}H"
    return f"\x1b[{y + 1 if y else ''}H"


def _number(n: int) -> str:
    return "" if n == 1 else str(n)


def _columns(was: int | None, x: int) -> list[str]:
    """Return the ways along a row."""
    ways = [f"\x1b[{_number(x + 1)}G"] if x else ["\r"]
    if was is None:
        return ways
    if was == x:
        return [""]
    if x > was:
        return [*ways, f"\x1b[{_number(x - was)}C"]
    return [*ways, f"\x1b[{_number(was - x)}D", "\b" * (was - x)]


def _rows(was: int, y: int) -> list[str]:
    """Return the ways from row to row that keep the column."""
    if was == y:
        return [""]
    ways = [f"\x1b[{_number(y + 1)}d"]
    if y > was:
        return [*ways, f"\x1b[{_number(y - was)}B", "\n" * (y - was)]
    return [*ways, f"\x1b[{_number(was - y)}A"]
