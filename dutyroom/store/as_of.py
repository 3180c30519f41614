"""How records stood when the ledger ended with an earlier line, and how they stand now.

The chain vouches for it: a copy that ends with a line of this ledger holds what
the ledger's own pages hold up to it. So nothing is taken from the copy, and a
moment of which there is no copy can be looked at as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dutyroom.store import pages
from dutyroom.store.errors import explained
from dutyroom.store.layout import RawLine, dump_line
from dutyroom.store.revisions import Loader, Revision, revision_of
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that was written to since: its newest revision then, if it had any, and now.

    ``now`` is None where this program makes no sense of it.
    """

    id: str
    then: Revision | None
    now: Revision | None


def changed_since(root: Path, seq: int, load: Loader) -> tuple[Changed, ...]:
    """Return the records that were written to behind a line, in the order of that.

    Reads from the month of the line on, and of older months what was left to
    them and changed since. Raises the store's errors.
    """
    try:
        since = _month_of(root, seq)
        then, later = _lines(root, seq, since)
        now = {id_: lines[-1] for id_, lines in later.items()}
        begun = {id_ for id_, lines in later.items() if lines[0].document.get("rev") != 1}
        then.update(_older(root, since, begun - then.keys()))
    except OSError as error:
        raise explained(error, error.filename or root) from error
    return tuple(
        Changed(id_, _read(then.get(id_), load), _read(raw, load)) for id_, raw in now.items()
    )


def _lines(root: Path, seq: int, since: str) -> tuple[dict[str, RawLine], dict[str, list[RawLine]]]:
    """Return the newest line of each record up to ``seq``, and the lines of records behind it.

    What was not carried into the month of that line is not among the first.
    """
    then: dict[str, RawLine] = {}
    later: dict[str, list[RawLine]] = {}
    for raw in _month_lines(root, since):
        id_ = str(raw.document.get("id", ""))
        if raw.seq <= seq:
            then[id_] = raw
        else:
            later.setdefault(id_, []).append(raw)
    return then, later


def _month_lines(root: Path, since: str) -> Iterator[RawLine]:
    """Give what was carried into a month, and every line of it and of those behind it."""
    opening = root / since / pages.OPENING
    if since and opening.is_file():
        yield from pages.sheet_of(pages.content_of(opening), pages.CARRIED).lines(pages.CARRIED)
    for month in pages.months(root):
        for page in pages.pages_of(root, month) if month >= since else ():
            yield from pages.sheet_of(page.read(root), pages.REVISIONS).lines(pages.REVISIONS)


def _month_of(root: Path, seq: int) -> str:
    """Return the newest month that opened no later than this line; the first one at least."""
    months = pages.months(root)
    for month in reversed(months):
        if _opened_after(root, month) <= seq:
            return month
    return months[0] if months else ""


def _opened_after(root: Path, month: str) -> int:
    opening = root / month / pages.OPENING
    if not opening.is_file():
        return 0
    balance = pages.sheet_of(pages.content_of(opening), pages.BALANCE).first(pages.BALANCE)
    return int(balance.get("seq", 0))


def _older(root: Path, before: str, ids: set[str]) -> dict[str, RawLine]:
    """Return the newest lines of records in the months before one, for those that have any."""
    found: dict[str, RawLine] = {}
    for month in reversed(pages.months(root)):
        for page in reversed(pages.pages_of(root, month)) if month < before else ():
            missing = ids - found.keys()
            if not missing:
                return found
            content = page.read(root)
            if any(dump_line(id_).encode() in content for id_ in missing):
                lines = pages.sheet_of(content, pages.REVISIONS).lines(pages.REVISIONS)
                here = {str(raw.document.get("id", "")): raw for raw in lines}
                found.update({id_: here[id_] for id_ in missing & here.keys()})
    return found


def _read(raw: RawLine | None, load: Loader) -> Revision | None:
    with suppress(ValueError):
        return revision_of(raw, load) if raw is not None else None
    return None
