"""A file that somebody sent, read in a process of its own.

That process may use so much memory and time and no more; it may break, hang or be
stopped, and nothing else is. What it says comes back as JSON and is not trusted.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.intake.events import DONE, Event
from dutyroom.intake.gather import BROKEN_OFF, Gathered
from dutyroom.intake.limits import MAX_ANSWER, MAX_SECONDS
from dutyroom.intake.progress import Progress, Report, Stop, Stopped, never, to_nobody
from dutyroom.intake.sent import open_sent
from dutyroom.intake.sheets import Sheet, Unreadable

READING = ("-P", "-m", "dutyroom.intake.apart")
"""What Python is started with; without the folder in which somebody happens to be."""
_ROOT = Path(__file__).resolve().parents[2]
_LOOK = 0.05
"""Seconds until it is asked again whether to stop."""
_PIECE = 64 * 1024


def read_apart(path: Path, *, report: Report = to_nobody, stop: Stop = never) -> tuple[Sheet, ...]:
    """Read the sheets of a file; what it is, its content decides.

    ``report`` is told how far it has come; ``stop`` is asked some twenty times a second
    whether to go on. It may run in a thread. Raises `Unreadable` with what to do,
    and `Stopped`.
    """
    with open_sent(path) as file, _reading(file, path.name) as process:
        gathered = Gathered()
        for event in _events(process, stop):
            if event[:1] == ["at"]:
                report(Progress(int(event[1]), int(event[2])))
            gathered.take(event)
        return gathered.finish(path.name)


@contextmanager
def _reading(file: BinaryIO, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process, and end it, whatever happens in between."""
    stays, kept = os.pipe()
    try:
        process = _started(file, name, stays)
    finally:
        os.close(stays)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        os.close(kept)
        assert process.stdout is not None
        process.stdout.close()


def _started(file: BinaryIO, name: str, pipe: int) -> subprocess.Popen[bytes]:
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        return subprocess.Popen(
            [sys.executable, *READING, name, str(pipe)],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(pipe,),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl+C is for this process to judge
        )
    except OSError as error:
        text = say(
            "{file} cannot be read: {reason}", file=name, reason=error.strerror or str(error)
        )
        raise Unreadable(text) from error


def _events(process: subprocess.Popen[bytes], stop: Stop) -> Iterator[Event]:
    """Give what the process says until it is done. Raises `Unreadable` and `Stopped`."""
    assert process.stdout is not None
    for line in _lines(process.stdout, stop):
        try:
            event = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Unreadable(BROKEN_OFF) from error
        if not isinstance(event, list):
            raise Unreadable(BROKEN_OFF)
        if event == DONE:
            return
        yield event
    raise Unreadable(_ended(process.wait()))


def _lines(answer: IO[bytes], stop: Stop) -> Iterator[bytes]:
    """Give the lines of an answer, not more than an honest one has, and not for ever."""
    end, size, begun = time.monotonic() + 2 * MAX_SECONDS, 0, list[bytes]()
    with selectors.DefaultSelector() as selector:
        selector.register(answer, selectors.EVENT_READ)
        while True:
            if stop():
                raise Stopped
            if time.monotonic() > end:
                raise Unreadable(_too_long())
            if not selector.select(_LOOK):
                continue
            piece = os.read(answer.fileno(), _PIECE)
            size += len(piece)
            if not piece:
                return
            if size > MAX_ANSWER:
                raise Unreadable(BROKEN_OFF)
            first, *more = piece.split(b"\n")
            begun.append(first)
            if more:
                *whole, last = [b"".join(begun), *more]
                begun = [last]
                yield from whole


def _ended(code: int) -> Sentence:
    """Return what is said of a process that ended without a last word."""
    return _too_long() if code == -signal.SIGXCPU else BROKEN_OFF


def _too_long() -> Sentence:
    return say(
        "Reading the file took longer than {limit} seconds: copy the roster alone into a new file",
        limit=MAX_SECONDS,
    )
