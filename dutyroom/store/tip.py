"""The last line that was acknowledged, kept next to the pages.

It is written after the page is durable and never synced: it may lag behind,
but never run ahead. A ledger that ends before it has lost its newest lines,
such as a page that was swapped for an older copy.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NamedTuple

from dutyroom.store.durable import open_inside, open_to_group, read_file
from dutyroom.store.layout import MOST_LINES

NAME = ".tip"
_LENGTH = 100


class Tip(NamedTuple):
    """A line by its sequence number and its hash."""

    seq: int
    hash: str


def read_tip(root: Path) -> Tip | None:
    """Return the last line that is known to have been acknowledged, or None.

    Raises OSError for a link: what is behind it is nobody's last line.
    """
    try:
        seq, hash_ = read_file(root / NAME).decode("ascii").split()
        return Tip(int(seq), hash_) if 0 <= int(seq) < MOST_LINES else None
    except ValueError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise
        return None


def keep_tip(root: Path, tip: Tip) -> None:
    """Remember the last line. Raises OSError, for a link as well."""
    handle = open_inside(root / NAME, root.parent, os.O_WRONLY | os.O_CREAT)
    try:
        open_to_group(handle)
        os.pwrite(handle, f"{tip.seq} {tip.hash}".ljust(_LENGTH).encode(), 0)
    finally:
        os.close(handle)
