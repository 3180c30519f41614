"""The room: the modes, what works everywhere, and the watch on the records."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App
from textual.driver import Driver
from textual.events import Event, InputEvent, Resize
from textual.filter import LineFilter
from textual.reactive import var

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.desk.station import drafts
from dutyroom.desk.station.damage import StationDamage, damage_of
from dutyroom.desk.station.drafts import Draft
from dutyroom.desk.station.opening import BEAT, beat, open_room
from dutyroom.domain.records.station import Closure, Restoring
from dutyroom.i18n import _, render
from dutyroom.settings.config import THEMES, Config, remember
from dutyroom.settings.terminal import owns_colours, shows_hanzi
from dutyroom.words.codes import store_words
from screens.commands.everywhere import EVERYWHERE
from screens.kit import themes
from screens.kit.actions import Objection, attempt, result_of
from screens.kit.ascii import PlainSigns
from screens.kit.banner import Standing
from screens.kit.bindings import bindings, keymap
from screens.kit.drafts import Unfinished, values_of
from screens.kit.frame import DutyScreen
from screens.kit.lazy_module import LazyModule
from screens.kit.rows import plain, wrapped
from screens.kit.stylesheet import KeptStylesheet
from screens.kit.too_small import TooSmall, is_small
from screens.modes import LATER
from screens.now.now import NowScreen
from screens.terminal.driver import LeanDriver

if TYPE_CHECKING:
    from dutyroom.desk.station.repair import Mended
    from screens import draft_forms
    from screens.emergency import emergency, mending, panel, restoring
    from screens.kit import dialogs, help
    from screens.kit import form as forms
    from screens.kit.form import Form, Saved
    from screens.log import forms as log_forms
    from screens.people import people
else:
    log_forms, dialogs, forms = (
        LazyModule("screens.log.forms"),
        LazyModule("screens.kit.dialogs"),
        LazyModule("screens.kit.form"),
    )
    emergency, help = LazyModule("screens.emergency.emergency"), LazyModule("screens.kit.help")
    mending, panel = LazyModule("screens.emergency.mending"), LazyModule("screens.emergency.panel")
    restoring = LazyModule("screens.emergency.restoring")
    people, draft_forms = LazyModule("screens.people.people"), LazyModule("screens.draft_forms")

WATCH = 0.25
"""Seconds between two looks at the newest folder of the ledger."""
_COLOURS: dict[str, dict[str, str]] = {}
"""The colours of each theme that was asked for, by name."""


class Room(App[None]):
    """One window with every screen of the duty room."""

    CSS_PATH = ["kit/rows.tcss", "kit/frame.tcss", "now/now.tcss"]
    DEFAULT_MODE = "now"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(EVERYWHERE)
    standing: var[Standing | None] = var(None)
    """What stands on every screen until it is put right: that the records are damaged."""

    def __init__(
        self,
        desk: Desk,
        config: Config | None = None,
        *,
        notices: Sequence[str] = (),
        driver: type[Driver] | None = None,
    ) -> None:
        """Take the desk, what the user wants, what to say at once, what drives the terminal."""
        plain = True if "NO_COLOR" in os.environ else None
        super().__init__(driver_class=driver, ansi_color=plain)
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.desk = desk
        self.config = config or Config()
        self.notices = tuple(notices)
        self._late: frozenset[str] | None = None
        self.user_keys = self.config.keys
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = self.config.theme or THEMES[0]
        self._signs = [PlainSigns()] if self.config.ascii else []
        self.unfinished = Unfinished(desk)
        self.title = desk.info.name
        self.add_mode("now", lambda: NowScreen(desk, self.reopen))
        for name, make in LATER.items():
            self.add_mode(name, partial(make, desk))

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours by name; the same theme's are worked out once."""
        if self.theme not in _COLOURS:
            _COLOURS[self.theme] = super().get_css_variables()
        return dict(_COLOURS[self.theme])

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return what the room's own colours are until its theme is in force."""
        return themes.NIGHT.variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw in plain signs where the terminal or the user asks for it."""
        return [*super().get_line_filters(), *self._signs]

    def on_mount(self) -> None:
        """Open on Now, say what was missed while closed, and watch the records."""
        self.set_keymap(keymap(self.user_keys))
        self._see_damage()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.leave_now)
        self.app_resume_signal.subscribe(self, lambda _app: self.action_redraw())
        self.set_interval(WATCH, self.look_again)
        self.set_interval(BEAT.total_seconds(), self._beat)
        self.call_after_refresh(self._open)

    def _beat(self) -> None:
        # The first screen needs no copies: what makes them is loaded half a minute later.
        from dutyroom.desk.station.backup import copy_after, fault_of_copies, is_copy_due

        words = [attempt(lambda: beat(self.desk)), *map(render, self.desk.passed_over)]
        if is_copy_due(self.desk):
            self.run_worker(lambda: copy_after(self.desk, "hour"), thread=True)
        fault = fault_of_copies(self.desk)
        if fault is not None:
            words.append(store_words(fault))
        self._tell("\n".join(filter(None, words)))

    def _open(self) -> None:
        """Show the numbers first when the records are damaged (A-10)."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        self._say_closure()
        notices = [*self.notices, *map(render, self.desk.passed_over)]
        if notices:
            self._tell("\n".join(notices))
        if self.desk.ledger.damage:
            self.action_emergency()

    def _say_closure(self) -> None:
        closure = result_of(lambda: open_room(self.desk))
        if isinstance(closure, Objection):
            self._tell(closure.words)
        elif closure is not None:
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
            base.call_later(base.say, words)

    def on_duty_screen_seen(self, event: DutyScreen.Seen) -> None:
        """Ring once for everything that has become overdue while the room is open.

        A clock in doubt rings for nothing.
        """
        late = event.view.late
        known, self._late = self._late, late
        if known is not None and late - known and self.config.bell and not event.view.clock:
            self.bell()

    def on_form_typed(self, event: Form.Typed) -> None:
        """Keep what is typed."""
        if event.form.is_attached:
            wrong = self.unfinished.keep(event.form)
            if wrong:
                event.form.say(wrong)

    def on_form_left(self, event: Form.Left) -> None:
        """Throw the draft away."""
        wrong = self.unfinished.drop(event.form)
        self._tell(wrong)
        base = self._mode_screen()
        if event.saved and not wrong and base is not None and not base.is_saying:
            base.say(_("Saved: {title}").format(title=event.form.title_words), "good")
        if event.form.told:
            self.push_screen(dialogs.lines_dialog(_("To be told · Esc closes"), event.form.told))
        self._look_anew()

    def _look_anew(self) -> None:
        base = self._mode_screen()
        if base is not None:
            base.look(force=True)

    def reopen(self, draft: Draft) -> None:
        """Open the form of a draft again, with everything that was typed."""
        form = result_of(lambda: draft_forms.reopened(self.desk, draft))
        if form is None or isinstance(form, Objection):
            wrong = form.words if form else ""
            words = [plain(f" {name}: {value}") for name, value in draft.values.items() if value]
            rows = [*(wrapped(wrong, dialogs.DIALOG_WIDTH, "due") if wrong else []), *words]
            self.push_screen(
                dialogs.ListDialog(draft.title, rows), lambda _none: self._forget(draft)
            )
            return
        self.unfinished.adopt(form, draft)
        self.push_screen(form)
        self.call_after_refresh(lambda: form.fill(values_of(draft)))

    def _forget(self, draft: Draft) -> None:
        self._tell(attempt(lambda: drafts.drop(self.desk, draft.id)))
        self._look_anew()

    def leave_now(self) -> None:
        """Keep every open form and end: the line is lost, or the machine goes down."""
        for screen in self.screen_stack:
            if isinstance(screen, forms.Form):
                self.unfinished.keep(screen)
        self.exit()

    def _mode_screen(self) -> DutyScreen | None:
        return next((s for s in reversed(self.screen_stack) if isinstance(s, DutyScreen)), None)

    def look_again(self) -> None:
        """Take in what other terminals wrote, and the minute, on the screen below any dialog."""
        if any(getattr(screen, "is_at_work", False) for screen in self.screen_stack):
            return  # files change all the while; each look would read the month, keys waiting
        base = self._mode_screen()
        if base is not None:
            base.look()
        self._see_damage()

    def _see_damage(self) -> None:
        """Let every screen say that the records are damaged, for as long as they are."""
        was, damage = self.standing, damage_of(self.desk)
        keys = self.user_keys
        self.standing = panel.standing_of(damage, self.desk.now(), keys) if damage else None
        if (was is None) != (damage is None):
            self._look_anew()

    def action_room(self, mode: str) -> None:
        """Show another mode."""
        self.switch_mode(mode)

    def action_help(self) -> None:
        """Show the keys of the screen."""
        if not isinstance(self.screen, help.Help):
            mode = getattr(self.screen, "MODE", "")
            self.push_screen(help.Help(getattr(self.screen, "commands_here", ()), mode))

    def action_menu(self) -> None:
        """Show everything the screen can do, and do what is chosen."""
        screen = self.screen
        if not isinstance(screen, DutyScreen):
            return

        async def act(chosen: str | None) -> None:
            if chosen:
                await self.run_action(chosen, self if _is_room(chosen, self) else screen)

        self.push_screen(help.Menu(screen.commands_here), act)

    def action_emergency(self) -> None:
        """Show the emergency panel over whatever there is."""
        if not isinstance(self.screen, emergency.EmergencyScreen):
            info = self.desk.info
            station = f"{info.name}  {_('DRILL')}" if info.drill else info.name
            self.push_screen(
                emergency.EmergencyScreen(partial(panel.read_panel, self.desk), station)
            )

    def action_new_call(self) -> None:
        """Ask about a call, from anywhere."""
        self.push_screen(log_forms.call_form(self.desk))

    def action_mend(self) -> None:
        """Say what is damaged and what can be brought back; mend it."""
        if isinstance(self.screen, mending.MendingForm | mending.LookDialog):
            return
        damage = damage_of(self.desk)
        if isinstance(self.screen, TooSmall):
            self.screen.tell(mending.small_words(self.desk, damage))
        elif damage is not None:
            self._offer_mending(damage)
        else:
            look = mending.LookDialog(self.desk)
            self.push_screen(look, lambda key: self._go_on(look.damage, key or ""))

    def _go_on(self, damage: StationDamage | None, key: str) -> None:
        """Mend what a closer look found, or restore as of the copy that was chosen."""
        if key and damage is not None:
            self._offer_mending(damage)
        elif key:
            self.push_screen(restoring.RestoringForm(self.desk, key), self._say_restored)

    def _offer_mending(self, damage: StationDamage) -> None:
        self.push_screen(mending.MendingForm(self.desk, damage), self._say_mended)

    def _say_mended(self, saved: Saved[Mended] | None) -> None:
        if saved is not None:
            self._look_anew()
            self._see_damage()
            self.push_screen(mending.mended_dialog(saved))

    def _say_restored(self, saved: Saved[Restoring | None] | None) -> None:
        if saved is not None:
            self._look_anew()
            self.push_screen(restoring.restored_dialog(self.desk, saved))

    def action_people(self) -> None:
        """Show who is who."""
        self.push_screen(people.PeopleDialog(self.desk))

    def action_theme(self) -> None:
        """Take the next colours, and remember them."""
        if owns_colours(os.environ):
            self._tell(_("Only its own colours can be read on this terminal."))
            return
        self.theme = themes.after(self.theme)
        self._say_chosen(_("Colours: {name}"), themes.theme_words(self.theme), "theme", self.theme)

    def action_language(self) -> None:
        """Speak the other language from now on, and remember it."""
        wanted = "en" if i18n.language() == "zh" else "zh"
        if wanted == "zh" and not shows_hanzi(os.environ):
            self._tell(_("This console cannot draw Chinese, so the room stays in English."))
            return
        i18n.use(wanted)
        self._look_anew()
        self._say_chosen(_("Language: {name}"), _("English"), "language", wanted)

    def _say_chosen(self, words: str, name: str, setting: str, value: str) -> None:
        """Keep a choice in the user's file, and say so."""
        said = words.format(name=name)
        base = self._mode_screen()
        if self.config.path is None or base is None:
            return
        try:
            remember(self.config.path, setting, value)
        except OSError:
            said += ". " + _("It is not remembered: {path} cannot be written.").format(
                path=self.config.path
            )
        base.say(said, "good")

    def on_resize(self, event: Resize) -> None:
        """Say so when the window is too small to work in."""
        if is_small(event.size) and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall())

    async def on_event(self, event: Event) -> None:
        """Leave to the shell what is typed after the room was left."""
        if self.return_code is None or not isinstance(event, InputEvent):
            await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let only what is safe through while the window is too small, and nothing on leaving."""
        if self.return_code is not None:
            return False
        if self.screen_stack and isinstance(self.screen, TooSmall):
            return action in ("emergency", "mend", "leave", "suspend_process")
        return super().check_action(action, parameters)

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
