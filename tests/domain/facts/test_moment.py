"""A rule that judges a duty date asks for the rules of that date, not for those of now."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyroom.domain.due import due
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.patrol.owed import rounds
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine

PROFILES = Path(__file__).parents[3] / "data" / "profiles"
ZONE = ZoneInfo("Asia/Shanghai")
FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


class Changed(Moment):
    """A moment of a station whose rules changed with the second of the two dates."""

    def profile_of(self, day: date) -> Profile:
        """Return the rules of a duty date."""
        rules = self.profile.patrol
        quota = 5 if day >= SECOND else 2
        return replace(self.profile, patrol=replace(rules, quota_day=quota, quota_night=quota))


def profile() -> Profile:
    base = json.loads((PROFILES / "base.json").read_text("utf-8"))
    centre = load_profile(json.loads((PROFILES / "property-centre.json").read_text("utf-8")), base)
    return replace(centre, patrol=replace(centre.patrol, windows={}))


def at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=ZONE)


def shift(day: date) -> RosterLine:
    return RosterLine(
        day=day,
        post="管理处",
        shift="晚班",
        start=at(day, "16:30"),
        end=at(day, "23:30"),
        people=(Assignee("李娜"),),
    )


def station(rules: Profile, now: datetime) -> Moment:
    """Return the moment of a station that has one roster, of two evenings."""
    roster = Roster(
        id="ZB-202612-001",
        title="12月",
        first=FIRST,
        last=SECOND,
        starts=at(FIRST, "00:00"),
        ends=at(date(2026, 12, 3), "00:00"),
        lines=(shift(FIRST), shift(SECOND)),
        state="published",
    )
    person = Person(id="P:李娜", name="李娜", roles=("duty",))
    state = DutyState(people={"李娜": person}, rosters=(roster,))
    return Changed(state, rules, DutyCalendar({}), now, ZONE)


def test_the_rounds_of_a_shift_are_those_of_its_duty_date() -> None:
    """R-077: a quota that is raised asks for nothing more of the evening before."""
    before = [o.subject.partition("/")[0] for o in rounds(station(profile(), at(SECOND, "02:00")))]
    assert Counter(before) == {"2026-12-01": 2}
    now = [o.subject.partition("/")[0] for o in rounds(station(profile(), at(SECOND, "17:00")))]
    assert Counter(now) == {"2026-12-02": 5}


def test_what_is_worked_out_from_a_moment_is_worked_out_once() -> None:
    moment = station(profile(), at(SECOND, "17:00"))
    assert moment.slots is moment.slots
    assert moment.slots_on_duty is moment.slots_on_duty == ()
    assert moment.duty_date == SECOND and moment.today == SECOND
    there = Attendance(
        day=FIRST,
        post="管理处",
        shift="晚班",
        person="李娜",
        start=at(FIRST, "16:30"),
        end=at(FIRST, "23:30"),
        arrived=at(FIRST, "16:30"),
        took_over=at(FIRST, "16:30"),
    )
    later = replace(moment, state=replace(moment.state, attendances=(there,)))
    assert [slot.day for slot in later.slots_on_duty] == [FIRST]


def test_what_is_overdue_stands_before_what_comes() -> None:
    obligations = due(station(profile(), at(SECOND, "17:45")))
    standings = [each.standing in ("missed", "overdue") for each in obligations]
    assert True in standings and False in standings
    assert standings == sorted(standings, reverse=True)
