"""Several writers at once, and one that holds the lock and does not move."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dutyroom.store.errors import Busy, Conflict
from dutyroom.store.ledger import Ledger
from tests.faults.witness import Act, Child, Witness, fork
from tests.store.books import MORNING, Note, Notes

COUNTER = "C:counter"


@dataclass(frozen=True)
class Together:
    """What came of several writers: complaints, the counter, the longest wait in seconds."""

    complaints: list[str]
    counted: int
    longest: float


def write_together(root: Path, writers: int, each: int) -> Together:
    """Let writers add notes and count up one record, all at once."""
    root.mkdir()
    ledger = Ledger(root, Notes(), terminal="first")
    with ledger.commit(at=MORNING, by="王芳", action="note.add") as commit:
        commit.put(Note(COUNTER, text="0", open=True))
    children = [fork(_adds_and_counts(root, f"writer {n}", each)) for n in range(writers)]
    witness, waits = Witness(), [0.0]
    for child in children:
        for line in child.lines():
            wait, _, note = line.partition(" ")
            waits.append(float(wait))
            witness.hear(note)
    codes = [child.wait() for child in children]
    complaints = [f"a writer ended with {code}" for code in codes if code]
    counter = Ledger(root, Notes(), terminal="last").get(COUNTER)
    assert isinstance(counter, Note)
    complaints += witness.complaints(root)
    if len(witness.heard) != writers * each:
        complaints.append(f"{len(witness.heard)} notes were acknowledged")
    return Together(complaints, int(counter.text), max(waits))


def _adds_and_counts(root: Path, terminal: str, each: int) -> Act:
    def act(tell: Callable[[str], None]) -> None:
        ledger = Ledger(root, Notes(), terminal=terminal, lock_timeout=20)
        for n in range(each):
            began = time.monotonic()
            with ledger.commit(at=MORNING, by="王芳", action="note.add") as commit:
                note = commit.put(Note(commit.number("LD", MORNING.date()), text=f"{terminal} {n}"))
            wait = time.monotonic() - began
            _count_up(ledger)
            tell(f"{wait:.4f} {note.id} {note.text}")

    return act


def _count_up(ledger: Ledger) -> None:
    """Count up as two clerks would: on a conflict look again and go on from there."""
    while True:
        ledger.refresh()
        seen = ledger.get(COUNTER)
        assert isinstance(seen, Note)
        try:
            with ledger.commit(at=MORNING, by="王芳", action="note.count") as commit:
                commit.put(replace(seen, text=str(int(seen.text) + 1)))
        except Conflict:
            continue
        return


def hold_still(root: Path) -> Child:
    """Start a writer that is stopped in the midst of a commit, with the lock held."""

    def act(tell: Callable[[str], None]) -> None:
        ledger = Ledger(root, Notes(), terminal="stopped")
        with ledger.commit(at=MORNING, by="王芳", action="note.add") as commit:
            commit.put(Note(commit.number("LD", MORNING.date()), text="stopped"))
            tell("held")
            os.kill(os.getpid(), signal.SIGSTOP)

    child = fork(act)
    assert child.lines(1) == ["held"]
    return child


def waits_in_vain(root: Path) -> Busy:
    """Return what a writer is told while the lock is held."""
    ledger = Ledger(root, Notes(), terminal="waiting", lock_timeout=0.2)
    try:
        with ledger.commit(at=MORNING, by="王芳", action="note.add"):
            raise AssertionError("the lock was not held")
    except Busy as busy:
        return busy
