"""A list of lines with a cursor, drawn line by line: one widget for every list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip

from dutyroom.text import printable
from dutyroom.values import dataclass
from screens.kit.cursor import Pointing

SHORTEST = 4
"""Cells of a name that are worth showing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: its text, the name of its look, its width in cells (0: as it is)."""

    text: str
    look: str = "plain"
    width: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; one without a key is a heading, which the cursor skips."""

    spans: tuple[Span, ...]
    key: str = ""


def cut(text: str, width: int, *, right: bool = False) -> str:
    """Return text in exactly ``width`` cells, cut with … where it is longer."""
    safe = printable(text).replace("\n", " ")
    length = cell_len(safe)
    if length > width:
        return set_cell_size(set_cell_size(safe, max(0, width - 1)).rstrip() + "…", width)
    return " " * (width - length) + safe if right else safe + " " * (width - length)


def post_shift(post: str, shift: str, width: int) -> str:
    """Return a post and its shift in at most ``width`` cells; a long post is cut, the shift whole.

    Shifts of one post would look alike else.
    """
    if not shift or shift == post:
        return cut(post, width).rstrip()
    room = width - cell_len(shift) - 1
    if cell_len(post) <= room or room < SHORTEST:
        return cut(f"{post} {shift}", width).rstrip()
    return f"{cut(post, room).rstrip()} {shift}"


def heading(text: str, look: str = "title") -> Row:
    """Return a heading line."""
    return Row((Span(" " + text, look),))


def plain(text: str, look: str = "dim") -> Row:
    """Return a line that the cursor skips."""
    return Row((Span(text, look),))


def wrapped(text: str, width: int, look: str = "dim", *, most: int = 2) -> list[Row]:
    """Return a sentence in as many lines as it needs, the last cut with … past ``most``."""
    room = max(10, width - 2)
    lines = [line.plain for line in Content(printable(text)).wrap(room)]
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), room)]
    return [plain(" " + line, look) for line in lines]


class Rows(Pointing, can_focus=True):
    """The list; its looks are those of `screens.kit.styles`."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row."""

        rows: Rows
        key: str

        @property
        def control(self) -> Rows:
            """The list it happened in."""
            return self.rows

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        rows: Rows
        key: str

        @property
        def control(self) -> Rows:
            """The list it happened in."""
            return self.rows

    def __init__(
        self,
        *,
        id: str | None = None,
        cursor: bool = True,
        follow: bool = False,
        bar: int | None = None,
    ) -> None:
        """Make an empty list; without ``cursor`` it only shows.

        With ``follow`` a cursor on the first row stays on the first, whatever
        comes in above it. With ``bar`` the cursor covers only so many spans of a row,
        and the others keep their looks: a long row is not sent twice for every step.
        """
        super().__init__(id=id)
        self._follow = follow
        self._bar = bar
        self._rows: tuple[Row, ...] = ()
        self._at = -1
        self._with_cursor = cursor
        self.can_focus = cursor

    @property
    def key(self) -> str:
        """The key of the row under the cursor, or an empty text."""
        return self._rows[self._at].key if 0 <= self._at < len(self._rows) else ""

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays on its key, or on the nearest row."""
        new, old_key, old_at = tuple(rows), self.key, self._at
        if new == self._rows:
            self.point()
            return
        if self._follow and old_at == self._nearest(0):
            old_key, old_at = "", 0
        self._rows = new
        self.virtual_size = Size(0, len(new))
        place = next((n for n, row in enumerate(new) if row.key and row.key == old_key), -1)
        self._at = place if place >= 0 else self._nearest(max(0, old_at))
        self.refresh()
        self._keep_in_sight()
        self.point()
        self.say_more()

    def pointed(self) -> Offset | None:
        """Return the start of the selected row."""
        return Offset(0, self._at - self.scroll_offset.y) if self._at >= 0 else None

    def top(self) -> None:
        """Put the cursor on the first row that has a key."""
        self._at = self._nearest(0)
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def go(self, key: str) -> None:
        """Put the cursor on the row of that key."""
        for place, row in enumerate(self._rows):
            if row.key == key:
                self._to(place)

    def _nearest(self, place: int) -> int:
        keyed = [n for n, row in enumerate(self._rows) if row.key]
        return min(keyed, key=lambda n: (abs(n - place), n), default=-1)

    def action_move(self, step: int) -> None:
        """Move the cursor over rows that have a key."""
        keyed = [n for n, row in enumerate(self._rows) if row.key]
        if not keyed:
            return
        place = keyed.index(self._at) if self._at in keyed else 0
        self._to(keyed[max(0, min(len(keyed) - 1, place + step))])

    def _to(self, place: int) -> None:
        if place == self._at:
            return
        before, self._at = self._at, place
        self.refresh_line(before)
        self.refresh_line(place)
        self._keep_in_sight()
        self.point()
        self.post_message(self.Moved(self, self.key))

    def refresh_line(self, place: int) -> None:
        """Draw one line of the list anew."""
        line = place - self.scroll_offset.y
        if 0 <= line < self.size.height:
            self.refresh(Region(0, line, self.size.width, 1))

    def on_resize(self) -> None:
        """Keep the selected row in sight when the list becomes lower, as by a line said below."""
        self._keep_in_sight()
        super().on_resize()

    def _keep_in_sight(self) -> None:
        height = self.size.height
        if height and self._at >= 0:
            top = self.scroll_offset.y
            first = 0 if self._at == self._nearest(0) else self._at
            if self._at < top or first == 0:
                self.scroll_to(y=first, animate=False)
            elif self._at >= top + height:
                self.scroll_to(y=self._at - height + 1, animate=False)

    def action_choose(self) -> None:
        """Say that the row under the cursor was chosen."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def render_line(self, y: int) -> Strip:
        """Draw a line: its spans in their widths, the cursor over all."""
        place, width = y + self.scroll_offset.y, self.size.width
        base = self.base
        if not 0 <= place < len(self._rows):
            return Strip.blank(width, base)
        under = self._with_cursor and place == self._at and self.has_focus
        spans = self._rows[place].spans
        covered = len(spans[: self._bar]) if under else 0
        segments = [self._segment(span, n < covered, base) for n, span in enumerate(spans)]
        strip = Strip(segments)
        if strip.cell_length > width and strip.crop(width).text.strip():
            strip = Strip([*strip.crop(0, width - 1), Segment("…", strip._segments[-1].style)])
        strip = strip.crop(0, width)
        whole = under and covered == len(spans)
        strip = strip.adjust_cell_length(width, self.look("cursor") if whole else base)
        return self._with_more(strip, y, width)

    def hidden(self) -> tuple[bool, bool]:
        """Return whether the list goes on above and below."""
        top = self.scroll_offset.y
        return any(row.spans for row in self._rows[:top]), top + self.size.height < len(self._rows)

    def _with_more(self, strip: Strip, y: int, width: int) -> Strip:
        """Put an arrow at the right edge where the list goes on, and has no line below for it."""
        height = self.size.height
        if y not in (0, height - 1) or height < 3 or self.has_line_below:
            return strip
        above, below = self.hidden()
        if not (above if y == 0 else below):
            return strip
        arrow = Segment("↓" if y else "↑", self.base + self.look("key"))
        return Strip([*strip.crop(0, width - 1), arrow])

    def _segment(self, span: Span, under: bool, base: Style) -> Segment:
        text = (
            cut(span.text, span.width, right=span.right)
            if span.width
            else (printable(span.text).replace("\n", " "))
        )
        style = base + self.look(span.look)
        return Segment(text, style + self.look("cursor") if under else style)
