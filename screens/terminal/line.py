"""The line to the terminal: its mode, what comes in, and what waits to go out."""

from __future__ import annotations

import asyncio
import errno
import os
import select
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_CHUNK = 65536
_IFLAG, _OFLAG, _LFLAG, _CC = 0, 1, 3, 6


def open_terminal() -> int:
    """Open the terminal that standard output is, apart from the one that the shell uses.

    So it may refuse to wait without the shell ever noticing. Raises OSError where
    standard output is no terminal.
    """
    flags = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        return os.open(os.ttyname(sys.__stdout__.fileno() if sys.__stdout__ else 1), flags)
    except PermissionError:  # after su the terminal is still somebody else's
        return os.open("/dev/tty", flags)


class Line:
    """One terminal in raw mode; nothing here ever waits, but for `drain` and `swallow`."""

    def __init__(
        self,
        descriptor: int,
        *,
        came: Callable[[bytes], None],
        drained: Callable[[], None],
        gone: Callable[[], None],
    ) -> None:
        """Tell ``came`` what is typed, ``drained`` when all is out, ``gone`` when the line is."""
        self._descriptor = descriptor
        self._came, self._drained, self._gone = came, drained, gone
        self._loop = asyncio.get_running_loop()
        self._waiting = b""
        self._before: list[Any] | None = None
        self._lost = False

    @property
    def busy(self) -> bool:
        """Whether something still waits to go out."""
        return bool(self._waiting)

    def size(self) -> tuple[int, int]:
        """Return columns and rows; 80 by 24 where the terminal does not say."""
        with suppress(OSError):
            columns, rows = os.get_terminal_size(self._descriptor)
            if columns and rows:
                return columns, rows
        return 80, 24

    def open(self) -> None:
        """Take the keys one by one, and the bytes as they are."""
        with suppress(termios.error):  # a line that is lost already is noticed on reading
            mode = termios.tcgetattr(self._descriptor)
            if self._before is None:
                self._before = [*mode[:_CC], list(mode[_CC])]
            termios.tcsetattr(self._descriptor, termios.TCSANOW, _raw(mode))
        self._loop.add_reader(self._descriptor, self._read)

    def stop_reading(self) -> None:
        """Hear nothing more."""
        self._loop.remove_reader(self._descriptor)

    def close(self) -> None:
        """Send the rest and give the terminal back as it was."""
        self.stop_reading()
        self.drain(1.0)
        self._loop.remove_writer(self._descriptor)
        if self._before is not None:
            with suppress(termios.error):  # nothing to give back on a lost line
                termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
        os.close(self._descriptor)

    def write(self, data: bytes) -> None:
        """Send now what can be sent, and the rest as soon as it can be."""
        if self._lost:
            return
        waited = self.busy
        self._waiting += data
        if not waited and not self._push():
            self._loop.add_writer(self._descriptor, self._go_on)

    def drain(self, seconds: float) -> None:
        """Wait until everything is out, but no longer than this."""
        end = time.monotonic() + seconds
        while not self._push() and (left := end - time.monotonic()) > 0:
            select.select([], [self._descriptor], [], left)

    def swallow(self, seconds: float, until: Callable[[bytes], bool]) -> None:
        """Read and forget what comes, until it is what was waited for or the time is over."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self._lost:
            ready, _out, _bad = select.select([self._descriptor], [], [], left)
            if not ready:
                return
            data = self._take()
            if data is not None and until(data):
                return

    def _push(self) -> bool:
        """Send what can be sent; True when nothing is left."""
        while self._waiting:
            try:
                sent = os.write(self._descriptor, self._waiting)
            except BlockingIOError:
                return False
            except OSError as error:
                self._lose(error)
                return True
            self._waiting = self._waiting[sent:]
        return True

    def _go_on(self) -> None:
        if self._push():
            self._loop.remove_writer(self._descriptor)
            self._drained()

    def _read(self) -> None:
        data = self._take()
        if data:
            self._came(data)

    def _take(self) -> bytes | None:
        """Read what is there: None if there is nothing, or nobody any more."""
        try:
            data = os.read(self._descriptor, _CHUNK)
        except BlockingIOError:
            return None
        except OSError as error:
            self._lose(error)
            return None
        if not data:
            self._lose(OSError(errno.EIO, "end of input"))
        return data or None

    def _lose(self, error: OSError) -> None:
        """Tell once that the terminal has gone; any other fault travels."""
        if error.errno not in (errno.EIO, errno.ENXIO, errno.EPIPE, errno.EBADF):
            raise error
        self._waiting = b""
        if not self._lost:
            self._lost = True
            self.stop_reading()
            self._gone()


def _raw(mode: list[Any]) -> list[Any]:
    mode[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    mode[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ISTRIP)
    mode[_IFLAG] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
    mode[_OFLAG] &= ~termios.OPOST
    mode[_CC][termios.VMIN], mode[_CC][termios.VTIME] = 1, 0
    return mode
