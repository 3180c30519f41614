"""What no form foresees: helpers, a relief who never comes, a closing forgotten, two shifts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.find import handover_now, look_at_handover
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.patrol.paper_rounds import enter_paper_round
from dutyroom.desk.patrol.rounds import (
    answer_point,
    find_route,
    finish_round,
    start_round,
    walking_round,
)
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release, sign_out
from dutyroom.desk.roster import publish
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station.opening import beat, open_room
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.facts.slots import Slot, around
from dutyroom.domain.log.items import open_items
from dutyroom.domain.patrol.rounds import tally, windows
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance
from dutyroom.domain.records.roster import Roster
from tests.stations.hotel import hotel
from tests.stations.making import PIN, Hands, Planned, set_up

POST, BOSS = "管理处", "刘主管"


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre with 李娜 on since 08:25 on 2 December; 陈静 has both shifts of the 3rd."""
    desk, hands = set_up(
        tmp_path / "station",
        "property-centre",
        (
            ("李娜", "物业助理", "duty"),
            ("赵敏", "物业助理", "duty"),
            ("王二", "物业助理", "duty"),
            ("陈静", "物业助理", "duty"),
            (BOSS, "客户服务主管", "duty supervisor"),
        ),
        (
            Planned("2026-12-02", POST, "早班", "08:30", "16:30", ("李娜",)),
            Planned("2026-12-02", POST, "晚班", "16:30", "23:30", ("赵敏",)),
            Planned("2026-12-03", POST, "早班", "08:30", "16:30", ("陈静",)),
            Planned("2026-12-03", POST, "晚班", "16:30", "23:30", ("陈静",)),
        ),
        at="2026-12-02 08:25:00",
    )
    sign_in(desk, who(desk, "李娜"))
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def of(desk: Desk, name: str) -> Attendance:
    return [a for a in desk.state().attendances if a.person == name][-1]


def ready(desk: Desk, found: Handover) -> Handover:
    for tick in found.ticks:
        found = answer_line(desk, found, tick.code, True)
    for article in found.counts:
        found = count_article(desk, found, article.article, article.expected)
    return write_record(desk, found, ("无异常",))


def sign(desk: Desk, found: Handover, *names: str) -> Handover:
    for name in names:
        found = signing.sign(desk, found, who(desk, name), PIN)
    return found


def test_a_helper_who_came_after_the_handover_was_opened_leaves_with_it(
    centre: tuple[Desk, Hands],
) -> None:
    """R-133: nobody of the old shift stays on post."""
    desk, hands = centre
    hands.at("2026-12-02 16:10:00")
    found = start_handover(desk, POST)
    hands.at("2026-12-02 16:12:00")
    helper = sign_in(desk, who(desk, "王二"), post=POST, shift="早班").attendance
    assert [m.code for m in helper.marks] == ["not_rostered"]
    hands.at("2026-12-02 16:24:00")
    sign_in(desk, who(desk, "赵敏"))
    found = ready(desk, start_handover(desk, POST))
    hands.at("2026-12-02 16:30:00")
    sign(desk, found, "李娜", "赵敏")
    assert of(desk, "王二").left == of(desk, "李娜").left == of(desk, "赵敏").took_over
    hands.at("2026-12-02 23:20:00")
    assert start_handover(desk, POST).to_shift == ""


def test_a_relief_who_never_comes_keeps_nobody_for_ever(centre: tuple[Desk, Hands]) -> None:
    """R-099: when the relief's shift is over too the post may be closed."""
    desk, hands = centre
    hands.at("2026-12-02 16:20:00")
    first = start_handover(desk, POST)
    assert first.to_shift == "晚班"
    hands.at("2026-12-02 23:35:00")
    assert "handover" in [o.code for o in alarms.obligations(desk) if o.standing == "overdue"]
    closing = start_handover(desk, POST)
    assert (closing.to_shift, closing.outgoing) == ("", ("李娜",))
    assert handover_now(desk.state(), first).status == "stopped"


