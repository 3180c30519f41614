"""The offer to mend damaged records: what is wrong, what comes back, who mends it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.damage import StationDamage, examine_apart, the_copy
from dutyroom.desk.station.repair import Examination, Mended, mend_records
from dutyroom.i18n import N_, _, render
from dutyroom.text import printable_lines
from dutyroom.values import dataclass
from dutyroom.words.damage import (
    copy_words,
    found_lines,
    mended_lines,
    offer_lines,
    remedy_words,
    whole_lines,
)
from screens.kit.actions import Objection, result_of
from screens.kit.dialogs import DIALOG_WIDTH, KIT, ListDialog
from screens.kit.fields import Questions, as_trimmed, ask
from screens.kit.form import Form, Saved
from screens.kit.rows import Row, Rows, Span, plain, wrapped
from screens.kit.who import on_duty

MEND = "mend"
"""The key of the line that goes on to mend what a closer look found."""
Then = Callable[[Examination | Objection], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingFields:
    """Who mends the records; with the PIN where the person's record can be read."""

    name: str = ask(N_("Name"), as_trimmed)
    pin: str = ask(N_("PIN"), as_trimmed, secret=True, hint=N_("if you have one"))


class MendingForm(Form[Mended]):
    """What is damaged and what comes back of it; the last Enter mends it."""

    CSS_PATH = [KIT / "form.tcss", Path(__file__).with_name("mending.tcss")]

    def __init__(self, desk: Desk, damage: StationDamage) -> None:
        """Say what is known at once; what can be brought back is looked for meanwhile."""
        self._desk = desk
        self._lines = offer_lines(damage, desk.now())
        super().__init__(
            _("The records are damaged"),
            Questions(desk, MendingFields, name=on_duty(desk)),
            lambda typed: mend_records(desk, typed.name, typed.pin),
            note=self._told(_("Looking for what can be brought back…")),
            foot=_("Enter on the last line mends · Ctrl+G mends · Esc later"),
        )

    def _told(self, remedy: str) -> str:
        """Return the note, with what mending brings back below what is damaged."""
        return "\n".join([*self._lines[:-3], remedy, *self._lines[-3:]])

    def begin(self) -> None:
        """Begin, and look through the records in a thread."""
        super().begin()
        _examine(self, self._desk, self._show)

    def _show(self, found: Examination | Objection) -> None:
        words = found.words if isinstance(found, Objection) else remedy_words(found)
        note = self.query_one("#form-note", Static)
        note.update(Content(printable_lines(self._told(words))))


def _examine(screen: Screen[Any], desk: Desk, then: Then) -> None:
    """Look through the records in a thread, and go on with what was found if one still waits."""

    def look() -> None:
        worker, found = get_current_worker(), result_of(partial(examine_apart, desk))
        if not worker.is_cancelled:
            screen.app.call_from_thread(go_on, found)

    def go_on(found: Examination | Objection) -> None:
        if screen.is_attached:
            then(found)

    screen.app.run_worker(look, thread=True)


def mended_dialog(saved: Saved[Mended]) -> ListDialog:
    """Say whether the records are whole again, and what stands nowhere any more."""
    return _said(_("Mended · Esc closes"), mended_lines(saved.result))


class LookDialog(ListDialog):
    """Looks through all records where none is known to be damaged, and says what was found.

    Nobody reads months that are over until somebody asks for them. Closes with `MEND`
    when what was found is to be mended.
    """

    def __init__(self, desk: Desk) -> None:
        """Say that it takes a moment."""
        super().__init__(_("The records · Esc closes"), _rows([_("Looking through all records…")]))
        self._desk = desk
        self.damage: StationDamage | None = None

    def begin(self) -> None:
        """Begin, and look through the records in a thread."""
        super().begin()
        _examine(self, self._desk, self._show)

    def _show(self, found: Examination | Objection) -> None:
        copy = the_copy(self._desk)
        if isinstance(found, Objection):
            rows = _rows([found.words])
        elif found.report.damage:
            self.damage = StationDamage(found.report.damage, copy)
            rows = _rows([*found_lines(self.damage), remedy_words(found)])
            rows.append(Row((Span(" " + _("Enter goes on to mend it"), "due"),), key=MEND))
        else:
            lines = [*whole_lines(found.report), copy_words(copy, self._desk.now())]
            rows = _rows([*lines, *map(render, self._desk.passed_over)])
        self.query_one(Rows).show(rows)


def _said(title: str, lines: Sequence[str]) -> ListDialog:
    return ListDialog(title, _rows(lines) or [plain("")])


def _rows(lines: Sequence[str]) -> list[Row]:
    return [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "plain", most=4)]
