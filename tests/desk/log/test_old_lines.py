"""A ledger written before items had threads and links is read, searched and gone on with.

``tests/stations/schema_1`` is a station as the program of schema 1 left it at
half past four: a call with its order, another with a follow-up, a message that
was passed on, an order that a leader gave to somebody, and the handover.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from dutyroom.desk import codec, upcasts
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.search import Query, find, line_of
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.repair import mend_records
from dutyroom.domain.log.items import open_items
from dutyroom.domain.records.items import Link, Step
from dutyroom.domain.records.log import WorkOrder
from dutyroom.store.folder import FOLDERS

OLD = Path(__file__).parents[2] / "stations" / "schema_1"
AT = "2026-12-01T17:00:00+08:00"


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """Return a copy of the old station, with the folders that are empty."""
    path = Path(shutil.copytree(OLD, tmp_path / "station"))
    for folder in FOLDERS:
        (path / folder).mkdir(parents=True, exist_ok=True)
    return path


def opened(station: Path, at: str = AT) -> Desk:
    return open_desk(station, terminal="值班室", at=at)


def noted(clock: str, text: str) -> Step:
    at = datetime.fromisoformat(f"2026-12-01T{clock}:00+08:00")
    return Step(at=at, by="李娜", kind="noted", text=text)


def test_what_was_done_about_an_item_is_its_thread_now(station: Path) -> None:
    state = opened(station).state()
    leak, noise, message = state.entries
    order, lamp = state.orders
    assert leak.thread == (noted("10:00", "PG-20261201-001 已换阀门"),)
    assert order.thread == (noted("09:05", "已到场"), noted("10:00", "已换阀门"))
    assert (noise.thread, message.thread) == (
        (noted("10:40", "已联系维保"),),
        (noted("11:00", "已转告"),),
    )
    assert lamp.thread == ()


def test_a_call_and_its_order_are_linked_both_ways(station: Path) -> None:
    state = opened(station).state()
    leak, noise, _message = state.entries
    order, lamp = state.orders
    assert leak.links == (Link("order", "PG-20261201-001"),)
    assert order.links == (Link("source", "LD-20261201-001"),)
    assert (leak.order, order.source) == (order.id, leak.id)
    assert (noise.order, lamp.source) == ("", "")


def test_everything_else_of_an_old_item_is_as_it_was(station: Path) -> None:
    state = opened(station).state()
    leak, noise, message = state.entries
    order, lamp = state.orders
    assert [(i.kind, i.status, i.owner, i.owner_kind, i.handovers) for i in state.entries] == [
        ("call", "following", "赵敏", "person", 1),
        ("call", "following", "赵敏", "person", 1),
        ("message", "closed", "李娜", "person", 0),
    ]
    assert [(i.kind, i.status, i.owner, i.assignee) for i in state.orders] == [
        ("order", "finished", "赵敏", "张师傅"),
        ("order", "assigned", "刘洋", "刘洋"),
    ]
    assert (leak.room, leak.caller, leak.phone, leak.rings) == ("7-302", "何先生", "13900000001", 4)
    assert [mark.code for mark in leak.marks] == ["over_rings"]
    assert noise.follow_up == datetime.fromisoformat("2026-12-01T18:00:00+08:00")
    assert [(given.by, given.to) for given in lamp.assigned] == [("刘建平", "刘洋")]
    assert [item.id[3:] for item in open_items(state)] == [
        *("20261201-001", "20261201-002"),
        *("20261201-001", "20261201-002"),
    ]
    assert (message.first_asked, message.post, message.confidential) == ("", "", False)
    (handover,) = state.handovers
    assert [passed.item for passed in handover.passed] == [order.id, leak.id, noise.id]


def test_an_old_item_is_gone_on_with_on_a_page_of_its_own(station: Path) -> None:
    desk = opened(station)
    noise = log.entry_named(desk, "LD-2")
    closed = log.close(desk, noise, "维保已到", by="赵敏")
    assert closed.thread == (*noise.thread, closed.thread[-1])
    again = opened(station)
    assert log.entry_named(again, "LD-2") == closed
    assert [revision.record for revision in again.ledger.history(noise.id)][-2:] == [noise, closed]
    assert again.ledger.verify().damage == ()
    pages = sorted((station / "ledger" / "2026-12").glob("2026-12-01*.json"))
    assert ['"schema":2' in page.read_text("utf-8") for page in pages] == [True, False]
    assert '"steps"' not in pages[0].read_text("utf-8")


def test_an_old_item_is_carried_into_the_next_month_as_it_was_written(station: Path) -> None:
    desk = opened(station, "2027-01-02T09:00:00+08:00")
    order = orders.note_order(desk, orders.order_named(desk, "PG-20261201-001"), "备件未到")
    again = opened(station, "2027-01-02T09:01:00+08:00")
    assert orders.order_named(again, order.id) == order
    assert log.entry_named(again, "LD-20261201-002").thread == (noted("10:40", "已联系维保"),)
    assert again.ledger.verify().damage == ()
    carried = (station / "ledger" / "2027-01" / "carried.json").read_text("utf-8")
    assert '"steps"' in carried


def test_old_lines_are_found_like_new_ones(station: Path) -> None:
    desk = opened(station)
    log.log_entry(desk, "call", log.Note(text="电梯又响了"), by="赵敏")
    hits = [(hit.number, hit.kind, line_of(hit)) for hit in find(desk, Query(text="电梯"))]
    assert hits == [
        ("LD-20261201-004", "call", "电梯又响了"),
        ("LD-20261201-002", "call", "2-501 周女士 电梯异响"),
    ]
    (order,) = find(desk, Query(text="查漏", kind="order"))
    assert isinstance(order.record, WorkOrder) and order.record.source == "LD-20261201-001"


def test_a_search_reads_kind_and_day_of_an_old_line_without_its_document(
    station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten years of old lines would each be parsed and taken up else."""
    desk = opened(station)
    desk.state()
    monkeypatch.setattr(codec.RecordCodec, "brought_up", _never)
    assert [hit.number for hit in find(desk, Query(text="请回电"))] == ["LD-20261201-003"]


