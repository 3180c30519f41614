"""Lists over the screen: a day of the board, the findings of a month."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dutyroom.text import printable
from screens.commands.command import with_wide
from screens.kit.dialog_base import Overlay
from screens.kit.rows import Row, Rows, plain, wrapped

KIT = Path(__file__).parent
DIALOG_WIDTH = 74
"""Cells that a line of a list has at 80 columns."""


class ListDialog(Overlay[str]):
    """A titled list; Esc or Enter closes it, with the key of the line or nothing."""

    # Whole paths: a list of another folder that is one of these has the same looks.
    CSS_PATH = [KIT / "rows.tcss", KIT / "dialogs.tcss"]
    BINDINGS = [Binding(with_wide("escape,enter,space"), "close", show=False)]

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        """Take the title and the lines."""
        super().__init__()
        self._title = title
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Put the list into a box."""
        with Vertical(id="box"):
            yield Static(Content(printable(self._title)), id="title")
            yield Rows(id="list")

    def begin(self) -> None:
        """Fill the list."""
        self.query_one(Rows).show(self._rows)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with the line under the cursor."""
        self.dismiss(event.key)

    def action_close(self) -> None:
        """Close the list."""
        self.dismiss("")


class PickDialog(ListDialog, inherit_bindings=False):
    """A titled list of which one is taken: Enter takes it, Esc takes none."""

    BINDINGS = [Binding("escape", "close", show=False)]


def lines_dialog(title: str, lines: Sequence[str]) -> ListDialog:
    """Return lines in a dialog, each as long as it needs to be."""
    rows = [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "plain", most=4)]
    return ListDialog(title, rows or [plain("")])
