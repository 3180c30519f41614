"""A form over the screen: a line a field, kept whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from dutyroom.desk.saving import saving
from dutyroom.desk.station.drafts import new_id
from dutyroom.i18n import _
from dutyroom.settings.keys import key_words
from dutyroom.text import printable, printable_lines
from dutyroom.values import dataclass
from screens.commands.command import label, rekeyed, with_wide
from screens.commands.everywhere import EVERYWHERE
from screens.kit.actions import Objection, attempt, result_of
from screens.kit.dialog_base import Overlay
from screens.kit.fields import Field, Questions
from screens.kit.frame import user_keys
from screens.kit.lines import Line, NameLine
from screens.kit.turn import in_turn

_FAR_KEYS = tuple([f"f{number}" for number in range(1, 13)] + ["ctrl+"])
"""What keys begin with that write nothing into a field."""

KEEP_AFTER = 0.6
"""Seconds after a key until what is typed is kept."""

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saved(Generic[R]):
    """A form was saved: what its action returned."""

    result: R


class Choice(Widget, can_focus=True):
    """One of a few, changed with left, right or space."""

    BINDINGS = [
        Binding("left", "turn(-1)", show=False),
        Binding(with_wide("right,space"), "turn(1)", show=False),
    ]

    def __init__(self, field: Field) -> None:
        """Stand on the field's value."""
        super().__init__(id=field.id)
        self._choices = field.choices
        codes = [code for code, _words in field.choices]
        self._at = codes.index(field.value) if field.value in codes else 0

    @property
    def value(self) -> str:
        """The code chosen."""
        return self._choices[self._at][0] if self._choices else ""

    @value.setter
    def value(self, code: str) -> None:
        codes = [known for known, _words in self._choices]
        if code in codes:
            self._at = codes.index(code)
            self.refresh()

    def on_focus(self) -> None:
        """Put the terminal's cursor on the words chosen, for screen readers."""
        self.app.cursor_position = self.content_region.offset

    def action_turn(self, step: int) -> None:
        """Stand on the next or the one before."""
        if self._choices:
            self._at = (self._at + step) % len(self._choices)
            self.refresh()

    def render(self) -> Content:
        """Return the words chosen, between arrows."""
        words = self._choices[self._at][1] if self._choices else ""
        count = f"  {self._at + 1}/{len(self._choices)}" if len(self._choices) > 1 else ""
        look = "" if self.has_focus else "$dim"
        return Content.assemble("‹ ", (printable(words), "bold"), " ›", (count, look))


