"""How far the reading of a file has come, and whether it is to go on."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows of a file are read, and of how many; before that it is looked at."""

    rows: int
    of: int


class Stopped(Exception):
    """Somebody stopped the reading."""


Report = Callable[[Progress], None]
Stop = Callable[[], bool]


def to_nobody(_progress: Progress) -> None:
    """Report to nobody."""


def never() -> bool:
    """Never stop."""
    return False
