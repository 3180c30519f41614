"""What every screen has: one row of header, one row of keys, a refresh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.now import NowView, now_view
from dutyroom.desk.station.drafts import left_over
from dutyroom.i18n import _, listed
from dutyroom.text import printable, printable_lines
from dutyroom.values import dataclass
from dutyroom.words.codes import store_words, word
from screens.commands.command import Command, label, rekeyed
from screens.commands.commands import SCREENS
from screens.commands.everywhere import EMERGENCY, EVERYWHERE, HELP, MENU, MODES, NEW_CALL
from screens.kit.banner import keep_banner
from screens.kit.bindings import bindings
from screens.kit.turn import in_turn

NEEDED = {command.id for command in (EMERGENCY, MENU, HELP, NEW_CALL)}
HIGH = 18
"""Rows from which on a narrow window has room for another row of keys."""
ALARM = "bold $alarm-ink on $alarm-ground"


class Header(Widget):
    """Station, shift, who is on, the clock, the number of overdue things."""

    def __init__(self) -> None:
        """Make an empty header."""
        super().__init__()
        self._left: tuple[tuple[str, str], ...] = ()
        self._right: tuple[tuple[str, str], ...] = ()
        self._time = ""

    def show(self, view: NowView, *, fault: bool = False) -> None:
        """Show the duty room as it is; with ``fault`` as it was seen last."""
        self._time = f"{view.now:%H:%M} "
        new = (_station_and_shifts(view, fault=fault), _clock_and_counts(view))
        if new != (self._left, self._right):
            self._left, self._right = new
            self.refresh()

    def render(self) -> Content:
        """Return the header in one line, the clock at the right edge."""
        left, right = _pieces(self._left), _pieces(self._right)
        if left.cell_length + right.cell_length > self.size.width:
            short = (
                (self._time if text.endswith(self._time) else text, look)
                for text, look in self._right
            )
            right = _pieces(short)
        room = max(0, self.size.width - right.cell_length - 1)
        left = left.truncate(room, ellipsis=True) + " "
        room += 1
        return Content.assemble(left, " " * (room - left.cell_length), right)


def _station_and_shifts(view: NowView, *, fault: bool) -> tuple[tuple[str, str], ...]:
    """Return the left of the header: the station, what is wrong, and who is on."""
    parts = [(f" {view.station} ", "bold")]
    if view.drill:
        parts.append((" " + _("DRILL") + " ", "bold reverse"))
    if fault:
        parts.append((" " + _("Records cannot be read") + " ", ALARM))
    return (*parts, (" ·".join(_on_duty(view)), ""))


def _on_duty(view: NowView) -> Iterator[str]:
    """Give who is on, shift by shift; of shifts with one name the posts tell them apart."""
    manned = [post for post in view.posts if post.on or post.status == "empty"]
    shifts = [post.slot.shift if post.slot else post.post for post in manned]
    count = Counter(shifts)
    for post, shift in zip(manned, shifts, strict=True):
        name = shift if count[shift] == 1 else post.post
        yield f" {name} " + (listed(person.name for person in post.on) or _("nobody"))


def _clock_and_counts(view: NowView) -> tuple[tuple[str, str], ...]:
    """Return the right of the header: drafts, the time, and what is overdue."""
    weekday = _("Mon Tue Wed Thu Fri Sat Sun").split()[view.now.weekday()]
    parts = [(f"{view.now:%m-%d} {weekday} {view.now:%H:%M} ", "bold")]
    if view.clock:
        parts.insert(0, (" " + word("time_unverified") + " ", ALARM))
    if view.drafts:
        parts.insert(0, (f"✎{len(view.drafts)} ", "bold reverse"))
    if view.overdue:
        parts.append((" " + _("overdue {n}").format(n=view.overdue) + " ", ALARM))
    return tuple(parts)


def _pieces(parts: Iterable[tuple[str, str]]) -> Content:
    return Content.assemble(*((printable(text), style) for text, style in parts))


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
    """Rows of keys with their words: what can be done here, and where else to go.

    Where else to go takes a second row where the window is narrow and not low.
    """

    def __init__(self, own: Sequence[Command]) -> None:
        """Make the bar of a screen."""
        super().__init__()
        self._own = tuple(c for c in dict.fromkeys((*own, NEW_CALL)) if c.foot)

    def put_first(self, ids: Sequence[str]) -> None:
        """Put some of the screen's commands before the others, in this order."""
        place = {name: n for n, name in enumerate(ids)}
        own = tuple(sorted(self._own, key=lambda command: place.get(command.id, len(place))))
        if own != self._own:
            self._own = own
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows the keys take."""
        wide = sum(_key(command, current=False).cell_length for command in self._there())
        return 2 if wide <= width or viewport.height < HIGH else 3

    def _there(self) -> list[Command]:
        return rekeyed((HELP, *MODES, EMERGENCY, MENU), user_keys(self))

    def render(self) -> Content:
        """Return as many keys as fit; F10 names the others."""
        mode, width = getattr(self.screen, "MODE", ""), self.size.width
        rows, there = [_keys(rekeyed(self._own, user_keys(self)), width)], self._there()
        if self.size.height > 2:
            half = len(there) // 2 + 1
            rows.append(_keys(there[:half], width, mode))
            there = there[half:]
        return Content("\n").join((*rows, _keys(there, width, mode)))


def user_keys(widget: Widget) -> Mapping[str, tuple[str, ...]]:
    """Return the keys that the user gave to commands, by command id."""
    keys: Mapping[str, tuple[str, ...]] = getattr(widget.app, "user_keys", {})
    return keys


def _keys(commands: Sequence[Command], width: int, current: str = "") -> Content:
    """Return keys with their words in one line; what does not fit is left out.

    Emergency, help, a call and the menu, which names all others, go before the rest.
    Of modes that do not fit, the last lose their words and keep their keys.
    """
    parts = {command: _key(command, command.id == current) for command in commands}
    if current:
        _shorten(parts, width, keep={*NEEDED, current})
    shown, used = set(), 0
    for command in sorted(commands, key=lambda c: c.id not in NEEDED):
        used += parts[command].cell_length
        if used <= width:
            shown.add(command)
    return Content("").join([part for command, part in parts.items() if command in shown])


def _shorten(parts: dict[Command, Content], width: int, keep: set[str]) -> None:
    """Take the words from the last commands until all fit, but not from those to ``keep``."""
    for command in reversed(list(parts)):
        used = sum(part.cell_length for part in parts.values())
        if used > width and command.id not in keep:
            parts[command] = Content.assemble(" ", (command.shown_key(), "bold"))


def _key(command: Command, current: bool) -> Content:
    key, look = command.shown_key(), " reverse" if current else ""
    return Content.assemble(" ", (key, f"bold{look}"), (f" {label(command)}", look.strip()))


class DutyScreen(Screen[None]):
    """A mode of the room: it redraws when the records or the minute change."""

    CSS_PATH = ["rows.tcss", "frame.tcss"]
    MODE: ClassVar[str] = ""
    AUTO_FOCUS = "Rows"

    @dataclass
    class Seen(Message):
        """The duty room was looked at anew."""

        view: NowView

    def __init__(self, desk: Desk) -> None:
        """Take the desk that the screen shows."""
        super().__init__()
        self.desk = desk
        self._shown = ("", "")
        self._stands = self._just_shown = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Derive the bindings from the commands."""
        own = SCREENS.get(cls.MODE, ())
        cls.BINDINGS = bindings(command for command in own if command not in EVERYWHERE)
        super().__init_subclass__(**kwargs)

    @property
    def commands_here(self) -> tuple[Command, ...]:
        """The commands of the screen, with the keys they come with."""
        return SCREENS.get(self.MODE, ())

    def compose(self) -> ComposeResult:
        """Put header and keys around the body."""
        yield Header()
        yield from self.body()
        yield Say()
        yield KeyBar(self.commands_here)

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

    @property
    def is_standing(self) -> bool:
        """Tell whether its parts are there: not before it is shown, nor while it is taken down."""
        return self._stands and self.is_attached

    def on_key(self) -> None:
        """Take away what was said."""
        if self.is_standing:
            self.say("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Open nothing more once the room was left: a key may have been typed ahead."""
        if self.app.return_code is not None:
            return False
        return super().check_action(action, parameters)

    def on_mount(self) -> None:
        """Show the records for the first time."""
        self._stands = True
        keep_banner(self, Header)
        self.look(force=True)
        self._just_shown = True

    def on_screen_resume(self) -> None:
        """Look again after another mode or a dialog was on top."""
        self.look(force=not self._just_shown)
        self._just_shown = False

    def look(self, *, force: bool = False) -> None:
        """Draw again if the records or the minute have changed.

        Nothing is drawn before the screen stands, and while it is taken down.
        """
        if not self.is_standing:
            return
        self.desk.state()
        unfinished = " ".join(draft.id for draft in left_over(self.desk))
        seen = (f"{self.desk.version} {unfinished}", f"{self.desk.now():%d%H%M}")
        if seen == self._shown and not force:
            return
        self._shown = seen
        if force:
            self.query_one(KeyBar).refresh()
        view = now_view(self.desk)
        fault = self.desk.fault
        self.query_one(Header).show(view, fault=fault is not None)
        if fault is not None:
            self.say(store_words(fault))
        self.fill(view)
        self.post_message(self.Seen(view))

    def in_turn(self, act: Callable[[], object]) -> None:
        """Do what writes as soon as nobody else does; keys are answered meanwhile."""
        in_turn(self, self.desk, act, self.say, only=False)

    def fill(self, view: NowView) -> None:
        """Draw the body from the records."""
