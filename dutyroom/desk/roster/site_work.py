"""Whether work goes on on a date (R-372)."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import WorkDay
from dutyroom.domain.roster.site_work import working_days


def set_work(desk: Desk, day: date, *, working: bool, by: str = "") -> WorkDay:
    """Keep that work goes on on a date, or that it does not after all.

    Raises `Wrong` where it is known already, and the store's errors.
    """
    with desk.change("work.set", by) as change:
        if working == (day in working_days(change.state)):
            raise Wrong(say("Nothing is changed"), "working")
        id = f"SG:{day.isoformat()}"
        before = next((each for each in change.state.work if each.id == id), None)
        made = WorkDay(id=id, rev=before.rev if before else 0, day=day, working=working)
        return change.put(made)


def works_on(desk: Desk, day: date) -> bool:
    """Tell whether somebody said that work goes on on a date."""
    return day in working_days(desk.state())
