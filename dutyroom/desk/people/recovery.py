"""The way back for an administrator who forgot the PIN: the user who owns the folder.

Whoever owns the files of a station can read and rewrite them anyway, so that
user gives nothing away by being let in; what was done stands in the audit list.
"""

from __future__ import annotations

import getpass
import os
from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_new_pin, seal_pin
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict
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
    if os.geteuid() != desk.folder.path.stat().st_uid:
        text = say("Only the system user who owns the station's folder may do that")
        raise Refused((Verdict("block", "not_owner", text, "roles"),))
    with desk.change("people.recover", "") as change:
        change.put(
            Recovery(
                id=change.number(Recovery),
                day=change.day,
                at=change.now,
                person=person.key,
                user=getpass.getuser(),
            )
        )
        return change.put(replace(person, pin=seal_pin(pin)))
