"""`dutyroom shift phone-out`, `phone-back`: who has the duty telephone."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, marked
from dutyroom.desk.presence.phone import hand_phone, take_phone_back
from dutyroom.domain.records.presence import PhoneHandover
from dutyroom.i18n import _
from dutyroom.words.codes import clock, phone_words


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to those of the shift."""
    out = leaf(group, common, "phone-out", _("give the duty telephone to somebody"), phone_out)
    out.add_argument("name", metavar="NAME")
    out.add_argument("holder", metavar="HOLDER", help=_("who has it now"))
    out.add_argument("--unit", default="", help=_("their unit"))
    back = leaf(group, common, "phone-back", _("the duty telephone is back"), phone_back)
    back.add_argument("name", metavar="NAME")


def phone_out(context: Context) -> Answer:
    """Keep that somebody else has the telephone."""
    args = context.args
    giver = context.person(args.name)
    return _phone(context, hand_phone(context.desk, giver, args.holder, unit=args.unit))


def phone_back(context: Context) -> Answer:
    """Keep that the telephone is back."""
    person = context.person(context.args.name)
    return _phone(context, take_phone_back(context.desk, person))


def _phone(context: Context, handed: PhoneHandover) -> Answer:
    holder = context.desk.state().name(handed.holder)
    line = f"{handed.id}  {phone_words(handed, holder)}  {clock(handed.out)}–{clock(handed.back)}"
    return Answer(handed, marked(line, handed.marks))
