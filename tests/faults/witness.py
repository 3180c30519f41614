"""Writers that tell a witness outside the ledger what was acknowledged to them.

What the witness has heard must be in the ledger afterwards, whole, whatever
happened to the writer.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dutyroom.store.ledger import Ledger
from tests.store.books import MORNING, Note, Notes


@dataclass
class Witness:
    """What was acknowledged: the number of each note and its text."""

    heard: dict[str, str] = field(default_factory=dict)
    twins: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        """Take down an acknowledgement."""
        number, _, text = line.partition(" ")
        if number in self.heard:
            self.twins.append(f"given twice: {number}")
        self.heard[number] = text

    def complaints(self, root: Path) -> list[str]:
        """Return what is wrong with a ledger, by what was heard; nothing if all is well."""
        ledger = Ledger(root, Notes(), terminal="witness")
        found = {note.id: note.text for note in ledger.records(Note)}
        lost = [number for number in self.heard if number not in found]
        other = [n for n, text in self.heard.items() if n in found and found[n] != text]
        series: dict[str, list[int]] = {}
        for day, _, last in (number.rpartition("-") for number in found):
            if last.isdigit():
                series.setdefault(day, []).append(int(last))
        complaints = self.twins + [f"lost: {number}" for number in lost]
        complaints += [f"changed: {number}" for number in other]
        complaints += [str(damage) for damage in ledger.verify().damage]
        return complaints + [
            f"gap or twin in {day}: {sorted(numbers)}"
            for day, numbers in series.items()
            if sorted(numbers) != list(range(1, len(numbers) + 1))
        ]


Act = Callable[[Callable[[str], None]], None]
"""Works on a ledger and tells each acknowledgement as a line."""


@dataclass(frozen=True)
class Child:
    """A forked writer, and the pipe on which it tells what was acknowledged."""

    pid: int
    pipe: int

    def lines(self, most: int = 0) -> list[str]:
        """Read acknowledgements until there are so many, or the writer is gone."""
        heard = b""
        while not most or heard.count(b"\n") < most:
            more = os.read(self.pipe, 65536)
            if not more:
                break
            heard += more
        return heard.decode().splitlines()

    def kill(self) -> list[str]:
        """Kill the writer and return what it had told and nobody had read."""
        os.kill(self.pid, signal.SIGKILL)
        rest = self.lines()
        self.wait()
        return rest

    def wait(self) -> int:
        """Wait for the end and return the exit code; close the pipe."""
        _pid, status = os.waitpid(self.pid, 0)
        os.close(self.pipe)
        return os.waitstatus_to_exitcode(status)


def fork(act: Act) -> Child:
    """Start a writer as a process of its own, with everything imported already."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(out)
            act(lambda line: _tell(into, line))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(into)
    return Child(pid, out)


def _tell(into: int, line: str) -> None:
    os.write(into, line.encode() + b"\n")


def write_on(root: Path, terminal: str, most: int, *, page_lines: int = 500) -> Act:
    """Return a writer that adds notes, one a commit, and tells each."""

    def act(tell: Callable[[str], None]) -> None:
        ledger = Ledger(root, Notes(), terminal=terminal, lock_timeout=20, page_lines=page_lines)
        for n in range(most):
            text = f"{terminal} {n}"
            with ledger.commit(at=MORNING, by="王芳", action="note.add") as commit:
                note = commit.put(Note(commit.number("LD", MORNING.date()), text=text))
            tell(f"{note.id} {text}")

    return act
