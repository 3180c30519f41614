"""What the file of a good copy says of it; everything in it is checked, and its name is not asked.

Who may write into ``backup/`` can write anything there: the copy's name is
that of its folder, and a file in which anything is of a wrong form makes no copy.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from dutyroom.documents import Unread, read_json
from dutyroom.store.durable import read_file
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.layout import N_
from dutyroom.values import dataclass

MANIFEST = "copy.json"
MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_WHY, _HASH = re.compile(r"[a-z]{1,20}"), re.compile(r"[0-9a-f]{64}")
_YEARS = range(1900, 9999)
"""Years in which any two moments can be told apart and shown in any zone."""
_MOST = 10**15
_MOST_BYTES = 65_536
"""More than the file of any copy has: a larger one is not read."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: when and why it was made, its month, how much is in it, its last line.

    Made of damaged records it is whole up to the line before ``broken_at``;
    0 says that it is a good one. ``station`` is the id of the station that it
    is of, ``called`` its name; nothing where the station has no id.
    """

    name: str
    at: str
    why: str
    month: str
    revisions: int
    records: int
    seq: int
    tip: str
    broken_at: int = 0
    station: str = ""
    called: str = ""

    @property
    def whole(self) -> bool:
        """Whether every line in it stands as it was written."""
        return self.broken_at == 0

    @property
    def made(self) -> datetime:
        """When it was made, by the clock of that moment."""
        return datetime.fromisoformat(self.at)

    @property
    def order(self) -> tuple[int, datetime]:
        """What is higher for the copy that has more of the ledger; time only parts equal ones."""
        return self.seq, self.made


class NoCopy(StoreError):
    """What lies among the copies, but cannot be believed to be one."""

    text = N_("{path} is passed over, for it is no copy: {field} is wrong or missing")


class LinkedCopy(StoreError):
    """A link among the copies: it is neither followed nor removed."""

    text = N_("{path} is passed over, for it is a link, and links are not followed")


def read_copy(folder: Path) -> Copy:
    """Return the copy in a folder, under the folder's own name. Raises the store's errors."""
    path, ledger = folder / MANIFEST, folder / "ledger"
    try:
        _refuse_links(folder, path, ledger)
        _refuse_what_is_no_file(path)
        document = read_json(read_file(path), path)
        months = list(filter(MONTH.fullmatch, os.listdir(ledger)))
        _refuse_links(*(ledger / month for month in months))
    except OSError as error:
        raise explained(error, error.filename or path) from error
    except Unread as error:
        raise StoreError(error.text, **error.values) from error
    copy = Copy(folder.name, **_checked(document, path))
    if months != ([copy.month] if copy.month else []):
        raise NoCopy(path=str(path), field="month")
    return copy


def stamp_of_copy(folder: Path) -> tuple[int, ...] | None:
    """Return what changes when what `read_copy` looks at does, None where that cannot be told."""
    try:
        found = [os.lstat(f"{folder}{name}") for name in ("", f"/{MANIFEST}", "/ledger")]
    except OSError:
        return None
    return tuple(n for each in found for n in (each.st_ino, each.st_mode, each.st_mtime_ns))


def _refuse_links(*paths: Path) -> None:
    for path in paths:
        if stat.S_ISLNK(path.lstat().st_mode):
            raise LinkedCopy(path=str(path))


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse what cannot be the file of a copy before it is read: a pipe, a hundred megabytes."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
        raise NoCopy(path=str(path), field=MANIFEST)


def _checked(document: object, path: Path) -> dict[str, Any]:
    """Return what a copy's file says, each part of the form that it must have."""
    fields = document if isinstance(document, Mapping) else {}
    fields = {**_LATER, **fields}
    for field, is_right in _CHECKS.items():
        if not is_right(fields.get(field)):
            raise NoCopy(path=str(path), field=field)
    return {field: fields[field] for field in _CHECKS}


def manifest_bytes(copy: Copy) -> bytes:
    """Return the file that says what a copy is; older programs read its name there."""
    document = {field: getattr(copy, field) for field in Copy.__slots__}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _is_moment(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None and moment.year in _YEARS


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST


def _is_words(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 200


def _fits(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


_LATER: dict[str, object] = {"broken_at": 0, "station": "", "called": ""}
"""What copies did not say in the beginning."""

_CHECKS: dict[str, Callable[[object], bool]] = {
    "at": _is_moment,
    "why": _fits(_WHY),
    "month": lambda value: value == "" or _fits(MONTH)(value),
    "revisions": _is_count,
    "records": _is_count,
    "seq": _is_count,
    "tip": _fits(_HASH),
    "broken_at": _is_count,
    "station": _is_words,
    "called": _is_words,
}
