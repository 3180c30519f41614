"""Mending is a record: who did it, what came back, and what stands nowhere any more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.audit import audit_list
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.repair import examine_records, mend_records
from dutyroom.domain.records.kinds import BY_CODE
from dutyroom.domain.records.log import Entry
from dutyroom.domain.records.mending import Loss, Mending
from dutyroom.domain.records.people import Person
from dutyroom.store import pages
from dutyroom.store.accepted import MENDING, Seam
from dutyroom.store.durable import replace_file
from dutyroom.store.layout import dump_line, page_bytes
from dutyroom.store.mend import Doctor
from dutyroom.store.pages import REVISIONS
from dutyroom.store.pending import NAME, Pending, keep_pending, read_pending
from dutyroom.store.pending import Mended as PendingFile
from dutyroom.store.tip import Tip, keep_tip
from dutyroom.store.view import line_hash
from tests.stations.making import PIN, Hands
from tests.stations.property_centre import property_centre


@pytest.fixture
def evening(tmp_path: Path) -> tuple[Desk, Path]:
    """Return the centre at 21:50 with four calls, a copy after two of them, and their page."""
    desk, hands = property_centre(tmp_path / "station")
    for n, clock in enumerate(("20:00", "21:30", "21:42", "21:44")):
        hands.at(f"2026-12-03 {clock}:00")
        log.log_entry(desk, "call", log.Note(text="一二三四"[n]))
        if n == 1:
            make_copy(desk, "hour")
    return again(desk), desk.folder.ledger / "2026-12" / "2026-12-03.json"


def again(desk: Desk, at: str = "2026-12-03 21:50:03") -> Desk:
    fresh = open_desk(desk.folder.path, terminal="值班室")
    Hands(fresh).at(at)
    return fresh


def spoil(page: Path, text: str) -> int:
    """Make a call unreadable, and return the number of its line; no second writing has it."""
    forget_today(page)
    content = page.read_bytes()
    page.write_bytes(content.replace(f'"text":"{text}"'.encode(), b'"text":"\xff'))
    line = next(line for line in content.split(b"\n") if f'"text":"{text}"'.encode() in line)
    return int(line.split(b'"')[1])


def change(page: Path, text: str, other: str) -> None:
    """Give a call other words; its line can still be read."""
    forget_today(page)
    page.write_bytes(page.read_bytes().replace(f'"{text}"'.encode(), f'"{other}"'.encode()))


def forget_today(page: Path) -> None:
    shutil.rmtree(page.parents[2] / "backup" / "today", ignore_errors=True)


def files_of(desk: Desk) -> dict[str, bytes]:
    paths = [path for path in desk.folder.path.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in paths}


def test_the_store_and_the_table_call_it_the_same() -> None:
    assert BY_CODE[MENDING].cls is Mending
    assert Loss.__slots__ == Seam._fields


def test_it_says_who_did_it_and_what_came_back_from_which_copy(
    evening: tuple[Desk, Path],
) -> None:
    desk, page = evening
    spoil(page, "二")
    done = mend_records(again(desk), "赵敏", PIN).record
    assert done is not None
    assert (done.person, done.proof, done.regained, done.lost) == ("赵敏", "pin", 1, ())
    assert done.copies == ("2026-12-03T213000-hour",)
    assert [mended.file for mended in done.files] == ["2026-12/2026-12-03.json"]
    kept = again(desk)
    assert kept.state().mendings == (done,)
    assert audit_list(kept)[0] == done
    assert kept.ledger.history(done.id)[0].action == "data.mend"


def test_without_a_name_the_terminal_stands_in(evening: tuple[Desk, Path]) -> None:
    desk, page = evening
    spoil(page, "二")
    done = mend_records(again(desk)).record
    assert done is not None
    assert (done.person, done.proof) == ("", "none")
    (revision,) = again(desk).ledger.history(done.id)
    assert (revision.by, revision.proof) == ("@值班室", "none")


@pytest.mark.parametrize(
    ("by", "pin", "field"), [("赵敏", "", "pin"), ("赵敏", "0000", "pin"), ("", PIN, "name")]
)
def test_a_pin_is_asked_where_it_can_be_and_one_that_is_given_is_checked(
    evening: tuple[Desk, Path], by: str, pin: str, field: str
) -> None:
    desk, page = evening
    spoil(page, "二")
    before = files_of(desk)
    with pytest.raises(Wrong) as told:
        mend_records(again(desk), by, pin)
    assert told.value.field == field
    assert files_of(desk) == before


def test_a_name_is_enough_where_its_record_cannot_be_read(evening: tuple[Desk, Path]) -> None:
    desk, _page = evening
    for month in desk.folder.ledger.glob("20*"):
        shutil.rmtree(month)
    with pytest.raises(Wrong, match="leave the PIN out"):
        mend_records(again(desk), "赵敏", PIN)
    done = mend_records(again(desk), "赵敏").record
    assert done is not None
    assert (done.person, done.proof) == ("赵敏", "none")
    assert [entry.text for entry in again(desk).state().entries][:2] == ["一", "二"]


def test_a_second_mending_changes_nothing(evening: tuple[Desk, Path]) -> None:
    desk, page = evening
    spoil(page, "三")
    mend_records(again(desk))
    before = files_of(desk)
    assert mend_records(again(desk)).record is None
    assert files_of(desk) == before


def test_what_is_whole_is_not_mended(evening: tuple[Desk, Path]) -> None:
    desk, _page = evening
    before = files_of(desk)
    assert mend_records(again(desk)).record is None
    assert files_of(desk) == before


@pytest.mark.parametrize("turned", [False, True])
def test_calls_go_on_behind_what_was_accepted(evening: tuple[Desk, Path], turned: bool) -> None:
    """The newest month is not damaged any more, before and after the month turns."""
    desk, page = evening
    lost = spoil(page, "三")
    at = "2027-01-02 09:00:00" if turned else "2026-12-03 22:00:00"
    if turned:
        log.log_entry(again(desk, at), "call", log.Note(text="元旦"))
    mend_records(again(desk, at))
    log.log_entry(again(desk, at), "call", log.Note(text="五"))
    now = again(desk, at)
    assert now.ledger.damage == ()
    found = now.ledger.verify()
    assert found.damage == ()
    assert [accepted.lines for accepted in found.accepted] == [(lost,)]
    assert make_copy(now).seq == now.ledger.seq


def test_a_changed_line_that_nobody_has_otherwise_is_accepted_as_it_is(
    evening: tuple[Desk, Path],
) -> None:
    """A further change of it is damage again."""
    desk, page = evening
    change(page, "三", "叁")
    done = mend_records(again(desk)).record
    assert done is not None
    (loss,) = done.lost
    assert done.lost_lines == (loss.changed,) == (loss.after,)
    assert "叁" in [entry.text for entry in again(desk).state().entries]
    assert again(desk).ledger.verify().damage == ()
    change(page, "叁", "三十")
    assert again(desk).ledger.verify().damage


@pytest.mark.parametrize("text", ["二", "四"])
def test_a_line_next_to_a_gap_is_still_vouched_for(evening: tuple[Desk, Path], text: str) -> None:
    desk, page = evening
    spoil(page, "三")
    mend_records(again(desk))
    assert again(desk).ledger.verify().damage == ()
    change(page, text, "别的")
    assert again(desk).ledger.verify().damage


def test_a_number_of_a_lost_line_is_not_given_again(evening: tuple[Desk, Path]) -> None:
    """Nothing was written meanwhile: only the mending knows how many there were."""
    desk, page = evening
    content = page.read_bytes()
    forget_today(page)
    page.write_bytes(content[: content.index("三".encode())])
    mend_records(again(desk))
    assert again(desk).ledger.verify().damage == ()
    call = log.log_entry(again(desk), "call", log.Note(text="五")).entry
    assert call.id > "LD-20261203-004"
    following = log.log_entry(again(desk), "call", log.Note(text="六")).entry
    assert following.id == f"{call.id[:-1]}{int(call.id[-1]) + 1}"
    late = again(desk, "2027-01-02 09:00:00")
    log.log_entry(late, "call", log.Note(text="元旦"))
    assert late.ledger.highest("LD-20261203", call.day) >= int(following.id[-3:])


def test_a_line_that_a_later_month_carries_comes_back_from_there(
    evening: tuple[Desk, Path],
) -> None:
    """No copy has it; what the month opened with does."""
    desk, page = evening
    whole = page.read_bytes()
    january = again(desk, "2027-01-02 09:00:00")
    log.log_entry(january, "call", log.Note(text="元旦"))
    spoil(page, "三")
    done = mend_records(again(desk, "2027-01-02 09:00:00")).record
    assert done is not None
    assert (done.lost, done.copies) == ((), ("carried.json",))
    assert page.read_bytes() == whole


@pytest.mark.parametrize("place", range(1, 7))
def test_a_mending_that_is_cut_off_is_finished_by_the_next_with_its_record(
    evening: tuple[Desk, Path], monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    """Whatever the first one did stands in the record of the second."""
    desk, page = evening
    spoil(page, "二")
    lost = spoil(page, "三")
    calls = iter(range(1, 99))

    def cut_off(path: Path, content: bytes) -> None:
        if next(calls) == place:
            raise OSError("cut off")
        replace_file(path, content)

    for module in ("mend", "pending", "lines", "opening"):
        monkeypatch.setattr(f"dutyroom.store.{module}.replace_file", cut_off)
    try:
        mend_records(again(desk))
    except Exception as error:  # whatever it says, the next one goes on
        assert "cut off" in str(error) or place
    monkeypatch.undo()
    mend_records(again(desk))
    now = again(desk)
    (done,) = now.state().mendings
    assert (done.regained, done.lost_lines) == (1, (lost,))
    assert now.ledger.verify().damage == ()
    assert not (desk.folder.ledger / NAME).exists()


def test_a_mending_whose_record_stands_is_not_told_again_in_another_month(
    evening: tuple[Desk, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was killed behind its record, before it could forget what it did."""
    desk, page = evening
    spoil(page, "二")
    monkeypatch.setattr(Doctor, "done", lambda _doctor: None)
    assert mend_records(again(desk)).record is not None
    monkeypatch.undo()
    assert (desk.folder.ledger / NAME).exists()
    log.log_entry(again(desk, "2027-01-01 00:10:00"), "call", log.Note(text="新年"))
    assert mend_records(again(desk, "2027-01-01 00:11:00")).record is None
    assert not (desk.folder.ledger / NAME).exists()


