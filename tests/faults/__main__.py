"""The long form of the fault tests: `python -m tests.faults [FOLDER] [--acknowledgements N]`.

Kills writers with -9 until so many records were acknowledged, kills one at
every system call of a commit, cuts the power at every moment, lets every call
fail, fills a small disk and lets eight writers work at once. Then on whole
stations: six hundred damages with entries taken meanwhile, a mending, a restoring
and a copying killed at every system call that changes the disk, three Unix users
over two turns of a month, hostile files; ``--only`` takes some of these by name, and
``--every 1`` kills a mending and a restoring at truly all calls. Prints what was tried
and ends with 1 if anything acknowledged was lost.
"""

from __future__ import annotations

import argparse
import errno
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from tests.faults import errors, kills, power, together
from tests.faults.stations import PARTS, How
from tests.store.books import book, on, write

TURN = tuple(on(11, day) for day in (27, 28, 29, 30, 30, 30)) + tuple(
    on(12, day) for day in (1, 1, 2, 31)
)


def main() -> int:
    """Run everything and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("folder", nargs="?", default=None, help="on the disk that is tested")
    parser.add_argument("--acknowledgements", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", nargs="+", choices=sorted(PARTS), help="these parts alone")
    parser.add_argument(
        "--every",
        type=int,
        default=None,
        metavar="N",
        help="kill a mending and a restoring at each Nth call of every name, not only where "
        "the disk changes; 1 is every call",
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as place:
        lost = [] if args.only else list(_ledgers(Path(place), args.acknowledgements, args.seed))
        for name in args.only or PARTS:
            lost += _part(Path(place) / name, name, How(args.seed, args.every))
    for complaint in lost:
        print(complaint)
    print(f"{len(lost)} complaints")
    return 1 if lost else 0


def _part(place: Path, name: str, how: How) -> list[str]:
    place.mkdir()
    began = time.monotonic()
    said = [f"{name}: {complaint}" for complaint in PARTS[name](place, how)]
    print(f"  ({time.monotonic() - began:.0f} s, {len(said)} complaints)", flush=True)
    return said


def _ledgers(place: Path, acknowledgements: int, seed: int) -> Iterable[str]:
    yield from _kill_loop(place / "kills", acknowledgements, seed)
    yield from _boundaries(place / "boundaries")
    for page_lines in (1, 2, 500):
        (place / f"power{page_lines}").mkdir()
        cut = power.cut_at_every_moment(place / f"power{page_lines}", TURN, page_lines=page_lines)
        print(f"power cuts, pages of {page_lines}: {cut.moments} moments, {cut.states} states")
        yield from cut.complaints
    for number in (errno.EIO, errno.ENOSPC):
        failed, complaints = errors.fail_at_every_call(
            place / errno.errorcode[number], TURN, number
        )
        print(f"{errno.errorcode[number]}: {failed} calls failed")
        yield from complaints
    yield from _full_disk(place / "disk")
    done = together.write_together(place / "together", 8, 250)
    print(f"8 writers: counted {done.counted} of 2000, longest wait {done.longest:.3f} s")
    yield from done.complaints


def _kill_loop(root: Path, acknowledgements: int, seed: int) -> Iterable[str]:
    """Kill in a dozen ledgers, so that none grows out of all measure."""
    heard = killed = 0
    for part in range(12):
        folder = root.with_name(f"{root.name}{part}")
        folder.mkdir()
        witness, many = kills.kill_loop(folder, acknowledgements // 12 + 1, seed + part)
        heard, killed = heard + len(witness.heard), killed + many
        yield from witness.complaints(folder)
    print(f"kill -9: {heard} acknowledgements, {killed} writers killed, seed {seed}")


def _boundaries(root: Path) -> Iterable[str]:
    if not kills.can_trace():
        print("no strace: system calls are left out")
        return
    for name, last in (
        ("a page that grows", on(12, 6)),
        ("a new page", on(12, 5)),
        ("a new month", on(11, 30)),
        ("a new ledger", None),
    ):
        tried = list(kills.boundaries(root, partial(_two_notes, last)))
        print(f"system calls, {name}: {len(tried)}")
        yield from (f"{b.call} {b.place}: {c}" for b in tried for c in b.complaints)


def _two_notes(at: datetime | None, root: Path) -> None:
    if at is not None:
        write(book(root), "a", "b", at=at, open=True)


def _full_disk(place: Path) -> Iterable[str]:
    try:
        with errors.small_disk(place, 400) as disk:
            witness, complaints = errors.fill_up(disk)
    except OSError as error:
        print(f"no small disk: {error}")
        return
    print(f"full disk: {len(witness.heard)} acknowledgements")
    yield from complaints


if __name__ == "__main__":
    sys.exit(main())
