"""Three Unix users share a station over two turns of a month; programs of theirs are killed."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import copies_of, copies_passed_over, copy_after
from dutyroom.desk.station.station import init_station
from tests.faults.witness import fork

USERS = ((20_001, 0o022), (20_002, 0o077), (20_003, 0o027))
"""Their numbers, and what each takes from the modes of new files."""
DUTY = 30_000
TURNS = tuple(
    f"{day} {hour}"
    for day in ("2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01")
    for hour in ("00:10", "08:30", "16:30", "23:50")
)


@dataclass
class Shared:
    """How many copies were made, how many programs were killed, and what was not as it must be."""

    made: int = 0
    killed: int = 0
    complaints: list[str] = field(default_factory=list)


def over_two_turns(place: Path, rounds: int = 1) -> Shared:
    """Let three users write and copy in turn, hourly and at handovers; needs root.

    In each round each of them is killed once in the midst of a copy, each time
    some calls later.
    """
    found, station = Shared(), place / "station"
    _load_everything(place / "before")
    os.chown(place, 0, DUTY)
    place.chmod(0o2770)
    as_user(*USERS[0], partial(_set_up, station))
    for n, at in enumerate(TURNS * rounds):
        user, umask = USERS[n % 3]
        if n % 4 == 3:
            found.killed += is_killed(*USERS[(n + 1) % 3], partial(_copy, station, at, n % 7 + 1))
        found.complaints += as_user(user, umask, partial(_work, station, at))
        found.made += 2
    found.complaints += _at_the_end(station)
    return found


def _load_everything(station: Path) -> None:
    """Do everything once: the users may not read the reader's own Python."""
    _set_up(station)
    _work(station, TURNS[0])
    shutil.rmtree(station)


def as_user(user: int, umask: int, act: Callable[[], list[str]]) -> list[str]:
    """Do something in a process of another user, and return its complaints."""

    def run(tell: Callable[[str], None]) -> None:
        _become(user, umask)
        for line in act():
            tell(f"{user}: {line}")

    child = fork(run)
    said = child.lines()
    ended = child.wait()
    return [*said, f"{user} ended with {ended}"] if ended else said


def is_killed(user: int, umask: int, act: Callable[[], None]) -> bool:
    """Do something in a process of another user, and tell whether it was killed in the midst."""

    def run(_tell: Callable[[str], None]) -> None:
        _become(user, umask)
        act()

    child = fork(run)
    child.lines()
    return child.wait() == -signal.SIGKILL


def _become(user: int, umask: int) -> None:
    os.setgroups([])
    os.setgid(DUTY)
    os.setuid(user)
    os.umask(umask)


def _set_up(station: Path) -> list[str]:
    init_station(station, profile="property-centre", drill=True)
    return []


def _opened(station: Path, at: str) -> Desk:
    return open_desk(station, terminal="t", at=at)


def _work(station: Path, at: str) -> list[str]:
    """Log a call, and make an hourly copy and that of a handover."""
    desk, complaints = _opened(station, at), []
    for why in ("hour", "handover"):
        log.log_entry(desk, "call", log.Note(text=f"{os.getuid()} {at}"))
        copy_after(desk, why)
        if desk.copy_fault is not None:
            complaints.append(f"{at}: {desk.copy_fault}")
    newest = copies_of(desk)[0]
    if newest.seq != desk.ledger.seq:
        complaints.append(f"{at}: the newest copy ends with {newest.seq}, not {desk.ledger.seq}")
    return complaints


def _copy(station: Path, at: str, calls: int) -> None:
    """Make a copy and die at one of its syncs."""
    desk, sync, left = _opened(station, at), os.fsync, [calls]

    def die(handle: int) -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        sync(handle)

    log.log_entry(desk, "call", log.Note(text="killed"))
    os.fsync = die  # type: ignore[assignment]
    copy_after(desk, "hour")


def _at_the_end(station: Path) -> Iterator[str]:
    desk = _opened(station, "2027-01-02 08:00")
    if desk.ledger.verify().damage:
        yield "the records are damaged"
    yield from map(str, copies_passed_over(desk))
    months = sorted(path.name for path in (station / "backup" / "months").iterdir())
    if months != ["2026-11", "2026-12"]:
        yield f"the finished months that were copied are {months}"
    for path in (station / "backup", *(station / "backup").rglob("*")):
        if not _is_shared(path):
            yield f"{path.relative_to(station)} does not belong to all three"
        if path.name[0] == "." and path.suffix in (".new", ".old"):
            yield f"{path.relative_to(station)} was left"


def _is_shared(path: Path) -> bool:
    with suppress(FileNotFoundError):
        found = path.lstat()
        wanted = 0o2770 if stat.S_ISDIR(found.st_mode) else 0o660
        return found.st_gid == DUTY and stat.S_IMODE(found.st_mode) & 0o2777 == wanted
    return True
