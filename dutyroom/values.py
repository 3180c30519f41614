"""Frozen dataclasses that are quick to make: the room has a hundred and twenty.

The standard decorator writes, compiles and runs six functions for each frozen
class. Comparing, hashing, showing and refusing to change one need no code of
their own: they are shared here. So is filling one in, slowly; what does that
quickly is compiled for a class that is made often. The room opens that much earlier.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Hashable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, cast

__all__ = ["dataclass"]

T = TypeVar("T")
FEW = 1000
"""Values of a class that are made before it pays to compile what makes them."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type[T] | None = None, **options: bool) -> Any:
        """Decorate a class as `dataclasses.dataclass` does; a frozen one has no `__post_init__`."""
        if not options.get("frozen") or options.get("order"):
            return dataclasses.dataclass(cls, **options)
        kept = {**options, "frozen": False}
        lean = dataclasses.dataclass(init=False, eq=False, repr=False, **kept)
        return lambda cls: _with_shared(lean(_named(cls)))


def _named(cls: type[T]) -> type[T]:
    """Give a class without a docstring its name for one: the decorator would make up a longer."""
    cls.__doc__ = cls.__doc__ or cls.__name__
    return cls


def _with_shared(cls: type[T]) -> type[T]:
    """Give a class what two equal values need: the same fields, hash and words."""
    names = [field.name for field in dataclasses.fields(cls)]  # type: ignore[arg-type]
    values: Callable[[Any], object] = attrgetter(*names)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    made = itertools.count(1)

    def first(self: object, *given: object, **named: object) -> None:
        """Fill in one of the first values of the class, until it pays to compile."""
        if next(made) <= FEW and _filler(cast(Hashable, cls))(self, given, named):
            return
        compiled = _compiled(cls)
        cls.__init__ = compiled  # type: ignore[method-assign]
        compiled(self, *given, **named)

    for name, method in (
        ("__init__", first),
        ("__eq__", equal),
        ("__hash__", hashed),
        ("__repr__", _shown),
        ("__setattr__", _kept),
        ("__delattr__", _kept),
        ("__getstate__", _state),
        ("__setstate__", _restore),
    ):
        setattr(cls, name, method)
    return cls


@cache
def _filler(cls: Any) -> Callable[[object, tuple[object, ...], dict[str, object]], bool]:
    """Return what fills a value in without compiled code; False where the arguments do not fit."""
    fields = dataclasses.fields(cls)
    places = [field.name for field in fields if not field.kw_only]
    plain = {f.name: f.default for f in fields if f.default is not dataclasses.MISSING}
    made = {f.name: f.default_factory for f in fields if callable(f.default_factory)}
    put, count = object.__setattr__, len(fields)

    def fill(self: object, given: tuple[object, ...], named: dict[str, object]) -> bool:
        values = {**plain, **dict(zip(places, given, strict=False)), **named}
        for name, make in made.items():
            if name not in values:
                values[name] = make()
        twice = given and (
            len(given) > len(places) or not named.keys().isdisjoint(places[: len(given)])
        )
        if len(values) != count or twice:
            return False
        try:
            for name, value in values.items():
                put(self, name, value)
        except AttributeError:
            return False
        return True

    return fill


def _compiled(cls: type) -> Callable[..., None]:
    """Return the method that the standard decorator would have written."""
    twin = dataclasses.make_dataclass(
        cls.__qualname__,
        [(field.name, field.type, _anew(field)) for field in dataclasses.fields(cls)],
        frozen=True,
        eq=False,
        repr=False,
    )
    return twin.__dict__["__init__"]  # type: ignore[no-any-return]


def _anew(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return dataclasses.field(default_factory=field.default_factory, kw_only=field.kw_only)
    return dataclasses.field(default=field.default, kw_only=field.kw_only)


def _kept(self: object, name: str, *_value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"{name!r} cannot be changed")


def _state(self: Any) -> list[object]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _shown(self: Any) -> str:
    held = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
    return f"{type(self).__qualname__}({', '.join(held)})"
