"""Whether a good copy may be restored: it is whole, and a copy of these records."""

from __future__ import annotations

from dutyroom.store.errors import StoreError, explained
from dutyroom.store.folder import StationFolder
from dutyroom.store.layout import N_
from dutyroom.store.manifest import MANIFEST, Copy, NoCopy
from dutyroom.store.proving import SpoiltCopy
from dutyroom.store.walk import Walk


class AnotherStation(StoreError):
    """A copy whose last line does not stand in these records."""

    text = N_(
        "The copy {name} is not of these records: its last line, {seq}, does not stand in them. "
        "Nothing was changed."
    )


class Damaged(StoreError):
    """Records that must be mended before anything is restored."""

    text = N_(
        "The records are damaged: {file}, line {line}. Mend them first with 'dutyroom data doctor "
        "--mend'; nothing was changed."
    )


def check_copy(folder: StationFolder, copy: Copy) -> None:
    """Walk through a copy. Raises `SpoiltCopy`, `NoCopy` and the store's other errors."""
    source = folder.path / "backup" / copy.name / "ledger"
    try:
        found = Walk(source, partial=True).verification()
    except OSError as error:
        raise explained(error, error.filename or source) from error
    for first in found.damage[:1]:
        raise SpoiltCopy(name=copy.name, file=first.file, line=first.line)
    if found.tip != copy.tip:
        raise NoCopy(path=str(source.parent / MANIFEST), field="tip")
