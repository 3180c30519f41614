"""Search 查找: all the years, the newest first, while the room goes on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from dutyroom.desk import search
from dutyroom.desk.desk import Desk
from dutyroom.desk.search import Match, Query
from dutyroom.i18n import _
from dutyroom.store.errors import StoreError
from dutyroom.text import printable
from dutyroom.words.codes import short_number, store_words, word
from screens.commands.command import with_wide
from screens.kit.dialog_base import Overlay
from screens.kit.rows import Row, Rows, Span, wrapped

MOST, BATCH = 1000, 25
"""How many are shown at most, and how many are added at least after the first."""


class SearchScreen(Overlay[bool]):
    """What was found, as it is found; Esc ends the search, Ctrl+F asks once more."""

    CSS_PATH = ["../kit/rows.tcss", "../kit/dialogs.tcss"]
    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding(with_wide("ctrl+f,slash"), "again", show=False),
    ]

    def __init__(self, desk: Desk, query: Query) -> None:
        """Take the desk and what to look for."""
        super().__init__()
        self._desk, self._query = desk, query
        self._matches: list[Match] = []

    def compose(self) -> ComposeResult:
        """Put what was found into a box, with its words below."""
        with Vertical(id="box"):
            yield Static(id="title")
            yield Rows(id="list", bar=2)
            yield Rows(id="words", cursor=False)

    def begin(self) -> None:
        """Begin to look."""
        self._say(_("Searching…"))
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def _look(self) -> None:
        worker, batch = get_current_worker(), list[Match]()
        end = _("that is all")
        try:
            for match in search.find(self._desk, self._query):
                if worker.is_cancelled:
                    return
                batch.append(match)
                if len(self._matches) + len(batch) >= MOST:
                    end = _("and more: say more exactly what to look for")
                    break
                if not self._matches or len(batch) >= max(BATCH, len(self._matches)):
                    self.app.call_from_thread(self._take, tuple(batch))
                    batch.clear()
        except StoreError as error:
            end = store_words(error)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, tuple(batch), end)

    def _take(self, more: tuple[Match, ...], end: str = "") -> None:
        self._matches = sorted([*self._matches, *more], key=lambda match: match.day, reverse=True)
        self.query_one("#list", Rows).show([_row(match) for match in self._matches])
        self._say(end or _("Searching…"))
        self._words()

    def _say(self, words: str) -> None:
        count = _("{n} found").format(n=len(self._matches))
        text = f"{count}, {words}  ·  " + _("Ctrl+F other words · Esc closes")
        self.query_one("#title", Static).update(Content(printable(text)))

    def on_rows_moved(self) -> None:
        """Show the words of the record under the cursor."""
        self._words()

    def _words(self) -> None:
        key = self.query_one("#list", Rows).key
        match = next((match for match in self._matches if match.number == key), None)
        lines = wrapped(search.line_of(match), self.size.width - 8, "plain") if match else []
        self.query_one("#words", Rows).show(lines)

    def action_close(self) -> None:
        """End the search."""
        self._end(again=False)

    def action_again(self) -> None:
        """End the search, and go back to what was asked."""
        self._end(again=True)

    def _end(self, *, again: bool) -> None:
        self.workers.cancel_node(self)
        self.dismiss(again)


def _row(match: Match) -> Row:
    return Row(
        (
            Span(f" {match.day}", "plain", 12),
            Span(short_number(match.number), "key", 11),
            Span(word(match.kind), "plain", 11),
            Span(search.line_of(match), "plain"),
        ),
        key=match.number,
    )
