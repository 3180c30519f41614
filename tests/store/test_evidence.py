"""Which line was changed, who else vouches for a line, and what nothing can tell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dutyroom.store.copies import Copies
from dutyroom.store.folder import StationFolder
from dutyroom.store.pages import Damage
from dutyroom.store.tip import Tip, keep_tip
from dutyroom.store.view import line_hash
from dutyroom.store.walk import Verification
from dutyroom.store.witness import Witnesses
from tests.faults.damage import (
    LATE,
    lines_of,
    make_station,
    open_book,
    pages_of,
    repair,
    written_again,
)
from tests.store.books import on, write

PAGE, PAGE_4, PAGE_5 = (
    "2026-12/2026-12-04.json",
    "2026-12/2026-12-04-2.json",
    "2026-12/2026-12-05.json",
)


def verify(station: Path) -> Verification:
    return open_book(station).verify()


def change(station: Path, name: str, old: str, new: str) -> None:
    page = station / "ledger" / name
    content = page.read_text("utf-8")
    assert old in content
    page.write_text(content.replace(old, new), "utf-8")


def only(station: Path) -> Damage:
    (damage,) = verify(station).damage
    return damage


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """Return a station of thirty lines, the last nine of them in no copy and nowhere else."""
    station = make_station(tmp_path / "station", after_copy=9)
    shutil.rmtree(station / "backup" / "today", ignore_errors=True)
    return station


@pytest.mark.parametrize("copied", [True, False])
@pytest.mark.parametrize("n", [19, 20, 21, 22, 24, 25, 28])
def test_the_line_that_was_changed_is_named_itself(station: Path, n: int, copied: bool) -> None:
    """Whether it is the first or the last on its page, or between; with copies and without."""
    if not copied:
        shutil.rmtree(station / "backup")
    file = next(file for file, lines in pages_of(station).items() if n in lines)
    change(station, file, f'"text":"note {n}"', f'"text":"nota {n}"')
    damage = only(station)
    assert (damage.file, damage.record) == (file, f"LD-{file[8:18].replace('-', '')}-{record(n)}")
    assert damage.line == 5 + sorted(pages_of(station)[file]).index(n)


def record(n: int) -> str:
    """Return the number that a note has on its day; six are written on each."""
    return f"{(n - 1) % 6 + 1:03d}"


def test_a_line_whose_own_hash_of_the_one_before_was_changed_is_named_itself(station: Path) -> None:
    lines = lines_of(station / "ledger")
    prev = json.loads(lines[20])["prev"]
    change(station, PAGE, f'"prev":"{prev}"', f'"prev":"{"0" * 64}"')
    damage = only(station)
    assert damage.record == "LD-20261204-002"
    assert "neither line 19 nor line 21 fits it" in damage.words


def test_the_last_line_of_a_month_that_was_changed_is_named_itself(station: Path) -> None:
    """Not the opening balance of the next one, which has it right."""
    file = next(file for file, lines in pages_of(station).items() if 12 in lines)
    change(station, file, '"text":"note 12"', '"text":"nota 12"')
    assert (only(station).file, only(station).record) == (file, "LD-20261130-006")


def written_anew(station: Path, n: int) -> None:
    """Change a line, and reckon every hash behind it again; the tip as well."""
    written_again(station, n, lambda document: document["data"].update(text="forged"))


@pytest.mark.parametrize("n", [14, 20, 21])
def test_a_page_that_was_written_anew_is_noticed_by_the_copies(station: Path, n: int) -> None:
    """Every hash fits; the copy still ends with the line as it was."""
    written_anew(station, n)
    damage = only(station)
    assert f"line {n} is not the one that a good copy has" in damage.words
    assert (
        f'"{n}":'
        in (station / "ledger" / damage.file).read_text("utf-8").split("\n")[damage.line - 1]
    )


def test_without_the_copies_it_is_not(station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what these tests notice is the comparison."""
    written_anew(station, 20)
    monkeypatch.setattr(Witnesses, "see", lambda *args: None)
    assert verify(station).damage == ()


