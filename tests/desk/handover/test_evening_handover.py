"""A-01: an ordinary evening handover at the property centre."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import accept_difference, count_article, explain_difference
from dutyroom.desk.handover.find import current_handover, look_at_handover
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.patrol import inspections
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import away
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release, sign_out
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre

FIRST = date(2026, 12, 1)
LEFT_OPEN = ("LD-20261201-004", "LD-20261201-006", "LD-20261201-009")


@pytest.fixture
def evening(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre at 16:15 with 李娜 on post and three calls open."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:24:00")
    sign_in(desk, who(desk, "李娜"))
    for hour in range(9):
        hands.at(f"2026-12-01 {9 + hour // 2:02}:{hour % 2 * 30:02}:00")
        entry = log.log_entry(desk, "call", log.Note(text=f"来电{hour + 1}", caller="何先生")).entry
        if entry.id not in LEFT_OPEN:
            log.close(desk, entry, "已答复")
    hands.at("2026-12-01 16:15:00")
    return desk, hands


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def now(desk: Desk) -> Handover:
    return current_handover(desk.state(), "管理处")


def standing(desk: Desk, code: str) -> list[str]:
    return [o.standing for o in alarms.obligations(desk) if o.code == code]


def of(desk: Desk, person: str) -> Attendance:
    return next(a for a in desk.state().attendances if a.person == person)


def answer_all(desk: Desk, side: str) -> None:
    for tick in now(desk).ticks:
        if tick.side == side:
            by = now(desk).outgoing[0] if side == "outgoing" else now(desk).incoming[0]
            answer_line(desk, now(desk), tick.code, True, by=by)


def count_all(desk: Desk, *, but: str = "") -> None:
    for article in now(desk).counts:
        if article.article != but:
            count_article(desk, now(desk), article.article, article.expected, by="赵敏")


def ready(desk: Desk, hands: Hands) -> None:
    """Do everything up to the signatures: six articles counted, three calls passed on."""
    start_handover(desk, "管理处", by="李娜")
    answer_all(desk, "outgoing")
    hands.at("2026-12-01 16:24:40")
    sign_in(desk, who(desk, "赵敏"))
    start_handover(desk, "管理处", by="赵敏")
    answer_all(desk, "incoming")
    count_all(desk, but="手电")
    count_article(desk, now(desk), "手电", 0, by="赵敏")
    explain_difference(desk, now(desk), "手电", "送修", by="李娜")
    accept_difference(desk, now(desk), "手电", accepted=True, by="赵敏")
    for number in LEFT_OPEN:
        pass_item(desk, now(desk), number, owner="赵敏", reason="待回电", by="李娜")
    write_record(desk, now(desk), ("接来电9件，6件已办结",), by="李娜")


def test_a_quarter_of_an_hour_before_the_end_the_tidy_reminder_is_due(
    evening: tuple[Desk, Hands],
) -> None:
    """R-134: not a second before."""
    desk, hands = evening
    assert standing(desk, "tidy") == ["due"]
    hands.at("2026-12-01 16:14:59")
    assert standing(desk, "tidy") == ["soon"]


def test_two_signatures_end_one_shift_and_begin_the_next_at_the_same_second(
    evening: tuple[Desk, Hands],
) -> None:
    """R-127, R-128, R-130, R-133, R-138: no minute without a responsible person."""
    desk, hands = evening
    ready(desk, hands)
    hands.at("2026-12-01 16:29:10")
    signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    hands.at("2026-12-01 16:30:05")
    done = signing.sign(desk, now(desk), who(desk, "赵敏"), PIN)
    assert done.status == "complete"
    assert [f"{s.at:%H:%M:%S}" for s in (done.outgoing_signed, done.incoming_signed) if s] == [
        "16:29:10",
        "16:30:05",
    ]
    outgoing, incoming = of(desk, "李娜"), of(desk, "赵敏")
    assert outgoing.left == incoming.took_over
    assert f"{incoming.took_over:%H:%M:%S}" == "16:30:05"
    assert (outgoing.marks, incoming.marks) == ((), ())
    torch = next(c for c in done.counts if c.article == "手电")
    assert (torch.expected, torch.counted, torch.explanation, torch.accepted) == (
        1,
        0,
        "送修",
        True,
    )
    passed = [e for e in desk.state().entries if e.id in LEFT_OPEN]
    assert [(e.owner, e.handovers, e.status) for e in passed] == [("赵敏", 1, "open")] * 3


@pytest.mark.parametrize(
    ("arrival", "marks"),
    [
        ("16:24:40", ()),
        ("16:25:00", ()),
        ("16:27:00", (Mark("late_for_handover", 120),)),
        ("16:31:10", (Mark("late_for_handover", 370), Mark("late", 70))),
    ],
)
def test_a_relief_comes_five_minutes_early(
    evening: tuple[Desk, Hands], arrival: str, marks: tuple[Mark, ...]
) -> None:
    """R-126, R-001: late for the handover is not late for the shift."""
    desk, hands = evening
    hands.at(f"2026-12-01 {arrival}")
    assert sign_in(desk, who(desk, "赵敏")).attendance.marks == marks


def test_nothing_is_signed_while_a_line_is_open(evening: tuple[Desk, Hands]) -> None:
    """R-106, R-127, R-131: the refusal names what is missing, and nothing is written."""
    desk, hands = evening
    start_handover(desk, "管理处", by="李娜")
    hands.at("2026-12-01 16:24:40")
    sign_in(desk, who(desk, "赵敏"))
    start_handover(desk, "管理处", by="赵敏")
    with pytest.raises(Refused) as refused:
        signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    codes = {v.code for v in refused.value.verdicts}
    assert codes == {"item_unpassed", "tick_unanswered", "article_uncounted", "summary_empty"}
    assert now(desk).outgoing_signed is None


def test_a_missing_article_waits_for_its_explanation_and_for_the_relief(
    evening: tuple[Desk, Hands],
) -> None:
    """R-127, R-128: a difference cannot be left without both."""
    desk, hands = evening
    ready(desk, hands)
    count_article(desk, now(desk), "手电", 0, by="赵敏")
    found = look_at_handover(desk, now(desk)).obstacles
    assert [v.code for v in found] == ["article_unexplained"]
    explain_difference(desk, now(desk), "手电", "送修", by="李娜")
    assert [v.code for v in look_at_handover(desk, now(desk)).obstacles] == ["article_pending"]


def test_a_disputed_count_goes_to_the_supervisor(evening: tuple[Desk, Hands]) -> None:
    """R-128: the handover goes on, the difference stays open."""
    desk, hands = evening
    ready(desk, hands)
    accept_difference(desk, now(desk), "手电", accepted=False, by="赵敏")
    hands.at("2026-12-01 16:29:10")
    signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    hands.at("2026-12-01 16:30:05")
    done = signing.sign(desk, now(desk), who(desk, "赵敏"), PIN)
    assert Mark("count_disputed", note="手电") in done.marks
    told = desk.state().entries[-1]
    assert (told.kind, told.whom, told.status) == ("message", "刘建平", "open")
    assert "手电 0/1 送修" in told.text


def test_an_untidy_desk_is_shown_and_kept_but_stops_nobody(evening: tuple[Desk, Hands]) -> None:
    """R-134: unticked at signing is stored."""
    desk, hands = evening
    ready(desk, hands)
    answer_line(desk, now(desk), "桌椅干净", False, by="李娜")
    hands.at("2026-12-01 16:29:10")
    signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    hands.at("2026-12-01 16:30:05")
    done = signing.sign(desk, now(desk), who(desk, "赵敏"), PIN)
    assert done.marks == (Mark("untidy", note="桌椅干净"),)


def test_the_relief_does_not_sign_first_nor_a_stranger_at_all(
    evening: tuple[Desk, Hands],
) -> None:
    """R-133: outgoing first; the PIN is one's own."""
    desk, hands = evening
    ready(desk, hands)
    for name in ("赵敏", "刘建平"):
        with pytest.raises(Refused):
            signing.sign(desk, now(desk), who(desk, name), PIN)
    with pytest.raises(Wrong, match="not the PIN"):
        signing.sign(desk, now(desk), who(desk, "李娜"), "4321")
    assert now(desk).outgoing_signed is None


