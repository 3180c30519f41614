"""The parts of `python -m tests.faults` that work on whole stations.

Each prints what was tried, and gives what was not as it must be.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.faults import (
    clocks,
    copying,
    damage,
    hostile,
    kills,
    laying,
    mending,
    realclock,
    restoring,
    users,
)


class How(NamedTuple):
    """What the parts are told: the seed of chance, and where programs are killed.

    Without ``every`` a mending and a restoring are killed at the calls that change
    the disk; else at each so-manieth call of every name, 1 being truly all.
    """

    seed: int
    every: int | None = None


Part = Callable[[Path, How], Iterable[str]]


def damages(place: Path, how: How) -> Iterable[str]:
    """Damage stations at random, take entries meanwhile, mend once."""
    found = damage.damage_at_random(place, 600, how.seed)
    print(
        f"damages: {found.cases} repaired, {found.lost} lines stood nowhere and are named, "
        f"seed {how.seed}"
    )
    yield from found.complaints


def killed_menders(place: Path, how: How) -> Iterable[str]:
    """Kill a mending; between two calls that change the disk it stays the same."""
    if not _can_trace("a mending"):
        return
    calls = mending.CHANGING if how.every is None else ()
    found = mending.kill_mending(place, calls, every=how.every or 1)
    print(f"system calls, a mending: {found.killed}, nothing was mended yet at {found.nothing}")
    yield from found.complaints


def killed_layers(place: Path, how: How) -> Iterable[str]:
    """Kill the laying of pages ahead at the calls that change the disk."""
    if not _can_trace("laying pages ahead"):
        return
    found = laying.kill_laying(place, mending.CHANGING)
    print(f"system calls, laying pages ahead: {found.killed}, not laid yet at {found.nothing}")
    yield from found.complaints


def killed_restorers(place: Path, how: How) -> Iterable[str]:
    """Kill a restoring, and who puts back records that are gone."""
    if not _can_trace("a restoring"):
        return
    for name, kill in (
        ("a restoring", restoring.kill_restoring),
        ("records put back", restoring.kill_recovering),
    ):
        (place / name).mkdir()
        calls = restoring.SHORT if how.every is None else ()
        found = kill(place / name, calls, every=how.every or 1)
        print(f"system calls, {name}: {found.killed}, nothing was done yet at {found.nothing}")
        yield from found.complaints


def killed_copiers(place: Path, _how: How) -> Iterable[str]:
    """Kill a copying at every system call that changes anything."""
    if not _can_trace("a copy"):
        return
    tried = list(copying.at_every_call(place))
    print(f"system calls, a copy: {len(tried)}")
    yield from (f"{each.call} {each.place}: {said}" for each in tried for said in each.complaints)


def several_users(place: Path, _how: How) -> Iterable[str]:
    """Let three Unix users write and copy over two turns of a month."""
    if os.geteuid() != 0:
        print("not root: several Unix users are left out")
        return
    place.parent.chmod(0o711)  # the other users must get through to it
    found = users.over_two_turns(place, rounds=3)
    print(f"three users, two turns: {found.made} copies made, {found.killed} programs killed")
    yield from found.complaints


def hostile_files(place: Path, _how: How) -> Iterable[str]:
    """Put a hostile file in the place of each file of a station, and use the station."""
    found = hostile.try_all(place)
    print(f"hostile files: {found.files} files, {found.acts} acts")
    yield from found.complaints


def wrong_clocks(place: Path, _how: How) -> Iterable[str]:
    """Set clocks to 1969, 2000 and 2099 and back in stations that go on working."""
    found = clocks.go_wrong(place, 20, 40, 20261201)
    print(f"wrong clocks: {found.steps} steps in 20 stations")
    yield from found.complaints


def real_clocks(place: Path, _how: How) -> Iterable[str]:
    """Play a wrong clock with the machine's real one, by commands and with real keys."""
    yield from realclock.play(place)


def _can_trace(name: str) -> bool:
    if not kills.can_trace():
        print(f"no strace: system calls, {name}, are left out")
        return False
    return True


PARTS: dict[str, Part] = {
    "damages": damages,
    "mending": killed_menders,
    "laying": killed_layers,
    "restoring": killed_restorers,
    "copying": killed_copiers,
    "users": several_users,
    "hostile": hostile_files,
    "clocks": wrong_clocks,
    "realclock": real_clocks,
}
