"""`dutyroom roster state`, `tell`, `driver` …: a published roster, who was told, who drives."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_date
from dutyroom.desk.roster import cleaning, drivers, site_work, steps
from dutyroom.desk.roster.export import versions_before
from dutyroom.desk.roster.find import find_roster, roster_in_hand
from dutyroom.desk.roster.powers import noting
from dutyroom.domain.records.roster import Roster, RosterStep
from dutyroom.domain.roster.changes import told_changes
from dutyroom.domain.roster.drivers import driver_of
from dutyroom.domain.roster.steps import asked, filing, stages
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import word
from dutyroom.words.imports import roster_line
from dutyroom.words.rosters import fact_line, filing_lines, life_lines, version_lines, work_words

_STEPS: dict[str, RosterStep] = {"report": "reported", "receive": "received", "file": "filed"}


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to those of the roster."""
    for step, words, handler in (
        ("state", _("how far a roster is: told, filed"), show_state),
        ("changes", _("what a version changed"), show_changes),
        ("filing", _("who has which roster on file"), show_filing),
    ):
        command = leaf(group, common, step, words, handler)
        command.add_argument("roster", nargs="?", default="", metavar="ROSTER")
    for step, words in (
        ("report", _("a department handed in its roster")),
        ("receive", _("a department has received the roster")),
        ("file", _("a body has the roster on file")),
    ):
        command = leaf(group, common, step, words, note_step)
        command.add_argument("whom", metavar="UNIT")
        _add_how(command)
        if step == "file":
            command.add_argument("--unit", default="", help=_("whose own roster; else the whole"))
    gather = leaf(
        group, common, "gather", _("the office gathered the departments' rosters"), gather_reports
    )
    gather.add_argument("--roster", default="", metavar="ROSTER")
    words = _("why it is gathered without those who have not reported")
    gather.add_argument("--remark", default="", metavar="TEXT", help=words)
    drive = leaf(group, common, "driver", _("driver and car of a duty date"), set_driver)
    drive.add_argument("day", metavar="DATE")
    drive.add_argument("name", nargs="?", default="", metavar="NAME")
    drive.add_argument("plate", nargs="?", default="", metavar="PLATE")
    words = _("the number to call; else the driver's own")
    drive.add_argument("--phone", default="", metavar="NUMBER", help=words)
    drive.add_argument("--roster", default="", metavar="ROSTER")
    words = _("driver and car stand, though the date changed")
    drive.add_argument("--confirm", action="store_true", help=words)
    clean = leaf(
        group, common, "cleaning", _("who cleans the duty room, a list of its own"), cleaning_list
    )
    clean.add_argument("day", nargs="?", default="", metavar="DATE")
    clean.add_argument("name", nargs="?", default="", metavar="NAME")
    words = _("these people clean in turn")
    clean.add_argument("--rotate", nargs="+", default=[], metavar="NAME", help=words)
    clean.add_argument("--roster", default="", metavar="ROSTER")
    work = leaf(group, common, "work", _("work goes on on a date"), set_work)
    work.add_argument("day", metavar="DATE")
    work.add_argument("--off", action="store_true", help=_("it does not after all"))
    tell = leaf(group, common, "tell", _("people were told of their shifts"), tell_people)
    words = _("who was told; nobody named: all who were not")
    tell.add_argument("names", nargs="*", metavar="NAME", help=words)
    _add_how(tell)


