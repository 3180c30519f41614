"""A form whose looking and doing takes long: both are done in threads, while keys are answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from textual.content import Content
from textual.widgets import Static

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.beside import beside, look_anew
from dutyroom.text import printable_lines
from dutyroom.values import dataclass
from screens.kit.actions import Objection, result_of
from screens.kit.dialogs import KIT
from screens.kit.fields import Questions
from screens.kit.form import Form, Saved, in_a_thread
from screens.kit.thread import do_in_thread

_OTHER_ROWS = 10
"""Rows of the form that are not its note: frame, title, fields, what they offer, the foot."""

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Apart(Generic[T, R]):
    """What a form does with a desk of its own: ``look`` for what it says, then ``act``.

    ``note`` puts what was found into the note. ``meanwhile`` is said while it acts.
    """

    look: Callable[[Desk], str]
    act: Callable[[Desk, T], R]
    note: Callable[[str], str]
    meanwhile: str


class ApartForm(Form[R]):
    """Says what would be done, and does it with the last Enter.

    What lies over the form when it is done is not disturbed; refused, everything
    typed stays.
    """

    CSS_PATH = [KIT / "form.tcss", Path(__file__).with_name("apart_form.tcss")]

    def __init__(
        self, title: str, questions: Questions[T], work: Apart[T, R], *, looking: str, foot: str
    ) -> None:
        """Say what is known at once; the rest is looked for meanwhile (``looking`` says so)."""
        self._desk, self._look_for, self._noted = questions.desk, work.look, work.note
        self._meanwhile = work.meanwhile
        self._ask: Callable[[], Callable[[Desk], R]] = lambda: partial(
            _swapped, work.act, questions.read(self.values())
        )
        self._done: Saved[R] | Objection | None = None
        self.is_at_work = False
        super().__init__(title, questions, in_a_thread, note=work.note(looking), foot=foot)

    def begin(self) -> None:
        """Begin, and look in a thread."""
        super().begin()
        do_in_thread(self.app, lambda: self._look_for(beside(self._desk)), self._show)

    def _show(self, found: str | Objection) -> None:
        words = found.words if isinstance(found, Objection) else found
        if self.is_attached:
            note = self.query_one("#form-note", Static)
            note.update(Content(printable_lines(self._noted(words))))

    def on_resize(self) -> None:
        """Leave the fields in sight, whatever is to be said."""
        note = self.query_one("#form-note", Static)
        note.styles.max_height = max(2, self.app.size.height - _OTHER_ROWS)

    def save(self) -> None:
        """Begin to do it; `_take` goes on when it is done."""
        if self.is_at_work:
            return
        act = result_of(self._ask)
        if isinstance(act, Objection):
            self.object(act)
            return
        self.is_at_work = True
        self.say(self._meanwhile, wrong=False)
        do_in_thread(self.app, lambda: Saved(act(beside(self._desk))), self._end)

    def _end(self, done: Saved[R] | Objection) -> None:
        """Say what was done, as soon as nothing lies over the form."""
        self.is_at_work, self._done = False, done
        look_anew(self._desk)
        if self.app.screen is self:
            self._take()

    def on_screen_resume(self) -> None:
        """Say what was done while something lay over the form."""
        super().on_screen_resume()
        if not self.is_leaving:
            self._take()

    def _take(self) -> None:
        done, self._done = self._done, None
        if isinstance(done, Objection):
            self.object(done)
        elif done is not None:
            self._leave(done)

    def action_leave(self) -> None:
        """Leave; what has begun is done first."""
        if self.is_at_work:
            self.say(self._meanwhile, wrong=False)
        else:
            super().action_leave()


def _swapped(act: Callable[[Desk, T], R], typed: T, desk: Desk) -> R:
    return act(desk, typed)
