"""What a form asks: fields declared in a frozen dataclass, and read back into one.

Each field of the dataclass says how it is asked and how its words are understood::

    @dataclass(frozen=True, slots=True, kw_only=True)
    class BackFields:
        name: Person = ask(N_("Name"), as_person)

`Questions` makes the lines of a form of it, with what only the moment knows
(`Shown`), and reads what was typed: a `Wrong` is about the field it was typed into.
The name of a field is its key in the drafts on disk, and never changes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Generic, TypeVar, cast

from dutyroom.desk.clock import read_ahead, read_date, read_days, read_event_time, read_soon
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_maybe, find_person, key_of
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.i18n import _
from dutyroom.values import dataclass

T = TypeVar("T")
_QUESTION = "question"
YES, NO = "yes", "no"
"""The codes of a choice that `as_yes` reads."""


@dataclass(frozen=True, slots=True)
class Field:
    """A line of a form: its label, what stands in it, and the choices where it is one of a few.

    ``choices`` are pairs of code and words. ``secret`` hides what is typed.
    ``names`` are offered while one is typed, the right arrow takes one; where
    the field is ``free`` anything else may stand in it too. ``apart`` is put
    between the lines of a paste.
    """

    id: str
    label: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    secret: bool = False
    hint: str = ""
    names: tuple[str, ...] = ()
    free: bool = False
    apart: str = " "


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed into a field, and what it takes to understand it.

    ``values`` are those of the choices whose codes stand for something, by code.
    """

    text: str
    field: str
    desk: Desk
    state: DutyState
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How a field is asked; label, hint and the words of choices are messages of the catalogue."""

    label: str
    read: Callable[[Words], Any]
    hint: str
    secret: bool
    free: bool
    apart: str
    choices: tuple[tuple[str, str], ...]
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What only the moment knows of a field; ``label`` and ``hint`` replace those declared.

    ``values`` say what the codes of the choices stand for, where it is not the code itself.
    """

    value: str = ""
    names: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """The lines of a field that is asked of each of several things, by what they are about."""

    lines: Mapping[str, Field]


def ask(
    label: str,
    read: Callable[[Words], T],
    *,
    hint: str = "",
    secret: bool = False,
    free: bool = False,
    apart: str = " ",
    choices: tuple[tuple[str, str], ...] = (),
    id: str = "",
    unless_asked: Any = dataclasses.MISSING,
) -> T:
    """Declare a field of a form: its label, and what reads its words.

    ``unless_asked`` is its value in a form that leaves it out, ``id`` its key in
    drafts where that is no name in Python.
    """
    question = Question(
        label=label,
        read=read,
        hint=hint,
        secret=secret,
        free=free,
        apart=apart,
        choices=choices,
        id=id,
    )
    return cast(T, dataclasses.field(default=unless_asked, metadata={_QUESTION: question}))


def ask_of_each() -> Mapping[str, str]:
    """Declare a field whose lines only the moment knows (`Several`): the words of each."""
    return ask("", lambda _words: {})


class Questions(Generic[T]):
    """The questions of one form as they are asked now."""

    def __init__(self, desk: Desk, form: type[T], /, **shown: Shown | Several | None) -> None:
        """Ask the fields of a dataclass; one that is ``None`` here is left out."""
        self.desk, self._form = desk, form
        declared = dataclasses.fields(cast(Any, form))
        self._questions: dict[str, Question] = {f.name: f.metadata[_QUESTION] for f in declared}
        if unknown := shown.keys() - self._questions.keys():
            raise TypeError(f"{form.__name__} has no fields {unknown}")
        self._shown = {name: shown.get(name, Shown()) for name in self._questions}
        self.fields = tuple(self._lines())

    def refuse_waiting(self, action: str) -> None:
        """Raise `Refused` where what the form is for has to wait (`Desk.refuse_waiting`)."""
        self.desk.refuse_waiting(action)

    def _lines(self) -> Iterator[Field]:
        for name, question in self._questions.items():
            shown = self._shown[name]
            if isinstance(shown, Several):
                yield from shown.lines.values()
            elif shown is not None:
                yield _line(question.id or name, question, shown)

    def read(self, typed: Mapping[str, str]) -> T:
        """Return what was typed, by the ids of the lines.

        Raises `Wrong` about the first field whose words cannot be used.
        """
        state = self.desk.state()
        values: dict[str, Any] = {}
        for name, question in self._questions.items():
            shown = self._shown[name]
            if isinstance(shown, Several):
                values[name] = {about: typed[line.id] for about, line in shown.lines.items()}
            elif shown is not None:
                id_ = question.id or name
                values[name] = question.read(Words(typed[id_], id_, self.desk, state, shown.values))
        return self._form(**values)

    def read_unchanged(self) -> T:
        """Return what stands in the fields before anything is typed."""
        return self.read({field.id: field.value for field in self.fields})


