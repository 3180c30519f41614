"""While records are damaged, numbers and sequences go on after every one that was ever given."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.store.ledger import Ledger
from dutyroom.store.tip import Tip
from dutyroom.store.view import View
from tests.store.books import Notes, on, write

Damage = Callable[[Path], None]
DAY_3, DAY_4, DAY_5 = (f"2026-12/2026-12-0{n}.json" for n in (3, 4, 5))


def station(root: Path, copied: int = 0) -> Path:
    """Write nine notes on three days, copy the ledger after so many, and return its folder."""
    ledger = root / "ledger"
    ledger.mkdir(parents=True)
    for n in range(9):
        write(book(root), f"note {n + 1}", at=on(12, 3 + n // 3))
        if n + 1 == copied:
            shutil.copytree(ledger, root / "backup" / "2026-12-05T083000-hour" / "ledger")
    return ledger


def book(root: Path) -> Ledger:
    return Ledger(root / "ledger", Notes(), terminal="duty room", copies=root / "backup")


def cut(name: str, size: int) -> Damage:
    def spoil(ledger: Path) -> None:
        (ledger / name).write_bytes((ledger / name).read_bytes()[:size])

    return spoil


def remove(name: str) -> Damage:
    return lambda ledger: (ledger / name).unlink()


def turn_into_folder(ledger: Path) -> None:
    (ledger / DAY_5).unlink()
    (ledger / DAY_5).mkdir()


def change_last_line(ledger: Path) -> None:
    page = ledger / DAY_5
    page.write_bytes(
        page.read_bytes().replace(b'"id":"LD-20261205-003"', b'"id":"LD-20261205-001"')
    )


def swap_lines(ledger: Path) -> None:
    page = ledger / DAY_5
    lines = page.read_bytes().split(b"\n")
    lines[5], lines[6] = lines[6] + b",", lines[5].removesuffix(b",")
    page.write_bytes(b"\n".join(lines))


def remove_month(ledger: Path) -> None:
    shutil.rmtree(ledger / "2026-12")


def older_page(ledger: Path) -> None:
    page = ledger / DAY_5
    lines = page.read_bytes().split(b"\n")
    page.write_bytes(b"\n".join([*lines[:4], lines[4].removesuffix(b","), b"}}", b""]))


DAMAGES = {
    "cut": cut(DAY_5, 420),
    "cut to nothing": cut(DAY_5, 0),
    "removed": remove(DAY_5),
    "a folder": turn_into_folder,
    "last line changed": change_last_line,
    "lines swapped": swap_lines,
    "an older page": older_page,
    "the month removed": remove_month,
}


@pytest.mark.parametrize("copied", [0, 7, 9])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_no_number_and_no_sequence_is_given_twice(
    tmp_path: Path, damage: Damage, copied: int
) -> None:
    damage(station(tmp_path, copied))
    ledger = book(tmp_path)
    assert ledger.damage or ledger.verify().damage
    given = [write(book(tmp_path), "meanwhile", at=on(12, 5))[0].id for _ in range(3)]
    assert given[0] > "LD-20261205-003"
    assert len(set(given)) == 3
    assert book(tmp_path).seq >= 12


def test_what_is_shown_nowhere_is_skipped_once(tmp_path: Path) -> None:
    """Three lines are gone, and none vouches for the one before: each may have had a number."""
    (station(tmp_path) / DAY_5).unlink()
    (first,) = write(book(tmp_path), "four", at=on(12, 5))
    (second,) = write(book(tmp_path), "five", at=on(12, 5))
    assert (first.id, second.id) == ("LD-20261205-005", "LD-20261205-006")
    assert book(tmp_path).seq == 11


def test_a_number_of_a_page_that_is_missing_between_others_is_not_given_again(
    tmp_path: Path,
) -> None:
    """A late entry on its day comes after what its copy holds."""
    (station(tmp_path, copied=9) / DAY_4).unlink()
    assert write(book(tmp_path), "late", at=on(12, 4))[0].id == "LD-20261204-004"


@pytest.mark.parametrize("spoil", [remove(DAY_4), cut(DAY_4, 420)], ids=["removed", "cut"])
def test_nor_is_one_of_a_month_that_is_over(tmp_path: Path, spoil: Damage) -> None:
    ledger = station(tmp_path, copied=9)
    write(book(tmp_path), "january", at=on(1, 2, 2027))
    spoil(ledger)
    with book(tmp_path).commit(at=on(1, 2, 2027), by="王芳", action="note.add") as commit:
        assert commit.number("LD", on(12, 4).date()) == "LD-20261204-004"


def test_a_line_written_meanwhile_follows_what_was_acknowledged(tmp_path: Path) -> None:
    """Once the lost page lies in its place again the chain fits, and no line was changed."""
    ledger = station(tmp_path)
    lost = (ledger / DAY_5).read_bytes()
    (ledger / DAY_5).unlink()
    write(book(tmp_path), "meanwhile", at=on(12, 6))
    (ledger / DAY_5).write_bytes(lost)
    assert book(tmp_path).verify().damage == ()
    assert book(tmp_path).seq == 10


def test_a_month_that_opens_meanwhile_does_so_too(tmp_path: Path) -> None:
    ledger = station(tmp_path)
    lost = (ledger / DAY_5).read_bytes()
    (ledger / DAY_5).unlink()
    write(book(tmp_path), "january", at=on(1, 2, 2027))
    (ledger / DAY_5).write_bytes(lost)
    assert book(tmp_path).verify().damage == ()


def test_without_a_tip_the_copies_tell(tmp_path: Path) -> None:
    ledger = station(tmp_path, copied=9)
    (ledger / ".tip").unlink()
    (ledger / DAY_5).unlink()
    assert write(book(tmp_path), "four", at=on(12, 5))[0].id == "LD-20261205-004"
    assert book(tmp_path).seq == 10


def test_a_copy_of_another_branch_is_not_followed(tmp_path: Path) -> None:
    """After an older copy was put back other lines came: theirs is the chain that counts."""
    ledger = station(tmp_path, copied=9)
    older_page(ledger)
    (ledger / ".tip").unlink()
    shutil.move(tmp_path / "backup", tmp_path / "away")
    for _ in range(4):
        write(book(tmp_path), "another way", at=on(12, 5))
    shutil.move(tmp_path / "away", tmp_path / "backup")
    before = (book(tmp_path).seq, book(tmp_path).tip)
    (ledger / DAY_3).unlink()
    write(book(tmp_path), "goes on", at=on(12, 5))
    page = json.loads((ledger / DAY_5).read_text("utf-8"))["revisions"]
    assert page[str(before[0] + 1)]["prev"] == before[1]


def test_what_is_whole_looks_at_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The write path costs what it did."""
    station(tmp_path, copied=9)
    monkeypatch.setattr("dutyroom.store.given.Traces", None)
    ledger = book(tmp_path)
    assert write(ledger, "ten", at=on(12, 5))[0].id == "LD-20261205-004"
    assert write(book(tmp_path), "eleven", at=on(12, 6))[0].id == "LD-20261206-001"


