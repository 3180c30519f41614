"""Who is signed in, as every action asks that only somebody on duty may do."""

from __future__ import annotations

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import current_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance


def signed_in(state: DutyState, person: Person) -> Attendance:
    """Return the attendance of a person that has not ended. Raises `Wrong` where there is none."""
    attendance = current_of(state, person.key)
    if attendance is None:
        raise Wrong(say("{person} is not signed in", person=person.name), "name")
    return attendance
