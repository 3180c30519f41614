"""Whether each kind of record is declared whole, in sentences for who adds one.

Only the tests ask: a program whose table is whole has nothing to look for.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, get_args, get_type_hints

from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import Kind, always, its_day, never

POWERS = ("pin", "roles", "rank", "unit", "qualifications")
"""What lets somebody who holds roles do things (`dutyroom.domain.facts.powers`)."""
_CODE = re.compile("[a-z_]+")
"""How a line of the ledger writes its kind (`dutyroom.store.sealed`)."""
_HOLDS = {
    "in_order": "tuple[{cls}, ...]",
    "by_key": "Mapping[str, {cls}]",
    "lazily": "Sequence[{cls}]",
}


def half_declared(
    kinds: Sequence[Kind[Any]],
    classes: Iterable[type[Record]],
    state: type,
    words: Collection[str],
) -> tuple[str, ...]:
    """Return what is missing or contradicts itself, a sentence each; nothing if all is whole.

    ``classes`` are those of all records, ``state`` is the dataclass that holds
    them, and ``words`` are the codes for which there is a word to be shown.
    """
    return (
        *_of_classes(kinds, classes),
        *_of_fields(kinds, state),
        *_given_twice(kinds),
        *(fault for kind in kinds for fault in _of_one(kind, words)),
    )


def _of_one(kind: Kind[Any], words: Collection[str]) -> Iterator[str]:
    yield from _of_ids(kind)
    yield from _of_sorts(kind)
    yield from _of_marks(kind)
    yield from _of_times(kind)
    yield from _of_keeping(kind)
    yield from _of_search(kind, words)
    yield from _of_restoring(kind)


def _of_classes(kinds: Sequence[Kind[Any]], classes: Iterable[type[Record]]) -> Iterator[str]:
    known = {kind.cls for kind in kinds}
    bases = {base for cls in known for base in cls.__mro__[1:]}
    for cls in classes:
        if cls not in known | bases:
            yield f"{cls.__name__} is a record, but no kind of KINDS has this class."


def _of_fields(kinds: Sequence[Kind[Any]], state: type) -> Iterator[str]:
    """Compare the fields of the state, which are written out for readers, with the table."""
    types = {field.name: field.type for field in dataclasses.fields(state)}
    for kind in kinds:
        wanted = _HOLDS[kind.held].format(cls=kind.cls.__name__)
        if kind.field not in types:
            yield f"The kind {kind.code} has no field in the state: {kind.field!r} is none."
        elif types[kind.field] != wanted:
            yield (
                f"The state has {kind.field} as {types[kind.field]}, but the kind {kind.code}"
                f" fills it as {wanted}."
            )
        if kind.held == "by_key" and not hasattr(kind.cls, "key"):
            yield f"The state has the kind {kind.code} by key, but {kind.cls.__name__} has no key."
    for name in types.keys() - {kind.field for kind in kinds}:
        yield f"No kind fills the field {name} of the state."


def _given_twice(kinds: Sequence[Kind[Any]]) -> Iterator[str]:
    """Give what may stand for one kind only and stands for two."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for kind in kinds:
        owners[f"The code {kind.code!r}"].append(kind.cls.__name__)
        owners[f"The class {kind.cls.__name__}"].append(kind.code)
        owners[f"The field {kind.field!r}"].append(kind.code)
        for letters in filter(None, (*kind.letters, kind.prefix)):
            owners[f"What ids begin with, {letters!r},"].append(kind.code)
    for thing, names in owners.items():
        if len(names) > 1:
            yield f"{thing} stands for several: {', '.join(names)}."


def _of_ids(kind: Kind[Any]) -> Iterator[str]:
    if not _CODE.fullmatch(kind.code):
        yield (
            f"{kind.cls.__name__} has no code that the ledger can write:"
            f" {kind.code!r} is not made of small letters."
        )
    if not kind.prefix and not all(kind.letters):
        yield (
            f"The kind {kind.code} has neither a series of numbers nor a prefix:"
            " its records would have no id."
        )


