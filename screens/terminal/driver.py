"""The lean driver: what the program draws goes to a shadow, and its changes to the line.

No frame waits while the line is free: it goes out as soon as it is drawn. Is the line
busy, or too much on the way, the shadow takes in further frames, and the newest goes
out when there is room.
"""

from __future__ import annotations

import os
import signal
import time
from asyncio import TimerHandle
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from screens.terminal.abilities import abilities
from screens.terminal.grid import Grid
from screens.terminal.keyboard import Keyboard
from screens.terminal.line import Line, open_terminal
from screens.terminal.pace import Pace
from screens.terminal.painter import Painter
from screens.terminal.reader import BELL, FRAME_BEGINS, FRAME_ENDS, Reader

if TYPE_CHECKING:
    from textual.app import App

STOCK = "stock"
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h"
_ASK_BRACKETS = "\x1b[?2026$p"
_LEAVE = "\x1b[m\x1b[?2004l\x1b[?7h\x1b[?1049l\x1b[?25h"
_MANY = 1024
"""Bytes of a frame that may be seen half drawn, and goes in brackets."""
_FAREWELL = 1.0
"""Seconds that leaving waits for a busy line."""
_GRACE = 0.005


def chosen_driver(environ: Mapping[str, str]) -> type[Driver]:
    """Return the lean driver, or Textual's own with DUTYROOM_DRIVER=stock."""
    if environ.get("DUTYROOM_DRIVER") != STOCK:
        return LeanDriver
    from screens.terminal.stock import StockDriver

    return StockDriver


class LeanDriver(Driver):
    """Drives a terminal of a Unix system, near or far.

    The mouse stays the terminal's: nothing here needs it, its reports cost a slow
    line, and so text can be marked and copied.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Prepare; the terminal is untouched until `start_application_mode`."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._line: Line | None = None
        self._pace = Pace()
        self._painter = Painter(abilities(os.environ))
        self._reader = Reader(Grid(80, 24), self._pass_on)
        self._keyboard = Keyboard(self._answered, debug=debug)
        self._is_drawn = False
        self._later: TimerHandle | None = None
        self._was_stopped = False

    @property
    def can_suspend(self) -> bool:
        """Tell that the program can leave for the shell and come back."""
        return True

    # -- taking the terminal and giving it back

    def start_application_mode(self) -> None:
        """Take the terminal over and tell the program its size.

        Raises OSError where standard output is no terminal.
        """
        self._line = Line(
            open_terminal(),
            came=self._came,
            drained=self._paint,
            gone=lambda: signal.raise_signal(signal.SIGHUP),
        )
        self._pace = Pace()
        self._line.open()
        apple = os.environ.get("TERM_PROGRAM") == "Apple_Terminal"  # it would print the question
        self._send(_ENTER if apple else _ENTER + _ASK_BRACKETS)
        for number, act in (
            (signal.SIGWINCH, self._resized),
            (signal.SIGTSTP, self._stop),
            (signal.SIGCONT, self._go_on),
        ):
            self._loop.add_signal_handler(number, act)
        self._resized()

    def disable_input(self) -> None:
        """Hear nothing more."""
        if self._line is not None:
            self._line.stop_reading()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        line = self._line
        if line is None:
            return
        if self._later is not None:
            self._later.cancel()
            self._later = None
        self._loop.remove_signal_handler(signal.SIGWINCH)
        line.stop_reading()
        line.write(_LEAVE.encode())
        line.drain(_FAREWELL)
        # An answer that came later would be found typed in the shell.
        line.swallow(self._pace.farewell(time.monotonic()), self._is_last_answer)
        line.close()
        self._line = None
        self._painter.forget()

    def _is_last_answer(self, data: bytes) -> bool:
        for _message in self._keyboard.feed(data):
            pass
        return not self._pace.farewell(time.monotonic())

    def _stop(self) -> None:
        """Leave for the shell, as Ctrl+Z asks."""
        if self._auto_restart and self._line is not None:
            self.suspend_application_mode()
            self._was_stopped = True
        os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Come back, whether the program was stopped by itself or from outside."""
        if self._line is not None:
            self._line.open()
            self._send(_ENTER)
            self.redraw()
        elif self._was_stopped:
            self._was_stopped = False
            self.resume_application_mode()
            self.send_message(self.SignalResume())

    def _resized(self) -> None:
        """Tell the program the size; what the terminal makes of the old screen nobody knows."""
        if self._line is None:
            return
        width, height = self._line.size()
        self._reader.resize(width, height)
        self._painter.forget()
        self.send_message(Resize(Size(width, height), Size(width, height)))

    # -- what the program draws

    def write(self, data: str) -> None:
        """Take in what is drawn; it is sent with the next `flush`."""
        self._is_drawn = True
        self._reader.read(data)

    def flush(self) -> None:
        """Send what has changed, now or as soon as there is room."""
        self._paint()

    def redraw(self) -> None:
        """Send the whole screen anew."""
        self._painter.forget()
        self._is_drawn = True
        self._paint()

    def _paint(self) -> None:
        line = self._line
        if line is None or line.busy or not self._is_drawn:
            return
        wait = self._pace.wait(time.monotonic())
        if wait and self._painter.shows(self._reader.grid):
            wait = 0.0  # the few bytes of a cursor hold nothing up
        if self._later is not None:
            self._later.cancel()
        self._later = self._loop.call_later(wait, self._paint) if wait else None
        if not wait:
            self._send_frame()

    def _send_frame(self) -> None:
        self._is_drawn = False
        cursor = self._reader.cursor
        frame = self._painter.paint(self._reader.grid, cursor)
        if not frame:
            return
        if self._reader.brackets and len(frame) > _MANY:
            frame = FRAME_BEGINS + frame + FRAME_ENDS
        data = frame.encode(errors="replace")
        question = self._pace.sending(len(data), cursor, time.monotonic())
        if self._line is not None:
            self._line.write(data + question.encode())

    def _pass_on(self, order: str) -> None:
        """Send what draws nothing, after what was drawn before it."""
        if order != BELL:
            self._send_frame()
            self._painter.lose_place()
        self._send(order)

    def _send(self, orders: str) -> None:
        if self._line is not None:
            self._line.write(orders.encode())

    # -- what comes from the terminal

    def _came(self, data: bytes) -> None:
        self._process(self._keyboard.feed(data))
        if b"\x1b" in data:
            # Twice: what is held goes on the first time, and is a key the second time.
            for times in (1, 2):
                delay = times * (ESCAPE_DELAY + _GRACE)
                self._loop.call_later(delay, lambda: self._process(self._keyboard.rest()))

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def send_message(self, message: Message) -> None:
        """Give the program a message: all is in its own thread here."""
        self._app.post_message(message)

    def _answered(self, x: int, y: int) -> bool:
        expected = self._pace.answered(x, y)
        if expected:
            self._loop.call_soon(self._paint)
        return expected
