"""`dutyroom people`: who may be on duty, their numbers, roles and PINs."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import find, people, pins, powers
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.people.recovery import recover_pin
from dutyroom.domain.base.sentence import say
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _, listed
from dutyroom.words.codes import word


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of people to the parser."""
    parser = commands.add_parser("people", parents=[common], help=_("who may be on duty"))
    group = parser.add_subparsers(dest="step", required=True)
    leaf(group, common, "list", _("list the people"), list_people)
    seek = leaf(group, common, "find", _("find people by name or pinyin"), find_people)
    seek.add_argument("words", metavar="NAME")
    new = leaf(group, common, "add", _("put a person on the list"), add_person)
    new.add_argument("name", metavar="NAME")
    new.add_argument("--rank", default="", help=_("the station's word for the position"))
    new.add_argument("--phone", default="")
    new.add_argument("--backup", default="", help=_("the reserve number"))
    new.add_argument("--unit", default="")
    new.add_argument("--roles", default="duty", help=", ".join(ROLES))
    new.add_argument("--night-exempt", default="", metavar="REASON")
    words = _("qualifications beside the rank")
    new.add_argument("--qualified", nargs="*", default=(), metavar="TEXT", help=words)
    _add_credentials(new)
    phone = leaf(group, common, "phone", _("give a person another number"), change_phone)
    phone.add_argument("name", metavar="NAME")
    phone.add_argument("phone", metavar="NUMBER")
    phone.add_argument("--backup", default=None, help=_("the reserve number"))
    roles = leaf(group, common, "roles", _("give a person other roles"), change_roles)
    roles.add_argument("name", metavar="NAME")
    roles.add_argument("roles", metavar="ROLES", help=", ".join(ROLES))
    words = _("move a person to another unit, rank or pool")
    place = leaf(group, common, "change", words, move_person)
    place.add_argument("name", metavar="NAME")
    place.add_argument("--unit", default=None)
    place.add_argument("--rank", default=None, help=_("the station's word for the position"))
    place.add_argument("--pool", default=None, help=_("the people for some of the shifts"))
    words = _("qualifications beside the rank; none: they are taken away")
    place.add_argument("--qualified", nargs="*", default=None, metavar="TEXT", help=words)
    night = leaf(group, common, "night", _("let a person do no nights, with a reason"), set_nights)
    night.add_argument("name", metavar="NAME")
    night.add_argument("reason", nargs="?", default="", metavar="REASON")
    night.add_argument("--again", action="store_true", help=_("the person does nights again"))
    leave = leaf(group, common, "leave", _("a person leaves the station"), leave_station)
    leave.add_argument("name", metavar="NAME")
    either = leave.add_mutually_exclusive_group()
    either.add_argument("--last", default="", metavar="DATE", help=_("the last day; else today"))
    either.add_argument("--back", action="store_true", help=_("the person is back"))
    pin = leaf(group, common, "pin", _("set a person's PIN"), set_pin)
    pin.add_argument("name", metavar="NAME")
    pin.add_argument("--old", default="", metavar="PIN")
    pin.add_argument(
        "--recover",
        action="store_true",
        help=_("an admin forgot it: for the system user who owns the station's folder"),
    )
    _add_credentials(pin)


def _add_credentials(parser: argparse.ArgumentParser) -> None:
    """Add the PIN of who does it, where --pin is that of somebody else."""
    parser.add_argument("--by-pin", default="", metavar="PIN", help=_("the PIN of who does it"))


def list_people(context: Context) -> Answer:
    """List the people."""
    persons = tuple(context.desk.state().people.values())
    return Answer(persons, tuple(map(_person_line, persons)) or (_("Nobody is on the list yet."),))


def find_people(context: Context) -> Answer:
    """List the people whose names begin like this."""
    words = context.args.words
    persons = find.find_people(context.desk.state(), words)
    nobody = _("Nobody here is called {name}").format(name=words)
    return Answer(persons, tuple(map(_person_line, persons)) or (nobody,))


