"""The rule notes below a roster: the office's own numbers are dropped, ours are given (R-193)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_HEADING = re.compile(r"^\s*(?:备注|注|说明|附|Remarks?|Notes?)\s*[:：]\s*")
_NUMBER = r"[(（]?\d{1,2}\s*(?:[、)）]|[.．](?!\d))\s*"
_FIRST = re.compile(rf"^\s*{_NUMBER}")
_NEXT = re.compile(rf"(?<=[。；;！!\n])\s*(?={_NUMBER})")


def plain_notes(remarks: Iterable[str]) -> Iterator[str]:
    """Give each note without heading and number; several in one cell are parted.

    A number parts a cell only where a sentence has ended before it.
    """
    for remark in remarks:
        for part in _NEXT.split(_HEADING.sub("", remark)):
            note = _FIRST.sub("", part).strip()
            if note:
                yield note
