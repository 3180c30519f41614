"""Doing an action of the desk from a screen: it is done, or a sentence says why not."""

from __future__ import annotations

from collections.abc import Callable

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.base.verdict import Refused
from dutyroom.i18n import render
from dutyroom.store.errors import Conflict, StoreError
from dutyroom.words.codes import store_words, verdict_line


class Objection(str):
    """The sentence of what is wrong, and the field that it is about where it is about one."""

    __slots__ = ("field",)

    def __new__(cls, words: str, field: str = "") -> Objection:
        """Keep both."""
        made = super().__new__(cls, words)
        made.field = field
        return made

    field: str


def attempt(do: Callable[[], object], *, conflicts: bool = False) -> str:
    """Do an action; return the sentence of what is wrong, or an empty text.

    With ``conflicts`` a Conflict travels on, for who can show both versions.
    """
    try:
        do()
    except Conflict as error:
        if conflicts:
            raise
        return store_words(error)
    except Wrong as error:
        return Objection(render(error.sentence), error.field)
    except Refused as error:
        return Objection("\n".join(map(verdict_line, error.verdicts)), error.field)
    except ShapeError as error:
        return "\n".join(render(problem) for problem in error.problems)
    except StoreError as error:
        return store_words(error)
    return ""
