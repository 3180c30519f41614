"""Help and menu: what the keys of a screen do, from their one definition."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dutyroom.i18n import _
from screens.commands.command import Command, label, rekeyed, with_wide
from screens.commands.commands import MEANINGS
from screens.commands.everywhere import EVERYWHERE
from screens.kit.dialog_base import Overlay
from screens.kit.frame import user_keys
from screens.kit.rows import Row, Rows, Span, heading, wrapped

BOX_WIDTH = 76
"""Cells that the box has at most, as in ``help.tcss``."""
KEYS_WIDTH, LABEL_WIDTH = 11, 15


class Help(Overlay[None]):
    """The keys of this screen, and those that work everywhere."""

    CSS_PATH = ["rows.tcss", "help.tcss"]
    BINDINGS = [Binding(with_wide("escape,f1,enter,space"), "close", show=False)]

    def __init__(self, own: Sequence[Command], mode: str = "") -> None:
        """Take the screen's own commands, and its name for the words that it explains."""
        super().__init__()
        self._own = tuple(own)
        self._meanings = tuple(MEANINGS.get(mode, {}).items())

    def compose(self) -> ComposeResult:
        """Put the list into a box."""
        with Vertical(id="box"):
            yield Static(Content(_("Keys · Esc closes")), id="title")
            yield Rows(id="keys", cursor=True)

    def begin(self) -> None:
        """Fill the list."""
        keys = user_keys(self)
        rows = [heading(_("This screen"))] if self._own else []
        width = min(self.app.size.width, BOX_WIDTH) - 4
        rows += command_rows(rekeyed(self._own, keys), width)
        rows.append(heading(_("Everywhere")))
        rest = (c for c in EVERYWHERE if c not in self._own)
        rows += command_rows(rekeyed(rest, keys), width)
        rows += meaning_rows(self._meanings, width)
        self.query_one(Rows).show(rows)

    def on_rows_chosen(self) -> None:
        """Close on Enter."""
        self.dismiss()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()


def command_rows(commands: Sequence[Command], width: int) -> list[Row]:
    """Return commands in lines: keys, what they are called, what they do.

    What they do goes on in a line below where ``width`` cells are too few.
    """
    rows: list[Row] = []
    for command in commands:
        first, *more = wrapped(_(command.help), width - KEYS_WIDTH - LABEL_WIDTH + 1, "plain")
        head = (
            Span(" " + command.all_keys(), "key", KEYS_WIDTH),
            Span(label(command), "name", LABEL_WIDTH - 1),
        )
        rows.append(Row((*head, *first.spans), key=command.id))
        indent = Span("", "plain", KEYS_WIDTH + LABEL_WIDTH - 1)
        rows += [Row((indent, *line.spans)) for line in more]
    return rows


def meaning_rows(meanings: Sequence[tuple[str, str]], width: int) -> list[Row]:
    """Return words and what they mean, each in as many lines as it needs."""
    rows = [heading(_("Words"))] if meanings else []
    for name, meaning in meanings:
        first, *more = wrapped(_(meaning), width - LABEL_WIDTH + 1, "plain", most=6)
        lines = [Row((Span(" " + _(name), "name", LABEL_WIDTH), *first.spans), key=name)]
        lines += [Row((Span("", "plain", LABEL_WIDTH), *line.spans), key=name) for line in more]
        rows += lines
    return rows


class Menu(Overlay[str | None]):
    """Everything the screen can do, for hands whose letters go to an input method."""

    CSS_PATH = ["rows.tcss", "help.tcss"]
    BINDINGS = [Binding("escape,f10", "close", show=False)]

    def __init__(self, own: Sequence[Command]) -> None:
        """Take the screen's own commands."""
        super().__init__()
        self._commands = tuple(dict.fromkeys((*own, *EVERYWHERE)))

    def compose(self) -> ComposeResult:
        """Put the list into a box."""
        with Vertical(id="box"):
            yield Static(Content(_("Actions · Enter does it · Esc closes")), id="title")
            yield Rows(id="keys")

    def begin(self) -> None:
        """Fill the list."""
        width = min(self.app.size.width, BOX_WIDTH) - 4
        commands = rekeyed(self._commands, user_keys(self))
        self.query_one(Rows).show(command_rows(commands, width))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with the command chosen."""
        chosen = (command.action for command in self._commands if command.id == event.key)
        self.dismiss(next(chosen, None))

    def action_close(self) -> None:
        """Close without one."""
        self.dismiss(None)
