"""`dutyroom swap leave`, `sick`, `unleave`, `balance`: days of leave."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk.clock import read_date
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.swaps import leave
from dutyroom.desk.swaps.leave import find_leave, granting, lost_shifts
from dutyroom.domain.facts.leave import balance
from dutyroom.domain.records.presence import Leave
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import mark_words
from dutyroom.words.swaps import cause_word


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to those of leave and swaps."""
    grant = leaf(group, common, "leave", _("grant days of leave"), grant_leave)
    grant.add_argument("name", metavar="NAME")
    grant.add_argument("first", metavar="FIRST")
    grant.add_argument("last", metavar="LAST")
    grant.add_argument("leader", metavar="LEADER")
    grant.add_argument("reason", metavar="REASON")
    grant.add_argument("--kind", default="rest", help=_("rest, study, private, sick or trip"))
    grant.add_argument("--study", nargs="*", default=(), metavar="DAY")
    grant.add_argument("--because", default="", help=_("why it is granted against a rule"))
    sick = leaf(group, common, "sick", _("keep a day of illness within leave"), note_sick)
    sick.add_argument("number", metavar="NUMBER")
    sick.add_argument("day", metavar="DAY")
    end = leaf(group, common, "unleave", _("end leave sooner, or take it back"), end_leave)
    end.add_argument("number", metavar="NUMBER")
    end.add_argument("leader", metavar="LEADER")
    end.add_argument("reason", metavar="REASON")
    end.add_argument("--last", default="", metavar="DAY", help=_("its last day; else taken back"))
    leaf(group, common, "balance", _("days of leave: granted, used, owed"), show_balance)


def grant_leave(context: Context) -> Answer:
    """Grant days of leave."""
    args = context.args
    person, leader = context.person(args.name), context.person(args.leader)
    granted = leave.grant_leave(
        context.desk,
        person,
        read_date(args.first),
        read_date(args.last),
        kind=args.kind,
        reason=args.reason,
        leader=leader,
        studied=tuple(map(read_date, args.study)),
        pin=context.pin_for(leader, granting(person)),
        decision=args.because,
    )
    lost = tuple(map(render, lost_shifts(context.desk, granted)))
    lines = (_leave_line(context, granted), *map(mark_words, granted.marks), *lost)
    return Answer({**asdict(granted), "lost": lost}, lines)


def note_sick(context: Context) -> Answer:
    """Keep that somebody was ill within the leave (R-288)."""
    args, desk = context.args, context.desk
    granted = find_leave(desk.state(), args.number)
    by = context.person(args.by or granted.person)
    pin = context.pin_for(by, Permission("swap.decide"))
    noted = leave.note_sick(desk, granted, read_date(args.day), by=by.key, pin=pin)
    ill = _("ill on {days}").format(days=listed(tuple(map(str, noted.sick))))
    return Answer(noted, (f"{_leave_line(context, noted)}  {ill}",))


def end_leave(context: Context) -> Answer:
    """End leave sooner than it was granted, or take it back."""
    args, desk = context.args, context.desk
    granted = find_leave(desk.state(), args.number)
    leader = context.person(args.leader)
    pin = context.pin_for(leader, Permission("swap.decide", granted.person))
    ended = leave.end_leave(desk, granted, read_day(args.last), leader, args.reason, pin)
    return Answer(ended, (_leave_line(context, ended),))


def _leave_line(context: Context, leave: Leave) -> str:
    name = context.desk.state().name(leave.person)
    kind = cause_word(leave.kind)
    days = f"{leave.first} – {leave.last}" if leave.last >= leave.first else _("taken back")
    return f"{leave.id}  {name}  {days}  {kind}"


def show_balance(context: Context) -> Answer:
    """Show every leave with its days."""
    today, state = context.desk.duty_date(), context.desk.state()
    balances = [(leave, balance(leave, today)) for leave in state.leaves]
    words = _("granted {granted}, used {used}, owed {owed}")
    lines = tuple(
        f"{_leave_line(context, leave)}  "
        + words.format(granted=days.granted, used=days.used, owed=days.owed)
        for leave, days in balances
    )
    value = [{"leave": leave, "balance": days} for leave, days in balances]
    return Answer(value, lines or (_("There is no leave."),))
