"""The program in a real pseudo-terminal: real process, real keys, a real screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pyte

ROOT = Path(__file__).resolve().parent.parent.parent
COLUMNS, LINES = 80, 24
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
    "ctrl+]": "\x1d",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
PATIENCE = 180.0
"""Seconds that a test waits for a word on the screen before it gives up.

Only a test that fails waits so long: on a machine under load a program may take
half a minute to start, and that is no fault of the program.
"""


class _Screen(pyte.Screen):
    def report_device_status(self, *_args: object, **_kwargs: object) -> None:
        """Answer nothing: a Linux console does not either."""

    def report_device_attributes(self, *_args: object, **_kwargs: object) -> None:
        """Answer nothing."""


class Terminal:
    """One `dutyroom` in a terminal, of 80x24 if nothing is said; a context that ends it."""

    def __init__(
        self,
        *words: str,
        environ: dict[str, str] | None = None,
        through: Sequence[str] = (),
        size: tuple[int, int] = (COLUMNS, LINES),
    ) -> None:
        """Start the program with these words; ``through`` is what starts it, such as ssh."""
        self.columns, self.lines = size
        self._command = [*(through or (sys.executable, "-m", "dutyroom")), *words]
        self.screen = _Screen(self.columns, self.lines)
        self._stream = pyte.ByteStream(self.screen)
        self._environ = clean_environ(environ or {})
        self._closed = False
        self._text: str | None = None
        self.raw = b""
        self.exit_code: int | None = None

    def __enter__(self) -> Terminal:
        """Start the process."""
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            os.chdir("/")
            os.execve(self._command[0], self._command, self._environ)
        self._set_size(self.columns, self.lines)
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End the process, however it stands."""
        if self.exit_code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if not self._closed:
            os.close(self._master)

    def _set_size(self, columns: int, lines: int) -> None:
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    def send(self, data: bytes) -> None:
        """Send bytes as they are, and wait for nothing."""
        os.write(self._master, data)

    def look(self) -> bool:
        """Take in what has come, and tell whether anything did."""
        return self._read(0.02)

    def press(self, *keys: str) -> None:
        """Press keys by their names; each is read before the next is sent."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())
            self._drain()

    def type(self, text: str) -> None:
        """Type text as an input method would send it."""
        os.write(self._master, text.encode())
        self._drain()

    def resize(self, columns: int, lines: int) -> None:
        """Make the window larger or smaller, as a person pulls at its edge."""
        self.columns, self.lines = columns, lines
        self.screen.resize(lines, columns)
        self._text = None
        self._set_size(columns, lines)
        self._drain()

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the line under the program, as a lost connection does."""
        os.close(self._master)
        self._closed = True

    def text(self) -> str:
        """Return the screen as lines; a wide character stands once."""
        if self._text is None:
            self._text = "\n".join(
                "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns)).rstrip()
                for y in range(self.screen.lines)
            )
        return self._text

    def wait_for(self, *words: str) -> str:
        """Read until all the words are on the screen at once, and return the screen."""
        deadline = time.monotonic() + PATIENCE
        while missing := [word for word in words if word not in self.text()]:
            if time.monotonic() > deadline or self._closed:
                raise AssertionError(f"{missing} did not appear on:\n{self.text()}")
            self._read(0.1)
        return self.text()

    def wait_gone(self, words: str) -> str:
        """Read until the words are no longer on the screen."""
        deadline = time.monotonic() + PATIENCE
        while words in self.text():
            if time.monotonic() > deadline:
                raise AssertionError(f"{words!r} stayed on:\n{self.text()}")
            self._read(0.1)
        return self.text()

    def step(self, key: str) -> None:
        """Press a key that moves the cursor to another line, and wait until it stands there."""
        stood, deadline = self.screen.cursor.y, time.monotonic() + PATIENCE
        self.press(key)
        while self.screen.cursor.y == stood:
            if time.monotonic() > deadline or self._closed:
                raise AssertionError(f"{key} moved nothing on:\n{self.text()}")
            self._read(0.1)

    def settle(self) -> None:
        """Read until nothing more comes for a while."""
        while self._read(0.4):
            pass

    def wait_end(self) -> int:
        """Read until the process has ended, and return its exit code."""
        deadline = time.monotonic() + PATIENCE
        while self.exit_code is None:
            if not self._closed:
                self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                raise AssertionError("the program did not end")
        return self.exit_code

    def _drain(self) -> None:
        while self._read(0.12):
            pass

    def _read(self, wait: float) -> bool:
        ready, _out, _bad = select.select([self._master], [], [], wait)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            self._closed = True
            return False
        self.raw += data
        self._stream.feed(data)
        self._text = None
        return bool(data)


def clean_environ(more: dict[str, str]) -> dict[str, str]:
    """Return the environment without what is the developer's own, and with these settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DUTYROOM", "TEXTUAL", "LC_", "LANG", "TERM", "COLUMNS", "LINES"))
        and name not in ("NO_COLOR", "COLORTERM", "TMUX", "XDG_CONFIG_HOME")
    }
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "DUTYROOM_CONFIG": "/nonexistent/config.toml",
        "PYTHONPATH": str(ROOT),
        **more,
    }
