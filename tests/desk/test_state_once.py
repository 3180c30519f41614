"""What is shown and what is decided comes from one look at the records, not from two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.people import add_person
from dutyroom.desk.people.powers import Permission, allow
from dutyroom.desk.planning.order import Order
from dutyroom.desk.planning.problem import prepare
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.day import day_view
from dutyroom.desk.roster.export import export_roster, roster_content
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.month import month_grid
from dutyroom.domain.facts.state import DutyState
from tests.stations.company import company, draft
from tests.stations.making import PIN
from tests.stations.printed import INPUT

ADMIN = "尤明"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 7)
Look = Callable[[], object]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a company with an administrator and the draft of a holiday."""
    made, _hands = company(tmp_path / "station", "2026-09-16 09:00:00")
    add_person(made, ADMIN, roles=("admin",), pin=PIN)
    draft(made, FIRST, LAST)
    return made


def looks(desk: Desk, monkeypatch: pytest.MonkeyPatch, act: Look) -> int:
    """Return how often the records are looked at."""
    state, count = desk.state, list[None]()

    def counted() -> DutyState:
        count.append(None)
        return state()

    monkeypatch.setattr(desk, "state", counted)
    act()
    return len(count)


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, _folder: month_grid(desk, FIRST, draft=True),
        lambda desk, _folder: day_view(desk, FIRST, draft=True),
        lambda desk, _folder: prepare(desk, Order(first=FIRST, last=LAST)),
        lambda desk, _folder: allow(desk, Permission("setup"), ADMIN, PIN),
    ],
    ids=["month", "day", "plan", "power"],
)
def test_one_picture_is_of_one_moment(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Desk, Path], object]
) -> None:
    assert looks(desk, monkeypatch, lambda: act(desk, tmp_path)) == 1


def test_a_roster_is_checked_and_written_from_one_look(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (roster,) = desk.state().rosters
    assert looks(desk, monkeypatch, lambda: check_roster(desk, roster)) == 1
    assert looks(desk, monkeypatch, lambda: roster_content(desk, roster, "csv")) == 1
    path = tmp_path / "roster.csv"
    assert looks(desk, monkeypatch, lambda: export_roster(desk, roster, "csv", path)) == 1


def test_a_file_is_compared_with_one_look_at_the_records(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = INPUT / "december-2026.xlsx"
    assert looks(desk, monkeypatch, lambda: import_roster(desk, file, preview=True)) == 1
