"""Doing an action of the desk from a screen: its result, or an objection that says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, cast

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.items import Item
from dutyroom.i18n import _, render
from dutyroom.store.errors import Conflict, StoreError
from dutyroom.values import dataclass
from dutyroom.words.codes import store_words, verdict_line, word

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Objection:
    """The sentence of what is wrong, and the field that it is about where it is about one."""

    words: str
    field: str = ""


def result_of(act: Callable[[], R]) -> R | Objection:
    """Do an action; return its result, or an objection where the desk or the disk refuses it."""
    try:
        return act()
    except Wrong as error:
        return Objection(render(error.sentence), error.field)
    except Refused as error:
        return Objection("\n".join(map(verdict_line, error.verdicts)), error.field)
    except ShapeError as error:
        return Objection("\n".join(render(problem) for problem in error.problems))
    except StoreError as error:
        return Objection(store_words(error))


def attempt(act: Callable[[], object]) -> str:
    """Do an action of which only the records tell; return what is wrong, or an empty text."""
    outcome = result_of(act)
    return outcome.words if isinstance(outcome, Objection) else ""


class OpenedOn(Generic[T]):
    """The record that a form was opened on; after a conflict, the newer one.

    What a form changes it takes from what was typed, never from what stood
    there when it was opened.
    """

    def __init__(self, record: T) -> None:
        """Take the record as the person saw it."""
        self._record = record

    def act(self, do: Callable[[T], R]) -> R | Objection:
        """Do an action on the record; on a conflict say what the other wrote (A-08).

        Saved once more, the words go on top of the other's: nothing of either is lost.
        Raises what the action raises, but for that conflict.
        """
        try:
            return do(self._record)
        except Conflict as error:
            self._record = cast(T, error.current)
            ends = _("Save again to add yours, or Esc to leave it")
            words = filter(None, (store_words(error), _newest(error.current), ends))
            return Objection("\n".join(words))


def _newest(record: object) -> str:
    if not isinstance(record, Item):
        return ""
    last = f"{record.thread[-1].by}: {record.thread[-1].text}" if record.thread else record.phone
    return f"{word(record.status)}  {last}"
