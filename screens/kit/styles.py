"""The looks of lists: which ink, ground and marks a state has, whatever the colours of the room.

A table and not rules of style: Textual works out every rule anew for each list of
each screen, which was a twentieth of the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rich.style import Style
from textual.app import App
from textual.color import Color


class Look(NamedTuple):
    """Names of a theme's variables, empty for what stays; marks may be written out."""

    ink: str = ""
    ground: str = ""
    marks: str = ""


LOOKS = {
    "plain": Look("foreground"),
    "dim": Look("dim"),
    "title": Look("accent", marks="bold"),
    "name": Look(marks="bold"),
    "key": Look("accent"),
    "cursor": Look("cursor-ink", "cursor-ground", "cursor-style"),
    # things to do, and how they stand
    "overdue": Look("error", marks="bold"),
    "missed": Look("error"),
    "due": Look("warning", marks="bold"),
    "warn": Look("warning"),
    "soon": Look("warning"),
    "waiting": Look("dim"),
    "good": Look("success"),
    # days and shifts of the month
    "ten": Look("foreground", marks="bold"),
    "rest": Look("dim", "rest-ground"),
    "work": Look("warning", marks="bold"),
    "today": Look("accent", marks="today-style"),
    "gap": Look("error", marks="bold"),
    "day": Look("success"),
    "night": Look("secondary", marks="bold"),
    "duty": Look("warning"),
}
_STYLES: dict[tuple[str, str], Style] = {}


def style_of(app: App[Any], look: str) -> Style:
    """Return how a look is drawn in the colours in use, to be laid over a list's own.

    Raises KeyError for a look that is not in the table.
    """
    key = (app.theme, look)
    if key not in _STYLES:
        _STYLES[key] = _style(LOOKS[look], app.get_css_variables())
    return _STYLES[key]


def _style(look: Look, variables: Mapping[str, str]) -> Style:
    ink, ground = (
        Color.parse(variables[name]).rich_color if name else None
        for name in (look.ink, look.ground)
    )
    marks = Style.parse(variables.get(look.marks, look.marks))
    return Style(color=ink, bgcolor=ground) + marks
