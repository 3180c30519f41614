"""Frozen dataclasses that are quick to make: the records and the profile have fifty.

The standard decorator writes, compiles and runs six functions for each frozen
class. Comparing, hashing and showing one need no code of its own: they are
shared here, and the room opens that much earlier.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(**options: bool) -> Callable[[type[T]], type[T]]:
        """Decorate a class as `dataclasses.dataclass` does, with ``frozen`` and ``slots``."""
        lean = dataclasses.dataclass(eq=False, repr=False, **options)
        return lambda cls: _with_shared(lean(cls))


def _with_shared(cls: type[T]) -> type[T]:
    """Give a class what two equal values need: the same fields, hash and words."""
    names = [field.name for field in dataclasses.fields(cls)]  # type: ignore[arg-type]
    values: Callable[[Any], object] = attrgetter(*names)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    for name, method in (("__eq__", equal), ("__hash__", hashed), ("__repr__", _shown)):
        setattr(cls, name, method)
    return cls


def _shown(self: Any) -> str:
    held = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
    return f"{type(self).__qualname__}({', '.join(held)})"
