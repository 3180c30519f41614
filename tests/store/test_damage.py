"""A damaged line is found and named, and every other record survives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from dutyroom.store.ledger import Ledger
from dutyroom.store.walk import Walk
from tests.store.books import Badge, Note, book, on, page_texts, write

Spoil = Callable[[bytes], bytes]


def three(root: Path) -> Path:
    """Write three notes, each in a commit of its own, and return their page."""
    ledger = book(root)
    for text in ("one", "two", "three"):
        write(ledger, text)
    return root / "2026-12" / "2026-12-05.json"


def texts(ledger: Ledger) -> list[str]:
    return [note.text for note in ledger.records(Note)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page.replace(b'"text":"two"', b'"text:"two"'),
        lambda page: page.replace(b'"text":"two"', b'"text":"\xff\xfe"'),
        lambda page: page.replace(b'"text":"two"', b"\0" * 12),
    ],
    ids=["a quote is gone", "not UTF-8", "zeros"],
)
def test_a_damaged_line_is_named_and_the_others_survive(tmp_path: Path, spoil: Spoil) -> None:
    page = three(tmp_path)
    page.write_bytes(spoil(page.read_bytes()))
    spoilt = page.read_bytes()
    ledger = book(tmp_path)
    assert texts(ledger) == ["one", "three"]
    (damage,) = ledger.damage
    assert (damage.file, damage.line) == ("2026-12/2026-12-05.json", 6)
    assert damage.record == "LD-20261205-002"
    assert [d.line for d in ledger.verify().damage] == [6]
    assert write(ledger, "four")[0].id == "LD-20261205-004"
    assert page.read_bytes() == spoilt
    assert (tmp_path / "2026-12" / "2026-12-05-2.json").is_file()
    again = book(tmp_path)
    assert (texts(again), again.seq) == (["one", "three", "four"], 4)
    assert len(again.verify().damage) == 1


@pytest.mark.parametrize(
    ("spoil", "left"),
    [
        (lambda page: page[: page.index(b'"3":{') + 40], ["one", "two"]),
        (lambda page: page.replace(b'"revisions":{', b"\0" * 13), ["one", "two", "three"]),
        (lambda page: page[:-4], ["one", "two", "three"]),
        (lambda page: page.replace(b'},\n"2"', b'}\n"2"'), ["one", "two", "three"]),
        (lambda page: b"", []),
    ],
    ids=["cut off", "no heading", "no end", "no comma", "empty"],
)
def test_whatever_can_be_read_is_read(tmp_path: Path, spoil: Spoil, left: list[str]) -> None:
    page = three(tmp_path)
    page.write_bytes(spoil(page.read_bytes()))
    spoilt = page.read_bytes()
    ledger = book(tmp_path)
    assert texts(ledger) == left
    assert ledger.damage
    assert ledger.verify().damage
    write(ledger, "four")
    assert texts(book(tmp_path)) == [*left, "four"]
    assert page.read_bytes() == spoilt


def test_a_number_on_a_line_that_is_lost_is_not_given_again(tmp_path: Path) -> None:
    page = three(tmp_path)
    page.write_bytes(page.read_bytes()[:-12])
    ledger = book(tmp_path)
    assert texts(ledger) == ["one", "two"]
    assert write(ledger, "four")[0].id == "LD-20261205-004"
    assert ledger.seq == 4


def test_damage_that_comes_while_the_room_is_open_is_met(tmp_path: Path) -> None:
    page = three(tmp_path)
    ledger = book(tmp_path)
    assert texts(ledger) == ["one", "two", "three"]
    page.write_bytes(page.read_bytes().replace(b'"text":"two"', b'"text:"two"'))
    assert write(ledger, "four")[0].id == "LD-20261205-004"
    assert texts(ledger) == ["one", "three", "four"]


def test_a_damaged_opening_balance_is_made_up_from_the_month_before(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    with ledger.commit(at=on(12, 5), by="王芳", action="badge") as commit:
        commit.put(Badge("B:1", holder="王芳"))
    write(ledger, "open", open=True)
    write(ledger, "january", at=on(1, 3, 2027))
    tip = ledger.tip
    opening = tmp_path / "2027-01" / "carried.json"
    for spoilt in (b"", b'{"about":{\n"1":{"sch', opening.read_bytes().replace(b"badge", b'"')):
        opening.write_bytes(spoilt)
        again = book(tmp_path)
        assert again.damage
        assert texts(again) == ["open", "january"]
        assert again.get("B:1") == Badge("B:1", 1, "王芳")
        assert (again.seq, again.tip) == (3, tip)


def test_a_record_of_an_unknown_kind_does_not_hide_the_others(tmp_path: Path) -> None:
    page = three(tmp_path)
    page.write_bytes(page.read_bytes().replace(b'"kind":"note"', b'"kind":"what"', 1))
    ledger = book(tmp_path)
    assert texts(ledger) == ["two", "three"]
    assert [d.record for d in ledger.damage] == ["LD-20261205-001"]
    assert write(ledger, "four")[0].id == "LD-20261205-004"


@pytest.mark.parametrize("old", [b"one", b"two"])
def test_the_chain_shows_a_line_that_was_changed(tmp_path: Path, old: bytes) -> None:
    page = three(tmp_path)
    page.write_bytes(page.read_bytes().replace(b'"text":"' + old, b'"text":"lie'))
    (damage,) = book(tmp_path).verify().damage
    assert "is not as it was written" in damage.words
    assert damage.record == f"LD-20261205-00{1 + (old == b'two')}"


def test_the_chain_shows_a_line_that_was_taken_out(tmp_path: Path) -> None:
    page = three(tmp_path)
    kept = [line for line in page.read_bytes().split(b"\n") if not line.startswith(b'"2"')]
    page.write_bytes(b"\n".join(kept))
    found = [damage.words for damage in book(tmp_path).verify().damage]
    assert found == ["does not follow from the line before", "number 3 after 1"]


def test_the_walk_shows_an_opening_balance_that_was_changed(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "owed 5", open=True)
    write(ledger, "january", at=on(1, 3, 2027))
    opening = tmp_path / "2027-01" / "carried.json"
    opening.write_text(opening.read_text("utf-8").replace("owed 5", "owed 0"), "utf-8")
    heading, line = ledger.verify().damage
    assert (heading.file, heading.line) == ("2027-01/carried.json", 2)
    assert (line.file, line.record) == ("2027-01/carried.json", "LD-20261205-001")
    assert texts(book(tmp_path)) == ["owed 5", "january"]


def test_a_page_that_stock_tinydb_laid_out_anew_is_read_as_it_means(tmp_path: Path) -> None:
    page = three(tmp_path)
    with TinyDB(page, indent=2) as db:
        db.table("remarks").insert({"text": "written by hand"})
    ledger = book(tmp_path)
    assert texts(ledger) == ["one", "two", "three"]
    assert ledger.damage == ledger.verify().damage == ()
    write(ledger, "four")
    assert texts(book(tmp_path)) == ["one", "two", "three", "four"]
    assert len(ledger.history("LD-20261205-002")) == 1
    assert "written by hand" in page_texts(tmp_path)["2026-12-05.json"]


def test_a_page_swapped_for_an_older_one_is_noticed(tmp_path: Path) -> None:
    """Its chain is whole, but it ends before what was acknowledged."""
    page = three(tmp_path)
    older = page.read_bytes()
    write(book(tmp_path), "four")
    page.write_bytes(older)
    ledger = book(tmp_path)
    (damage,) = ledger.damage
    assert "line 4 was acknowledged" in damage.words
    assert [d.words for d in ledger.verify().damage] == [damage.words]
    (five,) = write(ledger, "five")
    assert (five.id, ledger.seq) == ("LD-20261205-005", 5)
    assert book(tmp_path).verify().damage


def test_another_line_under_a_number_that_was_acknowledged_is_noticed(tmp_path: Path) -> None:
    """As a program writes it that does not know the tip."""
    page = three(tmp_path)
    older, tip = page.read_bytes(), tmp_path / ".tip"
    write(book(tmp_path), "four")
    acknowledged = tip.read_bytes()
    page.write_bytes(older)
    tip.unlink()
    write(book(tmp_path), "another four")
    tip.write_bytes(acknowledged)
    assert "not the line that was acknowledged" in book(tmp_path).verify().damage[0].words


def test_a_page_half_restored_is_noticed(tmp_path: Path) -> None:
    """The day's second page is there, the first is an older copy of itself."""
    ledger = book(tmp_path, page_lines=2)
    for text in ("one", "two", "three"):
        write(ledger, text)
    first = tmp_path / "2026-12" / "2026-12-05.json"
    whole = first.read_bytes()
    lines = whole.split(b"\n")
    first.write_bytes(b"\n".join([*lines[:4], lines[4].removesuffix(b","), *lines[6:]]))
    again = book(tmp_path)
    assert texts(again) == ["one", "three"]
    assert any("number 3 after 1" in d.words for d in again.verify().damage)


