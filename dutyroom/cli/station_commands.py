"""Commands of the station: set it up, its data, the demo, and opening the room."""

from __future__ import annotations

import argparse
import os
from typing import Any

from dutyroom import i18n
from dutyroom.cli.context import DONE, STORAGE, Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.desk import read_profile
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.station import backup as care
from dutyroom.desk.station import calendars, station
from dutyroom.domain.advice import advise
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import _, listed, render
from dutyroom.store.copies import Copy
from dutyroom.store.mend import Remedy
from dutyroom.words.codes import damage_words
from dutyroom.words.rosters import year_lines


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the station to the parser."""
    init = leaf(commands, common, "init", _("set up a station"), init_station)
    init.add_argument(
        "--profile", default="property-centre", help=", ".join(station.profile_names())
    )
    init.add_argument("--name", default="")
    init.add_argument("--drill", action="store_true", help=_("a drill station takes --at"))
    rules = commands.add_parser("profile", parents=[common], help=_("the rules of a station"))
    group = rules.add_subparsers(dest="step", required=True)
    leaf(group, common, "list", _("the profiles that come with the program"), list_profiles)
    check = leaf(group, common, "check", _("what to look at in a profile"), check_profile)
    check.add_argument("profile", nargs="?", default="", metavar="PROFILE")
    parser = commands.add_parser("data", parents=[common], help=_("the station's records"))
    group = parser.add_subparsers(dest="step", required=True)
    leaf(group, common, "where", _("where they are"), data_where)
    verify = leaf(group, common, "verify", _("whether they are whole"), data_verify)
    verify.add_argument(
        "--stands", default="", metavar="LINE", help=_("whether a line printed on a sheet stands")
    )
    leaf(group, common, "backup", _("make a good copy now"), data_backup)
    leaf(group, common, "copies", _("list the good copies"), data_copies)
    back = leaf(group, common, "restore", _("put a good copy back"), data_restore)
    back.add_argument("copy", nargs="?", default="", metavar="COPY")
    back.add_argument("--yes", action="store_true", help=_("do it; without, only show it"))
    doctor = leaf(group, common, "doctor", _("what is damaged, and what can be done"), data_doctor)
    doctor.add_argument("--mend", action="store_true", help=_("mend it from good copies"))
    year = leaf(commands, common, "calendar", _("put in a year's holiday notice"), take_in_year)
    year.add_argument(
        "file", nargs="?", default="", metavar="FILE", help=_("a year's notice as .json")
    )
    year.add_argument("--year", type=int, default=0, help=_("type the notice: of which year"))
    year.add_argument("--notice", default="", metavar="NUMBER", help=_("the number of the notice"))
    add_to = year.add_argument
    add_to("--holiday", action="append", default=[], metavar="NAME=FROM..TO", help=_("days off"))
    add_to("--make-up", action="append", default=[], metavar="DATE", help=_("make-up working day"))


def init_station(context: Context) -> Answer:
    """Set up a station."""
    args = context.args
    path = station.station_path(args.data, os.environ)
    language = args.language or i18n.language()
    info = station.init_station(
        path, profile=args.profile, name=args.name, language=language, drill=args.drill
    )
    line = _("{station} is set up in {path}").format(station=info.name, path=path)
    return Answer({"path": str(path), "name": info.name, "drill": info.drill}, (line,))


def list_profiles(context: Context) -> Answer:
    """List the profiles that come with the program."""
    found = {name: read_profile(station.profile_text(name)) for name in station.profile_names()}
    lines = tuple(f"{name}  {rules.profile}" for name, rules in found.items())
    return Answer({name: rules.profile for name, rules in found.items()}, lines)


def check_profile(context: Context) -> Answer:
    """Check the station's own profile, a shipped one or a profile file."""
    named = context.args.profile
    rules = read_profile(station.profile_text(named)) if named else context.desk.profile
    found = advise(rules)
    whole = _("{profile}: every key is understood").format(profile=rules.profile)
    return Answer({"profile": rules.profile, "advice": found}, (whole, *map(render, found)))


def data_where(context: Context) -> Answer:
    """Say where the records are."""
    path = station.station_path(context.args.data, os.environ)
    return Answer({"path": str(path)}, (str(path),))


