"""`dutyroom order`: work orders."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.domain.records.log import WorkOrder
from dutyroom.i18n import _
from dutyroom.words.codes import word


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of work orders to the parser."""
    parser = commands.add_parser("order", parents=[common], help=_("work orders"))
    group = parser.add_subparsers(dest="step", required=True)
    new = leaf(group, common, "new", _("open a work order"), new_order)
    new.add_argument("text", metavar="TEXT")
    new.add_argument("--place", default="")
    new.add_argument("--phone", default="")
    new.add_argument("--urgency", default="normal")
    new.add_argument("--assign", default="", metavar="WHO")
    new.add_argument("--from", dest="source", default="", metavar="NUMBER", help=_("of this entry"))
    leaf(group, common, "list", _("list the work orders"), list_orders)
    note = leaf(group, common, "note", _("write what was done"), note_order)
    note.add_argument("number", metavar="NUMBER")
    note.add_argument("text", nargs="?", default="", metavar="TEXT")
    note.add_argument("--phone", default=None, help=_("another telephone"))
    for step, words in (
        ("assign", _("give it to somebody")),
        ("work", _("somebody is at it")),
        ("control", _("it is under control")),
        ("finish", _("it is done")),
        ("close", _("close it")),
        ("void", _("void a mistake")),
    ):
        move = leaf(group, common, step, words, move_order)
        move.add_argument("number", metavar="NUMBER")
        move.add_argument("text", nargs="?", default="", metavar="TEXT")


def new_order(context: Context) -> Answer:
    """Open a work order."""
    args, desk = context.args, context.desk
    source = log.entry_named(desk, args.source) if args.source else None
    order = orders.new_order(
        desk,
        args.text,
        by=context.by,
        place=args.place,
        phone=args.phone,
        urgency=args.urgency,
        assignee=args.assign,
        source=source,
    )
    return Answer(order, (_order_line(order),))


def _order_line(order: WorkOrder) -> str:
    parts = (
        order.id,
        word(order.urgency),
        word(order.status),
        order.assignee,
        order.place,
        order.text,
    )
    return "  ".join(part for part in parts if part)


def list_orders(context: Context) -> Answer:
    """List the work orders, newest first."""
    newest_first = tuple(reversed(context.desk.state().orders))
    return Answer(
        newest_first, tuple(map(_order_line, newest_first)) or (_("There is no work order."),)
    )


_STATUS: dict[str, Any] = {
    "assign": "assigned",
    "work": "working",
    "control": "controlled",
    "finish": "finished",
    "close": "closed",
    "void": "void",
}


def note_order(context: Context) -> Answer:
    """Write a step of an order, or give it another telephone."""
    args, desk = context.args, context.desk
    order = orders.order_named(desk, args.number)
    order = orders.note_order(desk, order, args.text, by=context.by, phone=args.phone)
    return Answer(order, (_order_line(order),))


def move_order(context: Context) -> Answer:
    """Take an order to its next state."""
    args, desk = context.args, context.desk
    order = orders.order_named(desk, args.number)
    assignee = args.text if args.step == "assign" else ""
    order = orders.move_order(
        desk, order, _STATUS[args.step], args.text, by=context.by, assignee=assignee
    )
    return Answer(order, (_order_line(order),))
