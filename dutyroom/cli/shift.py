"""`dutyroom shift`: sign in and out; its other steps are in the parts `shift_*`."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli import (
    shift_away,
    shift_checks,
    shift_leaders,
    shift_phone,
    shift_sheet,
)
from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.presence import sign_in as arriving
from dutyroom.desk.presence import sign_out as leaving
from dutyroom.domain.records.presence import Attendance
from dutyroom.i18n import _
from dutyroom.words.codes import (
    mark_words,
    verdict_line,
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the shift to the parser."""
    parser = commands.add_parser("shift", parents=[common], help=_("sign in and out"))
    group = parser.add_subparsers(dest="step", required=True)
    come = leaf(group, common, "in", _("sign in"), sign_in)
    come.add_argument("name", metavar="NAME")
    come.add_argument("--post", default="")
    come.add_argument("--shift", default="")
    come.add_argument(
        "--for", dest="for_person", default="", help=_("whom the person stands in for")
    )
    come.add_argument(
        "--without", action="append", default=[], metavar="PART", help=_("not worn, of the uniform")
    )
    come.add_argument("--undressed", default="", help=_("why, or what is missing"))
    free = leaf(group, common, "release", _("a leader lets somebody go"), release)
    free.add_argument("name", metavar="NAME")
    free.add_argument("leader", metavar="LEADER")
    free.add_argument("reason", metavar="REASON")
    come.add_argument("--place", default="", help=_("where the person is, if not here"))
    shift_away.add(group, common)
    shift_phone.add(group, common)
    shift_checks.add(group, common)
    shift_leaders.add(group, common)
    shift_sheet.add(group, common)
    go = leaf(group, common, "out", _("sign out"), sign_out)
    go.add_argument("name", metavar="NAME")
    go.add_argument("--reason", default="")


def sign_in(context: Context) -> Answer:
    """Sign a person in."""
    args = context.args
    stand_in = context.key_of(args.for_person)
    signed = arriving.sign_in(
        context.desk,
        context.person(args.name),
        post=args.post,
        shift=args.shift,
        for_person=stand_in,
        missing=tuple(args.without),
        undressed=args.undressed,
        place=args.place,
    )
    return Answer(signed, (_attendance_line(signed.attendance), *map(verdict_line, signed.notes)))


def sign_out(context: Context) -> Answer:
    """Sign a person out."""
    attendance = leaving.sign_out(
        context.desk, context.person(context.args.name), reason=context.args.reason
    )
    return Answer(attendance, (_attendance_line(attendance),))


def release(context: Context) -> Answer:
    """Let somebody go whom the rules keep on post."""
    args = context.args
    person, leader = context.person(args.name), context.person(args.leader)
    attendance = leaving.release(context.desk, person, leader, args.reason, context.pin(leader))
    return Answer(attendance, (_attendance_line(attendance),))


def _attendance_line(attendance: Attendance) -> str:
    marks = "; ".join(mark_words(mark) for mark in attendance.marks)
    moment = attendance.left or attendance.arrived
    role = (
        _("signed out")
        if attendance.left
        else (_("on duty") if attendance.took_over else _("assisting until the handover"))
    )
    line = f"{attendance.person}  {attendance.post} {attendance.shift}  {moment:%H:%M:%S}  {role}"
    return f"{line}  ({marks})" if marks else line
