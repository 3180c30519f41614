"""Emergency 应急: the numbers, over everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dutyroom.domain.facts.contacts import ContactLine
from dutyroom.i18n import _
from dutyroom.text import printable
from dutyroom.words.codes import word
from screens.commands.command import with_wide
from screens.kit.dialog_base import Overlay
from screens.kit.rows import Row, Rows, Span, heading, plain, wrapped


class _Widths(NamedTuple):
    """Cells of the kind, the name and the reserve number in a line."""

    kind: int
    name: int
    reserve: int


_USUAL, _NARROW = _Widths(12, 17, 20), _Widths(12, 15, 15)
_LONG = _Widths(16, 17, 16)
"""For kinds in the station's own words."""


class EmergencyScreen(Overlay[None]):
    """110 and the required kinds, the heads of duty, the others; read only."""

    CSS_PATH = ["../kit/rows.tcss", "emergency.tcss"]
    BINDINGS = [Binding(with_wide("escape,f9,enter,space"), "close", show=False)]

    def __init__(
        self, read: Callable[[], tuple[tuple[ContactLine, ...], str]], station: str
    ) -> None:
        """Take what reads the panel, lines and a warning if any, and the station's name."""
        super().__init__()
        self._station = station
        self._read = read

    def compose(self) -> ComposeResult:
        """Put the numbers into a box that fills the screen."""
        with Vertical(id="box"):
            words = _("Emergency numbers · Esc closes")
            yield Static(Content(printable(f"{words}   {self._station}")), id="title")
            yield Rows(id="numbers")

    def begin(self) -> None:
        """Fill the panel, and again when the records turn out damaged or are mended."""
        self._fill()
        if hasattr(self.app, "standing"):
            self.watch(self.app, "standing", lambda _standing: self._fill(), init=False)

    def _fill(self) -> None:
        lines, warning = self._read()
        rows = wrapped(warning, self.size.width - 6, "overdue", most=3) if warning else []
        if any(line.fault == "missing" for line in lines):
            rows.append(plain(" " + _("Numbers are filled in on F2, with Ctrl+U."), "due"))
        for group in ("emergency", "duty", "other"):
            mine = [line for line in lines if line.group == group]
            if mine:
                rows.append(heading(_title(group)))
            rows += [_row(line, place, self.size.width) for place, line in enumerate(mine)]
        self.query_one(Rows).show(rows)

    def on_rows_chosen(self) -> None:
        """Close on Enter."""
        self.dismiss()

    def action_close(self) -> None:
        """Close the panel."""
        self.dismiss()


def _title(group: str) -> str:
    return {
        "emergency": _("Call at once"),
        "duty": _("On duty today"),
        "other": _("Others"),
    }[group]


def _row(line: ContactLine, place: int, width: int) -> Row:
    widths = _NARROW if width < 80 else _LONG if line.group == "other" else _USUAL
    words = _("reserve {number}") if widths is _USUAL else "/ {number}"
    return Row(
        (
            Span(" " + line.category, "title", widths.kind),
            Span(
                line.number or word("missing"), "overdue" if line.fault == "missing" else "name", 14
            ),
            Span(line.name, "plain", widths.name),
            Span(words.format(number=line.backup) if line.backup else "", "dim", widths.reserve),
            Span(word(line.fault) if line.fault == "unverified" else "", "warn"),
        ),
        key=f"{line.group}:{line.category}:{place}",
    )
