"""A station whose ledger is gone, or empty, though there are copies: nothing is begun anew.

An empty ledger would know nobody: no PIN would be asked for, and every number
would be given once more. So nothing reads or writes it before somebody who owns
the folder has put the newest good copy back. Where the last line is still known
(`tip`), the ledger is one that ends too early: it is damaged, and is mended.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dutyroom.store import pages
from dutyroom.store.durable import sync_folder
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.layout import N_
from dutyroom.store.tip import read_tip
from dutyroom.store.view import Outlook, look

if TYPE_CHECKING:
    from dutyroom.store.manifest import Copy


OLD = ".ledger.old"
"""Where a ledger lies that is on its way out while another one takes its place."""


class NoLedger(StoreError):
    """The records are gone, and a good copy is there."""

    text = N_(
        "The records are gone: {path} is missing or empty. The newest good copy is {copy} with "
        "{records} records: the system user who owns the station's folder puts it back with "
        "'dutyroom data restore --recover'. Nothing is written before."
    )


class NoLedgerNoCopy(StoreError):
    """The records are gone, and what lies in the folder of copies is no good one."""

    text = N_(
        "The records are gone: {path} is missing or empty, and no good copy of them is left. "
        "Nothing is written: put the folder back from elsewhere."
    )


def take_back(station: Path) -> None:
    """Put the ledger back that was on its way out, where no exchange in one step was possible."""
    with suppress(OSError):
        if not (station / "ledger").exists() and (station / OLD).is_dir():
            (station / OLD).rename(station / "ledger")
            sync_folder(station)


def look_closely(root: Path, known: Outlook | None, copies: Path | None) -> Outlook:
    """Look at a ledger as `look` does; raise `NoLedger` or `NoLedgerNoCopy` where it is gone.

    Raises OSError.
    """
    try:
        seen = look(root, known)
    except (FileNotFoundError, NotADirectoryError):
        refuse_lost(root, copies)
        raise
    if not seen.month:
        refuse_lost(root, copies)
    return seen


def has_months(root: Path) -> bool:
    """Tell whether any month of a ledger is there, damaged or not. Raises OSError."""
    with suppress(FileNotFoundError, NotADirectoryError):
        return bool(pages.months(root))
    return False


def is_lost(root: Path, copies: Path | None) -> bool:
    """Tell whether there is not one month of a ledger, though something was copied once."""
    if has_months(root):
        return False
    from dutyroom.store.given import copied_files  # of no use to any station that is whole
    from dutyroom.store.second import second_lines

    written = (sheet.lines(pages.REVISIONS) for _page, sheet in second_lines(copies, ""))
    return any(copied_files(copies, "")) or any(written)


def refuse_lost(root: Path, copies: Path | None) -> None:
    """Raise `NoLedger` or `NoLedgerNoCopy` where a ledger is gone of which there are copies."""
    try:
        lost = is_lost(root, copies) and read_tip(root) is None
    except OSError as error:
        raise explained(error, error.filename or root) from error
    if copies is None or not lost:
        return
    copy = newest_copy(copies.parent)
    if copy is None:
        raise NoLedgerNoCopy(path=str(root))
    raise NoLedger(path=str(root), copy=copy.name, records=copy.records)


def newest_copy(station: Path, name: str = "") -> Copy | None:
    """Return the newest good copy whose name begins so, or None. Raises nothing."""
    from dutyroom.store.copies import Copies  # what makes copies is rarely needed
    from dutyroom.store.folder import StationFolder

    copies = Copies(StationFolder(station))
    with suppress(StoreError):
        made = copies.made() if name else filter(None, (copies.newest(),))
        return next((copy for copy in made if copy.seq and copy.name.startswith(name)), None)
    return None