def test_a_leader_lets_somebody_go_with_pin_and_reason(centre: tuple[Desk, Hands]) -> None:
    """R-099: the refusal names who may decide; that word is kept."""
    desk, hands = centre
    hands.at("2026-12-02 18:00:00")
    with pytest.raises(Refused) as refused:
        sign_out(desk, who(desk, "李娜"))
    assert refused.value.verdicts[0].overridden_by == ("supervisor", "leader")
    with pytest.raises(Refused):
        release(desk, who(desk, "李娜"), who(desk, "赵敏"), "算了", PIN)
    with pytest.raises(Wrong):
        release(desk, who(desk, "李娜"), who(desk, BOSS), "", PIN)
    gone = release(desk, who(desk, "李娜"), who(desk, BOSS), "主管代守", PIN)
    assert [(m.code, m.note) for m in gone.marks][-1] == ("released", "主管代守")


def test_a_closing_that_was_forgotten_does_not_hold_up_the_morning(
    centre: tuple[Desk, Hands],
) -> None:
    """R-133: who comes answers for the post at once, and takes nothing over by another's word."""
    desk, hands = centre
    hands.at("2026-12-03 08:24:00")
    came = sign_in(desk, who(desk, "陈静")).attendance
    assert came.took_over == came.arrived
    closing = start_handover(desk, POST)
    assert closing.outgoing == ("陈静",)
    release(desk, who(desk, "李娜"), who(desk, BOSS), "忘记收岗", PIN)
    assert of(desk, "李娜").left is not None
    assert of(desk, "陈静").left is None


