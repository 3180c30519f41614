"""The rules of presence: away, lunch, empty posts, the month, with the clock passed in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import away_marks, away_verdicts
from dutyroom.domain.presence.empty_post import empty_spans
from dutyroom.domain.presence.month.person import PersonMonth
from dutyroom.domain.presence.month.sheet import MonthSheet, month_sheet
from dutyroom.domain.presence.phone import lunch_marks, phone_due
from dutyroom.domain.presence.places import place_marks, place_of
from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance, Away, PhoneHandover, PlaceChange
from dutyroom.domain.records.roster import Assignee

PROFILES = Path(__file__).parents[3] / "data" / "profiles"
ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 12, 1)


def profile(name: str, **changes: Any) -> Profile:
    base = json.loads((PROFILES / "base.json").read_text("utf-8"))
    return load_profile(json.loads((PROFILES / f"{name}.json").read_text("utf-8")) | changes, base)


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=ZONE)


def slot(start: datetime, end: datetime, *people: str, night: bool = False) -> Slot:
    who = tuple(Assignee(person) for person in people)
    return Slot(
        day=start.date(), post="酒店", shift="班", start=start, end=end, night=night, people=who
    )


def came(
    one: Slot, person: str, arrived: datetime, left: datetime | None, *marks: Mark
) -> Attendance:
    return Attendance(
        id=f"QD-{one.day:%Y%m%d}-{person}",
        day=one.day,
        post=one.post,
        shift=one.shift,
        person=person,
        start=one.start,
        end=one.end,
        arrived=arrived,
        took_over=arrived,
        left=left,
        marks=marks,
    )


def gone(out: str, expected: str, **more: Any) -> Away:
    return Away(
        day=DAY,
        post="酒店",
        person="何强",
        reason="用餐",
        out=at(out),
        expected=at(expected),
        **more,
    )


@pytest.mark.parametrize(
    ("confirmed", "back", "marks"),
    [
        (None, "12:20", [("deserted", 1200)]),
        ("12:00", "12:20", []),
        ("12:05", "12:20", [("deserted", 300)]),
        ("12:00", "12:30", []),
        ("12:00", "12:30:01", [("back_late", 1)]),
        (None, "12:31", [("deserted", 1860), ("back_late", 60)]),
    ],
)
def test_without_a_cover_the_time_is_the_post_deserted(
    confirmed: str | None, back: str, marks: list[tuple[str, int]]
) -> None:
    """R-027: to the second, up to where the cover confirmed."""
    away = gone("12:00", "12:30", cover="王芳", confirmed=at(confirmed) if confirmed else None)
    found = away_marks(away, at(back), profile("hotel"))
    assert [(m.code, m.seconds) for m in found] == marks


def test_longer_than_the_profiles_minutes_is_away_too_long_where_that_is_a_rule() -> None:
    """R-071: 45 minutes in the company are 15 over; the hotel has no such rule."""
    away = gone("12:00", "13:00", cover="王芳", confirmed=at("12:00"))
    assert away_marks(away, at("12:45"), profile("company-two-tier")) == (
        Mark("away_too_long", 900),
    )
    assert away_marks(away, at("12:45"), profile("hotel")) == ()


def test_the_hotel_is_never_left_alone() -> None:
    """R-268: refused alone, allowed with somebody else on post or a cover who confirmed."""
    night = slot(at("20:00"), at("08:00", date(2026, 12, 2)), "何强")
    alone = DutyState(attendances=(came(night, "何强", at("20:00"), None),))
    two = DutyState(attendances=(*alone.attendances, came(night, "王芳", at("20:00"), None)))
    hotel, away = profile("hotel"), gone("22:00", "22:30")
    covered = gone("22:00", "22:30", cover="王芳", confirmed=at("22:00"))
    levels = [
        [v.level for v in away_verdicts(state, hotel, going)]
        for state, going in ((alone, away), (two, away), (alone, covered))
    ]
    assert levels == [["block"], [], []]


def test_two_cannot_leave_each_other_alone() -> None:
    """R-268: who is away already does not stay."""
    night = slot(at("20:00"), at("08:00", date(2026, 12, 2)), "何强")
    state = DutyState(
        attendances=(
            came(night, "何强", at("20:00"), None),
            came(night, "王芳", at("20:00"), None),
        ),
        aways=(Away(day=DAY, post="酒店", person="王芳", out=at("21:50")),),
    )
    found = [v.clause for v in away_verdicts(state, profile("hotel"), gone("22:00", "22:30"))]
    assert found == ["R-268"]


@pytest.mark.parametrize(
    ("out", "back", "marks", "due"),
    [
        ("11:30", "13:30", {}, "13:30"),
        ("11:30", "13:30:01", {"lunch_late": 1, "lunch_long": 1}, "13:30"),
        ("11:25", "13:26", {"lunch_early": 300, "lunch_long": 60}, "13:25"),
        ("12:30", "13:40", {"lunch_late": 600}, "13:30"),
        ("10:00", "10:20", {"lunch_early": 1200}, "12:00"),
        ("14:00", "14:10", {"lunch_late": 600}, "14:00"),
    ],
)
def test_lunch_is_from_half_past_eleven_to_half_past_one(
    out: str, back: str, marks: dict[str, int], due: str
) -> None:
    """R-308: each edge to the second."""
    school = profile("school")
    handed = PhoneHandover(day=DAY, phone="", giver="苏婷", holder="孟师傅", out=at(out))
    found = lunch_marks(handed, at(back), school, ZONE)
    assert {m.code: m.seconds for m in found} == marks
    assert phone_due(handed, school, ZONE) == at(due)


def test_where_no_lunch_is_named_nothing_is_judged() -> None:
    handed = PhoneHandover(day=DAY, phone="", giver="李娜", holder="刘洋", out=at("09:00"))
    assert lunch_marks(handed, at("17:00"), profile("property-centre"), ZONE) == ()
    assert phone_due(handed, profile("property-centre"), ZONE) is None


def test_the_school_is_in_the_office_by_day_and_in_the_duty_room_at_night() -> None:
    """R-312, R-313: a change of place goes before the profile."""
    school = profile("school", places={"day": "学校办公室", "night": "值班室"})
    by_day = slot(at("08:00"), at("18:00"), "苏婷")
    at_night = slot(at("18:00"), at("08:00", date(2026, 12, 2)), "林凡", night=True)
    nobody = DutyState()
    assert place_of(nobody, school, by_day, at("09:00"), ZONE) == "学校办公室"
    assert place_of(nobody, school, at_night, at("19:00"), ZONE) == "值班室"
    change = PlaceChange(
        day=DAY,
        post="酒店",
        shift="班",
        person="苏婷",
        reason="办公室装修",
        planned="学校办公室",
        to="图书馆",
        approver="谢校长",
        at=at("10:00"),
    )
    changed = DutyState(places=(change,))
    assert place_of(changed, school, by_day, at("09:59"), ZONE) == "学校办公室"
    assert place_of(changed, school, by_day, at("10:00"), ZONE) == "图书馆"


@pytest.mark.parametrize(
    ("place", "terminal", "mark"),
    [
        ("", "办公室电脑", ""),
        ("", "值班室电脑", "值班室"),
        ("", "手提电脑", "手提电脑"),
        ("", "办公室电脑:pts/3", "办公室电脑:pts/3"),
        ("家里", "办公室电脑", "家里"),
        ("学校办公室", "值班室电脑", ""),
    ],
)
def test_a_sign_in_from_elsewhere_is_kept_where_the_terminal_is_known(
    place: str, terminal: str, mark: str
) -> None:
    """R-080: what the person says goes before it; a line from home is elsewhere."""
    places = {"terminals": {"学校办公室": ["办公室电脑"], "值班室": ["值班室电脑"]}}
    found = place_marks(profile("school", places=places), "学校办公室", place, terminal)
    assert [m.note for m in found] == ([mark] if mark else [])


def test_where_no_terminal_is_named_for_the_place_none_is_elsewhere() -> None:
    """R-080: a station that names none has no such marks, nor one that names others'."""
    for places in ({}, {"terminals": {"值班室": ["值班室电脑"]}}):
        rules = profile("school", places=places)
        assert place_marks(rules, "学校办公室", "", "手提电脑") == ()


