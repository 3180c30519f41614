"""Opening the room: the only place that knows the screens."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import cast

from dutyroom import i18n
from dutyroom.desk.desk import open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station.demo import demo_time
from dutyroom.desk.station.station import station_path, terminal_name
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import _
from dutyroom.settings.config import THEMES, Config, config_path, read_config
from dutyroom.settings.mistakes import mistake_words
from dutyroom.settings.terminal import (
    foreign_codeset,
    forget_outer_colours,
    is_console,
    shows_hanzi,
    theme_for,
)

MOST = 2
"""Mistakes in the user's settings that are named on the screen at once."""


def user_config(environ: Mapping[str, str]) -> Config:
    """Return the user's settings, checked against the commands of the screens."""
    from screens.commands.commands import keys_by_screen

    return read_config(config_path(environ), keys_by_screen())


def open_screen(data: str, *, at: str = "", language: str = "") -> int:
    """Open the room full screen and return the exit code when it closes.

    ``at`` sets the clock of a drill station, from where it runs on. Raises
    `Wrong` on a terminal that cannot show a full screen, and what
    `dutyroom.desk.desk.open_desk` raises.
    """
    _check_terminal()
    path = station_path(data, os.environ)
    told = at or demo_time(path)
    desk = open_desk(path, terminal=terminal_name(os.environ), at=told, screen=True)
    desk.state()
    notices = _speak(language or desk.info.language)
    config = user_config(os.environ)
    forget_outer_colours(os.environ)
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # A change waits for the next look at what is to be drawn; nobody looks while idle.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    load_asyncio()
    from screens.room import Room
    from screens.terminal.driver import chosen_driver

    Room(
        desk,
        for_terminal(config, os.environ),
        notices=[*notices, *_named(config)],
        driver=chosen_driver(os.environ),
    ).run()
    return 0


def load_asyncio() -> None:
    """Load asyncio as on a Python without ssl: nothing here is encrypted, and ssl takes a tenth."""
    if "ssl" in sys.modules:
        return
    missing = cast("dict[str, object]", sys.modules)
    missing["ssl"] = None
    try:
        import_module("asyncio")
    finally:
        del missing["ssl"]


def _check_terminal() -> None:
    if os.environ.get("TERM", "") in ("", "dumb") or not sys.stdout.isatty():
        raise Wrong(
            say("This terminal cannot show the full screen; use commands such as 'dutyroom now'"),
            "terminal",
        )
    code = foreign_codeset(os.environ)
    if code:
        raise Wrong(
            say(
                "The full screen needs UTF-8, and the locale of this terminal is {code}: "
                "type LC_ALL=C.UTF-8 dutyroom, or use commands such as 'dutyroom now'",
                code=code,
            ),
            "terminal",
        )


def _speak(language: str) -> list[str]:
    """Speak a language, or English where Chinese cannot be drawn; return what to say of it."""
    if language == "zh" and not shows_hanzi(os.environ):
        i18n.use("en")
        return [_("This console cannot draw Chinese, so the room opens in English.")]
    i18n.use(language)
    return []


def for_terminal(config: Config, environ: Mapping[str, str]) -> Config:
    """Return the settings with what the user left to the terminal."""
    plain = is_console(environ) if config.ascii is None else config.ascii
    return replace(config, theme=theme_for(environ, config.theme, THEMES), ascii=plain)


def _named(config: Config) -> list[str]:
    """Return what is wrong in the user's settings, the first few by name."""
    lines = [f"config.toml: {mistake_words(mistake)}" for mistake in config.mistakes[:MOST]]
    if len(config.mistakes) > MOST:
        more = _("{n} more: 'dutyroom config check' names them all")
        lines.append(more.format(n=len(config.mistakes) - MOST))
    return lines
