"""A swap that was approved in spite of a warning says so for good: to who reads and prints it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence.excuse import marks_of
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.roster.day import day_view
from dutyroom.desk.roster.export import export_roster, roster_content
from dutyroom.desk.roster.find import find_roster
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.desk.swaps.leave import grant_leave
from dutyroom.desk.swaps.requests import SwapRequest, request_swap
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps.marks import warnings_of
from dutyroom.i18n import speaking
from dutyroom.intake.apart.reader import read_sheets
from dutyroom.intake.roster import read_roster
from dutyroom.words.codes import WORDS, mark_words
from dutyroom.words.swaps import swap_line
from tests.stations.making import PIN, Hands
from tests.stations.swaps import ask, evening, fresh, station, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    return station(tmp_path)


def approve(desk: Desk, to: str, day: int = 8) -> Swap:
    swap = ask(desk, day)
    return approve_swap(desk, swap, who(desk, "刘主管"), PIN, substitute=who(desk, to))


def shown(desk: Desk, day: int = 8) -> list[str]:
    view = day_view(desk, date(2026, 12, day))
    return [mark_words(m) for line in view.lines for m in line.marks]


def test_the_warning_stands_on_the_swap_and_on_the_board(centre: tuple[Desk, Hands]) -> None:
    """R-039: 保安甲 has no rank for the post; that is a warning here, and is kept as one."""
    desk, _hands = centre
    approve(desk, "保安甲")
    with speaking("en"):
        assert shown(desk) == ["in spite of the rank 保安甲"]
        assert "in spite of the rank 保安甲" in swap_line(desk, desk.state().swaps[-1])
    assert not warnings_of(approve(desk, "刘洋", day=9))
    assert shown(desk, 9) == []


def test_a_warning_goes_with_the_person_whom_it_was_about(centre: tuple[Desk, Hands]) -> None:
    """Given on to somebody who may, the shift bears it no longer; the swap does."""
    desk, _hands = centre
    first = approve(desk, "保安甲")
    asked = SwapRequest(reason="有事", cause="private")
    again = request_swap(desk, who(desk, "保安甲"), evening(8), asked)
    approve_swap(desk, again, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    assert shown(desk) == []
    assert [m.code for m in warnings_of(fresh(desk, first))] == ["despite:ineligible_rank"]


def test_it_is_nothing_that_who_asked_is_to_blame_for(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    approve(desk, "保安甲")
    sheet = {p.name: p for p in month_sheet(desk, date(2026, 12, 1)).people}
    assert sheet["陈静"].marks == ()
    assert marks_of(desk.state(), "陈静", date(2026, 12, 8)) == ()


def test_who_takes_a_shift_while_on_leave_is_marked(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    grant_leave(
        desk, who(desk, "刘洋"), date(2026, 12, 8), date(2026, 12, 8),
        kind="rest", reason="轮休", leader=who(desk, "刘主管"), pin=PIN,
    )  # fmt: skip
    done = approve(desk, "刘洋")
    assert [(m.code, m.note) for m in done.marks] == [("despite:on_leave", "刘洋")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_printed_sheet_says_it_below_and_is_read_again_without(
    centre: tuple[Desk, Hands], tmp_path: Path, language: str
) -> None:
    desk, _hands = centre
    approve(desk, "保安甲")
    roster = find_roster(desk.state())
    text = roster_content(desk, roster, "md", language=language).decode()
    lines = {
        "zh": ("以下班次虽有提示仍已生效：", "2026-12-08 管理处 晚班  保安甲 职务不符仍安排"),
        "en": (
            "In effect in spite of a warning:",
            "2026-12-08 管理处 晚班  保安甲 in spite of the rank",
        ),
    }[language]
    assert all(line in text for line in lines)
    file = export_roster(desk, roster, "xlsx", tmp_path / "out.xlsx", language=language).path
    read = read_roster(read_sheets(file), desk.profile, desk.zone)
    assert not [remark for remark in read.remarks if "保安甲" in remark]


def test_every_warning_that_can_stay_on_a_swap_has_words() -> None:
    """A code is no sentence: whatever may speak against a swap is said in words."""
    rules = Path(__file__).parents[3] / "dutyroom" / "domain"
    files = ("swaps/candidates.py", "facts/eligibility.py")
    source = "".join((rules / name).read_text("utf-8") for name in files)
    codes = set(re.findall(r'profile\.level\("([a-z_]+)"\)', source))
    assert len(codes) > 8
    assert codes == {code.removeprefix("despite:") for code in WORDS if "despite:" in code}
