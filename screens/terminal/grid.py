"""The screen as cells: what the program wants shown, or what the terminal shows."""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size

from screens.terminal.pens import PLAIN, Pen, ground

Cell = tuple[str, Pen]
"""A character with the marks that stand on it, and its pen.

The second half of a wide character is the empty text. A blank's pen holds only what
can be seen on a blank, so that two blanks that look the same are the same.
"""

JOINER, WIDENER = "\u200d", "\ufe0f"
_MOST_MARKS = 8


class Grid:
    """Rows of cells; a wide character always has both its halves."""

    def __init__(self, width: int, height: int, pen: Pen = PLAIN) -> None:
        """Fill the screen with blanks of this pen's ground."""
        self.width, self.height = width, height
        blank = (" ", ground(pen))
        self.rows: list[list[Cell]] = [[blank] * width for _ in range(height)]

    def resized(self, width: int, height: int) -> Grid:
        """Return a grid of another size that keeps what fits."""
        grid = Grid(width, height)
        for row, kept in zip(grid.rows, self.rows, strict=False):
            row[: min(len(kept), width)] = kept[:width]
            _mend(row, min(len(kept), width))
        return grid

    def put(self, x: int, y: int, text: str, pen: Pen) -> int:
        """Write the text and return the column after it; what passes the edge is cut off."""
        blank = (" ", ground(pen))
        if text.isascii():
            cells = [blank if char == " " else (char, pen) for char in text]
        else:
            x, cells = _cells(self.rows[y], x, text, pen)
        self._lay(x, y, cells[: max(self.width - x, 0)])
        return min(x + len(cells), self.width)

    def erase(self, y: int, start: int, end: int, pen: Pen) -> None:
        """Blank the columns from start up to, not including, end."""
        self._lay(start, y, [(" ", Pen(bg=pen.bg))] * (min(end, self.width) - start))

    def _lay(self, x: int, y: int, cells: list[Cell]) -> None:
        if not cells:
            return
        row, end = self.rows[y], x + len(cells)
        if end < self.width and row[end][0] == "":
            row[end] = (" ", ground(row[end][1]))
        row[x:end] = cells
        _mend(row, x)
        _mend(row, end)


def is_wide(char: str) -> bool:
    """Tell whether a character, with its marks, takes two columns."""
    return not char.isascii() and cell_len(char) == 2


def _mend(row: list[Cell], x: int) -> None:
    """Blank a wide character before column x that has lost its second half."""
    if not 0 < x <= len(row) or (x < len(row) and row[x][0] == ""):
        return
    char, pen = row[x - 1]
    if is_wide(char):
        row[x - 1] = (" ", ground(pen))


def _cells(row: list[Cell], x: int, text: str, pen: Pen) -> tuple[int, list[Cell]]:
    """Return the cells of any text, and where they begin: a mark alters what stands before."""
    cells: list[Cell] = []
    joined = False
    for char in text:
        size = get_character_cell_size(char)
        if size and not joined:
            cells.append((char, ground(pen) if char == " " else pen))
            cells.extend([("", pen)] * (size - 1))
            continue
        joined = char == JOINER
        if not cells and x:
            back = 2 if x > 1 and row[x - 1][0] == "" else 1
            x, cells = x - back, row[x - back : x]
        _mark(cells, char, pen)
    return x, cells


def _mark(cells: list[Cell], mark: str, pen: Pen) -> None:
    """Put a mark that takes no room on the last character."""
    place = -2 if len(cells) > 1 and cells[-1][0] == "" else -1
    if not cells or len(cells[place][0]) > _MOST_MARKS:
        return
    char, drawn = cells[place]
    cells[place] = (char + mark, pen if char == " " else drawn)
    if mark == WIDENER and place == -1 and is_wide(char + mark):
        cells.append(("", drawn))
