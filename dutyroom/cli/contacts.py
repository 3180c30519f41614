"""`dutyroom contacts`: the emergency panel and its numbers."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station import contacts
from dutyroom.domain.base.shape import ShapeError
from dutyroom.i18n import _
from dutyroom.store.errors import StoreError
from dutyroom.words.codes import word


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the contacts to the parser."""
    parser = leaf(commands, common, "contacts", _("emergency contacts"), show_contacts)
    group = parser.add_subparsers(dest="step")
    change = leaf(group, common, "set", _("write down a number"), set_contact)
    change.add_argument("category", metavar="KIND")
    change.add_argument("number", metavar="NUMBER")
    change.add_argument("--name", default="")
    change.add_argument("--backup", default="", help=_("the reserve number"))
    tried = leaf(group, common, "verify", _("the number was tried today"), verify_contact)
    tried.add_argument("category", metavar="KIND")


def show_contacts(context: Context) -> Answer:
    """Show the emergency panel."""
    try:
        lines = contacts.contact_panel(context.desk)
    except (StoreError, ShapeError, Wrong):
        lines = contacts.read_copy(context.path)
        if not lines:
            raise
    shown = tuple(
        f"{line.category}  {line.number or word(line.fault)}  {line.name}  {line.backup}".rstrip()
        for line in lines
    )
    return Answer(lines, shown)


def set_contact(context: Context) -> Answer:
    """Write down a number."""
    args = context.args
    contact = contacts.set_contact(
        context.desk,
        args.category,
        args.number,
        name=args.name,
        backup=args.backup,
        by=context.by,
    )
    return Answer(contact, (f"{contact.category}  {contact.number}",))


def verify_contact(context: Context) -> Answer:
    """Keep that a number was tried."""
    person = context.person(context.args.by)
    contact = contacts.verify_contact(context.desk, context.args.category, person)
    return Answer(contact, (f"{contact.category}  {contact.number}  {contact.verified}",))
