"""Searching all the years: by text, person, number, kind and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import cast

from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person, spelt_people
from dutyroom.desk.upcasts import HEADS_SINCE
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import KINDS, kind_of
from dutyroom.i18n import _
from dutyroom.store.revisions import Hit
from dutyroom.values import dataclass

SEARCH_WORDS = tuple(word for kind in KINDS for word in kind.search_words)
"""What a search may be narrowed to: the kinds that it shows, and the sorts of these."""
_SORTED = frozenset(kind.code for kind in KINDS if kind.line and kind.sorts)
_CODEC = RecordCodec()
_BEGINS = re.compile(rb'\{(?:"kind":"([a-z_]+)",)?"day":"([0-9]{4}-[0-9]{2}-[0-9]{2})"')
"""How nearly every record begins: thousands need not be parsed to know kind and day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; what is empty does not matter.

    ``text`` stands anywhere in the record, ``person`` is a name in it,
    ``number`` the end of its number; ``first`` and ``last`` are duty dates.
    """

    text: str = ""
    person: str = ""
    number: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None


class Match:
    """A record that was found, in the newest revision that holds what was looked for.

    ``kind`` is one of `SEARCH_WORDS`, ``day`` the duty date.
    """

    def __init__(self, hit: Hit, kind: str, day: date) -> None:
        """Keep the line that was found; of thousands only those that are shown become records."""
        self._hit, self.kind, self.day = hit, kind, day
        self.number = hit.id

    @cached_property
    def record(self) -> Record | None:
        """The record, or None where the line makes no sense: `data doctor` tells more."""
        try:
            return cast(Record, self._hit.whole.record)
        except ValueError:
            return None


def check(query: Query) -> None:
    """Raise `Wrong` for a search that asks for nothing, or for what cannot be."""
    if not any((query.text, query.person, query.number, query.kind, query.first, query.last)):
        raise Wrong(say("Say what to look for"), "text")
    if query.kind and query.kind not in SEARCH_WORDS:
        raise Wrong(
            say(
                "There is nothing of the kind {kind}; there are {kinds}",
                kind=query.kind,
                kinds=SEARCH_WORDS,
            ),
            "kind",
        )
    if query.first and query.last and query.last < query.first:
        raise Wrong(say("The last day is before the first"), "last")


def meant(state: DutyState, query: Query) -> Query:
    """Return the query with its person's name in characters where it was spelt in pinyin.

    Raises `Wrong` when the letters fit several people; letters that fit nobody stay.
    """
    if query.person in state.people or not spelt_people(state, query.person):
        return query
    return replace(query, person=find_person(state, query.person).key)


def find(desk: Desk, query: Query) -> Iterator[Match]:
    """Give what fits, the newest entries first, each record once.

    Reads files only and holds nothing of the desk: it may run in a thread and
    be left at any moment. Raises `Wrong` (see `check`) and the store's errors.
    """
    check(query)
    seen: set[str] = set()
    since = query.first.isoformat() if query.first else ""
    for hit in desk.ledger.hits(_needles(query), since):
        match = _match_of(hit)
        if match is None or match.number in seen:
            continue
        fits = _fits(match, query)
        if fits or not _is_of_days(match, query):
            seen.add(match.number)  # an older revision may name another duty date
        if fits:
            yield match


def _needles(query: Query) -> list[str]:
    number = query.number.strip().upper()
    return [query.text.strip(), query.person.strip(), number]


def _match_of(hit: Hit) -> Match | None:
    """Return what a line is about, or None where it is about nothing that a search shows."""
    sort, written = _head_of(hit)
    kind, day = sort if hit.kind in _SORTED else hit.kind, _day(written)
    return None if kind not in SEARCH_WORDS or day is None else Match(hit, kind, day)


def _head_of(hit: Hit) -> tuple[str, str]:
    """Return the kind and the day that a record says of itself, parsed only where it must be."""
    schema = hit.schema
    if HEADS_SINCE <= schema <= _CODEC.schema:
        begins = _BEGINS.match(hit.data)
        if begins is not None:
            sort, day = begins.groups(b"")
            return sort.decode(), day.decode()
    return _read(hit, schema)


def _read(hit: Hit, schema: int) -> tuple[str, str]:
    """Return the kind and the day that a document says, whichever form it has."""
    document = hit.document
    with suppress(LookupError, TypeError, AttributeError, ValueError):
        document = _CODEC.brought_up(hit.kind, document, schema)  # else the record says so
    return str(document.get("kind")), str(document.get("day"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None  # `data verify` names it


def _fits(match: Match, query: Query) -> bool:
    if query.kind and match.kind != query.kind:
        return False
    return _is_of_days(match, query) and match.number.endswith(query.number.strip().upper())


def _is_of_days(match: Match, query: Query) -> bool:
    if query.first and match.day < query.first:
        return False
    return not (query.last and match.day > query.last)


def line_of(match: Match) -> str:
    """Return the words of a record as people typed them."""
    record = match.record
    line = kind_of(type(record)).line if record is not None else None
    if record is None or line is None:
        return _("This line cannot be read: data doctor tells more")
    return " ".join(part for part in line(record) if part)
