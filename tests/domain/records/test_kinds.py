"""A kind of record is declared once and whole: whatever is left out is named in a sentence."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

from dutyroom.domain import records
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.declared import half_declared
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.kinds import BY_CODE, KINDS, Kind, always, kind_of, never
from dutyroom.domain.records.presence import Attendance, Meeting
from dutyroom.words.codes import WORDS

Table = Sequence[Kind[Any]]


def record_classes() -> list[type[Record]]:
    """Return every class of records that stands in a module of the records."""
    modules = [
        importlib.import_module(f"{records.__name__}.{module.name}")
        for module in pkgutil.iter_modules(records.__path__)
    ]
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, Record)
        and thing is not Record
        and thing.__module__ == module.__name__
    ]


def faults(
    kinds: Table = KINDS, state: type = DutyState, words: Iterable[str] = WORDS
) -> tuple[str, ...]:
    return half_declared(kinds, record_classes(), state, tuple(words))


def with_changed(which: str, **changes: object) -> Table:
    """Return the table with a kind that is declared otherwise."""
    return [
        dataclasses.replace(kind, **changes) if kind.code == which else kind  # type: ignore[arg-type]
        for kind in KINDS
    ]


def without(code: str) -> Table:
    return [kind for kind in KINDS if kind.code != code]


def state_without(name: str) -> type:
    return state_with(name, None)


def state_with(name: str, type_: str | None) -> type:
    """Return a class like the state whose field is of another type, or missing."""
    written = [(field.name, field.type) for field in dataclasses.fields(DutyState)]
    kept = [(n, type_ if n == name else t) for n, t in written if type_ or n != name]
    return dataclasses.make_dataclass("Less", kept)


def test_every_kind_is_declared_whole() -> None:
    assert faults() == ()


@pytest.mark.parametrize("code", BY_CODE)
def test_a_forgotten_kind_is_named(code: str) -> None:
    kind = BY_CODE[code]
    assert faults(without(code)) == (
        f"{kind.cls.__name__} is a record, but no kind of KINDS has this class.",
        f"No kind fills the field {kind.field} of the state.",
    )


@pytest.mark.parametrize("code", BY_CODE)
def test_a_kind_without_its_code_is_named(code: str) -> None:
    cls = BY_CODE[code].cls.__name__
    sentence = f"{cls} has no code that the ledger can write: '' is not made of small letters."
    assert sentence in faults(with_changed(code, code=""))


@pytest.mark.parametrize("code", BY_CODE)
def test_a_kind_without_its_field_in_the_state_is_named(code: str) -> None:
    field = BY_CODE[code].field
    sentence = f"The kind {code} has no field in the state: {field!r} is none."
    assert faults(state=state_without(field)) == (sentence,)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_kind_whose_records_have_no_ids_is_named(code: str) -> None:
    sentence = (
        f"The kind {code} has neither a series of numbers nor a prefix:"
        " its records would have no id."
    )
    assert sentence in faults(with_changed(code, series="", prefix=""))


@pytest.mark.parametrize("code", [kind.code for kind in KINDS if kind.marks])
def test_marks_that_are_not_declared_are_named(code: str) -> None:
    cls = BY_CODE[code].cls.__name__
    sentence = f"{cls} has marks, but its kind {code} does not say so."
    assert sentence in faults(with_changed(code, marks=False))


@pytest.mark.parametrize("word", [word for kind in KINDS for word in kind.search_words])
def test_a_search_without_a_word_for_what_it_shows_is_named(word: str) -> None:
    (sentence,) = faults(words=[other for other in WORDS if other != word])
    assert sentence.endswith(f"but there is no word for {word}.")


HALVES: list[tuple[Callable[[], Table], str]] = [
    (
        lambda: (*KINDS, dataclasses.replace(BY_CODE["meeting"], code="talk")),
        "The class Meeting stands for several: meeting, talk.",
    ),
    (
        lambda: with_changed("meeting", code="leave"),
        "The code 'leave' stands for several: Meeting, Leave.",
    ),
    (
        lambda: with_changed("meeting", field="leaves"),
        "The field 'leaves' stands for several: meeting, leave.",
    ),
    (
        lambda: with_changed("refusal", series="QX"),
        "What ids begin with, 'QX', stands for several: away, refusal.",
    ),
    (
        lambda: with_changed("contact", prefix="P:"),
        "What ids begin with, 'P:', stands for several: person, contact.",
    ),
    (
        lambda: with_changed("person", held="in_order"),
        "The state has people as Mapping[str, Person], but the kind person"
        " fills it as tuple[Person, ...].",
    ),
    (
        lambda: with_changed("meeting", held="by_key"),
        "The state has the kind meeting by key, but Meeting has no key.",
    ),
    (
        lambda: with_changed("check", series={"spot": "CG"}),
        "The kind check has series for spot, but its sorts are: spot, phone.",
    ),
    (
        lambda: with_changed("check", sorts=("spot",)),
        "The kind check names the sorts spot, but the kind of a PostCheck may be: spot, phone.",
    ),
    (
        lambda: with_changed("entry", sorts=()),
        "The kind entry names no sorts: a search could not tell"
        " ('call', 'visit', 'message') apart.",
    ),
    (
        lambda: with_changed("work", marks=True),
        "The kind work carries marks, but WorkDay has no field for them.",
    ),
    (
        lambda: with_changed("leader", moment=None),
        "The kind leader says only one of whose its marks are and when they came about.",
    ),
    (
        lambda: with_changed("work", bearer=str, moment=str),
        "The kind work says whose its marks are, but carries none.",
    ),
    (
        lambda: with_changed("person", stands=never),
        "The kind person does not say until when it is kept: a Person has no day.",
    ),
    (
        lambda: with_changed("entry", stands=never),
        "The kind entry is read lazily, but none of its records is ever open.",
    ),
    (
        lambda: with_changed("contact", line=str),
        "A search shows the kind contact, but a Contact has no day.",
    ),
    (
        lambda: with_changed("meeting", on_restoring=""),
        "The kind meeting does not say what restoring an old copy does with it.",
    ),
    (
        lambda: with_changed("alarm", in_force=("reason",)),
        "The kind alarm stays when a copy is restored, but says what of it does.",
    ),
    (
        lambda: with_changed("contact", in_force=("colour",)),
        "The kind contact keeps colour in force, but a Contact has no such field.",
    ),
    (
        lambda: with_changed("person", in_force=("roles", "rank", "unit", "qualifications")),
        "An old copy would give back the pin of a Person: it is not in force.",
    ),
    (
        lambda: with_changed("round", line=None),
        "The kind round is left to the search when it is over, but no search shows it.",
    ),
]


@pytest.mark.parametrize(("half", "sentence"), HALVES, ids=[said for _half, said in HALVES])
def test_half_a_declaration_is_named(half: Callable[[], Table], sentence: str) -> None:
    assert sentence in faults(half())


def test_a_field_of_the_state_that_is_written_otherwise_is_named() -> None:
    assert faults(state=state_with("aways", "Sequence[Away]")) == (
        "The state has aways as Sequence[Away], but the kind away fills it as tuple[Away, ...].",
    )


def test_a_record_of_no_kind_is_refused_in_a_sentence() -> None:
    assert kind_of(Meeting).code == "meeting"
    with pytest.raises(TypeError, match="Record is no kind of record: it does not stand in KINDS"):
        kind_of(Record)


def test_what_stands_is_told_of_the_record() -> None:
    assert kind_of(Attendance).stands is not always
    assert {kind.code for kind in KINDS if kind.stands is always} == {"person", "contact"}
    assert kind_of(Handover).series_of() == "JJ"
    assert [BY_CODE["check"].series_of(sort) for sort in ("spot", "phone")] == ["CG", "TX"]
