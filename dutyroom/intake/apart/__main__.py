"""`python -m dutyroom.intake.apart NAME PIPE`: a file comes in, what is in it goes out as JSON.

The file is the standard input, opened by who started this: nothing here opens one.
``PIPE`` is the number of a pipe that stays open as long as somebody waits.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
from typing import BinaryIO

from dutyroom.intake import events
from dutyroom.intake.apart.reader import read_cells
from dutyroom.intake.events import Event
from dutyroom.intake.limits import MAX_MEMORY, MAX_SECONDS
from dutyroom.intake.sheets import Unreadable

_ABANDONED = 3
_OPEN_FILES = 32
_BEHIND = 5
"""How far the reading stands back behind the keys of the room (`nice`)."""


def main() -> None:
    """Read the file within the limits."""
    # Neither is needed for cells, and each is more to load and more that can be broken.
    os.environ["OPENPYXL_LXML"] = "False"
    for module in ("PIL", "numpy", "defusedxml"):
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]
    threading.Thread(target=_end_with, args=(int(sys.argv[2]),), daemon=True).start()
    limit()
    os.nice(_BEHIND)
    sys.exit(tell(sys.stdin.buffer, sys.argv[1], sys.stdout.buffer))


def limit() -> None:
    """Let this process have no more than reading needs: it writes no file."""
    for kind, most in (
        (resource.RLIMIT_DATA, MAX_MEMORY),
        (resource.RLIMIT_AS, 3 * MAX_MEMORY),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        free = hard == resource.RLIM_INFINITY
        most = most if free else min(most, hard)
        # Of the processor a second more: at the soft limit it is said why it ends.
        spare = kind == resource.RLIMIT_CPU and (free or most < hard)
        resource.setrlimit(kind, (most, most + spare))


def tell(file: BinaryIO, name: str, answer: BinaryIO) -> int:
    """Write what is in the file, an event a line, and return the exit code."""
    last: Event = events.DONE
    try:
        for event in read_cells(file, name):
            _write(answer, event)
    except Unreadable as error:
        last = events.refused(error.sentence.text, dict(error.sentence.values))
    except MemoryError:
        last = events.NO_MEMORY
    _write(answer, last)
    return 0


def _write(answer: BinaryIO, event: Event) -> None:
    answer.write(json.dumps(event, separators=(",", ":")).encode() + b"\n")
    answer.flush()


def _end_with(pipe: int) -> None:
    """End when nobody waits any more: whoever held the other end of the pipe is gone."""
    os.read(pipe, 1)
    os._exit(_ABANDONED)


if __name__ == "__main__":
    main()
