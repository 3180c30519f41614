"""`dutyroom patrol`: walk a round."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_event_time
from dutyroom.desk.patrol import rounds
from dutyroom.desk.patrol.paper_rounds import enter_paper_round
from dutyroom.desk.patrol.rounds import PointAnswer, walking_round
from dutyroom.domain.records.patrol import Round
from dutyroom.i18n import _
from dutyroom.words.codes import (
    clock,
    mark_words,
    word,
    word_of,
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the patrol to the parser."""
    parser = commands.add_parser("patrol", parents=[common], help=_("walk a round"))
    group = parser.add_subparsers(dest="step", required=True)
    start = leaf(group, common, "start", _("begin a round"), start_round)
    start.add_argument("name", metavar="NAME")
    start.add_argument("--route", default="")
    point = leaf(group, common, "point", _("answer a checkpoint"), answer_point)
    point.add_argument("point", metavar="POINT")
    point.add_argument("--abnormal", default="", metavar="TEXT", help=_("what is wrong there"))
    point.add_argument("--unseen", default="", metavar="TEXT", help=_("why it was not seen"))
    leaf(group, common, "finish", _("complete the round"), finish_round)
    stop = leaf(group, common, "stop", _("break the round off"), stop_round)
    stop.add_argument("reason", metavar="REASON")
    late = leaf(group, common, "late", _("enter a round walked on paper"), late_round)
    late.add_argument("name", metavar="NAME")
    late.add_argument("started", metavar="TIME")
    late.add_argument("reason", metavar="REASON")
    late.add_argument("--route", default="")


def start_round(context: Context) -> Answer:
    """Begin a round."""
    args = context.args
    return _round(rounds.start_round(context.desk, context.person(args.name), args.route))


def answer_point(context: Context) -> Answer:
    """Answer a checkpoint."""
    args, walking = context.args, _walking(context)
    note = args.abnormal or args.unseen
    result: PointAnswer = "abnormal" if args.abnormal else "unseen" if args.unseen else "normal"
    return _round(rounds.answer_point(context.desk, walking, args.point, result, note))


def finish_round(context: Context) -> Answer:
    """Complete the round."""
    return _round(rounds.finish_round(context.desk, _walking(context)))


def stop_round(context: Context) -> Answer:
    """Break the round off."""
    return _round(rounds.stop_round(context.desk, _walking(context), context.args.reason))


def late_round(context: Context) -> Answer:
    """Enter a round from paper."""
    args, desk = context.args, context.desk
    started = read_event_time(args.started, desk.now(), desk.zone)
    person = context.person(args.name)
    return _round(enter_paper_round(desk, person, started, args.reason, args.route, context.by))


def _walking(context: Context) -> Round:
    return walking_round(context.desk.state(), context.by)


def _round(round_: Round) -> Answer:
    points = " ".join(f"{p.point}:{word_of('point', p.result)}" for p in round_.points)
    marks = "; ".join(mark_words(mark) for mark in round_.marks)
    line = f"{round_.id}  {round_.route}  {clock(round_.started)}  {word(round_.status)}"
    return Answer(round_, tuple(part for part in (line, points, marks) if part))
