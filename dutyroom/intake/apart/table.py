"""A text file with a table in it: commas, semicolons or tabs, in the encodings that offices use."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.intake import events
from dutyroom.intake.apart.excess import Excess
from dutyroom.intake.events import Event, PlainRow
from dutyroom.intake.limits import MAX_LINE
from dutyroom.intake.sheets import Unreadable

_DELIMITERS = ",;\t"
_GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
_HEAD = 40
"""Lines by which the delimiter is found."""
_BATCH = 100


def read_table(name: str, data: bytes) -> Iterator[Event]:
    """Give the one sheet of a text file; ``name`` is what it is called.

    UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs. Raises `Unreadable`.
    """
    text = _decoded(data)
    _look(text)
    of = text.count("\n") + 1
    yield events.at(0, of)
    yield events.begins(name)
    excess, batch = Excess(), list[PlainRow]()
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        for number, fields in enumerate(reader, start=1):
            batch.append(_row(name, number, fields, excess))
            if len(batch) == _BATCH:
                yield events.rows(batch)
                yield events.at(number, of)
                batch = []
    except csv.Error as error:
        raise Unreadable(say("The file is no table: {reason}", reason=error)) from error
    yield events.rows(batch)
    yield events.ends()


def _decoded(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(say("The file is no text that can be read: save it as .xlsx or CSV in UTF-8"))


def _look(text: str) -> None:
    """Look at the lines before they are parted. Raises `Unreadable` for an endless one."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        if (len(text) if end < 0 else end) - start > MAX_LINE:
            raise Unreadable(
                say(
                    "A line of the file is longer than {limit} characters: copy the roster alone "
                    "into a new file",
                    limit=MAX_LINE,
                )
            )
        start = len(text) if end < 0 else end + 1


def _row(name: str, number: int, fields: list[str], excess: Excess) -> PlainRow:
    """Return what is in a row; the last field counts though it is empty, for it has a place."""
    cells: list[list[object]] = []
    for column, written in enumerate(fields, start=1):
        value = _unguarded(written)
        if value is not None or column == len(fields):
            excess.count(name, number, column, value)
            cells.append([column, value])
    return [number, False, cells]


def _unguarded(text: str) -> str | None:
    """Return the words of a field, without the apostrophe that keeps them from being a formula."""
    return (_GUARD.sub("", text) or None) if text else None


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most rows, heading included, into as many fields.

    Semicolons between the names in a cell cut the rows below the heading only.
    """
    head = "\n".join(text[:MAX_LINE].splitlines()[:_HEAD])

    def likeness(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=likeness)