def _person_line(person: Person) -> str:
    roles = listed(word(role) for role in person.roles)
    gone = _("last day {day}").format(day=person.left) if person.left else ""
    phones = " / ".join(filter(None, (person.phone, person.backup)))
    parts = (person.key, person.rank, phones, roles, person.pool, person.night_exempt, gone)
    return "  ".join(part for part in parts if part)


def add_person(context: Context) -> Answer:
    """Put a person on the list."""
    args = context.args
    person = people.add_person(
        context.desk,
        args.name,
        rank=args.rank,
        phone=args.phone,
        backup=args.backup,
        unit=args.unit,
        roles=tuple(args.roles.replace(",", " ").split()),
        night_exempt=args.night_exempt,
        qualifications=tuple(args.qualified),
        pin=args.pin,
        **_credentials(context, args.by_pin),
    )
    return Answer(person, (_person_line(person), *_setup_line(context)))


def _credentials(context: Context, pin: str) -> dict[str, str]:
    """Return who changes the list, and the PIN."""
    by, proof = context.signer(Permission("setup"), pin)
    return {"by": by, "by_pin": proof}


def _setup_line(context: Context) -> tuple[str, ...]:
    """Say that the list is open to everybody until an administrator has a PIN."""
    if not powers.is_open(context.desk, Permission("setup")):
        return ()
    words = _("Setting up: anybody may change this list until an admin has a PIN.")
    return (words,)


def change_phone(context: Context) -> Answer:
    """Give a person another number."""
    args = context.args
    person, credentials = context.person(args.name), _credentials(context, args.pin)
    changed = people.change_phone(
        context.desk, person, args.phone, backup=args.backup, **credentials
    )
    return Answer(changed, (_person_line(changed),))


def change_roles(context: Context) -> Answer:
    """Give a person other roles."""
    roles = tuple(context.args.roles.replace(",", " ").split())
    person = context.person(context.args.name)
    credentials = _credentials(context, context.args.pin)
    changed = people.set_roles(context.desk, person, roles, **credentials)
    return Answer(changed, (_person_line(changed), *_setup_line(context)))


def move_person(context: Context) -> Answer:
    """Move a person to another unit, rank or pool."""
    args = context.args
    person = context.person(args.name)
    credentials = _credentials(context, args.pin)
    qualifications = None if args.qualified is None else tuple(args.qualified)
    to = {"unit": args.unit, "rank": args.rank, "pool": args.pool}
    moved = people.move_person(
        context.desk, person, **to, qualifications=qualifications, **credentials
    )
    words = filter(None, (_person_line(moved), moved.unit, *moved.qualifications))
    return Answer(moved, ("  ".join(words),))


def set_nights(context: Context) -> Answer:
    """Let a person do no nights, or do them again."""
    args = context.args
    person = context.person(args.name)
    if bool(args.reason.strip()) == args.again:
        raise Wrong(say("Give the reason, or --again for who does nights again"), "reason")
    credentials = _credentials(context, args.pin)
    changed = people.exempt_from_nights(context.desk, person, args.reason, **credentials)
    return Answer(changed, (_person_line(changed),))


def leave_station(context: Context) -> Answer:
    """Keep the last day of a person, or take the person back."""
    desk, args = context.desk, context.args
    person = context.person(args.name)
    last = None if args.back else read_day(args.last) or desk.now().date()
    changed = people.leave_station(desk, person, last, **_credentials(context, args.pin))
    return Answer(changed, (_person_line(changed),))


def set_pin(context: Context) -> Answer:
    """Set a person's PIN."""
    person = context.person(context.args.name)
    args = context.args
    if args.recover:
        changed = recover_pin(context.desk, person, context.pin(person))
        return Answer(changed, (_("The PIN of {person} is set.").format(person=changed.name),))
    credentials = _credentials(context, args.by_pin)
    changed = pins.set_pin(context.desk, person, context.pin(person), old=args.old, **credentials)
    line = _("The PIN of {person} is set.").format(person=changed.name)
    return Answer(changed, (line, *_setup_line(context)))
