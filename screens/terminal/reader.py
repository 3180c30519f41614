"""Reading what the program draws: text, colours and cursor moves, into a grid."""

from __future__ import annotations

import re
from collections.abc import Callable

from screens.terminal.grid import Grid
from screens.terminal.pens import PLAIN, turned

_TOKEN = re.compile(
    r"([^\x00-\x1f\x7f-\x9f]+)"  # text
    r"|\x1b\[([0-?]*)([ -/]*[@-~])"  # a control sequence
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # a string, such as the clipboard's
    r"|\x1b[ -/]*[0-~]"
    r"|[\x00-\x1f\x7f-\x9f]",
)
BELL = "\x07"
POINTER = "\x1b]22;"
FRAME_BEGINS, FRAME_ENDS = "\x1b[?2026h", "\x1b[?2026l"


class Reader:
    """Keeps a grid as a terminal without automatic wrapping would keep its screen."""

    def __init__(self, grid: Grid, pass_on: Callable[[str], None]) -> None:
        """Draw into the grid; what draws nothing is handed to ``pass_on``, in order."""
        self.grid = grid
        self.x = self.y = 0
        self.pen = PLAIN
        self.pass_on = pass_on
        self.brackets = False
        """Whether the program has put frames in brackets, as it may where the terminal knows."""
        self._orders: dict[str, Callable[[list[int]], None]] = {
            "A": lambda n: self._go(self.x, self.y - (n[0] or 1)),
            "B": lambda n: self._go(self.x, self.y + (n[0] or 1)),
            "C": lambda n: self._go(self.x + (n[0] or 1), self.y),
            "D": lambda n: self._go(self.x - (n[0] or 1), self.y),
            "G": lambda n: self._go((n[0] or 1) - 1, self.y),
            "d": lambda n: self._go(self.x, (n[0] or 1) - 1),
            "H": lambda n: self._go(([*n, 0][1] or 1) - 1, (n[0] or 1) - 1),
            "J": lambda n: self._erase_screen(n[0]),
            "K": lambda n: self._erase_line(n[0]),
        }
        self._orders["f"] = self._orders["H"]

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the cursor stands, as column and row."""
        return min(self.x, self.grid.width - 1), self.y

    def resize(self, width: int, height: int) -> None:
        """Go on with a screen of another size."""
        self.grid = self.grid.resized(width, height)
        self._go(self.x, self.y)

    def read(self, data: str) -> None:
        """Take in what the program writes."""
        for match in _TOKEN.finditer(data):
            text, numbers, order = match.groups()
            if text:
                self._text(text)
            elif order == "m" and numbers[:1] not in tuple("<=>?"):
                self.pen = turned(self.pen, numbers)
            elif order in self._orders and re.fullmatch(r"[\d;]*", numbers):
                self._orders[order]([int(number or 0) for number in numbers.split(";")])
            else:
                self._other(match.group())

    def _text(self, text: str) -> None:
        # At the edge a terminal that does not wrap writes over its last column.
        self.x = self.grid.put(*self.cursor, text, self.pen)

    def _other(self, token: str) -> None:
        if token in (FRAME_BEGINS, FRAME_ENDS):
            self.brackets = True
        elif token == "\n":
            self._go(0, self.y + 1)
        elif token == "\r":
            self._go(0, self.y)
        elif token == "\b":
            self._go(self.x - 1, self.y)
        elif token.startswith(POINTER):
            pass  # the mouse is the terminal's
        elif len(token) > 1 or token == BELL:  # other control characters draw nothing
            self.pass_on(token)

    def _go(self, x: int, y: int) -> None:
        self.x = min(max(x, 0), self.grid.width - 1)
        self.y = min(max(y, 0), self.grid.height - 1)

    def _erase_line(self, how: int) -> None:
        start = self.x if how == 0 else 0
        end = self.x + 1 if how == 1 else self.grid.width
        self.grid.erase(self.y, min(start, self.grid.width - 1), end, self.pen)

    def _erase_screen(self, how: int) -> None:
        if how < 2:
            self._erase_line(how)
        rows = {0: range(self.y + 1, self.grid.height), 1: range(self.y)}
        for y in rows.get(how, range(self.grid.height)):
            self.grid.erase(y, 0, self.grid.width, self.pen)
