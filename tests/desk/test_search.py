"""Searching all the years: the newest first, each record once, by whatever is known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.search import Query, find, line_of
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def years(tmp_path: Path) -> Desk:
    """Return a station with calls of three months and two years, opened anew."""
    desk, hands = property_centre(tmp_path / "station")
    for at, text, by in (
        ("2026-12-02 09:00", '3栋"电梯"困人', "李娜"),
        ("2026-12-31 22:00", "电梯异响", "赵敏"),
        ("2027-01-05 09:00", "物业费", "李娜"),
        ("2027-02-10 09:00", "电梯停运", "李娜"),
    ):
        hands.at(f"{at}:00")
        entry = log.log_entry(desk, "call", log.Note(text=text, caller="何先生"), by=by).entry
        log.close(desk, entry, "已处理", by=by)
    orders.new_order(desk, "电梯年检", by="李娜", assignee="通达电梯")
    again = open_desk(desk.folder.path, terminal="查")
    Hands(again).at("2027-02-11 09:00:00")
    return again


def texts(desk: Desk, query: Query) -> list[str]:
    return [str(getattr(found.record, "text", "")) for found in find(desk, query)]


def test_the_newest_comes_first_and_each_record_once(years: Desk) -> None:
    """A record of several revisions is shown as the newest has it."""
    assert texts(years, Query(text="电梯")) == ["电梯年检", "电梯停运", "电梯异响", '3栋"电梯"困人']
    record = next(find(years, Query(text="停运"))).record
    assert record is not None
    assert record.rev == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(text="电梯", kind="call"), ["电梯停运", "电梯异响", '3栋"电梯"困人']),
        (Query(text="电梯", kind="order"), ["电梯年检"]),
        (Query(person="赵敏"), ["电梯异响"]),
        (Query(text="电梯", person="李娜", last=date(2026, 12, 31)), ['3栋"电梯"困人']),
        (Query(text="电梯", first=date(2026, 12, 31), last=date(2027, 1, 31)), ["电梯异响"]),
        (Query(number="ld-20270105-001"), ["物业费"]),
        (Query(number="20261231-001"), ["电梯异响"]),
        (Query(text='"电梯"困'), ['3栋"电梯"困人']),
        (Query(text="没有的字"), []),
    ],
)
def test_whatever_is_known_narrows_it(years: Desk, query: Query, found: list[str]) -> None:
    assert texts(years, query) == found


@pytest.mark.parametrize(
    "query", [Query(), Query(kind="song"), Query(first=date(2027, 1, 2), last=date(2027, 1, 1))]
)
def test_a_search_for_nothing_is_refused_in_words(years: Desk, query: Query) -> None:
    with pytest.raises(Wrong):
        next(find(years, query))


def test_a_damaged_line_hides_no_other(years: Desk) -> None:
    page = years.folder.ledger / "2026-12" / "2026-12-02.json"
    page.write_bytes(page.read_bytes().replace(b'"rev":1', b'"rev:1', 1))
    assert '3栋"电梯"困人' in texts(years, Query(text="电梯"))


def test_a_record_that_makes_no_sense_is_found_and_said_so(years: Desk) -> None:
    """Its number and day still tell where to look."""
    page = years.folder.ledger / "2026-12" / "2026-12-02.json"
    page.write_bytes(
        page.read_bytes().replace(b'"caller":', b'"coller":').replace(b'"at":"', b'"at":"x')
    )
    found = next(f for f in find(years, Query(number="LD-20261202-001")))
    assert (found.record, str(found.day)) == (None, "2026-12-02")
    assert line_of(found) == "This line cannot be read: data doctor tells more"


def test_a_line_of_no_schema_that_is_known_breaks_no_search(years: Desk) -> None:
    page = years.folder.ledger / "2026-12" / "2026-12-02.json"
    page.write_bytes(
        page.read_bytes().replace(b"}},", b'},"schema":0},').replace(b"}}\n", b'},"schema":0}\n')
    )
    assert [str(found.day) for found in find(years, Query(number="20261202-001"))] == ["2026-12-02"]


def test_a_page_laid_out_by_another_program_is_searched_too(years: Desk) -> None:
    page = years.folder.ledger / "2027-01" / "2027-01-05.json"
    page.write_text(json.dumps(json.loads(page.read_text("utf-8")), indent=1, ensure_ascii=False))
    assert texts(years, Query(text="物业费")) == ["物业费"]


def test_what_is_history_is_left_to_the_search_and_can_still_be_amended(years: Desk) -> None:
    """A call of a closed month is found by its number, and its new revision stands where it did."""
    assert "物业费" not in [entry.text for entry in years.state().entries]
    old = log.entry_named(years, "LD-20261202-001")
    corrected = log.correct_time(years, old, old.at.replace(hour=8), by="李娜")
    assert (corrected.rev, corrected.at.hour) == (3, 8)
    again = open_desk(years.folder.path, terminal="again")
    assert log.entry_named(again, "LD-20261202-001") == corrected
    with pytest.raises(Wrong):
        log.entry_named(again, "LD-20261202-009")
    assert again.ledger.verify().damage == ()


def test_an_item_that_stays_open_is_never_history(years: Desk) -> None:
    entry = log.log_entry(years, "call", log.Note(text="长期漏水")).entry
    Hands(years).at("2027-02-27 09:00:00")
    log.log_entry(years, "call", log.Note(text="别的"))
    again = open_desk(years.folder.path, terminal="again")
    assert entry.id in [e.id for e in again.state().entries]
