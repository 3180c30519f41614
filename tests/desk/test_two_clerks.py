"""A-08: two clerks at two terminals do not overwrite each other."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.people.find import find_person
from dutyroom.desk.roster.edit import place_person
from dutyroom.desk.roster.find import roster_of
from dutyroom.domain.records.log import WorkOrder
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.store.errors import Conflict
from dutyroom.words.codes import store_words
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

NUMBER = "PG-20261204-002"


@pytest.fixture
def two_desks(tmp_path: Path) -> tuple[Desk, Hands, Desk, Hands]:
    """Return 李娜's terminal and 张敏's; order 002 is at revision 5."""
    lina, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-04 09:00:00")
    orders.new_order(lina, "电梯异响")
    order = orders.new_order(lina, "3栋门禁失灵", phone="13900000001")
    for status in ("assigned", "working", "controlled", "working"):
        order = orders.move_order(lina, order, status, "张师傅")
    for n in range(6):
        log.log_entry(lina, "call", log.Note(text=f"来电{n + 1}"))
    other = open_desk(lina.folder.path, terminal="前台")
    return lina, hands, other, Hands(other)


def test_the_second_to_save_sees_both_versions_and_nothing_is_lost(
    two_desks: tuple[Desk, Hands, Desk, Hands],
) -> None:
    """R-098: a put names the revision it was made from."""
    lina, hands, zhang, other_hands = two_desks
    hands.at("2026-12-04 10:15:02")
    other_hands.at("2026-12-04 10:15:09")
    mine = orders.find_order(lina.state(), NUMBER)
    theirs = orders.find_order(zhang.state(), NUMBER)
    assert (mine.rev, theirs.rev) == (5, 5)

    saved = orders.move_order(lina, mine, "finished", "已修复", by="李娜")
    with pytest.raises(Conflict) as conflict:
        orders.note_order(zhang, theirs, phone="13900000002", by="张敏")

    assert "李娜" in store_words(conflict.value)
    newest, typed = conflict.value.current, conflict.value.yours
    assert isinstance(newest, WorkOrder) and isinstance(typed, WorkOrder)
    assert (newest.rev, newest.status, typed.phone) == (6, "finished", "13900000002")
    merged = orders.note_order(zhang, newest, phone=typed.phone, by="张敏")
    assert (merged.rev, merged.status, merged.phone) == (7, "finished", "13900000002")
    history = zhang.ledger.history(NUMBER)
    assert [r.rev for r in history] == [1, 2, 3, 4, 5, 6, 7]
    assert history[5].record == saved


def test_two_new_entries_get_two_numbers(two_desks: tuple[Desk, Hands, Desk, Hands]) -> None:
    """R-005: the numbers follow each other, never the same, none left out."""
    lina, hands, zhang, other_hands = two_desks
    for clock in (hands, other_hands):
        clock.at("2026-12-04 10:15:30")
    first = log.log_entry(lina, "call", log.Note(text="甲"), by="李娜").entry.id
    second = log.log_entry(zhang, "call", log.Note(text="乙"), by="张敏").entry.id
    assert (first, second) == ("LD-20261204-007", "LD-20261204-008")


def test_each_sees_what_the_other_wrote_and_the_file_has_both(
    two_desks: tuple[Desk, Hands, Desk, Hands],
) -> None:
    """X-06: the next look shows it; any JSON reader finds both."""
    lina, hands, zhang, other_hands = two_desks
    for clock in (hands, other_hands):
        clock.at("2026-12-04 10:15:30")
    log.log_entry(lina, "call", log.Note(text="甲"), by="李娜")
    assert zhang.state().entries[-1].text == "甲"
    log.log_entry(zhang, "call", log.Note(text="乙"), by="张敏")
    assert lina.state().entries[-1].text == "乙"
    page = lina.folder.ledger / "2026-12" / "2026-12-04.json"
    lines = json.loads(page.read_text("utf-8"))["revisions"].values()
    assert [line["data"]["text"] for line in lines][-2:] == ["甲", "乙"]


def test_two_clerks_do_not_begin_two_drafts_of_one_roster(
    two_desks: tuple[Desk, Hands, Desk, Hands],
) -> None:
    """The second, who still sees the roster in force, is led to the draft of the first."""
    lina, hands, zhang, other_hands = two_desks
    hands.at("2026-12-04 10:15:02")
    other_hands.at("2026-12-04 10:15:09")
    (seen,) = zhang.state().published()
    morning, evening = (ShiftRef(date(2026, 12, 1), "管理处", shift) for shift in ("早班", "晚班"))
    first = place_person(lina, seen, find_person(lina.state(), "刘洋"), morning)
    with pytest.raises(Wrong, match=f"{first.id} is its draft, begun meanwhile"):
        place_person(zhang, seen, find_person(zhang.state(), "刘洋"), evening)
    draft = roster_of(zhang.state(), date(2026, 12, 1))
    both = place_person(zhang, draft, find_person(zhang.state(), "刘洋"), evening)
    assert (both.id, both.rev) == (first.id, 2)
