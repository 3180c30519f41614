"""The disk refuses: an input/output error or no space at every call of a commit, or a full disk."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from dutyroom.store.errors import NoSpace, StoreError, Unsure
from dutyroom.store.ledger import Ledger
from tests.faults.disk import Recorder
from tests.faults.witness import Witness
from tests.store.books import MORNING, Note, Notes

MOST_CALLS = 60


class _Nth:
    """Fails at the nth call with an error of the system."""

    def __init__(self, place: int, number: int) -> None:
        self._left, self._number = place, number
        self.struck = False

    def __call__(self, name: str) -> None:
        self._left -= 1
        if self._left == 0:
            self.struck = True
            raise OSError(self._number, os.strerror(self._number))


def fail_at_every_call(
    root: Path, days: tuple[datetime, ...], number: int
) -> tuple[int, list[str]]:
    """Let each call of each commit fail once; return how many failed, and complaints.

    A commit that is refused must leave the ledger as it was, and the same
    ledger must take the next one; one that is called unsure is there.
    """
    root.mkdir()
    witness, complaints, failed = Witness(), [], 0
    ledger = Ledger(root, Notes(), terminal="writer", page_lines=3)
    for day in days:
        for place in range(1, MOST_CALLS):
            failure = _Nth(place, number)
            with Recorder(root, failure):
                try:
                    with ledger.commit(at=day, by="王芳", action="note.add") as commit:
                        note = commit.put(
                            Note(commit.number("LD", day.date()), text="kept", open=True)
                        )
                    witness.hear(f"{note.id} kept")
                except Unsure:
                    witness.hear(f"{note.id} kept")
                except StoreError:
                    if not failure.struck:
                        complaints.append(f"refused for nothing at {place}")
            failed += failure.struck
            complaints += witness.complaints(root)
            if not failure.struck:
                break
    return failed, complaints


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a tmpfs of this size. Raises OSError where that is not allowed."""
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise OSError(errno.EPERM, ended.stderr.strip())
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False)


def fill_up(place: Path) -> tuple[Witness, list[str]]:
    """Write until the disk is full, free some of it, and write on."""
    root = place / "ledger"
    root.mkdir()
    ballast = place / "ballast"
    ballast.write_bytes(b"\0" * 60_000)
    witness, refused = Witness(), 0
    ledger = Ledger(root, Notes(), terminal="writer", page_lines=40)
    for n in range(2000):
        try:
            with ledger.commit(at=MORNING, by="王芳", action="note.add") as commit:
                note = commit.put(Note(commit.number("LD", MORNING.date()), text=f"note {n}" * 8))
            witness.hear(f"{note.id} {note.text}")
        except NoSpace:
            refused += 1
            if refused == 2:
                ballast.unlink()
            if refused > 3:
                break
    complaints = witness.complaints(root)
    if refused < 4:
        complaints.append(f"the disk was full {refused} times only")
    return witness, complaints