def test_a_relief_who_has_drunk_stops_the_handover_and_alarms_the_chief(
    evening: tuple[Desk, Hands],
) -> None:
    """R-074: the outgoing officer stays on post."""
    desk, hands = evening
    ready(desk, hands)
    answer_line(desk, now(desk), "fit:relief", False, note="疑似酒后", by="李娜")
    with pytest.raises(Refused) as refused:
        signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    assert [v.clause for v in refused.value.verdicts] == ["R-074"]
    hands.at("2026-12-01 16:30:00")
    alarm = next(o for o in alarms.obligations(desk) if o.code == "relief_unfit")
    assert (alarm.standing, alarm.who) == ("overdue", ("彭大勇",))
    assert of(desk, "李娜").left is None


def test_nobody_leaves_before_both_have_signed(evening: tuple[Desk, Hands]) -> None:
    """R-138: sign-out before the second signature is refused."""
    desk, hands = evening
    ready(desk, hands)
    hands.at("2026-12-01 16:30:00")
    with pytest.raises(Refused) as refused:
        sign_out(desk, who(desk, "李娜"))
    assert [v.clause for v in refused.value.verdicts] == ["R-138"]


def test_what_the_front_desk_keeps_is_not_asked_of_the_office(
    evening: tuple[Desk, Hands],
) -> None:
    """R-137: an open call of somebody who stays on duty at another post stays with them."""
    desk, hands = evening
    hands.at("2026-12-01 16:16:00")
    sign_in(desk, who(desk, "刘洋"))
    kept = log.log_entry(desk, "visit", log.Note(text="快递待取"), by="刘洋").entry
    start_handover(desk, "管理处", by="李娜")
    assert kept.id not in look_at_handover(desk, now(desk)).items
    assert set(LEFT_OPEN) <= set(look_at_handover(desk, now(desk)).items)