class Form(Overlay[Saved[R]], Generic[R]):
    """Fields one under the other; Enter goes on, the last Enter saves, Esc leaves.

    Saving reads the fields and does the action with them; the form closes with its
    result. Esc asks only if something was typed. When saving is refused, the sentence
    stands in the form and nothing typed is lost.
    """

    CSS_PATH = ["form.tcss"]
    BINDINGS = [
        Binding("escape", "leave", show=False),
        # In the order of the keys, so that what is typed ahead on a slow line is kept.
        Binding("enter", "next", show=False, priority=True),
        Binding("up,shift+tab", "go(-1)", show=False, priority=True),
        Binding("down,tab", "go(1)", show=False, priority=True),
        Binding("ctrl+g", "save", show=False, priority=True),
    ]

    @dataclass
    class Typed(Message):
        """Something was typed a moment ago that is not saved yet."""

        form: Form[Any]

    @dataclass
    class Left(Message):
        """The form was saved, or left for good."""

        form: Form[Any]
        saved: bool

    def __init__(
        self,
        title: str,
        questions: Questions[T],
        act: Callable[[T], R | Objection],
        *,
        note: str = "",
        start: str = "",
        kind: str = "",
        ref: str = "",
        foot: str = "",
        at_once: bool = False,
        changes: bool = False,
        does: str = "",
    ) -> None:
        """Make the form; ``note`` stands above the fields, ``start`` is the field to begin with.

        ``foot`` stands below those of a form that only asks and keeps nothing;
        with ``at_once`` Enter saves from every field of it. One that ``changes`` what is
        there keeps as a draft only what was changed: the rest may be newer by then.

        ``kind`` and ``ref`` say which form it is, so that it can be opened again; its
        ``draft`` is the name under which what is typed is kept. Where what saving
        ``does``, an action of the desk, has to wait, the form says so at once.
        """
        super().__init__()
        self.kind, self.ref, self.draft = kind, ref, new_id()
        self.told: tuple[str, ...] = ()
        """What whoever saved it has to be told; it stands over the room until it is closed."""
        self._keeping = False
        self._title = title
        self._fields = questions.fields
        self._desk = questions.desk
        self._save: Callable[[], R | Objection] = partial(
            result_of, lambda: act(questions.read(self.values()))
        )
        self._wait = partial(attempt, partial(questions.refuse_waiting, does))
        self._note = note
        self._start = start
        self._foot = foot
        self._at_once = at_once
        self._changes = changes
        self._asked = False
        self._ready = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Put the fields into a box."""
        with Vertical(id="box"):
            yield Static(Content(printable(self._title)), id="form-title")
            if self._note:
                yield Static(Content(printable_lines(self._note)), id="form-note")
            for field in self._fields:
                entry = self._input(field)
                with Horizontal(classes="field"):
                    yield Static(Content(printable(field.label)), classes="label")
                    yield entry
                if isinstance(entry, NameLine):
                    yield entry.offer
            foot = self._foot or _("Enter next · last Enter saves · Ctrl+G saves · Esc leave")
            yield Static(Content(foot), id="form-say")

    def _input(self, field: Field) -> Widget:
        if field.choices:
            return Choice(field)
        made = partial(NameLine, names=field.names, free=field.free) if field.names else Line
        entry = made(
            field.value,
            id=field.id,
            password=field.secret,
            placeholder=printable(field.hint),
            compact=True,
            select_on_focus=field.id == self._start or bool(field.names),
            apart=field.apart,
        )
        entry.cursor_blink = False
        return entry

    def begin(self) -> None:
        """Stand in the field to begin with, or in the first empty one."""
        target = self._first_field(self._widgets())
        if target is not None:
            self.set_focus(target)
        why = self._wait()
        if why:
            self.say(why)
        self._ready.set()

    def _first_field(self, widgets: list[Widget]) -> Widget | None:
        for widget in widgets:
            if widget.id == self._start:
                return widget
        for widget in widgets:
            if isinstance(widget, Input) and not widget.value:
                return widget
        return widgets[0] if widgets else None

    def _widgets(self) -> list[Widget]:
        return [self.query_one(f"#{field.id}") for field in self._fields]

    @property
    def keeps(self) -> bool:
        """Tell whether what is typed is worth keeping: a form that only asks keeps nothing."""
        return not self._foot

    @property
    def title_words(self) -> str:
        """The form's title."""
        return self._title

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {w.id or "": w.value for w in self._widgets() if isinstance(w, Input | Choice)}

    async def action_next(self) -> None:
        """Go on to the next field, or save from the last."""
        await self._ready.wait()  # the key may come before the fields do
        widgets = self._widgets()
        place = widgets.index(self.focused) if self.focused in widgets else -1
        if isinstance(self.focused, NameLine) and not self.focused.settle():
            self.say(_("Several people fit: the right arrow chooses one"))
        elif place + 1 < len(widgets) and not self._at_once:
            self.set_focus(widgets[place + 1])
        else:
            await self.action_save()

    async def action_go(self, step: int) -> None:
        """Go to the field above or below."""
        await self._ready.wait()
        widgets = self._widgets()
        if self.focused in widgets:
            if isinstance(self.focused, NameLine):
                self.focused.settle()
            place = widgets.index(self.focused) + step
            self.set_focus(widgets[max(0, min(len(widgets) - 1, place))])

    async def action_save(self) -> None:
        """Do the action; stay, with its sentence, when it is refused."""
        await self._take_in()
        if not self.is_leaving:
            for line in self.query(NameLine):
                line.settle()
            in_turn(self, self._desk, self._save_now, self.say, only=True)

    def _save_now(self) -> None:
        if self.is_leaving:
            return
        self.save()

    def save(self) -> None:
        """Do the action with what stands in the fields."""
        with saving(self.draft):
            outcome = self._save()
        if isinstance(outcome, Objection):
            self.object(outcome)
        else:
            self._leave(Saved(outcome))

    def object(self, objection: Objection) -> None:
        """Stay, and say what is wrong, in the field that it is about."""
        self._asked = False
        self._stand_in(objection.field)
        self.say(objection.words)

    async def _take_in(self) -> None:
        """Wait until the fields have taken in the letters that came before this key.

        On a slow line letters and Enter come in one piece; Enter is quicker.
        """
        await self._ready.wait()
        for widget in self._widgets():
            taken = asyncio.Event()
            if widget.call_later(taken.set):
                await taken.wait()

    def _stand_in(self, name: str) -> None:
        """Stand in the field that was refused; a PIN that did not fit is emptied."""
        for field in self._fields:
            if field.id == name:
                widget = self.query_one(f"#{name}")
                if field.secret and isinstance(widget, Input):
                    widget.value = ""
                self.set_focus(widget)

    def say(self, words: str, *, wrong: bool = True) -> None:
        """Show a sentence under the fields; one that is not wrong only says what goes on."""
        line = self.query_one("#form-say", Static)
        line.set_class(wrong, "wrong")
        line.update(Content(printable_lines(words)))

    def action_leave(self) -> None:
        """Leave; with something typed, ask once."""
        if self.has_words() and not self._asked:
            self._asked = True
            self.say(_("Esc again throws away what was typed; Enter goes on"))
            return
        self._leave(None)

    def _leave(self, saved: Saved[R] | None) -> None:
        self.post_message(self.Left(self, saved is not None and self.keeps))
        self.dismiss(saved)

    def has_words(self) -> bool:
        """Tell whether anything was typed."""
        started = {field.id: field.value for field in self._fields}
        for name, value in self.values().items():
            is_typed = not self._choices_of(name)  # a choice is made again at once
            if is_typed and value and value != started.get(name, ""):
                return True
        return False

    def words(self) -> dict[str, str]:
        """Return what stands in the fields to be kept, without what is secret."""
        started = {field.id: field.value for field in self._fields if not field.secret}
        words = {}
        for name, value in self.values().items():
            if name not in started:
                continue
            # In a form that changes something, what stands there already is not kept.
            if not self._changes or value != started[name]:
                words[name] = value
        return words

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into the fields, as they were typed before."""
        for widget in self._widgets():
            if isinstance(widget, Input | Choice):
                widget.value = values.get(widget.id or "", widget.value)

    def on_input_changed(self) -> None:
        """Let what is typed be kept in a moment; a second later at the latest."""
        if self.keeps and not self._keeping:
            self._keeping = True
            self.set_timer(KEEP_AFTER, self._keep)

    def _keep(self) -> None:
        self._keeping = False
        self.post_message(self.Typed(self))

    def _choices_of(self, name: str) -> bool:
        return any(field.id == name and field.choices for field in self._fields)

    def on_key(self, event: Key) -> None:
        """Take back the question about leaving when typing goes on; say what waits for the form."""
        if event.key != "escape":
            self._asked = False
        for command in rekeyed(EVERYWHERE, user_keys(self)):
            if event.key in command.keys and event.key.startswith(_FAR_KEYS):
                words = _("{key} {label}: first Ctrl+G saves or Esc leaves the form")
                self.say(words.format(key=key_words(event.key), label=label(command)))


def in_a_thread(_typed: object) -> Objection:
    """Stand for the action of a form that does it in a thread, from a `save` of its own."""
    return Objection("")
