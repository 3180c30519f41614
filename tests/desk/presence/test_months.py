"""R-024, R-180: what the month's sheet says of leave, and of swaps nobody approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence import leaders
from dutyroom.desk.presence.excuse import excuse, marks_of
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.domain.presence.month.person import PersonMonth
from dutyroom.words.sheets import month_lines
from tests.stations.making import PIN, Hands, Planned, add_roster, set_up
from tests.stations.swaps import POST, ask, fresh, station, who

DECEMBER = date(2026, 12, 1)


def month(desk: Desk, name: str) -> PersonMonth:
    return next(p for p in month_sheet(desk, DECEMBER).people if p.name == name)


def test_a_shift_on_a_day_of_leave_is_no_absence(tmp_path: Path) -> None:
    """R-024: 陈静 has leave on the 8th, and on the 9th nobody knows where she is."""
    desk, hands = station(tmp_path)
    day = date(2026, 12, 8)
    grant_leave(
        desk, who(desk, "陈静"), day, day,
        kind="sick", reason="住院", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    hands.at("2027-02-11 08:00:00")
    found = month(desk, "陈静")
    assert (found.planned, found.leave, found.absent, found.awol) == (2, 1, 1, 1)
    lines = tuple(month_lines(month_sheet(desk, DECEMBER).of("陈静")))
    assert "  on leave 1×" in lines and "  absent 1×" in lines


def test_leave_that_was_granted_the_month_before_counts(tmp_path: Path) -> None:
    """R-024: also when that month's pages are no longer looked at for presence."""
    desk, hands = station(tmp_path)
    hands.at("2026-10-20 08:00:00")
    grant_leave(
        desk, who(desk, "陈静"), date(2026, 12, 8), date(2026, 12, 9),
        kind="rest", reason="年假", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    hands.at("2026-12-11 08:00:00")
    found = month(desk, "陈静")
    assert (found.leave, found.absent, found.awol) == (2, 0, 0)


def test_a_leader_on_leave_did_not_stay_away(tmp_path: Path) -> None:
    """R-024, R-185."""
    desk, hands = station(tmp_path)
    desk.profile = replace(desk.profile, levels={**desk.profile.levels, "leader_absent": "warn"})
    add_roster(
        desk,
        *(
            Planned(f"2026-12-{day}", "", "", "08:00", "20:00", ("高建国",), role="leader")
            for day in (14, 15)
        ),
    )
    grant_leave(
        desk, who(desk, "高建国"), date(2026, 12, 14), date(2026, 12, 14),
        kind="rest", reason="年假", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    hands.at("2026-12-16 08:00:00")
    (leader,) = month_sheet(desk, DECEMBER).leaders
    assert (leader.planned, leader.came, leader.absent, leader.leave) == (2, 0, 1, 1)
    lines = tuple(month_lines(month_sheet(desk, DECEMBER)))
    assert "高建国  leader: 2 planned, 0 came, 1 not, on leave 1×" in lines


def test_leaders_who_need_not_sign_in_were_not_away(tmp_path: Path) -> None:
    """R-185: in the hotel's profile it is no rule; who signs in all the same is to be read."""
    desk, hands = opened_late(tmp_path)
    hands.at("2026-12-13 10:00:00")
    assert month_sheet(desk, DECEMBER).leaders == ()
    leaders.leader_in(desk, who(desk, "高总"))
    (leader,) = month_sheet(desk, DECEMBER).leaders
    assert (leader.planned, leader.came, leader.absent) == (4, 1, None)
    lines = tuple(month_lines(month_sheet(desk, DECEMBER)))
    assert "高总  leader: 4 planned, 1 came, late 1× (2 h 0 min)" in lines


def test_who_arranged_a_swap_privately_bears_the_marks_once(tmp_path: Path) -> None:
    """R-026: two came for 陈静 one after the other, and she deserted one shift."""
    desk, hands = station(tmp_path)
    hands.at("2026-12-08 16:24:00")
    sign_in(desk, who(desk, "刘洋"), for_person="陈静")
    hands.at("2026-12-08 19:00:00")
    release(desk, who(desk, "刘洋"), who(desk, "高建国"), "急事", PIN)
    sign_in(desk, who(desk, "赵敏"), for_person="陈静")
    hands.at("2026-12-08 23:40:00")
    found = month(desk, "陈静")
    assert (found.deserted.times, found.absent, found.replaced) == (1, 0, 1)
    assert [noted.mark.code for noted in found.marks] == ["swap_unapproved", "deserted"]
    lines = tuple(month_lines(month_sheet(desk, DECEMBER).of("陈静")))
    assert "  deserted 1×" in lines
    assert month(desk, "刘洋").deserted.times == 0


def test_a_leader_excuses_the_mark_of_a_private_swap(tmp_path: Path) -> None:
    """R-024, R-026: it stays to be read."""
    desk, hands = station(tmp_path)
    hands.at("2026-12-08 16:24:00")
    sign_in(desk, who(desk, "刘洋"), for_person="陈静")
    (swap,) = desk.state().swaps
    day = date(2026, 12, 8)
    open_ = marks_of(desk.state(), "陈静", day)
    assert [(m.number, m.mark.code, m.shift) for m in open_] == [
        (swap.id, "swap_unapproved", "晚班"),
        (swap.id, "deserted", "晚班"),
    ]
    excuse(desk, swap.id, "deserted", who(desk, "高建国"), "母亲急诊", PIN)
    assert [m.mark.code for m in marks_of(desk.state(), "陈静", day)] == ["swap_unapproved"]
    hands.at("2026-12-09 08:00:00")
    found = month(desk, "陈静")
    assert (found.deserted.times, found.excused) == (0, 1)
    assert [n.mark.excused for n in found.marks] == ["", "母亲急诊"]


def test_a_private_swap_that_was_approved_afterwards_counts_as_excused(tmp_path: Path) -> None:
    """R-026."""
    desk, hands = station(tmp_path)
    hands.at("2026-12-08 16:24:00")
    sign_in(desk, who(desk, "刘洋"), for_person="陈静")
    (swap,) = desk.state().swaps
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, reason="陈静发烧")
    hands.at("2027-02-11 08:00:00")
    found = month(desk, "陈静")
    assert (found.deserted.times, found.excused) == (0, 2)


def test_urgent_swaps_are_counted_for_who_asked(tmp_path: Path) -> None:
    """R-180: also of somebody who has no other shift, and not before they are approved."""
    desk, hands = station(tmp_path)
    hands.at("2026-12-08 09:00:00")
    swap = ask(desk, urgent=True)
    assert month(desk, "陈静").urgent == 0
    boss, substitute = who(desk, "刘主管"), who(desk, "刘洋")
    approve_swap(desk, fresh(desk, swap), boss, PIN, substitute=substitute, reason="发烧")
    assert month(desk, "陈静").urgent == 1
    assert "  urgent swaps 1×" in tuple(month_lines(month_sheet(desk, DECEMBER)))


def test_a_recall_that_was_entered_late_is_no_mark_of_the_ill(tmp_path: Path) -> None:
    """R-287."""
    desk, hands = station(tmp_path)
    day, head = date(2026, 12, 8), who(desk, "高建国")
    grant_leave(
        desk, who(desk, "刘洋"), day, day,
        kind="rest", reason="轮休", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    hands.at("2026-12-08 17:00:00")
    done = recall_from_leave(desk, who(desk, "陈静"), who(desk, "刘洋"), (day,), head, "晕倒", PIN)
    assert [mark.code for mark in done.marks] == ["late_entry"]
    assert month(desk, "陈静").marks == () == marks_of(desk.state(), "陈静", day)


def test_who_goes_on_to_a_shift_of_his_own_stands_in_for_nobody_there(tmp_path: Path) -> None:
    """R-026: 赵敏 came for 李娜 in the morning; the evening is hers and 李娜's, who stays away."""
    desk, hands = station(tmp_path)
    add_roster(desk, Planned("2026-12-10", POST, "早班", "08:30", "16:30", ("李娜",)),
               Planned("2026-12-10", POST, "晚班", "16:30", "23:30", ("赵敏", "李娜")))  # fmt: skip
    hands.at("2026-12-10 08:25:00")
    zhao = who(desk, "赵敏")
    first = sign_in(desk, zhao, post=POST, shift="早班", for_person="李娜").attendance
    hands.at("2026-12-10 16:31:00")
    second = sign_in(desk, zhao).attendance
    assert [(a.shift, a.stands_in_for) for a in (first, second)] == [("早班", "李娜"), ("晚班", "")]
    hands.at("2026-12-11 08:00:00")
    found = month(desk, "李娜")
    assert (found.replaced, found.absent) == (1, 2)


def opened_late(path: Path) -> tuple[Desk, Hands]:
    """Make a hotel whose records begin at noon of 10 December, with a roster of all December."""
    night = ("20:00", "08:00", ("何强",))
    lines = [Planned(f"2026-12-{n:02}", "酒店", "夜班", *night) for n in range(1, 32)]
    heads = [
        Planned(f"2026-12-{n:02}", "", "", "08:00", "20:00", ("高总",), role="leader")
        for n in range(1, 32)
    ]
    names = (("何强", "员工", "duty"), ("高总", "经理", "leader"))
    return set_up(path / "hotel", "hotel", names, (*lines, *heads), at="2026-12-10 12:00:00")


def test_nobody_was_missed_before_the_records_began(tmp_path: Path) -> None:
    """R-206, R-253, R-321: what was on the 1st to the 9th nobody can know."""
    desk, hands = opened_late(tmp_path)
    hands.at("2026-12-10 20:30:00")
    sign_in(desk, who(desk, "何强"))
    hands.at("2026-12-10 21:00:00")
    found = month_sheet(desk, DECEMBER)
    (post,) = found.posts
    assert [(f"{s.start:%d %H:%M}", f"{s.end:%d %H:%M}") for s in post.spans] == [
        ("10 12:00", "10 20:00"),
        ("10 20:00", "10 20:30"),
    ]
    assert post.seconds == (8 * 60 + 30) * 60
    assert (month(desk, "何强").planned, month(desk, "何强").absent) == (31, 0)
    hands.at("2027-01-20 12:00:00")
    assert month(desk, "何强").absent == 21


def test_a_station_that_is_older_counts_from_the_first_on(tmp_path: Path) -> None:
    """R-206: also where the roster came only in the month."""
    desk, hands = set_up(
        tmp_path / "hotel", "hotel", (("何强", "员工", "duty"),), (
            Planned("2026-11-30", "酒店", "夜班", "20:00", "08:00", ("何强",)),
        ), at="2026-11-30 10:00:00",
    )  # fmt: skip
    hands.at("2026-12-03 10:00:00")
    add_roster(desk, Planned("2026-12-03", "酒店", "夜班", "20:00", "08:00", ("何强",)))
    (post,) = month_sheet(desk, DECEMBER).posts
    assert f"{post.spans[0].start:%d %H:%M}" == "01 08:00"


def test_the_whole_station_is_summed_under_its_people(tmp_path: Path) -> None:
    """R-321, R-286: times and minutes of everybody together; one person's sheet has no sum."""
    desk, hands = station(tmp_path)
    grant_leave(
        desk, who(desk, "刘洋"), date(2026, 11, 29), date(2026, 12, 2),
        kind="rest", reason="轮休", studied=(date(2026, 12, 1),),
        leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    for clock, name in (("08:40:00", "李娜"), ("16:50:00", "陈静")):
        hands.at(f"2026-12-08 {clock}")
        sign_in(desk, who(desk, name))
    hands.at("2026-12-09 07:00:00")
    whole = month_sheet(desk, DECEMBER)
    assert whole.total is not None
    assert (whole.total.planned, whole.total.done) == (6, 2)
    assert (whole.total.late.times, whole.total.late.seconds) == (2, 30 * 60)
    assert (whole.total.days_off, whole.total.studied) == (2, 1)
    assert whole.total.actual_seconds == sum(p.actual_seconds for p in whole.people)
    lines = list(month_lines(whole))
    place = lines.index("Together, 4 people planned 6 (45 h 0 min) done 2 (14 h 30 min)")
    assert lines[place + 1 : place + 3] == ["  late 2× (30 min)", "  days of leave 2×"]
    alone = tuple(month_lines(whole.of("刘洋")))
    assert alone[1:] == ("  days of leave 2×", "  of them study 1×")