def _add_how(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--roster", default="", metavar="ROSTER")
    parser.add_argument("--way", default="", metavar="TEXT", help=_("how: by telephone, by fax"))


def show_state(context: Context) -> Answer:
    """Show how far a roster is."""
    desk = context.desk
    roster = roster_in_hand(desk, context.args.roster)
    name = desk.state().name
    lines = (roster_line(roster), *life_lines(roster, desk.profile, name))
    return Answer({"roster": roster.id, "steps": stages(roster, desk.profile)}, lines)


def show_filing(context: Context) -> Answer:
    """Show the filing overview."""
    desk = context.desk
    roster = roster_in_hand(desk, context.args.roster)
    if not desk.profile.roster.filing_to:
        return Answer((), (_("The profile names nobody to file rosters with."),))
    lines = (roster_line(roster), *filing_lines(roster, desk.profile, desk.state().name))
    return Answer({"roster": roster.id, "filing": filing(roster, desk.profile)}, lines)


def show_changes(context: Context) -> Answer:
    """Show what is other than in the version before."""
    desk = context.desk
    roster = find_roster(desk.state(), context.args.roster)
    earlier, name = versions_before(desk, roster), desk.state().name
    lines = (roster_line(roster), *version_lines(earlier, roster, name))
    changes = told_changes(earlier[-1], roster, name) if earlier else ()
    since = earlier[-1].version if earlier else None
    value = {"roster": roster.id, "since": since, "changes": tuple(map(render, changes))}
    return Answer(value, lines)


def note_step(context: Context) -> Answer:
    """Keep a step of a roster."""
    desk, args = context.desk, context.args
    step = _STEPS[args.step]
    by = context.person(args.by)
    roster = _roster(context, draft=step == "reported")
    unit = args.unit if step == "filed" else ""
    pin = context.pin_for(by, noting(roster))
    noted = steps.note_step(desk, roster, step, args.whom, by, way=args.way, unit=unit, pin=pin)
    return Answer(noted.facts[-1], (fact_line(noted.facts[-1], desk.state().name),))


def gather_reports(context: Context) -> Answer:
    """Keep that the reports of the departments are gathered."""
    desk, roster = context.desk, _roster(context, draft=True)
    by = context.person(context.args.by)
    pin = context.pin_for(by, noting(roster))
    gathered = steps.gather_reports(desk, roster, by, context.args.remark, pin=pin)
    name = desk.state().name
    return Answer(gathered, tuple(fact_line(fact, name) for fact in gathered.facts))


def tell_people(context: Context) -> Answer:
    """Keep that people were told."""
    desk, args = context.desk, context.args
    roster = _roster(context)
    named = asked(roster, desk.profile, "told")
    people = [name if name in named else context.person(name).key for name in args.names]
    by = context.person(args.by)
    pin = context.pin_for(by, noting(roster))
    told = steps.tell_people(desk, roster, people, by, args.way, pin=pin)
    names = listed(map(desk.state().name, told.whom))
    return Answer(told, (_("Told: {names}").format(names=names),))


def set_driver(context: Context) -> Answer:
    """Put a driver and a car on a date, or confirm those that are there."""
    desk, args = context.desk, context.args
    roster, day = _roster(context), read_date(args.day)
    if args.confirm:
        changed = drivers.confirm_driver(desk, roster, day, by=context.by)
    else:
        person = context.person(args.name)
        how = {"phone": args.phone, "by": context.by}
        changed = drivers.set_driver(desk, roster, day, person, args.plate, **how)
    line = driver_of(changed, day)
    names = listed(desk.state().name(a.person) for a in line.people) if line else "—"
    shown = f"{day}  {word('driver')}  {names}  {line.plate if line else ''}".rstrip()
    return Answer(line, (shown,))


def cleaning_list(context: Context) -> Answer:
    """Show who cleans when; let people clean in turn, or another one on a date (R-198)."""
    desk, args = context.desk, context.args
    roster = _roster(context, draft=True)
    if args.rotate:
        people = [context.person(name) for name in args.rotate]
        roster = cleaning.rotate(desk, roster, people, by=context.by)
    elif args.day:
        day, person = read_date(args.day), context.person(args.name)
        roster = cleaning.set_cleaner(desk, roster, day, person, by=context.by)
    name = desk.state().name
    lines = (roster_line(roster), *(f"{e.day}  {name(e.person)}" for e in roster.cleaning))
    return Answer({"roster": roster.id, "cleaning": roster.cleaning}, lines)


def set_work(context: Context) -> Answer:
    """Keep whether work goes on on a date (R-372)."""
    day = read_date(context.args.day)
    work = site_work.set_work(context.desk, day, working=not context.args.off, by=context.by)
    return Answer(work, (work_words(day, working=work.working),))


def _roster(context: Context, *, draft: bool = False) -> Roster:
    """Return the roster named; what departments report is about the newest draft, if any."""
    drafts = [r for r in context.desk.state().rosters if r.state == "draft"]
    if draft and drafts and not context.args.roster:
        return drafts[-1]
    return roster_in_hand(context.desk, context.args.roster)