@pytest.mark.parametrize("place", range(4))
def test_a_line_spoilt_in_an_older_page_is_named_at_opening(tmp_path: Path, place: int) -> None:
    """Older pages are taken by their hashes; one that does not fit is read line by line."""
    ledger = book(tmp_path, page_lines=4)
    for text in ("one", "two", "three", "four", "five"):
        write(ledger, text)
    first = tmp_path / "2026-12" / "2026-12-05.json"
    lines = first.read_bytes().split(b"\n")
    lines[4 + place] = lines[4 + place].replace(b'"open":', b'"open"')
    first.write_bytes(b"\n".join(lines))
    again = book(tmp_path)
    assert [damage.line for damage in again.damage] == [5 + place]
    left = ["one", "two", "three", "four", "five"]
    del left[place]
    assert texts(again) == left


def flips(path: Path, bit: int, step: int) -> Iterator[int]:
    """Turn one bit of a file after the other, from its beginning on; give the place of each."""
    content = bytearray(path.read_bytes())
    for place in range(bit, len(content), step):
        content[place] ^= 1 << bit
        path.write_bytes(content)
        yield place
        content[place] ^= 1 << bit
    path.write_bytes(content)


@pytest.mark.parametrize("bit", range(8))
def test_no_flipped_bit_goes_unnoticed(tmp_path: Path, bit: int) -> None:
    for place in flips(three(tmp_path), bit, 7):
        assert book(tmp_path).verify().damage, place


