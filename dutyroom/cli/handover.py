"""`dutyroom handover`: lists, count, decisions, signatures, the finished sheet."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_ahead
from dutyroom.desk.handover import checklist, counts, items, record, signing, start
from dutyroom.desk.handover.find import current_handover, finished_handover, look_at_handover
from dutyroom.domain.records.handover import Handover
from dutyroom.i18n import _
from dutyroom.words.sheets import sheet_lines, view_lines


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the handover to the parser."""
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


def _current(context: Context) -> Handover:
    return current_handover(context.desk.state(), context.args.post)


def start_handover(context: Context) -> Answer:
    """Open the handover of the shift on post."""
    return _show(context, start.start_handover(context.desk, context.args.post, by=context.by))


def show_handover(context: Context) -> Answer:
    """Show the handover under way."""
    return _show(context, _current(context))


def print_sheet(context: Context) -> Answer:
    """Show a finished handover whole, with the last line of the records under it."""
    desk, args = context.desk, context.args
    finished = finished_handover(desk, args.number, args.post)
    return Answer(finished, sheet_lines(desk, finished))


def count_article(context: Context) -> Answer:
    """Count an article, with explanation and acceptance where it differs."""
    args = context.args
    handover = counts.count_article(
        context.desk,
        _current(context),
        args.article,
        args.counted,
        condition=args.condition,
        explanation=args.explain,
        accepted=args.accept if args.accept or args.dispute else None,
        by=context.by,
    )
    return _show(context, handover)


def answer_line(context: Context) -> Answer:
    """Answer a line of the checklist."""
    args = context.args
    return _show(
        context,
        checklist.answer_line(
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
    owner = context.key_of(args.owner)
    desk = context.desk
    again = read_ahead(args.follow_up, desk.now(), desk.zone) if args.follow_up else None
    return _show(
        context,
        items.pass_item(
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
        context, record.write_record(context.desk, _current(context), lines, by=context.by)
    )


def ask_question(context: Context) -> Answer:
    """Keep a question and its answer."""
    args = context.args
    return _show(
        context,
        record.ask_question(
            context.desk, _current(context), args.question, args.reply, by=context.by
        ),
    )


def sign_handover(context: Context) -> Answer:
    """Sign the handover."""
    person = context.person(context.args.name)
    handover = signing.sign(context.desk, _current(context), person, context.pin(person))
    return _show(context, handover)


def override(context: Context) -> Answer:
    """Override a blocked handover."""
    person = context.person(context.args.name)
    return _show(
        context,
        signing.override(
            context.desk, _current(context), person, context.args.reason, context.pin(person)
        ),
    )


def _show(context: Context, handover: Handover) -> Answer:
    view = look_at_handover(context.desk, handover)
    return Answer(view, view_lines(view))
