"""`dutyroom roster place`, `lift`, `undo`: a roster changed by hand."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_date
from dutyroom.desk.roster import edit
from dutyroom.desk.roster.edit import edit_remarks, shift_held, shift_named
from dutyroom.desk.roster.find import roster_of, roster_to_undo
from dutyroom.domain.records.people import RANK_OF_ROLE
from dutyroom.domain.records.roster import LEADING, LineRole
from dutyroom.i18n import _, render
from dutyroom.words.imports import roster_line

_ROLES: dict[str, LineRole] = {
    word: role for role in LEADING for word in (role, RANK_OF_ROLE[role])
}
"""Who heads a date, by the code of the role and by the rank."""


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add them to the commands of the roster."""
    place = leaf(group, common, "place", _("put a person on a shift of the draft"), place_person)
    place.add_argument("name", metavar="NAME")
    place.add_argument("day", metavar="DAY")
    place.add_argument("shift", metavar="SHIFT", help=_("a shift, POST/SHIFT, chief or leader"))
    place.add_argument("--instead-of", default="", metavar="NAME", help=_("who leaves the shift"))
    lift = leaf(group, common, "lift", _("take a person off a shift of the draft"), lift_person)
    lift.add_argument("name", metavar="NAME")
    lift.add_argument("day", metavar="DAY")
    lift.add_argument("shift", nargs="?", default="", metavar="SHIFT")
    undo = leaf(group, common, "undo", _("take the last edit of a draft back"), undo_edit)
    undo.add_argument("day", metavar="DAY", help=_("a day of the roster"))


def place_person(context: Context) -> Answer:
    """Put a person on a shift, in a draft of the next version."""
    args = context.args
    person, day = context.person(args.name), read_date(args.day)
    leaves = context.key_of(args.instead_of)
    words, role = _meant(args.shift)
    roster = roster_of(context.desk.state(), day, leaves, role)
    ref = shift_named(context.desk, roster, day, words)
    said = edit_remarks(context.desk, person, ref)
    instead_of = (leaves, ref) if leaves else None
    edited = edit.place_person(
        context.desk, roster, person, ref, instead_of=instead_of, **context.proof()
    )
    return Answer(edited, (roster_line(edited), *(render(finding.sentence) for finding in said)))


def lift_person(context: Context) -> Answer:
    """Take a person off a shift, which stays as a gap."""
    args = context.args
    person, day = context.person(args.name), read_date(args.day)
    words, role = _meant(args.shift)
    roster = roster_of(context.desk.state(), day, person.key, role)
    ref = shift_held(roster, person, day, words)
    edited = edit.lift_person(context.desk, roster, person, ref, **context.proof())
    return Answer(edited, (roster_line(edited),))


def _meant(words: str) -> tuple[str, LineRole]:
    """Return what the desk calls a shift, or who heads the date, and the role of its line."""
    role = _ROLES.get(words, "duty")
    return (words if role == "duty" else role), role


def undo_edit(context: Context) -> Answer:
    """Take the last edit of a draft back."""
    roster = roster_to_undo(context.desk.state(), read_date(context.args.day))
    earlier = edit.undo_edit(context.desk, roster, **context.proof())
    return Answer(earlier, (roster_line(earlier),))
