"""What is damaged in the records at this moment, and the good copy that there is of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.store.checked import NAME as CHECKED
from dutyroom.store.errors import StoreError
from dutyroom.store.lines import Stamp, stamp_of
from dutyroom.values import dataclass

if TYPE_CHECKING:
    from dutyroom.desk.desk import Desk
    from dutyroom.store.manifest import Copy
    from dutyroom.store.pages import Damage


@dataclass(frozen=True, slots=True)
class StationDamage:
    """What is damaged, or why nothing can be read at all, and the newest good copy.

    ``found`` is damage in the months that are loaded, records that are behind
    included, and what the last copying found in months that are over; it is empty
    only where ``fault`` says that none could be read.
    """

    found: tuple[Damage, ...]
    copy: Copy | None
    fault: StoreError | None = None

    @property
    def file(self) -> str:
        """The first file that is damaged, or nothing."""
        return self.found[0].file if self.found else ""

    @property
    def sentence(self) -> Sentence:
        """Why something waits, what mends the records, and what goes on meanwhile."""
        return say(
            "The records are damaged ({file}): this waits until they are mended, by Ctrl+] on the "
            "screen or 'dutyroom data doctor --mend'. Calls, notes, rounds, signing in and out go "
            "on.",
            file=self.file or "—",
        )


def damage_of(desk: Desk) -> StationDamage | None:
    """Return what is damaged as the records were seen last; None while they are whole.

    Asked at every look of a screen: whole records cost nothing, and the copies
    of damaged ones are looked at again only when their folder changes.
    """
    found, fault = _found(desk)
    if not found and fault is None:
        return None
    known = (found, str(fault or ""), _stamp(desk, "backup"))
    if desk.damage_seen is None or desk.damage_seen[0] != known:
        desk.damage_seen = (known, StationDamage(found, the_copy(desk), fault))
    return desk.damage_seen[1]


def _found(desk: Desk) -> tuple[tuple[Damage, ...], StoreError | None]:
    """Return what is damaged in what was read, or why it cannot be read any more."""
    if desk.fault is not None:
        return (), desk.fault
    try:
        return (*desk.ledger.damage, *_in_finished_months(desk)), None
    except StoreError as error:
        return (), error


def _in_finished_months(desk: Desk) -> tuple[Damage, ...]:
    """Return what the last copying found; it is read again when there is another, or a new line."""
    known = (_stamp(desk, CHECKED), desk.ledger.seq)
    if desk.months_seen is None or desk.months_seen[0] != known:
        desk.months_seen = (known, _damage_of_months(desk) if known[0] is not None else ())
    return desk.months_seen[1]


def _stamp(desk: Desk, name: str) -> Stamp | None:
    """Return what tells whether something beside the records has changed; None if out of reach."""
    try:
        return stamp_of(desk.folder.path / name)
    except OSError:
        return None


def _damage_of_months(desk: Desk) -> tuple[Damage, ...]:
    from dutyroom.desk.station.backup import damage_of_months  # most commands need no copies

    return damage_of_months(desk)


def the_copy(desk: Desk) -> Copy | None:
    """Return the newest good copy; None where there is none, or none can be read."""
    from dutyroom.desk.station.backup import newest_copy

    try:
        return newest_copy(desk)
    except StoreError:
        return None
