"""Reading what is closed by its hashes: lines are matched, not parsed.

Good enough where the chain vouches for what a line says, and ten times faster.
A table that strays from the layout in anything is left to `layout.read_sheet`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, TypeVar, cast

from dutyroom.store.layout import (
    CLOSING,
    MOST_LINES,
    RawLine,
    Sheet,
    parse_document,
    read_line,
    read_whole,
)

_HEX = 64
H = TypeVar("H")
T = TypeVar("T")
_MADE_OUT: ContextVar[dict[tuple[bytes, object], object] | None] = ContextVar(
    "pages that were made out", default=None
)
ABOUT, SUM, OPENED_WITH, REVISIONS = "about", "sum", "balance", "revisions"
"""The table of what a page says of itself, and an opening balance's word in it (`sum_of`)."""

_BALANCE, _CARRIED = b'"balance":{\n', b'"carried":{'
_HEAD = re.compile(rb'\{"about":\{\n"1":\{"schema":([0-9]{1,9})\}\n\},\n"revisions":\{\n')
_TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_BEGINS = (
    rb'\{"id":"([^"\\]*+)","kind":"([a-z_]+)","rev":([0-9]{1,15}),"at":"([^"\\]*+)",'
    rb'"by":%b,"terminal":%b,"action":"[^"\\]*+","keep":"([0-9-]*+)",'
    rb'"prev":"([0-9a-f]{64})",' % (_TEXT, _TEXT)
)
_SEALED = re.compile(rb'"([0-9]{1,15})":(%b.*\})' % _BEGINS)
_BEGUN = re.compile(rb'"[0-9]{1,15}":%b"data":' % _BEGINS)
_LINK = re.compile(
    rb'\n(?<=[{,]\n)"([0-9]{1,15})":\{"id":"([^"\\]*+)","kind":"[^"]*+","rev":([0-9]{1,15}),'
    rb'"at":"[^"]*+","by":%b,"terminal":%b,"action":"[^"]*+","keep":"[^"]*+","prev":"([^"]{64})",'
    % (_TEXT, _TEXT)
)
_SCHEMA = re.compile(rb',"schema":([0-9]{1,9})\},?\Z')
_BARE = (b"}}", b"}},")
"""How a line ends that says no more of itself behind the record's data."""
_UNVERIFIED = re.compile(rb',"clock":"unverified"(?:,"schema":[0-9]+)?}\Z')
"""How a line ends that was written by a clock in doubt, whatever stands before it."""
_TAIL = 64
"""More bytes than either end has: only these are looked through, in thousands of lines."""


class SealedLine(NamedTuple):
    """A line that was matched, not parsed: its text and what stands before the record's data.

    ``prev`` is the hash of the line before.
    """

    seq: int
    text: bytes
    record: str
    kind: str
    rev: int
    at: str
    keep: str
    prev: str

    @property
    def hash(self) -> str:
        """The line's own hash, which the next one carries."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def unverified(self) -> bool:
        """Whether the clock may have been wrong; this stands behind the record's data."""
        return _UNVERIFIED.search(self.text, max(0, len(self.text) - _TAIL)) is not None


class Links(NamedTuple):
    """What chains the lines of a table: a list for each part of it, in order.

    ``revs`` are the revisions of ``records``; ``prevs`` are the hashes that the
    lines carry of those before them, in hex and in one, ``hashes`` the lines' own.
    """

    seqs: list[int]
    records: list[str]
    revs: list[int]
    prevs: bytes
    hashes: list[bytes]


def sealed_page(content: bytes) -> tuple[int, list[SealedLine]] | None:
    """Return the schema and the lines of a page as it is written, without parsing the lines.

    None when the page strays from the layout.
    """
    return _once(content, _sealed_from)


def page_links(content: bytes) -> tuple[int, Links] | None:
    """Return the schema of a page as it is written, and what chains its lines.

    Nothing else of them is kept. None when the page strays from the layout.
    Where the links fit each other, every line but the last is what was
    written: five hundred thousand are walked in seconds.
    """
    return _once(content, _links_from)


