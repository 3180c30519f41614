"""`dutyroom data restore`: the station as of a good copy, and what restorings undid."""

from __future__ import annotations

import argparse
import os
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.desk import Desk
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.station import restore
from dutyroom.desk.station.backup import (
    Comparison,
    compare_copy,
    copies_passed_over,
    find_copy,
)
from dutyroom.desk.station.demo import demo_time
from dutyroom.desk.station.recovery import recover_station
from dutyroom.desk.station.repair import mend_records
from dutyroom.desk.station.station import terminal_name
from dutyroom.domain.records.station import Restoring
from dutyroom.i18n import _, listed
from dutyroom.store.manifest import Copy
from dutyroom.store.restorable import Damaged
from dutyroom.words.codes import restoring_line, store_words
from dutyroom.words.restoring import effect_lines, nothing_words, restoring_lines


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to those of the records."""
    words = _("put every record back as it stood in a good copy")
    back = leaf(group, common, "restore", words, data_restore)
    back.add_argument(
        "copy", nargs="?", default="", metavar="COPY", help=_("or the number of a restoring")
    )
    back.add_argument("--reason", default="", metavar="WORDS", help=_("why it is done"))
    back.add_argument("--yes", action="store_true", help=_("do it; without, only show it"))
    back.add_argument(
        "--list", action="store_true", help=_("what was restored, and what that undid")
    )
    back.add_argument(
        "--recover",
        action="store_true",
        help=_(
            "the records are gone, or the station's own files: for the system user who owns the "
            "station's folder"
        ),
    )


def copy_line(copy: Copy) -> str:
    """Return a copy as a line: its name, its month, how much is in it, how far it is whole."""
    count = _("{records} records, {revisions} revisions").format(
        records=copy.records, revisions=copy.revisions
    )
    line = f"{copy.name}  {copy.month}  {count}"
    if copy.whole:
        return line
    return line + "  " + _("not a good one: damaged from line {n} on").format(n=copy.broken_at)


def name_passed_over(context: Context) -> None:
    """Name what lies among the copies and is none, on the error stream."""
    context.notes += map(store_words, copies_passed_over(context.desk))


def data_restore(context: Context) -> Answer:
    """Show what restoring would do, do it, or list what was restored."""
    args = context.args
    if args.recover:
        return _recover(context)
    if args.list:
        return _list(context.desk)
    if restore.is_restoring(args.copy):
        return _before(context, args.copy.strip())
    name_passed_over(context)
    copy = find_copy(context.desk, args.copy)
    seen = compare_copy(context.desk, copy)
    lines = _compared(seen)
    return _done(context, copy, seen, lines) if args.yes else _shown(context, copy, seen, lines)


def _recover(context: Context) -> Answer:
    """Put back what is gone; nothing of the station need open for it."""
    args = context.args
    at = args.at or demo_time(context.path)
    found = recover_station(context.path, terminal=terminal_name(os.environ), at=at, name=args.copy)
    lines = [
        _("copy: {line}, last line {last}").format(line=copy_line(found.copy), last=found.copy.seq)
    ]
    if found.files:
        lines.append(_("put back: {numbers}").format(numbers=listed(found.files)))
    if found.restoring is None:
        lines.append(_("Nothing is missing: records, profile and calendars are there."))
    else:
        lines.append(restoring_line(found.restoring, ""))
    context.desk.state()  # what is damaged all the same is said with the answer
    return Answer(found, tuple(lines))


def _list(desk: Desk) -> Answer:
    made = restore.restorings_of(desk)
    name = desk.state().name
    lines = [line for each in made for line in restoring_lines(each, name(each.by))]
    return Answer(made, tuple(lines) or (_("Nothing was ever restored."),))


def _compared(seen: Comparison) -> list[str]:
    now = _("now: {records} records, {revisions} revisions, last line {last}").format(
        records=seen.records_now, revisions=seen.revisions_now, last=seen.last_now
    )
    copy = seen.copy
    return [_("copy: {line}, last line {last}").format(line=copy_line(copy), last=copy.seq), now]


def _shown(context: Context, copy: Copy, seen: Comparison, lines: list[str]) -> Answer:
    try:
        restore.check_whole(context.desk)
        effect = restore.look_at_target(context.desk, restore.target_of(context.desk, copy))
    except Damaged as error:
        lines.append(store_words(error))
        return Answer(_value(seen), tuple(lines))
    return Answer({**_value(seen), **_ids(effect)}, (*lines, *_effect_lines(effect)))


def _value(seen: Comparison) -> dict[str, Any]:
    """Return a copy and what stands now as a table for programs."""
    return {field: getattr(seen, field) for field in Comparison.__slots__}


def _ids(effect: restore.Effect) -> dict[str, Any]:
    return {"back": tuple(record.id for record in effect.back), "later": effect.later}


def _effect_lines(effect: restore.Effect) -> list[str]:
    lines = effect_lines(effect)
    if effect.back:
        lines.append(_("Nothing was changed. With --reason and --yes it is done."))
    return lines


def _done(context: Context, copy: Copy, seen: Comparison, lines: list[str]) -> Answer:
    """Restore; damaged records are mended first, which anybody may."""
    desk, args = context.desk, context.args
    by, pin = context.signer(Permission("restore"), args.pin)
    restore.ask_to_restore(desk, copy.name, by, pin)
    if desk.ledger.verify().damage:
        mend_records(desk, by, pin if by else "")
        # Also where the restoring is refused after all: the mending stands.
        context.notes.append(_("The records were damaged, and were mended first."))
    made = restore.restore_as_of(desk, copy, by, pin, args.reason)
    return Answer({**_value(seen), "restoring": made}, (*lines, *_made_lines(desk, made)))


def _before(context: Context, number: str) -> Answer:
    """Show or do the restoring of the moment before an earlier one."""
    desk, args = context.desk, context.args
    target = restore.target_before(desk, number)
    if not args.yes:
        effect = restore.look_at_target(desk, target)
        return Answer(_ids(effect), tuple(_effect_lines(effect)))
    by, pin = context.signer(Permission("restore"), args.pin)
    made = restore.restore_before(desk, number, by, pin, args.reason)
    return Answer({"restoring": made}, tuple(_made_lines(desk, made)))


def _made_lines(desk: Desk, made: Restoring | None) -> tuple[str, ...]:
    if made is None:
        return (nothing_words(),)
    return restoring_lines(made, desk.state().name(made.by))
