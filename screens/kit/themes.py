"""The colours of the room: night, day, high contrast, and the terminal's own sixteen."""

from __future__ import annotations

from typing import Any

from textual.theme import Theme

from dutyroom.i18n import N_, _
from dutyroom.settings.config import THEMES

NAMES = {
    "duty-night": N_("night"),
    "duty-day": N_("day"),
    "duty-contrast": N_("high contrast"),
    "duty-ansi": N_("the terminal's own colours"),
}


def _theme(name: str, *, dark: bool, variables: dict[str, str], **colours: Any) -> Theme:
    """Return a theme in full colour; its variables may stand on its colours."""
    ground, ink = colours["background"], colours["foreground"]
    own = {
        # Textual would make them anew from their lightness, and be one off.
        **{name: colours[name] for name in ("accent", "warning", "error")},
        "line": colours["panel"],
        "veil": f"{ground} 60%",
        "head-ground": colours["primary"],
        "head-ink": ground,
        "head-style": "none",
        "bar-ground": colours["surface"],
        "bar-ink": ink,
        "field-ground": colours["surface"],
        "caret-ground": ink,
        "caret-ink": ground,
        "caret-style": "none",
        "cursor-ground": colours["primary"],
        "cursor-ink": ground,
        "cursor-style": "bold",
        "alarm-ground": ground,
        "alarm-ink": colours["error"],
        "rest-ground": colours["surface"],
        "today-style": "bold underline",
    }
    return Theme(name=name, dark=dark, variables={**own, **variables}, **colours)


# Colours of the 256 that every terminal knows by number: half as long on a slow line.
NIGHT = _theme(
    "duty-night",
    dark=True,
    primary="#87afd7",
    secondary="#af87d7",
    accent="#d7af87",
    warning="#ffaf5f",
    error="#ff8787",
    success="#87af5f",
    foreground="#d7d7af",
    background="#1c1c1c",
    surface="#262626",
    panel="#444444",
    variables={"dim": "#a8a8a8"},
)
DAY = _theme(
    "duty-day",
    dark=False,
    primary="#005f87",
    secondary="#5f00af",
    accent="#5f5f00",
    warning="#8a3c00",
    error="#af0000",
    success="#005f00",
    foreground="#303030",
    background="#fbf8f0",
    surface="#efe9da",
    panel="#cfc7b2",
    variables={"dim": "#5f5f5f"},
)
CONTRAST = _theme(
    "duty-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#d7afff",
    accent="#5fffff",
    warning="#ffaf5f",
    error="#ffafaf",
    success="#87ff87",
    foreground="#ffffff",
    background="#000000",
    surface="#1c1c1c",
    panel="#ffffff",
    variables={"dim": "#dadada", "veil": "#000000"},
)
ANSI = Theme(
    name="duty-ansi",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_magenta",
    accent="ansi_default",
    warning="ansi_magenta",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "dim": "ansi_default",
        "line": "ansi_default",
        "veil": "ansi_default",
        "head-ground": "ansi_default",
        "head-ink": "ansi_default",
        "head-style": "reverse",
        "bar-ground": "ansi_default",
        "bar-ink": "ansi_default",
        "field-ground": "ansi_default",
        "caret-ground": "ansi_default",
        "caret-ink": "ansi_default",
        "caret-style": "reverse",
        "cursor-ground": "ansi_default",
        "cursor-ink": "ansi_default",
        "cursor-style": "bold reverse",
        "alarm-ground": "ansi_default",
        "alarm-ink": "ansi_red",
        "rest-ground": "ansi_default",
        "today-style": "bold underline",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
    },
)
"""Works at every colour depth, on dark and light grounds: what stands out is bold or reversed."""

ALL = (NIGHT, DAY, CONTRAST, ANSI)


def after(name: str) -> str:
    """Return the theme that comes after one of that name."""
    return THEMES[(THEMES.index(name) + 1) % len(THEMES)] if name in THEMES else THEMES[0]


def theme_words(name: str) -> str:
    """Return what the theme is called, in the language in use."""
    return _(NAMES[name])