def close_post(desk: Desk, hands: Hands, clock: str) -> None:
    """Close the office at that time of the evening; 赵敏 is the last one there."""
    start_handover(desk, "管理处", by="赵敏")
    inspections.inspect_rest(desk, who(desk, "赵敏"))
    for number in LEFT_OPEN:
        pass_item(desk, now(desk), number, owner="李娜", reason="待回电", by="赵敏")
    answer_all(desk, "outgoing")
    write_record(desk, now(desk), ("无异常",), by="赵敏")
    hands.at(f"2026-12-01 {clock}")
    signing.sign(desk, now(desk), who(desk, "赵敏"), PIN)


@pytest.mark.parametrize(
    ("signed", "marks"),
    [("16:26:00", ()), ("16:25:00", ()), ("16:24:50", (Mark("left_early", 310),))],
)
def test_who_is_relieved_may_go_when_the_relief_has_to_be_there(
    evening: tuple[Desk, Hands], signed: str, marks: tuple[Mark, ...]
) -> None:
    """R-024, R-126: five minutes before the end; more is early all the same."""
    desk, hands = evening
    ready(desk, hands)
    hands.at("2026-12-01 16:24:45")
    signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    hands.at(f"2026-12-01 {signed}")
    signing.sign(desk, now(desk), who(desk, "赵敏"), PIN)
    assert of(desk, "李娜").marks == marks


@pytest.mark.parametrize(
    ("closed", "marks"),
    [("23:27:00", (Mark("left_early", 180),)), ("23:30:00", ()), ("23:30:20", ())],
)
def test_who_closes_the_post_before_its_end_leaves_early(
    evening: tuple[Desk, Hands], closed: str, marks: tuple[Mark, ...]
) -> None:
    """R-024: nobody comes after 赵敏, so the last five minutes are hers too."""
    desk, hands = evening
    ready(desk, hands)
    for name in ("李娜", "赵敏"):
        signing.sign(desk, now(desk), who(desk, name), PIN)
    hands.at("2026-12-01 23:10:00")
    close_post(desk, hands, closed)
    assert of(desk, "赵敏").marks == marks
    early = next(p for p in month_sheet(desk, FIRST).people if p.name == "赵敏").early
    assert early.times == len(marks)


def test_who_goes_while_a_colleague_of_the_same_shift_stays_is_early(
    evening: tuple[Desk, Hands],
) -> None:
    """R-024: 李娜 is still there at 16:27, but nobody came for 刘建平."""
    desk, hands = evening
    hands.at("2026-12-01 16:00:00")
    boss = who(desk, "刘建平")
    sign_in(desk, boss, post="管理处", shift="早班")
    hands.at("2026-12-01 16:27:00")
    assert Mark("left_early", 180) in sign_out(desk, boss).marks


def test_who_is_let_go_in_the_last_minutes_is_early(evening: tuple[Desk, Hands]) -> None:
    """R-024, R-099: the leader's word stands beside the mark."""
    desk, hands = evening
    hands.at("2026-12-01 16:27:00")
    gone = release(desk, who(desk, "李娜"), who(desk, "刘建平"), "赶末班车", PIN)
    assert [(m.code, m.seconds) for m in gone.marks] == [("left_early", 180), ("released", 0)]


def test_a_cover_of_another_post_is_not_let_go_by_the_signatures(
    evening: tuple[Desk, Hands],
) -> None:
    """R-268: 李娜 minds the front desk, which would stand empty."""
    desk, hands = evening
    sign_in(desk, who(desk, "刘洋"))
    back = hands.at("2026-12-01 17:00:00")
    hands.at("2026-12-01 16:16:00")
    away.go_away(
        desk, who(desk, "刘洋"), reason="取件", back=back, cover=who(desk, "李娜"), cover_pin=PIN
    )
    ready(desk, hands)
    with pytest.raises(Refused, match="刘洋 is away: nobody would stay at 前台"):
        signing.sign(desk, now(desk), who(desk, "李娜"), PIN)
    away.come_back(desk, who(desk, "刘洋"))
    for name in ("李娜", "赵敏"):
        signing.sign(desk, now(desk), who(desk, name), PIN)
    assert of(desk, "李娜").left == desk.now()