def _line(id_: str, question: Question, shown: Shown) -> Field:
    return Field(
        id_,
        shown.label or _(question.label),
        shown.value,
        shown.choices or tuple((code, _(words)) for code, words in question.choices),
        secret=question.secret,
        hint=shown.hint or (_(question.hint) if question.hint else ""),
        names=shown.names,
        free=question.free,
        apart=question.apart,
    )


# -- what reads the words of a field


def as_text(words: Words) -> str:
    """Return the words as they were typed."""
    return words.text


def as_trimmed(words: Words) -> str:
    """Return the words without blanks at the ends."""
    return words.text.strip()


def as_choice(words: Words) -> Any:
    """Return what the code chosen stands for, or the code."""
    return words.values.get(words.text, words.text)


def as_yes(words: Words) -> bool:
    """Tell whether yes was chosen."""
    return words.text == YES


def as_person(words: Words) -> Person:
    """Return the person meant. Raises `Wrong`."""
    return find_person(words.state, words.text, words.field)


def as_person_or_none(words: Words) -> Person | None:
    """Return the person meant, None where nothing was typed. Raises `Wrong`."""
    return find_maybe(words.state, words.text, words.field)


def as_key(words: Words) -> str:
    """Return the key of the person meant, empty where nothing was typed. Raises `Wrong`."""
    return key_of(words.state, words.text, words.field)


def as_number(words: Words) -> int | None:
    """Return a number, None where nothing was typed. Raises `Wrong`."""
    if not words.text.strip():
        return None
    try:
        return int(words.text)
    except ValueError as error:
        raise Wrong(say("{text} is no number", text=words.text), words.field) from error


def as_day(words: Words) -> date:
    """Return a date. Raises `Wrong`."""
    return read_date(words.text.strip(), words.field)


def as_day_or_none(words: Words) -> date | None:
    """Return a date, None where nothing was typed. Raises `Wrong`."""
    return as_day(words) if words.text.strip() else None


def as_days(words: Words) -> tuple[date, ...]:
    """Return dates with anything between them. Raises `Wrong`."""
    return read_days(words.text, words.field)


def as_past_or_none(words: Words) -> datetime | None:
    """Return when something happened, None where nothing was typed. Raises `Wrong`."""
    return as_past(words) if words.text else None


def as_past(words: Words) -> datetime:
    """Return when something happened; nothing typed is now. Raises `Wrong`."""
    desk = words.desk
    return read_event_time(words.text, desk.now(), desk.zone, field=words.field)


def as_past_needed(words: Words) -> datetime:
    """Return when something happened. Raises `Wrong`, also where nothing was typed."""
    desk = words.desk
    return read_event_time(words.text, desk.now(), desk.zone, needed=True, field=words.field)


def as_ahead_or_none(words: Words) -> datetime | None:
    """Return when something shall be done, None where nothing was typed. Raises `Wrong`."""
    if not words.text:
        return None
    return read_ahead(words.text, words.desk.now(), words.desk.zone, words.field)


def as_soon(words: Words) -> datetime:
    """Return when something ends that goes on. Raises `Wrong`."""
    return read_soon(words.text, words.desk.now(), words.desk.zone, words.field)
