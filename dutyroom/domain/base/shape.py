"""Dataclasses to plain documents and back, with every mistake named by its place."""

from __future__ import annotations

import dataclasses
import inspect
import sys
import types
import typing
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any, TypeVar, cast

from dutyroom.domain.base.sentence import Sentence, say

T = TypeVar("T")


class ShapeError(ValueError):
    """A document that does not fit; ``problems`` holds a sentence for each mistake.

    ``path`` is the file, where it is known.
    """

    def __init__(self, problems: tuple[Sentence, ...], path: object = "") -> None:
        """Keep the problems; the message joins them in English."""
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems, self.path = problems, str(path)


def to_document(value: object) -> Any:
    """Return the plain JSON form; fields that hold their default are left out."""
    return _writer(cast(Hashable, type(value)))(value)


@cache
def _writer(cls: Any) -> Callable[[Any], Any]:
    """Return what turns a value of this type into plain JSON, made once for each type."""
    if dataclasses.is_dataclass(cls):
        return _record_writer(cast(type, cls))
    if issubclass(cls, time):
        return lambda value: value.isoformat("minutes")
    if issubclass(cls, date):
        return lambda value: value.isoformat()
    if issubclass(cls, tuple):
        return lambda value: [to_document(item) for item in value]
    if issubclass(cls, Mapping):
        return lambda value: {key: to_document(item) for key, item in value.items()}
    return _as_it_is


def _record_writer(cls: type) -> Callable[[Any], Any]:
    defaults = [(field.name, _default(field)) for field in _fields(cls)]

    def write(value: Any) -> Any:
        document = {}
        for name, default in defaults:
            item = getattr(value, name)
            if item != default:
                document[name] = to_document(item)
        return document

    return write


def from_document(cls: type[T], document: object, *, lenient: bool = False) -> T:
    """Build ``cls`` from a plain document.

    Raises `ShapeError` with every unknown key, missing key and wrong value.
    With ``lenient`` unknown keys are passed over and unknown codes kept: an older
    program reads what a newer one wrote.
    """
    problems: list[Sentence] = []
    built = _build(cls, document, "", problems, lenient)
    if problems:
        raise ShapeError(tuple(problems))
    return cast(T, built)


def read_kept(cls: type[T], document: Mapping[str, Any]) -> T:
    """Build ``cls`` from a document that this program or a newer one has kept.

    As `from_document` with ``lenient``, but without looking for mistakes first:
    ten times faster. Raises `ShapeError` all the same for what does not fit.
    """
    try:
        loader = _loader(cast(Hashable, cls))
        return cast(T, loader(document))
    except (TypeError, ValueError, KeyError, AttributeError):
        return from_document(cls, document, lenient=True)


