"""Signs that every terminal has, in place of lines, arrows and ticks."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_PLAIN = {
    "─━┄╌▔▁": "-",
    "│┃▏▕▎▍": "|",
    "╭╮╰╯┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋": "+",
    "✓": "v",
    "✗": "x",
    "✎": "*",
    "·•": ".",
    "→▶›": ">",
    "←‹": "<",
    "↑": "^",
    "↓": "v",
    "…": "~",
    "—–": "-",
    "█": "#",
    "░": ".",
    "×": "x",
}
_TABLE = {ord(sign): plain for signs, plain in _PLAIN.items() for sign in signs}


def plain_signs(text: str) -> str:
    """Return text of the same width in signs that every terminal has; hanzi stay."""
    return text.translate(_TABLE)


class PlainSigns(LineFilter):
    """Draws every line of the screen, frames too, in plain signs."""

    def apply(self, segments: Sequence[Segment], background: Color) -> list[Segment]:
        """Return the pieces of a line with plain signs."""
        return [Segment(plain_signs(text), style, control) for text, style, control in segments]
