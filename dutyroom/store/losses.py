"""What stands nowhere any more once every page is in order: for a mending to accept."""

from __future__ import annotations

from pathlib import Path

from dutyroom.store.accepted import Reserve, Seam
from dutyroom.store.tip import Tip
from dutyroom.store.walk import Walk
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Losses:
    """Where lines do not fit, and the numbers that those may have given which stand nowhere."""

    seams: tuple[Seam, ...]
    hidden: Reserve


def losses_of(root: Path, copies: Path | None, end: Tip, hidden: Reserve) -> Losses:
    """Return where the lines of a ledger do not fit, up to the line that will come after ``end``.

    ``copies`` is the folder of good ones, with which it is compared. Raises OSError.
    """
    walk = Walk(root, copies=copies)
    walk.verification()
    seams = list(walk.open_seams)
    if (walk.seq, walk.tip) != (end.seq, end.hash):
        seams.append(Seam(walk.seq, walk.tip, end.seq + 1, end.hash))
    return Losses(tuple(dict.fromkeys(seams)), hidden)
