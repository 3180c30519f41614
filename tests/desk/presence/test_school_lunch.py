"""A-19: at lunch the duty telephone of a school goes to the security desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.phone import hand_phone, take_phone_back, writer_named
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.i18n import use
from dutyroom.words.codes import phone_words
from tests.screens.seen import opened, seen
from tests.stations.making import PIN, Hands, Planned, set_up

DAYS = ("2026-10-02", "2026-10-03")


@pytest.fixture
def school(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the school on 2 October 2026 at 08:00, 苏婷 on duty by day."""
    desk, hands = set_up(
        tmp_path / "school",
        "school",
        (
            ("苏婷", "教师", "duty"),
            ("林凡", "教师", "duty"),
            ("校长", "校长", "leader"),
        ),
        (Planned(day, "学校", "白班", "08:00", "18:00", ("苏婷",)) for day in DAYS),
        at="2026-10-01 10:00:00",
        station="第一小学",
    )
    hands.at("2026-10-02 07:58:00")
    sign_in(desk, teacher(desk))
    return desk, hands


def teacher(desk: Desk) -> Person:
    return find_person(desk.state(), "苏婷")


def lunch(desk: Desk, hands: Hands, day: str, out: str, back: str) -> tuple[Mark, ...]:
    hands.at(f"{day} {out}:00")
    hand_phone(desk, teacher(desk), "孟师傅")
    hands.at(f"{day} {back}:00")
    return take_phone_back(desk, teacher(desk)).marks


def test_back_four_minutes_late_is_four_minutes_past_lunch_and_past_two_hours(
    school: tuple[Desk, Hands],
) -> None:
    """R-308: out 11:30, back 13:34."""
    marks = lunch(*school, DAYS[0], "11:30", "13:34")
    assert marks == (Mark("lunch_late", 240), Mark("lunch_long", 240))


def test_out_five_minutes_early_is_kept_though_it_was_within_two_hours(
    school: tuple[Desk, Hands],
) -> None:
    """R-308: out 11:25, back 13:20 is 115 minutes."""
    assert lunch(*school, DAYS[1], "11:25", "13:20") == (Mark("lunch_early", 300),)


def test_at_half_past_one_the_alarm_rings_until_the_telephone_is_back(
    school: tuple[Desk, Hands],
) -> None:
    """R-308: due on the minute, overdue after it, gone when it is back."""
    desk, hands = school
    hands.at("2026-10-02 11:30:00")
    hand_phone(desk, teacher(desk), "孟师傅")
    standings = []
    for clock in ("13:29:59", "13:30:00", "13:30:01"):
        hands.at(f"2026-10-02 {clock}")
        owed = next(o for o in alarms.obligations(desk) if o.code == "phone")
        standings.append((f"{owed.due:%H:%M}", owed.standing))
    assert standings == [("13:30", "soon"), ("13:30", "due"), ("13:30", "overdue")]
    assert owed.who == ("苏婷", "孟师傅")
    take_phone_back(desk, teacher(desk))
    assert not [o for o in alarms.obligations(desk) if o.code == "phone"]


@pytest.mark.parametrize(("day", "out"), [(DAYS[0], "11:30"), (DAYS[1], "11:25")])
def test_meanwhile_everybody_sees_with_whom_it_is_and_his_calls_carry_his_name(
    school: tuple[Desk, Hands], day: str, out: str
) -> None:
    """R-307: 电话在保卫科, and a guard who is not on the list is the author."""
    desk, hands = school
    hands.at(f"{day} {out}:00")
    hand_phone(desk, teacher(desk), "孟师傅")
    view = now_view(desk)
    use("zh")
    assert view.phone is not None
    assert phone_words(view.phone, view.phone_holder) == "电话在保卫科：孟师傅"
    hands.at(f"{day} 12:05:00")
    by = writer_named(desk, "孟师傅")
    entry = log.log_entry(desk, "call", log.Note("家长问开学时间"), by=by).entry
    assert (entry.by, entry.at.hour) == ("孟师傅", 12)
    hands.at(f"{day} 13:20:00")
    take_phone_back(desk, teacher(desk))
    assert now_view(desk).phone is None
    with pytest.raises(Wrong, match="Nobody here is called 孟师傅"):
        writer_named(desk, "孟师傅")


def test_a_telephone_is_given_away_once_and_taken_back_once(school: tuple[Desk, Hands]) -> None:
    """R-307: the second time is said in a sentence, and the first stands."""
    desk, hands = school
    hands.at("2026-10-02 11:30:00")
    with pytest.raises(Wrong, match="not out"):
        take_phone_back(desk, teacher(desk))
    hand_phone(desk, teacher(desk), "林凡")
    with pytest.raises(Wrong, match="with 林凡 already"):
        hand_phone(desk, teacher(desk), "孟师傅")
    assert [p.holder for p in desk.state().phones_out] == ["林凡"]


def test_only_who_is_on_duty_gives_the_telephone_away_or_takes_it_back(
    school: tuple[Desk, Hands],
) -> None:
    """R-307: 林凡 is not signed in; nobody hands it to himself."""
    desk, hands = school
    other = find_person(desk.state(), "林凡")
    hands.at("2026-10-02 11:30:00")
    with pytest.raises(Wrong, match="林凡 is not signed in"):
        hand_phone(desk, other, "孟师傅")
    with pytest.raises(Wrong, match="Somebody else has to take the telephone"):
        hand_phone(desk, teacher(desk), "苏婷")
    hand_phone(desk, teacher(desk), "孟师傅")
    with pytest.raises(Wrong, match="林凡 is not signed in"):
        take_phone_back(desk, other)
    assert now_view(desk).phone is not None


async def test_whoever_is_on_duty_by_then_takes_it_back(school: tuple[Desk, Hands]) -> None:
    """R-307: the form offers who is on duty, not who gave it and has gone."""
    desk, hands = school
    hands.at("2026-10-02 11:30:00")
    hand_phone(desk, teacher(desk), "孟师傅")
    hands.at("2026-10-02 12:30:00")
    release(desk, teacher(desk), find_person(desk.state(), "校长"), "送医", PIN)
    sign_in(desk, find_person(desk.state(), "林凡"), for_person="苏婷")
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+t")
        await pilot.pause()
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "is not signed in" not in seen(room)
    taken = desk.state().phones_out[0]
    assert (taken.giver, taken.back) == ("苏婷", desk.now())
