"""The list of people: put on it, changed, taken off it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import (
    check_name,
    check_phone,
    check_roles,
    digits_of,
    new_key,
    tidy_phone,
)
from dutyroom.desk.people.pin_seal import seal_pin
from dutyroom.desk.people.powers import Permission, allow
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.people import Person


def add_person(
    desk: Desk,
    name: str,
    *,
    rank: str = "",
    phone: str = "",
    backup: str = "",
    unit: str = "",
    roles: tuple[str, ...] = ("duty",),
    night_exempt: str = "",
    qualifications: tuple[str, ...] = (),
    pin: str = "",
    by: str = "",
    by_pin: str = "",
) -> Person:
    """Put a person on the list; an administrator does it (see `ask_admin`).

    A second of one name needs a telephone or unit that is not the first one's.
    Raises `Refused`, `Wrong`, and the store's errors.
    """
    called = check_name(name)
    check_phone(phone)
    check_phone(backup, "backup")
    check_roles(roles)
    ask_admin(desk, called, by, by_pin)
    with desk.change("people.add", by or called) as change:
        key = new_key(change.state.people, called)
        person = Person(
            id=kind_of(Person).named(key),
            name=called,
            rank=rank,
            phone=tidy_phone(phone),
            backup=tidy_phone(backup),
            unit=unit,
            roles=roles,
            night_exempt=night_exempt,
            qualifications=qualifications,
            pin=seal_pin(pin) if pin else "",
        )
        _check_namesakes(change, person)
        return change.put(person)


def _check_namesakes(change: Change, person: Person) -> None:
    """Raise `Wrong` where nothing tells a new person from another of the same name."""
    today = change.now.date()
    for other in change.state.people.values():
        if other.name == person.name and other.serves(today) and _alike(person, other):
            text = say(
                "{person} is on the list already; for another of this name give the telephone "
                "or unit that tells the two apart",
                person=person.name,
            )
            raise Wrong(text, "phone")


def _alike(person: Person, other: Person) -> bool:
    """Tell whether neither telephone nor unit, where one is given, tells two people apart."""
    number, unit = digits_of(person.phone), person.unit.strip()
    return number in ("", digits_of(other.phone)) and unit in ("", other.unit.strip())


def ask_admin(desk: Desk, about: str, by: str, pin: str) -> None:
    """Let an administrator change the list; while none has a PIN yet, anybody (setup)."""
    allow(desk, Permission("setup", about), by, pin, field="by")


def change_person(
    desk: Desk, person: Person, changed: Person, *, by: str = "", by_pin: str = ""
) -> Person:
    """Keep a person as ``changed``, all at once but for name and PIN; an administrator does it.

    The only administrator with a PIN stays one: without any, everything would be
    open to everybody as on the first day. Raises `Refused`, `Wrong`, Conflict
    and the store's errors.
    """
    if _tidied(person, changed) == person:
        raise Wrong(say("Nothing is changed"), "unit")
    return _keep(desk, person, changed, "people.change", by, by_pin)


def _keep(desk: Desk, person: Person, changed: Person, action: str, by: str, by_pin: str) -> Person:
    tidy = _tidied(person, changed)
    if tidy.phone != person.phone:
        check_phone(tidy.phone)
    if tidy.backup != person.backup:
        check_phone(tidy.backup, "backup")
    check_roles(tidy.roles)
    if tidy.pool != person.pool:
        _check_pool(desk, tidy.pool)
    ask_admin(desk, person.name, by, by_pin)
    with desk.change(action, by) as change:
        _keep_an_admin(change, tidy)
        return change.put(tidy)


def _check_pool(desk: Desk, pool: str) -> None:
    """Raise `Wrong` for a pool that no shift of the profile is for."""
    known = desk.profile.pools()
    if pool and pool not in known:
        text = say("No pool is called {pool}; there are {pools}", pool=pool, pools=known or "—")
        raise Wrong(text, "pool")


def _tidied(person: Person, changed: Person) -> Person:
    return replace(
        changed,
        id=person.id,
        rev=person.rev,
        name=person.name,
        pin=person.pin,
        phone=tidy_phone(changed.phone),
        backup=tidy_phone(changed.backup),
        unit=changed.unit.strip(),
        rank=changed.rank.strip(),
        pool=changed.pool.strip(),
        night_exempt=changed.night_exempt.strip(),
    )


def change_phone(
    desk: Desk,
    person: Person,
    phone: str,
    by: str,
    by_pin: str = "",
    *,
    backup: str | None = None,
) -> Person:
    """Give a person another number, and another reserve number unless it is None (R-184).

    Raises as `change_person` does.
    """
    reserve = person.backup if backup is None else backup
    changed = replace(person, phone=phone, backup=reserve)
    return _keep(desk, person, changed, "people.phone", by, by_pin)


def set_roles(
    desk: Desk, person: Person, roles: tuple[str, ...], by: str = "", by_pin: str = ""
) -> Person:
    """Give a person other roles. Raises as `change_person` does."""
    changed = replace(person, roles=roles)
    return _keep(desk, person, changed, "people.roles", by, by_pin)


def exempt_from_nights(
    desk: Desk, person: Person, reason: str, by: str = "", by_pin: str = ""
) -> Person:
    """Let a person do no nights, for a reason; without one they are done again (R-198).

    Raises as `change_person` does.
    """
    changed = replace(person, night_exempt=reason)
    return _keep(desk, person, changed, "people.night", by, by_pin)


def leave_station(
    desk: Desk, person: Person, last: date | None, by: str = "", by_pin: str = ""
) -> Person:
    """Keep the last day of a person with the station; None takes the person back.

    What was recorded stays. From the day after, the person is offered no more,
    not planned, and may do nothing by any role. Raises as `change_person` does.
    """
    changed = replace(person, left=last)
    return _keep(desk, person, changed, "people.leave", by, by_pin)


def move_person(
    desk: Desk,
    person: Person,
    *,
    unit: str | None = None,
    rank: str | None = None,
    pool: str | None = None,
    qualifications: tuple[str, ...] | None = None,
    by: str = "",
    by_pin: str = "",
) -> Person:
    """Move a person to another unit, rank or pool (R-303), or keep other qualifications (R-376).

    None leaves what is there, an empty text takes it away. Raises as
    `change_person` does.
    """
    told = {"unit": unit, "rank": rank, "pool": pool, "qualifications": qualifications}
    changes = {field: value for field, value in told.items() if value is not None}
    if not changes:
        raise Wrong(say("Say which unit, rank or pool it is now"), "unit")
    moved = replace(person, **changes)  # type: ignore[arg-type]
    return _keep(desk, person, moved, "people.place", by, by_pin)


def _keep_an_admin(change: Change, changed: Person) -> None:
    """Raise `Wrong` if it would leave the station without an administrator with a PIN."""
    staying = [p.key for p in change.state.with_role("admin") if p.pin and p.left is None]
    if staying != [changed.key] or ("admin" in changed.roles and changed.left is None):
        return
    text = say(
        "{person} is the only admin with a PIN: make somebody else one first", person=changed.name
    )
    raise Wrong(text, "roles" if "admin" not in changed.roles else "left")
