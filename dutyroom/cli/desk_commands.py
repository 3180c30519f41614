"""Commands of the office: people, roster, contacts."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli import edit_commands, export_commands, planning_commands, roster_life_commands
from dutyroom.cli.context import WRONG, Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import find, people, pins, powers
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.people.recovery import recover_pin
from dutyroom.desk.roster import board, rosters
from dutyroom.desk.roster.powers import publishing
from dutyroom.desk.station import contacts
from dutyroom.desk.station.station import user_path
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _, listed
from dutyroom.store.errors import StoreError
from dutyroom.words.codes import clock, day_words, word
from dutyroom.words.imports import finding_line, import_lines, roster_line
from dutyroom.words.rosters import cleaning_words, line_note, marks_words


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the office to the parser."""
    _add_people(commands, common)
    _add_roster(commands, common)
    parser = leaf(commands, common, "contacts", _("emergency contacts"), show_contacts)
    group = parser.add_subparsers(dest="step")
    change = leaf(group, common, "set", _("write down a number"), set_contact)
    change.add_argument("category", metavar="KIND")
    change.add_argument("number", metavar="NUMBER")
    change.add_argument("--name", default="")
    change.add_argument("--backup", default="", help=_("the reserve number"))
    tried = leaf(group, common, "verify", _("the number was tried today"), verify_contact)
    tried.add_argument("category", metavar="KIND")


