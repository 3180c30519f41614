"""Today's lines a second time, so that not even an hour is lost with a page.

``backup/today/2026-12-05.lines`` holds the lines of the page of that name as they
stand in it, each added once its page is durable. Nothing here is synced, and nothing
waits for it: a line may be missing, and one that was being added when the power went
is half there. The chain tells which lines are right, as with every other copy.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import FILE_MODE, INSIDE, make_folder, open_folder, open_to_group
from dutyroom.store.layout import Sheet, read_line
from dutyroom.store.pages import Page

TODAY = "today"
_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]{1,6})?)\.lines")
_MOST_BYTES = 64 * 1024 * 1024
"""More than any page can hold: what a file has beyond is not read."""


def write_again(backup: Path, page: Page, texts: Mapping[str, str]) -> None:
    """Add lines, by their numbers, to the second writing of a page.

    Nothing is raised, for the lines are safe already where they belong.
    """
    # A line begins where the one before was cut off, if it was: so the break comes first.
    lines = "".join([f'\n"{seq}":{text}' for seq, text in texts.items()]).encode()
    with suppress(OSError):
        try:
            _add(backup, page, lines)
        except FileNotFoundError:
            make_folder(backup / TODAY, backup.parent)
            _add(backup, page, lines)


def _add(backup: Path, page: Page, lines: bytes) -> None:
    below = _open(backup)
    try:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | INSIDE
        handle = os.open(_name(page), flags, FILE_MODE, dir_fd=below)
    finally:
        os.close(below)
    try:
        open_to_group(handle)
        os.write(handle, lines)
    finally:
        os.close(handle)


def _open(backup: Path) -> int:
    """Open the folder of the second writing; neither it nor the one above may be a link."""
    above = open_folder(backup, backup.parent)
    try:
        return os.open(TODAY, os.O_RDONLY | os.O_DIRECTORY | INSIDE, dir_fd=above)
    finally:
        os.close(above)


def _name(page: Page) -> str:
    return f"{page.name.removesuffix('.json')}.lines"


def second_lines(backup: Path | None, since: str) -> Iterator[tuple[Page, Sheet]]:
    """Give the pages that were written a second time from a month on, with their lines.

    What cannot be read is left out.
    """
    with suppress(OSError):
        below = _open(backup) if backup is not None else None
        if below is None:
            return
        try:
            for page in sorted(filter(None, map(_page_of, os.listdir(below)))):
                if page.month >= since:
                    yield page, _sheet(below, _name(page))
        finally:
            os.close(below)


def _page_of(name: str) -> Page | None:
    found = _NAME.fullmatch(name)
    return pages.page_named(f"{found[1]}.json") if found else None


def _sheet(below: int, name: str) -> Sheet:
    lines = []
    with suppress(OSError):
        for number, raw in enumerate(_content(below, name).split(b"\n"), 1):
            line = read_line(number, raw)
            if line is not None and "prev" in line.document:
                lines.append(line)
    return Sheet({pages.REVISIONS: lines})


def _content(below: int, name: str) -> bytes:
    handle = os.open(name, os.O_RDONLY | INSIDE, dir_fd=below)
    try:
        size = os.fstat(handle).st_size
        return os.read(handle, min(size, _MOST_BYTES))
    finally:
        os.close(handle)


def put_away(station: Path, month: str) -> None:
    """Remove what a good copy, made up to this month, holds now.

    The day of the newest page stays, and the day before. Nothing is raised: what
    stays too long does no harm.
    """
    backup = station / "backup"
    with suppress(OSError, ValueError, OverflowError, IndexError):
        newest = pages.pages_of(station / "ledger", month)[-1]
        before = (date.fromisoformat(newest.day) - timedelta(days=1)).isoformat()
        below = _open(backup)
        try:
            for name in os.listdir(below):
                page = _page_of(name)
                if page is not None and page.day < before:
                    os.unlink(name, dir_fd=below)
        finally:
            os.close(below)
