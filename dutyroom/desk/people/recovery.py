"""The way back for an administrator who forgot the PIN: the user who owns the folder.

Whoever owns the files of a station can read and rewrite them anyway, so that
user gives nothing away by being let in; what was done stands in the audit list.
"""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_new_pin, seal_pin
from dutyroom.desk.station.owner import refuse_others, system_user
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Recovery


def recover_pin(desk: Desk, person: Person, pin: str) -> Person:
    """Give an administrator a new PIN without the old one, and keep which user did it.

    Raises `Refused` for a user who does not own the station's folder, `Wrong`
    for somebody who is no administrator and for a PIN that is none, Conflict
    and the store's errors.
    """
    check_new_pin(pin)
    if "admin" not in person.roles:
        raise Wrong(
            say("{person} is no admin: an admin gives the new PIN", person=person.name), "name"
        )
    if not person.serves(desk.duty_date()):
        raise Wrong(say("{person} has left the station", person=person.name), "name")
    refuse_others(desk.folder.path)
    with desk.change("people.recover", "") as change:
        change.put(
            Recovery(
                id=change.number(Recovery),
                day=change.day,
                at=change.now,
                person=person.key,
                user=system_user(),
            )
        )
        return change.put(replace(person, pin=seal_pin(pin)))
