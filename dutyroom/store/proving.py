"""What a copy must show before it counts as good: its own lines, and its place in the chain."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dutyroom.store import pages
from dutyroom.store.checked import Checked, mark_of
from dutyroom.store.errors import StoreError, explained
from dutyroom.store.folder import StationInfo
from dutyroom.store.layout import N_
from dutyroom.store.manifest import MANIFEST, Copy, NoCopy
from dutyroom.store.pages import Damage
from dutyroom.store.standing import Chain, balance_of, said_balance
from dutyroom.store.tip import Tip
from dutyroom.store.view import GENESIS
from dutyroom.store.walk import Walk


class SpoiltCopy(StoreError):
    """A copy that is damaged itself."""

    text = N_(
        "The copy {name} is damaged itself: {file}, line {line}. It is passed over; choose "
        "another one."
    )


class OtherChain(StoreError):
    """A copy whose lines are not those of this ledger."""

    text = N_("{path} is passed over, for line {line} of it stands otherwise in these records")


class OtherStation(StoreError):
    """A copy that another station made."""

    text = N_("{path} is passed over: this copy is of {other}, and this station is {own}")


class Proof:
    """Tells the good copies from the others. Raises nothing: what cannot be read is a fault."""

    def __init__(self, root: Path, checked: Checked, chain: Chain) -> None:
        """Name the folder of the copies, what was looked at before, and the chain they stand in."""
        self._root, self._checked, self._chain = root, checked, chain

    def fault(self, copy: Copy, *, known: bool = False) -> StoreError | None:
        """Return why a copy does not count as good, or None.

        With ``known`` only what an earlier walk found, as long as nothing changed since.
        """
        folder = self._root / copy.name
        try:
            mark = self._mark(copy)
            found = self._checked.finding(copy.name, mark)
            if found is None and known:
                return None
            if found is None:
                found = self._walk(copy, folder)
                self._checked.keep(copy.name, mark, **found)
            spoilt = _spoilt(folder, found)
            if spoilt is not None:
                return spoilt
            if known:
                return None
            fault = self._out_of_place(copy, folder)
            self._checked.keep(copy.name, mark, file="", good=fault is None)
            return fault
        except OSError as error:
            return explained(error, error.filename or folder)

    def was_good(self, copy: Copy) -> bool:
        """Tell whether a copy counted as good when it was looked at last; one that never was, is.

        Enough to tell how many there are: fifty copies have thousands of pages.
        """
        return self._checked.last(copy.name).get("good") is True or self.fault(copy) is None

    def keep(self, copy: Copy) -> None:
        """Know of a copy that was just made that it is whole. Raises OSError."""
        self._checked.keep(copy.name, self._mark(copy), file="", good=True)

    def _mark(self, copy: Copy) -> str:
        folder = self._root / copy.name
        return mark_of(folder, folder / "ledger" / copy.month)

    def _walk(self, copy: Copy, folder: Path) -> dict[str, object]:
        """Walk through a copy; its own file must tell of it what is found there."""
        walk = Walk(folder / "ledger", partial=True)
        found = walk.verification()
        for damage in found.damage[:1]:
            return {"file": damage.file, "line": damage.line}
        told = (copy.tip, copy.seq, copy.revisions, copy.records)
        is_told = told == (found.tip, walk.seq, found.revisions, walk.records)
        return {"file": "" if is_told else MANIFEST, "line": 1}

    def _out_of_place(self, copy: Copy, folder: Path) -> StoreError | None:
        """Return the fault of a copy that is no part of this ledger's chain."""
        if not copy.month:
            return None
        base = said_balance(folder / "ledger" / copy.month) or Tip(0, GENESIS)
        if not self._chain.follows(base, copy.month):
            return OtherChain(path=str(folder), line=base.seq)
        if copy.seq > base.seq and self._chain.has(Tip(copy.seq, copy.tip), copy.month) is False:
            return OtherChain(path=str(folder), line=copy.seq)
        return None


def _spoilt(folder: Path, found: Mapping[str, Any]) -> StoreError | None:
    """Return the fault that a walk through a copy found."""
    file = found.get("file")
    if file == MANIFEST:
        return NoCopy(path=str(folder / MANIFEST), field="tip")
    if file:
        return SpoiltCopy(name=folder.name, file=str(file), line=found.get("line", 1))
    return None


def refuse_stranger(copy: Copy, folder: Path, station: StationInfo) -> None:
    """Raise `OtherStation` for the copy of a station with another id; not all stations have one."""
    if copy.station and station.id and copy.station != station.id:
        other = copy.called or copy.station
        raise OtherStation(path=str(folder), other=other, own=station.name)


def broken_at(ledger: Path, damage: tuple[Damage, ...]) -> int:
    """Return the number of the first line from which on a copy is damaged, 0 if it is not.

    Raises OSError.
    """
    if not damage:
        return 0
    first, last = damage[0], 0
    for month in pages.months(ledger):
        balance = balance_of(ledger / month)
        last = max(last, balance.seq if balance is not None else 0)
        if first.file == f"{month}/{pages.OPENING}":
            break
        for page in pages.pages_of(ledger, month):
            is_it = first.file == f"{month}/{page.name}"
            for raw in pages.sheet_of(page.read(ledger), pages.REVISIONS).lines(pages.REVISIONS):
                if is_it and raw.line >= first.line:
                    return last + 1
                last = raw.seq
            if is_it:
                return last + 1
    return last + 1
