"""The life of a roster on the Board: who was told, where it is filed, what a version changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.export import versions_before
from dutyroom.domain.records.roster import Roster, RosterStep
from dutyroom.domain.roster.steps import Stage, stages, to_gather, untold_shifts
from dutyroom.i18n import _
from dutyroom.text import printable
from dutyroom.words.codes import word
from dutyroom.words.rosters import (
    fact_line,
    provisional_words,
    stage_line,
    version_lines,
)
from screens.board.drivers import waiting_rows
from screens.kit.dialogs import DIALOG_WIDTH, PickDialog
from screens.kit.rows import Row, Rows, Span, heading, plain, wrapped

NOTED: tuple[RosterStep, ...] = ("reported", "gathered", "received", "told", "filed")
"""The steps that are noted by hand; the issue itself sends the roster out."""


class StepsDialog(PickDialog):
    """How far each roster of a month is; left and right show another, Enter notes a step."""

    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, desk: Desk, rosters: Sequence[Roster], roster: Roster) -> None:
        """Take the desk, the rosters to choose from, and the one to begin with."""
        super().__init__("", ())
        self._desk, self._rosters = desk, tuple(rosters)
        self._at = next((n for n, r in enumerate(rosters) if r.id == roster.id), 0)

    @property
    def roster(self) -> Roster:
        """The roster that is shown."""
        return self._rosters[self._at]

    def begin(self) -> None:
        """Show the roster to begin with."""
        self._show()

    def action_turn(self, step: int) -> None:
        """Show the next roster of the month, or the one before."""
        self._at = (self._at + step) % len(self._rosters)
        self._show()

    def _show(self) -> None:
        roster, count = self.roster, len(self._rosters)
        rows = _step_rows(self._desk, roster)
        noted = any(is_step(row.key) for row in rows)
        words = _("{title} v{version} · Esc closes")
        if noted:
            words = _("{title} v{version} · Enter notes it · Esc closes")
        title = words.format(title=roster.title, version=roster.version)
        if count > 1:
            state = "  ".join((f"{roster.first} – {roster.last}", word(roster.state)))
            rows.insert(0, heading(f"{state}  {provisional_words(roster)}".rstrip()))
            title = f"{self._at + 1}/{count} ← →  {title}"
        self.query_one("#title", Static).update(Content(printable(title)))
        self._rows = tuple(rows)
        self.query_one(Rows).show(rows)
        self.query_one(Rows).top()


def _step_rows(desk: Desk, roster: Roster) -> list[Row]:
    """Return what a version changed and how far it is; the rows of who is missing have keys."""
    name = desk.state().name
    rows: list[Row] = []
    steps = stages(roster, desk.profile)
    for stage in steps:
        rows += wrapped(" " + stage_line(stage, name), DIALOG_WIDTH, "name", most=3)
        if stage.step in NOTED:
            rows += _missing(desk, roster, stage)
    rows += waiting_rows(desk, roster)
    facts = [fact_line(fact, name) for stage in steps for fact in stage.done]
    head, *changed = version_lines(versions_before(desk, roster), roster, name)
    rows += _read(head, changed)
    rows += _read(_("What was done"), facts) if facts else []
    if not steps and roster.state == "published":
        rows.append(plain(" " + _("The profile asks for no steps after publishing.")))
    return rows


def _read(head: str, lines: list[str]) -> list[Row]:
    """Return lines that are only read; each has a key, so that the cursor comes there."""
    rows = [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "plain", most=3)]
    keyed = [replace(row, key=f"{head}{place}") for place, row in enumerate(rows)]
    return [heading(head), *keyed]


def is_step(key: str) -> bool:
    """Tell whether a line of the list is something to note."""
    return key.partition("/")[0] in NOTED


def _missing(desk: Desk, roster: Roster, stage: Stage) -> list[Row]:
    if stage.step == "gathered":
        n = len(to_gather(roster, desk.profile))
        return [_row("gathered", "", everything("gathered"), f"{n}/{len(stage.missing)}")]
    rows = [
        _row(stage.step, whom, desk.state().name(whom), _count(roster, stage.step, whom))
        for whom in stage.missing
    ]
    if stage.step == "told" and len(rows) > 1:
        rows.insert(0, _row("told", "", everything("told"), ""))
    return rows


def _row(step: str, whom: str, label: str, count: str) -> Row:
    spans = (Span("   " + label, "due", 30), Span(count, "dim"))
    return Row(spans, key=f"{step}/{whom}")


def everything(step: str) -> str:
    """Return what is noted where nobody is named."""
    return _("what has been reported") if step == "gathered" else _("all who were not told")


def _count(roster: Roster, step: str, whom: str) -> str:
    if step != "told":
        return ""
    return _("{n} lines").format(n=len(untold_shifts(roster, whom)))