def test_two_shifts_on_end_go_over_into_each_other(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    release(desk, who(desk, "李娜"), who(desk, BOSS), "换人", PIN)
    hands.at("2026-12-03 08:24:00")
    sign_in(desk, who(desk, "陈静"))
    hands.at("2026-12-03 12:00:00")
    with pytest.raises(Wrong, match="signed in already"):
        sign_in(desk, who(desk, "陈静"))
    hands.at("2026-12-03 16:29:00")
    on = sign_in(desk, who(desk, "陈静")).attendance
    assert (on.shift, on.took_over, on.marks) == ("晚班", desk.now(), ())
    assert not [o for o in alarms.obligations(desk) if o.code == "relief"]
    hands.at("2026-12-03 23:25:00")
    assert start_handover(desk, POST).to_shift == ""


def test_only_who_was_expected_can_be_late_and_only_once(centre: tuple[Desk, Hands]) -> None:
    """R-001, R-183: a helper at noon is not absent without leave, nor who comes back from lunch."""
    desk, hands = centre
    hands.at("2026-12-02 12:00:00")
    helper = sign_in(desk, who(desk, "王二"), post=POST, shift="早班").attendance
    assert {m.code for m in helper.marks} == {"not_rostered"}
    sign_out(desk, who(desk, "李娜"), reason="午饭")
    hands.at("2026-12-02 12:40:00")
    assert sign_in(desk, who(desk, "李娜")).attendance.marks == ()


def test_a_relief_who_came_and_went_is_still_missed(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    hands.at("2026-12-02 16:24:00")
    sign_in(desk, who(desk, "赵敏"))
    hands.at("2026-12-02 16:26:00")
    sign_out(desk, who(desk, "赵敏"))
    hands.at("2026-12-02 16:31:00")
    relief = next(o for o in alarms.obligations(desk) if o.code == "relief")
    assert (relief.standing, len(relief.alarms)) == ("overdue", 1)


def test_an_answer_before_the_alarm_does_not_silence_it(centre: tuple[Desk, Hands]) -> None:
    """R-099: a reminder seen at 16:26 is no answer to nobody at 16:30."""
    desk, hands = centre
    hands.at("2026-12-02 16:26:00")
    relief = next(o for o in alarms.obligations(desk) if o.code == "relief")
    alarms.acknowledge(desk, relief.key, who(desk, "李娜"), "在路上")
    hands.at("2026-12-02 16:46:00")
    again = next(o for o in alarms.obligations(desk) if o.code == "relief")
    assert [f"{at:%H:%M}" for at in again.alarms] == ["16:30", "16:45"]
    with pytest.raises(Wrong):
        alarms.acknowledge(desk, relief.key, who(desk, "李娜"), " ")


def test_an_override_goes_for_what_blocked_then_and_nothing_later(
    centre: tuple[Desk, Hands],
) -> None:
    """R-140: an entrapment after the override blocks again."""
    desk, hands = centre
    hands.at("2026-12-02 16:20:00")
    found = start_handover(desk, POST)
    with pytest.raises(Wrong, match="No urgent work"):
        signing.override(desk, found, who(desk, BOSS), "放行", PIN)
    orders.new_order(desk, "水管爆裂", urgency="urgent")
    found = signing.override(desk, found, who(desk, BOSS), "抢修中", PIN)
    assert look_at_handover(desk, found).stage == "checking"
    later = orders.new_order(desk, "电梯困人", urgency="urgent")
    found = handover_now(desk.state(), found)
    assert look_at_handover(desk, found).stage == "blocked"
    blocking = next(v for v in look_at_handover(desk, found).obstacles if v.code == "critical_open")
    assert blocking.sentence.values == (("numbers", (later.id,)),)


def test_an_urgent_call_is_as_settled_as_its_order(centre: tuple[Desk, Hands]) -> None:
    """R-140: the order under control is enough; the call need not be closed wrongly."""
    desk, _hands = centre
    call = log.log_entry(desk, "call", log.Note(text="2栋漏水", urgency="urgent")).entry
    order = orders.new_order(desk, "查漏", urgency="urgent", source=call)
    found = start_handover(desk, POST)
    assert look_at_handover(desk, found).stage == "blocked"
    orders.move_order(desk, order, "controlled", "阀门已关")
    assert look_at_handover(desk, found).stage == "checking"


def test_items_passed_on_without_a_reason_are_shown_and_kept(centre: tuple[Desk, Hands]) -> None:
    """R-106, R-139: allowed with a warning that stays."""
    desk, hands = centre
    call = log.log_entry(desk, "call", log.Note(text="快递")).entry
    hands.at("2026-12-02 16:24:00")
    sign_in(desk, who(desk, "赵敏"))
    found = ready(desk, start_handover(desk, POST))
    with pytest.raises(Wrong):
        pass_item(desk, found, call.id)
    found = pass_item(desk, found, call.id, owner="赵敏")
    assert [v.level for v in look_at_handover(desk, found).obstacles] == ["warn"]
    done = sign(desk, found, "李娜", "赵敏")
    assert [m.code for m in done.marks] == ["no_reason"]


def test_nothing_more_is_written_to_what_is_closed(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    call = log.log_entry(desk, "call", log.Note(text="快递")).entry
    closed = log.close(desk, call, "已取")
    for act in (log.follow, log.close, log.void):
        with pytest.raises(Wrong, match="closed already"):
            act(desk, closed, "再写")


def slot_of(desk: Desk, post: str, shift: str) -> Slot:
    slots = around(desk.state(), desk.profile, desk.zone, desk.now())
    return next(s for s in slots if (s.post, s.shift) == (post, shift) and s.people)


def walk(desk: Desk, name: str, route: str = "") -> None:
    walked = start_round(desk, who(desk, name), route)
    chosen = find_route(desk.profile, walked.route)
    for point in chosen.points:
        walked = answer_point(desk, walked, point.id, "normal")
    finish_round(desk, walked)


def test_a_round_begun_and_never_finished_hides_no_miss(tmp_path: Path) -> None:
    """R-385: it serves its window only until the next one opens, and nobody signs with it open."""
    desk, hands = hotel(tmp_path / "hotel")
    hands.at("2026-12-11 19:58:00")
    sign_in(desk, who(desk, "何强"))
    hands.at("2026-12-11 21:02:00")
    start_round(desk, who(desk, "何强"))
    night = slot_of(desk, "酒店", "夜班")
    assert windows(desk.state(), night, desk.profile, desk.now())[0].standing == "walking"
    hands.at("2026-12-11 23:40:00")
    assert windows(desk.state(), night, desk.profile, desk.now())[0].standing == "overdue"
    found = start_handover(desk, "酒店")
    assert "round_open" in {v.code for v in look_at_handover(desk, found).obstacles}


def test_a_garden_walk_is_no_round_of_the_quota(centre: tuple[Desk, Hands]) -> None:
    """R-114, R-385: it is counted for itself, and sets no gap for the others."""
    desk, hands = centre
    hands.at("2026-12-02 09:30:00")
    walk(desk, "李娜", "花园巡查")
    hands.at("2026-12-02 09:40:00")
    walk(desk, "李娜", "全区巡视")
    count = tally(desk.state(), slot_of(desk, POST, "早班"), desk.profile, desk.now())
    assert (count.complete, count.short_gaps) == (1, 0)


def test_of_two_rounds_on_the_way_the_walker_is_named(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    hands.at("2026-12-02 09:30:00")
    sign_in(desk, who(desk, "王二"), post=POST, shift="早班")
    start_round(desk, who(desk, "李娜"))
    start_round(desk, who(desk, "王二"), "花园巡查")
    with pytest.raises(Wrong, match="李娜, 王二"):
        walking_round(desk.state())
    assert walking_round(desk.state(), "王二").route == "花园巡查"


def test_a_paper_round_must_have_been_walked_on_duty_and_only_once(
    centre: tuple[Desk, Hands],
) -> None:
    """States 5.6: after the shift it takes a supervisor."""
    desk, hands = centre
    at = hands.at("2026-12-02 12:00:00")
    with pytest.raises(Wrong, match="not on duty"):
        enter_paper_round(desk, who(desk, "李娜"), at.replace(hour=8, minute=0), "停电")
    enter_paper_round(desk, who(desk, "李娜"), at.replace(hour=9, minute=30), "停电")
    with pytest.raises(Wrong, match="is that round"):
        enter_paper_round(desk, who(desk, "李娜"), at.replace(hour=9, minute=35), "停电")
    release(desk, who(desk, "李娜"), who(desk, BOSS), "换人", PIN)
    late = at.replace(hour=11, minute=30)
    with pytest.raises(Refused, match="supervisor"):
        enter_paper_round(desk, who(desk, "李娜"), late, "停电")
    kept = enter_paper_round(desk, who(desk, "李娜"), late, "停电", by=BOSS)
    assert (kept.shift, kept.status) == ("早班", "late_entry")
    with desk.ledger.commit(at=desk.now(), by=BOSS, action="people.leave") as commit:
        commit.put(replace(who(desk, BOSS), left=date(2026, 12, 1)))
    with pytest.raises(Refused, match="supervisor"):
        enter_paper_round(desk, who(desk, "李娜"), at.replace(hour=10), "停电", by=BOSS)


def test_days_of_a_closed_program_are_all_looked_through(tmp_path: Path) -> None:
    """A-15: closed from the 11th to the 14th, each planned night is named."""
    desk, hands = hotel(tmp_path / "hotel")
    hands.at("2026-12-11 19:50:00")
    beat(desk)
    hands.at("2026-12-14 09:00:00")
    closure = open_room(desk)
    assert closure is not None
    nights = [key for key in closure.missed if "2026-12-11/酒店/夜班" in key]
    assert len(nights) == 4
    assert not [key for key in closure.missed if "2026-12-13" in key]


def test_publishing_again_brings_no_older_roster_back(centre: tuple[Desk, Hands]) -> None:
    """R-077: one version of a span is in force."""
    desk, _hands = centre
    (first,) = desk.state().rosters
    with desk.change("roster.compile", "office") as change:
        for version in (2, 3):
            number = change.number(Roster, first.first)
            change.put(replace(first, id=number, rev=0, state="draft", version=version))
    drafts = [r for r in desk.state().rosters if r.state == "draft"]
    with desk.change("roster.publish", "office") as change:
        publish._supersede(change, drafts[-1])
        change.put(replace(drafts[-1], state="published"))
    assert [r.version for r in desk.state().published()] == [3]
    with pytest.raises(Wrong, match="no draft"):
        publish_roster(desk, next(r for r in desk.state().rosters if r.version == 2))


def test_roles_and_numbers_are_kept_as_people_write_them(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    boss = people.set_roles(desk, who(desk, "王二"), ("duty", "supervisor"))
    assert boss.roles == ("duty", "supervisor")
    assert (
        people.change_phone(desk, boss, "１３９００００００１１", "office").phone == "13900000011"
    )


def test_the_result_of_an_order_stands_under_its_call(centre: tuple[Desk, Hands]) -> None:
    """States 5.3: finished work is told, and a closed order leaves no call open."""
    desk, _hands = centre
    call = log.log_entry(desk, "call", log.Note(text="水管漏水", room="7-302")).entry
    order = orders.new_order(desk, "水管漏水", source=call)
    order = orders.move_order(desk, order, "finished", "已换阀门")
    told = desk.state().entries[-1]
    assert (told.status, told.thread[-1].text) == ("following", f"{order.id} 已换阀门")
    orders.move_order(desk, order, "closed", "业主满意")
    assert desk.state().entries[-1].status == "closed"
    assert open_items(desk.state()) == ()
