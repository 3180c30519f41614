"""`dutyroom swap`: ask, agree, tell, decide, recall; leave is in `swap_leave`."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli import swap_leave
from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk.clock import read_date
from dutyroom.desk.swaps import decide, notes, requests
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.desk.swaps.requests import (
    SwapRequest,
    consent_to_swap,
    exchanged_for,
    find_swap,
    note_notice,
    request_swap,
    shift_of,
    swap_candidates,
)
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.i18n import _
from dutyroom.words.swaps import candidate_line, swap_line


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of leave and swaps to the parser."""
    parser = commands.add_parser("swap", parents=[common], help=_("leave and swaps of shifts"))
    group = parser.add_subparsers(dest="step", required=True)
    leaf(group, common, "list", _("the requests, the open ones first"), list_swaps)
    ask = leaf(group, common, "ask", _("ask for leave from a shift, or for a swap"), ask_swap)
    _shift(ask)
    ask.add_argument("--reason", default="")
    ask.add_argument("--cause", default="", help=_("private, sick, trip … as the profile says"))
    ask.add_argument("--to", default="", metavar="NAME", help=_("who takes the shift"))
    _in_exchange(ask)
    ask.add_argument("--urgent", action="store_true", help=_("later than the profile allows"))
    ask.add_argument("--document", default="", help=_("number of the written delegation"))
    words = _("what qualifies who is delegated")
    ask.add_argument("--qualification", default="", metavar="TEXT", help=words)
    words = _("the day of the written delegation")
    ask.add_argument("--dated", default="", metavar="DAY", help=words)
    words = _("first and last day of the delegation; else the shift's")
    ask.add_argument("--delegated", nargs=2, default=(), metavar="DAY", help=words)
    ask.add_argument("--matters", default="", help=_("what is handed over to who takes it"))
    _shift(leaf(group, common, "who", _("who could take a shift, the best first"), who_could))
    agree = leaf(group, common, "agree", _("agree to a swap, with the PIN"), agree_to)
    _named(agree)
    tell = leaf(group, common, "tell", _("keep that an office or a leader was told"), tell_swap)
    tell.add_argument("number", metavar="NUMBER")
    tell.add_argument("receiver", metavar="RECEIVER")
    approve = leaf(group, common, "approve", _("approve it, with the PIN"), approve_swap)
    _named(approve)
    approve.add_argument("--to", default="", metavar="NAME", help=_("who takes the shift"))
    _in_exchange(approve)
    approve.add_argument("--reason", default="")
    reject = leaf(group, common, "reject", _("turn it down, with the PIN"), reject_swap)
    _named(reject)
    reject.add_argument("reason", metavar="REASON")
    _named(leaf(group, common, "withdraw", _("take one's own request back"), withdraw_swap))
    _named(leaf(group, common, "read", _("tick the handover note, with the PIN"), read_note))
    recall = leaf(group, common, "recall", _("call somebody back from leave"), recall_person)
    recall.add_argument("ill", metavar="ILL")
    recall.add_argument("recalled", metavar="RECALLED")
    recall.add_argument("leader", metavar="LEADER")
    recall.add_argument("reason", metavar="REASON")
    recall.add_argument("days", nargs="+", metavar="DAY")
    recall.add_argument("--post", default="")
    recall.add_argument("--shift", default="", help=_("only this one of the day's shifts"))
    swap_leave.add(group, common)


def _shift(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("day", metavar="DAY")
    parser.add_argument("--post", default="")
    parser.add_argument("--shift", default="")


def _in_exchange(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--for", dest="other", default="", metavar="DAY", help=_("in exchange for"))


def _named(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("name", metavar="NAME")


def _swap(context: Context) -> Swap:
    desk = context.desk
    return find_swap(desk.state(), context.args.number, desk.duty_date())


def _answer(context: Context, swap: Swap) -> Answer:
    return Answer(swap, (swap_line(context.desk, swap),))


def list_swaps(context: Context) -> Answer:
    """List the requests."""
    swaps = sorted(context.desk.state().swaps, key=lambda swap: not rules.is_open(swap))
    lines = tuple(swap_line(context.desk, swap) for swap in swaps)
    return Answer(tuple(swaps), lines or (_("There is no request."),))


def ask_swap(context: Context) -> Answer:
    """Ask for leave or a swap."""
    args, desk = context.args, context.desk
    person = context.person(args.name)
    substitute = context.maybe(args.to)
    ref = shift_of(desk, person, read_date(args.day), args.post, args.shift)
    asked = SwapRequest(
        reason=args.reason,
        cause=args.cause,
        substitute=substitute,
        other=exchanged_for(desk, substitute, args.other),
        document=args.document,
        qualification=args.qualification,
        matters=args.matters,
        dated=read_day(args.dated),
        delegated=tuple(map(read_date, args.delegated)),
    )
    swap = request_swap(desk, person, ref, asked, urgent=args.urgent, by=context.by)
    return _answer(context, swap)


def who_could(context: Context) -> Answer:
    """Rank who could take a shift."""
    args, desk = context.args, context.desk
    ref = shift_of(desk, context.person(args.name), read_date(args.day), args.post, args.shift)
    candidates = swap_candidates(desk, ref)
    return Answer(candidates, tuple(map(candidate_line, candidates)))


def agree_to(context: Context) -> Answer:
    """Agree to a swap."""
    person = context.person(context.args.name)
    swap = consent_to_swap(context.desk, _swap(context), person, context.pin(person))
    return _answer(context, swap)


def tell_swap(context: Context) -> Answer:
    """Keep that somebody was told."""
    swap = _swap(context)
    by = context.by or swap.applicant
    return _answer(context, note_notice(context.desk, swap, context.args.receiver, by=by))


def approve_swap(context: Context) -> Answer:
    """Approve a request."""
    args, desk, swap = context.args, context.desk, _swap(context)
    person = context.person(args.name)
    substitute = context.maybe(args.to)
    taker = substitute or desk.state().people.get(swap.substitute)
    swap = decide.approve_swap(
        desk,
        swap,
        person,
        context.pin(person),
        substitute=substitute,
        other=exchanged_for(desk, taker, args.other),
        reason=args.reason,
    )
    return _answer(context, swap)


def reject_swap(context: Context) -> Answer:
    """Turn a request down."""
    person = context.person(context.args.name)
    pin = context.pin(person)
    swap = decide.reject_swap(context.desk, _swap(context), person, pin, context.args.reason)
    return _answer(context, swap)


def withdraw_swap(context: Context) -> Answer:
    """Take a request back."""
    person = context.person(context.args.name)
    return _answer(context, requests.withdraw_swap(context.desk, _swap(context), person))


def read_note(context: Context) -> Answer:
    """Keep that who took a shift has read what is handed over."""
    person = context.person(context.args.name)
    swap = notes.read_note(context.desk, _swap(context), person, context.pin(person))
    return _answer(context, swap)


def recall_person(context: Context) -> Answer:
    """Call somebody back from leave."""
    args = context.args
    leader = context.person(args.leader)
    swap = recall_from_leave(
        context.desk,
        context.person(args.ill),
        context.person(args.recalled),
        tuple(map(read_date, args.days)),
        leader,
        args.reason,
        context.pin(leader),
        post=args.post,
        shift=args.shift,
    )
    return _answer(context, swap)
