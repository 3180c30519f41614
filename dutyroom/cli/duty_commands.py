"""Commands of the shift: now, due, shift, patrol, inspect, handover."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli import presence_commands
from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk import alarms, now
from dutyroom.desk.clock import read_event_time
from dutyroom.desk.patrol import inspections
from dutyroom.desk.patrol import rounds as patrol
from dutyroom.desk.presence import attendance as shifts
from dutyroom.domain.due import Obligation
from dutyroom.domain.records.patrol import Round
from dutyroom.domain.records.presence import Attendance
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import (
    away_words,
    clock,
    clock_words,
    day_words,
    mark_words,
    phone_words,
    verdict_line,
    word,
    word_of,
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the shift to the parser."""
    leaf(commands, common, "now", _("the duty room at a glance"), show_now)
    _add_due(commands, common)
    clock_ = leaf(commands, common, "clock", _("the clock is right: alarms go on"), confirm_clock)
    clock_.add_argument("name", metavar="NAME")
    _add_shift(commands, common)
    _add_patrol(commands, common)
    _add_inspect(commands, common)


def _add_due(commands: Any, common: argparse.ArgumentParser) -> None:
    due = leaf(commands, common, "due", _("what is due, in order of time"), show_due)
    due.add_argument("--acknowledge", metavar="KEY", default="", help=_("stop an alarm"))
    due.add_argument("--reason", default="", help=_("what was done, or why not"))


def _add_shift(commands: Any, common: argparse.ArgumentParser) -> None:
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
    presence_commands.add_to(group, common)
    go = leaf(group, common, "out", _("sign out"), sign_out)
    go.add_argument("name", metavar="NAME")
    go.add_argument("--reason", default="")


def _add_patrol(commands: Any, common: argparse.ArgumentParser) -> None:
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