def _never(*_given: object) -> dict[str, object]:
    raise AssertionError("a document was taken up")


def test_only_what_is_asked_for_is_taken_up(station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message is closed: it rests as the line it stands in until all are asked for."""
    taken_up: list[str] = []

    def watched(kind: str, document: upcasts.Document) -> upcasts.Document:
        taken_up.append(str(document.get("text")))
        return upcasts.thread_and_links(kind, document)

    monkeypatch.setitem(upcasts.UPCASTS, 1, watched)
    state = opened(station).state()
    open_items(state)
    assert "电梯异响" in taken_up and "请回电" not in taken_up
    list(state.entries)
    assert "请回电" in taken_up


def test_an_upcast_changes_no_document_that_it_is_given() -> None:
    document = {"steps": [{"at": "x", "by": "李娜", "text": "已转告"}], "order": "PG-1"}
    kept = {"steps": [dict(document["steps"][0])], "order": "PG-1"}  # type: ignore[arg-type]
    assert upcasts.thread_and_links("entry", document) == {
        "thread": [{"at": "x", "by": "李娜", "text": "已转告", "kind": "noted"}],
        "links": [{"kind": "order", "to": "PG-1"}],
    }
    assert document == kept
    roster = {"source": "december.xlsx", "steps": 3}
    assert upcasts.thread_and_links("roster", roster) == roster


def test_every_schema_before_todays_is_taken_up() -> None:
    assert list(upcasts.UPCASTS) == list(range(1, codec.RecordCodec.schema))


def test_an_old_line_that_makes_no_sense_is_named_and_hides_no_other(station: Path) -> None:
    page = station / "ledger" / "2026-12" / "2026-12-01.json"
    page.write_text(
        page.read_text("utf-8").replace('"text":"已转告"}', '"text":"已转告"},7'), "utf-8"
    )
    desk = opened(station)
    assert [entry.id[-3:] for entry in desk.state().entries] == ["001", "002", "003"]
    assert {damage.record for damage in desk.ledger.damage} == {"LD-20261201-003"}


def test_a_damaged_page_of_an_older_schema_is_mended_as_it_was_written(station: Path) -> None:
    desk = opened(station)
    make_copy(desk, "hour")
    page = station / "ledger" / "2026-12" / "2026-12-01.json"
    whole = page.read_bytes()
    page.write_bytes(whole.replace('"text":"已转告"}'.encode(), '"text":"已转告'.encode()))
    assert opened(station).ledger.verify().damage
    (remedy,) = mend_records(opened(station)).remedies
    assert (remedy.regained, remedy.lost) == (1, ())
    assert page.read_bytes() == whole
    assert opened(station).ledger.verify().damage == ()
