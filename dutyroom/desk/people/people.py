"""People: who they are, how they are found, their PINs."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

from dutyroom.desk.desk import Change, Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pins import check_new_pin, fits_pin, seal_pin
from dutyroom.desk.people.powers import Asked, allow, is_open
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.people import Person
from dutyroom.pinyin import fitting, spelt

LONGEST_NAME = 40


def find_person(state: DutyState, words: str, field: str = "name") -> Person:
    """Return the person meant by a key, a name, its pinyin or a telephone number.

    In pinyin every character counts (zs or zhangsan, 张三). Raises `Wrong`, about the
    field, when nobody or more than one fits.
    """
    wanted = words.strip(" \t")
    if not wanted:
        raise Wrong(say("Say who it is"), field)
    if wanted in state.people:
        return state.people[wanted]
    fits = [p for p in state.people.values() if wanted in (p.name, p.phone)]
    fits = fits or spelt_people(state, wanted)
    if len(fits) == 1:
        return fits[0]
    if fits:
        keys = tuple(p.key for p in fits)
        raise Wrong(say("More than one person fits {name}: {keys}", name=words, keys=keys), field)
    raise Wrong(say("Nobody here is called {name}", name=words), field)


def find_maybe(state: DutyState, words: str, field: str = "name") -> Person | None:
    """Return the person meant as `find_person` does, None where nothing was typed."""
    return find_person(state, words, field) if words.strip() else None


def key_of(state: DutyState, words: str, field: str = "name") -> str:
    """Return the key of the person meant, empty where nothing was typed. Raises `Wrong`."""
    person = find_maybe(state, words, field)
    return person.key if person else ""


def spelt_people(state: DutyState, words: str) -> list[Person]:
    """Return the people whose names are spelt by these letters, to the last character."""
    names = set(spelt(words, (p.name for p in state.people.values())))
    return [p for p in state.people.values() if p.name in names]


def find_people(state: DutyState, words: str) -> tuple[Person, ...]:
    """Return the people whose names begin like this, in characters or pinyin, or with the number.

    Those who are meant most surely come first.
    """
    people = tuple(state.people.values())
    names = fitting(words, (p.name for p in people))
    number = tidy_phone(words)
    named = [p for name in names for p in people if p.name == name]
    return (*named, *(p for p in people if p.phone and p.phone == number))


def check_serves(person: Person, day: date, field: str) -> None:
    """Raise `Wrong` about the field for somebody who has left the station by a day."""
    if not person.serves(day):
        text = say("{person} left on {day}", person=person.name, day=str(person.left))
        raise Wrong(text, field)


def check_phone(phone: str, field: str = "phone") -> None:
    """Raise `Wrong` for a number that no telephone has; empty is allowed (R-022)."""
    digits = _digits(phone)
    if not digits:
        return
    if not digits.isascii() or not digits.isdigit():
        raise Wrong(say("{phone} is no telephone number", phone=phone), field)
    if digits.startswith("1") and len(digits) in (9, 10, 12, 13) and digits[1:2] in "3456789":
        raise Wrong(
            say("A mobile number has 11 digits; {phone} has {n}", phone=phone, n=len(digits)),
            field,
        )
    if not 3 <= len(digits) <= 12:
        raise Wrong(say("{phone} is no telephone number", phone=phone), field)


def _digits(phone: str) -> str:
    """Return a number without what only makes it readable."""
    return tidy_phone(phone).replace("-", "").replace(" ", "")


def tidy_phone(phone: str) -> str:
    """Return a number with its full-width digits made narrow."""
    return unicodedata.normalize("NFKC", phone).strip()


def check_name(name: str) -> str:
    """Return the name as it will be kept; raises `Wrong` when empty or too long."""
    kept = name.strip(" \t\r\n")
    if not kept.strip("\u3000"):
        raise Wrong(say("A name is needed"), "name")
    if len(kept) > LONGEST_NAME:
        raise Wrong(
            say(
                "A name has at most {most} characters; this one has {n}",
                most=LONGEST_NAME,
                n=len(kept),
            ),
            "name",
        )
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in kept):
        raise Wrong(say("A name cannot hold control characters"), "name")
    return kept


def new_key(state: DutyState, name: str) -> str:
    """Return a key that reads as the name; a second of one name gets ·2."""
    key, n = name, 2
    while key in state.people:
        key, n = f"{name}·{n}", n + 1
    return key


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
    """Put a person on the list; an administrator does it (see `_ask_admin`).

    A second of one name needs a telephone or unit that is not the first one's.
    Raises `Refused`, `Wrong`, and the store's errors.
    """
    kept = check_name(name)
    check_phone(phone)
    check_phone(backup, "backup")
    check_roles(roles)
    _ask_admin(desk, kept, by, by_pin)
    with desk.change("people.add", by or kept) as change:
        key = new_key(change.state, kept)
        person = Person(
            id=f"P:{key}",
            name=kept,
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
    number, unit = _digits(person.phone), person.unit.strip()
    for other in change.state.people.values():
        if other.name != person.name or not other.serves(change.now.date()):
            continue
        if number in ("", _digits(other.phone)) and unit in ("", other.unit.strip()):
            text = say(
                "{person} is on the list already; for another of this name give the telephone "
                "or unit that tells the two apart",
                person=person.name,
            )
            raise Wrong(text, "phone")


def check_roles(roles: tuple[str, ...]) -> None:
    """Raise `Wrong` for a role that the program does not know."""
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise Wrong(
            say(
                "No role is called {role}; there are {roles}",
                role=tuple(unknown),
                roles=", ".join(ROLES),
            ),
            "roles",
        )


def _ask_admin(desk: Desk, about: str, by: str, pin: str) -> None:
    """Let an administrator change the list; while none has a PIN yet, anybody (setup)."""
    allow(desk, Asked("setup", about), by, pin, field="by")


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
    kept = _tidied(person, changed)
    if kept.phone != person.phone:
        check_phone(kept.phone)
    if kept.backup != person.backup:
        check_phone(kept.backup, "backup")
    check_roles(kept.roles)
    if kept.pool != person.pool:
        _check_pool(desk, kept.pool)
    _ask_admin(desk, person.name, by, by_pin)
    with desk.change(action, by) as change:
        _keep_an_admin(change, kept)
        return change.put(kept)


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


def change_place(
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
    if unit is None and rank is None and pool is None and qualifications is None:
        raise Wrong(say("Say which unit, rank or pool it is now"), "unit")
    moved = replace(
        person,
        unit=person.unit if unit is None else unit,
        rank=person.rank if rank is None else rank,
        pool=person.pool if pool is None else pool,
        qualifications=person.qualifications if qualifications is None else qualifications,
    )
    return _keep(desk, person, moved, "people.place", by, by_pin)


def _keep_an_admin(change: Change, kept: Person) -> None:
    """Raise `Wrong` if it would leave the station without an administrator with a PIN."""
    staying = [p.key for p in change.state.with_role("admin") if p.pin and p.left is None]
    if staying != [kept.key] or ("admin" in kept.roles and kept.left is None):
        return
    text = say(
        "{person} is the only admin with a PIN: make somebody else one first", person=kept.name
    )
    raise Wrong(text, "roles" if "admin" not in kept.roles else "left")


def set_pin(
    desk: Desk, person: Person, pin: str, *, old: str = "", by: str = "", by_pin: str = ""
) -> Person:
    """Give a person a PIN of 4 to 12 digits; the old one is asked where there is one.

    A first PIN, or a new one for who forgot it, needs an administrator's hand,
    ``by`` with ``by_pin``. Raises `Refused`, `Wrong`, Conflict and the store's errors.
    """
    check_new_pin(pin)
    setting_up = is_open(desk, Asked("setup"))
    if person.pin and not fits_pin(person, old) and (setting_up or not by):
        raise Wrong(say("That is not the PIN of {person}", person=person.name), "old")
    if not person.pin or not fits_pin(person, old):
        _ask_admin(desk, person.name, by, by_pin)
    with desk.change("people.pin", by or person.key) as change:
        return change.put(replace(person, pin=seal_pin(pin)))
