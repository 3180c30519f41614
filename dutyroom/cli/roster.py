"""`dutyroom roster`: import, check, publish, show; its other steps are in the parts `roster_*`."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli import (
    roster_edit,
    roster_export,
    roster_import,
    roster_plan,
    roster_steps,
)
from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster import check, publish
from dutyroom.desk.roster.day import day_view
from dutyroom.desk.roster.find import find_roster
from dutyroom.desk.roster.powers import publishing
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import _, listed
from dutyroom.words.codes import clock, day_words, word
from dutyroom.words.imports import finding_line, roster_line
from dutyroom.words.rosters import cleaning_words, line_note, marks_words


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the roster to the parser."""
    parser = commands.add_parser("roster", parents=[common], help=_("duty rosters"))
    group = parser.add_subparsers(dest="step", required=True)
    roster_import.add(group, common)
    for step, words, handler in (
        ("check", _("what is wrong with a roster"), check_roster),
        ("publish", _("put a roster in force"), publish_roster),
        ("show", _("show a roster"), show_roster),
    ):
        command = leaf(group, common, step, words, handler)
        command.add_argument("roster", nargs="?", default="", metavar="ROSTER")
        if step == "publish":
            words = _("its year has no holiday notice yet: publish all the same")
            command.add_argument("--provisional", action="store_true", help=words)
            words = _("take back what came in force since the draft was made")
            command.add_argument("--over", action="store_true", help=words)
        if step == "show":
            command.add_argument(
                "--day", default="", metavar="DATE", help=_("one day, with who came")
            )
    roster_export.add(group, common)
    roster_plan.add(group, common)
    roster_edit.add(group, common)
    roster_steps.add(group, common)


def check_roster(context: Context) -> Answer:
    """Check a roster."""
    roster = find_roster(context.desk.state(), context.args.roster)
    findings = check.check_roster(context.desk, roster)
    said = set(context.faults)  # a plug-in that was set aside is named behind the answer
    told = (finding for finding in findings if finding.sentence not in said)
    lines = (roster_line(roster), *map(finding_line, told))
    return Answer({"roster": roster.id, "findings": findings}, lines)


def publish_roster(context: Context) -> Answer:
    """Put a roster in force."""
    roster = find_roster(context.desk.state(), context.args.roster)
    sure = {"provisional": context.args.provisional, "over": context.args.over}
    by, pin = context.signer(publishing(context.desk, roster), context.args.pin)
    try:
        published = publish.publish_roster(context.desk, roster, by=by, pin=pin, **sure)
    except Wrong as error:
        if error.field not in sure:
            raise
        text = say("{sentence}: {option}", sentence=error.sentence, option=f"--{error.field}")
        raise Wrong(text, error.field) from None
    return Answer(published, (roster_line(published),))


def show_roster(context: Context) -> Answer:
    """Show a roster, or one day with who came."""
    desk, args = context.desk, context.args
    if args.day:
        return _show_day(context)
    roster = find_roster(desk.state(), args.roster)
    lines = [roster_line(roster)]
    for line in roster.lines:
        names = listed(a.person + (_("(sub)") if a.substitute else "") for a in line.people)
        label = f"{line.post} {line.shift}".strip() if line.role == "duty" else word(line.role)
        lines.append(f"{line.day:%m-%d}  {label}  {names}  {line_note(roster, line)}".rstrip())
    return Answer(roster, tuple(lines))


def _show_day(context: Context) -> Answer:
    day = read_day(context.args.day)
    assert day is not None
    view = day_view(context.desk, day)
    what = day_words(view.kind, view.holiday, day.year, known=view.year_known)
    lines = [f"{day}  {what}"]
    for line in view.lines:
        label = word(line.role) if line.role != "duty" else f"{line.post} {line.shift}"
        planned = listed(name for name, _number, _sub in line.planned) or "—"
        came = listed(f"{name} {clock(a.arrived)}" for name, a in line.actual)
        lines.append(f"{label}  {planned}  {came}  {marks_words(line)}".rstrip())
    lines += [cleaning_words(view.cleaners)] if view.cleaners else []
    return Answer(view, tuple(lines))