@cache
def _loader(hint: Any) -> Callable[[Any], Any]:
    """Return what turns a plain value into the hint's, made once for each hint."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        inner = _loader(next(a for a in typing.get_args(hint) if a is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _loader(typing.get_args(hint)[0])
        return lambda value: tuple([item(each) for each in value])
    if dataclasses.is_dataclass(hint):
        return _record_loader(cast(type, hint))
    reader: Callable[[Any], Any] = _READERS.get(hint, _as_it_is)
    return reader


def _record_loader(cls: type) -> Callable[[Any], Any]:
    loaders = {field.name: _loader(_hints(cls)[field.name]) for field in _fields(cls)}
    read = [(name, loader) for name, loader in loaders.items() if loader is not _as_it_is]

    def load(value: Any) -> Any:
        given = dict(value)
        for name, loader in read:
            if name in given:
                given[name] = loader(given[name])
        return cls(**given)

    return load


def _as_it_is(value: Any) -> Any:
    return value


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return dataclasses.MISSING


@cache
def _hints(cls: type) -> dict[str, Any]:
    """Return the types of a record's fields; most are plain words, which need no evaluating.

    A field that is declared in a base class means what its word means there.
    """
    hints: dict[str, Any] = {}
    fields = {field.name for field in _fields(cls)}
    for base in reversed(cls.__mro__):
        named = inspect.get_annotations(base)
        others = {}
        for name in named.keys() & fields:
            if named[name] in _NAMES:
                hints[name] = _NAMES[named[name]]
            else:
                others[name] = named[name]
        rest = types.SimpleNamespace(__annotations__=others)
        scope = sys.modules[base.__module__].__dict__
        hints |= typing.get_type_hints(rest, globalns=scope)
    return hints


@cache
def _fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(cls)


def _build(hint: Any, value: object, at: str, problems: list[Sentence], lenient: bool) -> object:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        return _optional(hint, value, at, problems, lenient)
    if origin is tuple:
        return _sequence(hint, value, at, problems, lenient)
    if origin in (dict, Mapping) or origin is typing.get_origin(Mapping[str, str]):
        return _mapping(hint, value, at, problems, lenient)
    if origin is typing.Literal:
        return _choice(hint, value, at, problems, lenient)
    if dataclasses.is_dataclass(hint):
        return _dataclass(cast(type, hint), value, at, problems, lenient)
    return _plain(hint, value, at, problems)


def _optional(hint: Any, value: object, at: str, problems: list[Sentence], lenient: bool) -> object:
    if value is None:
        return None
    inner = next(arm for arm in typing.get_args(hint) if arm is not types.NoneType)
    return _build(inner, value, at, problems, lenient)


def _sequence(hint: Any, value: object, at: str, problems: list[Sentence], lenient: bool) -> object:
    if not isinstance(value, list):
        problems.append(say("{key}: a list is expected, not {found}", key=at, found=_shown(value)))
        return ()
    inner = typing.get_args(hint)[0]
    return tuple(
        _build(inner, item, f"{at}[{place}]", problems, lenient) for place, item in enumerate(value)
    )


def _mapping(hint: Any, value: object, at: str, problems: list[Sentence], lenient: bool) -> object:
    if not isinstance(value, Mapping):
        problems.append(say("{key}: a table of keys is expected", key=at))
        return {}
    inner = typing.get_args(hint)[1]
    return {
        str(key): _build(inner, item, f"{at}.{key}".lstrip("."), problems, lenient)
        for key, item in value.items()
    }


def _choice(hint: Any, value: object, at: str, problems: list[Sentence], lenient: bool) -> object:
    allowed = typing.get_args(hint)
    # A newer program may know more codes than this one; what is no text is wrong anyway.
    if value not in allowed and not (lenient and isinstance(value, str)):
        problems.append(
            say(
                "{key}: {found} is not one of {allowed}",
                key=at,
                found=_shown(value),
                allowed=" / ".join(str(item) for item in allowed),
            )
        )
    return value


def _dataclass(
    cls: type, value: object, at: str, problems: list[Sentence], lenient: bool
) -> object | None:
    if not isinstance(value, Mapping):
        problems.append(say("{key}: a table of keys is expected", key=at or "—"))
        return None
    fields = {field.name: field for field in _fields(cls)}
    before = len(problems)
    given: dict[str, object] = {}
    for key, item in value.items():
        place = f"{at}.{key}".lstrip(".")
        if key in fields:
            given[key] = _build(_hints(cls)[key], item, place, problems, lenient)
        elif not lenient:
            problems.append(say("{key}: unknown key", key=place))
    for name in _missing(fields, given):
        problems.append(say("{key}: this key is missing", key=f"{at}.{name}".lstrip(".")))
    return cls(**given) if len(problems) == before else None


def _missing(
    fields: Mapping[str, dataclasses.Field[Any]], given: Mapping[str, object]
) -> Iterator[str]:
    """Give the names of the fields that have no default and were not given."""
    for name, field in fields.items():
        if name not in given and _default(field) is dataclasses.MISSING:
            yield name


def _plain(hint: Any, value: object, at: str, problems: list[Sentence]) -> object:
    reader = _READERS.get(hint)
    if reader is not None and isinstance(value, str):
        try:
            return reader(value)
        except ValueError:
            pass
    elif hint is object or (type(value) is hint and reader is None):
        return value
    problems.append(
        say(
            "{key}: {found} is not {kind}",
            key=at,
            found=_shown(value),
            kind=_WORDS[hint],
        )
    )
    return value


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


_READERS: dict[Any, Any] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}

_NAMES = {kind.__name__: kind for kind in (str, int, bool, date, time, datetime)}

_WORDS: dict[Any, Sentence] = {
    int: say("a whole number"),
    str: say("text"),
    bool: say("true or false"),
    time: say("a time such as 08:30"),
    date: say("a date such as 2026-12-01"),
    datetime: say("a date and time with its offset"),
}
