"""Lines of presence for the screens: who is away, the telephone, the month's sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.now import NowView
from dutyroom.domain.lunch import phone_out
from dutyroom.domain.records import Away
from dutyroom.i18n import _
from dutyroom.words import away_cover, away_place, away_words, phone_words
from screens.asks import attempt
from screens.dialogs import DIALOG_WIDTH, ListDialog
from screens.rows import Row, Rows, Span, plain, wrapped

PEOPLE_WIDTH = 30


def away_rows(away: Away | None, name: Callable[[str], str]) -> list[Row]:
    """Return where somebody is instead of at the post; nothing for somebody who is there."""
    if away is None:
        return []
    parts = (away_place(away), away_cover(away, name(away.cover)))
    lines = [line for part in parts if part for line in wrapped(part, PEOPLE_WIDTH - 2, "due")]
    return [Row((Span("  ", "due"), *line.spans)) for line in lines]


def phone_rows(view: NowView) -> list[Row]:
    """Return with whom the duty telephone is, if it is out (R-307)."""
    if view.phone is None:
        return []
    return wrapped(phone_words(view.phone, view.phone_holder), PEOPLE_WIDTH, "due")


def day_presence(desk: Desk, day: date) -> list[Row]:
    """Return who was away on a day and where to be found, for the board (R-315)."""
    state = desk.state()
    lines = [
        f"{state.name(a.person)}  {away_words(a, state.name(a.cover))}"
        for a in state.aways
        if a.day == day
    ]
    out = phone_out(state)
    if out is not None and out.day == day:
        lines.append(phone_words(out, state.name(out.holder)))
    return [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "due")]


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

    def on_mount(self) -> None:
        """Show the month."""
        self._show()

    def action_turn(self, step: int) -> None:
        """Show the month before or after."""
        days = 32 if step > 0 else -1
        self._month = (self._month + timedelta(days=days)).replace(day=1)
        self._show()

    def _show(self) -> None:
        from dutyroom.desk.month_sheet import month_sheet
        from dutyroom.sheet import month_lines  # needed by few: the room opens sooner without

        lines: list[str] = []
        wrong = attempt(lambda: lines.extend(month_lines(month_sheet(self._desk, self._month))))
        rows = [
            Row((Span(" " + line, "dim" if line.startswith(" ") else "name"),), key=str(place))
            for place, line in enumerate(lines)
        ]
        if not rows:
            rows = [plain(" " + (wrong or _("Nothing is planned in this month.")))]
        title = _("Attendance {month} · ← → another month · Esc closes")
        words = title.format(month=f"{self._month:%Y-%m}")
        self.query_one("#title", Static).update(Content(words))
        self._rows = tuple(rows)
        self.query_one(Rows).show(rows)
        self.query_one(Rows).top()
