"""Board 班次表: the month as a grid of people and days, the day as a line of shifts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult

from dutyroom.desk.desk import Desk
from dutyroom.desk.now import NowView
from dutyroom.desk.people.find import find_person
from dutyroom.desk.planning import fairness
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.plan import Outcome, Planned
from dutyroom.desk.roster.edit import lock_shifts, undo_edit
from dutyroom.desk.roster.find import roster_of, roster_to_undo
from dutyroom.desk.roster.imports import Imported
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.roster.powers import owner_asked
from dutyroom.desk.station.calendars import TakenYear
from dutyroom.desk.swaps.requests import shift_of
from dutyroom.domain.base.dates import month_before, next_month
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.roster.edit import is_locked, shifts_of
from dutyroom.domain.roster.shown import draft_at, shown_rosters, standing_rosters
from dutyroom.i18n import _
from dutyroom.words.codes import verdict_line
from dutyroom.words.rosters import year_lines
from screens.board.drivers import driver_form, is_driver
from screens.board.edit_form import edit_form, undo_form
from screens.board.grid import Grid
from screens.board.import_form import ImportForm, import_words
from screens.board.notice_form import notice_form
from screens.board.plan_forms import ToPlan, keep_form, plan_form
from screens.board.planning import PlanRun, fairness_rows, planned_words
from screens.board.publish_form import publish_form
from screens.board.rows import day_rows, finding_rows, title_row
from screens.board.site_work import is_work, work_form
from screens.board.step_forms import step_form
from screens.board.steps import StepsDialog, is_step
from screens.commands.board import BOARD_FOOT
from screens.kit.actions import Objection, attempt, result_of
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog
from screens.kit.form import Form, Saved
from screens.kit.frame import DutyScreen, KeyBar
from screens.kit.rows import Row, Rows, Span, cut, plain
from screens.presence.excuse_form import excuse_form
from screens.swaps.leave_forms import SaidAfter
from screens.swaps.request_forms import ask_form, request_form
from screens.swaps.requests_dialog import requests_dialog

BELOW = 6
"""Lines of a day that there is room for below the grid."""


class BoardScreen(DutyScreen):
    """The month, and below it the day or the findings."""

    CSS_PATH = ["../kit/rows.tcss", "../kit/frame.tcss", "board.tcss"]
    MODE = "board"
    AUTO_FOCUS = "#grid"

    _month: date | None = None
    shows_draft = False

    def body(self) -> ComposeResult:
        """Put the state, the grid and the day one under the other."""
        yield Rows(id="title", cursor=False)
        yield Grid()
        yield Rows(id="day", cursor=False)

    def fill(self, view: NowView) -> None:
        """Fill the month and the day under the cursor."""
        month = self._month or view.now.date()
        self._grid = month_grid(self.desk, month, draft=self.shows_draft)
        self.query_one(Grid).show(self._grid, view.now.date())
        self.query_one("#title", Rows).show([title_row(self._grid)])
        self.query_one(KeyBar).put_first(BOARD_FOOT.get(self._grid.state, ()))
        self._below()

    def on_grid_moved(self) -> None:
        """Show the day under the cursor."""
        self._below()

    def on_grid_chosen(self, event: Grid.Chosen) -> None:
        """Show the whole day."""
        rows = day_rows(self.desk, event.day, draft=self.shows_draft)
        driven = any(is_driver(row.key) for row in rows)
        words = _("The day · Enter on the driver changes it · Esc closes")
        title = words if driven else _("The day · Esc closes")
        self.app.push_screen(ListDialog(title, rows), self._drive)

    def _drive(self, key: str | None) -> None:
        """Ask for driver and car of a date, or whether work goes on, by the line taken."""
        form: Form[Any] | None = None
        if key and is_driver(key):
            form = driver_form(self.desk, key)
        elif key and is_work(key):
            form = work_form(self.desk, key)
        if form is not None:
            self.app.push_screen(form, lambda saved: self.look(force=True))

    def _below(self) -> None:
        below = self.query_one("#day", Rows)
        day = self.query_one(Grid).day
        if day is not None:
            rows = day_rows(self.desk, day, draft=self.shows_draft, brief=True)
            if len(rows) > BELOW:
                words = _("↓ {n} more: Enter").format(n=len(rows) - BELOW)
                room = self.size.width - cell_len(words) - 3
                title = cut("".join(span.text for span in rows[0].spans).rstrip(), room).rstrip()
                rows[0] = Row((Span(title, "title"), Span(f"  {words}", "dim")))
            below.show(rows[:BELOW])

    def action_turn(self, step: int) -> None:
        """Show the month before or after."""
        shown = self._month or self.desk.now().date()
        self._month = next_month(shown) if step > 0 else month_before(shown)
        self.look(force=True)

    def action_today(self) -> None:
        """Show this month, and stand on today."""
        self._month = None
        self.look(force=True)
        self.query_one(Grid).stand_on(self.desk.now().date())

    def action_check(self) -> None:
        """Show what the checker finds; Enter stands on the day that it is about."""
        grid = self._grid

        def go(place: str | None) -> None:
            if place:
                self.query_one(Grid).stand_on(grid.findings[int(place)].day)

        rows = finding_rows(grid, DIALOG_WIDTH)
        self.app.push_screen(ListDialog(_("Findings · Enter shows the day · Esc closes"), rows), go)

    def action_take_in(self) -> None:
        """Ask for a roster file."""

        def show(saved: Saved[Imported] | None) -> None:
            if saved:
                self._show_month_of(saved.result.roster)
                kept = _("Kept as a draft: Ctrl+G publishes it")
                self.say(import_words(saved.result) + "\n" + kept, "good")

        self.app.push_screen(ImportForm(self.desk), show)

    def action_draft(self) -> None:
        """Show the draft that is worked on, or what is in force."""
        self.shows_draft = not self.shows_draft
        self.look(force=True)
        if self.shows_draft and self._grid.state != "draft":
            self.shows_draft = False
            self.say(_("There is no draft of this month"))

    def action_edit(self) -> None:
        """Change who has the shift under the cursor; the roster in force gets a draft."""
        grid = self.query_one(Grid)
        if grid.day is None:
            return
        day, person = grid.day, grid.key
        roster = result_of(lambda: roster_of(self.desk.state(), day, person))
        if isinstance(roster, Objection):
            self.say(roster.words)
            return

        def tell(saved: Saved[tuple[Verdict, ...]] | None) -> None:
            if saved:
                self._edited()
                if saved.result:
                    self.say("\n".join(map(verdict_line, saved.result)))

        self.app.push_screen(edit_form(self.desk, roster, person, day), tell)

    def _edited(self) -> None:
        """Show the draft that was changed, where there is one."""
        self.shows_draft = True
        self.look(force=True)
        self.shows_draft = self._grid.state == "draft"

    def action_lock(self) -> None:
        """Lock the shift under the cursor for the planner, or free it; in the draft."""
        grid = self.query_one(Grid)
        if grid.day is None or not grid.key:
            return
        day, state = grid.day, self.desk.state()
        roster = result_of(lambda: roster_of(state, day, grid.key))
        if isinstance(roster, Objection):
            self.say(roster.words)
        elif person := state.people.get(grid.key):
            self.in_turn(lambda: self._lock(roster, person, day))
        else:
            self.say(_("Nobody here is called {name}").format(name=grid.key))

    def _lock(self, roster: Roster, person: Person, day: date) -> None:
        locked = result_of(lambda: lock_shifts(self.desk, roster, person, day))
        if isinstance(locked, Objection):
            self.say(locked.words)
        else:
            self._edited()
            self.say(_lock_words(locked, person, day), "good")

    def action_undo(self) -> None:
        """Take the last change of the draft back."""
        grid = self.query_one(Grid)
        if grid.day is None:
            return
        day, person, state = grid.day, grid.key, self.desk.state()
        roster = result_of(lambda: roster_to_undo(state, day, person))
        if isinstance(roster, Objection):
            self.say(roster.words)
            return
        form = undo_form(self.desk, roster)
        if form is not None:
            self.app.push_screen(form, lambda saved: self._edited() if saved else None)
        else:
            self.in_turn(lambda: self._undo(roster))

    def _undo(self, roster: Roster) -> None:
        wrong = attempt(lambda: undo_edit(self.desk, roster))
        self.look(force=True)
        self.shows_draft = self.shows_draft and self._grid.state == "draft"
        self.say(wrong or _("The last change is taken back"), "wrong" if wrong else "good")

    def action_swap(self) -> None:
        """Ask for leave from the shift under the cursor, or for a swap of it."""
        grid = self.query_one(Grid)
        if grid.day is not None and grid.key:
            self._open(partial(_swap_form, self.desk, grid.key, grid.day))

    def action_excuse(self) -> None:
        """Ask which leader excuses a mark of the person under the cursor on that day."""
        grid = self.query_one(Grid)
        if grid.day is not None and grid.key:
            self._open(partial(excuse_form, self.desk, grid.key, grid.day))

    def _open(self, make: Callable[[], Form[Any]]) -> None:
        """Open a form, or say why there is none."""
        form = result_of(make)
        if isinstance(form, Objection):
            self.say(form.words)
        else:
            self.app.push_screen(form)

    def action_requests(self) -> None:
        """List the requests and the leave; the one taken is decided."""

        def tell(saved: Saved[SaidAfter] | None) -> None:
            self.look(force=True)
            self.say("\n".join(saved.result if saved else ()))

        def decide(key: str | None) -> None:
            if key:
                self.app.push_screen(request_form(self.desk, key), tell)

        self.app.push_screen(requests_dialog(self.desk), decide)

    def action_plan(self) -> None:
        """Ask what to plan, work it out beside, keep it as a draft."""

        def work_out(saved: Saved[ToPlan] | None) -> None:
            if saved:
                run = PlanRun(saved.result.prepared)
                self.app.push_screen(run, partial(self._keep, saved.result))

        form = plan_form(self.desk, self._grid.first, self._roster_shown())
        self.app.push_screen(form, work_out)

    def _keep(self, plan: ToPlan, outcome: Outcome | None) -> None:
        """Keep a plan as a draft; where the office is not shown, ask for it once more."""
        if outcome is None:
            return
        desk, prepared = self.desk, plan.prepared
        planned = result_of(
            lambda: planning.keep_plan(desk, prepared, outcome, by=plan.by, pin=plan.pin)
        )
        if not isinstance(planned, Objection):
            self._say_planned(planned)
        elif owner_asked(desk) is None:
            self.say(planned.words)
        else:
            form = keep_form(desk, prepared, outcome, planned.words)
            self.app.push_screen(form, self._say_kept)

    def _say_kept(self, saved: Saved[Planned] | None) -> None:
        if saved:
            self._say_planned(saved.result)
        else:
            self.say("")

    @property
    def _span(self) -> tuple[date, date]:
        """The first and the last date of the month that is shown."""
        return self._grid.first, self._grid.columns[-1].day

    def _roster_shown(self) -> Roster | None:
        """Return the roster of which the board speaks, or None."""
        first, last = self._span
        rosters = shown_rosters(self.desk.state(), first, last, draft=self.shows_draft)
        return rosters[-1] if rosters else None

    def _say_planned(self, planned: Planned) -> None:
        self.shows_draft = True
        self._show_month_of(planned.roster)
        self.say(planned_words(planned), "wrong" if planned.outcome.plan.holes else "good")

    def _show_month_of(self, roster: Roster) -> None:
        self._month = roster.first
        self.look(force=True)

    def action_fairness(self) -> None:
        """List who has served how much this year, with what is shown."""
        desk, first = self.desk, self._grid.first
        table = fairness.year_table(desk, first.year, self._roster_shown())
        title = _("Who has served how much in {year} · Esc closes").format(year=first.year)
        self.app.push_screen(ListDialog(title, fairness_rows(desk, table)))

    def action_publish(self) -> None:
        """Put a draft of the month in force: that of the date under the cursor goes first."""
        first, last = self._span
        draft = draft_at(self.desk.state(), first, last, self.query_one(Grid).day)
        if draft is None:
            self.say(_("There is no draft of this month"))
        else:
            self.app.push_screen(publish_form(self.desk, draft))

    def action_steps(self) -> None:
        """List how far the month's rosters are and what they changed; the line taken is noted."""
        desk, (first, last) = self.desk, self._span
        shown = self._roster_shown()
        if shown is None:
            self.say(_("No roster for this month: Ctrl+R takes one in, Ctrl+W plans one."))
            return

        def note(key: str | None) -> None:
            if key and is_step(key):
                form = step_form(desk, dialog.roster, key)
                self.app.push_screen(form, lambda saved: self.look(force=True))
            else:
                self._drive(key)

        rosters = standing_rosters(desk.state(), first, last)
        dialog = StepsDialog(desk, rosters, shown)
        self.app.push_screen(dialog, note)

    def action_notice(self) -> None:
        """Ask for a year's holiday notice; list what it changed in the rosters."""

        def show(saved: Saved[TakenYear] | None) -> None:
            self.look(force=True)
            if saved:
                rows = [plain(f" {line}", "plain") for line in year_lines(saved.result)]
                self.app.push_screen(ListDialog(_("The notice counts · Esc closes"), rows))

        self.app.push_screen(notice_form(self.desk, self._grid.first.year), show)


def _swap_form(desk: Desk, key: str, day: date) -> Form[Swap]:
    """Return the form that asks for a swap of somebody's shift. Raises `Wrong` without one."""
    person = find_person(desk.state(), key)
    return ask_form(desk, shift_of(desk, person, day), key)


def _lock_words(roster: Roster, person: Person, day: date) -> str:
    """Return what the planner will do with a person's shifts of a day."""
    words = _("Free: {person} {day}")
    if all(is_locked(roster, person.key, ref) for ref in shifts_of(roster, person.key, day)):
        words = _("Locked: {person} {day}, the planner leaves it")
    return words.format(person=person.name, day=f"{day:%m-%d}")