def _add_people(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("people", parents=[common], help=_("who may be on duty"))
    group = parser.add_subparsers(dest="step", required=True)
    leaf(group, common, "list", _("list the people"), list_people)
    find = leaf(group, common, "find", _("find people by name or pinyin"), find_people)
    find.add_argument("words", metavar="NAME")
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
    _add_hand(new)
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
    _add_hand(pin)


def _add_hand(parser: argparse.ArgumentParser) -> None:
    """Add the PIN of who does it, where --pin is that of somebody else."""
    parser.add_argument("--by-pin", default="", metavar="PIN", help=_("the PIN of who does it"))


def _add_roster(commands: Any, common: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("roster", parents=[common], help=_("duty rosters"))
    group = parser.add_subparsers(dest="step", required=True)
    take = leaf(group, common, "import", _("take in an .xlsx or .csv as it is"), import_roster)
    take.add_argument("file", metavar="FILE")
    take.add_argument("--year", type=int, default=None)
    take.add_argument("--preview", action="store_true", help=_("show it, keep nothing"))
    take.add_argument(
        "--accept-problems",
        action="store_true",
        help=_("keep what was understood in spite of problems"),
    )
    for step, words, handler in (
        ("check", _("what is wrong with a roster"), check_roster),
        ("publish", _("put a roster in force"), publish_roster),
        ("show", _("show a roster"), show_roster),
    ):
        one = leaf(group, common, step, words, handler)
        one.add_argument("roster", nargs="?", default="", metavar="ROSTER")
        if step == "publish":
            words = _("its year has no holiday notice yet: publish all the same")
            one.add_argument("--provisional", action="store_true", help=words)
            words = _("take back what came in force since the draft was made")
            one.add_argument("--over", action="store_true", help=words)
        if step == "show":
            one.add_argument("--day", default="", metavar="DATE", help=_("one day, with who came"))
    export_commands.add(group, common)
    planning_commands.add(group, common)
    edit_commands.add(group, common)
    roster_life_commands.add(group, common)


def list_people(context: Context) -> Answer:
    """List the people."""
    found = tuple(context.desk.state().people.values())
    return Answer(found, tuple(map(_person_line, found)) or (_("Nobody is on the list yet."),))


def find_people(context: Context) -> Answer:
    """List the people whose names begin like this."""
    words = context.args.words
    found = find.find_people(context.desk.state(), words)
    nobody = _("Nobody here is called {name}").format(name=words)
    return Answer(found, tuple(map(_person_line, found)) or (nobody,))


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
        **_hand(context, args.by_pin),
    )
    return Answer(person, (_person_line(person), *_setup_line(context)))


def _hand(context: Context, pin: str) -> dict[str, str]:
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
    person, hand = context.person(args.name), _hand(context, args.pin)
    done = people.change_phone(context.desk, person, args.phone, backup=args.backup, **hand)
    return Answer(done, (_person_line(done),))


def change_roles(context: Context) -> Answer:
    """Give a person other roles."""
    roles = tuple(context.args.roles.replace(",", " ").split())
    person = context.person(context.args.name)
    hand = _hand(context, context.args.pin)
    done = people.set_roles(context.desk, person, roles, **hand)
    return Answer(done, (_person_line(done), *_setup_line(context)))


def move_person(context: Context) -> Answer:
    """Move a person to another unit, rank or pool."""
    args = context.args
    person = context.person(args.name)
    hand = _hand(context, args.pin)
    held = None if args.qualified is None else tuple(args.qualified)
    to = {"unit": args.unit, "rank": args.rank, "pool": args.pool}
    done = people.change_place(context.desk, person, **to, qualifications=held, **hand)
    words = filter(None, (_person_line(done), done.unit, *done.qualifications))
    return Answer(done, ("  ".join(words),))


def set_nights(context: Context) -> Answer:
    """Let a person do no nights, or do them again."""
    args = context.args
    person = context.person(args.name)
    if bool(args.reason.strip()) == args.again:
        raise Wrong(say("Give the reason, or --again for who does nights again"), "reason")
    hand = _hand(context, args.pin)
    done = people.exempt_from_nights(context.desk, person, args.reason, **hand)
    return Answer(done, (_person_line(done),))


def leave_station(context: Context) -> Answer:
    """Keep the last day of a person, or take the person back."""
    desk, args = context.desk, context.args
    person = context.person(args.name)
    last = None if args.back else read_day(args.last) or desk.now().date()
    done = people.leave_station(desk, person, last, **_hand(context, args.pin))
    return Answer(done, (_person_line(done),))


def set_pin(context: Context) -> Answer:
    """Set a person's PIN."""
    person = context.person(context.args.name)
    args = context.args
    if args.recover:
        done = recover_pin(context.desk, person, context.pin(person))
        return Answer(done, (_("The PIN of {person} is set.").format(person=done.name),))
    hand = _hand(context, args.by_pin)
    done = pins.set_pin(context.desk, person, context.pin(person), old=args.old, **hand)
    line = _("The PIN of {person} is set.").format(person=done.name)
    return Answer(done, (line, *_setup_line(context)))


def import_roster(context: Context) -> Answer:
    """Take in a roster file."""
    args = context.args
    done = rosters.import_roster(
        context.desk,
        user_path(args.file),
        **context.proof(),
        year=args.year,
        accept_problems=args.accept_problems,
        preview=args.preview,
    )
    lines = list(import_lines(done, context.desk.state().name))
    if not done.written and not args.preview:
        cells = ", ".join(p.cell for p in done.problems if p.grave)
        lines[-1] = _(
            "Nothing was kept, because of {cells}. Mend the file, or take what was understood "
            "with --accept-problems"
        ).format(cells=cells)
        return Answer(done, tuple(lines), WRONG)
    return Answer(done, tuple(lines))


def check_roster(context: Context) -> Answer:
    """Check a roster."""
    roster = rosters.find_roster(context.desk.state(), context.args.roster)
    found = rosters.check(context.desk, roster)
    lines = (roster_line(roster), *map(finding_line, found))
    return Answer({"roster": roster.id, "findings": found}, lines)


def publish_roster(context: Context) -> Answer:
    """Put a roster in force."""
    roster = rosters.find_roster(context.desk.state(), context.args.roster)
    sure = {"provisional": context.args.provisional, "over": context.args.over}
    by, pin = context.signer(publishing(context.desk, roster), context.args.pin)
    try:
        done = rosters.publish(context.desk, roster, by=by, pin=pin, **sure)
    except Wrong as error:
        if error.field not in sure:
            raise
        text = say("{sentence}: {option}", sentence=error.sentence, option=f"--{error.field}")
        raise Wrong(text, error.field) from None
    return Answer(done, (roster_line(done),))


def show_roster(context: Context) -> Answer:
    """Show a roster, or one day with who came."""
    desk, args = context.desk, context.args
    if args.day:
        return _show_day(context)
    roster = rosters.find_roster(desk.state(), args.roster)
    lines = [roster_line(roster)]
    for line in roster.lines:
        names = listed(a.person + (_("(sub)") if a.substitute else "") for a in line.people)
        label = f"{line.post} {line.shift}".strip() if line.role == "duty" else word(line.role)
        lines.append(f"{line.day:%m-%d}  {label}  {names}  {line_note(roster, line)}".rstrip())
    return Answer(roster, tuple(lines))


def _show_day(context: Context) -> Answer:
    day = read_day(context.args.day)
    assert day is not None
    view = board.day_view(context.desk, day)
    what = day_words(view.kind, view.holiday, day.year, known=view.year_known)
    lines = [f"{day}  {what}"]
    for line in view.lines:
        label = word(line.role) if line.role != "duty" else f"{line.post} {line.shift}"
        planned = listed(name for name, _number, _sub in line.planned) or "—"
        came = listed(f"{name} {clock(a.arrived)}" for name, a in line.actual)
        lines.append(f"{label}  {planned}  {came}  {marks_words(line)}".rstrip())
    lines += [cleaning_words(view.cleaners)] if view.cleaners else []
    return Answer(view, tuple(lines))


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
    done = contacts.set_contact(
        context.desk,
        args.category,
        args.number,
        name=args.name,
        backup=args.backup,
        by=context.by,
    )
    return Answer(done, (f"{done.category}  {done.number}",))


def verify_contact(context: Context) -> Answer:
    """Keep that a number was tried."""
    person = context.person(context.args.by)
    done = contacts.verify_contact(context.desk, context.args.category, person)
    return Answer(done, (f"{done.category}  {done.number}  {done.verified}",))
