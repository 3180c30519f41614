"""The room: the modes, what works everywhere, and the watch on the records."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from textual.app import App
from textual.driver import Driver
from textual.theme import Theme

from dutyroom.desk import care, drafts
from dutyroom.desk.contacts import contact_panel, read_copy
from dutyroom.desk.desk import Desk
from dutyroom.desk.drafts import Draft
from dutyroom.desk.room import BEAT, beat, open_room
from dutyroom.domain.contacts import ContactLine
from dutyroom.domain.records import Closure
from dutyroom.domain.shape import ShapeError
from dutyroom.i18n import _
from dutyroom.store.errors import StoreError
from dutyroom.store.pages import Damage
from dutyroom.words import damage_words, store_words
from screens import asks
from screens.board import BoardScreen
from screens.commands import (
    EMERGENCY,
    EMERGENCY_KEY,
    HELP,
    LEAVE,
    MENU,
    MODES,
    NEW_CALL,
    NEW_CALL_KEY,
    REDRAW,
    SUSPEND,
)
from screens.dialogs import DIALOG_WIDTH, ListDialog
from screens.emergency import EmergencyScreen
from screens.forms import Form
from screens.frame import DutyScreen
from screens.handover import HandoverScreen
from screens.help import Help, Menu
from screens.log import LogScreen
from screens.now import NowScreen
from screens.patrol import PatrolScreen
from screens.rows import plain, wrapped
from screens.terminal.driver import LeanDriver
from screens.unfinished import Unfinished, reopened, values_of

WATCH = 0.25
"""Seconds between two looks at the newest folder of the ledger."""

NIGHT = Theme(
    name="duty-night",
    dark=True,
    primary="#7fb4ca",
    secondary="#b6a0e0",
    accent="#e6c384",
    warning="#ffa066",
    error="#ff5d62",
    success="#98bb6c",
    foreground="#dcd7ba",
    background="#16161d",
    surface="#24242e",
    panel="#2a2a37",
)


class Room(App[None]):
    """One window with every screen of the duty room."""

    CSS_PATH = []
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        command.binding()
        for command in (
            HELP,
            *MODES,
            EMERGENCY,
            EMERGENCY_KEY,
            MENU,
            NEW_CALL,
            NEW_CALL_KEY,
            REDRAW,
            SUSPEND,
            LEAVE,
        )
    ]

    def __init__(self, desk: Desk, driver: type[Driver] | None = None) -> None:
        """Take the desk, and what drives the terminal; nothing is drawn yet."""
        super().__init__(driver_class=driver)
        self.desk = desk
        self.unfinished = Unfinished(desk)
        self.title = desk.info.name
        modes: dict[str, Callable[[], DutyScreen]] = {
            "now": lambda: NowScreen(desk, self.reopen),
            "board": lambda: BoardScreen(desk),
            "log": lambda: LogScreen(desk),
            "patrol": lambda: PatrolScreen(desk),
            "handover": lambda: HandoverScreen(desk),
        }
        for name, make in modes.items():
            self.add_mode(name, make)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colour of what matters less; it stays readable on a dark ground."""
        return {"dim": "#9a998c"}

    def on_mount(self) -> None:
        """Open on Now, say what was missed while closed, and watch the records."""
        self.register_theme(NIGHT)
        self.theme = NIGHT.name
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.leave_now)
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        self.switch_mode("now")
        self.set_interval(WATCH, self.look_again)
        self.set_interval(BEAT.total_seconds(), self._beat)
        self.call_after_refresh(self._open)

    def _beat(self) -> None:
        self._tell(asks.attempt(lambda: beat(self.desk)))
        if care.is_copy_due(self.desk):
            self.run_worker(lambda: care.copy_after(self.desk, "hour"), thread=True)
        if self.desk.copy_fault is not None:
            self._tell(store_words(self.desk.copy_fault))

    def _open(self) -> None:
        """Show the numbers first when the records are damaged (A-10)."""
        self._say_closure()
        if self.desk.ledger.damage:
            self.action_emergency()

    def _say_closure(self) -> None:
        closed: list[Closure] = []
        wrong = asks.attempt(lambda: closed.extend(filter(None, [open_room(self.desk)])))
        self._tell(wrong)
        for closure in closed:
            self._say_closed(closure)

    def _say_closed(self, closure: Closure) -> None:
        words = _("Program closed {since} – {until}").format(
            since=f"{closure.since:%m-%d %H:%M}", until=f"{closure.until:%H:%M}"
        )
        if closure.missed:
            words += "\n" + _("Rounds overdue meanwhile: {n}").format(n=len(closure.missed))
        self._tell(words)

    def _tell(self, words: str) -> None:
        """Say something on the screen below any dialog."""
        base = self._mode_screen()
        if words and base is not None:
            base.say(words)

    def on_form_typed(self, event: Form.Typed) -> None:
        """Keep what is typed."""
        if event.form.is_attached:
            wrong = self.unfinished.keep(event.form)
            if wrong:
                event.form.say(wrong)

    def on_form_left(self, event: Form.Left) -> None:
        """Throw the draft away."""
        self._tell(self.unfinished.drop(event.form))
        self._look_anew()

    def _look_anew(self) -> None:
        base = self._mode_screen()
        if base is not None and base.is_mounted:
            base.look(force=True)

    def reopen(self, draft: Draft) -> None:
        """Open the form of a draft again, with everything that was typed."""
        made: list[Form | None] = []
        wrong = asks.attempt(lambda: made.append(reopened(self.desk, draft)))
        form = made[0] if made else None
        if form is None:
            words = [plain(f" {name}: {value}") for name, value in draft.values.items() if value]
            rows = [*(wrapped(wrong, DIALOG_WIDTH, "due") if wrong else []), *words]
            self.push_screen(ListDialog(draft.title, rows), lambda _none: self._forget(draft))
            return
        self.unfinished.adopt(form, draft)
        self.push_screen(form)
        self.call_after_refresh(lambda: form.fill(values_of(draft)))

    def _forget(self, draft: Draft) -> None:
        self._tell(asks.attempt(lambda: drafts.drop(self.desk, draft.id)))
        self._look_anew()

    def leave_now(self) -> None:
        """Keep every open form and end: the line is lost, or the machine goes down."""
        for screen in self.screen_stack:
            if isinstance(screen, Form):
                self.unfinished.keep(screen)
        self.exit()

    def _mode_screen(self) -> DutyScreen | None:
        return next((s for s in reversed(self.screen_stack) if isinstance(s, DutyScreen)), None)

    def look_again(self) -> None:
        """Take in what other terminals wrote, and the minute, on the screen below any dialog."""
        base = self._mode_screen()
        if base is not None:
            base.look()

    def action_room(self, mode: str) -> None:
        """Show another mode."""
        self.switch_mode(mode)

    def action_help(self) -> None:
        """Show the keys of the screen."""
        if not isinstance(self.screen, Help):
            self.push_screen(Help(getattr(self.screen, "COMMANDS_HERE", ())))

    def action_menu(self) -> None:
        """Show everything the screen can do, and do what is chosen."""
        screen = self.screen
        if not isinstance(screen, DutyScreen):
            return

        async def act(chosen: str | None) -> None:
            if chosen:
                await self.run_action(chosen, self if _is_room(chosen, self) else screen)

        self.push_screen(Menu(screen.COMMANDS_HERE), act)

    def action_emergency(self) -> None:
        """Show the emergency panel over whatever there is."""
        if not isinstance(self.screen, EmergencyScreen):
            info = self.desk.info
            station = f"{info.name}  {_('DRILL')}" if info.drill else info.name
            self.push_screen(EmergencyScreen(lambda: read_panel(self.desk), station))

    def action_new_call(self) -> None:
        """Ask about a call, from anywhere."""
        self.push_screen(asks.entry_form(self.desk, "call"))

    def action_redraw(self) -> None:
        """Draw the screen anew, whatever the terminal shows."""
        if isinstance(self._driver, LeanDriver):
            self._driver.redraw()
        self.refresh(layout=True)

    def action_leave(self) -> None:
        """Close the room."""
        self._beat()
        self.exit()


def _is_room(action: str, room: Room) -> bool:
    name = action.partition("(")[0].removeprefix("app.")
    return hasattr(room, f"action_{name}") and not hasattr(room.screen, f"action_{name}")


def _numbers(lines: tuple[ContactLine, ...]) -> int:
    return sum(1 for line in lines if line.number)


def read_panel(desk: Desk) -> tuple[tuple[ContactLine, ...], str]:
    """Return the emergency panel, and what is wrong with the records.

    The lines come from the plain-text copy when the records hold fewer numbers.
    """
    try:
        lines, damage = contact_panel(desk), desk.ledger.damage
    except (StoreError, ShapeError):
        lines, damage = (), ()
    copy = read_copy(desk.folder.path)
    if lines and (not damage or _numbers(lines) >= _numbers(copy)):
        return lines, _damage_words(damage)
    if copy:
        return copy, _("The records cannot be read: this is the plain copy.")
    return lines, _("The records cannot be read, and there is no contacts.txt. Call 110.")


def _damage_words(damage: tuple[Damage, ...]) -> str:
    if not damage:
        return ""
    more = _("'dutyroom data doctor' says what can be done. The rest can be used as ever.")
    return f"{damage_words(damage[0])}. {more}"
