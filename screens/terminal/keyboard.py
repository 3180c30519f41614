"""What comes from the terminal: keys and pastes for the program, answers for the pace."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator

from textual._xterm_parser import XTermParser
from textual.events import CursorPosition, Key, Paste
from textual.message import Message

ESC = "\x1b"
_ANSWER = re.compile(r"\x1b\[(\d+);(\d+)R")
_BEGUN = re.compile(r"\x1b\[(?:\d+(?:;\d*)?)?\Z")
_PASTE = re.compile(r"(\x1b\[20[01]~)")
_PASTE_BEGINS = "\x1b[200~"
_BEGINS_SEQUENCE = "[O\x1b\x7f\t"
"""What makes one key with an Escape before it, also Alt+Backspace and a console's Shift+Tab."""
_ESCAPE_KEY = re.compile(rf"\x1b(?=[^{re.escape(_BEGINS_SEQUENCE)}])")


class Keyboard:
    """Turns bytes into messages. Bytes that are no UTF-8 become U+FFFD, and end nothing.

    Alt with a key is bound to nothing here, and on a slow line Esc and the next key
    come in one piece: they are two keys.
    """

    def __init__(self, answered: Callable[[int, int], bool], *, debug: bool = False) -> None:
        """``answered`` takes a report of the cursor's column and row, if it was asked for."""
        self._answered = answered
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._debug = debug
        self._parser = XTermParser(debug)
        self._held = ""
        self._is_pasting = False
        self._escape_waits = False
        """Whether the parser has an Escape, and waits for what would make it a sequence."""

    def feed(self, data: bytes) -> Iterator[Message]:
        """Take bytes in any pieces, and return what they mean."""
        text = self._held + self._decode(data)
        begun = _BEGUN.search(text)
        # Only the beginning of a report waits for its rest: Escape goes on at once.
        self._held = begun.group() if begun else ""
        text = _ANSWER.sub(self._take, text.removesuffix(self._held))
        if text:
            yield from filter(self._is_for_program, self._read(text))

    def rest(self) -> Iterator[Message]:
        """Return what was held: some time has passed, and nothing came to complete it."""
        held, self._held = self._held, ""
        if held:
            yield from self._parse(held)
        late = list(self._parser.tick())
        if late:
            self._escape_waits = False
        yield from _two_keys(late)

    def _read(self, text: str) -> Iterator[Message]:
        """Parse text; what is pasted goes to the parser as it is."""
        if text[0] not in _BEGINS_SEQUENCE:
            yield from self._escape()
        for piece in filter(None, _PASTE.split(text)):
            if _PASTE.fullmatch(piece):
                yield from self._parse(piece)
                self._is_pasting = piece == _PASTE_BEGINS
            elif self._is_pasting:
                yield from self._parse(piece)
            else:
                yield from self._typed(piece)

    def _typed(self, text: str) -> Iterator[Message]:
        """Parse what was typed, with an Escape for itself before what begins no sequence."""
        first, *others = _ESCAPE_KEY.split(text)
        yield from self._parse(first)
        for other in others:
            yield from self._escape()
            yield Key("escape", ESC)
            yield from self._parse(other)

    def _escape(self) -> Iterator[Message]:
        """Return the Escape that the parser waits with, if there is one."""
        if self._escape_waits:
            self._parser = XTermParser(self._debug)
            self._escape_waits = False
            yield Key("escape", ESC)

    def _parse(self, text: str) -> Iterator[Message]:
        if not text:
            return
        for message in self._parser.feed(text):
            if isinstance(message, Paste):
                self._is_pasting = False  # its end may have come in pieces
            yield message
        self._escape_waits = text.endswith(ESC) and not self._is_pasting

    def _take(self, report: re.Match[str]) -> str:
        row, column = map(int, report.groups())
        return "" if self._answered(column - 1, row - 1) else report.group()

    def _is_for_program(self, message: Message) -> bool:
        # A report whose Escape came alone, in an earlier piece, is known only here.
        return not isinstance(message, CursorPosition) or not self._answered(message.x, message.y)


def _two_keys(late: list[Message]) -> Iterable[Message]:
    """Return what the parser gave up waiting for: Escape and one key, which it calls Alt."""
    match late:
        case [Key(character=str(sign)) as key] if key.key != "escape":
            return [Key("escape", ESC), *XTermParser().feed(sign)]
        case _:
            return late