@contextmanager
def remembering() -> Iterator[None]:
    """Make nothing out twice of pages that are the same to the byte, until the block ends.

    For a mending, which walks, loads and compares the same pages several times; each is
    read from the disk as often as ever.
    """
    before = _MADE_OUT.set({})
    try:
        yield
    finally:
        _MADE_OUT.reset(before)


def remembered(key: tuple[bytes, object], make_out: Callable[[], T]) -> T:
    """Return what is made out of a page, from before where that is remembered."""
    known = _MADE_OUT.get()
    if known is None:
        return make_out()
    if key not in known:
        known[key] = make_out()
    return cast("T", known[key])


def sound_links(content: bytes) -> Links | None:
    """Return what chains the lines of a page whose lines vouch for each other; else None.

    The last one, for which none does, is at least a document, and nothing was to follow it.
    """
    found = page_links(content)
    if found is None:
        return None
    links = found[1]
    last = content[: -len(CLOSING)].rpartition(b"\n")[2]
    fit = links.prevs[_HEX:].decode("ascii", "replace") == b"".join(links.hashes[:-1]).hex()
    numbered = links.seqs == list(range(links.seqs[0], links.seqs[0] + len(links.seqs)))
    whole = read_line(0, last) is not None and not last.endswith(b",")
    return links if fit and numbered and whole else None


def linked_sheet(content: bytes) -> Sheet | None:
    """Return a page whose lines vouch for each other, with no more of each than chains it.

    A document says its record, its revision, the schema and the hash of the line before.
    None where the page must be parsed.
    """
    links = sound_links(content)
    if links is None:
        return None
    prevs, lines = links.prevs.decode("ascii"), content[: -len(CLOSING)].split(b"\n")
    first, around = len(lines) - len(links.seqs), len('"":')
    usual = schema_of(lines[first])
    ending = b',"schema":%d}' % usual
    named = zip(links.seqs, links.records, links.revs, strict=True)
    found = []
    for n, (seq, record, rev) in enumerate(named):
        text = lines[first + n][len(str(seq)) + around :].removesuffix(b",")
        prev = prevs[n * _HEX : (n + 1) * _HEX]
        schema = usual if text.endswith(ending) else schema_of(text)
        document = {"id": record, "rev": rev, "prev": prev, "schema": schema}
        found.append(RawLine(first + n + 1, seq, text.decode("utf-8"), document))
    return Sheet({REVISIONS: found})


def sealed_balance(content: bytes) -> tuple[Sheet, list[SealedLine]] | None:
    """Return an opening balance without the lines carried with it, and these unparsed.

    As `sealed_page` does.
    """
    return _with(_opened(content), content, _sealed_from)


def balance_links(content: bytes) -> tuple[Sheet, Links] | None:
    """Return an opening balance without the lines carried with it, and what chains these.

    As `page_links` does.
    """
    return _with(_opened(content), content, _links_from)


def _once(content: bytes, read: Callable[[bytes, int], T | None]) -> tuple[int, T] | None:
    """Return the schema of a page with what is read of its lines, remembered where that is on."""
    return remembered((content, read), lambda: _with(_begun(content), content, read))


def _with(
    found: tuple[H, int] | None, content: bytes, read: Callable[[bytes, int], T | None]
) -> tuple[H, T] | None:
    """Return what heads a page with what is read of its lines, or None where either strays."""
    if found is None:
        return None
    head, place = found
    lines = read(content, place)
    return None if lines is None else (head, lines)


class Head(NamedTuple):
    """What a line begins with: the record's id and kind; ``end`` is where its data begins."""

    id: str
    kind: str
    end: int


def sealed_head(line: bytes) -> Head | None:
    """Return the head of a line with its number, or None when it strays from the layout."""
    found = _BEGUN.match(line)
    if found is None:
        return None
    return Head(found[1].decode("utf-8", "replace"), found[2].decode(), found.end())


