"""The offer to mend damaged records: what is wrong, what comes back, who mends it."""

from __future__ import annotations

from collections.abc import Sequence

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.beside import beside
from dutyroom.desk.station.damage import StationDamage, the_copy
from dutyroom.desk.station.repair import Examination, Mended, examine_records, mend_records
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from dutyroom.words.damage import (
    copy_words,
    damage_line,
    found_lines,
    mended_lines,
    offer_lines,
    remedy_words,
    whole_lines,
)
from screens.emergency.apart_form import Apart, ApartForm
from screens.emergency.restoring import copy_rows, undo_rows
from screens.kit.actions import Objection
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog, lines_dialog
from screens.kit.fields import Questions, as_trimmed, ask
from screens.kit.form import Saved
from screens.kit.rows import Row, Rows, Span, wrapped
from screens.kit.thread import do_in_thread
from screens.kit.who import on_duty

MEND = "mend"
"""The key of the line that goes on to mend what a closer look found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MendingFields:
    """Who mends the records; with the PIN where the person's record can be read."""

    name: str = ask(N_("Name"), as_trimmed)
    pin: str = ask(N_("PIN"), as_trimmed, secret=True, hint=N_("if you have one"))


class MendingForm(ApartForm[Mended]):
    """What is damaged and what comes back of it; the last Enter mends it."""

    def __init__(self, desk: Desk, damage: StationDamage) -> None:
        """Say what is known at once; what can be brought back is looked for meanwhile."""
        lines = offer_lines(damage, desk.now())
        work: Apart[MendingFields, Mended] = Apart(
            look=lambda other: remedy_words(examine_records(other)),
            act=lambda other, typed: mend_records(other, typed.name, typed.pin),
            note=lambda remedy: "\n".join([*lines[:-3], remedy, *lines[-3:]]),
            meanwhile=_("The records are being mended. F9 works."),
        )
        is_damaged = damage.found or damage.fault is not None
        super().__init__(
            _("The records are damaged") if is_damaged else _("A mending was cut off"),
            Questions(desk, MendingFields, name=on_duty(desk)),
            work,
            looking=_("Looking for what can be brought back…"),
            foot=_("Enter on the last line mends · Ctrl+G mends · Esc later"),
        )


def mended_dialog(saved: Saved[Mended]) -> ListDialog:
    """Say whether the records are whole again, and what stands nowhere any more."""
    return lines_dialog(_("Mended · Esc closes"), mended_lines(saved.result))


def small_words(desk: Desk, damage: StationDamage | None) -> str:
    """Return what a window without room for the offer says of the records."""
    if damage is None:
        return _("Nothing is damaged in the records of this month.")
    return damage_line(damage, desk.now())


class LookDialog(ListDialog):
    """Looks through all records where none is known to be damaged, and says what was found.

    Nobody reads months that are over until somebody asks for them. Closes with `MEND`
    when what was found is to be mended; with the copy or the restoring that was chosen
    where everything is whole.
    """

    def __init__(self, desk: Desk) -> None:
        """Say that it takes a moment."""
        super().__init__(_("The records · Esc closes"), _rows([_("Looking through all records…")]))
        self._desk = desk
        self.damage: StationDamage | None = None

    def begin(self) -> None:
        """Begin, and look through the records in a thread."""
        super().begin()
        do_in_thread(self.app, lambda: examine_records(beside(self._desk)), self._show)

    def _show(self, found: Examination | Objection) -> None:
        if not self.is_attached:
            return
        copy = the_copy(self._desk)
        if isinstance(found, Objection):
            rows = _rows([found.words])
        elif found.report.damage or found.cut_off:
            self.damage = StationDamage(found.report.damage, copy)
            words = remedy_words(found).splitlines()
            rows = _rows([*found_lines(self.damage), *words])
            rows.append(Row((Span(" " + _("Enter goes on to mend it"), "due"),), key=MEND))
        else:
            lines = [*whole_lines(found.report), copy_words(copy, self._desk.now())]
            rows = _rows([*lines, *map(render, self._desk.passed_over)])
            rows += [*copy_rows(self._desk), *undo_rows(self._desk)]
        self.query_one(Rows).show(rows)


def _rows(lines: Sequence[str]) -> list[Row]:
    return [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "plain", most=4)]
