"""R-190: the leader of the date approves a trip, and the substitute ticks the handover note."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.swaps.decide import approve_swap, reject_swap
from dutyroom.desk.swaps.notes import read_note
from dutyroom.desk.swaps.requests import SwapRequest, request_swap, shift_of
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.due import Obligation
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.swaps import Swap
from dutyroom.i18n import render, speaking
from dutyroom.words.swaps import swap_line
from screens.kit.form import Form
from screens.kit.rows import Rows
from tests.screens.seen import opened, seen, write
from tests.stations.making import PIN, Hands, Planned, set_up

DAY = "2027-02-07"


@pytest.fixture
def township(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return 石桥乡 a week before 孔亮's duty, which 谢明 leads; 何书记 leads the next date."""
    return set_up(
        tmp_path / "township",
        "township",
        (
            ("谢明", "领导", "leader"),
            ("何书记", "领导", "leader"),
            ("孔亮", "干部", "duty"),
            ("童颖", "干部", "duty"),
        ),
        (
            Planned(DAY, "乡政府", "24小时", "08:00", "08:00", ("孔亮",)),
            Planned(DAY, "", "", "08:00", "08:00", ("谢明",), role="leader"),
            Planned("2027-02-08", "", "", "08:00", "08:00", ("何书记",), role="leader"),
        ),
        at="2027-02-01 09:00:00",
        station="石桥乡",
    )


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def ask(desk: Desk, *, by: str = "") -> Swap:
    asked = SwapRequest(
        reason="去县里开会",
        cause="trip",
        substitute=who(desk, "童颖"),
        matters="防火值守名单在抽屉",
    )
    kong = who(desk, "孔亮")
    ref = shift_of(desk, kong, desk.state().published()[-1].lines[0].day)
    return request_swap(desk, kong, ref, asked, by=by)


def owed(desk: Desk, code: str) -> list[Obligation]:
    return [o for o in alarms.obligations(desk) if o.code == code]


def test_only_the_leader_of_the_date_decides(township: tuple[Desk, Hands]) -> None:
    desk, _hands = township
    swap = ask(desk)
    assert [o.who for o in owed(desk, "swap_request")] == [("谢明",)]
    other = who(desk, "何书记")
    with pytest.raises(Refused, match="谢明 leads the duty of 2027-02-07") as refused:
        approve_swap(desk, swap, other, PIN)
    assert refused.value.verdicts[0].clause == "R-190"
    with pytest.raises(Refused, match="谢明 leads"):
        reject_swap(desk, swap, other, PIN, "人手不够")
    assert approve_swap(desk, swap, who(desk, "谢明"), PIN).status == "effective"


def test_where_the_leader_asked_himself_another_decides(township: tuple[Desk, Hands]) -> None:
    desk, _hands = township
    swap = ask(desk, by="谢明")
    assert approve_swap(desk, swap, who(desk, "何书记"), PIN).status == "effective"


def test_the_substitute_ticks_what_is_handed_over(township: tuple[Desk, Hands]) -> None:
    """Owed from the approval on, overdue when the shift begins, and said in the request."""
    desk, hands = township
    swap = ask(desk)
    assert owed(desk, "swap_note") == []
    swap = approve_swap(desk, swap, who(desk, "谢明"), PIN)
    (note,) = owed(desk, "swap_note")
    assert (note.who, note.standing) == (("童颖",), "waiting")
    with speaking("zh"):
        assert render(note.sentence) == "请童颖确认孔亮的交接事项：2027-02-07 24小时"
        assert "交接事项未确认  交接事项：防火值守名单在抽屉" in swap_line(desk, swap)
    hands.at(f"{DAY} 08:01:00")
    assert [o.standing for o in owed(desk, "swap_note")] == ["overdue"]
    with pytest.raises(Wrong, match="The note is for 童颖"):
        read_note(desk, swap, who(desk, "孔亮"), PIN)
    with pytest.raises(Wrong, match="not the PIN"):
        read_note(desk, swap, who(desk, "童颖"), "9999")
    read = read_note(desk, swap, who(desk, "童颖"), PIN)
    assert read.note_read is not None
    assert (read.note_read.person, read.note_read.at) == ("童颖", desk.now())
    assert owed(desk, "swap_note") == []
    with pytest.raises(Wrong, match="no handover note"):
        read_note(desk, read, who(desk, "童颖"), PIN)


async def test_it_is_ticked_from_the_line_of_what_is_due(township: tuple[Desk, Hands]) -> None:
    """By keys: Enter on the line, the name stands there, the PIN is asked for."""
    desk, hands = township
    swap = approve_swap(desk, ask(desk), who(desk, "谢明"), PIN)
    hands.at(f"{DAY} 07:50:00")
    async with opened(desk) as (room, pilot):
        room.screen.query_one("#due", Rows).go(f"swap_note:{swap.id}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        assert "handover note read" in seen(room)
        assert "handed over: 防火值守名单在抽屉" in seen(room)
        room.screen.query_one("#name").focus()
        await write(room, pilot, "童颖")
        await pilot.press("enter")
        await write(room, pilot, PIN)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(room.screen, Form)
    assert owed(desk, "swap_note") == []


def test_a_leader_without_the_power_is_no_bar(tmp_path: Path) -> None:
    """R-190, R-123: who leads that date by the roster alone decides nothing; who may, does."""
    desk, _hands = set_up(
        tmp_path / "township",
        "township",
        (("谢明", "领导", "leader"), ("周科", "干部", "duty"), ("孔亮", "干部", "duty"),
         ("童颖", "干部", "duty")),
        (
            Planned(DAY, "乡政府", "24小时", "08:00", "08:00", ("孔亮",)),
            Planned(DAY, "", "", "08:00", "08:00", ("周科",), role="leader"),
        ),
        at="2027-02-01 09:00:00",
    )  # fmt: skip
    swap = ask(desk)
    assert approve_swap(desk, swap, who(desk, "谢明"), PIN).status == "effective"


def test_a_note_is_owed_by_nobody_who_gave_the_shift_on(township: tuple[Desk, Hands]) -> None:
    desk, hands = township
    approve_swap(desk, ask(desk), who(desk, "谢明"), PIN)
    asked = SwapRequest(reason="病了", cause="sick", substitute=who(desk, "何书记"), matters="名单")
    tong = who(desk, "童颖")
    again = request_swap(desk, tong, shift_of(desk, tong, date.fromisoformat(DAY)), asked)
    approve_swap(desk, again, who(desk, "谢明"), PIN)
    hands.at("2027-02-06 09:00:00")
    assert [o.who for o in owed(desk, "swap_note")] == [("何书记",)]