def data_verify(context: Context) -> Answer:
    """Walk through every page and say whether the records are whole."""
    if context.args.stands:
        return _line_stands(context)
    found = context.desk.ledger.verify()
    lines = [_("{n} revisions in {pages} pages").format(n=found.revisions, pages=found.pages)]
    lines.extend(map(damage_words, found.damage))
    lines.append(_("The records are whole.") if not found.damage else _("There is damage."))
    return Answer(found, tuple(lines), STORAGE if found.damage else DONE)


def _line_stands(context: Context) -> Answer:
    there = care.stands(context.desk, context.args.stands)
    words = _("The line stands as it was printed.") if there else _("That line stands no more.")
    return Answer({"stands": there}, (words,), DONE if there else STORAGE)


def _copy_line(copy: Copy) -> str:
    count = _("{records} records, {revisions} revisions").format(
        records=copy.records, revisions=copy.revisions
    )
    return f"{copy.name}  {copy.month}  {count}"


def data_backup(context: Context) -> Answer:
    """Make a good copy."""
    made = care.make_copy(context.desk)
    return Answer(made, (_copy_line(made),))


def data_copies(context: Context) -> Answer:
    """List the good copies, the newest first."""
    made = care.copies_of(context.desk)
    return Answer(made, tuple(map(_copy_line, made)) or (_("There is no copy yet."),))


def data_restore(context: Context) -> Answer:
    """Show what a copy would bring back, or put it back."""
    desk = context.desk
    copy = care.find_copy(desk, context.args.copy)
    seen = care.compare(desk, copy)
    now = _("now: {records} records, {revisions} revisions, last line {last}").format(
        records=seen.records_now, revisions=seen.revisions_now, last=seen.last_now
    )
    lines = [_("copy: {line}, last line {last}").format(line=_copy_line(copy), last=copy.seq), now]
    if not context.args.yes:
        lines.append(_("Nothing was replaced. With --yes the copy is put back."))
        return Answer(seen, tuple(lines))
    aside = care.restore(desk, copy)
    lines.append(_("The copy is in place; what stood there is in {path}").format(path=aside))
    return Answer(seen, tuple(lines))


def data_doctor(context: Context) -> Answer:
    """Say what is damaged and what can be done, or do it."""
    desk = context.desk
    if context.args.mend:
        done = care.mend(desk)
        left = desk.ledger.verify().damage
        lines = [_remedy_line(remedy, mended=True) for remedy in done]
        lines += [damage_words(damage) for damage in left]
        lines.append(_("There is damage.") if left else _("The records are whole."))
        return Answer({"mended": done, "left": left}, tuple(lines), STORAGE if left else DONE)
    found, remedies = care.examine(desk)
    lines = [damage_words(damage) for damage in found.damage]
    lines += [_remedy_line(remedy, mended=False) for remedy in remedies]
    if remedies:
        lines.append(_("'dutyroom data doctor --mend' does it; damaged pages go to quarantine."))
    lines.append(_("There is damage.") if found.damage else _("The records are whole."))
    value = {"damage": found.damage, "remedies": remedies}
    return Answer(value, tuple(lines), STORAGE if found.damage else DONE)


def _remedy_line(remedy: Remedy, *, mended: bool) -> str:
    if remedy.remade:
        text = (
            _("{file}: made up again from the month before")
            if mended
            else _("{file}: can be made up again from the month before")
        )
        return text.format(file=remedy.file)
    text = (
        _("{file}: mended, {n} lines brought back from copies")
        if mended
        else _("{file}: {readable} lines can be read, copies bring {n} back")
    )
    line = text.format(file=remedy.file, readable=remedy.readable, n=remedy.regained)
    if remedy.lost:
        line += "; " + _("lost for good: lines {lines}").format(lines=listed(map(str, remedy.lost)))
    return line


def take_in_year(context: Context) -> Answer:
    """Put a year's holiday notice into the station."""
    desk, args = context.desk, context.args
    if not args.file and not args.year:
        raise Wrong(say("Name the file of the notice, or type it with --year"), "file")
    by, pin = context.signer(Permission("setup"), args.pin)
    if args.file:
        done = calendars.take_in_year(desk, station.user_path(args.file), by=by, pin=pin)
    else:
        holidays, make_up = tuple(args.holiday), tuple(args.make_up)
        text = calendars.typed_notice(args.year, args.notice, holidays, make_up)
        done = calendars.take_in_notice(desk, text, by=by, pin=pin)
    return Answer(done, tuple(year_lines(done)))
