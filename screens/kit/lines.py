"""The lines of a form: text kept as it was typed, and names found by pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.events import Blur, Focus, Key, Paste
from textual.widgets import Input, Static

from dutyroom.i18n import _
from dutyroom.pinyin import fitting, is_spelt
from dutyroom.text import printable

SHOWN = 8
"""Names that are offered at a time."""
_EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "submit"
    for key in binding.key.split(",")
}


class Line(Input):
    """A line of text that keeps U+3000, and every line of a paste, one after the other.

    What could drive the terminal stays in the text, and is drawn as its picture.
    """

    def __init__(self, *args: Any, apart: str = " ", **kwargs: Any) -> None:
        """Make a line; ``apart`` is put between the lines of a paste."""
        super().__init__(*args, **kwargs)
        self._apart = apart

    async def _on_key(self, event: Key) -> None:
        """Write and edit in the order of the keys: else a letter overtakes a Backspace before it.

        Textual does what a key is bound to only when nobody above has wanted it.
        """
        action = _EDITING.get(event.key)
        if event.character != "\u3000" and action is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if action is None:
            self.replace("\u3000", *self.selection)
        else:
            await self.run_action(action)

    def on_resize(self) -> None:
        """Put the terminal's cursor into the field as soon as it has a place."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = [line.strip(" \r\t").replace("\t", " ") for line in event.text.splitlines()]
        self.replace(self._apart.join(filter(None, lines)), *self.selection)

    @property
    def _value(self) -> Text:
        if self.password:
            return super()._value
        return Text(_letters(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(_letters(self.value[:position]))


def _letters(text: str) -> str:
    """Return text letter by letter as it is drawn, so that the cursor stands on each."""
    safe = printable(text)
    return (
        safe
        if len(safe) == len(text)
        else "".join(printable(letter) or "\ufffd" for letter in text)
    )


class Offer(Static):
    """The names that a line may mean, below it; nothing while it is plain."""

    def __init__(self) -> None:
        """Make an empty offer."""
        super().__init__(classes="offer")
        self.display = False

    def show(self, names: Sequence[str], chosen: str) -> None:
        """Show the names, with the one that stands in the line marked; none hides it."""
        self.display = bool(names)
        first = max(0, names.index(chosen) - SHOWN + 1) if chosen in names else 0
        parts = [
            (f" {printable(name)} ", "reverse" if name == chosen else "bold")
            for name in names[first : first + SHOWN]
        ]
        more = f" +{len(names) - SHOWN}" if len(names) > SHOWN else ""
        hint = _("→ takes it") if len(names) == 1 else _("→ chooses")
        self.update(Content.assemble(*parts, f"{more}  {hint}"))


class NameLine(Line):
    """A line for a name: those that it may mean are offered, by characters or pinyin.

    The right arrow at the end takes the first, and once more the next. In a
    line for people of the station only, letters that fit one name are taken
    for it when the form goes on, and letters that fit several hold it back;
    in a ``free`` line anything may stand.
    """

    def __init__(self, *args: Any, names: Sequence[str], free: bool = False, **kwargs: Any) -> None:
        """Take the names that are known."""
        self._names, self._free = tuple(names), free
        self._fits: tuple[str, ...] = ()
        self.offer = Offer()
        super().__init__(*args, **kwargs)

    def watch_value(self, value: str) -> None:
        """Offer the names that begin like this; while one of them is chosen they stay."""
        if value not in self._fits:
            self._fits = fitting(value, self._names) if value not in self._names else ()
        self._show()

    def _show(self) -> None:
        plain = len(self._fits) == 1 and self.value in self._fits
        self.offer.show(self._fits if self.has_focus and not plain else (), self.value)

    def _on_focus(self, event: Focus) -> None:
        super()._on_focus(event)
        self._show()

    def _on_blur(self, event: Blur) -> None:
        super()._on_blur(event)
        self.offer.show((), "")

    def action_cursor_right(self, select: bool = False) -> None:
        """Take the name offered, or the next; within the text go right."""
        if select or not self.cursor_at_end or not self._fits:
            super().action_cursor_right(select)
            return
        at = self._fits.index(self.value) + 1 if self.value in self._fits else 0
        self.value = self._fits[at % len(self._fits)]
        self.cursor_position = len(self.value)

    def settle(self) -> bool:
        """Take the one name that letters fit; tell whether it is plain who is meant."""
        if self._free or not is_spelt(self.value) or self.value in self._names:
            return True
        fits = fitting(self.value, self._names)
        if len(fits) == 1:
            self.value = fits[0]
        return len(fits) < 2
