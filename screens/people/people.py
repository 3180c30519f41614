"""People 人员: who is who, and what an administrator changes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.audit import audit_list, audited_person
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _, listed
from dutyroom.text import printable
from dutyroom.words.codes import audit_line, word
from screens.commands.command import with_wide
from screens.kit.dialog_base import Overlay
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog
from screens.kit.form import Form, Saved
from screens.kit.rows import Row, Rows, Span, cut, plain, wrapped
from screens.people.forms import new_form, person_form, pin_form

WIDTH = 78
"""Cells that a line of the table has at 80 columns."""
_WIDTHS = (10, 11, 13, 13, 12, 6, 6)
_NOTHING = "—"
_NEW, _AUDIT = "+", "audit"


class PeopleDialog(Overlay[None]):
    """The people in a table, all of one person below it; Enter changes, Space sets the PIN."""

    CSS_PATH = ["../kit/rows.tcss", "people.tcss"]
    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding(with_wide("space"), "pin", show=False),
    ]
    _said = ""

    def __init__(self, desk: Desk) -> None:
        """Take the desk whose people they are."""
        super().__init__()
        self._desk = desk

    def compose(self) -> ComposeResult:
        """Put the table into a box, what it is called above and one person below."""
        with Vertical(id="box"):
            title = _("People · Enter changes · Space sets the PIN · Esc closes")
            yield Static(Content(printable(title)), id="title")
            yield Rows(id="head", cursor=False)
            yield Rows(id="list")
            yield Rows(id="detail", cursor=False)

    def begin(self) -> None:
        """Fill the table, and stand on the first person."""
        self._fill()
        people = self._people()
        if people:
            self.query_one("#list", Rows).go(people[0].key)

    def on_screen_resume(self) -> None:
        """Look again after a form."""
        self._fill()

    def _people(self) -> list[Person]:
        """Return the people in the order of the list; those who have left come last."""
        today = self._desk.duty_date()
        return sorted(
            self._desk.state().people.values(), key=lambda person: not person.serves(today)
        )

    def _fill(self) -> None:
        today = self._desk.now().date()
        new = Row((Span(" " + _("+ a new person"), "key"),), key=_NEW)
        audit = Row((Span(" " + _("the audit list: who was refused what"), "key"),), key=_AUDIT)
        rows = [person_row(person, today) for person in self._people()]
        self.query_one("#head", Rows).show([_head()])
        self.query_one("#list", Rows).show([new, audit, *rows])
        self._tell()

    def on_rows_moved(self) -> None:
        """Show all of the person under the cursor."""
        self._said = ""
        self._tell()

    def _tell(self) -> None:
        """Show what was saved, or else all of the person under the cursor."""
        person = self._person()
        lines = wrapped(person_words(person), WIDTH, "plain") if person else []
        said = wrapped(self._said, WIDTH, "good")
        self.query_one("#detail", Rows).show(said if self._said else lines)

    def _ask(self, form: Form[Any]) -> None:
        def tell(saved: Saved[Any] | None) -> None:
            self._said = _("Saved: {title}").format(title=form.title_words) if saved else ""
            self._tell()

        self._said = ""
        self.app.push_screen(form, tell)

    def _person(self) -> Person | None:
        return self._desk.state().people.get(self.query_one("#list", Rows).key)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Ask what to change of the person, or who is new."""
        person = self._person()
        if event.key == _NEW:
            self._ask(new_form(self._desk))
        elif event.key == _AUDIT:
            self.app.push_screen(audit_dialog(self._desk))
        elif person is not None:
            self._ask(person_form(self._desk, person))

    def action_close(self) -> None:
        """Close the table."""
        self.dismiss()

    def action_pin(self) -> None:
        """Ask for a PIN of the person under the cursor."""
        person = self._person()
        if person is not None:
            self._ask(pin_form(self._desk, person))


def person_row(person: Person, today: date) -> Row:
    """Return a person as a line of the table."""
    nights = _("none") if person.night_exempt else ""
    pin = ("✓", "good") if person.pin else (_NOTHING, "dim")
    cells = (
        (" " + person.name, "name"),
        (person.unit or _NOTHING, "plain"),
        (person.rank or _NOTHING, "plain"),
        (listed(map(word, person.roles)) or _NOTHING, "dim"),
        (person.phone or _NOTHING, "plain"),
        (nights, "warn"),
        pin,
    )
    if person.serves(today):
        return Row((*_columns(cells), Span(_("serves"), "plain")), key=person.key)
    dimmed = [(text, "dim") for text, _look in cells]
    return Row((*_columns(dimmed), Span(_("left"), "due")), key=person.key)


def _columns(cells: Iterable[tuple[str, str]]) -> list[Span]:
    """Return texts with their looks in the columns of the table."""
    return [
        Span(_fitted(text, width), look, width)
        for (text, look), width in zip(cells, _WIDTHS, strict=True)
    ]


def _fitted(cell: str, width: int) -> str:
    """Return a cell cut a little earlier than its column ends, so that columns stay apart."""
    return cut(cell, width - 1)


def _head() -> Row:
    titles = (
        " " + _("Name"),
        _("Unit"),
        _("Rank"),
        _("Roles"),
        _("Telephone"),
        _("Night"),
        _("PIN"),
    )
    spans = [Span(title, "title", width) for title, width in zip(titles, _WIDTHS, strict=True)]
    return Row((*spans, Span(_("State"), "title")))


def person_words(person: Person) -> str:
    """Return all that the list knows of a person, in words."""
    nights = _("no nights: {reason}").format(reason=person.night_exempt)
    left = _("last day {day}").format(day=person.left)
    parts = (
        person.name,
        person.unit,
        person.rank,
        listed(map(word, person.roles)) or _("no role"),
        " / ".join(filter(None, (person.phone, person.backup))) or _("no telephone number"),
        person.pool,
        nights if person.night_exempt else "",
        _("PIN is set") if person.pin else _("no PIN yet"),
        left if person.left else "",
    )
    return " · ".join(part for part in parts if part)


def audit_dialog(desk: Desk) -> ListDialog:
    """List who was refused what for want of the power; it is only read (R-059)."""
    name = desk.state().name
    rows: list[Row] = []
    for refusal in audit_list(desk):
        first, *more = wrapped(
            audit_line(refusal, name(audited_person(refusal))), DIALOG_WIDTH, "plain", most=3
        )
        rows += [replace(first, key=refusal.id), *more]
    title = _("Audit list, the newest first · Esc closes")
    return ListDialog(title, rows or [plain(" " + _("Nobody was refused."))])
