"""Help and menu: what the keys of a screen do, from their one definition."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dutyroom.i18n import _
from screens.commands import EVERYWHERE, Command, label, with_wide
from screens.overlay import Overlay
from screens.rows import Row, Rows, Span, heading


class Help(Overlay[None]):
    """The keys of this screen, and those that work everywhere."""

    CSS_PATH = ["rows.tcss", "help.tcss"]
    BINDINGS = [Binding(with_wide("escape,f1,enter,space"), "close", show=False)]

    def __init__(self, own: Sequence[Command]) -> None:
        """Take the screen's own commands."""
        super().__init__()
        self._own = tuple(own)

    def compose(self) -> ComposeResult:
        """Put the list into a box."""
        with Vertical(id="box"):
            yield Static(Content(_("Keys · Esc closes")), id="title")
            yield Rows(id="keys", cursor=True)

    def on_mount(self) -> None:
        """Fill the list."""
        rows = [heading(_("This screen"))] if self._own else []
        rows += [_row(command) for command in self._own]
        rows.append(heading(_("Everywhere")))
        rows += [_row(command) for command in EVERYWHERE]
        self.query_one(Rows).show(rows)

    def on_rows_chosen(self) -> None:
        """Close on Enter."""
        self.dismiss()

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()


def _row(command: Command) -> Row:
    return Row(
        (
            Span(command.all_keys(), "key", 14),
            Span(label(command), "name", 16),
            Span(_(command.help), "plain"),
        ),
        key=command.id,
    )


class Menu(Overlay[str | None]):
    """Everything the screen can do, for hands whose letters go to an input method."""

    CSS_PATH = ["rows.tcss", "help.tcss"]
    BINDINGS = [Binding("escape,f10", "close", show=False)]

    def __init__(self, own: Sequence[Command]) -> None:
        """Take the screen's own commands."""
        super().__init__()
        self._commands = (*own, *EVERYWHERE)

    def compose(self) -> ComposeResult:
        """Put the list into a box."""
        with Vertical(id="box"):
            yield Static(Content(_("Actions · Enter does it · Esc closes")), id="title")
            yield Rows(id="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one(Rows).show([_row(command) for command in self._commands])

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with the command chosen."""
        self.dismiss(event.key)

    def action_close(self) -> None:
        """Close without one."""
        self.dismiss(None)
