"""R-184: a person on the roster has a main and a reserve number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.now import now_view
from dutyroom.desk.people import people
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.day import day_view
from screens.board.rows import day_rows
from tests.stations.making import Hands
from tests.stations.swaps import station, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    return station(tmp_path)


def test_the_reserve_number_stands_with_the_shift_and_in_the_panel(
    centre: tuple[Desk, Hands],
) -> None:
    desk, hands = centre
    day, before = date(2026, 12, 8), who(desk, "陈静").phone
    people.change_phone(desk, who(desk, "陈静"), before, "刘主管", backup="025－52110110")
    evening = next(x for x in day_view(desk, day).lines if x.shift == "晚班")
    assert evening.backup == "025-52110110"
    said = ["".join(span.text for span in row.spans) for row in day_rows(desk, day, draft=False)]
    assert any("reserve 025-52110110" in line for line in said)
    hands.at("2026-12-08 16:20:00")
    sign_in(desk, who(desk, "陈静"))
    panel = {line.name: (line.number, line.backup) for line in now_view(desk).contacts}
    assert panel["陈静"] == (before, "025-52110110")
    again = open_desk(desk.folder.path, terminal="check")
    assert who(again, "陈静").backup == "025-52110110"
    assert who(again, "李娜").backup == ""


def test_a_reserve_number_is_a_number_and_stays_when_the_main_one_changes(
    centre: tuple[Desk, Hands],
) -> None:
    desk, _hands = centre
    with pytest.raises(Wrong, match="has 11 digits") as caught:
        people.change_phone(desk, who(desk, "陈静"), "", "刘主管", backup="138000001")
    assert caught.value.field == "backup"
    people.change_phone(desk, who(desk, "陈静"), "13800000199", "刘主管", backup="8110")
    people.change_phone(desk, who(desk, "陈静"), "13800000198", "刘主管")
    assert (who(desk, "陈静").phone, who(desk, "陈静").backup) == ("13800000198", "8110")
