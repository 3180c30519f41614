"""Lines of the Board: a day with its shifts, and what the checker finds in a month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from dutyroom.desk import board
from dutyroom.desk.board import DayLine, MonthGrid
from dutyroom.desk.desk import Desk
from dutyroom.desk.drivers import roster_driven
from dutyroom.domain.lunch import phone_out
from dutyroom.domain.records import Roster
from dutyroom.i18n import _, listed, render
from dutyroom.roster_words import cleaning_words
from dutyroom.words import away_words, clock, day_words, mark_words, phone_words, word
from screens.dialogs import DIALOG_WIDTH
from screens.drivers import driver_key, wanted_row
from screens.rows import Row, Span, heading, plain, post_shift, wrapped
from screens.work import work_rows

BEFORE_WIDTH, CAME_WIDTH = 45, 20
"""Cells of a shift's line before the column of who came, and of that column with names."""


def finding_rows(grid: MonthGrid, width: int) -> list[Row]:
    """Return the findings of a month as lines, the gravest first, the long ones in two.

    The sentence says which dates it is about; the key of a line is the place
    of its finding in the month.
    """
    rows = []
    gravity = ("block", "warn", "note", "off")
    for place, found in sorted(
        enumerate(grid.findings), key=lambda each: (gravity.index(each[1].level), each[1].day)
    ):
        first, *more = wrapped(f"{render(found.sentence)}  {found.clause}", width - 10, most=4)
        look = {"block": "overdue", "warn": "due"}.get(found.level, "dim")
        head = Span(f" {word(found.level)}", look, 10)
        rows.append(Row((head, *_plainly(first)), key=f"{place}"))
        rows += [Row((Span("", "plain", 10), *_plainly(line))) for line in more]
    return rows or [plain(" " + _("The checker finds nothing."), "good")]


def _plainly(row: Row) -> tuple[Span, ...]:
    return tuple(Span(span.text, "plain") for span in row.spans)


def day_rows(desk: Desk, day: date, *, draft: bool) -> list[Row]:
    """Return a day as lines: planned people, phones, who came and when."""
    view = board.day_view(desk, day, draft=draft)
    weekday = _("Mon Tue Wed Thu Fri Sat Sun").split()[day.weekday()]
    title = f"{day:%m-%d} {weekday}  " + day_words(
        view.kind, view.holiday, day.year, known=view.year_known
    )
    title += f"  {cleaning_words(view.cleaners)}" if view.cleaners else ""
    shared = _shared(view.lines)
    rows = [heading("  ".join((title, *shared)))]
    driven = None if draft else roster_driven(desk, day)
    rows += [row for line in view.lines for row in _line_rows(day, line, driven, shared)]
    rows += [] if draft else wanted_row(desk, day)
    rows += _presence(desk, day)
    rows += work_rows(desk, day)
    rows += [
        plain(f" ! {render(f.sentence)}", "due")
        for f in view.findings
        if f.level in ("warn", "block")
    ]
    return rows


def _shared(lines: Sequence[DayLine]) -> tuple[str, ...]:
    """Return the remarks that several shifts of a day have: they are of the day."""
    found = Counter(line.remark for line in lines if line.remark)
    return tuple(remark for remark, count in found.items() if count > 1)


def _line_rows(day: date, line: DayLine, driven: Roster | None, shared: Sequence[str]) -> list[Row]:
    """Return a shift; what it is marked with goes into a line of its own where it is long."""
    label = word(line.role) if line.role != "duty" else post_shift(line.post, line.shift, 12)
    hours = f"{clock(line.start)}–{clock(line.end)}" if line.start else ""
    planned = listed(
        name + (_("(sub)") if substitute else "") + (_("(locked)") if name in line.locked else "")
        for name, _number, substitute in line.planned
    )
    as_planned = [name for name, _a in line.actual] == [name for name, *_more in line.planned]
    came = listed(
        clock(a.arrived) if as_planned else f"{name} {clock(a.arrived)}" for name, a in line.actual
    )
    marks = "; ".join(mark_words(mark) for mark in line.marks)
    remark = "" if line.remark in shared else line.remark
    reserve = _("reserve {number}").format(number=line.backup) if line.backup and not came else ""
    car = (line.plate, _("to be arranged anew") if line.waits else "", reserve, remark)
    phone = line.planned[0][1] if len(line.planned) == 1 and not came else ""
    said = marks or " ".join(part for part in car if part)
    width = cell_len(came) + 2 if came and as_planned else CAME_WIDTH
    room = DIALOG_WIDTH - BEFORE_WIDTH - width
    below = wrapped(said, DIALOG_WIDTH - 14, "warn") if cell_len(said) > room else []
    first = Row(
        (
            Span(" " + label, "plain", 14),
            Span(hours, "dim", 13),
            Span(planned or "—", "name" if planned else "overdue", 18),
            Span(came or phone, "good" if came else "dim", width),
            Span("" if below else said, "warn"),
        ),
        key=driver_key(day, driven)
        if driven is not None and line.role == "driver"
        else f"{line.post}/{line.shift}/{line.role}",
    )
    return [first, *(Row((Span("", "plain", 13), *row.spans)) for row in below)]


def _presence(desk: Desk, day: date) -> list[Row]:
    """Return who was away on a day and where to be found, for the board (R-315)."""
    state = desk.state()
    lines = [
        f"{state.name(a.person)}  {away_words(a, state.name(a.cover))}"
        for a in state.aways
        if a.day == day
    ]
    out = phone_out(state)
    if out is not None and out.day == day:
        lines.append(phone_words(out, state.name(out.holder)))
    return [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "due")]
