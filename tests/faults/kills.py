"""kill -9, at any moment and at every system call: no acknowledged record may be lost."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dutyroom.store.ledger import Ledger
from tests.faults.witness import Act, Witness, fork, write_on
from tests.store.books import Note, Notes, on

LONGEST_LIFE = 60
"""Acknowledgements after which a writer is killed at the latest."""
NAMING = ("rename", "renameat", "renameat2", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir")
"""Calls by which names change."""


@dataclass
class Outcome:
    """At how many calls something was killed, how often nothing was done yet, and complaints."""

    killed: int = 0
    nothing: int = 0
    complaints: list[str] = field(default_factory=list)


def kill_loop(root: Path, acknowledgements: int, seed: int) -> tuple[Witness, int]:
    """Kill writers at random moments until so much was acknowledged.

    Each is killed in the midst of a commit, after one to sixty that it was
    acknowledged. Returns what was heard, and the number killed.
    """
    dice = random.Random(seed)
    witness, killed = Witness(), 0
    while len(witness.heard) < acknowledgements:
        page_lines = dice.choice((3, 40, 500))
        child = fork(write_on(root, f"writer {killed}", 10_000, page_lines=page_lines))
        for line in child.lines(dice.randrange(1, LONGEST_LIFE)):
            witness.hear(line)
        _let_it_run(dice.randrange(3000))
        for line in child.kill():
            witness.hear(line)
        killed += 1
    return witness, killed


def _let_it_run(turns: int) -> None:
    """Let the writer go on for a random part of a commit."""
    for _ in range(turns):
        pass


@dataclass(frozen=True)
class Boundary:
    """A system call of a commit before which the writer was killed."""

    call: str
    place: int
    acknowledged: bool
    complaints: list[str]


Ready = Callable[[], Act]
"""Opens what is needed, and returns what is traced."""


def boundaries(root: Path, prepare: Callable[[Path], None]) -> Iterator[Boundary]:
    """Kill a writer before each system call of its commit, from the first to the last.

    ``prepare`` makes the ledger before each commit: a page that grows, a new
    page, a new month. Needs strace.
    """
    witnesses: list[Witness] = []
    for call, place, heard in each_call(
        lambda: witnesses.append(_fresh(root, prepare)), partial(_one_note, root), root
    ):
        for line in heard:
            witnesses[-1].hear(line)
        yield Boundary(call, place, bool(heard), witnesses[-1].complaints(root))


def each_call(
    fresh: Callable[[], object],
    ready: Ready,
    root: Path,
    calls: Collection[str] = (),
    *,
    every: int = 1,
) -> Iterator[tuple[str, int, list[str]]]:
    """Kill an act before each of its system calls; give the call, its place and what was heard.

    ``fresh`` makes anew what is worked on; the log lies next to ``root``. With
    ``calls`` only those of these names; each ``every``-th of a name. Needs strace.
    """
    log = root.with_name("strace.log")
    fresh()
    run_traced(ready, ["-o", str(log)])
    counts: Counter[str] = Counter(re.findall(r"^(\w+)\(", log.read_text(), re.MULTILINE))
    for call, many in counts.items():
        for place in range(1, many + 1, every) if not calls or call in calls else ():
            fresh()
            inject = f"inject={call}:signal=SIGKILL:when={place}"
            yield call, place, run_traced(ready, ["-o", "/dev/null", "-e", inject])


def _fresh(root: Path, prepare: Callable[[Path], None]) -> Witness:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    prepare(root)
    before = Ledger(root, Notes(), terminal="before").records(Note)
    return Witness({note.id: note.text for note in before})


def _one_note(root: Path) -> Act:
    ledger = Ledger(root, Notes(), terminal="writer")
    ledger.refresh()

    def act(tell: Callable[[str], None]) -> None:
        with ledger.commit(at=on(12, 6), by="王芳", action="note.add") as commit:
            note = commit.put(Note(commit.number("LD", on(12, 6).date()), text="traced"))
        tell(f"{note.id} traced")

    return act


def run_traced(ready: Ready, words: list[str]) -> list[str]:
    """Run an act under strace and return what was acknowledged."""
    hold, let_go = os.pipe()

    def act(tell: Callable[[str], None]) -> None:
        go_on = ready()
        os.read(hold, 1)
        go_on(tell)

    child = fork(act)
    tracer = subprocess.Popen(
        ["strace", "-qq", "-p", str(child.pid), *words], stderr=subprocess.PIPE
    )
    wait_until_traced(child.pid)
    os.write(let_go, b".")
    heard = child.lines()
    child.wait()
    tracer.communicate(timeout=20)
    os.close(hold)
    os.close(let_go)
    return heard


def wait_until_traced(pid: int) -> None:
    """Wait until the process has a tracer, or was killed by it before anybody looked."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        status = Path(f"/proc/{pid}/status").read_text()
        if re.search(r"^TracerPid:\s+[1-9]|^State:\s+Z", status, re.MULTILINE):
            return
        os.sched_yield()
    raise AssertionError("strace did not attach")


def can_trace() -> bool:
    """Tell whether strace is there and may trace."""
    if shutil.which("strace") is None:
        return False
    words = ["strace", "-qq", "-o", "/dev/null", "true"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0
