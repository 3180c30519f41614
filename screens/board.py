"""Board 班次表: the month as a grid of people and days, the day as a line of shifts."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult

from dutyroom.desk import board, rosters
from dutyroom.desk.board import DayLine, MonthGrid
from dutyroom.desk.now import NowView
from dutyroom.desk.station import user_path
from dutyroom.i18n import N_, _, listed, render
from dutyroom.words import clock, mark_words, word
from screens.asks import attempt
from screens.commands import Command
from screens.dialogs import ListDialog
from screens.forms import Field, Form
from screens.frame import DutyScreen
from screens.grid import Grid
from screens.rows import Row, Rows, Span, heading, plain

EARLIER = Command(
    "turn(-1)", "pageup,left_square_bracket", N_("Month before"), N_("The month before")
)
LATER = Command(
    "turn(1)", "pagedown,right_square_bracket", N_("Month after"), N_("The month after")
)
TODAY = Command("today", "ctrl+t,t", N_("Today"), N_("Back to today"))
CHECK = Command("check", "ctrl+k,k", N_("Check"), N_("What the checker finds in this month"))
IMPORT = Command("take_in", "ctrl+r,i", N_("Import"), N_("Take in a roster file as it is"))
PUBLISH = Command("publish", "ctrl+g,p", N_("Publish"), N_("Put the draft in force"))


class BoardScreen(DutyScreen):
    """The month, and below it the day or the findings."""

    CSS_PATH = ["rows.tcss", "frame.tcss", "board.tcss"]
    COMMANDS_HERE = (TODAY, CHECK, EARLIER, LATER, IMPORT, PUBLISH)
    MODE = "board"
    AUTO_FOCUS = "#grid"

    _month: date | None = None

    def body(self) -> ComposeResult:
        """Put the state, the grid and the day one under the other."""
        yield Rows(id="title", cursor=False)
        yield Grid()
        yield Rows(id="day", cursor=False)

    def fill(self, view: NowView) -> None:
        """Fill the month and the day under the cursor."""
        month = self._month or view.now.date()
        self._grid = board.month_grid(self.desk, month)
        self.query_one(Grid).show(self._grid, view.now.date())
        self.query_one("#title", Rows).show([self._title(self._grid)])
        self._below()

    def _title(self, grid: MonthGrid) -> Row:
        if not grid.state:
            words = _("No roster for this month: Ctrl+R takes one in from a file.")
            return plain(f" {grid.first:%Y-%m}  {words}", "due")
        warnings = sum(1 for f in grid.findings if f.level in ("warn", "block"))
        spans = [
            Span(f" {grid.title} ", "name"),
            Span(
                f" {word(grid.state)} v{grid.version} ",
                "good" if grid.state == "published" else "due",
            ),
        ]
        if warnings:
            spans.append(Span(" " + _("{n} findings").format(n=warnings), "due"))
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
        self.app.push_screen(ListDialog(_("The day · Esc closes"), day_rows(self, event.day)))

    def _below(self) -> None:
        below = self.query_one("#day", Rows)
        day = self.query_one(Grid).day
        if day is not None:
            below.show(day_rows(self, day)[:6])

    def action_turn(self, step: int) -> None:
        """Show the month before or after."""
        first = (self._month or self.desk.now().date()).replace(day=1)
        self._month = (first + timedelta(days=32 if step > 0 else -1)).replace(day=1)
        self.look(force=True)

    def action_today(self) -> None:
        """Show this month."""
        self._month = None
        self.look(force=True)

    def action_check(self) -> None:
        """Show what the checker finds."""
        self.app.push_screen(ListDialog(_("Findings · Esc closes"), finding_rows(self._grid)))

    def action_take_in(self) -> None:
        """Ask for a roster file."""
        desk = self.desk

        def save(typed: dict[str, str]) -> str:
            said: list[str] = []

            def do() -> None:
                done = rosters.import_roster(
                    desk,
                    user_path(typed["file"]),
                    preview=typed["how"] == "preview",
                    accept_problems=typed["how"] == "accept",
                )
                shown = [f"{p.cell}: {render(p.sentence)}" for p in done.problems[:6]]
                if not done.written:
                    said.append("\n".join([_("Nothing is kept yet."), *shown]))

            return attempt(do) or "\n".join(said)

        fields = (
            Field("file", _("File"), hint=_("path of an .xlsx or .csv")),
            Field(
                "how",
                _("How"),
                "preview",
                (
                    ("preview", _("show what was not understood")),
                    ("keep", _("keep it if all is understood")),
                    ("accept", _("keep what was understood")),
                ),
            ),
        )
        self.app.push_screen(Form(_("Take in a roster"), fields, save))

    def action_publish(self) -> None:
        """Put the newest draft of the month in force."""
        drafts = [
            r
            for r in self.desk.state().rosters
            if r.state == "draft"
            and r.first <= self._grid.columns[-1].day
            and r.last >= self._grid.first
        ]
        if not drafts:
            self.notify(_("There is no draft of this month"), markup=False)
            return
        wrong = attempt(lambda: rosters.publish(self.desk, drafts[-1]))
        self.notify(
            wrong or _("Published"), severity="error" if wrong else "information", markup=False
        )
        self.look(force=True)


def finding_rows(grid: MonthGrid) -> list[Row]:
    """Return the findings of a month as lines."""
    rows = [
        Row(
            (
                Span(f" {f.day:%m-%d} ", "plain", 8),
                Span(word(f.level), {"block": "overdue", "warn": "due"}.get(f.level, "dim"), 10),
                Span(render(f.sentence), "plain"),
                Span(f"  {f.clause}", "dim"),
            ),
            key=f"{place}",
        )
        for place, f in enumerate(grid.findings)
    ]
    return rows or [plain(" " + _("The checker finds nothing."), "good")]


def day_rows(screen: BoardScreen, day: date) -> list[Row]:
    """Return a day as lines: planned people, phones, who came and when."""
    view = board.day_view(screen.desk, day)
    weekday = _("Mon Tue Wed Thu Fri Sat Sun").split()[day.weekday()]
    title = f"{day:%m-%d} {weekday}  {word(view.kind)} {view.holiday}".rstrip()
    rows = [heading(title)]
    rows += [_line_row(line) for line in view.lines]
    rows += [
        plain(f" ! {render(f.sentence)}", "due")
        for f in view.findings
        if f.level in ("warn", "block")
    ]
    return rows


def _line_row(line: DayLine) -> Row:
    label = (
        word(line.role)
        if line.role != "duty"
        else (line.shift if line.shift == line.post else f"{line.post} {line.shift}")
    )
    hours = f"{clock(line.start)}–{clock(line.end)}" if line.start else ""
    planned = listed(
        name + (_("(sub)") if substitute else "") for name, _number, substitute in line.planned
    )
    came = listed(f"{name} {clock(a.arrived)}" for name, a in line.actual)
    marks = "; ".join(mark_words(mark) for mark in line.marks)
    phone = line.planned[0][1] if len(line.planned) == 1 and not came else ""
    return Row(
        (
            Span(" " + label, "plain", 14),
            Span(hours, "dim", 13),
            Span(planned or "—", "name" if planned else "overdue", 18),
            Span(came or phone, "good" if came else "dim", 20),
            Span(marks or line.remark, "warn"),
        ),
        key=f"{line.post}/{line.shift}/{line.role}",
    )
