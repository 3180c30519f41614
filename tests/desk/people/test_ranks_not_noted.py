"""R-039, R-141, R-235: where a rank counts, that none is noted is said and not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import people
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.swaps.decide import approve_swap
from tests.stations.making import PIN, Hands, Planned, add_roster, set_up
from tests.stations.swaps import POST, ask, station, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the centre with 新来, of whom no rank is noted."""
    desk, hands = station(tmp_path)
    people.add_person(desk, "新来", phone="13800000999", pin=PIN)
    return desk, hands


def found(desk: Desk) -> list[tuple[str, str, str]]:
    checked = check_roster(desk, desk.state().published()[-1])
    ranks = ("rank_unknown", "leader_rank")
    return [(f.level, f.clause, str(f.sentence)) for f in checked if f.code in ranks]


def test_the_checker_names_who_has_none_once_for_a_post(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    assert found(desk) == []
    days = ("2026-12-20", "2026-12-22")
    add_roster(desk, *(Planned(d, POST, "晚班", "16:30", "23:30", ("新来",)) for d in days))
    text = f"{POST}: no rank is noted for 新来: 12-20, 12-22"
    assert found(desk) == [("warn", "R-039", text)]
    people.move_person(desk, who(desk, "新来"), rank="物业助理")
    assert found(desk) == []


def test_a_post_for_all_ranks_asks_for_none(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    add_roster(desk, Planned("2026-12-20", "门岗", "夜班", "18:00", "23:00", ("新来",)))
    assert found(desk) == []


def test_it_is_said_and_kept_at_a_swap_and_at_a_sign_in(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    swap = approve_swap(desk, ask(desk), who(desk, "刘主管"), PIN, substitute=who(desk, "新来"))
    assert [mark.code for mark in swap.marks] == ["despite:rank_unknown"]
    hands.at("2026-12-08 16:20:00")
    done = sign_in(desk, who(desk, "新来"))
    assert [mark.code for mark in done.attendance.marks] == ["rank_unknown"]
    assert "No rank is noted for 新来" in str(done.notes[0].sentence)


def test_a_leader_of_no_noted_rank_is_found_at_the_level_of_the_rule(tmp_path: Path) -> None:
    desk, _hands = set_up(
        tmp_path / "school",
        "school",
        (("校长", "", "leader"),),
        (Planned("2027-01-25", "", "", "08:00", "08:00", ("校长",), role="leader"),),
        at="2027-01-20 09:00:00",
    )
    text = "No rank is noted for 校长, a leader is at least 中层: 01-25"
    assert found(desk) == [("block", "R-302", text)]
