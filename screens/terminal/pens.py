"""How a cell is drawn: its colours and marks, and the shortest order that gets there."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

_SWITCHES = (
    (1, 22),  # bold
    (2, 22),  # dim
    (3, 23),  # italic
    (4, 24),  # underlined
    (21, 24),  # underlined twice
    (5, 25),  # blinking
    (6, 25),  # blinking fast
    (7, 27),  # reversed
    (8, 28),  # hidden
    (9, 29),  # struck out
    (51, 54),  # framed
    (52, 54),  # encircled
    (53, 55),  # overlined
)
_ON = {on: 1 << place for place, (on, _off) in enumerate(_SWITCHES)}
_OFF: dict[int, int] = {}
for _on, _off in _SWITCHES:
    _OFF[_off] = _OFF.get(_off, 0) | _ON[_on]
_SEEN_ON_BLANK = sum(_ON[code] for code in (4, 21, 7, 9, 51, 52, 53))
_LEVELS = ("0", "95", "135", "175", "215", "255")
_CUBE: dict[tuple[str, ...], str] = {
    rgb: str(16 + n) for n, rgb in enumerate(product(_LEVELS, repeat=3))
}
_GREYS: dict[tuple[str, ...], str] = {(str(8 + 10 * n),) * 3: str(232 + n) for n in range(24)}
_NUMBERED: dict[tuple[str, ...], str] = {**_GREYS, **_CUBE}
"""True colours that are among the fixed ones of 256, by red, green and blue: a shorter order."""
_OWN_COLOUR = {"fg": "39", "bg": "49"}
_GROUND_FIRST = 10
"""How much higher the code of a ground is than that of the same colour for letters."""
_FG_CODES = {39: "", **{code: str(code) for code in (*range(30, 38), *range(90, 98))}}
_BG_CODES = {
    code + _GROUND_FIRST: str(code + _GROUND_FIRST) if colour else ""
    for code, colour in _FG_CODES.items()
}
"""The codes of one number, and the colour that each chooses."""


class Pen(NamedTuple):
    """Colours as the parameters that choose them, "" for the terminal's own; marks as bits."""

    fg: str = ""
    bg: str = ""
    marks: int = 0


PLAIN = Pen()


@lru_cache(maxsize=4096)
def ground(pen: Pen) -> Pen:
    """Return what of the pen can be seen on a blank: its ground, unless something marks it."""
    return pen if pen.marks & _SEEN_ON_BLANK else Pen(bg=pen.bg)


@lru_cache(maxsize=4096)
def on_ground_of(pen: Pen, blank: Pen) -> Pen:
    """Return the nearest pen to the one in hand that draws this blank."""
    if blank.marks:
        return blank
    return Pen(pen.fg, blank.bg, pen.marks & ~_SEEN_ON_BLANK)


def pen_for(held: Pen, char: str, pen: Pen) -> Pen:
    """Return the pen that a character is drawn with: for a blank the nearest to the one held."""
    return on_ground_of(held, pen) if char == " " else pen


@lru_cache(maxsize=4096)
def turned(pen: Pen, parameters: str) -> Pen:
    """Return the pen after a "select graphic rendition" with these parameters."""
    codes = parameters.replace(":", ";").split(";")
    while codes:
        pen = _turned_by(pen, int(codes.pop(0) or 0), codes)
    return pen


def _turned_by(pen: Pen, code: int, codes: list[str]) -> Pen:
    """Return the pen after one code; a long colour takes what belongs to it off the ``codes``."""
    fg, bg, marks = pen
    if code == 0:
        return PLAIN
    if code in _ON:
        marks |= _ON[code]
    elif code in _OFF:
        marks &= ~_OFF[code]
    elif code == 38:
        fg = _long_colour(code, codes)
    elif code == 48:
        bg = _long_colour(code, codes)
    else:
        fg, bg = _FG_CODES.get(code, fg), _BG_CODES.get(code, bg)
    return Pen(fg, bg, marks)


def _long_colour(code: int, codes: list[str]) -> str:
    """Take a colour of 256 or a true colour off the codes."""
    length = 4 if codes[:1] == ["2"] else 2
    taken, codes[:length] = codes[:length], []
    number = _NUMBERED.get(tuple(taken[1:])) if length == 4 else None
    return ";".join([str(code), *(taken if number is None else ("5", number))])


@lru_cache(maxsize=4096)
def turn(old: Pen, new: Pen) -> str:
    """Return the shortest order that turns one pen into the other, "" when they are one."""
    if old == new:
        return ""
    if new == PLAIN:
        return "\x1b[m"
    afresh = ["0", *_marks_on(new.marks), *filter(None, (new.fg, new.bg))]
    return min((f"\x1b[{';'.join(way)}m" for way in (_steps(old, new), afresh)), key=len)


def _steps(old: Pen, new: Pen) -> list[str]:
    lost, kept = old.marks & ~new.marks, old.marks & new.marks
    steps = []
    for off, group in _OFF.items():
        if lost & group:
            steps.append(str(off))
            kept &= ~group
    steps += _marks_on(new.marks & ~kept)
    if old.fg != new.fg:
        steps.append(new.fg or _OWN_COLOUR["fg"])
    if old.bg != new.bg:
        steps.append(new.bg or _OWN_COLOUR["bg"])
    return steps


def _marks_on(marks: int) -> list[str]:
    return [str(code) for code, bit in _ON.items() if marks & bit]
