"""The power goes at every moment of a commit: nothing acknowledged is lost, whatever was kept."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dutyroom.store.ledger import Ledger
from tests.faults.disk import PowerCut, Recorder, lay_out
from tests.faults.witness import Witness
from tests.store.books import Note, Notes, on


@dataclass
class Outcome:
    """What was tried: moments, states of the disk, and what was wrong with any."""

    moments: int = 0
    states: int = 0
    complaints: list[str] = field(default_factory=list)


def cut_at_every_moment(
    place: Path, days: tuple[datetime, ...], *, page_lines: int = 500, one_is_enough: bool = False
) -> Outcome:
    """Record a commit on each of these days and cut the power at each call of it.

    ``one_is_enough`` stops at the first state of the disk in which something was
    wrong: for who wants to know only that there is one.
    """
    outcome, root = Outcome(), place / "ledger"
    root.mkdir()
    witness = Witness()
    for number, day in enumerate(days):
        disk = PowerCut(root)
        with Recorder(root) as recorder:
            ledger = Ledger(root, Notes(), terminal="writer", page_lines=page_lines)
            with ledger.commit(at=day, by="王芳", action="note.add") as commit:
                note = commit.put(
                    Note(commit.number("LD", day.date()), text=f"day {number}", open=True)
                )
        for call in recorder.calls:
            disk.take(call)
            outcome.moments += 1
            _try_states(place / "after", disk, witness, outcome)
            if one_is_enough and outcome.complaints:
                return outcome
        witness.hear(f"{note.id} {note.text}")
        _try_states(place / "after", disk, witness, outcome)
    return outcome


def _try_states(folder: Path, disk: PowerCut, witness: Witness, outcome: Outcome) -> None:
    for state in disk.states():
        outcome.states += 1
        lay_out(folder, state)
        outcome.complaints += witness.complaints(folder)
        outcome.complaints += _cannot_go_on(folder)
        shutil.rmtree(folder)


def _cannot_go_on(folder: Path) -> list[str]:
    """Return what is wrong when the next commit is made on what the disk kept."""
    try:
        ledger = Ledger(folder, Notes(), terminal="next")
        with ledger.commit(at=on(12, 31), by="王芳", action="note.add") as commit:
            commit.put(Note(commit.number("LD", on(12, 31).date()), text="next"))
    except Exception as error:
        return [f"cannot go on: {error!r}"]
    return [str(damage) for damage in ledger.verify().damage]
