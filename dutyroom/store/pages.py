"""Where the pages of the ledger lie, and how one is read even when damaged.

``ledger/2026-12/2026-12-05.json`` holds one day's revisions; when it is full
``2026-12-05-2.json`` follows. A month's folder opens with ``carried.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dutyroom.store.lines import dump_line

SCHEMA = 1
REVISIONS, CARRIED, BALANCE, ABOUT = "revisions", "carried", "balance", "about"
OPENING = "carried.json"
_PAGE = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:-(\d+))?\.json$")
_LINE = re.compile(r'^"(\d+)":(\{.*\}),?$')


@dataclass(frozen=True, slots=True, order=True)
class Page:
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

    def following(self) -> Page:
        """Return the next page of the same day."""
        return Page(self.day, self.part + 1)


def months(ledger: Path) -> list[str]:
    """Return the month folders, oldest first."""
    if not ledger.is_dir():
        return []
    return sorted(p.name for p in ledger.iterdir() if re.fullmatch(r"\d{4}-\d{2}", p.name))


def pages_of(ledger: Path, month: str) -> list[Page]:
    """Return the pages of a month in the order of the chain."""
    found = []
    for path in (ledger / month).iterdir():
        match = _PAGE.match(path.name)
        if match:
            found.append(Page(match[1], int(match[2] or 1)))
    return sorted(found)


def page_for(day: date, newest: Page | None) -> Page:
    """Return the page for a day; never one before the newest, whatever the clock says."""
    wanted = Page(day.isoformat(), 1)
    if newest is not None and newest.day >= wanted.day:
        return newest
    return wanted


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of a page: its number in the file, its sequence, its text and document."""

    line: int
    seq: int
    text: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Damage:
    """Something wrong in a file of the ledger."""

    file: str
    line: int
    record: str
    what: str


def read_lines(path: Path, table: str = REVISIONS) -> tuple[list[RawLine], list[Damage]]:
    """Return the lines of a table, and the damage where a line cannot be read.

    Every line that can be read is returned, whatever happened to the others. A
    page that another program laid out in its own way is read as it means.
    """
    content = path.read_bytes()
    lines, damage = _by_lines(path.name, content.decode("utf-8", "replace"), table)
    if damage:
        laid_out_anew = _as_a_whole(content, table)
        if laid_out_anew is not None:
            return laid_out_anew, []
    return lines, damage


def _by_lines(name: str, content: str, table: str) -> tuple[list[RawLine], list[Damage]]:
    lines: list[RawLine] = []
    damage: list[Damage] = []
    opening = f'"{table}":{{'
    inside = ended = False
    for number, text in enumerate(content.split("\n"), 1):
        if not inside:
            inside = text.lstrip("{") == opening
            ended = ended or text.lstrip("{").startswith(opening + "}")
        elif text.startswith("}"):
            inside, ended = False, True
        else:
            raw = _read_line(number, text)
            if raw is None:
                damage.append(Damage(name, number, "", f"cannot be read: {text[:40]}"))
            else:
                lines.append(raw)
    if not ended:
        damage.append(Damage(name, content.count("\n") + 1, "", "the end is missing"))
    return lines, damage


def _as_a_whole(content: bytes, table: str) -> list[RawLine] | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    inner = found.get(table) if isinstance(found, dict) else None
    if not isinstance(inner, dict):
        return None
    return [RawLine(1, int(seq), dump_line(doc), doc) for seq, doc in inner.items()]


def _read_line(number: int, text: str) -> RawLine | None:
    match = _LINE.match(text)
    if match is None:
        return None
    try:
        document = json.loads(match[2])
    except ValueError:
        return None
    return RawLine(number, int(match[1]), match[2], document)


def read_table(path: Path, table: str) -> dict[str, Any]:
    """Return a small table of a page, empty where there is none or it cannot be read."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    inner = found.get(table, {}) if isinstance(found, dict) else {}
    return inner if isinstance(inner, dict) else {}
