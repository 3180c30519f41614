"""Lines that say whose Unix account wrote them and how a name was proved, and lines that do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from dutyroom.store.layout import CLOSING
from dutyroom.store.ledger import Ledger
from tests.store.books import (
    MORNING,
    LaterNotes,
    Note,
    Notes,
    on,
    page_texts,
    stock_documents,
)

SAID = ("zhang", "pin", False)
SILENT = ("", "", False)
DOUBTED = ("zhang", "session", True)
DAY = MORNING.date()

Opener = Callable[[int], Ledger]


@pytest.fixture(params=[Notes, LaterNotes])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Return what opens the ledger as another process would, its pages of so many lines."""
    codec: type[Notes] = request.param
    return lambda lines: Ledger(tmp_path, codec(), terminal="duty room", page_lines=lines)


def write(ledger: Ledger, text: str, said: tuple[str, str, bool], *, minute: int = 0) -> Note:
    user, proof, doubt = said
    at = MORNING + timedelta(minutes=minute)
    with ledger.commit(
        at=at, by="王芳", action="note.add", user=user, proof=proof, unverified=doubt
    ) as commit:
        return commit.put(Note(commit.number("LD", DAY), text=text, open=True))


def three(ledger: Ledger) -> list[Note]:
    """Write a line that says both, one that says nothing, one that says all there is."""
    said = enumerate((SAID, SILENT, DOUBTED))
    return [write(ledger, "漏水", each, minute=minute) for minute, each in said]


def said_by(ledger: Ledger, note: Note) -> tuple[str, str, bool]:
    (revision,) = ledger.history(note.id)
    return revision.user, revision.proof, revision.unverified


@pytest.mark.parametrize("lines", [1, 500])
def test_a_revision_says_what_its_line_does(opener: Opener, lines: int) -> None:
    notes = three(opener(lines))
    ledger = opener(lines)
    assert ledger.records(Note) == notes
    assert [said_by(ledger, note) for note in notes] == [SAID, SILENT, DOUBTED]
    assert [hit.whole.proof for hit in ledger.hits(["漏水"])] == ["session", "", "pin"]
    assert [revision.user for revision in ledger.search(["漏水"])] == ["zhang", "", "zhang"]


@pytest.mark.parametrize("lines", [1, 500])
def test_a_doubtful_clock_is_known_whatever_else_a_line_says(opener: Opener, lines: int) -> None:
    ledger = opener(lines)
    three(ledger)
    sure = (MORNING + timedelta(minutes=1)).isoformat()
    assert ledger.verified_at == sure
    assert opener(lines).verified_at == sure


@pytest.mark.parametrize("lines", [1, 500])
def test_lines_of_both_sorts_make_one_chain(opener: Opener, lines: int) -> None:
    three(opener(lines))
    found = opener(lines).verify()
    assert (found.revisions, found.damage) == (3, ())


def test_what_is_not_known_is_not_written(opener: Opener, tmp_path: Path) -> None:
    three(opener(500))
    (page,) = tmp_path.glob("*/2026-12-05.json")
    documents = stock_documents(page)
    assert [{"user", "proof"} & document.keys() for document in documents] == [
        {"user", "proof"},
        set(),
        {"user", "proof"},
    ]
    assert (documents[0]["user"], documents[0]["proof"]) == ("zhang", "pin")
    assert documents[2]["clock"] == "unverified"


def test_a_line_is_carried_into_the_next_month_with_what_it_says(opener: Opener) -> None:
    notes = three(opener(500))
    later = opener(500)
    with later.commit(at=on(1, 4, 2027), by="王芳", action="note.add") as commit:
        commit.put(Note(commit.number("LD", on(1, 4, 2027).date()), text="新年"))
    again = opener(500)
    revisions = [again.revision(note.id) for note in notes]
    assert [revision and revision.proof for revision in revisions] == ["pin", "", "session"]
    assert again.verify().damage == ()


def test_a_proof_that_was_put_in_afterwards_shows(opener: Opener, tmp_path: Path) -> None:
    """The chain vouches for it like for all else that a line says."""
    three(opener(500))
    (page,) = tmp_path.glob("*/2026-12-05.json")
    page.write_bytes(page.read_bytes().replace(b'"proof":"pin"', b'"proof":"non"'))
    assert [damage.record for damage in opener(500).verify().damage] == ["LD-20261205-001"]


@pytest.mark.parametrize("name", ['"', '"}', 'x","clock":"unverified', "张\\", "a,b}}"])
def test_no_name_of_an_account_is_taken_for_anything_else(opener: Opener, name: str) -> None:
    note = write(opener(500), "漏水", (name, "none", False))
    ledger = opener(500)
    assert said_by(ledger, note) == (name, "none", False)
    assert ledger.verified_at == MORNING.isoformat()
    assert ledger.verify().damage == ()


def test_a_page_that_lost_its_end_still_gives_what_its_lines_say(
    opener: Opener, tmp_path: Path
) -> None:
    notes = three(opener(500))
    (page,) = tmp_path.glob("*/2026-12-05.json")
    page.write_bytes(page.read_bytes().removesuffix(CLOSING))
    ledger = opener(500)
    assert ledger.damage
    assert [said_by(ledger, note) for note in notes] == [SAID, SILENT, DOUBTED]


def test_writing_on_leaves_the_lines_before_as_they_are(opener: Opener, tmp_path: Path) -> None:
    three(opener(500))
    before = page_texts(tmp_path)["2026-12-05.json"].removesuffix(CLOSING.decode())
    write(opener(500), "门灯", SAID, minute=5)
    assert page_texts(tmp_path)["2026-12-05.json"].startswith(before)
