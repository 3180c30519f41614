"""Rosters to which something happened while a draft of them lay on another desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutyroom.desk.alarms import obligations
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.now import now_view
from dutyroom.desk.people import people
from dutyroom.desk.roster import drivers
from dutyroom.desk.roster.edit import lift_person, place_person
from dutyroom.desk.roster.export import versions_before
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.roster.steps import tell_people
from dutyroom.desk.station import calendars
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.drivers import driver_of
from dutyroom.domain.roster.owed import rosters as rosters_owed
from dutyroom.domain.roster.steps import untold
from tests.stations.company import company, draft, someone
from tests.stations.making import Hands

SATURDAY, SUNDAY = date(2026, 12, 5), date(2026, 12, 6)
NOTICE = calendars.typed_notice(2027, "国办发明电〔2026〕9号", ("春节=2027-02-06..2027-02-07",), ())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made, _hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    for name in ("马骏", "牛奔"):
        people.add_person(made, name, rank="司机", roles=("duty",))
    return made


def published(desk: Desk, first: date = SATURDAY, last: date = SUNDAY) -> Roster:
    return publish_roster(desk, draft(desk, first, last), by="许梅", provisional=True)


def edited(desk: Desk, roster: Roster) -> Roster:
    """Take one of several people off a shift, and so make a draft."""
    line = next(x for x in roster.lines if x.role == "duty" and len(x.people) > 2)
    person = someone(desk, line.people[-1].person)
    lift_person(desk, roster, person, line.ref, by="许梅")
    found = next(r for r in desk.state().rosters if r.state == "draft")
    return place_person(desk, found, person, line.ref, by="许梅")


def test_a_draft_does_not_take_a_notice_back_unasked(desk: Desk) -> None:
    first, last = date(2027, 1, 25), date(2027, 2, 28)
    old = edited(desk, published(desk, first, last))
    (marked,) = calendars.take_in_notice(desk, NOTICE, by="许梅").rosters
    assert marked.version == 2

    with pytest.raises(Wrong, match="v2 came in force") as refused:
        publish_roster(desk, old, by="许梅")
    assert refused.value.field == "over"
    assert desk.state().published() == (marked,)

    done = publish_roster(desk, old, by="许梅", over=True)
    assert done.version == 3
    assert [r.version for r in versions_before(desk, done)] == [1, 2]


def test_the_newer_driver_stays_when_an_older_draft_comes_in_force(desk: Desk) -> None:
    roster = drivers.set_driver(desk, published(desk), SUNDAY, someone(desk, "马骏"), "鄂A1")
    copy = edited(desk, roster)
    drivers.set_driver(desk, roster, SUNDAY, someone(desk, "牛奔"), "鄂B2")

    done = publish_roster(desk, copy, by="许梅")

    line = driver_of(done, SUNDAY)
    assert line is not None
    assert (line.people[0].person, line.plate) == ("牛奔", "鄂B2")


def test_a_driver_whom_the_draft_names_itself_goes_first(desk: Desk) -> None:
    roster = drivers.set_driver(desk, published(desk), SUNDAY, someone(desk, "马骏"), "鄂A1")
    named = drivers.set_driver(desk, edited(desk, roster), SUNDAY, someone(desk, "牛奔"), "鄂B2")

    line = driver_of(publish_roster(desk, named, by="许梅"), SUNDAY)

    assert line is not None
    assert line.plate == "鄂B2"


def test_another_terminal_knows_a_notice_with_the_next_look(desk: Desk) -> None:
    other = open_desk(desk.folder.path, terminal="B")
    Hands(other).at("2026-12-02 09:05:00")
    made = draft(desk, date(2027, 2, 1), date(2027, 2, 28))
    assert not other.calendar.is_known(2027)

    calendars.take_in_notice(desk, NOTICE, by="许梅")

    assert publish_roster(other, made, by="许梅").provisional == ()
    assert other.calendar.holiday_name(date(2027, 2, 6)) == "春节"


def test_a_notice_that_is_refused_does_not_count(desk: Desk) -> None:
    people.add_person(desk, "查岗", roles=("inspector",))
    with pytest.raises(Refused):
        calendars.take_in_notice(desk, NOTICE, by="查岗")
    assert not desk.calendar.is_known(2027)
    assert desk.folder.year_files() == ()


def test_somebody_on_no_list_can_be_told(desk: Desk) -> None:
    roster = published(desk)
    line = roster.lines[0]
    stranger = "外人"
    with desk.change("roster.compile", "许梅") as change:
        kept = change.put(
            replace(
                roster,
                lines=(
                    replace(line, people=(replace(line.people[0], person=stranger),)),
                    *roster.lines[1:],
                ),
            )
        )
    told = tell_people(desk, kept, [stranger], someone(desk, "许梅"), "电话")
    assert told.whom == (stranger,)


def test_other_hours_have_to_be_told_again(desk: Desk) -> None:
    roster = published(desk)
    everybody = tell_people(desk, roster, [], someone(desk, "许梅"), "群通知").roster
    assert untold(everybody, desk.profile) == 0

    line = everybody.lines[0]
    later = replace(line, end=line.end - timedelta(hours=2))
    moved = replace(everybody, lines=(later, *everybody.lines[1:]))

    assert untold(moved, desk.profile) == len(line.people)


def test_a_month_without_a_roster_stays_an_alarm(desk: Desk) -> None:
    """R-109: a roster of the holiday is none of the month, and the 1st does not end it."""
    rules = replace(desk.profile.roster, due="month_end", owners={}, filing_to=())
    profile = replace(desk.profile, roster=rules, units=())
    published(desk, date(2026, 10, 1), date(2026, 10, 7))

    def owed(day: str) -> list[str]:
        now = desk.now().fromisoformat(f"{day}T09:00:00+08:00")
        found = rosters_owed(Moment(desk.state(), profile, desk.calendar, now, desk.zone))
        return [each.subject for each in found if each.code == "roster"]

    assert owed("2026-09-30") == ["2026-10"]
    assert owed("2026-10-03") == []
    assert owed("2026-10-11") == ["2026-10"]


@pytest.mark.parametrize("day", [29, 30, 31])
def test_a_reminder_late_in_the_month_comes_on_the_last_day_of_a_short_one(
    desk: Desk, day: int
) -> None:
    """R-109: nothing is published for March, of which the reminder was in February."""
    rules = replace(desk.profile.roster, due="month_end", remind_from_day=day)
    desk.profile = replace(desk.profile, duty_days="every_day", roster=rules)

    def owed(moment: str) -> list[str]:
        Hands(desk).at(moment)
        found = sorted((o for o in obligations(desk) if o.code == "roster"), key=lambda o: o.key)
        return [f"{dict(o.sentence.values)['month']} {o.due:%m-%d}" for o in found]

    assert owed("2027-02-27 09:00:00") == ["2027-02 " + f"01-{day}"]
    assert owed("2027-02-28 09:00:00") == ["2027-02 " + f"01-{day}", "2027-03 02-28"]
    assert owed("2027-03-02 09:00:00") == ["2027-03 02-28"]
    assert now_view(desk).due
