"""Board 班次表: the month as a grid of people and days, the day as a line of shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len
from textual.app import ComposeResult

from dutyroom.desk.desk import Desk
from dutyroom.desk.now import NowView
from dutyroom.desk.people import powers
from dutyroom.desk.people.find import find_person
from dutyroom.desk.people.powers import Credentials
from dutyroom.desk.planning import fairness
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.plan import Outcome, Planned
from dutyroom.desk.planning.problem import Prepared
from dutyroom.desk.roster import edit as roster_edit
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.find import roster_of, roster_to_undo
from dutyroom.desk.roster.imports import Imported, import_roster
from dutyroom.desk.roster.month import MonthGrid, month_grid
from dutyroom.desk.roster.powers import publishing
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.calendars import TakenYear
from dutyroom.desk.station.station import user_path
from dutyroom.desk.swaps import requests as swaps
from dutyroom.domain.base.dates import month_before, next_month
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.edit import is_locked, shifts_of
from dutyroom.domain.roster.shown import draft_at, shown_rosters, standing_rosters
from dutyroom.domain.roster.versions import overtaken
from dutyroom.i18n import _, render
from dutyroom.words.codes import verdict_line, word
from dutyroom.words.imports import compared_line, import_lines
from dutyroom.words.rosters import findings_words, year_lines
from screens.board.drivers import driver_form, is_driver
from screens.board.edit import edit_form, undo_form
from screens.board.grid import Grid
from screens.board.planning import PlanRun, fairness_rows, keep_form, plan_form, planned_words
from screens.board.rows import day_rows, finding_rows
from screens.board.site_work import is_work, work_form
from screens.board.steps import StepsDialog, is_step, notice_form, step_form
from screens.commands.commands import BOARD_FOOT
from screens.kit.actions import attempt
from screens.kit.asks import hand_of, office_fields, signed_fields
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog
from screens.kit.form import Field, Form
from screens.kit.frame import DutyScreen, KeyBar
from screens.kit.rows import Row, Rows, Span, cut, plain, wrapped
from screens.presence.forms import excuse_form
from screens.swaps.swaps import ask_form, request_form, requests_dialog

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
        self.query_one("#title", Rows).show([self._title(self._grid)])
        self.query_one(KeyBar).put_first(BOARD_FOOT.get(self._grid.state, ()))
        self._below()

    def _title(self, grid: MonthGrid) -> Row:
        if not grid.state:
            words = _("No roster for this month: Ctrl+R takes one in, Ctrl+W plans one.")
            unknown = "" if grid.year_known else _("no notice for {year}")
            said = unknown.format(year=grid.first.year)
            return plain(f" {grid.first:%Y-%m}  {words}  {said}", "due")
        spans = [
            Span(f" {grid.title} ", "name"),
            Span(
                f" {word(grid.state)} v{grid.version} ",
                "good" if grid.state == "published" else "due",
            ),
        ]
        if any(found.level in ("warn", "block") for found in grid.findings):
            spans.append(Span(" " + findings_words(grid.findings), "due"))
        if grid.provisional:
            spans.append(Span(" " + _("provisional"), "overdue"))
        if grid.untold:
            spans.append(Span(" " + _("{n} lines not told").format(n=grid.untold), "due"))
        if not grid.year_known:
            spans.append(
                Span(" " + _("no notice for {year}").format(year=grid.first.year), "overdue")
            )
        return Row(tuple(spans))

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
        form = driver_form(self.desk, key) if key and is_driver(key) else None
        form = work_form(self.desk, key) if key and is_work(key) else form
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
        desk = self.desk

        def save(typed: dict[str, str]) -> str:
            done: list[Imported] = []
            wrong = attempt(lambda: done.append(_take_in(desk, typed)))
            if wrong or not done:
                return wrong
            if typed["how"] == "preview":
                self.app.push_screen(preview_dialog(desk, done[0]))
                return compared_line(done[0]) + "\n" + _("Nothing is kept yet.")
            if not done[0].written:
                return _import_words(done[0])
            self.call_later(self._say_taken_in, done[0])
            return ""

        choices = (
            ("keep", _("keep it if all is understood")),
            ("preview", _("only show what is in it")),
            ("accept", _("keep what was understood")),
        )
        fields = (
            Field("file", _("File"), hint=_("path of an .xlsx or .csv")),
            Field("how", _("How"), "keep", choices),
            *office_fields(desk),
        )
        self.app.push_screen(Form(_("Take in a roster"), fields, save))

    def _say_taken_in(self, done: Imported) -> None:
        self._month = done.roster.first
        self.look(force=True)
        self.say(_import_words(done) + "\n" + _("Kept as a draft: Ctrl+G publishes it"), "good")

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
        day, person, found = grid.day, grid.key, []
        wrong = attempt(lambda: found.append(roster_of(self.desk.state(), day, person)))
        if wrong:
            self.say(wrong)
        else:
            said = list[Verdict]()

            def tell(saved: bool | None) -> None:
                self._edited(saved)
                if said:
                    self.say("\n".join(map(verdict_line, said)))

            self.app.push_screen(edit_form(self.desk, found[0], person, day, said), tell)

    def _edited(self, saved: bool | None) -> None:
        if saved:
            self.shows_draft = True
            self.look(force=True)
            self.shows_draft = self._grid.state == "draft"

    def action_lock(self) -> None:
        """Lock the shift under the cursor for the planner, or free it; in the draft."""
        grid, found = self.query_one(Grid), list[Roster]()
        if grid.day is None or not grid.key:
            return
        day, state = grid.day, self.desk.state()
        wrong = attempt(lambda: found.append(roster_of(state, day, grid.key)))
        person = state.people.get(grid.key)
        if person is None or wrong:
            self.say(wrong or _("Nobody here is called {name}").format(name=grid.key))
            return
        done = list[Roster]()
        wrong = attempt(lambda: done.append(roster_edit.lock(self.desk, found[0], person, day)))
        self._edited(not wrong)
        self.say(wrong or _lock_words(done[0], person, day), "wrong" if wrong else "good")

    def action_undo(self) -> None:
        """Take the last change of the draft back."""
        grid, found = self.query_one(Grid), list[Roster]()
        if grid.day is None:
            return
        day, person, state = grid.day, grid.key, self.desk.state()
        wrong = attempt(lambda: found.append(roster_to_undo(state, day, person)))
        form = undo_form(self.desk, found[0]) if found else None
        if form is not None:
            self.app.push_screen(form, self._edited)
            return
        wrong = wrong or attempt(lambda: roster_edit.undo(self.desk, found[0]))
        self.look(force=True)
        self.shows_draft = self.shows_draft and self._grid.state == "draft"
        self.say(wrong or _("The last change is taken back"), "wrong" if wrong else "good")

    def action_swap(self) -> None:
        """Ask for leave from the shift under the cursor, or for a swap of it."""
        grid, found = self.query_one(Grid), []
        if grid.day is not None and grid.key:
            day, person = grid.day, grid.key

            def look_up() -> None:
                found.append(swaps.shift_of(self.desk, find_person(state, person), day))

            state = self.desk.state()
            wrong = attempt(look_up)
            if wrong:
                self.say(wrong)
            else:
                self.app.push_screen(ask_form(self.desk, found[0], person))

    def action_excuse(self) -> None:
        """Ask which leader excuses a mark of the person under the cursor on that day."""
        grid, made = self.query_one(Grid), list[Form]()
        if grid.day is None or not grid.key:
            return
        person, day = grid.key, grid.day
        wrong = attempt(lambda: made.append(excuse_form(self.desk, person, day)))
        if made:
            self.app.push_screen(made[0])
        else:
            self.say(wrong)

    def action_requests(self) -> None:
        """List the requests and the leave; the one taken is decided."""
        said = list[str]()

        def tell(_saved: bool | None) -> None:
            self.look(force=True)
            self.say("\n".join(said))

        def decide(key: str | None) -> None:
            if key:
                self.app.push_screen(request_form(self.desk, key, said), tell)

        self.app.push_screen(requests_dialog(self.desk), decide)

    def action_plan(self) -> None:
        """Ask what to plan, work it out beside, keep it as a draft."""
        desk, ready, hand = self.desk, list[Prepared](), Credentials(by="", pin="")

        def work_out(saved: bool | None) -> None:
            if saved and ready:
                self.app.push_screen(PlanRun(ready[0]), keep)

        def keep(outcome: Outcome | None) -> None:
            if outcome is None:
                return
            done: list[Planned] = []
            wrong = attempt(
                lambda: done.append(planning.keep_plan(desk, ready[0], outcome, **hand))
            )
            if not done and office_fields(desk):
                form = keep_form(desk, ready[0], outcome, done, wrong)
                self.app.push_screen(form, lambda _saved: tell(done, ""))
            else:
                tell(done, wrong)

        def tell(done: list[Planned], wrong: str) -> None:
            self._say_planned(done[0]) if done else self.say(wrong)

        form = plan_form(desk, self._grid.first, self._roster_shown(), ready, hand)
        self.app.push_screen(form, work_out)

    @property
    def _span(self) -> tuple[date, date]:
        """The first and the last date of the month that is shown."""
        return self._grid.first, self._grid.columns[-1].day

    def _roster_shown(self) -> Roster | None:
        """Return the roster of which the board speaks, or None."""
        first, last = self._span
        found = shown_rosters(self.desk.state(), first, last, draft=self.shows_draft)
        return found[-1] if found else None

    def _say_planned(self, done: Planned) -> None:
        self._month, self.shows_draft = done.roster.first, True
        self.look(force=True)
        self.say(planned_words(done), "wrong" if done.outcome.plan.holes else "good")

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
        done: list[TakenYear] = []

        def show(saved: bool | None) -> None:
            self.look(force=True)
            if saved and done:
                rows = [plain(f" {line}", "plain") for line in year_lines(done[0])]
                self.app.push_screen(ListDialog(_("The notice counts · Esc closes"), rows))

        self.app.push_screen(notice_form(self.desk, self._grid.first.year, done), show)


def _lock_words(roster: Roster, person: Person, day: date) -> str:
    """Return what the planner will do with a person's shifts of a day."""
    held = all(is_locked(roster, person.key, ref) for ref in shifts_of(roster, person.key, day))
    words = (
        _("Locked: {person} {day}, the planner leaves it") if held else _("Free: {person} {day}")
    )
    return words.format(person=person.name, day=f"{day:%m-%d}")


