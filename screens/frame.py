"""What every screen has: one row of header, one row of keys, a refresh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.drafts import left_over
from dutyroom.desk.now import NowView, now_view
from dutyroom.i18n import _, listed
from dutyroom.text import printable, printable_lines
from dutyroom.words import store_words, word
from screens.commands import EMERGENCY, HELP, MENU, MODES, NEW_CALL, Command, label


class Header(Widget):
    """Station, shift, who is on, the clock, the number of overdue things."""

    def __init__(self) -> None:
        """Make an empty header."""
        super().__init__()
        self._left: tuple[tuple[str, str], ...] = ()
        self._right: tuple[tuple[str, str], ...] = ()

    def show(self, view: NowView, *, fault: bool = False) -> None:
        """Show the duty room as it is; with ``fault`` as it was seen last."""
        left = [(f" {view.station} ", "bold")]
        if view.drill:
            left.append((" " + _("DRILL") + " ", "bold reverse"))
        on = [
            f" {post.slot.shift if post.slot else post.post} "
            + (listed(p.name for p in post.on) or _("nobody"))
            for post in view.posts
            if post.on or post.status == "empty"
        ]
        if fault:
            words = " " + _("Records cannot be read") + " "
            left.append((words, "bold $error on $background"))
        left.append((" ·".join(on), ""))
        weekday = _("Mon Tue Wed Thu Fri Sat Sun").split()[view.now.weekday()]
        right = [(f"{view.now:%m-%d} {weekday} {view.now:%H:%M} ", "bold")]
        if view.clock:
            right.insert(0, (" " + word("time_unverified") + " ", "bold $error on $background"))
        if view.drafts:
            right.insert(0, (f"✎{len(view.drafts)} ", "bold reverse"))
        if view.overdue:
            right.append(
                (" " + _("overdue {n}").format(n=view.overdue) + " ", "bold $error on $background")
            )
        new = (tuple(left), tuple(right))
        if new != (self._left, self._right):
            self._left, self._right = new
            self.refresh()

    def render(self) -> Content:
        """Return the header in one line, the clock at the right edge."""
        right = Content.assemble(*((printable(text), style) for text, style in self._right))
        room = max(0, self.size.width - right.cell_length)
        left = Content.assemble(*((printable(text), style) for text, style in self._left))
        left = left.truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (room - left.cell_length), right)


class Say(Static):
    """What just happened, above the keys; it goes with the next key that is pressed."""

    def __init__(self) -> None:
        """Make an empty line."""
        super().__init__(id="say")
        self.display = False

    def show(self, words: str, look: str) -> None:
        """Show words; nothing hides the line."""
        self.set_classes(look)
        self.update(Content(printable_lines(words)))
        self.display = bool(words)


class KeyBar(Widget):
    """Two rows of keys with their words: what can be done here, and where else to go."""

    def __init__(self, own: Sequence[Command]) -> None:
        """Make the bar of a screen."""
        super().__init__()
        self._own = (*own, *(() if _logs_calls(own) else (NEW_CALL,)))

    def render(self) -> Content:
        """Return as many keys as fit; F10 names the others."""
        mode = getattr(self.screen, "MODE", "")
        here = _keys(self._own, self.size.width)
        there = _keys((HELP, *MODES, EMERGENCY, MENU), self.size.width, f"room('{mode}')")
        return Content("\n").join((here, there))


def _logs_calls(own: Sequence[Command]) -> bool:
    return any(command.id.endswith(NEW_CALL.id) for command in own)


def _keys(commands: Sequence[Command], width: int, current: str = "") -> Content:
    """Return keys with their words in one line; what does not fit is left out.

    Emergency, help and the menu, which names all others, go before the rest.
    """
    parts = {command: _key(command, command.id == current) for command in commands}
    shown, used = set(), 0
    for command in sorted(commands, key=lambda c: c not in (EMERGENCY, MENU, HELP)):
        used += parts[command].cell_length
        if used <= width:
            shown.add(command)
    return Content("").join([part for command, part in parts.items() if command in shown])


def _key(command: Command, current: bool) -> Content:
    key, look = command.shown_key(), " reverse" if current else ""
    return Content.assemble(" ", (key, f"bold{look}"), (f" {label(command)}", look.strip()))


class DutyScreen(Screen[None]):
    """A mode of the room: it redraws when the records or the minute change."""

    CSS_PATH = ["rows.tcss", "frame.tcss"]
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    MODE: ClassVar[str] = ""
    AUTO_FOCUS = "Rows"

    def __init__(self, desk: Desk) -> None:
        """Take the desk that the screen shows."""
        super().__init__()
        self.desk = desk
        self._shown = ("", "")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Derive the bindings from the commands."""
        cls.BINDINGS = [command.binding() for command in cls.COMMANDS_HERE]
        super().__init_subclass__(**kwargs)

    def compose(self) -> ComposeResult:
        """Put header and keys around the body."""
        yield Header()
        yield from self.body()
        yield Say()
        yield KeyBar(self.COMMANDS_HERE)

    def body(self) -> ComposeResult:
        """Yield the widgets between header and keys."""
        yield from ()

    def say(self, words: str, look: str = "wrong") -> None:
        """Say what happened, until the next key is pressed; ``look`` is wrong or good."""
        self.query_one(Say).show(words, look)

    @property
    def is_saying(self) -> bool:
        """Tell whether something is said above the keys."""
        return bool(self.query_one(Say).display)

    def on_key(self) -> None:
        """Take away what was said."""
        self.say("")

    def on_mount(self) -> None:
        """Show the records for the first time."""
        self.look(force=True)

    def on_screen_resume(self) -> None:
        """Look again after another mode or a dialog was on top."""
        if self.is_mounted:
            self.look(force=True)

    def look(self, *, force: bool = False) -> None:
        """Draw again if the records or the minute have changed."""
        self.desk.state()
        unfinished = " ".join(draft.id for draft in left_over(self.desk))
        seen = (f"{self.desk.version} {unfinished}", f"{self.desk.now():%d%H%M}")
        if seen == self._shown and not force:
            return
        self._shown = seen
        view = now_view(self.desk)
        fault = self.desk.fault
        self.query_one(Header).show(view, fault=fault is not None)
        if fault is not None:
            self.say(store_words(fault))
        self.fill(view)

    def fill(self, view: NowView) -> None:
        """Draw the body from the records."""
