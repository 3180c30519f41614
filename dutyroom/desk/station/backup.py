"""Looking after the records: good copies, putting one back, mending damage."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.store.copies import Copies, Copy
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.ledger import Verification
from dutyroom.store.mend import Doctor, Remedy
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """A copy beside what stands now, before anything is replaced."""

    copy: Copy
    revisions_now: int
    records_now: int
    last_now: int


def make_copy(desk: Desk, why: str = "demand") -> Copy:
    """Make a good copy now. Raises the store's errors."""
    copies = Copies(desk.folder)
    made = copies.make(desk.now(), why)
    copies.prune(desk.profile.copies.keep)
    return made


def copy_after(desk: Desk, why: str) -> None:
    """Make a good copy behind an action that is done; what fails is kept as ``copy_fault``."""
    try:
        make_copy(desk, why)
        desk.copy_fault = None
    except StoreError as error:
        desk.copy_fault = error


def is_copy_due(desk: Desk) -> bool:
    """Tell whether the newest copy is older than the profile's minutes."""
    made = Copies(desk.folder).made()
    if not made:
        return True
    age = desk.now() - datetime.fromisoformat(made[0].at)
    return age >= timedelta(minutes=desk.profile.copies.every_min) or age < timedelta(0)


def copies_of(desk: Desk) -> tuple[Copy, ...]:
    """Return the good copies, the newest first. Raises the store's errors."""
    return Copies(desk.folder).made()


def find_copy(desk: Desk, name: str = "") -> Copy:
    """Return the copy of that name, the newest when none is named. Raises `Wrong`."""
    made = copies_of(desk)
    fits = [copy for copy in made if copy.name.startswith(name.strip())]
    if not fits:
        raise Wrong(say("There is no copy {name}", name=name or "—"), "copy")
    return fits[0]


def compare(desk: Desk, copy: Copy) -> Comparison:
    """Return what a copy would bring, and what stands now. Raises the store's errors."""
    now = desk.ledger.tally(copy.month)
    return Comparison(copy, now.revisions, now.records, desk.ledger.seq)


def restore(desk: Desk, copy: Copy) -> str:
    """Put a copy in the place of the newest months; return where the old ones went.

    Raises the store's errors, with nothing replaced.
    """
    with desk.ledger.held():
        aside = Copies(desk.folder).put_back(copy, desk.now())
    desk.ledger.refresh()
    return str(aside)


def stands(desk: Desk, tip: str) -> bool:
    """Tell whether a line that was printed, number and hash, still stands in the records."""
    seq, _, hash_ = tip.strip().partition(" ")
    return seq.isdigit() and desk.ledger.hash_of(int(seq)) == hash_


def examine(desk: Desk) -> tuple[Verification, tuple[Remedy, ...]]:
    """Walk through everything and say what can be done. Raises the store's errors."""
    found = desk.ledger.verify()
    try:
        return found, Doctor(desk.folder, found.damage, desk.ledger.opening_of).remedies()
    except OSError as error:
        raise explained(error, desk.folder.path) from error


def mend(desk: Desk) -> tuple[Remedy, ...]:
    """Mend what is damaged from good copies; the damaged pages go to quarantine untouched."""
    try:
        with desk.ledger.held():
            found = desk.ledger.verify()
            return Doctor(desk.folder, found.damage, desk.ledger.opening_of).mend(desk.now())
    except OSError as error:
        raise explained(error, desk.folder.path) from error
