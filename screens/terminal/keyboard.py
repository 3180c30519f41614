"""What comes from the terminal: keys and pastes for the program, answers for the pace."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from textual._xterm_parser import XTermParser
from textual.events import CursorPosition
from textual.message import Message

_ANSWER = re.compile(r"\x1b\[(\d+);(\d+)R")
_BEGUN = re.compile(r"\x1b\[(?:\d+(?:;\d*)?)?\Z")


class Keyboard:
    """Turns bytes into messages. Bytes that are no UTF-8 become U+FFFD, and end nothing."""

    def __init__(self, answered: Callable[[int, int], bool], *, debug: bool = False) -> None:
        """``answered`` takes a report of the cursor's column and row, if it was asked for."""
        self._answered = answered
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._parser = XTermParser(debug)
        self._held = ""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take bytes in any pieces, and return what they mean."""
        text = self._held + self._decode(data)
        begun = _BEGUN.search(text)
        # Only the beginning of a report waits for its rest: Escape goes on at once.
        self._held = begun.group() if begun else ""
        text = _ANSWER.sub(self._take, text.removesuffix(self._held))
        if text:
            yield from filter(self._is_for_program, self._parser.feed(text))

    def rest(self) -> Iterator[Message]:
        """Return what was held: some time has passed, and nothing came to complete it."""
        held, self._held = self._held, ""
        if held:
            yield from self._parser.feed(held)
        yield from self._parser.tick()

    def _take(self, report: re.Match[str]) -> str:
        row, column = map(int, report.groups())
        return "" if self._answered(column - 1, row - 1) else report.group()

    def _is_for_program(self, message: Message) -> bool:
        # A report whose Escape came alone, in an earlier piece, is known only here.
        return not isinstance(message, CursorPosition) or not self._answered(message.x, message.y)
