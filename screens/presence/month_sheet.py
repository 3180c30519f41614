"""The month's attendance sheet on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.domain.base.dates import month_before, next_month
from dutyroom.i18n import _
from dutyroom.words.sheets import month_lines
from screens.kit.actions import Objection, result_of
from screens.kit.dialogs import ListDialog
from screens.kit.rows import Row, Rows, Span, plain


class SheetDialog(ListDialog):
    """The month's attendance sheet; left and right show other months."""

    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, desk: Desk, month: date) -> None:
        """Take the desk and a day of the month to begin with."""
        super().__init__("", ())
        self._desk, self._month = desk, month.replace(day=1)

    def begin(self) -> None:
        """Show the month."""
        self._show()

    def action_turn(self, step: int) -> None:
        """Show the month before or after."""
        self._month = next_month(self._month) if step > 0 else month_before(self._month)
        self._show()

    def _show(self) -> None:
        lines = result_of(lambda: list(month_lines(month_sheet(self._desk, self._month))))
        rows = [plain(" " + lines.words)] if isinstance(lines, Objection) else _rows(lines)
        title = _("Attendance {month} · ← → another month · Esc closes")
        words = title.format(month=f"{self._month:%Y-%m}")
        self.query_one("#title", Static).update(Content(words))
        self._rows = tuple(rows)
        self.query_one(Rows).show(rows)
        self.query_one(Rows).top()


def _rows(lines: Sequence[str]) -> list[Row]:
    if not lines:
        return [plain(" " + _("Nothing is planned in this month."))]
    return [
        Row((Span(" " + line, "dim" if line.startswith(" ") else "name"),), key=str(place))
        for place, line in enumerate(lines)
    ]
