"""Whether a copy stands in the chain of the ledger: its first line and its last one.

A line of the ledger speaks against a copy only where the line behind it vouches
for it: one that was damaged must not keep anybody from the copy that has it right.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import read_file
from dutyroom.store.layout import parse_document
from dutyroom.store.tip import Tip, read_tip
from dutyroom.store.view import GENESIS, line_hash


class Chain:
    """The lines of a ledger, and of the copied months where the ledger has none.

    Raises nothing: what cannot be read speaks neither for a copy nor against it.
    """

    def __init__(self, ledger: Path, copied: Path) -> None:
        """Name the ledger and the folder of the copied months; pages are read when needed."""
        self._ledger, self._copied = ledger, copied
        self._contents: dict[str, list[bytes]] = {}

    def follows(self, base: Tip, month: str) -> bool:
        """Tell whether a month may open after this line."""
        balance = balance_of(self._ledger / month)
        if balance is None or balance == base:
            return True
        return self.has(base, self._before(month)) is True

    def has(self, tip: Tip, month: str) -> bool | None:
        """Tell whether a line stands in a month; None where nothing can tell."""
        found, followed = self._line(month, tip.seq), self._named_behind(month, tip.seq)
        if tip.hash in (found, followed):
            return True
        if tip.seq == 0 or not found or followed != found:
            return None if tip.seq else tip.hash == GENESIS
        return False

    def _before(self, month: str) -> str:
        earlier = [known for root in (self._ledger, self._copied) for known in _months(root)]
        return max((known for known in earlier if known < month), default="")

    def _line(self, month: str, seq: int) -> str:
        """Return the hash of a line, or nothing."""
        text = self._text(month, seq)
        return line_hash(text.decode("utf-8", "replace")) if text else ""

    def _named_behind(self, month: str, seq: int) -> str:
        """Return the hash that the line behind one, or the tip, says of it; or nothing."""
        tip = None
        with suppress(OSError):
            tip = read_tip(self._ledger)
        if tip is not None and tip.seq == seq:
            return tip.hash
        text = self._text(month, seq + 1)
        with suppress(ValueError):
            document = parse_document(text.decode()) if text else {}
            if document:
                return str(document.get("prev", ""))
        later = min((known for known in _months(self._ledger) if known > month), default="")
        balance = balance_of(self._ledger / later) if later else None
        return balance.hash if balance is not None and balance.seq == seq else ""

    def _text(self, month: str, seq: int) -> bytes:
        """Return the text of a line in the pages of a month, or nothing; nothing is parsed."""
        key = b'\n"%d":{"id":' % seq
        for content in self._pages(month):
            place = content.find(key)
            if place >= 0:
                begins = place + len(key) - len(b'{"id":')
                return content[begins : content.find(b"\n", begins)].removesuffix(b",")
        return b""

    def _pages(self, month: str) -> list[bytes]:
        if month and month not in self._contents:
            root = self._ledger if (self._ledger / month).is_dir() else self._copied
            read: list[bytes] = []
            with suppress(OSError):
                for page in pages.pages_of(root, month):
                    read.append(page.read(root))
            self._contents[month] = read
        return self._contents.get(month, [])


def balance_of(folder: Path) -> Tip | None:
    """Return the line after which a month's folder opens, None where that cannot be told."""
    try:
        sheet = pages.sheet_of(read_file(folder / pages.OPENING), pages.CARRIED)
    except OSError:
        return None
    if sheet.flaws:
        return None
    balance = sheet.first(pages.BALANCE)
    return Tip(int(balance.get("seq", 0)), str(balance.get("tip", GENESIS)))


def _months(root: Path) -> list[str]:
    with suppress(OSError):
        return pages.months(root)
    return []
