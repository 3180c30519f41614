"""Commands of the shift: now, due, shift, patrol, inspect, handover."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk import alarms, handover, inspections, now, patrol, shifts, signing
from dutyroom.desk.clock import read_ahead, read_event_time
from dutyroom.domain.due import Obligation
from dutyroom.domain.records import Attendance, Handover, Round
from dutyroom.i18n import _, listed, render
from dutyroom.words import (
    checklist_word,
    clock,
    clock_words,
    day_words,
    mark_words,
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
    _add_handover(commands, common)


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
    come.add_argument("--undressed", default="", help=_("what of the uniform is missing"))
    free = leaf(group, common, "release", _("a leader lets somebody go"), release)
    free.add_argument("name", metavar="NAME")
    free.add_argument("leader", metavar="LEADER")
    free.add_argument("reason", metavar="REASON")
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


def _add_handover(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser(
        "handover", parents=[common], help=_("hand over with two signatures")
    )
    parser.add_argument("--post", default="")
    group = parser.add_subparsers(dest="step", required=True)
    leaf(group, common, "start", _("open the handover"), start_handover)
    leaf(group, common, "show", _("show the handover"), show_handover)
    sheet = leaf(group, common, "sheet", _("a finished handover, to print"), print_sheet)
    sheet.add_argument("number", nargs="?", default="", metavar="NUMBER")
    count = leaf(group, common, "count", _("count an article"), count_article)
    count.add_argument("article", metavar="ARTICLE")
    count.add_argument("counted", type=int, metavar="NUMBER")
    count.add_argument("--condition", default="", help=_("damage, in words"))
    count.add_argument("--explain", default="", help=_("the outgoing officer's explanation"))
    count.add_argument("--accept", action="store_true", help=_("the relief accepts it"))
    count.add_argument("--dispute", action="store_true", help=_("the relief does not accept it"))
    answer = leaf(group, common, "answer", _("answer a line of the checklist"), answer_line)
    answer.add_argument("item", metavar="ITEM")
    answer.add_argument("--no", default=None, metavar="TEXT", help=_("no, and what is wrong"))
    answer.add_argument("--explain", default="", help=_("the outgoing officer's explanation"))
    item = leaf(group, common, "pass", _("say who has an open item next"), pass_item)
    item.add_argument("item", metavar="NUMBER")
    item.add_argument("--owner", default="", metavar="NAME")
    item.add_argument("--reason", default="")
    item.add_argument("--follow-up", default="", metavar="TIME", help=_("when to look again"))
    record = leaf(
        group, common, "record", _("write the duty record, a matter an argument"), write_record
    )
    record.add_argument("matters", nargs="+", metavar="MATTER")
    ask = leaf(group, common, "ask", _("a question of the relief and its answer"), ask_question)
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("reply", nargs="?", default="", metavar="ANSWER")
    sign = leaf(group, common, "sign", _("sign with the PIN"), sign_handover)
    sign.add_argument("name", metavar="NAME")
    over = leaf(group, common, "override", _("let it through with critical work open"), override)
    over.add_argument("name", metavar="NAME")
    over.add_argument("reason", metavar="REASON")


def show_now(context: Context) -> Answer:
    """Show who is on, what is due and what was left over."""
    view = now.now_view(context.desk)
    what = day_words(view.day_kind, view.holiday, view.now.year, known=view.year_known)
    head = f"{view.station}  {view.now:%Y-%m-%d %H:%M}  {what}"
    lines = [head + ("  " + _("DRILL") if view.drill else "")]
    if view.clock:
        lines.append(clock_words(view.clock))
    for post in view.posts:
        people = listed(p.name for p in post.on) or "—"
        lines.append(f"{post.post}  {word(post.status)}: {people}")
        if post.next:
            ahead = listed(post.next_names) or "—"
            lines.append("  " + _("next") + f": {post.next.shift} {clock(post.next.start)} {ahead}")
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
    stand_in = context.person(args.for_person).key if args.for_person else ""
    done = shifts.sign_in(
        context.desk,
        context.person(args.name),
        post=args.post,
        shift=args.shift,
        for_person=stand_in,
        undressed=args.undressed,
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


def _current(context: Context) -> Handover:
    return handover.current_handover(context.desk.state(), context.args.post)


def start_handover(context: Context) -> Answer:
    """Open the handover of the shift on post."""
    return _show(context, handover.start_handover(context.desk, context.args.post, by=context.by))


def show_handover(context: Context) -> Answer:
    """Show the handover under way."""
    return _show(context, _current(context))


def print_sheet(context: Context) -> Answer:
    """Show a finished handover whole, with the last line of the records under it."""
    desk, args = context.desk, context.args
    found = handover.finished(desk, args.number, args.post)
    name = desk.state().name
    lines = list(_show(context, found).lines)
    for passed in found.passed:
        lines.append(f"  {passed.item} → {name(passed.owner)}  {passed.reason}".rstrip())
    lines += [f"  {place}. {matter}" for place, matter in enumerate(found.summary, 1)]
    lines += [f"  {q.question} — {q.answer}" for q in found.questions]
    for words, signed in (
        (word("outgoing"), found.outgoing_signed),
        (word("incoming"), found.incoming_signed),
    ):
        if signed is not None:
            lines.append(f"{words}: {name(signed.person)}  {signed.at:%Y-%m-%d %H:%M:%S}")
    lines += [mark_words(mark) for mark in found.marks]
    lines.append(_("last line of the records: {tip}").format(tip=found.tip))
    return Answer(found, tuple(lines))


def count_article(context: Context) -> Answer:
    """Count an article, with explanation and acceptance where it differs."""
    args = context.args
    found = handover.count(
        context.desk,
        _current(context),
        args.article,
        args.counted,
        condition=args.condition,
        explanation=args.explain,
        accepted=args.accept if args.accept or args.dispute else None,
        by=context.by,
    )
    return _show(context, found)


def answer_line(context: Context) -> Answer:
    """Answer a line of the checklist."""
    args = context.args
    return _show(
        context,
        handover.answer(
            context.desk,
            _current(context),
            args.item,
            args.no is None,
            note=args.no or "",
            explanation=args.explain,
            by=context.by,
        ),
    )


def pass_item(context: Context) -> Answer:
    """Say who has an open item next."""
    args = context.args
    owner = context.person(args.owner).key if args.owner else ""
    desk = context.desk
    again = read_ahead(args.follow_up, desk.now(), desk.zone) if args.follow_up else None
    return _show(
        context,
        handover.pass_item(
            context.desk,
            _current(context),
            args.item,
            owner=owner,
            reason=args.reason,
            follow_up=again,
            by=context.by,
        ),
    )


def write_record(context: Context) -> Answer:
    """Write the duty record."""
    lines = tuple(context.args.matters)
    return _show(
        context, handover.write_record(context.desk, _current(context), lines, by=context.by)
    )


def ask_question(context: Context) -> Answer:
    """Keep a question and its answer."""
    args = context.args
    return _show(
        context,
        handover.ask(context.desk, _current(context), args.question, args.reply, by=context.by),
    )


def sign_handover(context: Context) -> Answer:
    """Sign the handover."""
    person = context.person(context.args.name)
    done = signing.sign(context.desk, _current(context), person, context.pin(person))
    return _show(context, done)


def override(context: Context) -> Answer:
    """Override a blocked handover."""
    person = context.person(context.args.name)
    return _show(
        context,
        signing.override(
            context.desk, _current(context), person, context.args.reason, context.pin(person)
        ),
    )


def _show(context: Context, found: Handover) -> Answer:
    view = handover.look(context.desk, found)
    shifts_ = f"{found.from_shift} → {found.to_shift or '—'}"
    head = f"{found.id}  {found.post}  {shifts_}  {word(view.stage)}"
    lines = [head]
    for tick in found.ticks:
        answer = {"yes": "✓", "no": "✗"}.get(tick.answer, "·")
        lines.append(f"  {answer} {checklist_word(tick.code)}  {tick.note}".rstrip())
    for count in found.counts:
        counted = "·" if count.counted is None else str(count.counted)
        lines.append(f"  {count.article} {counted}/{count.expected}  {count.explanation}".rstrip())
    if view.stage not in ("complete", "one_signature"):
        lines.extend(verdict_line(v) for v in view.obstacles)
    return Answer(view, tuple(lines))