def test_every_minute_with_nobody_at_the_post_is_listed() -> None:
    """R-206, R-253: before the first came, between two, after the last; by the sign-ins."""
    night = slot(at("20:00"), at("08:00", date(2026, 12, 2)), "何强")
    people = (
        came(night, "何强", at("20:07"), at("23:00")),
        came(night, "王芳", at("22:30"), at("02:00", date(2026, 12, 2))),
        came(night, "何强", at("02:30", date(2026, 12, 2)), None),
    )
    spans = empty_spans((night,), people, profile("hotel"), at("12:00", date(2026, 12, 3)))
    assert [(f"{s.start:%d %H:%M}", f"{s.end:%d %H:%M}", s.seconds) for s in spans] == [
        ("01 20:00", "01 20:07", 420),
        ("02 02:00", "02 02:30", 1800),
    ]
    assert spans[0].planned == ("何强",)
    so_far = empty_spans((night,), (), profile("hotel"), at("21:00"))
    assert [s.seconds for s in so_far] == [3600]
    assert empty_spans((night,), (), profile("site"), at("21:00"))[0].planned == ()


def sheet(
    slots: tuple[Slot, ...], state: DutyState, until: datetime, name: str = "hotel"
) -> MonthSheet:
    return month_sheet(state, slots, profile(name), DAY, date(2026, 12, 31), until)


