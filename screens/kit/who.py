"""Who does it: the people that a form offers, and what it asks of them to show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import writers
from dutyroom.desk.people import powers
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.roster.powers import owner_asked
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _, listed
from screens.kit.fields import Shown


def names_of(desk: Desk) -> tuple[str, ...]:
    """Return the names of the station's people, without who has left.

    Where several have one name the keys stand for them, so that each can be chosen.
    """
    today = desk.duty_date()
    return _names(desk, (p for p in desk.state().people.values() if p.serves(today)))


def _names(desk: Desk, people: Iterable[Person]) -> tuple[str, ...]:
    count = Counter(p.name for p in desk.state().people.values())
    return tuple(p.name if count[p.name] == 1 else p.key for p in people)


def anybody(desk: Desk, value: str = "", *, hint: str = "") -> Shown:
    """Offer everybody of the station, with the name ``value`` filled in."""
    return Shown(value=value, names=names_of(desk), hint=hint)


def on_duty(desk: Desk, name: str = "") -> Shown:
    """Offer everybody; filled in is the name, else who is most likely meant: on duty here."""
    on = writers.on_duty(desk)
    return anybody(desk, name or (desk.state().name(on[0]) if on else ""))


def who_may(desk: Desk, permission: Permission) -> tuple[str, ...]:
    """Return the names of those who may do something; of everybody while nobody can show it."""
    return _names(desk, powers.holders(desk, permission)) or names_of(desk)


def only_they(desk: Desk, permission: Permission) -> Shown:
    """Offer those who may do something; it is filled in where only one can."""
    names = who_may(desk, permission)
    return Shown(value=names[0] if len(names) == 1 else "", names=names)


def signing(
    desk: Desk, permission: Permission, people: Iterable[Person] = ()
) -> tuple[Shown, Shown | None]:
    """Return who does something, and the PIN: none while nobody can show the permission.

    ``people`` may do this one too.
    """
    who = only_they(desk, permission)
    offered = tuple(dict.fromkeys((*who.names, *_names(desk, people))))
    pin = None if powers.is_open(desk, permission) else Shown()
    return replace(who, names=offered), pin


def office(desk: Desk) -> tuple[Shown, Shown] | tuple[None, None]:
    """Return who changes a roster, and the PIN, where an office owns some of its lines."""
    permission = owner_asked(desk)
    if permission is None:
        return None, None
    return Shown(names=who_may(desk, permission)), Shown()


def boss(desk: Desk) -> Shown:
    """Offer who decides; it is filled in where only one can."""
    bosses = _names(desk, powers.holders(desk, Permission("override")))
    if len(bosses) == 1:
        return Shown(value=bosses[0], names=bosses)
    return Shown(names=bosses, hint=_("one of: {names}").format(names=listed(bosses)))


def writer(desk: Desk) -> Shown | None:
    """Offer who writes, where several are on duty and it is not plain."""
    on = writers.may_write(desk)
    if len(on) < 2:
        return None
    state = desk.state()
    choices = tuple((key, state.name(key)) for key in on)
    return Shown(value=writers.who_writes(desk, ""), choices=choices)
