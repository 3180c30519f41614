"""Textual's own driver, which a broken byte or a cut line does not end or hang."""

from __future__ import annotations

import os
import selectors
from collections.abc import Callable, Iterable
from typing import IO, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from screens.terminal.keyboard import Keyboard

READ = 4096
"""Bytes that are read at a time."""


class Outlet:
    """The terminal's end of the line; once the line is cut it takes everything and shows nothing.

    Textual's writer dies of the first error, and the program then waits for it for
    ever in the middle of keeping what was typed. The hang-up itself ends the program.
    """

    def __init__(self, file: IO[str]) -> None:
        """Write to this file."""
        self._file = file
        self._cut = False

    def write(self, text: str) -> None:
        """Write text, while there is somebody to read it."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """Send what was written."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self._file.isatty()

    def _try(self, act: Callable[[], object]) -> None:
        if self._cut:
            return
        try:
            act()
        except OSError:
            self._cut = True


class StockDriver(LinuxDriver):
    """Textual's driver, whose reader takes bytes that are no UTF-8 as � signs.

    A terminal set to GBK, noise on a line or half a character sends such bytes;
    Textual's own reader ends the program at the first of them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what Textual gives its driver."""
        super().__init__(*args, **kwargs)
        self._file: Any = Outlet(self._file)

    def run_input_thread(self) -> None:
        """Read keys until the program ends."""
        keyboard = Keyboard(lambda _x, _y: False, debug=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                raw = self._read() if selector.select(0.1) else None
                if raw == b"":
                    return
                self._take(keyboard.rest() if raw is None else keyboard.feed(raw))

    def _read(self) -> bytes:
        """Return what was typed; nothing once the line is cut."""
        try:
            return os.read(self.fileno, READ)
        except OSError:
            return b""

    def _take(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