def person(found: MonthSheet, name: str) -> PersonMonth:
    return next(p for p in found.people if p.person == name)


def test_planned_hours_are_right_over_midnight_and_over_the_end_of_the_month() -> None:
    """R-321: a shift belongs to the day it starts on, with all its hours."""
    last = date(2026, 12, 31)
    shifts = (
        slot(at("20:00"), at("08:00", DAY + timedelta(1)), "何强", night=True),
        slot(at("20:00", last), at("08:00", date(2027, 1, 1)), "何强", night=True),
    )
    there = came(shifts[1], "何强", at("19:55", last), at("08:10", date(2027, 1, 1)))
    found = person(
        sheet(shifts, DutyState(attendances=(there,)), at("12:00", date(2027, 1, 2))), "何强"
    )
    assert (found.planned, found.planned_seconds) == (2, 24 * 3600)
    assert (found.done, found.actual_seconds) == (1, 12 * 3600 + 15 * 60)
    assert found.absent == 1


def test_hours_are_those_that_pass_when_a_zone_changes_its_clock() -> None:
    """R-321: the night on which summer time begins has eleven hours."""
    berlin = ZoneInfo("Europe/Berlin")
    start = datetime(2026, 3, 28, 20, tzinfo=berlin)
    one = slot(start, datetime(2026, 3, 29, 8, tzinfo=berlin), "何强")
    found = month_sheet(
        DutyState(), (one,), profile("hotel"), date(2026, 3, 1), date(2026, 3, 31), start
    )
    assert found.people[0].planned_seconds == 11 * 3600


def test_nobody_came_is_absent_and_absent_without_leave_only_where_the_profile_says() -> None:
    """R-183: the property centre has a limit, the hotel none; a running shift is not over."""
    shifts = (
        slot(at("08:00"), at("16:00"), "何强"),
        slot(at("08:00", DAY + timedelta(1)), at("16:00", DAY + timedelta(1)), "何强"),
    )
    until = at("15:59", DAY + timedelta(1))
    hotel, centre = (
        person(sheet(shifts, DutyState(), until, name), "何强")
        for name in ("hotel", "property-centre")
    )
    assert [(p.absent, p.awol) for p in (hotel, centre)] == [(1, 0), (1, 1)]


def test_a_shift_that_a_substitute_did_is_not_absence() -> None:
    one = slot(at("08:00"), at("16:00"), "何强")
    there = replace(came(one, "王芳", at("08:00"), at("16:00")), stands_in_for="何强")
    found = sheet((one,), DutyState(attendances=(there,)), at("17:00"))
    assert (person(found, "何强").absent, person(found, "何强").replaced) == (0, 1)
    assert (person(found, "王芳").planned, person(found, "王芳").done) == (0, 1)


def test_what_a_leader_excused_is_counted_apart_and_stays_to_be_read() -> None:
    """R-321: the mark with its reason is in the list, not in the sum."""
    one = slot(at("08:00"), at("16:00"), "何强")
    marks = (Mark("late", 600, excused="大雪封路"), Mark("held_over", 1200))
    there = came(one, "何强", at("08:10"), at("16:20"), *marks)
    found = person(sheet((one,), DutyState(attendances=(there,)), at("17:00")), "何强")
    assert (found.late.times, found.excused, found.held_over.seconds) == (0, 1, 1200)
    assert [n.mark.excused for n in found.marks] == ["大雪封路", ""]


def test_an_absence_that_goes_on_counts_so_far() -> None:
    one = slot(at("08:00"), at("16:00"), "何强")
    state = DutyState(
        attendances=(came(one, "何强", at("08:00"), None),), aways=(gone("12:00", "12:30"),)
    )
    found = person(sheet((one,), state, at("12:40")), "何强")
    assert (found.away.seconds, found.deserted.seconds) == (2400, 2400)
    assert [n.mark.code for n in found.marks] == ["deserted", "back_late"]


def test_the_hours_of_who_has_not_signed_out_end_with_the_shift() -> None:
    """R-321: nobody is on duty for weeks because a sign-out was forgotten; it is said."""
    one = slot(at("08:00"), at("16:00"), "何强")
    state = DutyState(attendances=(came(one, "何强", at("07:50"), None),))
    days_after = person(sheet((one,), state, at("08:00", date(2026, 12, 20))), "何强")
    at_noon = person(sheet((one,), state, at("12:00")), "何强")
    assert (days_after.actual_seconds, days_after.signed_in_still) == (8 * 3600 + 600, 1)
    assert (at_noon.actual_seconds, at_noon.signed_in_still) == (4 * 3600 + 600, 0)
