"""Log 登记: calls, visits, messages and work orders, newest first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult

from dutyroom.desk.log.entries import find_item
from dutyroom.desk.now import NowView
from dutyroom.domain.records.items import Assignment, Item
from dutyroom.domain.records.log import Entry, WorkOrder
from dutyroom.i18n import _
from dutyroom.words.codes import mark_words, word
from screens.kit.form import Saved
from screens.kit.frame import DutyScreen
from screens.kit.rows import Row, Rows, Span, heading, plain, wrapped
from screens.log.assign_forms import assign_form
from screens.log.forms import message_form, step_form, visit_form
from screens.log.order_forms import order_form, order_step_form
from screens.log.search import SearchScreen
from screens.log.search_form import SearchFields, Sought, search_form


class LogScreen(DutyScreen):
    """The log of the last days and what is still open."""

    CSS_PATH = ["../kit/rows.tcss", "../kit/frame.tcss", "log.tcss"]
    MODE = "log"

    def body(self) -> ComposeResult:
        """Put one list and the words of its line below."""
        yield Rows(id="log", follow=True, bar=2)
        yield Rows(id="detail", cursor=False)

    def fill(self, view: NowView) -> None:
        """Fill the list, open things of earlier days first below today's."""
        state, width = self.desk.state(), self.size.width
        items: list[Item] = [*state.entries, *state.orders]
        items.sort(key=lambda item: (item.at, item.id[2:], item.id), reverse=True)
        rows: list[Row] = []
        for place, item in enumerate(items):
            if place == 0 or item.day != items[place - 1].day:
                rows.append(heading(f"{item.day:%m-%d}"))
            rows.append(_row(item, width, state.name(item.owner)))
        if not rows:
            rows = [plain(" " + _("The log is empty. Ctrl+N logs a call."), "good")]
        self.query_one("#log", Rows).show(rows)
        self._detail()

    def on_rows_moved(self) -> None:
        """Show the words of the line under the cursor."""
        self._detail()

    def _detail(self) -> None:
        key = self.query_one("#log", Rows).key
        detail = self.query_one("#detail", Rows)
        if not key:
            detail.show(())
            return
        state = self.desk.state()
        item = find_item(state, key)
        rows = [Row((Span(f" {item.id} ", "key"), Span(_about(item), "name")))]
        rows += wrapped(item.text, self.size.width, "plain")
        for step in item.thread[-1:]:
            rows.append(plain(f"   {step.at:%H:%M} {state.name(step.by)}: {step.text}"))
        marks = item.marks if isinstance(item, Entry | WorkOrder) else ()
        order = item.linked("order")
        facts = [
            *(_given(each, state.name) for each in item.assigned[-1:]),
            _("taken by {name}").format(name=state.name(item.by)),
            *((_("order {number}").format(number=order),) if order else ()),
            *(mark_words(mark) for mark in marks),
            *((_("handed over {n}×").format(n=item.handovers),) if item.handovers else ()),
        ]
        rows.append(plain("   " + " · ".join(facts), "dim"))
        detail.show(rows)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Ask what was done about the line."""
        item = find_item(self.desk.state(), event.key)
        if isinstance(item, Entry):
            self.app.push_screen(step_form(self.desk, item))
        else:
            self.app.push_screen(order_step_form(self.desk, item.id))

    def action_search(self) -> None:
        """Ask what to look for, and look for it."""
        self._ask_search(None)

    def _ask_search(self, before: SearchFields | None) -> None:
        """Ask, beginning with what was typed the last time."""

        def look_for(saved: Saved[Sought] | None) -> None:
            if saved:
                again = partial(self._search_again, saved.result.typed)
                self.app.push_screen(SearchScreen(self.desk, saved.result.query), again)

        self.app.push_screen(search_form(self.desk, before), look_for)

    def _search_again(self, typed: SearchFields, wanted: bool | None) -> None:
        if wanted:
            self._ask_search(typed)

    def action_step(self) -> None:
        """Ask what was done about the line under the cursor."""
        self.query_one("#log", Rows).action_choose()

    def action_new_visit(self) -> None:
        """Ask about a visit."""
        self.app.push_screen(visit_form(self.desk))

    def action_new_message(self) -> None:
        """Ask about a message."""
        self.app.push_screen(message_form(self.desk))

    def action_new_order(self) -> None:
        """Ask about a work order."""
        self.app.push_screen(order_form(self.desk))

    def action_from_entry(self) -> None:
        """Ask about a work order of the entry under the cursor."""
        key = self.query_one("#log", Rows).key
        item = find_item(self.desk.state(), key) if key else None
        if isinstance(item, Entry):
            self.app.push_screen(order_form(self.desk, item))

    def action_assign(self) -> None:
        """Ask to whom a leader gives the line under the cursor."""
        key = self.query_one("#log", Rows).key
        if key:
            self.app.push_screen(assign_form(self.desk, find_item(self.desk.state(), key)))


def _given(given: Assignment, name: Callable[[str], str]) -> str:
    """Return to whom a leader gave it, and whether it was seen (R-044)."""
    words = _("{leader} gave it to {person} {time}").format(
        leader=name(given.by), person=name(given.to), time=f"{given.at:%H:%M}"
    )
    return words if given.seen else words + " " + _("(not seen)")


def _about(item: Item) -> str:
    """Return where it is, who called, and the number to call back."""
    if isinstance(item, Entry):
        parts = (item.room, item.caller, item.phone, item.whom and f"→ {item.whom}")
    else:
        parts = (item.where, item.phone, item.who and f"→ {item.who}", "")
    return "  ".join(part for part in parts if part)


def _row(item: Item, width: int, owner: str) -> Row:
    kind = word(item.kind) if isinstance(item, Entry) else _("order")
    grave = {"urgent": "overdue", "important": "due"}.get(item.urgency, "dim")
    about = " ".join(part for part in (item.where, item.who, item.text) if part)
    return Row(
        (
            Span(f" {item.at:%H:%M}", "plain", 7),
            Span(item.id[-3:], "key", 4),
            Span(kind, "plain", 8),
            Span(word(item.urgency), grave, 11),
            Span(word(item.status), "soon" if item.is_open else "good", 14),
            Span(about, "plain" if item.is_open else "dim", max(10, width - 55)),
            Span(" " + owner, "dim", 11),
        ),
        key=item.id,
    )
