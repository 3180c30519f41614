"""Whether a copy stands in the chain of the ledger: its first line and its last one.

A line of the ledger speaks against a copy only where the line behind it vouches
for it: one that was damaged must not keep anybody from the copy that has it right.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from contextlib import suppress
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.durable import INSIDE, read_file
from dutyroom.store.layout import parse_document
from dutyroom.store.sealed import is_balance
from dutyroom.store.tip import Tip, read_tip
from dutyroom.store.view import GENESIS, line_hash

_FIRST = re.compile(rb'\n"([0-9]{1,7})":\{"id":')
_BALANCE = b'"balance":{\n"1":'

_HEAD = 65_536
"""Bytes of an opening balance in which it says after which line it opens."""


class Chain:
    """The lines of a ledger, and of the copied months where the ledger has none.

    Raises nothing: what cannot be read speaks neither for a copy nor against it.
    """

    def __init__(self, ledger: Path, copied: Path) -> None:
        """Name the ledger and the folder of the copied months; pages are read when needed."""
        self._ledger, self._copied = ledger, copied
        self._contents: dict[str, list[tuple[int, bytes]]] = {}
        self._said: dict[str, Tip | None] = {}

    def follows(self, base: Tip, month: str) -> bool:
        """Tell whether a month may open after this line."""
        if month not in self._said:
            self._said[month] = said_balance(self._ledger / month)
        if self._said[month] == base:
            return True
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
        pages_there = self._pages(month)
        number = bisect_right(pages_there, seq, key=lambda page: page[0]) - 1
        content = pages_there[number][1] if number >= 0 else b""
        place = content.find(key)
        if place < 0:
            return b""
        begins = place + len(key) - len(b'{"id":')
        return content[begins : content.find(b"\n", begins)].removesuffix(b",")

    def _pages(self, month: str) -> list[tuple[int, bytes]]:
        """Return the pages of a month, each behind the number of its first line."""
        if month and month not in self._contents:
            root = self._ledger if (self._ledger / month).is_dir() else self._copied
            read: list[tuple[int, bytes]] = []
            with suppress(OSError):
                for page in pages.pages_of(root, month):
                    content = page.read(root)
                    first = _FIRST.search(content)
                    read += [(int(first[1]), content)] if first else []
            self._contents[month] = sorted(read)
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


def said_balance(folder: Path) -> Tip | None:
    """Return the line after which a month's folder says it opens, whatever else is in there."""
    with suppress(OSError, ValueError):
        handle = os.open(folder / pages.OPENING, os.O_RDONLY | INSIDE)
        try:
            head = os.read(handle, _HEAD)
        finally:
            os.close(handle)
        found = parse_document(head.partition(_BALANCE)[2].partition(b"\n}")[0].decode())
        if is_balance(found):
            return Tip(int(found.get("seq", 0)), str(found.get("tip", GENESIS)))
    return None


def _months(root: Path) -> list[str]:
    with suppress(OSError):
        return pages.months(root)
    return []