def test_where_no_tip_was_kept_only_copies_can_tell_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A station that nobody wrote to yet, as the demo, is not read twice each time it opens."""
    station(tmp_path, copied=9)
    (tmp_path / "ledger" / ".tip").unlink()
    shutil.rmtree(tmp_path / "backup")
    monkeypatch.setattr("dutyroom.store.given.Traces", None)
    assert write(book(tmp_path), "ten", at=on(12, 5))[0].id == "LD-20261205-004"


def twins(place: Path, cases: int, seed: int) -> list[str]:
    """Damage stations at random, write on, and say which number or sequence came twice."""
    complaints = []
    dice = random.Random(seed)
    station(place / "whole", copied=7)
    for n in range(cases):
        root = place / f"case{n}"
        shutil.copytree(place / "whole", root)
        how = _spoil(root / "ledger" / dice.choice((DAY_4, DAY_5)), dice)
        ids = [write(book(root), "meanwhile", at=on(12, day))[0].id for day in (5, 4, 5)]
        seq = book(root).seq
        former = {f"LD-2026120{day}-00{k}" for day in (3, 4, 5) for k in (1, 2, 3)}
        if former & set(ids) or len(set(ids)) < 3 or seq < 12:
            complaints.append(f"{n}: {how}: {ids} {seq}")
        shutil.rmtree(root)
    return complaints


def _spoil(page: Path, dice: random.Random) -> str:
    content = bytearray(page.read_bytes())
    place = dice.randrange(len(content))
    how = dice.choice(("bit", "cut", "zeros", "line dropped", "line doubled", "removed"))
    lines = bytes(content).split(b"\n")
    line = dice.randrange(len(lines))
    match how:
        case "bit":
            content[place] ^= 1 << dice.randrange(8)
        case "cut":
            del content[place:]
        case "zeros":
            content[place : place + 40] = bytes(len(content[place : place + 40]))
        case "line dropped":
            content = bytearray(b"\n".join(lines[:line] + lines[line + 1 :]))
        case "line doubled":
            content = bytearray(b"\n".join(lines[: line + 1] + lines[line:]))
    page.write_bytes(content)
    if how == "removed":
        page.unlink()
    return f"{page.name} {how} at {place} line {line}"


def test_whatever_the_damage_no_number_is_a_twin(tmp_path: Path) -> None:
    assert twins(tmp_path, 60, seed=20261218) == []


def test_without_looking_at_what_was_given_some_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutyroom.store.reader.Reader._go_on", lambda self, view, tip: None)
    monkeypatch.setattr(View, "end", property(lambda view: Tip(view.seq, view.tip)))
    assert twins(tmp_path, 60, seed=20261218) != []


def test_a_key_that_is_far_too_high_is_not_gone_on_after(tmp_path: Path) -> None:
    page = station(tmp_path) / DAY_5
    page.write_bytes(page.read_bytes().replace(b'"9":', b'"900000000000009":'))
    write(book(tmp_path), "ten", at=on(12, 5))
    assert '"10":' in (page.parent / "2026-12-05-2.json").read_text("utf-8")


def test_a_link_among_the_copies_shows_nothing(tmp_path: Path) -> None:
    """What it points to is of no copy of this station."""
    ledger = station(tmp_path, copied=9)
    (twin,) = (tmp_path / "backup").glob("*/ledger/" + DAY_5)
    other = tmp_path / "other.json"
    other.write_bytes(twin.read_bytes().replace(b"LD-20261205-003", b"LD-20261205-700"))
    twin.unlink()
    twin.symlink_to(other)
    (ledger / DAY_5).unlink()
    assert write(book(tmp_path), "four", at=on(12, 5))[0].id < "LD-20261205-009"
