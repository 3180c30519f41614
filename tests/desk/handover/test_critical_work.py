"""A-05: critical work is unfinished when the shift ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.find import current_handover, look_at_handover
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.now import now_view
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station import contacts
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.log import WorkOrder
from dutyroom.i18n import render
from tests.stations.making import PIN, Hands, Planned, set_up

POST, BURST = "管理处", "PG-20261202-003"


@pytest.fixture
def burst_pipe(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre at 16:30: all is ready but for a burst main."""
    desk, hands = set_up(
        tmp_path / "station",
        "property-centre",
        (
            ("李娜", "物业助理", "duty"),
            ("赵敏", "物业助理", "duty"),
            ("刘主管", "客户服务主管", "supervisor"),
        ),
        (
            Planned("2026-12-02", POST, "早班", "08:30", "16:30", ("李娜",)),
            Planned("2026-12-02", POST, "晚班", "16:30", "23:30", ("赵敏",)),
        ),
        at="2026-12-02 08:20:00",
    )
    sign_in(desk, find_person(desk.state(), "李娜"))
    for text in ("楼道灯不亮", "门禁失灵"):
        order = orders.new_order(desk, text, assignee="张师傅")
        orders.move_order(desk, order, "finished", "已修好")
    hands.at("2026-12-02 16:05:00")
    orders.new_order(desk, "2栋主供水管爆裂", urgency="urgent", assignee="维修 张师傅")
    hands.at("2026-12-02 16:24:00")
    sign_in(desk, find_person(desk.state(), "赵敏"))
    _answer_everything(desk)
    hands.at("2026-12-02 16:30:00")
    return desk, hands


def _answer_everything(desk: Desk) -> None:
    found = start_handover(desk, POST, by="李娜")
    for tick in found.ticks:
        found = answer_line(desk, found, tick.code, True)
    for article in found.counts:
        found = count_article(desk, found, article.article, article.expected)
    for number in look_at_handover(desk, found).items:
        found = pass_item(desk, found, number, owner="赵敏", reason="抢修中")
    write_record(desk, found, ("16:05 2栋主供水管爆裂",))


def now(desk: Desk) -> Handover:
    return current_handover(desk.state(), POST)


def order(desk: Desk) -> WorkOrder:
    return orders.find_order(desk.state(), BURST)


def sign(desk: Desk, name: str) -> Handover:
    return signing.sign(desk, now(desk), find_person(desk.state(), name), PIN)


@pytest.mark.parametrize("name", ["李娜", "赵敏"])
def test_the_handover_is_blocked_by_the_order_and_says_so(
    burst_pipe: tuple[Desk, Hands], name: str
) -> None:
    """R-140: whoever signs, the number of the order is named with who may override."""
    desk, _hands = burst_pipe
    with pytest.raises(Refused) as refused:
        sign(desk, "李娜")
    blocking = refused.value.verdicts[0]
    assert (blocking.clause, blocking.overridden_by) == ("R-140", ("supervisor", "leader"))
    assert BURST in render(blocking.sentence)
    assert look_at_handover(desk, now(desk)).stage == "blocked"
    with pytest.raises(Refused):
        sign(desk, name)


def test_both_are_on_post_meanwhile_and_nothing_urgent_is_blocked(
    burst_pipe: tuple[Desk, Hands],
) -> None:
    """R-013, R-140: 赵敏 assists; the panel opens and a call is logged."""
    desk, _hands = burst_pipe
    post = next(p for p in now_view(desk).posts if p.post == POST)
    assert [p.name for p in post.on] == ["李娜"]
    assert [p.name for p in post.arrived] == ["赵敏"]
    assert contacts.contact_panel(desk)[0].number == "110"
    assert log.log_entry(desk, "call", log.Note(text="2栋停水")).entry.status == "open"


def test_under_control_it_goes_through_and_the_overtime_is_kept(
    burst_pipe: tuple[Desk, Hands],
) -> None:
    """R-139, R-140: 16:52 the valve is shut, 16:55 both have signed."""
    desk, hands = burst_pipe
    hands.at("2026-12-02 16:52:00")
    orders.move_order(desk, order(desk), "controlled", "阀门已关")
    hands.at("2026-12-02 16:55:00")
    sign(desk, "李娜")
    done = sign(desk, "赵敏")
    assert (done.status, done.marks) == ("complete", ())
    first = next(a for a in desk.state().attendances if a.person == "李娜")
    assert first.marks == (Mark("held_over", 25 * 60),)
    assert (order(desk).owner, order(desk).status) == ("赵敏", "controlled")


def test_an_urgent_order_is_not_under_control_without_words(
    burst_pipe: tuple[Desk, Hands],
) -> None:
    """States 5.3: what was done in the meantime must be said."""
    desk, _hands = burst_pipe
    with pytest.raises(Refused, match="bring it under control"):
        orders.move_order(desk, order(desk), "controlled", "  ")
    assert order(desk).status == "assigned"


def test_the_supervisor_may_let_it_through_and_the_mark_stays(
    burst_pipe: tuple[Desk, Hands],
) -> None:
    """R-140: reason, PIN and the new owner of each item; handed over under override."""
    desk, hands = burst_pipe
    hands.at("2026-12-02 16:40:00")
    boss = find_person(desk.state(), "刘主管")
    signing.override(desk, now(desk), boss, "抢修队已到场", PIN)
    sign(desk, "李娜")
    done = sign(desk, "赵敏")
    assert done.marks == (Mark("overridden", note="抢修队已到场"),)
    assert (done.overridden_by, order(desk).owner, order(desk).status) == (
        "刘主管",
        "赵敏",
        "assigned",
    )


def test_nobody_else_may_let_it_through(burst_pipe: tuple[Desk, Hands]) -> None:
    """Powers: only a supervisor or a leader overrides."""
    desk, _hands = burst_pipe
    with pytest.raises(Refused, match="R-140"):
        signing.override(desk, now(desk), find_person(desk.state(), "赵敏"), "放行", PIN)
    assert now(desk).override == ""
