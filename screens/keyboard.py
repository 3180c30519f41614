"""The keyboard of the terminal: a broken byte is a sign on the screen, never the end."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

READ = 4096
"""Bytes that are read at a time."""


class Keyboard(LinuxDriver):
    """Textual's driver, whose reader takes bytes that are no UTF-8 as � signs.

    A terminal set to GBK, noise on a line or half a character sends such bytes;
    Textual's own reader ends the program at the first of them.
    """

    def run_input_thread(self) -> None:
        """Read keys until the program ends."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                text = decode(os.read(self.fileno, READ)) if selector.select(0.1) else ""
                if text:
                    self._take(parser.feed(text))
                self._take(parser.tick())
        try:
            self._take(parser.feed(""))
        except (EOFError, ParseError):
            return

    def _take(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
