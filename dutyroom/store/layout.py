"""How a page is laid out: plain JSON, with one document on each line.

A page that strays from the layout is read as it means; one that is no longer
JSON gives every line that can still be read, and says which cannot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, NamedTuple

from dutyroom.values import dataclass


def N_(text: str) -> str:  # noqa: N802 - the name that catalogues are extracted by
    """Mark a sentence for the catalogue and return it as it is."""
    return text


_DECODER = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
CLOSING = b"\n}}\n"
_TABLE = re.compile(r'\{?("(?:[^"\\]|\\.)*"):\{(?:\}[,}]?)?')
_LINE = re.compile(r'"([0-9]{1,7})":(\{.*\}),?')
MOST_LINES = 10**7
"""Ten million lines are a hundred years: a higher number is itself the damage."""
_SEQ = re.compile(r'"([0-9]{1,7})":')
_ID = re.compile(r'"id":\s*("(?:[^"\\]|\\.)*")')


class RawLine(NamedTuple):
    """A line of a page: its number in the file, its sequence, its text and document."""

    line: int
    seq: int
    text: str
    document: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line that cannot be read, and what can be made out of it."""

    line: int
    seq: int
    record: str
    what: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(slots=True)
class Sheet:
    """What was read from a page."""

    tables: dict[str, list[RawLine]] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def lines(self, table: str) -> list[RawLine]:
        """Return the lines of a table; revisions that lost their heading count as well."""
        found = self.tables.get(table)
        if found is None and self.flaws:
            strays = (raw for lines in self.tables.values() for raw in lines)
            found = [raw for raw in strays if "prev" in raw.document]
        return found or []

    def first(self, table: str) -> dict[str, Any]:
        """Return the only document of a small table, or an empty one."""
        return next((raw.document for raw in self.tables.get(table, ())), {})


def dump_line(document: object) -> str:
    """Return a document as the one line that is written and hashed.

    Halves of surrogate pairs, which UTF-8 cannot hold, stay as JSON escapes.
    """
    line = _ENCODER.encode(document)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(document, separators=(",", ":"))
    return line


def page_bytes(tables: Mapping[str, Mapping[str, str] | str]) -> bytes:
    """Return a page of documents that are lines already; what is no table is one value."""
    return _join(
        (name, lines if isinstance(lines, str) else lines.items()) for name, lines in tables.items()
    )


def append_lines(content: bytes, lines: Mapping[str, str]) -> bytes:
    """Return a page with lines behind those of its last table, which is not empty."""
    added = ",\n".join(f"{_key(key)}:{text}" for key, text in lines.items())
    return b"".join((content.removesuffix(CLOSING), b",\n", added.encode(), CLOSING))


def _join(tables: Iterable[tuple[str, Iterable[tuple[object, str]] | str]]) -> bytes:
    parts = []
    for name, lines in tables:
        parts.append(f"{dump_line(name)}:{lines if isinstance(lines, str) else _table(lines)}")
    return ("{" + ",\n".join(parts) + "}\n").encode()


def _table(lines: Iterable[tuple[object, str]]) -> str:
    body = ",\n".join([f"{_key(str(key))}:{text}" for key, text in lines])
    return f"{{\n{body}\n}}" if body else "{}"


def _key(key: str) -> str:
    """Return a key in quotes; nearly all are plain numbers, and there are many."""
    return f'"{key}"' if key.isascii() and key.isdigit() else dump_line(key)


def read_sheet(content: bytes) -> Sheet:
    """Return what a page holds, and its flaws when it is no longer JSON."""
    sheet = _by_lines(content)
    if not sheet.flaws and as_written(sheet) == content:
        return sheet
    meant = read_whole(content)
    if meant is not None:
        return meant
    if not sheet.flaws:
        end = content.count(b"\n") + 1
        what = N_("the end is missing or the lines do not fit together")
        sheet.flaws.append(Flaw(end, 0, "", what))
    return sheet


def read_growth(before: bytes, after: bytes) -> list[RawLine] | None:
    """Return the lines added to a page since it was read, or None if it did not just grow."""
    settled = before.removesuffix(CLOSING)
    grown = before != settled and after.startswith(settled + b",\n") and after.endswith(CLOSING)
    if not grown:
        return None
    start = settled.count(b"\n") + 2
    added = after[len(settled) + 2 : -len(CLOSING)].split(b"\n")
    lines = []
    for number, raw in enumerate(added, start):
        line = read_line(number, raw)
        if line is None or raw.endswith(b",") != (number < start + len(added) - 1):
            return None
        lines.append(line)
    return lines


def _by_lines(content: bytes) -> Sheet:
    sheet, table = Sheet(), ""
    for number, raw in enumerate(content.split(b"\n"), 1):
        line = read_line(number, raw)
        if line is not None:
            sheet.tables.setdefault(table, []).append(line)
        elif (heading := _TABLE.fullmatch(raw.decode("utf-8", "replace"))) is not None:
            table = _name_of(heading[1])
            sheet.tables.setdefault(table, [])
        elif raw not in (b"", b"}", b"},", b"}}"):
            sheet.flaws.append(_flaw(number, raw))
    return sheet


def _name_of(quoted: str) -> str:
    """Return the name of a table; one that JSON does not know is no other's name."""
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted


def read_line(number: int, raw: bytes) -> RawLine | None:
    """Return a line of a page with its number in the file, None if it is no document."""
    try:
        match = _LINE.fullmatch(raw.decode())
        return RawLine(number, int(match[1]), match[2], parse_document(match[2])) if match else None
    except ValueError:
        return None


def parse_document(text: str) -> dict[str, Any]:
    """Return a document; raises ValueError.

    As `json.loads`, without what it does for other kinds of input.
    """
    try:
        document, end = _DECODER.raw_decode(text)
    except RecursionError as error:
        raise ValueError("its parts lie too deep in one another") from error
    if end != len(text):
        raise ValueError("there is more behind the document")
    found: dict[str, Any] = document
    return found


def _flaw(number: int, raw: bytes) -> Flaw:
    text = raw.decode("utf-8", "replace")
    seq, record = _SEQ.match(text), _ID.search(text)
    try:
        id_ = str(json.loads(record[1])) if record else ""
    except ValueError:
        id_ = ""
    shown = (("text", text[:40]),)
    return Flaw(number, int(seq[1]) if seq else 0, id_, N_("cannot be read: {text}"), shown)


def as_written(sheet: Sheet, *, without: str = "") -> bytes:
    """Return the page that a sheet is read from, as this program writes it."""
    tables = []
    for name, lines in sheet.tables.items():
        if name != without:
            tables.append((name, [(raw.seq, raw.text) for raw in lines]))
    return _join(tables)


def read_whole(content: bytes) -> Sheet | None:
    """Return what a page means, whoever laid it out, or None if it is no page."""
    try:
        tables = json.loads(content) if content.strip() else {}
        return Sheet({name: _documents(table) for name, table in tables.items()})
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _documents(table: dict[str, Any]) -> list[RawLine]:
    """Return the documents of a table that somebody else laid out, as lines.

    Raises ValueError for a number that no line has.
    """
    if any(not 0 <= int(key) < MOST_LINES for key in table):
        raise ValueError("a number that no line has")
    return [RawLine(1, int(key), dump_line(doc), dict(doc)) for key, doc in table.items()]