def test_what_another_mending_is_about_to_do_is_not_forgotten(
    evening: tuple[Desk, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It began as soon as the lock was free, and may be killed before its record."""
    desk, page = evening
    spoil(page, "二")
    other, done = Pending(99, (PendingFile("2026-12/2026-12-03.json", 1),)), Doctor.done

    def done_late(doctor: Doctor) -> None:
        keep_pending(desk.folder.ledger, other)
        done(doctor)

    monkeypatch.setattr(Doctor, "done", done_late)
    mend_records(again(desk))
    assert read_pending(desk.folder.ledger) == other


def test_a_copy_that_turns_up_later_brings_accepted_lines_back(
    evening: tuple[Desk, Path], tmp_path: Path
) -> None:
    desk, page = evening
    make_copy(again(desk))
    shutil.move(desk.folder.path / "backup", tmp_path / "away")
    (desk.folder.path / "backup").mkdir()
    lost = spoil(page, "三")
    first = mend_records(again(desk)).record
    assert first is not None
    assert first.lost_lines == (lost,)
    shutil.rmtree(desk.folder.path / "backup")
    shutil.move(tmp_path / "away", desk.folder.path / "backup")
    second = mend_records(again(desk)).record
    assert second is not None
    assert (second.regained, second.lost) == (1, ())
    found = again(desk).ledger.verify()
    assert (found.damage, found.accepted) == ((), ())
    assert [entry.text for entry in again(desk).state().entries] == ["一", "二", "三", "四"]


def test_lines_that_were_written_anew_with_every_hash_are_all_named(
    evening: tuple[Desk, Path],
) -> None:
    """The copy has the two calls before as they were; what stands is accepted by its number."""
    desk, page = evening
    forget_today(page)
    lines = pages.read_page(page, REVISIONS).lines(REVISIONS)
    first, texts, tip = lines[0].seq, {}, ""
    for raw in lines:
        raw.document["prev"] = tip or raw.document["prev"]
        text = dump_line(raw.document).replace('"一"', '"别的"')
        texts[str(raw.seq)], tip = text, line_hash(text)
    page.write_bytes(page_bytes({"about": {"1": '{"schema":2}'}, REVISIONS: texts}))
    keep_tip(desk.folder.ledger, Tip(lines[-1].seq, tip))
    now = again(desk)
    assert [(d.file, d.record) for d in now.ledger.verify().damage] == [
        ("2026-12/2026-12-03.json", "LD-20261203-001")
    ]
    done = mend_records(now).record
    assert done is not None
    assert done.lost_lines == (first, first + 1)
    (accepted,) = again(desk).ledger.verify().accepted
    assert accepted.lines == (first, first + 1)


def test_with_seams_that_nobody_compares_anything_would_be_whole(
    evening: tuple[Desk, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the tests above see it when what is accepted is not held against its hashes."""
    desk, page = evening
    spoil(page, "三")
    mend_records(again(desk))
    shutil.rmtree(desk.folder.path / "backup")
    change(page, "二", "别的")
    monkeypatch.setattr(Seam, "place", property(lambda seam: (seam.after, "", seam.before, "")))
    assert again(desk).ledger.verify().damage == ()


def test_an_examination_names_nothing_that_was_accepted(evening: tuple[Desk, Path]) -> None:
    desk, page = evening
    spoil(page, "三")
    mend_records(again(desk))
    found = examine_records(again(desk))
    assert (found.report.damage, found.remedies) == ((), ())
    assert isinstance(again(desk).state().entries[0], Entry)
    assert isinstance(next(iter(again(desk).state().people.values())), Person)
