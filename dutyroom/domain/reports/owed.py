"""What is owed about reports: those that go out at a set time of the day (R-207)."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.profile.times import at_time


def timed_reports(moment: Moment) -> Iterator[Owed]:
    """Yield the reports of the duty date (R-207)."""
    day = moment.duty_date
    for report in moment.profile_of(day).timed_reports:
        at = at_time(day, report.at, moment.zone)
        text = say("{report} to {receivers}", report=report.id, receivers=report.receivers)
        yield Owed("report", f"{day}/{report.id}", at, text, "R-207")
