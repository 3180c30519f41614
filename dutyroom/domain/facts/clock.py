"""Whether the machine's clock can be believed, and what the time is where somebody typed it (X-12).

Two clocks are read: the wall clock, which anybody or a network may set, and the
seconds since the machine started, which nobody can. Within one start the second
tells when the first was set. After another start only the records tell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from dutyroom.domain.records.station import ClockCheck
from dutyroom.values import dataclass

Doubt = Literal["", "behind", "leapt", "ahead"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks at one moment: ``wall``, aware, and the ``uptime`` in seconds since ``boot``."""

    wall: datetime
    boot: str
    uptime: float

    @property
    def began(self) -> datetime:
        """When the machine started, by what the wall clock shows now."""
        return self.wall.astimezone(UTC) - timedelta(seconds=self.uptime)


@dataclass(frozen=True, slots=True)
class Anchor:
    """When a ``boot`` began by a wall clock that was sure."""

    boot: str
    began: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """What is no doubt yet.

    A ``leap`` within one start, a ``step`` back, and how far after the last sign of
    life (``ahead``) the clock may stand when the machine has started.
    """

    leap: timedelta
    step: timedelta
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of the time before: the last sure record, and the last sign of life.

    ``checks`` are what people said of the clock, in order; ``anchor`` is when this
    start was last sure to have begun, ``opened`` when it began as the program opened.
    """

    checks: Iterable[ClockCheck] = ()
    record: datetime | None = None
    life: datetime | None = None
    anchor: Anchor | None = None
    opened: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the time is, and what it is worth.

    ``now`` is the wall clock's time, or goes by what somebody said in ``check``: the
    time, or that a clock is right which stands far ahead of all that is known. A
    clock that is in ``doubt`` shows what the wall clock shows.
    """

    now: datetime
    doubt: Doubt = ""
    check: ClockCheck | None = None

    @property
    def is_typed(self) -> bool:
        """Whether it goes by what somebody said."""
        return self.check is not None

    @property
    def is_sure(self) -> bool:
        """Whether records of now need nobody to look at their times later."""
        return not self.doubt and (self.check is None or self.check.confirmed is not None)


def standing(reading: Reading, known: Known, limits: Limits) -> Standing:
    """Return what the time is by both clocks and all that is known.

    After a step of seconds back it is that of the last record until the clock is there
    again, so that nothing seems to happen before what was written already.
    """
    check = check_of(known.checks, reading.boot)
    if check is not None:
        found = _by_check(reading, check, limits)
    else:
        found = Standing(reading.wall, _since_start(reading, known, limits))
    if found.is_typed:
        return found
    said = check is not None and known.record is not None and check.last == known.record.isoformat()
    if known.record is None or said or reading.wall >= known.record:
        return found
    if reading.wall < known.record - limits.step:
        return Standing(reading.wall, "behind")
    return replace(found, now=known.record)


def check_of(checks: Iterable[ClockCheck], boot: str) -> ClockCheck | None:
    """Return the last thing that somebody said of the clock since the machine started."""
    of_this = [check for check in checks if check.boot == boot and check.wall is not None]
    return of_this[-1] if of_this else None


def expected(reading: Reading, anchor: Anchor) -> datetime:
    """Return the time by the seconds that have passed since a sure moment of the same start."""
    return anchor.began + timedelta(seconds=reading.uptime)


def _by_check(reading: Reading, check: ClockCheck, limits: Limits) -> Standing:
    """Go by what was typed until the wall clock is set right.

    It counts as set right in the nearer half of the way from where it stood; and
    it may be on its way there, where it is slowed down or sped up bit by bit.
    """
    assert check.wall is not None
    passed = timedelta(seconds=reading.uptime - check.uptime)
    right, wrong = check.at.astimezone(UTC) + passed, check.wall.astimezone(UTC) + passed
    far = abs(right - wrong)
    if far <= limits.step:
        if abs(reading.wall - right) > limits.leap:
            return Standing(reading.wall, "leapt")
        return Standing(reading.wall, check=check if check.doubt == "ahead" else None)
    if abs(reading.wall - right) <= min(limits.leap, far / 2):
        return Standing(reading.wall)
    low, high = min(right, wrong) - limits.leap, max(right, wrong) + limits.leap
    if low <= reading.wall <= high:
        return Standing(right.replace(microsecond=0), check=check)
    return Standing(reading.wall, "leapt")


def _since_start(reading: Reading, known: Known, limits: Limits) -> Doubt:
    """Return why the wall clock may be wrong where nobody has said anything of it."""
    sure = _of_boot(known.anchor, reading)
    basis = sure or _sane(_of_boot(known.opened, reading), reading, known, limits)
    if basis is not None and abs(reading.began - basis.began) > limits.leap:
        return "leapt"
    if sure is None and _is_ahead(reading.wall, known, limits):
        return "ahead"
    return ""


def _is_ahead(wall: datetime, known: Known, limits: Limits) -> bool:
    return known.life is not None and wall - known.life > limits.ahead


def _sane(opened: Anchor | None, reading: Reading, known: Known, limits: Limits) -> Anchor | None:
    """Return when this start began as a program opened, unless that clock was wrong already.

    It tells nothing then: the clock may have been set right since.
    """
    if opened is None:
        return None
    shown = expected(reading, opened)
    behind = known.record is not None and shown < known.record - limits.step
    return None if behind or _is_ahead(shown, known, limits) else opened


def _of_boot(anchor: Anchor | None, reading: Reading) -> Anchor | None:
    return anchor if anchor is not None and anchor.boot == reading.boot else None
