"""A-06, A-23 and the five ways of swapping: asked, agreed, decided, and what the roster says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.edit import lock_shifts, place_person
from dutyroom.desk.roster.export import versions_before
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.swaps.decide import approve_swap, reject_swap
from dutyroom.desk.swaps.leave import grant_leave, note_sick
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.desk.swaps.requests import (
    SwapRequest,
    consent_to_swap,
    note_notice,
    request_swap,
    withdraw_swap,
)
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.facts import leave as leave_days
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance, Leave
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.roster.check import check_roster
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.candidates import candidates_for, unfitness
from dutyroom.i18n import speaking
from dutyroom.words.codes import mark_words
from dutyroom.words.swaps import swap_line
from tests.cli.spoken import Line
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.swaps import PEOPLE, POST, ask, evening, fresh, on, station, version, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre on 1 December: a supervisor assigns, one calendar day ahead."""
    return station(tmp_path)


def test_the_roster_stands_until_the_supervisor_has_assigned_somebody(
    centre: tuple[Desk, Hands],
) -> None:
    """R-123, R-124, R-125: then it is the next version, in one write."""
    desk, _hands = centre
    swap = ask(desk)
    assert on(desk, evening(8)) == ("陈静",)
    assert [o.code for o in alarms.obligations(desk) if o.ref == swap.id] == ["swap_request"]
    with pytest.raises(Wrong, match="Name who takes"):
        approve_swap(desk, swap, who(desk, "刘主管"), PIN)
    with pytest.raises(Refused, match="decided by"):
        approve_swap(desk, swap, who(desk, "高建国"), PIN, substitute=who(desk, "刘洋"))
    before = version(desk)
    done = approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    assert on(desk, evening(8)) == ("刘洋",)
    assert (done.status, done.version, version(desk)) == ("effective", before + 1, before + 1)
    assert [r.by for r in desk.ledger.history(swap.id)] == ["陈静", "刘主管"]


@pytest.mark.parametrize(
    ("clock", "in_time"), [("2026-12-07 23:58:00", True), ("2026-12-08 00:03:00", False)]
)
def test_the_lead_is_counted_by_calendar_dates(
    centre: tuple[Desk, Hands], clock: str, in_time: bool
) -> None:
    """R-180: asked early, but approved at three past midnight, it came too late."""
    desk, hands = centre
    swap = ask(desk)
    hands.at(clock)
    boss, substitute = who(desk, "刘主管"), who(desk, "刘洋")
    if in_time:
        assert approve_swap(desk, swap, boss, PIN, substitute=substitute).status == "effective"
        return
    assert rules.stage(desk.state(), swap, desk.profile, desk.now()) == "expired"
    with pytest.raises(Refused, match="in time"):
        approve_swap(desk, swap, boss, PIN, substitute=substitute)
    assert on(desk, evening(8)) == ("陈静",)


def test_an_urgent_one_needs_the_approvers_reason(centre: tuple[Desk, Hands]) -> None:
    """R-180."""
    desk, hands = centre
    hands.at("2026-12-08 09:00:00")
    with pytest.raises(Refused, match="urgent"):
        ask(desk)
    swap = ask(desk, urgent=True)
    boss, substitute = who(desk, "刘主管"), who(desk, "刘洋")
    with pytest.raises(Wrong, match="urgent swap needs the reason"):
        approve_swap(desk, swap, boss, PIN, substitute=substitute)
    done = approve_swap(desk, swap, boss, PIN, substitute=substitute, reason="发烧")
    assert (done.status, done.urgent, done.decision) == ("effective", True, "发烧")


def test_the_supervisor_arranges_an_exchange(centre: tuple[Desk, Hands]) -> None:
    """R-181: asked for with nobody named; both shifts change hands in one step, or neither."""
    desk, hands = centre
    boss, taker = who(desk, "刘主管"), who(desk, "赵敏")
    swap = ask(desk)
    with pytest.raises(Wrong, match="not a shift of 赵敏"):
        approve_swap(desk, swap, boss, PIN, substitute=taker, other=evening(9))
    before = version(desk)
    done = approve_swap(desk, swap, boss, PIN, substitute=taker, other=evening(10))
    assert (done.kind, done.status, done.other) == ("exchange", "effective", evening(10))
    assert (on(desk, evening(8)), on(desk, evening(10))) == (("赵敏",), ("陈静",))
    assert version(desk) == before + 1

    late = ask(desk, 9)
    hands.at("2026-12-08 09:00:00")
    morning = ShiftRef(date(2026, 12, 8), POST, "早班")
    with pytest.raises(Refused, match="calendar days before"):
        approve_swap(desk, late, boss, PIN, substitute=who(desk, "李娜"), other=morning)
    assert on(desk, morning) == ("李娜",)


