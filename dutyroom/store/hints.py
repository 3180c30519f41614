"""Small files under ``derived/`` that tell something sooner, and may be gone at any time.

One is written in place and never synced; where it cannot be read or written,
nothing is said of it: whoever asks goes on without.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dutyroom.store.durable import open_inside, open_to_group, read_file

_LENGTH = 200


def read_hint(path: Path) -> str:
    """Return what a hint says, or an empty text."""
    try:
        return read_file(path).decode("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def keep_hint(path: Path, text: str) -> None:
    """Keep a hint of at most 200 bytes."""
    with suppress(OSError):
        handle = open_inside(path, path.parents[1], os.O_WRONLY | os.O_CREAT)
        try:
            open_to_group(handle)
            os.pwrite(handle, text.encode().ljust(_LENGTH), 0)
        finally:
            os.close(handle)
