"""Planning on the Board: the plan under way, and who has served how much."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from dutyroom.desk.desk import Desk
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.plan import Outcome, Planned
from dutyroom.desk.planning.problem import Prepared
from dutyroom.domain.planning.fairness import Fairness
from dutyroom.domain.planning.search import Progress
from dutyroom.i18n import _, render
from dutyroom.text import printable
from dutyroom.words.planning import bar, cells, longest, outcome_lines, spread_cells, titles
from dutyroom.words.rosters import findings_words
from screens.kit.dialog_base import Overlay
from screens.kit.rows import Row, Span, plain

_WIDTHS = (13, 6, 7, 9, 9, 6, 6)
_BAR = 15
QUIET = 0.5
"""Seconds without a key until somebody has stopped typing."""


class PlanRun(Overlay[Outcome]):
    """The search under way, in a thread; Esc takes the best so far.

    Nobody knows to the second when it ends: keys that are typed on end here,
    and none of them does anything on the Board beneath.
    """

    CSS_PATH = ["../kit/rows.tcss", "../kit/dialogs.tcss"]
    BINDINGS = [Binding("escape", "end", show=False)]

    def __init__(self, prepared: Prepared) -> None:
        """Take what is to be worked out."""
        super().__init__()
        self._prepared = prepared
        self._ended = False
        self._outcome: Outcome | None = None
        self._typing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Put the progress into a box."""
        with Vertical(id="box"):
            yield Static(Content(_("Planning… Esc takes the best so far")), id="title")
            yield Static(id="progress")

    def begin(self) -> None:
        """Begin to search."""
        self.app.run_worker(self._search, thread=True)

    def _search(self) -> None:
        worker, shown = get_current_worker(), [-1]

        def report(progress: Progress) -> None:
            percent = 100 * progress.done // max(1, progress.steps)
            if percent != shown[0] and not worker.is_cancelled:
                shown[0] = percent
                self.app.call_from_thread(self._show, progress, percent)

        def stop() -> bool:
            return self._ended or worker.is_cancelled

        outcome = planning.work_out(self._prepared, report=report, stop=stop)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._close, outcome)

    def on_key(self) -> None:
        """Take every key in, and stay until a moment after the last one."""
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(QUIET, self._typed)

    def _typed(self) -> None:
        self._typing = None
        if self._outcome is not None:
            self.dismiss(self._outcome)

    def _close(self, outcome: Outcome) -> None:
        self._outcome = outcome
        if self._typing is None:
            self.dismiss(outcome)

    def _show(self, progress: Progress, percent: int) -> None:
        words = _("{percent} %, shifts without anybody: {holes}")
        text = words.format(percent=percent, holes=progress.holes)
        self.query_one("#progress", Static).update(Content(printable(text)))

    def action_end(self) -> None:
        """Let the search end with the best so far."""
        self._ended = True


def planned_words(planned: Planned) -> str:
    """Return what is said when a plan was kept: the outcome and what the checker finds."""
    grave = [each for each in planned.findings if each.level in ("block", "warn")]
    words = list(outcome_lines(planned))
    count = findings_words(grave)
    first = [render(grave[0].sentence)] if grave else []
    ends = _("Kept as a draft: Ctrl+G publishes it")
    return "\n".join(["  ".join([*words, count]), *first, ends])


def fairness_rows(desk: Desk, table: Fairness) -> list[Row]:
    """Return the fairness table as lines: numbers, and a bar of nights and other shifts."""
    name, most = desk.state().name, longest(table.rows)
    rows = [_row(titles(), "title")]
    for tally in table.rows:
        dark, light = bar(tally, most, _BAR)
        row = _row(cells(tally, name), "plain")
        spans = (*row.spans, Span("  "), Span(dark, "waiting"), Span(light, "dim"))
        rows.append(Row(spans, key=tally.person))
    rows.append(_row(spread_cells(table), "name"))
    return [*rows, plain(" " + _("█ nights  ░ other shifts"))]


def _row(texts: tuple[str, ...], look: str) -> Row:
    spans = (
        Span((" " if n == 0 else "") + text, look, _WIDTHS[n], right=n > 0)
        for n, text in enumerate(texts)
    )
    return Row(tuple(spans))
