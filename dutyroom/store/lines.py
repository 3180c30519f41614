"""TinyDB's storage with a document a line, replaced in one durable step."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from dutyroom.store.durable import replace_file

Tables = dict[str, dict[str, Any]]
YOUNG_NS = 50_000_000
"""A file younger than this is read again: inodes are recycled and mtimes are coarse."""


class LineStorage(Storage):
    """A JSON file that stock TinyDB opens at any instant, one document a line."""

    def __init__(self, path: str | Path) -> None:
        """Name the file; it need not exist yet."""
        super().__init__()
        self.path = Path(path)

    def read(self) -> Tables | None:
        """Return the tables, or None for a file that is missing or empty."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return None
        return json.loads(content) if content.strip() else None

    def write(self, data: Tables) -> None:
        """Replace the file by these tables. Raises OSError; the old file then stands."""
        replace_file(self.path, _page(data, _dump).encode())


def _dump(_table: str, _key: str, document: object) -> str:
    return dump_line(document)


def dump_line(document: object) -> str:
    """Return a document as the one line that is written and hashed."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _page(data: Tables, dump: Any) -> str:
    tables = []
    for name, documents in data.items():
        lines = ",\n".join(
            f"{json.dumps(str(key))}:{dump(name, key, document)}"
            for key, document in documents.items()
        )
        tables.append(
            f"{json.dumps(name)}:{{\n{lines}\n}}" if lines else f"{json.dumps(name)}:{{}}"
        )
    return "{" + ",\n".join(tables) + "}\n"


class SealedLines(LineStorage):
    """The storage of a ledger page: a line that is written is never serialised again.

    Documents that it hands out are shared and must not be changed; the ledger
    only ever adds.
    """

    def __init__(self, path: str | Path) -> None:
        """Name the page; nothing is read yet."""
        super().__init__(path)
        self._stamp: tuple[int, int, int] | None = None
        self._tables: Tables | None = None
        self._lines: dict[tuple[str, str], str] = {}

    def read(self) -> Tables | None:
        """Return the tables in fresh containers, from memory while the file is the same."""
        stamp = stamp_of(self.path)
        if stamp is None:
            self._lines.clear()
            self._stamp = None
        elif stamp != self._stamp:
            self._forget()
            self._tables = super().read()
            self._stamp = stamp if is_settled(stamp) else None
        if self._tables is None:
            return None
        return {name: dict(documents) for name, documents in self._tables.items()}

    def prepare(self, tables: Tables) -> None:
        """Begin a new page with these tables; it is written with the first line."""
        self._tables, self._stamp = tables, None

    def write(self, data: Tables) -> None:
        """Replace the page; only documents that are new are serialised."""
        content = _page(data, self._line).encode()
        replace_file(self.path, content)
        self._tables = {name: dict(documents) for name, documents in data.items()}
        self._stamp = stamp_of(self.path)

    def _line(self, table: str, key: str, document: object) -> str:
        place = (table, key)
        if place not in self._lines:
            self._lines[place] = dump_line(document)
        return self._lines[place]

    def _forget(self) -> None:
        self._stamp, self._tables = None, None
        self._lines.clear()


def stamp_of(path: Path) -> tuple[int, int, int] | None:
    """Return what tells one state of a file from another, or None when it is missing."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def is_settled(stamp: tuple[int, int, int]) -> bool:
    """Tell whether a file is old enough for its stamp to be trusted."""
    return time.time_ns() - stamp[0] > YOUNG_NS