def _of_sorts(kind: Kind[Any]) -> Iterator[str]:
    """Compare the sorts with what a record may say of itself in its field ``kind``."""
    possible = get_args(get_type_hints(kind.cls).get("kind"))
    if kind.sorts and kind.sorts != possible:
        yield (
            f"The kind {kind.code} names the sorts {', '.join(kind.sorts)},"
            f" but the kind of a {kind.cls.__name__} may be: {', '.join(possible) or 'nothing'}."
        )
    if kind.line and len(possible) > 1 and not kind.sorts:
        yield f"The kind {kind.code} names no sorts: a search could not tell {possible} apart."
    if not isinstance(kind.series, str) and tuple(kind.series) != kind.sorts:
        yield (
            f"The kind {kind.code} has series for {', '.join(kind.series)},"
            f" but its sorts are: {', '.join(kind.sorts) or 'none'}."
        )


def _of_marks(kind: Kind[Any]) -> Iterator[str]:
    has_marks = _has(kind, "marks")
    if has_marks and not kind.marks:
        yield f"{kind.cls.__name__} has marks, but its kind {kind.code} does not say so."
    if kind.marks and not has_marks:
        yield f"The kind {kind.code} carries marks, but {kind.cls.__name__} has no field for them."
    if (kind.bearer is None) != (kind.moment is None):
        yield f"The kind {kind.code} says only one of whose its marks are and when they came about."
    if kind.bearer and not kind.marks:
        yield f"The kind {kind.code} says whose its marks are, but carries none."


def _of_times(kind: Kind[Any]) -> Iterator[str]:
    """Look for the time that is put right where a clock in doubt left its mark."""
    if bool(kind.happened) != kind.marks:
        yield f"The kind {kind.code} carries marks or says when it happened: it must do both."
    if kind.happened and not _has(kind, kind.happened):
        yield f"The kind {kind.code} names {kind.happened!r}, which no {kind.cls.__name__} has."


def _of_keeping(kind: Kind[Any]) -> Iterator[str]:
    dated = kind.last_day is not its_day or _has(kind, "day")
    if not dated and kind.stands is not always:
        yield (
            f"The kind {kind.code} does not say until when it is kept:"
            f" a {kind.cls.__name__} has no day."
        )
    if kind.held == "lazily" and kind.stands is never:
        yield f"The kind {kind.code} is read lazily, but none of its records is ever open."


def _of_search(kind: Kind[Any], words: Collection[str]) -> Iterator[str]:
    if kind.line and not _has(kind, "day"):
        yield f"A search shows the kind {kind.code}, but a {kind.cls.__name__} has no day."
    if kind.plenty and not kind.line:
        yield f"The kind {kind.code} is left to the search when it is over, but no search shows it."
    for word in kind.search_words:
        if word not in words:
            yield f"A search shows the kind {kind.code}, but there is no word for {word}."


def _of_restoring(kind: Kind[Any]) -> Iterator[str]:
    cls = kind.cls.__name__
    if kind.on_restoring not in ("put_back", "stays"):
        yield f"The kind {kind.code} does not say what restoring an old copy does with it."
    if kind.on_restoring == "stays" and (kind.in_force or kind.settled is not never):
        yield f"The kind {kind.code} stays when a copy is restored, but says what of it does."
    for name in kind.in_force:
        if not _has(kind, name):
            yield f"The kind {kind.code} keeps {name} in force, but a {cls} has no such field."
    holds_roles = kind.on_restoring == "put_back" and _has(kind, "roles")
    for name in sorted(set(POWERS) - set(kind.in_force)) if holds_roles else ():
        yield f"An old copy would give back the {name} of a {cls}: it is not in force."


def _has(kind: Kind[Any], name: str) -> bool:
    return name in (field.name for field in dataclasses.fields(kind.cls))
