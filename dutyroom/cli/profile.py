"""`dutyroom profile`: the rules of a station."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.desk import read_profile
from dutyroom.desk.station import station
from dutyroom.domain.advice import advise
from dutyroom.i18n import _, listed, render

if TYPE_CHECKING:
    from dutyroom.desk.station.plugins import Plugin


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the profile to the parser."""
    rules = commands.add_parser("profile", parents=[common], help=_("the rules of a station"))
    group = rules.add_subparsers(dest="step", required=True)
    leaf(group, common, "list", _("the profiles that come with the program"), list_profiles)
    check = leaf(group, common, "check", _("what to look at in a profile"), check_profile)
    check.add_argument("profile", nargs="?", default="", metavar="PROFILE")


def list_profiles(context: Context) -> Answer:
    """List the profiles that come with the program."""
    profiles = {name: read_profile(station.profile_text(name)) for name in station.profile_names()}
    lines = tuple(f"{name}  {rules.profile}" for name, rules in profiles.items())
    return Answer({name: rules.profile for name, rules in profiles.items()}, lines)


def check_profile(context: Context) -> Answer:
    """Check the station's own profile, a shipped one or a profile file."""
    named = context.args.profile
    text = station.profile_text(named) if named else context.desk.folder.profile_text()
    rules = read_profile(text, named or context.path / "profile.json")
    advice, waiting = advise(rules), station.unread(text)
    whole = _("{profile}: every key is understood").format(profile=rules.profile)
    plugins = () if named else context.load_plugins()
    names = tuple(plugin.name for plugin in plugins)
    value = {"profile": rules.profile, "advice": advice, "unread": waiting, "plugins": names}
    lines = (whole, *map(render, (*advice, *waiting)), *map(_plugin_line, plugins))
    return Answer(value, lines)


def _plugin_line(plugin: Plugin) -> str:
    words = _("Plug-in {name}: checks {checks}, obligations {owed}, formats {formats}")
    counts = {"checks": len(plugin.checks), "owed": len(plugin.rules)}
    return words.format(name=plugin.name, formats=listed(plugin.exports) or "—", **counts)