def test_behind_the_last_copy_nothing_tells_and_that_is_said(station: Path) -> None:
    found = verify(station)
    assert (found.last, found.vouched) == (30, 21)
    written_anew(station, 22)
    found = verify(station)
    assert (found.damage, found.last, found.vouched) == ((), 30, 21)


def test_with_no_copy_at_all_nothing_is_vouched_for(station: Path) -> None:
    shutil.rmtree(station / "backup")
    assert verify(station).vouched == 0


def test_a_copy_that_was_changed_itself_accuses_nobody(station: Path) -> None:
    (copy,) = (station / "backup").glob("2026-*")
    for spoilt in ("tip", "seq"):
        manifest = json.loads((copy / "copy.json").read_text("utf-8"))
        manifest[spoilt] = "0" * 64 if spoilt == "tip" else 20
        (copy / "copy.json").write_text(json.dumps(manifest), "utf-8")
        assert verify(station).damage == ()


def test_a_copy_that_an_older_program_left_behind_when_it_put_one_back_accuses_nobody(
    station: Path,
) -> None:
    """What stood there was set aside, and the copy has the same lines."""
    aside = station / "quarantine" / "ledger.bad-20261205T083000"
    aside.mkdir()
    shutil.copytree(station / "ledger" / "2026-12", aside / "2026-12")
    Copies(StationFolder(station)).make(LATE, "demand")
    ledger = station / "ledger"
    shutil.rmtree(ledger / "2026-12")
    (older,) = (station / "backup").glob("*-hour")
    shutil.copytree(older / "ledger" / "2026-12", ledger / "2026-12")
    (ledger / ".tip").unlink()
    book = open_book(station)
    keep_tip(ledger, _end_of(station))
    write(book, "another way", at=on(12, 5))
    assert verify(station).damage == ()
    assert verify(station).vouched == 21


def test_a_folder_planted_in_quarantine_silences_a_copy_but_no_handover(station: Path) -> None:
    """It looks like one of an older program; `data verify` says how far is vouched for."""
    lines = lines_of(station / "ledger")
    aside = station / "quarantine" / "ledger.bad-20261205T083000"
    shutil.copytree(station / "ledger" / "2026-12", aside / "2026-12")
    written_anew(station, 20)
    found = verify(station)
    assert found.damage == ()
    assert found.vouched < 20
    _sign(station, f"20 {line_hash(lines[20])}")
    assert "line 20 is not the one" in only(station).words


def _end_of(station: Path) -> Tip:
    seq, text = max(lines_of(station / "ledger").items())
    return Tip(seq, line_hash(text))


def test_what_was_written_anew_is_accepted_by_a_mending_and_named(station: Path) -> None:
    """Mending does not choose between two histories: it keeps both in sight."""
    true = lines_of(station / "ledger")[20]
    (copy,) = (station / "backup").glob("*-hour")
    written_anew(station, 20)
    repair(station)
    assert "forged" in lines_of(station / "ledger")[20]
    assert lines_of(copy / "ledger")[20] == true
    found = verify(station)
    assert found.damage == ()
    (accepted,) = found.accepted
    assert 21 in accepted.lines
    written_again(station, 20, lambda document: document["data"].update(text="once more"))
    assert verify(station).damage


def test_a_line_that_a_handover_names_is_compared(station: Path) -> None:
    """Near it and far from it: the hash stands in the record that was signed."""
    lines = lines_of(station / "ledger")
    for n in (29, 4):
        _sign(station, f"{n} {line_hash(lines[n])}")
    found = verify(station)
    assert (found.damage, found.vouched) == ((), 29)


def _sign(station: Path, tip: str) -> None:
    """Put a record in the ledger that says a line as a handover does."""
    count = max(lines_of(station / "ledger"))
    write(open_book(station), "signed", at=on(12, 6))
    written_again(station, count + 1, lambda document: document["data"].update(tip=tip))


@pytest.mark.parametrize("n", [4, 29])
def test_a_handover_accuses_what_was_written_anew(station: Path, n: int) -> None:
    shutil.rmtree(station / "backup")
    _sign(station, f"{n} {line_hash(lines_of(station / 'ledger')[n])}")
    assert verify(station).vouched == n
    written_anew(station, n)
    assert f"line {n} is not the one" in only(station).words
