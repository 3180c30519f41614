"""The calendar file as another program reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.records.roster import Assignee, Roster
from dutyroom.export.icalendar import fold, to_calendar
from dutyroom.export.roster import Printing
from tests.stations.hotel import hotel
from tests.stations.printed import DECEMBER, NATIONAL_DAY, hostile, printing, station, taken_in

icalendar = pytest.importorskip("icalendar")
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh")


@pytest.fixture
def december(tmp_path: Path) -> tuple[Desk, Roster]:
    """Return the property centre with its December in force."""
    desk, roster = taken_in(tmp_path / "station", DECEMBER)
    return desk, publish_roster(desk, roster)


def events(what: Printing, desk: Desk) -> list[Any]:
    data = to_calendar(what, desk.info.name, desk.zone, desk.now())
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_everybody_has_an_event_for_every_shift(december: tuple[Desk, Roster]) -> None:
    desk, roster = december
    found = events(printing(desk, roster), desk)
    assert len(found) == sum(len(line.people) for line in roster.lines)
    assert len({str(event["UID"]) for event in found}) == len(found)
    assert {str(event["STATUS"]) for event in found} == {"CONFIRMED"}


def test_one_person_has_the_own_shifts_only(december: tuple[Desk, Roster]) -> None:
    desk, roster = december
    everybody = {str(e["UID"]) for e in events(printing(desk, roster), desk)}
    found = events(replace(printing(desk, roster), person="陈静"), desk)
    assert len(found) == 10
    assert all("陈静" in str(event["SUMMARY"]) for event in found)
    assert {str(event["UID"]) for event in found} <= everybody
    assert found[0]["DTSTART"].dt == datetime(2026, 12, 1, 16, 30, tzinfo=ZONE)
    assert found[0]["DTEND"].dt == datetime(2026, 12, 1, 23, 30, tzinfo=ZONE)


def test_names_made_unreadable_are_two_events_all_the_same(tmp_path: Path) -> None:
    desk, roster = taken_in(tmp_path / "station", NATIONAL_DAY)
    found = events(printing(desk, roster), desk)
    assert len(found) == len({str(event["UID"]) for event in found}) == 28
    assert {event["DTEND"].dt - event["DTSTART"].dt for event in found} == {timedelta(days=1)}


def test_a_night_ends_on_the_next_morning(tmp_path: Path) -> None:
    desk, _hands = hotel(tmp_path / "hotel")
    night = events(printing(desk, desk.state().rosters[0]), desk)[0]
    assert night["DTSTART"].dt == datetime(2026, 12, 11, 20, 0, tzinfo=ZONE)
    assert night["DTEND"].dt == datetime(2026, 12, 12, 8, 0, tzinfo=ZONE)
    assert night["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_the_zone_comes_along(december: tuple[Desk, Roster]) -> None:
    desk, roster = december
    data = to_calendar(printing(desk, roster), "站", desk.zone, desk.now())
    zone = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")[0]
    assert str(zone["TZID"]) == "Asia/Shanghai"
    assert zone.to_tz().utcoffset(datetime(2026, 12, 1)) == timedelta(hours=8)  # noqa: DTZ001


def test_a_zone_with_summer_time_is_written_in_utc(december: tuple[Desk, Roster]) -> None:
    desk, roster = december
    start = roster.starts
    long = replace(roster, starts=start - timedelta(days=200))
    data = to_calendar(printing(desk, long), "站", ZoneInfo("Europe/Berlin"), desk.now())
    first = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]
    assert first["DTSTART"].dt.astimezone(ZONE) == min(line.start for line in roster.lines)


def test_a_draft_is_tentative_and_a_drill_says_so(tmp_path: Path) -> None:
    desk, roster = taken_in(tmp_path / "station", DECEMBER)
    first = events(printing(desk, roster), desk)[0]
    assert str(first["STATUS"]) == "TENTATIVE"
    assert str(first["SUMMARY"]).startswith("【演练 DRILL】【草稿】")


def test_a_new_version_changes_the_event_and_calls_off_what_is_gone(
    december: tuple[Desk, Roster],
) -> None:
    desk, before = december
    line = next(x for x in before.lines if x.shift == "晚班")
    other = replace(line, people=(Assignee("王强"),))
    lines = tuple(other if each is line else each for each in before.lines)
    after = replace(before, version=2, lines=lines)
    old = {str(e["UID"]): e for e in events(printing(desk, before), desk)}
    new = {
        str(e["UID"]): e for e in events(replace(printing(desk, after), earlier=(before,)), desk)
    }
    gone = [e for e in new.values() if str(e["STATUS"]) == "CANCELLED"]
    assert [("陈静" in str(e["SUMMARY"]), int(e["SEQUENCE"])) for e in gone] == [(True, 1)]
    assert len(new.keys() - old.keys()) == 1


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_says(tmp_path: Path) -> None:
    desk = station(tmp_path / "station", DECEMBER[1], DECEMBER[2])
    data = to_calendar(hostile(desk), "站", desk.zone, desk.now())
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\r\n".join(fold("长" * 60).encode().split(b"\r\n")).decode()


def test_hostile_text_adds_no_line_of_its_own(tmp_path: Path) -> None:
    desk = station(tmp_path / "station", DECEMBER[1], DECEMBER[2])
    what = hostile(desk)
    found = events(what, desk)
    assert len(found) == sum(len(line.people) for line in what.roster.lines)
    starts = {str(event[key])[:1] for event in found for key in ("SUMMARY", "DESCRIPTION")}
    assert not starts & {"=", "+", "-", "@", "＝"}
    assert any("<script>" in str(event["DESCRIPTION"]) for event in found)
