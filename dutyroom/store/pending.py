"""What a mending did so far, kept until its record stands: one that is cut off is not forgotten.

``ledger/.mending`` is written before any page is. The next mending goes on from
it, so that its record tells what both of them did.
"""

from __future__ import annotations

import errno
import json
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import Any, cast

from dutyroom.documents import Unread, read_json
from dutyroom.store.accepted import Reserve
from dutyroom.store.durable import read_file, remove_file, replace_file
from dutyroom.values import dataclass

NAME = ".mending"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that a mending put in order: lines brought back, or made up again as a whole."""

    file: str
    regained: int = 0
    remade: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """What was mended behind line ``seq`` and does not stand in a record yet."""

    seq: int
    files: tuple[Mended, ...] = ()
    copies: tuple[str, ...] = ()
    hidden: Reserve = field(default_factory=Reserve)

    @property
    def told(self) -> tuple[object, ...]:
        """What tells one mending from another."""
        return self.seq, self.files, self.copies

    def joined(self, later: Pending) -> Pending:
        """Return it with what a later mending did; each file is named once."""
        files = {mended.file: mended for mended in self.files}
        for mended in later.files:
            known = files.get(mended.file, Mended(mended.file))
            regained, remade = max(known.regained, mended.regained), known.remade or mended.remade
            files[mended.file] = Mended(mended.file, regained, remade)
        copies = tuple(sorted({*self.copies, *later.copies}))
        return Pending(self.seq, tuple(files.values()), copies, self.hidden.joined(later.hidden))


def keep_pending(root: Path, pending: Pending) -> None:
    """Remember what a mending is about to do. Raises OSError."""
    document = {
        "seq": pending.seq,
        "files": [[each.file, each.regained, each.remade] for each in pending.files],
        "copies": pending.copies,
        "numbers": pending.hidden.numbers,
        "unseen": pending.hidden.unseen,
    }
    replace_file(root / NAME, json.dumps(document).encode(), root.parent)


def read_pending(root: Path) -> Pending | None:
    """Return what a mending that was cut off did, or None. Raises OSError for a link.

    What cannot be understood was not written by a mending.
    """
    try:
        document = read_json(read_file(root / NAME), root / NAME)
        return _pending(cast("dict[str, Any]", document))
    except (Unread, ValueError, TypeError, KeyError, AttributeError):
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise
        return None


def _pending(document: dict[str, Any]) -> Pending:
    files = [Mended(str(name), int(n), bool(made)) for name, n, made in document["files"]]
    numbers = {str(series): int(n) for series, n in document["numbers"].items()}
    copies = tuple(map(str, document["copies"]))
    hidden = Reserve(numbers, int(document["unseen"]))
    return Pending(int(document["seq"]), tuple(files), copies, hidden)


def forget_pending(root: Path) -> None:
    """Forget it: its record stands."""
    with suppress(OSError):
        remove_file(root / NAME, root.parent)
