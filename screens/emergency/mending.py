"""The offer to mend damaged records: what is wrong, what comes back, who mends it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.damage import StationDamage, examine_apart, the_copy
from dutyroom.desk.station.repair import Mended, mend_records
from dutyroom.i18n import N_, _, render
from dutyroom.text import printable_lines
from dutyroom.values import dataclass
from dutyroom.words.damage import copy_words, mended_lines, offer_lines, remedy_words
from screens.kit.actions import Objection, result_of
from screens.kit.dialogs import DIALOG_WIDTH, KIT, ListDialog
from screens.kit.fields import Questions, as_trimmed, ask
from screens.kit.form import Form, Saved
from screens.kit.rows import cut, plain, wrapped
from screens.kit.who import on_duty

_WIDTH = 68
"""Cells that a line of the form has at 80 columns."""


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
        self._lines = [cut(line, _WIDTH) for line in offer_lines(damage, desk.now())]
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
        self.app.run_worker(self._examine, thread=True)

    def _examine(self) -> None:
        worker, found = get_current_worker(), result_of(partial(examine_apart, self._desk))
        words = found.words if isinstance(found, Objection) else remedy_words(found)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, words)

    def _show(self, words: str) -> None:
        if self.is_attached:
            note = self.query_one("#form-note", Static)
            note.update(Content(printable_lines(self._told(words))))


def mended_dialog(saved: Saved[Mended]) -> ListDialog:
    """Say whether the records are whole again, and what stands nowhere any more."""
    return _said(_("Mended · Esc closes"), mended_lines(saved.result))


def whole_dialog(desk: Desk) -> ListDialog:
    """Say that nothing is damaged in what is loaded, which copy there is, and what looks closer."""
    copy = copy_words(the_copy(desk), desk.now())
    closer = _("'dutyroom data verify' walks through every page of all years.")
    lines = [_("Nothing is damaged in the records of this month."), copy, closer]
    return _said(_("The records · Esc closes"), [*lines, *map(render, desk.passed_over)])


def _said(title: str, lines: Sequence[str]) -> ListDialog:
    rows = [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "plain", most=4)]
    return ListDialog(title, rows or [plain("")])
