"""Pages that nobody in his senses wrote: each is damage that is named, none ends anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.store.copies import Copies
from dutyroom.store.errors import Linked
from dutyroom.store.folder import StationFolder
from dutyroom.store.ledger import Ledger
from dutyroom.store.mend import Doctor
from dutyroom.store.pages import CARRIED, opening_page, sheet_of
from tests.store.books import MORNING, book, write

DEEP = "[" * 100_000 + "]" * 100_000
NEARLY = "[" * 900 + "]" * 900
DIGITS = "9" * 5000

HEAD = '{"about":{\n"1":{"schema":1}\n},\n"revisions":{\n'
LINE = (
    '"%s":{"id":"N-20261205-001","kind":"note","rev":%s,"at":"%s","by":%s,"terminal":"t",'
    '"action":"write","keep":"%s","prev":"%s","data":%s}'
)


def line(
    seq: str = "1",
    rev: str = "1",
    at: str = "2026-12-05T08:30:00+08:00",
    by: str = '"b"',
    keep: str = "",
    prev: str = "0" * 64,
    data: str = '{"text":"x","open":false}',
) -> str:
    return HEAD + LINE % (seq, rev, at, by, keep, prev, data) + "\n}}\n"


PAGES = {
    "deep": DEEP,
    "deep line": line(data=DEEP),
    "nearly too deep": line(data=NEARLY),
    "deep author": line(by=DEEP),
    "digits": DIGITS,
    "many digits for a number": line(seq=DIGITS),
    "a number without sense": line(seq="9" * 15),
    "a number without sense, laid out by another": line(seq="9" * 15).replace("\n", " \n"),
    "a number below none": line(seq="-5").replace("\n", " \n"),
    "many digits for a revision": line(rev=DIGITS),
    "many digits in the data": line(data=DIGITS),
    "many digits for a schema": line().replace('"schema":1', f'"schema":{DIGITS}'),
    "many digits for a line's schema": line().replace("}\n}}", f',"schema":{DIGITS}}}\n}}}}'),
    "a schema that is a list": line().replace('"schema":1', '"schema":[1]'),
    "a line's schema that is a list": line().replace("}\n}}", ',"schema":[1]}\n}}'),
    "a heading that is none": line().replace('"about"', '"ab\\xout"'),
    "a heading with half a sign": line().replace('"about"', '"\\ud800"'),
    "a heading that is a list": line().replace('{"schema":1}', "[]"),
    "revisions that are a list": '{"revisions":[]}',
    "revisions that are a number": '{"revisions":1}',
    "lines that are numbers": '{"about":{"1":{"schema":1}},"revisions":{"1":2}}',
    "data that is nothing": line(data="null"),
    "data that is a list": line(data="[]"),
    "an author that is a table": line(by="{}"),
    "a time that is none": line(at="yesterday"),
    "bytes": "\udcff\udcfe",
    "zeros": "\x00" * 500,
    "not a page": "null",
    "superscript": line(seq="²"),
}


def spoilt(tmp_path: Path, name: str, content: bytes) -> Ledger:
    """Return a ledger of two records in which a file says something else."""
    write(book(tmp_path / "ledger"), "一")
    write(book(tmp_path / "ledger"), "二")
    (tmp_path / "ledger" / "2026-12" / name).write_bytes(content)
    return book(tmp_path / "ledger")


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_damage_by_name(tmp_path: Path, name: str) -> None:
    content = PAGES[name].encode("utf-8", "surrogateescape")
    ledger = spoilt(tmp_path, "2026-12-05.json", content)
    assert any("2026-12" in damage.file for damage in ledger.damage)
    assert any("2026-12" in damage.file for damage in ledger.verify().damage)
    assert list(ledger.search(["nothing like it"])) == []
    assert list(ledger.history("N-20261205-009")) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_turns_hostile_under_an_open_ledger_ends_nothing(
    tmp_path: Path, name: str
) -> None:
    ledger = book(tmp_path / "ledger")
    write(ledger, "一")
    write(ledger, "二")
    assert ledger.damage == ()
    page = tmp_path / "ledger" / "2026-12" / "2026-12-05.json"
    page.write_bytes(PAGES[name].encode("utf-8", "surrogateescape"))
    ledger.refresh()
    assert ledger.damage


BALANCES: dict[str, dict[str, object]] = {
    "a number that is text": {"seq": "x"},
    "a number that is a list": {"seq": []},
    "a number without sense": {"seq": 10**15},
    "a number below none": {"seq": -1},
    "no number at all": {"seq": None},
    "a hash that is a number": {"tip": 7},
    "numbers that are a list": {"numbers": ["LD-20261205"]},
    "numbers that are text": {"numbers": {"LD-20261205": "7"}},
    "numbers that are true": {"numbers": {"LD-20261205": True}},
    "numbers that are tables": {"numbers": {"LD-20261205": {}}},
}


@pytest.mark.parametrize("name", BALANCES)
def test_an_opening_balance_of_a_wrong_form_is_damage_though_its_sum_is_right(
    tmp_path: Path, name: str
) -> None:
    balance = {"month": "", "seq": 0, "tip": "0" * 64, "numbers": {}, **BALANCES[name]}
    content = opening_page(1, balance, {})
    assert sheet_of(content, CARRIED).flaws
    ledger = spoilt(tmp_path, "carried.json", content)
    assert [damage.file for damage in ledger.damage] == ["2026-12/carried.json"]
    assert ledger.verify().damage
    assert ledger.seq == 2


def test_an_opening_balance_of_the_right_form_is_none(tmp_path: Path) -> None:
    balance = {"month": "", "seq": 0, "tip": "0" * 64, "numbers": {"LD-20261205": 7}}
    ledger = spoilt(tmp_path, "carried.json", opening_page(1, balance, {}))
    assert ledger.damage == ()


@pytest.mark.parametrize("seq", ["9" * 15, "-1", DIGITS, "²"])
def test_a_last_line_that_no_ledger_has_is_not_gone_after(tmp_path: Path, seq: str) -> None:
    write(book(tmp_path / "ledger"), "一")
    (tmp_path / "ledger" / ".tip").write_text(f"{seq} {'0' * 64}", "utf-8")
    ledger = book(tmp_path / "ledger")
    write(ledger, "二")
    assert ledger.seq == 2
    assert ledger.verify().damage == ()


@pytest.mark.parametrize("name", ["2026-12-05.json", "carried.json"])
def test_a_page_without_end_is_damage_and_goes_to_quarantine_as_it_is(
    tmp_path: Path, name: str
) -> None:
    folder = StationFolder(tmp_path / "station")
    folder.create(name="北门", profile_text="{}", language="zh", drill=False)
    write(book(folder.ledger), "一", "二")
    Copies(folder).make(MORNING, "hour")
    page = folder.ledger / "2026-12" / name
    whole = page.read_bytes()
    with page.open("r+b") as file:
        file.truncate(2**40)
    ledger = book(folder.ledger)
    assert f"2026-12/{name}" in {damage.file for damage in ledger.damage}
    with ledger.held():
        Doctor(folder, ledger.verify(), ledger.opening_of).mend(MORNING)
    assert page.read_bytes() == whole
    assert book(folder.ledger).verify().damage == ()
    assert [path.stat().st_size for path in (folder.path / "quarantine").iterdir()] == [2**40]


def test_a_carried_page_behind_a_link_is_not_read(tmp_path: Path) -> None:
    write(book(tmp_path / "ledger"), "一")
    carried = tmp_path / "ledger" / "2026-12" / "carried.json"
    carried.rename(tmp_path / "aside")
    carried.symlink_to(tmp_path / "aside")
    with pytest.raises(Linked, match="carried"):
        book(tmp_path / "ledger").refresh()
    with pytest.raises(Linked, match="carried"):
        book(tmp_path / "ledger").verify()