def publish_form(desk: Desk, roster: Roster) -> Form:
    """Ask who puts a roster in force, with what the checker finds in it in sight."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            person = find_person(desk.state(), typed["name"])
            sure = {name: typed.get(name) == "yes" for name in ("provisional", "over")}
            publish_roster(desk, roster, by=person.key, pin=typed.get("pin", ""), **sure)

        return attempt(do)

    asked = publishing(desk, roster)
    note = findings_words(check_roster(desk, roster))
    if powers.is_open(desk, asked):
        note += "\n" + _("Setting up: nobody who may publish has a PIN yet, so anybody may.")
    fields = (*signed_fields(desk, asked, "name"), *_doubts(desk, roster))
    title = _("Publish {title} v{version}").format(title=roster.title, version=roster.version)
    return Form(title, fields, save, note=note)


def _doubts(desk: Desk, roster: Roster) -> Iterator[Field]:
    """Give the questions without whose yes a roster is not published.

    Whether it is provisional, where a year has no notice (R-046); whether it
    takes back what came in force since it was made (R-192).
    """
    if desk.calendar.unknown_years(roster.first, roster.last):
        choices = (("no", _("no")), ("yes", _("yes, its year has no notice yet")))
        was = any(before.provisional for before in desk.state().in_force(roster))
        yield Field("provisional", _("Provisional"), "yes" if was else "no", choices)
    newer = overtaken(desk.state(), roster)
    if newer is not None:
        yes = _("yes, v{version} in force is taken back").format(version=newer.version)
        yield Field("over", _("Overtaken"), "no", (("no", _("no")), ("yes", yes)))


def preview_dialog(desk: Desk, done: Imported) -> ListDialog:
    """Return all that an import would change, as the command says it."""
    lines = import_lines(done, desk.state().name)
    rows = [row for line in lines for row in wrapped(line, DIALOG_WIDTH, most=4)]
    return ListDialog(_("Everything that is in it · Esc closes"), rows)


def _take_in(desk: Desk, typed: dict[str, str]) -> Imported:
    return import_roster(
        desk,
        user_path(typed["file"]),
        preview=typed["how"] == "preview",
        accept_problems=typed["how"] == "accept",
        **hand_of(desk, typed),
    )


def _import_words(done: Imported) -> str:
    """Return what is in a file, how much it changes, and what was not understood of it."""
    roster = done.roster
    head = _("{title}: {first} – {last}, {n} lines").format(
        title=roster.title, first=roster.first, last=roster.last, n=len(roster.lines)
    )
    shown = [f"{p.cell}: {render(p.sentence)}" for p in done.problems[:3]]
    more = len(done.problems) - len(shown)
    if more > 0:
        shown.append(_("and {n} more, in 'dutyroom roster import'").format(n=more))
    kept = [] if done.written else [_("Nothing is kept yet.")]
    return "\n".join([head, compared_line(done), *shown, *kept])
