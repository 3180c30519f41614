"""Good copies of the records: made, found, compared with what stands now."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.store.copies import Copies
from dutyroom.store.errors import StoreError
from dutyroom.store.manifest import Copy
from dutyroom.store.second import put_away
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy next to what stands now, before anything is replaced."""

    copy: Copy
    revisions_now: int
    records_now: int
    last_now: int


def make_copy(desk: Desk, why: str = "demand") -> Copy:
    """Make a good copy now. Raises the store's errors."""
    copies = Copies(desk.folder)
    made = copies.make(desk.now(), why)
    copies.prune(desk.profile.copies.keep)
    put_away(desk.folder.path, made.month)
    return made


def copy_after(desk: Desk, why: str) -> None:
    """Make a good copy behind an action that is done; what fails is kept as ``copy_fault``."""
    try:
        make_copy(desk, why)
        desk.copy_fault = None
    except StoreError as error:
        desk.copy_fault = error


def is_copy_due(desk: Desk) -> bool:
    """Tell whether the newest copy is older than the profile's minutes.

    None is due where the copies cannot be reached; `fault_of_copies` says so.
    """
    try:
        made = Copies(desk.folder).made()
    except StoreError:
        return False
    if not made:
        return True
    age = desk.now() - datetime.fromisoformat(made[0].at)
    return age >= timedelta(minutes=desk.profile.copies.every_min) or age < timedelta(0)


def copies_of(desk: Desk) -> tuple[Copy, ...]:
    """Return the good copies, the newest first. Raises the store's errors."""
    return Copies(desk.folder).made()


def copies_passed_over(desk: Desk) -> tuple[StoreError, ...]:
    """Return a sentence for each folder among the copies that is not believed to be one.

    One is all where not even the names of the copies can be read.
    """
    try:
        return Copies(desk.folder).passed_over()
    except StoreError as error:
        return (error,)


def fault_of_copies(desk: Desk) -> StoreError | None:
    """Return what is wrong with the copies, or with the last that was to be made."""
    return next(iter(copies_passed_over(desk)), desk.copy_fault)


def find_copy(desk: Desk, name: str = "") -> Copy:
    """Return the copy of that name, the newest when none is named. Raises `Wrong`."""
    made = copies_of(desk)
    fits = [copy for copy in made if copy.name.startswith(name.strip())]
    if not fits:
        raise Wrong(say("There is no copy {name}", name=name or "—"), "copy")
    return fits[0]


def compare_copy(desk: Desk, copy: Copy) -> Comparison:
    """Return what a copy would bring, and what stands now. Raises the store's errors."""
    now = desk.ledger.tally(copy.month)
    return Comparison(copy, now.revisions, now.records, desk.ledger.seq)
