"""What a command of the screens is, and the keys as people and input methods write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dutyroom.i18n import _
from dutyroom.settings.keys import is_letter, key_words
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something a key does.

    ``id`` is its name in a keymap file and never changes; ``action`` is what
    the screen or the room does; ``keys`` are key names, the first one shown;
    ``label`` is a word for the key bar and ``help`` a sentence, both messages
    of the catalogue. With ``over`` the keys that are no letters work over
    dialogs and while something is typed. Without ``foot`` it is no part of the
    key bar: Enter does the same.
    """

    id: str
    action: str
    keys: tuple[str, ...]
    label: str
    help: str
    over: bool = False
    foot: bool = True

    @property
    def keys_over(self) -> tuple[str, ...]:
        """The keys that work over everything."""
        if not self.over:
            return ()
        return tuple(key for key in self.keys if not is_letter(key))

    @property
    def keys_below(self) -> tuple[str, ...]:
        """The keys that work where nothing is typed."""
        return tuple(key for key in self.keys if key not in self.keys_over)

    def shown_key(self) -> str:
        """Return the first key as people write it."""
        return key_words(self.keys[0]) if self.keys else ""

    def all_keys(self) -> str:
        """Return every key that does it; what an input method sends for one is not named."""
        return " ".join(dict.fromkeys(map(key_words, self.keys)))


_WIDE = {
    "space": ("ideographic_space",),
    "question_mark": ("fullwidth_question_mark",),
    "exclamation_mark": ("fullwidth_exclamation_mark",),
    "colon": ("fullwidth_colon",),
    "at": ("fullwidth_commercial_at",),
    "slash": ("fullwidth_solidus", "ideographic_comma"),
    "left_square_bracket": ("fullwidth_left_square_bracket", "left_black_lenticular_bracket"),
    "right_square_bracket": ("fullwidth_right_square_bracket", "right_black_lenticular_bracket"),
}
"""What an input method sends for a sign: its full-width fellow, and 、 for /, 【 for [."""
_TO_FULL_WIDTH = 0xFEE0
"""How far in Unicode a letter's full-width fellow is from it."""


def with_wide(keys: str) -> str:
    """Return keys, and what an input method sends for them: ？ for ?, ２ for 2."""
    narrow = keys.split(",")
    signs: list[str] = []
    letters: list[str] = []
    for key in narrow:
        signs += _WIDE.get(key, ())
        if len(key) == 1 and key.isascii():
            letters.append(chr(ord(key) + _TO_FULL_WIDTH))
    return ",".join([*narrow, *signs, *letters])


def label(command: Command) -> str:
    """Return the label in the language in use."""
    return _(command.label)


def rekeyed(commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]) -> list[Command]:
    """Return commands with the keys that the user gave them, by command id."""
    changed = []
    for command in commands:
        if command.id in keys:
            command = replace(command, keys=keys[command.id])
        changed.append(command)
    return changed
