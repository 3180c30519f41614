"""Where the pages of the ledger lie.

``ledger/2026-12/2026-12-05.json`` holds one day's revisions; when it is full
``2026-12-05-2.json`` follows. A month's folder opens with ``carried.json``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dutyroom.store.durable import INSIDE, LARGEST_PAGE, TooLarge, read_file
from dutyroom.store.layout import (
    N_,
    Flaw,
    RawLine,
    Sheet,
    as_written,
    dump_line,
    page_bytes,
    read_sheet,
)
from dutyroom.store.sealed import (
    ABOUT,
    OPENED_WITH,
    SUM,
    heading_of,
    is_balance,
    is_sound,
    remembered,
    sum_of,
)
from dutyroom.values import dataclass

REVISIONS, CARRIED, BALANCE = "revisions", "carried", OPENED_WITH
OPENING = "carried.json"
FULL = 100
"""Lines at which a page is full: the next one begins another page."""
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_PAGE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:-([0-9]+))?\.json")


class Page(NamedTuple):
    """A page of the ledger, in the order of the chain."""

    day: str
    part: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.day}.json" if self.part == 1 else f"{self.day}-{self.part}.json"

    @property
    def month(self) -> str:
        """The folder's name."""
        return self.day[:7]

    def path(self, ledger: Path) -> Path:
        """Return where the page lies."""
        return ledger / self.month / self.name

    def read(self, ledger: Path) -> bytes:
        """Return what the page holds. Raises OSError.

        Plain system calls: a search through ten years opens thousands of pages.
        A folder in its place holds nothing, which is damage like any other, and so
        does what is larger than any page.
        """
        page = os.open(f"{ledger}/{self.month}/{self.name}", os.O_RDONLY | INSIDE)
        try:
            size = os.fstat(page).st_size
            return os.read(page, size) if size <= LARGEST_PAGE else b""
        except IsADirectoryError:
            return b""
        finally:
            os.close(page)

    def following(self) -> Page:
        """Return the next page of the same day."""
        return Page(self.day, self.part + 1)


@dataclass(frozen=True, slots=True)
class Damage:
    """Something wrong in a file of the ledger; ``what`` with its values is the sentence."""

    file: str
    line: int
    record: str
    what: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the place and the English wording."""
        return f"{self.file}, line {self.line}: {self.record} {self.words}"

    @property
    def words(self) -> str:
        """The English wording."""
        return self.what.format(**dict(self.values))


def months(ledger: Path) -> list[str]:
    """Return the month folders, oldest first. Raises OSError where there is no ledger."""
    return sorted(name for name in os.listdir(ledger) if _MONTH.fullmatch(name))


def pages_of(ledger: Path, month: str) -> list[Page]:
    """Return the pages of a month in the order of the chain."""
    return sorted(filter(None, map(page_named, os.listdir(f"{ledger}/{month}"))))


@lru_cache(4096)
def page_named(name: str) -> Page | None:
    """Return the page of a file's name, or None if it is no page's."""
    match = _PAGE.fullmatch(name)
    return Page(match[1], int(match[2] or 1)) if match else None


def day_of(at: datetime, month: str, *, astray: bool) -> date:
    """Return the day on whose page a line is written.

    One by a clock that is astray turns neither day nor month: it stands on the newest page.
    """
    return date.min if astray and month else at.date()


def page_for(day: date, month: str, newest: Page | None) -> Page:
    """Return the page for a day; never before the newest month or page, whatever the clock says."""
    wanted = Page(max(day.isoformat(), f"{month}-01" if month else ""), 1)
    return newest if newest is not None and newest.day >= wanted.day else wanted


def read_page(path: Path, table: str) -> Sheet:
    """Return what a page holds; one without this table is damaged. Raises OSError.

    A folder in its place holds nothing.
    """
    return sheet_of(content_of(path), table)


def content_of(path: Path) -> bytes:
    """Return what the file of a page holds: nothing if it is a folder, or larger than any page.

    Raises OSError, for a link as well.
    """
    try:
        return read_file(path)
    except (IsADirectoryError, TooLarge):
        return b""


def sheet_of(content: bytes, table: str) -> Sheet:
    """Return what the content of a page holds.

    One without this table is damaged, and so is one whose heading does not fit it.
    """
    return remembered((content, table), lambda: _made_out(content, table))


def _made_out(content: bytes, table: str) -> Sheet:
    sheet = read_sheet(content)
    if sheet.flaws:
        return sheet
    if table not in sheet.tables:
        what = N_("there are no {table} in it")
        sheet.flaws.append(Flaw(1, 0, "", what, (("table", table),)))
    elif not _heading_fits(sheet, table):
        sheet.flaws.append(Flaw(2, 0, "", N_("the heading does not fit what stands below")))
    if not is_balance(sheet.first(BALANCE)):
        del sheet.tables[BALANCE]
        sheet.flaws.append(Flaw(2, 0, "", N_("the opening balance is of a wrong form")))
    return sheet


def _heading_fits(sheet: Sheet, table: str) -> bool:
    """Tell whether a page says the schema of its lines, and an opening balance its sum."""
    heading = heading_of(sheet)
    if table != REVISIONS:
        return is_sound(heading, as_written(sheet, without=ABOUT))
    schema = heading.get("schema")
    return all(raw.document.get("schema", 1) == schema for raw in sheet.lines(table))


def revisions_page(lines: Sequence[RawLine]) -> bytes:
    """Return a page of these lines; it says the newest schema among them."""
    schema = max((int(raw.document.get("schema", 1)) for raw in lines), default=1)
    return page_bytes(
        {
            ABOUT: {"1": dump_line({"schema": schema})},
            REVISIONS: {str(raw.seq): raw.text for raw in lines},
        }
    )


def opening_page(schema: int, balance: dict[str, Any], carried: dict[str, dict[str, Any]]) -> bytes:
    """Return the page that a month opens with; it holds the hash of what stands below its heading.

    No chain vouches for what it says of numbers that are given, and no later line.
    """
    below = {
        BALANCE: {"1": dump_line(balance)},
        CARRIED: {seq: dump_line(document) for seq, document in carried.items()},
    }
    heading = {"schema": schema, SUM: sum_of(schema, page_bytes(below))}
    return page_bytes({ABOUT: {"1": dump_line(heading)}, **below})


def schema_of(sheet: Sheet) -> int:
    """Return the schema that a page says it is written in."""
    found = sheet.first(ABOUT).get("schema", 1)
    return found if isinstance(found, int) else 1


def damage_in(path: Path, flaws: list[Flaw]) -> list[Damage]:
    """Return the flaws of a page with the name of its file."""
    name = f"{path.parent.name}/{path.name}"
    return [Damage(name, f.line, f.record, f.what, f.values) for f in flaws]
