"""Now 值班台: what is due, who is on and next, what was left over, six numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal

from dutyroom.desk.desk import Desk
from dutyroom.desk.now import NowView
from dutyroom.desk.station.damage import damage_of
from dutyroom.desk.station.drafts import Draft
from dutyroom.domain.due import Obligation
from dutyroom.domain.facts.retiming import marked_records
from screens.kit.actions import Objection, result_of
from screens.kit.frame import DutyScreen
from screens.kit.lazy_module import LazyModule
from screens.kit.rows import Rows
from screens.now.rows import CLOCK, DAMAGE, damage_row, due_rows, people_rows

if TYPE_CHECKING:
    from dutyroom.desk import answers
    from screens import draft_forms
    from screens.emergency import forms as emergency_forms
    from screens.kit.form import Saved
    from screens.now import clock_forms
    from screens.now import forms as now_forms
    from screens.presence import check_form, meeting_forms, month_sheet, sign_in_forms
    from screens.presence import forms as presence_forms
    from screens.swaps.leave_forms import SaidAfter
else:
    answers, draft_forms = LazyModule("dutyroom.desk.answers"), LazyModule("screens.draft_forms")
    emergency_forms = LazyModule("screens.emergency.forms")
    clock_forms = LazyModule("screens.now.clock_forms")
    now_forms, presence_forms = (
        LazyModule("screens.now.forms"),
        LazyModule("screens.presence.forms"),
    )
    check_form = LazyModule("screens.presence.check_form")
    meeting_forms = LazyModule("screens.presence.meeting_forms")
    sign_in_forms = LazyModule("screens.presence.sign_in_forms")
    month_sheet = LazyModule("screens.presence.month_sheet")


class NowScreen(DutyScreen):
    """The home of the room."""

    CSS_PATH = ["../kit/rows.tcss", "../kit/frame.tcss", "now.tcss"]
    MODE = "now"
    AUTO_FOCUS = "#due"

    def __init__(self, desk: Desk, reopen: Callable[[Draft], None]) -> None:
        """Take the desk, and what opens a draft again."""
        super().__init__(desk)
        self.reopen = reopen

    def body(self) -> ComposeResult:
        """Put what is due at the left and the people at the right."""
        with Horizontal():
            yield Rows(id="due")
            yield Rows(id="people", cursor=False)

    def fill(self, view: NowView) -> None:
        """Fill both halves."""
        width = max(20, self.size.width - 31)
        self._due = {o.key: o for o in view.due}
        self._drafts = {f"draft:{draft.id}": draft for draft in view.drafts}
        rows = due_rows(view, self._drafts, width)
        if damage_of(self.desk) is not None:
            rows.insert(0, damage_row(width))
        self.query_one("#due", Rows).show(rows)
        self.query_one("#people", Rows).show(people_rows(view, self.desk.state().name))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Do what the line asks: sign in, walk, hand over, write a step."""
        if event.key == DAMAGE:
            self.call_later(self.app.run_action, "mend")
        elif event.key in self._drafts:
            self.reopen(self._drafts[event.key])
        elif event.key == CLOCK:
            self.action_clock()
        elif event.key in self._due:
            self._answer(self._due[event.key])
        else:
            self._open("item", event.key)

    def action_act(self) -> None:
        """Do what the line under the cursor asks."""
        self.query_one("#due", Rows).action_choose()

    def _answer(self, owed: Obligation) -> None:
        """Open the form that answers an obligation, or turn to the screen that does."""
        answer = answers.answer_to(owed)
        about = answer.about(self.desk.state(), owed) if answer.form else ""
        if answer.form and self._open(answer.form, about):
            return
        if answer.screen:
            self.app.switch_mode(answer.screen)
        else:
            self.look(force=True)  # it was answered a moment ago, or is of yesterday

    def _open(self, kind: str, about: str) -> bool:
        """Open the form of a kind; tell whether there is one."""
        form = draft_forms.form_of(self.desk, kind, about)
        if form is None:
            return False
        self.app.push_screen(form, self._tell_warnings if kind == "board.requests" else None)
        return True

    def _tell_warnings(self, saved: Saved[SaidAfter] | None) -> None:
        """Say despite what a swap took effect that was decided."""
        self.look(force=True)
        self.say("\n".join(saved.result if saved else ()))

    def action_away(self) -> None:
        """Ask who leaves for a while."""
        self.app.push_screen(presence_forms.away_form(self.desk))

    def action_back(self) -> None:
        """Ask who is back."""
        self.app.push_screen(presence_forms.back_form(self.desk))

    def action_where(self) -> None:
        """Ask where somebody is to be found."""
        self.app.push_screen(presence_forms.where_form(self.desk))

    def action_phone(self) -> None:
        """Ask who has the telephone."""
        self.app.push_screen(presence_forms.phone_form(self.desk))

    def action_check(self) -> None:
        """Ask what a check found."""
        self.app.push_screen(check_form.check_form(self.desk))

    def action_leader(self) -> None:
        """Ask which leader comes."""
        self.app.push_screen(presence_forms.leader_form(self.desk))

    def action_meeting(self) -> None:
        """Ask who came to the meeting, or put right what was ticked."""
        form = result_of(lambda: meeting_forms.last_form(self.desk))
        if isinstance(form, Objection):
            self.say(form.words)
        else:
            self.app.push_screen(form)

    def action_sheet(self) -> None:
        """Show the month's attendance."""
        self.app.push_screen(month_sheet.SheetDialog(self.desk, self.desk.duty_date()))

    def action_sign_in(self) -> None:
        """Ask who comes."""
        self.app.push_screen(sign_in_forms.sign_in_form(self.desk))

    def action_sign_out(self) -> None:
        """Ask who leaves."""
        self.app.push_screen(sign_in_forms.sign_out_form(self.desk))

    def action_release(self) -> None:
        """Ask which leader lets whom go."""
        self.app.push_screen(sign_in_forms.release_form(self.desk))

    def action_clock(self) -> None:
        """Ask what the time is, or whose times a supervisor has looked at."""
        if self.desk.clock_doubt() or not marked_records(self.desk.state()):
            self.app.push_screen(clock_forms.clock_form(self.desk))
        else:
            self.app.push_screen(clock_forms.clock_dialog(self.desk), self._look_at_times)

    def _look_at_times(self, chosen: str | None) -> None:
        """Open the form of the line that was chosen."""
        form = clock_forms.chosen_form(self.desk, chosen or "")
        if form is not None:
            self.app.push_screen(form)

    def action_contact(self) -> None:
        """Ask for an emergency number."""
        self.app.push_screen(emergency_forms.contact_form(self.desk))

    def action_acknowledge(self) -> None:
        """Ask who has seen the alarm under the cursor."""
        obligation = self._due.get(self.query_one("#due", Rows).key)
        if obligation is not None:
            self.app.push_screen(now_forms.acknowledge_form(self.desk, obligation))