def schema_of(line: bytes) -> int:
    """Return the schema that a line is written in."""
    found = None if line.endswith(_BARE) else _SCHEMA.search(line, max(0, len(line) - _TAIL))
    return int(found[1]) if found else 1


def parsed(line: SealedLine) -> RawLine:
    """Return a line with its document. Raises ValueError when it is none."""
    text = line.text.decode()
    return RawLine(0, line.seq, text, parse_document(text))


def _begun(content: bytes) -> tuple[int, int] | None:
    """Return the schema of a page and where its lines begin, if its first line says the same."""
    head = _HEAD.match(content)
    if head is None:
        return None
    schema, place = int(head[1]), head.end()
    own = schema_of(content[place : content.find(b"\n", place)])
    return (schema, place) if schema == own else None


def _opened(content: bytes) -> tuple[Sheet, int] | None:
    """Return what heads an opening balance and where its lines begin, if its sum is right."""
    body, place = content.find(_BALANCE), content.find(_CARRIED)
    sheet = read_whole(content[:place] + _CARRIED + b"}}") if 0 < body < place else None
    if sheet is None:
        return None
    sound = is_sound(heading_of(sheet), b"{" + content[body:])
    if not sound or not is_balance(sheet.first(OPENED_WITH)):
        return None
    return sheet, place + len(_CARRIED) + len("\n")


def is_balance(document: dict[str, Any]) -> bool:
    """Tell whether what an opening balance says is of the form that it must have."""
    seq, numbers = document.get("seq", 0), document.get("numbers", {})
    if (
        type(seq) is not int
        or not 0 <= seq < MOST_LINES
        or not isinstance(document.get("tip", ""), str)
    ):
        return False
    return isinstance(numbers, dict) and all(type(number) is int for number in numbers.values())


def heading_of(sheet: Sheet) -> dict[str, Any]:
    """Return what a page says of itself; nothing where that does not stand as it is written."""
    about = sheet.tables.get(ABOUT, [])
    return about[0].document if [raw.seq for raw in about] == [1] else {}


def is_sound(heading: dict[str, Any], below: bytes) -> bool:
    """Tell whether the heading of an opening balance is right about what stands below it.

    Those that older programs wrote have no sum.
    """
    schema = heading.get("schema")
    if SUM not in heading:
        return heading == {"schema": schema}
    return bool(heading[SUM] == sum_of(schema, below))


def sum_of(schema: object, below: bytes) -> str:
    """Return the hash of an opening balance: of its schema and all that stands below."""
    return hashlib.sha256(f"{schema}\n".encode() + below).hexdigest()


def _links_from(content: bytes, place: int) -> Links | None:
    if not content.endswith(CLOSING):
        return None
    lines = (content[place : -len(CLOSING)] + b",").split(b"\n")
    found = _LINK.findall(content, place - len("\n"))
    if len(found) != len(lines):
        return None
    seqs, records, revs, prevs = zip(*found, strict=True)
    sha256, around, comma = hashlib.sha256, len('"":'), -1
    named = b"\n".join(records).decode("utf-8", "replace").split("\n")
    return Links(
        list(map(int, seqs)),
        named,  # as many as there are lines: no line holds another
        list(map(int, revs)),
        b"".join(prevs),
        [
            sha256(line[len(seq) + around : comma]).digest()
            for seq, line in zip(seqs, lines, strict=True)
        ],
    )


def _sealed_from(content: bytes, place: int) -> list[SealedLine] | None:
    if not content.endswith(CLOSING):
        return None
    found = []
    for raw in content[place : -len(CLOSING)].split(b",\n"):
        match = _SEALED.fullmatch(raw)
        if match is None:
            return None
        seq, text, id_, kind, rev, at, keep, prev = match.groups()
        found.append(
            SealedLine(
                int(seq),
                text,
                id_.decode("utf-8", "replace"),
                kind.decode(),
                int(rev),
                at.decode("utf-8", "replace"),
                keep.decode(),
                prev.decode(),
            )
        )
    return found
