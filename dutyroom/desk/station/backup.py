"""Good copies of the records: made, found, compared with what stands now."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.store.copies import Copies, NotWhole
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.leftover import sweep
from dutyroom.store.manifest import Copy
from dutyroom.store.pages import Damage
from dutyroom.store.second import put_away
from dutyroom.store.walk import Walk
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy next to what stands now, before anything is replaced."""

    copy: Copy
    revisions_now: int
    records_now: int
    last_now: int


def make_copy(desk: Desk, why: str = "demand") -> Copy:
    """Make a copy now; of damaged records it is not a good one.

    While anything is damaged nothing is thrown away that a mending may need.
    Raises the store's errors; the copy may be made even so, where only an older
    month could not be copied.
    """
    from dutyroom.desk.station.damage import damage_of  # stands on this room itself

    copies = Copies(desk.folder)
    made = copies.make(desk.now(), why)
    damage = damage_of(desk)
    damaged = {each.file[:7] for each in damage.found} if damage is not None else set()
    copies.prune(desk.profile.copies.keep, spared=damaged)
    if made.whole and damage is None and copies.fault is None:
        put_away(desk.folder.path, made.month)
    sweep(desk.folder.path)
    if copies.fault is not None:
        raise copies.fault
    return made


def copy_after(desk: Desk, why: str) -> None:
    """Make a copy behind an action that is done; what fails is kept as ``copy_fault``."""
    try:
        made = make_copy(desk, why)
        desk.copy_fault = None if made.whole else NotWhole(name=made.name, line=made.broken_at)
    except StoreError as error:
        desk.copy_fault = error


def is_copy_due(desk: Desk) -> bool:
    """Tell whether no copy was made in the profile's minutes, and none has what stands now.

    A copy whose time lies ahead of now was made by a clock that stood wrong: it
    is no young one. None is due where the copies cannot be reached;
    `fault_of_copies` says so.
    """
    now, every = desk.now(), timedelta(minutes=desk.profile.copies.every_min)
    copies = Copies(desk.folder)
    try:
        made = copies.listed()
        if any(timedelta(0) <= now - copy.made < every for copy in made):
            return False
        alike = (copy for copy in made if copy.tip == desk.ledger.tip)
        return not any(map(copies.is_up_to_date, alike))
    except StoreError:
        return False


def copies_of(desk: Desk) -> tuple[Copy, ...]:
    """Return the good copies, who has most of the records first. Raises the store's errors."""
    return Copies(desk.folder).made()


def newest_copy(desk: Desk) -> Copy | None:
    """Return the good copy that has most of the records, or None. Raises the store's errors."""
    return Copies(desk.folder).newest()


def damage_of_months(desk: Desk) -> tuple[Damage, ...]:
    """Return what the last copying found damaged in months that are over, if it still is.

    Raises the store's errors.
    """
    return Copies(desk.folder).damage()


def know_damage(desk: Desk, damage: tuple[Damage, ...]) -> None:
    """Know what a walk through everything found in months that are over, for who looks next."""
    with suppress(StoreError):
        Copies(desk.folder).know(damage)
    desk.months_seen = None


def incomplete_copies(desk: Desk) -> tuple[Copy, ...]:
    """Return the copies that were made of damaged records. Raises the store's errors."""
    return Copies(desk.folder).incomplete()


def copies_passed_over(desk: Desk, *, known: bool = False) -> tuple[StoreError, ...]:
    """Return a sentence for each folder among the copies that does not count as a good one.

    One is all where not even the names of the copies can be read. With ``known``
    nothing is walked that was not walked before: the room asks every half minute.
    """
    try:
        return Copies(desk.folder).passed_over(known=known)
    except StoreError as error:
        return (error,)


def fault_of_copies(desk: Desk) -> StoreError | None:
    """Return what is wrong with the copies, or with the last that was to be made."""
    return next(iter(copies_passed_over(desk, known=True)), desk.copy_fault)


def find_copy(desk: Desk, name: str = "") -> Copy:
    """Return the good copy of that name, who has most when none is named.

    Raises `Wrong` where there is none, and the fault of one that is passed over.
    """
    copies, wanted = Copies(desk.folder), name.strip()
    fits = [copy for copy in copies.made() if copy.name.startswith(wanted)]
    if not fits:
        if wanted:
            copies.look_at(wanted)
        raise Wrong(say("There is no copy {name}", name=name or "—"), "copy")
    return fits[0]


def compare_copy(desk: Desk, copy: Copy) -> Comparison:
    """Return what a copy would bring, and what stands now. Raises the store's errors."""
    # Counted as a good copy counts what is in it, with what was carried over.
    walk = Walk(desk.ledger.root, since=copy.month)
    try:
        revisions = walk.verification().revisions
    except OSError as error:
        raise explained(error, error.filename or desk.ledger.root) from error
    return Comparison(copy, revisions, walk.records, desk.ledger.seq)