def test_nobody_takes_a_shift_without_rest(centre: tuple[Desk, Hands]) -> None:
    """C-05: 李娜 has the morning of that day."""
    desk, _hands = centre
    swap = ask(desk)
    with pytest.raises(Refused, match="less than 8 h of rest"):
        approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "李娜"))


def test_who_could_take_it_is_ranked(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    found = rules.line_of(desk.state(), evening(8))
    assert found is not None
    ranked = candidates_for(desk.state(), desk.profile, found[1])
    names = [(one.person.name, one.month, one.can) for one in ranked]
    assert names == [
        ("刘主管", 0, True),
        ("刘洋", 0, True),
        ("赵敏", 2, True),
        ("保安甲", 0, True),
        ("李娜", 2, False),
    ]
    assert [v.code for v in ranked[3].against] == ["ineligible_rank"]


def test_an_exchange_changes_both_shifts_or_none(tmp_path: Path) -> None:
    """R-181: 陈静's evening of the 8th against 赵敏's evening of the 10th."""
    desk, _hands = station(tmp_path, mode="leader_approves")
    rules_ = replace(desk.profile.swap, approver_roles=("leader",))
    desk.profile = replace(desk.profile, swap=rules_)
    morning = ShiftRef(date(2026, 12, 10), POST, "早班")
    with pytest.raises(Refused, match="rest"):
        ask(desk, substitute=who(desk, "李娜"), other=morning)
    with pytest.raises(Wrong, match="not a shift of"):
        ask(desk, substitute=who(desk, "刘洋"), other=morning)
    swap = ask(desk, substitute=who(desk, "赵敏"), other=evening(10))
    before = version(desk)
    approve_swap(desk, swap, who(desk, "高建国"), PIN)
    assert (on(desk, evening(8)), on(desk, evening(10))) == (("赵敏",), ("陈静",))
    assert version(desk) == before + 1


def test_arranged_by_themselves_it_waits_for_both_notices_and_the_consent(tmp_path: Path) -> None:
    """R-069: until then the roster stands, and R-026 applies."""
    desk, _hands = station(tmp_path, mode="self_arranged")
    desk.profile = replace(
        desk.profile,
        swap=replace(desk.profile.swap, notices=("综合办公室", "带班领导"), causes=("special",)),
    )
    with pytest.raises(Wrong, match="No cause"):
        ask(desk, substitute=who(desk, "刘洋"))
    swap = ask(desk, substitute=who(desk, "刘洋"), cause="special")
    swap = note_notice(desk, swap, "综合办公室", by="陈静")
    swap = consent_to_swap(desk, swap, who(desk, "刘洋"), PIN)
    assert (swap.status, on(desk, evening(8))) == ("waiting", ("陈静",))
    assert [str(m) for m in rules.missing(swap, desk.profile)] == ["A notice to 带班领导"]
    swap = note_notice(desk, swap, "带班领导", by="陈静")
    assert (swap.status, on(desk, evening(8))) == ("effective", ("刘洋",))


def test_agreed_between_two_one_notice_is_enough(tmp_path: Path) -> None:
    """R-389, R-390: both PINs, and the security office or the leader."""
    desk, _hands = station(tmp_path, mode="agree_notify")
    desk.profile = replace(
        desk.profile,
        swap=replace(desk.profile.swap, notices=("安全保卫处", "带班领导"), notices_needed="one"),
    )
    swap = ask(desk, substitute=who(desk, "刘洋"))
    swap = consent_to_swap(desk, swap, who(desk, "陈静"), PIN)
    with pytest.raises(Wrong, match="PIN"):
        consent_to_swap(desk, swap, who(desk, "刘洋"), "0000")
    swap = consent_to_swap(desk, swap, who(desk, "刘洋"), PIN)
    assert swap.status == "waiting"
    assert note_notice(desk, swap, "带班领导", by="陈静").status == "effective"


DELEGATION: dict[str, Any] = {
    "document": "2026-07",
    "dated": date(2026, 11, 30),
    "qualification": "物业助理",
}


def test_a_written_delegation_names_number_date_and_qualification(tmp_path: Path) -> None:
    """R-376: without any of them it is not accepted; its days are the shift's if no other."""
    desk, _hands = station(tmp_path, mode="written_delegation")
    for without, words in (
        ("document", "number of the written delegation"),
        ("dated", "date of the written delegation"),
        ("qualification", "what qualifies"),
    ):
        rest = {name: value for name, value in DELEGATION.items() if name != without}
        with pytest.raises(Wrong, match=words):
            ask(desk, substitute=who(desk, "刘洋"), **rest)
    with pytest.raises(Wrong, match="lies ahead"):
        ask(desk, substitute=who(desk, "刘洋"), **DELEGATION | {"dated": date(2026, 12, 2)})
    done = ask(desk, substitute=who(desk, "刘洋"), **DELEGATION)
    assert (done.status, on(desk, evening(8))) == ("effective", ("刘洋",))
    assert done.delegated == (date(2026, 12, 8), date(2026, 12, 8))
    words = "delegation 2026-07 of 2026-11-30 for 12-08, 物业助理"
    assert words in swap_line(desk, done)


def test_a_delegation_covers_the_shift(tmp_path: Path) -> None:
    """R-376: from and to."""
    desk, _hands = station(tmp_path, mode="written_delegation")
    early = DELEGATION | {"delegated": (date(2026, 12, 1), date(2026, 12, 7))}
    with pytest.raises(Wrong, match="from 2026-12-01 to 2026-12-07: the shift lies outside"):
        ask(desk, substitute=who(desk, "刘洋"), **early)
    wide = DELEGATION | {"delegated": (date(2026, 12, 7), date(2026, 12, 9))}
    assert ask(desk, substitute=who(desk, "刘洋"), **wide).status == "effective"


def test_any_words_are_no_qualification(tmp_path: Path) -> None:
    """R-376: who is delegated holds it by the list of people, and it is the role's."""
    desk, _hands = station(tmp_path, mode="written_delegation")
    with pytest.raises(Refused, match="刘洋 does not hold 项目经理证 by the list of people"):
        ask(desk, substitute=who(desk, "刘洋"), **DELEGATION | {"qualification": "项目经理证"})
    people.move_person(desk, who(desk, "刘洋"), qualifications=("项目经理证",))
    with pytest.raises(Refused, match="项目经理证 does not qualify for the duty of 物业助理"):
        ask(desk, substitute=who(desk, "刘洋"), **DELEGATION | {"qualification": "项目经理证"})
    taken = {"物业助理": ("项目经理证",)}
    desk.profile = replace(desk.profile, swap=replace(desk.profile.swap, qualifications=taken))
    done = ask(desk, substitute=who(desk, "刘洋"), **DELEGATION | {"qualification": "项目经理证"})
    assert (done.status, on(desk, evening(8))) == ("effective", ("刘洋",))


def test_a_higher_rank_qualifies_for_a_lower_one_and_not_the_other_way(tmp_path: Path) -> None:
    desk, _hands = station(tmp_path, mode="written_delegation")
    desk.profile = replace(desk.profile, ranks=("管理员", "物业助理"))
    people.move_person(desk, who(desk, "刘洋"), rank="管理员")
    higher = DELEGATION | {"qualification": "管理员"}
    assert ask(desk, substitute=who(desk, "刘洋"), **higher).status == "effective"
    people.move_person(desk, who(desk, "赵敏"), rank="管理员")
    ref = ShiftRef(date(2026, 12, 9), POST, "早班")
    asked = replace(SwapRequest(reason="家中有事", cause="private"), substitute=who(desk, "李娜"))
    asked = replace(asked, **DELEGATION)
    with pytest.raises(Refused, match="物业助理 does not qualify for the duty of 管理员"):
        request_swap(desk, who(desk, "赵敏"), ref, asked)


def test_a_delegation_is_typed_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R-376: on a site, by its own profile."""
    day = "2026-12-08"
    set_up(
        tmp_path / "site",
        "site",
        (("李强", "项目经理", "duty"), ("方敏", "监理", "duty")),
        (Planned(day, "工地", "24小时", "08:00", "08:00", ("李强",)),),
        at="2026-12-01 10:00:00",
    )
    typed = Line(tmp_path / "site", capsys)

    def asked(qualification: str, *more: str) -> str:
        words = ("--to", "方敏", "--document", "S-7", "--qualification", qualification, *more)
        said = typed(
            "swap",
            "ask",
            "李强",
            day,
            "--reason",
            "病",
            "--cause",
            "sick",
            *words,
            at="2026-12-01 10:00",
        )
        return said.out + said.err

    assert "Give the date of the written delegation" in asked("监理")
    dated = ("--dated", "2026-11-30", "--delegated", "2026-12-08", "2026-12-10")
    assert "监理 does not qualify for the duty of 项目经理" in asked("监理", *dated)
    held = typed(
        "people", "change", "方敏", "--qualified", "项目经理", "--pin", PIN, at="2026-12-01 10:00"
    )
    assert "项目经理" in held.out, held.err
    assert "delegation S-7 of 2026-11-30 for 12-08–12-10, 项目经理" in asked("项目经理", *dated)


def test_no_leave_from_a_shift_that_has_begun(tmp_path: Path) -> None:
    """R-070: in the company's profile."""
    desk, hands = station(tmp_path, mode="leader_approves")
    desk.profile = replace(desk.profile, leave_policy="none_in_duty")
    hands.at("2026-12-08 17:00:00")
    with pytest.raises(Refused, match="has begun"):
        ask(desk, substitute=who(desk, "刘洋"), urgent=True)


def test_a_request_can_be_turned_down_or_taken_back(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    swap = ask(desk)
    with pytest.raises(Wrong, match="open request"):
        ask(desk)
    with pytest.raises(Wrong, match="reason"):
        reject_swap(desk, swap, who(desk, "刘主管"), PIN, " ")
    swap = reject_swap(desk, swap, who(desk, "刘主管"), PIN, "人手不够")
    with pytest.raises(Wrong, match="decided already"):
        withdraw_swap(desk, swap, who(desk, "陈静"))
    again = ask(desk)
    assert withdraw_swap(desk, again, who(desk, "陈静")).status == "withdrawn"
    assert on(desk, evening(8)) == ("陈静",)


def test_a_private_arrangement_is_seen_and_can_be_approved_afterwards(
    centre: tuple[Desk, Hands],
) -> None:
    """A-06: the post is manned, the marks stand, the supervisor lifts them in sight."""
    desk, hands = centre
    hands.at("2026-12-08 08:25:00")
    sign_in(desk, who(desk, "李娜"))
    hands.at("2026-12-08 16:24:00")
    came = sign_in(desk, who(desk, "刘洋"), for_person="陈静").attendance
    assert came.post == POST
    assert [mark.code for mark in came.marks] == ["substitute_unapproved"]
    (swap,) = desk.state().swaps
    assert (swap.kind, swap.applicant, [m.code for m in swap.marks]) == (
        "unapproved",
        "陈静",
        ["swap_unapproved", "deserted"],
    )
    alarm = next(o for o in alarms.obligations(desk) if o.code == "swap_unapproved")
    assert (alarm.standing, alarm.who) == ("due", ("刘主管",))
    assert on(desk, evening(8)) == ("陈静",)

    hands.at("2026-12-08 17:10:00")
    with pytest.raises(Wrong, match="reason"):
        approve_swap(desk, swap, who(desk, "刘主管"), PIN)
    done = approve_swap(desk, swap, who(desk, "刘主管"), PIN, reason="陈静发烧")
    assert done.status == "excused"
    assert [(m.code, m.excused) for m in done.marks] == [
        ("swap_unapproved", "陈静发烧"),
        ("deserted", "陈静发烧"),
    ]
    attendance = next(a for a in desk.state().attendances if a.person == "刘洋")
    assert [(m.code, m.excused) for m in attendance.marks] == [
        ("substitute_unapproved", "陈静发烧")
    ]
    with speaking("zh"):
        said = [mark_words(mark) for mark in (done.marks[0], *attendance.marks)]
    assert said == ["擅自调班 （已补批：陈静发烧）", "代班未批 陈静 （已补批：陈静发烧）"]
    for kept in (done, attendance):
        first = desk.ledger.history(kept.id)[0].record
        assert isinstance(first, Swap | Attendance)
        assert first.marks and not [mark for mark in first.marks if mark.excused]
    assert on(desk, evening(8)) == ("陈静",)
    assert not [o for o in alarms.obligations(desk) if o.code == "swap_unapproved"]


def test_an_approved_substitute_signs_in_like_anybody(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    swap = ask(desk)
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    hands.at("2026-12-08 16:24:00")
    came = sign_in(desk, who(desk, "刘洋"), for_person="陈静").attendance
    assert came.marks == ()
    assert rules.stage(desk.state(), fresh(desk, swap), desk.profile, desk.now()) == "done"


def gaps_of(desk: Desk) -> list[str]:
    """Return the hours without anybody; this roster has none by day."""
    roster = desk.state().published()[-1]
    people = desk.state().people
    found = check_roster(roster, desk.profile, desk.calendar, people, desk.zone)
    return [str(finding.sentence) for finding in found if finding.code == "gap"]


def school(path: Path) -> tuple[Desk, Hands]:
    """Return the school in the rotation of A-23: 林凡 on duty all week."""
    people = tuple(
        (name, "教师", "duty leader" if name == "校长" else "duty")
        for name in ("林凡", "苏婷", "李玲", "校长")
    )
    week = tuple(
        Planned(f"2027-01-{day}", "值班室", "白班", "08:00", "18:00", ("林凡",))
        for day in range(25, 32)
    )
    return set_up(path / "school", "school", people, week, at="2027-01-20 09:00:00")


def test_illness_in_the_rotation_calls_a_colleague_back(tmp_path: Path) -> None:
    """A-23: two days are owed, the course gives none, and nobody is absent without leave."""
    desk, hands = school(tmp_path)
    head = who(desk, "校长")
    first, last = date(2027, 1, 25), date(2027, 1, 29)
    leave = grant_leave(
        desk, who(desk, "苏婷"), first, last,
        kind="rest", reason="轮休", leader=head, studied=(date(2027, 1, 26),), pin=PIN,
    )  # fmt: skip
    with pytest.raises(Wrong, match="already"):
        grant_leave(
            desk, who(desk, "苏婷"), last, last, kind="rest", reason="再休", leader=head, pin=PIN
        )
    with pytest.raises(Wrong, match="reason"):
        grant_leave(
            desk, who(desk, "李玲"), last, last, kind="rest", reason=" ", leader=head, pin=PIN
        )
    other = grant_leave(
        desk, who(desk, "李玲"), first, last, kind="rest", reason="轮休", leader=head, pin=PIN
    )
    hands.at("2027-01-27 07:00:00")
    days = (date(2027, 1, 27), date(2027, 1, 28))
    before, gaps = version(desk), gaps_of(desk)
    done = recall_from_leave(
        desk, who(desk, "林凡"), who(desk, "苏婷"), days, head, "林凡发烧", PIN
    )
    noted = note_sick(desk, other, days[1], by="李玲", pin=PIN)
    with pytest.raises(Wrong, match="already"):
        note_sick(desk, noted, days[1], by="李玲", pin=PIN)

    assert (done.kind, done.marks, version(desk)) == ("recall", (), before + 1)
    roster = desk.state().published()[-1]
    assert [line.people[0].person for line in roster.lines] == [
        "林凡", "林凡", "苏婷", "苏婷", "林凡", "林凡", "林凡",
    ]  # fmt: skip
    assert gaps_of(desk) == gaps
    hands.at("2027-01-30 20:00:00")
    sheet = {p.name: p for p in month_sheet(desk, first.replace(day=1)).people}
    assert (sheet["林凡"].awol, sheet["林凡"].planned, sheet["苏婷"].planned) == (0, 5, 2)
    off = [(p.days_off, p.studied, p.owed) for p in (sheet["林凡"], sheet["苏婷"], sheet["李玲"])]
    assert off == [(0, 0, 0), (3, 1, 2), (5, 0, 0)]
    kept = {leave.person: leave for leave in desk.state().leaves}
    assert leave.id == kept["苏婷"].id
    assert leave_days.balance(kept["苏婷"], date(2027, 1, 30)) == leave_days.Balance(5, 3, 2)
    assert kept["苏婷"].studied == (date(2027, 1, 26),) and kept["苏婷"].recalled == days
    assert kept["李玲"].sick == (days[1],) and kept["李玲"].recalled == ()
    assert leave_days.balance(kept["李玲"], date(2027, 1, 30)) == leave_days.Balance(5, 5, 0)


def test_leave_is_granted_by_who_decides_swaps_with_the_pin(tmp_path: Path) -> None:
    """R-123: a colleague is refused, and the refusal is kept."""
    desk, _hands = school(tmp_path)
    head, day = who(desk, "校长"), date(2027, 1, 27)

    def grant(leader: Person, pin: str) -> Leave:
        return grant_leave(
            desk, who(desk, "苏婷"), day, day, kind="rest", reason="轮休", leader=leader, pin=pin
        )

    with pytest.raises(Refused, match="校长 may do that; 林凡 may not"):
        grant(who(desk, "林凡"), PIN)
    (kept,) = desk.state().refusals
    assert (kept.person, kept.about, kept.proved) == ("林凡", "苏婷", True)
    with pytest.raises(Wrong, match="not the PIN"):
        grant(head, "9999")
    assert not desk.state().leaves
    assert grant(head, PIN).granted_by == "校长"


def test_a_recall_after_the_shift_began_is_entered_late(tmp_path: Path) -> None:
    desk, hands = school(tmp_path)
    head, day = who(desk, "校长"), date(2027, 1, 27)
    grant_leave(desk, who(desk, "苏婷"), day, day, kind="rest", reason="轮休", leader=head, pin=PIN)
    hands.at("2027-01-27 10:00:00")
    done = recall_from_leave(desk, who(desk, "林凡"), who(desk, "苏婷"), (day,), head, "晕倒", PIN)
    assert [mark.code for mark in done.marks] == ["late_entry"]


@pytest.mark.parametrize(
    ("shift", "end", "nights"),
    [("下午", "00:00", []), ("夜里", "00:01", ["night_exempt"])],
)
def test_a_night_is_what_the_checker_calls_one(
    tmp_path: Path, shift: str, end: str, nights: list[str]
) -> None:
    """R-198: a shift to midnight is none, one past it is."""
    desk, _hands = set_up(
        tmp_path / "station",
        "property-centre",
        PEOPLE,
        (Planned("2026-12-08", "门岗", shift, "16:00", end, ("陈静",)),),
        at="2026-12-01 10:00:00",
    )
    exempt = replace(who(desk, "刘洋"), night_exempt="不值夜班")
    found = rules.line_of(desk.state(), ShiftRef(date(2026, 12, 8), "门岗", shift))
    assert found is not None
    judged = unfitness(desk.state(), desk.profile, exempt, found[1])
    assert [v.code for v in judged] == nights
    line = replace(found[1], people=(replace(found[1].people[0], person="刘洋"),))
    roster = replace(found[0], lines=(line,))
    people = {"刘洋": exempt}
    checked = check_roster(roster, desk.profile, desk.calendar, people, desk.zone)
    assert [f.code for f in checked if f.code == "night_exempt"] == nights


def without_chief(profile: Profile) -> Profile:
    """The rules as they are, but for the chief: his lines are not what this is about."""
    return replace(profile, roster=replace(profile.roster, chief_per_date=0))


def test_a_draft_begun_before_a_swap_does_not_take_it_back(centre: tuple[Desk, Hands]) -> None:
    """R-124, R-192: published later it keeps the swap, as a version of its own."""
    desk, _hands = centre
    desk.profile = without_chief(desk.profile)
    swap = ask(desk)
    in_force = desk.state().published()[-1]
    draft = lock_shifts(desk, in_force, who(desk, "李娜"), date(2026, 12, 8))
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    draft = next(r for r in desk.state().rosters if r.id == draft.id)
    done = publish_roster(desk, draft, by="刘主管", pin=PIN)
    assert on(desk, evening(8)) == ("刘洋",)
    assert done.version == in_force.version + 2
    assert [r.version for r in versions_before(desk, done)] == [1, 2]
    morning = next(line for line in done.lines if line.day.day == 8 and line.shift == "早班")
    assert morning.people[0].locked


def test_a_draft_that_changes_the_same_shift_is_asked_about(centre: tuple[Desk, Hands]) -> None:
    """R-192: nobody else's decision is taken back unasked."""
    desk, _hands = centre
    desk.profile = without_chief(desk.profile)
    swap = ask(desk)
    in_force = desk.state().published()[-1]
    moved = ("陈静", evening(8))
    draft = place_person(desk, in_force, who(desk, "赵敏"), evening(8), instead_of=moved)
    approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    draft = next(r for r in desk.state().rosters if r.id == draft.id)
    with pytest.raises(Wrong, match="v2 came in force"):
        publish_roster(desk, draft, by="刘主管", pin=PIN)
    publish_roster(desk, draft, by="刘主管", pin=PIN, over=True)
    assert on(desk, evening(8)) == ("赵敏",)
