"""Lines of a clock in doubt turn no month: they stand where the ledger is (R8)."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from dutyroom.store.ledger import Ledger
from tests.store.books import ZONE, Note, book, on, write

WRONG = [
    datetime(1969, 12, 31, 23, tzinfo=ZONE),
    datetime(2000, 1, 1, 0, 5, tzinfo=ZONE),
    datetime(2099, 6, 1, 9, tzinfo=ZONE),
]


def doubtful(ledger: Ledger, at: datetime, text: str) -> str:
    with ledger.commit(at=at, by="王芳", action="note.add", unverified=True, astray=True) as commit:
        return commit.put(Note(commit.number("N", at.date()), text=text)).id


def months(root: Path) -> list[str]:
    return sorted(path.name for path in root.glob("[12]*"))


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_doubtful_line_stands_on_the_newest_page(tmp_path: Path, wrong: datetime) -> None:
    ledger = book(tmp_path)
    write(ledger, "sure")
    doubtful(ledger, wrong, "doubtful")
    write(ledger, "sure again", at=on(12, 6))
    assert sorted(path.name for path in tmp_path.glob("2026-12/*")) == [
        "2026-12-05.json",
        "2026-12-06.json",
        "carried.json",
    ]
    assert ledger.verify().damage == ()
    assert [note.text for note in book(tmp_path).records(Note)] == [
        "sure",
        "doubtful",
        "sure again",
    ]


def test_many_doubtful_lines_fill_pages_of_the_same_day(tmp_path: Path) -> None:
    ledger = book(tmp_path, page_lines=2)
    write(ledger, "sure")
    for n in range(4):
        doubtful(ledger, WRONG[2], f"doubtful {n}")
    assert months(tmp_path) == ["2026-12"]
    assert ledger.verify().damage == ()


def test_months_turn_behind_them(tmp_path: Path) -> None:
    ledger = book(tmp_path)
    write(ledger, "sure")
    doubtful(ledger, WRONG[2], "doubtful")
    write(ledger, "next year", at=datetime(2027, 1, 2, 9, tzinfo=ZONE))
    assert months(tmp_path) == ["2026-12", "2027-01"]
    assert ledger.verify().damage == ()


def test_no_number_is_given_twice_by_a_clock_that_is_wrong_again(tmp_path: Path) -> None:
    """It starts in the year 2000 each time, and months turn between."""
    ledger = book(tmp_path)
    given = []
    for month in range(9, 13):
        write(ledger, "sure", at=on(month, 3))
        for wrong in WRONG:
            given += [doubtful(ledger, wrong, "one"), doubtful(book(tmp_path), wrong, "two")]
    assert len(given) == len(set(given)) == 4 * 3 * 2
    assert given[1::6][-1] == "N-19691231-008"
    assert ledger.verify().damage == ()


def test_the_first_line_of_all_has_the_page_of_its_own_day(tmp_path: Path) -> None:
    doubtful(book(tmp_path), WRONG[1], "nothing is known yet")
    assert months(tmp_path) == ["2000-01"]


def test_files_of_the_future_are_not_read_at_every_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were written before the clock was set back: years would pass until they are old."""
    ledger = book(tmp_path)
    write(ledger, "sure")
    ahead = time.time() + 3600
    for path in (tmp_path, tmp_path / "2026-12", tmp_path / "2026-12" / "2026-12-05.json"):
        os.utime(path, (ahead, ahead))
    ledger.refresh()

    def looked(*_args: object) -> None:
        raise AssertionError("looked closer")

    monkeypatch.setattr("dutyroom.store.ledger.look_closely", looked)
    assert not ledger.refresh()
