"""`dutyroom shift check`, `phone-check`: spot checks and phone checks."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, marked
from dutyroom.desk.clock import read_event_time
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.dress import DRESS_ANSWERS
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.domain.records.presence import CheckResult
from dutyroom.i18n import _
from dutyroom.words.codes import word


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to those of the shift."""
    spot = leaf(group, common, "check", _("keep a spot check"), spot_check)
    spot.add_argument("name", metavar="NAME")
    spot.add_argument("--not-found", action="store_true", help=_("was not there"))
    spot.add_argument("--place", default="", help=_("where the person was found"))
    spot.add_argument("--dress", default="", choices=DRESS_ANSWERS, help=_("the ticks at sign-in"))
    phone = leaf(group, common, "phone-check", _("keep a phone check"), phone_check)
    phone.add_argument("name", metavar="NAME")
    phone.add_argument("result", choices=("reached", "no-answer", "off"))
    phone.add_argument("--place", default="", help=_("where the person said to be"))
    for parser in (spot, phone):
        parser.add_argument("--time", default="", help=_("when it was, if not now"))
        parser.add_argument("--finder", default="", help=_("who looked, if not --by"))
        parser.add_argument("--note", default="")


def spot_check(context: Context) -> Answer:
    """Keep a spot check."""
    result: CheckResult = "not_found" if context.args.not_found else "found"
    return _check(context, "spot", result)


def phone_check(context: Context) -> Answer:
    """Keep a phone check."""
    return _check(context, "phone", context.args.result.replace("-", "_"))


def _check(context: Context, kind: Any, result: CheckResult) -> Answer:
    args = context.args
    by = context.person(args.by)
    finding = CheckFinding(
        result,
        args.place,
        _time(context, args.time),
        finder=args.finder,
        note=args.note,
        dress=getattr(args, "dress", ""),
    )
    person = context.person(args.name)
    check = post_checks.keep_check(context.desk, kind, person, finding, by, context.pin(by))
    line = f"{check.id}  {check.at:%m-%d %H:%M}  {check.person}  {word(kind)}: {word(check.result)}"
    dress = f"{_('Uniform, badge')}: {word(check.dress)}" if check.dress else ""
    said = "  ".join(part for part in (f"{line} {check.place}".rstrip(), dress) if part)
    return Answer(check, marked(said, check.marks))


def _time(context: Context, text: str) -> datetime | None:
    return read_event_time(text, context.desk.now(), context.desk.zone) if text else None
