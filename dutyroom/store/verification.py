"""What a walk through the ledger found."""

from __future__ import annotations

from dutyroom.store.accepted import Accepted
from dutyroom.store.pages import Damage
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk through every page found.

    ``accepted`` are lines that stand nowhere any more, as mendings accepted them.
    ``last`` is the number of the last line, and ``vouched`` that of the last one which a
    good copy or a signed handover vouches for: behind it, lines vouch for themselves.
    """

    pages: int
    revisions: int
    tip: str
    damage: tuple[Damage, ...]
    accepted: tuple[Accepted, ...] = ()
    last: int = 0
    vouched: int = 0
