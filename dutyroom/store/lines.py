"""TinyDB's storage with a document a line, replaced in one durable step."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from dutyroom.store.durable import Replaced, read_file, replace_file
from dutyroom.store.layout import (
    CLOSING,
    RawLine,
    Sheet,
    append_lines,
    dump_line,
    page_bytes,
    read_growth,
    read_sheet,
)

Tables = dict[str, dict[str, Any]]
Stamp = tuple[int, int, int]
YOUNG_NS = 50_000_000
"""A file younger than this is read again: inodes are recycled and mtimes are coarse."""


class LineStorage(Storage):
    """A JSON file that stock TinyDB opens at any instant, one document a line."""

    station: Path | None = None
    """The folder from which no link is followed on the way to the file, where there is one."""

    def __init__(self, path: str | Path, create_dirs: bool = False) -> None:
        """Name the file; it need not exist yet. ``create_dirs`` makes its folder."""
        super().__init__()
        self.path = Path(path)
        if create_dirs:
            self.path.parent.mkdir(parents=True, exist_ok=True)

    def read(self) -> Tables | None:
        """Return the tables, or None for a file that is missing or empty."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return None
        return json.loads(content) if content.strip() else None

    def write(self, data: Tables) -> None:
        """Replace the file by these tables. Raises OSError; the old file then stands."""
        content = page_bytes({str(name): _table(data[name]) for name in data})
        replace_file(self.path, content, self.station)


def _table(documents: object) -> dict[str, str] | str:
    if not isinstance(documents, dict):
        return dump_line(documents)
    return {str(key): dump_line(document) for key, document in documents.items()}


class SealedLines(LineStorage):
    """The storage of a ledger page: a line that is written is never serialised again.

    Documents that it hands out are shared and must not be changed; the ledger
    only ever adds. A page that does not exist yet begins with ``heading``; ``ready``
    are the texts of documents that will be added, where somebody has them already;
    ``replaced`` keeps the page as it was, where somebody lets go of it later.
    It lies in a month's folder of a station's ledger; no link on that way is followed.
    """

    def __init__(self, path: str | Path, heading: Tables | None = None) -> None:
        """Name the page; nothing is read yet."""
        super().__init__(path)
        self.station = self.path.parents[2]
        self._heading = heading
        self.ready: dict[str, str] = {}
        self.replaced: Replaced | None = None
        self._forget()

    def _forget(self) -> None:
        self.stamp: Stamp | None = None
        self._content = b""
        self._unread = False
        self._tables: Tables = {}
        self._texts: dict[str, dict[str, str]] = {}

    def read(self) -> Tables | None:
        """Return the tables in fresh containers, from memory while the file is the same.

        Raises ValueError when the page is damaged.
        """
        stamp = stamp_of(self.path)
        if stamp is None:
            self._forget()
            return _copy(self._heading) if self._heading is not None else None
        if stamp != self.stamp:
            self.take_in(read_file(self.path))
            self.stamp = stamp if is_settled(stamp) else None
        if self._unread:
            self._parse(self._content)
        return _copy(self._tables) if self._content.strip() else None

    def take_in(self, content: bytes) -> list[RawLine] | None:
        """Remember a page as it is now.

        Returns the lines that were added since it was last seen, or None when
        it did not just grow. Raises ValueError when it is damaged.
        """
        added = [] if content == self._content else read_growth(self._content, content)
        if added is None:
            self._parse(content)
        elif added:
            if not self._unread:
                self._keep(next(reversed(self._tables)), added)
            self._content = content
        return added

    def _parse(self, content: bytes) -> None:
        sheet = read_sheet(content)
        if sheet.flaws:
            raise ValueError(f"{self.path}: {sheet.flaws[0].what}")
        self.begin(content, sheet)

    def expect(self, content: bytes) -> None:
        """Remember a page that is known to be sound; it is parsed when it is first written to."""
        self._forget()
        self._content, self._unread = content, True

    def begin(self, content: bytes, sheet: Sheet) -> None:
        """Remember a page that has just been read elsewhere."""
        self._forget()
        self._content = content
        for table, lines in sheet.tables.items():
            self._keep(table, lines)

    def _keep(self, table: str, lines: list[RawLine]) -> None:
        self._tables.setdefault(table, {}).update({str(raw.seq): raw.document for raw in lines})
        self._texts.setdefault(table, {}).update({str(raw.seq): raw.text for raw in lines})

    def write(self, data: Tables) -> None:
        """Replace the page; only documents that are new are serialised."""
        added = self._added(data)
        if added:
            table = next(reversed(self._texts))
            content = append_lines(self._content, added)
            replace_file(self.path, content, self.station, self.replaced)
            self._texts[table].update(added)
            self._tables[table].update({key: data[table][key] for key in added})
        else:
            texts = {name: _texts(held, self._texts.get(name, {})) for name, held in data.items()}
            content = page_bytes(texts)
            replace_file(self.path, content, self.station, self.replaced)
            self._tables, self._texts = _copy(data), texts
        self._content = content
        self.stamp = stamp_of(self.path)

    def _added(self, data: Tables) -> dict[str, str]:
        """Return the lines to put behind all others; none if the page must be laid out again."""
        names = list(self._texts)
        if not names or list(data) != names or not self._content.endswith(CLOSING):
            return {}
        known, documents = self._texts[names[-1]], data[names[-1]]
        keys = list(documents)
        grows = known and len(keys) > len(known) and keys[: len(known)] == list(known)
        if not grows or any(data[name] != self._tables[name] for name in names[:-1]):
            return {}
        return {key: self._text(key, documents[key]) for key in keys[len(known) :]}

    def _text(self, key: str, document: object) -> str:
        return self.ready.get(key) or dump_line(document)


def _texts(documents: dict[str, Any], known: dict[str, str]) -> dict[str, str]:
    return {
        key: known[key] if key in known else dump_line(document)
        for key, document in documents.items()
    }


def _copy(tables: Tables) -> Tables:
    return {name: dict(documents) for name, documents in tables.items()}


def stamp_of(path: str | Path) -> Stamp | None:
    """Return what tells one state of a file from another, or None when it is missing."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def is_settled(stamp: Stamp) -> bool:
    """Tell whether a file is old enough for its stamp to be trusted.

    One of the future was written before the clock was set back: it is as old as any.
    """
    return abs(time.time_ns() - stamp[0]) > YOUNG_NS
