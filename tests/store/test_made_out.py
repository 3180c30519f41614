"""What is made out of a page without parsing it, and remembered only while that is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.store import pages
from dutyroom.store.sealed import linked_sheet, page_links, remembering
from tests.store.books import book, write


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    """Return a page of three lines."""
    write(book(tmp_path), "水管漏水", "门灯不亮", "来访一人")
    return next(tmp_path.glob("2026-12/2026-12-*.json")).read_bytes()


def test_lines_that_vouch_for_each_other_are_read_as_if_they_were_parsed(content: bytes) -> None:
    sheet = linked_sheet(content)
    assert sheet is not None
    parsed = pages.sheet_of(content, pages.REVISIONS)
    for quick, slow in zip(sheet.lines("revisions"), parsed.lines("revisions"), strict=True):
        assert quick[:3] == slow[:3]
        assert {key: slow.document.get(key, 1) for key in quick.document} == quick.document


def test_a_line_that_its_follower_does_not_vouch_for_is_parsed(content: bytes) -> None:
    assert linked_sheet(content.replace("门灯".encode(), "门铃".encode())) is None


def test_a_last_line_that_is_no_document_is_parsed(content: bytes) -> None:
    broken = content.replace('"来访一人"'.encode(), '"来访一人'.encode())
    assert page_links(broken) is not None
    assert linked_sheet(broken) is None


def test_a_page_without_its_last_line_is_parsed_and_damaged(content: bytes) -> None:
    lines = content.split(b"\n")
    short = b"\n".join([*lines[:-3], *lines[-2:]])
    assert short.endswith(b",\n}}\n")
    assert linked_sheet(short) is None
    with remembering():
        assert pages.sheet_of(short, pages.REVISIONS).flaws


def test_a_page_that_changes_meanwhile_is_made_out_anew(content: bytes) -> None:
    with remembering():
        first = pages.sheet_of(content, pages.REVISIONS)
        assert pages.sheet_of(bytes(bytearray(content)), pages.REVISIONS) is first
        assert pages.sheet_of(content[:-9], pages.REVISIONS).flaws
    assert pages.sheet_of(content, pages.REVISIONS) is not first