def _add_inspect(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = leaf(commands, common, "inspect", _("the closing inspection"), inspect)
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("group", nargs="?", default="", metavar="GROUP")
    parser.add_argument("item", nargs="?", default="", metavar="ITEM")
    parser.add_argument("--fault", default="", metavar="TEXT", help=_("what is wrong"))
    parser.add_argument("--rest", action="store_true", help=_("every open item is normal"))


def show_now(context: Context) -> Answer:
    """Show who is on, what is due and what was left over."""
    view = now.now_view(context.desk)
    what = day_words(view.day_kind, view.holiday, view.now.year, known=view.year_known)
    head = f"{view.station}  {view.now:%Y-%m-%d %H:%M}  {what}"
    lines = [head + ("  " + _("DRILL") if view.drill else "")]
    if view.clock:
        lines.append(clock_words(view.clock))
    name = context.desk.state().name
    for post in view.posts:
        people = listed(p.name for p in post.on) or "—"
        lines.append(f"{post.post}  {word(post.status)}: {people}")
        lines.extend(
            f"  {p.name}  " + away_words(p.away, name(p.away.cover), overdue=p.overdue)
            for p in post.on
            if p.away
        )
        if post.next:
            ahead = listed(post.next_names) or "—"
            lines.append("  " + _("next") + f": {post.next.shift} {clock(post.next.start)} {ahead}")
    if view.phone:
        lines.append(phone_words(view.phone, view.phone_holder))
    if view.responsible:
        text = _("First responsible for {what}:").format(what=view.responsible_for)
        lines.append(f"{text}  " + listed(f"{p.name} {p.phone}" for p in view.responsible))
    lines.extend(_due_line(o) for o in view.due)
    lines.extend(f"{item.id}  {word(item.urgency)}  {item.text}" for item in view.carried)
    return Answer(view, tuple(lines))


def _due_line(obligation: Obligation) -> str:
    when = f"{obligation.due:%m-%d %H:%M}"
    return (
        f"{when}  {word(obligation.standing)}  {render(obligation.sentence)}  [{obligation.clause}]"
    )


def show_due(context: Context) -> Answer:
    """Show what is due, or acknowledge one of it."""
    args = context.args
    if args.acknowledge:
        person = context.person(args.by)
        alarm = alarms.acknowledge(context.desk, args.acknowledge, person, args.reason)
        return Answer(alarm, (_("Acknowledged: {key}").format(key=alarm.key),))
    found = alarms.obligations(context.desk)
    lines = tuple(f"{_due_line(o)}  {o.key}" for o in found)
    return Answer(found, lines or (_("Nothing is due."),))


def confirm_clock(context: Context) -> Answer:
    """Keep that somebody looked at the clock."""
    check = alarms.confirm_clock(context.desk, context.person(context.args.name))
    return Answer(check, (_("The clock is right, says {name}.").format(name=check.by),))


def sign_in(context: Context) -> Answer:
    """Sign a person in."""
    args = context.args
    stand_in = context.key_of(args.for_person)
    done = shifts.sign_in(
        context.desk,
        context.person(args.name),
        post=args.post,
        shift=args.shift,
        for_person=stand_in,
        missing=tuple(args.without),
        undressed=args.undressed,
        place=args.place,
    )
    return Answer(done, (_attendance_line(done.attendance), *map(verdict_line, done.notes)))


def sign_out(context: Context) -> Answer:
    """Sign a person out."""
    done = shifts.sign_out(
        context.desk, context.person(context.args.name), reason=context.args.reason
    )
    return Answer(done, (_attendance_line(done),))


def release(context: Context) -> Answer:
    """Let somebody go whom the rules keep on post."""
    args = context.args
    person, leader = context.person(args.name), context.person(args.leader)
    done = shifts.release(context.desk, person, leader, args.reason, context.pin(leader))
    return Answer(done, (_attendance_line(done),))


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


def start_round(context: Context) -> Answer:
    """Begin a round."""
    args = context.args
    return _round(patrol.start_round(context.desk, context.person(args.name), args.route))


def answer_point(context: Context) -> Answer:
    """Answer a checkpoint."""
    args, walking = context.args, _walking(context)
    note = args.abnormal or args.unseen
    result: patrol.Found = "abnormal" if args.abnormal else "unseen" if args.unseen else "normal"
    return _round(patrol.answer_point(context.desk, walking, args.point, result, note))


def finish_round(context: Context) -> Answer:
    """Complete the round."""
    return _round(patrol.finish_round(context.desk, _walking(context)))


def stop_round(context: Context) -> Answer:
    """Break the round off."""
    return _round(patrol.stop_round(context.desk, _walking(context), context.args.reason))


def late_round(context: Context) -> Answer:
    """Enter a round from paper."""
    args, desk = context.args, context.desk
    started = read_event_time(args.started, desk.now(), desk.zone)
    person = context.person(args.name)
    return _round(
        patrol.enter_paper_round(desk, person, started, args.reason, args.route, context.by)
    )


def _walking(context: Context) -> Round:
    return patrol.walking_round(context.desk.state(), context.by)


def _round(round_: Round) -> Answer:
    points = " ".join(f"{p.point}:{word_of('point', p.result)}" for p in round_.points)
    marks = "; ".join(mark_words(mark) for mark in round_.marks)
    line = f"{round_.id}  {round_.route}  {clock(round_.started)}  {word(round_.status)}"
    return Answer(round_, tuple(part for part in (line, points, marks) if part))


def inspect(context: Context) -> Answer:
    """Answer items of the closing inspection."""
    args, desk = context.args, context.desk
    person = context.person(args.name)
    if args.rest:
        done = inspections.inspect_rest(desk, person, args.group)
    else:
        result: Any = "fault" if args.fault else "normal"
        done = inspections.inspect(desk, person, args.group, args.item, result, args.fault)
    whole = len(inspections.inspection_items(desk.profile))
    line = _("{number}: {n} of {whole} items answered").format(
        number=done.id, n=len(done.items), whole=whole
    )
    return Answer(done, (line,))
