"""The watch on the machine's clock, of a station in service (X-12).

What one program has seen of the clock another may ask: when this start of the
machine was last sure to have begun stands in a small file under ``derived/``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import field
from datetime import datetime, timedelta
from pathlib import Path

from dutyroom.desk.clock import Clock
from dutyroom.domain.facts.clock import Anchor, Known, Limits, Reading, Standing, standing
from dutyroom.domain.profile.station import Timing
from dutyroom.domain.records.station import ClockCheck
from dutyroom.store.hints import keep_hint, read_hint
from dutyroom.values import dataclass

ANCHOR = "derived/clock.txt"
SEEN = "derived/seen.txt"
"""When a room was last known to be open."""
YEARS = range(1900, 9999)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_NOISE = timedelta(seconds=1)
"""By how much two readings of the clocks may differ though nobody has set one."""


def limits_of(timing: Timing) -> Limits:
    """Return what the profile takes for no doubt."""
    return Limits(
        leap=timedelta(minutes=timing.clock_jump_min),
        step=timedelta(seconds=timing.clock_step_s),
        ahead=timedelta(days=timing.clock_ahead_days),
    )


def boot_id() -> str:
    """Return what names this start of the machine; of this process where no system tells."""
    with suppress(OSError):
        return _BOOT_ID.read_text("ascii").strip()
    return os.urandom(16).hex()


def seconds_up() -> float:
    """Return the seconds since the machine started, asleep or not."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def moment_of(text: str) -> datetime | None:
    """Return the moment that a small file says, with its zone, of a year in which spans count."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment.year in YEARS else None


@dataclass(slots=True)
class ClockWatch:
    """Tells what the time is, and whether it can be believed.

    ``clock`` is the wall clock, ``uptime`` gives seconds since the machine's start,
    ``boot``, that no setting of the wall touches. What is remembered for other
    programs lies in ``folder``, that of the station, if there is one.
    """

    clock: Clock
    uptime: Callable[[], float]
    boot: str
    limits: Limits
    folder: Path | None = None
    _opened: Anchor = field(init=False)
    _anchor: Anchor | None = field(init=False)
    _kept: Anchor | None = field(init=False)
    _seen: datetime | None = field(init=False)

    def __post_init__(self) -> None:
        """Look at the clocks, and at what earlier programs knew."""
        self._opened = Anchor(self.boot, self.reading().began)
        self._kept = self._anchor = self._remembered()
        self._seen = moment_of(read_hint(self.folder / SEEN)) if self.folder else None

    @property
    def anchor(self) -> Anchor | None:
        """The last sure moment of this start of the machine, if there was one."""
        return self._anchor

    def reading(self) -> Reading:
        """Read both clocks."""
        return Reading(self.clock(), self.boot, self.uptime())

    def standing(self, checks: Iterable[ClockCheck], record: datetime | None) -> Standing:
        """Return what the time is; ``record`` is when the last sure record was made.

        A moment without doubt is remembered, for other programs as well; in doubt they
        are asked, since they may have seen the clock set bit by bit.
        """
        reading, checks = self.reading(), tuple(checks)
        found = standing(reading, self._known(checks, record), self.limits)
        if found.doubt and (others := self._remembered()) is not None:
            self._anchor = self._kept = others
            found = standing(reading, self._known(checks, record), self.limits)
        if not found.doubt and not found.is_typed:
            self._anchor = Anchor(self.boot, reading.began)
            self._keep(self._anchor)
        return found

    def _known(self, checks: tuple[ClockCheck, ...], record: datetime | None) -> Known:
        life = max(filter(None, (record, self._seen)), default=None)
        return Known(checks, record, life, self._anchor, self._opened)

    def _keep(self, anchor: Anchor) -> None:
        """Remember a sure moment for other programs, where they do not know it."""
        kept = self._kept
        if self.folder is not None and (kept is None or abs(kept.began - anchor.began) > _NOISE):
            keep_hint(self.folder / ANCHOR, f"{anchor.boot} {anchor.began.isoformat()}")
            self._kept = anchor

    def _remembered(self) -> Anchor | None:
        """Return what another program knew of this start of the machine."""
        said = read_hint(self.folder / ANCHOR) if self.folder else ""
        boot, _, began = said.partition(" ")
        moment = moment_of(began)
        return Anchor(boot, moment) if moment is not None and boot == self.boot else None
