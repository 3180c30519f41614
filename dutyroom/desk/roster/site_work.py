"""Whether work goes on on a date (R-372)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.roster import WorkDay
from dutyroom.domain.roster.site_work import working_days


def set_work(desk: Desk, day: date, *, working: bool, by: str = "") -> WorkDay:
    """Keep that work goes on on a date, or that it does not after all.

    Raises `Wrong` where it is known already, and the store's errors.
    """
    with desk.change("work.set", by) as change:
        state = change.state
        if working == (day in working_days(state)):
            raise Wrong(say("Nothing is changed"), "working")
        id = kind_of(WorkDay).named(day.isoformat())
        before = next((work_day for work_day in state.work if work_day.id == id), None)
        rev = before.rev if before else 0
        return change.put(WorkDay(id=id, rev=rev, day=day, working=working))


def works_on(desk: Desk, day: date, state: DutyState | None = None) -> bool:
    """Tell whether somebody said that work goes on on a date."""
    return day in working_days(state or desk.state())
