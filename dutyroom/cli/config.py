"""`dutyroom config`: the user's own settings, and what is wrong with them."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import DONE, WRONG, Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.i18n import _, listed
from dutyroom.settings.config import Config
from dutyroom.settings.keys import key_words
from dutyroom.settings.mistakes import mistake_words


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the settings to the parser."""
    own = commands.add_parser("config", parents=[common], help=_("your own settings"))
    group = own.add_subparsers(dest="step", required=True)
    leaf(group, common, "show", _("what holds, and in which file it stands"), config_show)
    leaf(group, common, "check", _("what is wrong in the file"), config_check)


def config_show(context: Context) -> Answer:
    """Print the settings that hold, with what is wrong in the file."""
    config = context.settings
    value = {
        "path": str(config.path),
        "language": config.language,
        "theme": config.theme,
        "ascii": config.ascii,
        "bell": config.bell,
        "keys": {id_: list(keys) for id_, keys in config.keys.items()},
        "mistakes": [mistake_words(mistake) for mistake in config.mistakes],
    }
    by_itself = _("(by the terminal)")
    lines = (
        str(config.path),
        f"language  {config.language or _('(by the locale)')}",
        f"theme  {config.theme or by_itself}",
        f"ascii  {by_itself if config.ascii is None else _switch(config.ascii)}",
        f"bell  {_switch(config.bell)}",
        *(f"{id_}  {listed(map(key_words, keys))}" for id_, keys in config.keys.items()),
    )
    return Answer(value, lines + _wrong(config), WRONG if config.mistakes else DONE)


def config_check(context: Context) -> Answer:
    """Name every mistake in the file; exit code 2 when there is one."""
    config = context.settings
    value = {
        "path": str(config.path),
        "mistakes": [
            {"line": mistake.line, "text": mistake_words(mistake)} for mistake in config.mistakes
        ],
    }
    good = (_("{path} is in order").format(path=config.path),)
    return Answer(value, _wrong(config) or good, WRONG if config.mistakes else DONE)


def _switch(on: bool) -> str:
    return "true" if on else "false"


def _wrong(config: Config) -> tuple[str, ...]:
    return tuple(f"{config.path}: {mistake_words(mistake)}" for mistake in config.mistakes)