@pytest.mark.parametrize("bit", range(8))
@pytest.mark.parametrize("name", ["2026-12/2026-12-05.json", "2027-01/carried.json"])
def test_nor_does_one_in_what_is_closed(tmp_path: Path, name: str, bit: int) -> None:
    """Closed pages are walked by their hashes alone; nothing below vouches for an opening."""
    ledger = book(tmp_path, page_lines=2)
    for text in ("one", 'said "two"', "three"):
        write(ledger, text, open=True)
    write(ledger, "january", at=on(1, 3, 2027))
    for place in flips(tmp_path / name, bit, 5):
        assert Walk(tmp_path).verification().damage, place
    assert Walk(tmp_path).verification().damage == ()


def test_a_number_in_a_damaged_opening_balance_is_not_given_again(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    january = on(1, 3, 2027)
    with ledger.commit(at=on(12, 31), by="王芳", action="note.ahead") as commit:
        for _ in range(3):
            commit.put(Note(commit.number("LD", january.date())))
    write(ledger, "the month opens", at=on(1, 1, 2027))
    opening = tmp_path / "2027-01" / "carried.json"
    opening.write_text(opening.read_text("utf-8").replace('"LD-20270103":3', '"LD-20270103":1'))
    assert write(book(tmp_path), "four", at=january)[0].id == "LD-20270103-004"
