"""The room over SSH on a slow line: `python -m tests.bench.slow SLOWLINK [lean|stock]`.

SLOWLINK is a relay that is started as `SLOWLINK LISTEN TARGET --rtt 200 --kbit 64`.
The demo station is opened through it, without compression, and each step is
timed until the last byte of what it changed has come. A terminal that answers
where its cursor is stands at this end.
"""

from __future__ import annotations

import os
import pty
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.terminal.ssh import Line, serving
from tests.terminal.tty import KEYS, ROOT, clean_environ

QUIET = 1.0
"""Seconds without a byte after which a step is over."""
HELD, RATE = 1.0, 30
"""Seconds that a key is held, and how often it repeats in one."""
STEPS = ("down", "down", "f4", "f3", "f2", "ctrl+n", "a", "tab", "escape")


class Far:
    """This end of the line: takes in what comes and answers for the cursor."""

    def __init__(self, words: list[str]) -> None:
        """Start the client in a pseudo-terminal of 80x24."""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._pid, self._tty = pty.fork()
        if self._pid == 0:
            os.execve(words[0], words, clean_environ({"LINES": "24", "COLUMNS": "80"}))

    def send(self, data: bytes) -> None:
        """Send what is typed."""
        os.write(self._tty, data)

    def take(self, wait: float) -> int:
        """Take in what comes within a time, and return how many bytes it was."""
        ready, _out, _bad = select.select([self._tty], [], [], wait)
        try:
            data = os.read(self._tty, 65536) if ready else b""
        except OSError:  # the room was left, and the line with it
            return 0
        self._stream.feed(data)
        for _ in range(data.count(b"\x1b[6n")):
            here = self._screen.cursor
            self.send(b"\x1b[%d;%dR" % (here.y + 1, here.x + 1))
        return len(data) if data != b"\x1b[6n" else 0

    def settled(self) -> tuple[float, int]:
        """Take in everything until it is quiet; return when the last byte came, and how many."""
        last, total, began = time.monotonic(), 0, time.monotonic()
        while time.monotonic() - max(last, began) < QUIET:
            size = self.take(0.02)
            if size:
                last, total = time.monotonic(), total + size
        return last, total

    def lines(self) -> list[str]:
        """Return the screen as it is read, a line a row."""
        return list(self._screen.display)

    def line(self) -> str:
        """Return the line that the terminal's cursor stands on."""
        return self.lines()[self._screen.cursor.y]

    def wait_for(self, words: str) -> None:
        """Take in what comes until the words are there."""
        while words not in "\n".join(self.lines()):
            self.take(0.05)

    def end(self) -> int:
        """Take in what comes until the client has ended, and return its exit code."""
        while True:
            self.take(0.05)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                os.close(self._tty)
                return os.waitstatus_to_exitcode(status)


@contextmanager
def slowed(slowlink: str, line: Line) -> Iterator[Line]:
    """Put the relay before a line: 200 ms there and back, 64 kbit/s."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, slowlink, str(port), str(line.port), "--rtt", "200", "--kbit", "64"]
    relay = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield Line(port, line.key)
    finally:
        relay.terminate()
        relay.wait()


def remote(station: Path, driver: str) -> str:
    """Return the command of the other side: it waits for Enter, so that logging in is not timed."""
    words = shlex.join([sys.executable, "-m", "dutyroom", "demo", "--data", str(station)])
    told = f"LANG=C.UTF-8 COLORTERM=truecolor TERM=xterm-256color PYTHONPATH={ROOT}"
    size = "stty -echo rows 24 cols 80; echo READY; read x"
    return f"{size}; exec env {told} DUTYROOM_DRIVER={driver} {words} --language en"


def measure(far: Far, name: str, keys: bytes) -> None:
    """Send keys and print how long it took until all that they changed was there."""
    began = time.monotonic()
    far.send(keys)
    last, total = far.settled()
    print(f"{name:12} {(last - began) * 1000:5.0f} ms  {total:6} B", flush=True)


def hold(far: Far, key: bytes) -> None:
    """Hold a key, and print how long after its release the screen came to rest."""
    for _press in range(int(HELD * RATE)):
        far.send(key)
        deadline = time.monotonic() + 1 / RATE
        while (left := deadline - time.monotonic()) > 0:
            far.take(left)
    released = time.monotonic()
    last, _total = far.settled()
    print(f"held for 1 s  settled {(last - released) * 1000:.0f} ms after release", flush=True)


def main(slowlink: str, driver: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as place, serving(Path(place)) as line:
        station = Path(place) / "station"
        make = [sys.executable, "-m", "dutyroom", "demo", "--only-make", "--data", str(station)]
        subprocess.run(make, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        with slowed(slowlink, line) as slow_line:
            far = Far(slow_line.words(remote(station, driver)))
            far.wait_for("READY")
            measure(far, "first frame", b"\n")
            for step in STEPS:
                measure(far, step, KEYS.get(step, step).encode())
            far.send(KEYS["escape"].encode())
            far.settled()
            measure(far, "f4", KEYS["f4"].encode())
            hold(far, KEYS["down"].encode())
            far.send(KEYS["f12"].encode())
            far.settled()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "lean")
