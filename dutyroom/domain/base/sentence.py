"""Sentences that a person will read, kept apart from the language they are read in."""

from __future__ import annotations

from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable sentence and the values that fill its braces.

    ``text`` is the English message and the key of the catalogue. Values are
    shown as they are, except that a `Sentence` among them is translated too,
    and the parts of a tuple are listed as the language lists them.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the English wording, for logs and tracebacks only."""
        return self.text.format(**{name: _plain(value) for name, value in self.values})


def _plain(value: object) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, tuple) else str(value)


def say(text: str, /, **values: object) -> Sentence:
    """Make a `Sentence`; the catalogues are extracted from calls of this name."""
    return Sentence(text, tuple(values.items()))
