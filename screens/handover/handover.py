"""Handover 交接: the checklist, the count, the open items, two signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.app import ComposeResult

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import affirm_count
from dutyroom.desk.handover.find import (
    find_handover,
    finished_handover,
    handover_now,
    look_at_handover,
    posts_on_duty,
)
from dutyroom.desk.handover.items import pass_on
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.now import NowView
from dutyroom.desk.patrol import inspections
from dutyroom.desk.people.find import find_person
from dutyroom.domain.handover.checklist import is_denied
from dutyroom.domain.handover.items import decision
from dutyroom.domain.records.handover import Handover
from dutyroom.i18n import _, listed
from dutyroom.words.sheets import sheet_lines
from screens.handover import forms
from screens.handover.rows import list_rows, past_row, standing_rows
from screens.kit.actions import attempt
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog
from screens.kit.form import Form, Saved
from screens.kit.frame import DutyScreen
from screens.kit.rows import Rows, heading, plain, wrapped


class HandoverScreen(DutyScreen):
    """One list from top to bottom: what is answered, what is not, who signs."""

    CSS_PATH = ["../kit/rows.tcss", "../kit/frame.tcss", "handover.tcss"]
    MODE = "handover"
    _post = ""

    def body(self) -> ComposeResult:
        """Put the state above and the list below."""
        yield Rows(id="standing", cursor=False)
        yield Rows(id="list")

    def fill(self, view: NowView) -> None:
        """Fill the state and the list."""
        handover = self._current()
        if handover is None:
            self._fill_idle(view)
            return
        shown = look_at_handover(self.desk, handover)
        standing = self.query_one("#standing", Rows)
        rows = standing_rows(self.desk, shown, self.size.width)
        standing.styles.height = len(rows) + 1
        standing.show(rows)
        self.query_one("#list", Rows).show(list_rows(self.desk, shown, self.size.width))

    def _current(self) -> Handover | None:
        state = self.desk.state()
        return find_handover(state, self._post) or find_handover(state)

    def _fill_idle(self, view: NowView) -> None:
        done = [h for h in self.desk.state().handovers if h.status == "complete"]
        words = _("No handover is under way. Ctrl+B opens that of the shift on post.")
        here = [person.name for post in view.posts for person in post.arrived]
        if here:
            words = _("The relief is here: {names}. Ctrl+B opens the handover.")
            words = words.format(names=listed(here))
        standing = self.query_one("#standing", Rows)
        standing.styles.height = 2
        standing.show([plain(" " + words)])
        rows = [heading(_("Done: Enter shows it"))] if done else []
        rows += [past_row(self.desk, past) for past in reversed(done)]
        self.query_one("#list", Rows).show(rows)

    def _do(self, act: Callable[[], object], *, onward: bool = True) -> None:
        self.in_turn(lambda: self._do_now(act, onward=onward))

    def _do_now(self, act: Callable[[], object], *, onward: bool) -> None:
        wrong = attempt(act)
        self.look(force=True)
        self.say(wrong)
        if onward and not wrong:
            self.query_one("#list", Rows).action_move(1)

    def action_start(self) -> None:
        """Open the handover of the shift on post, or take in who came."""
        posts = posts_on_duty(self.desk.state())
        if len(posts) < 2:
            self._do(lambda: start_handover(self.desk, self._post), onward=False)
        else:
            self.app.push_screen(forms.post_form(self.desk, posts), self._show_post)

    def _show_post(self, saved: Saved[Handover] | None) -> None:
        if saved:
            self._post = saved.result.post
            self.look(force=True)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Write the record, or answer yes; show a handover that is over."""
        if self._current() is not None:
            self.action_yes()
            return
        past = finished_handover(self.desk, event.key)
        lines = (
            row
            for line in sheet_lines(self.desk, past)
            for row in wrapped(line, DIALOG_WIDTH, "plain", most=9)
        )
        rows = [replace(row, key=str(place)) for place, row in enumerate(lines)]
        self.app.push_screen(ListDialog(_("{number} · Esc closes").format(number=past.id), rows))

    def action_yes(self) -> None:
        """Answer the line as it should be."""
        handover, key = self._current(), self.query_one("#list", Rows).key
        if handover is None:
            self._say_none()
        elif key:
            self._affirm(handover, key)

    def _affirm(self, handover: Handover, key: str) -> None:
        kind, _sep, rest = key.partition(":")
        by = forms.author_of(handover, key)
        match kind:
            case "count":
                self._do(lambda: affirm_count(self.desk, handover, rest, by=by))
            case "item":
                self._pass(handover, rest, by)
            case "inspect":
                self._do(lambda: self._normal(handover, rest))
            case "tick" if is_denied(handover, rest):
                self.say(_("That line is answered with no: Ctrl+E changes it"))
            case "tick":
                self._do(lambda: answer_line(self.desk, handover, rest, True, by=by))
            case _:
                self.action_record()

    def _pass(self, handover: Handover, item: str, by: str) -> None:
        if not forms.relief_of(handover):
            self.action_no()
            return
        self._do(lambda: pass_on(self.desk, handover, item, by=by))
        passed = decision(handover_now(self.desk.state(), handover), item)
        if passed is not None and not passed.reason:
            self.say(_("Passed on without a reason: Ctrl+E on the line writes it"))

    def _normal(self, handover: Handover, rest: str) -> None:
        group, _sep, item = rest.partition(":")
        person = find_person(self.desk.state(), handover.outgoing[0])
        inspections.inspect(self.desk, person, group, item, "normal")

    def action_no(self) -> None:
        """Ask what is wrong with the line; one that was answered before keeps the cursor."""
        handover, key = self._current(), self.query_one("#list", Rows).key
        kind, _sep, rest = key.partition(":")
        asked: dict[str, Callable[[Desk, Handover, str], Form[Any]]] = {
            "count": forms.count_form,
            "item": forms.item_form,
            "tick": forms.tick_form,
            "inspect": forms.fault_form,
        }
        if handover is not None and kind in asked:
            settled = forms.is_answered(handover, kind, rest)
            then = None if settled else self._onward
            self.app.push_screen(asked[kind](self.desk, handover, rest), then)

    def _onward(self, saved: Saved[Any] | None) -> None:
        if saved:
            self.query_one("#list", Rows).action_move(1)

    def _ask(self, form: Callable[[Desk, Handover], Form[Any]]) -> None:
        handover = self._current()
        if handover is not None:
            self.app.push_screen(form(self.desk, handover))
        else:
            self._say_none()

    def _say_none(self) -> None:
        self.say(_("No handover is under way. Ctrl+B opens that of the shift on post."))

    def action_record(self) -> None:
        """Ask for the duty record."""
        self._ask(forms.record_form)

    def action_ask(self) -> None:
        """Ask for a question and its answer."""
        self._ask(forms.question_form)

    def action_override(self) -> None:
        """Ask the supervisor for a reason and the PIN."""
        self._ask(forms.override_form)

    def action_sign(self) -> None:
        """Ask who signs, and the PIN; who has come since is taken in first."""
        opened = self._current()
        if opened is not None and not opened.incoming:
            post = opened.post
            self._do(lambda: start_handover(self.desk, post), onward=False)
        if (handover := self._current()) is None:
            self._say_none()
        else:
            form = forms.sign_form(self.desk, handover)
            self.app.push_screen(form, lambda _saved: self._signed(handover))

    def _signed(self, handover: Handover) -> None:
        """Say it when both have signed, and show what is done from its top."""
        done = handover_now(self.desk.state(), handover)
        if done.status == "complete":
            self.query_one("#list", Rows).top()
            to = done.to_shift or _("post closes")
            words = _("Handed over: {post} {old} → {new}")
            self.say(words.format(post=done.post, old=done.from_shift, new=to), "good")
