"""What the terminal can show, read from the environment; nothing is asked of it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, MutableMapping


def is_console(environ: Mapping[str, str]) -> bool:
    """Tell whether this is the machine's bare console, which has no hanzi and few signs."""
    return environ.get("TERM", "") in ("linux", "linux-16color", "con80x25", "vt100", "vt220")


def shows_hanzi(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal can draw Chinese."""
    return not is_console(environ)


def has_many_colours(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal has 256 colours or more."""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return not is_console(environ)
    return environ.get("TERM", "").lower().endswith(("256color", "-direct", "kitty"))


def forget_outer_colours(environ: MutableMapping[str, str]) -> None:
    """Forget what the terminal around GNU screen can show: screen itself has no true colour."""
    if "STY" in environ:
        environ.pop("COLORTERM", None)


def owns_colours(environ: Mapping[str, str]) -> bool:
    """Tell whether only the terminal's own colours can be read: NO_COLOR, or a bare console."""
    return "NO_COLOR" in environ or is_console(environ)


def theme_for(environ: Mapping[str, str], chosen: str, themes: tuple[str, ...]) -> str:
    """Return the colours: the user's choice, DUTYROOM_THEME, or what the terminal can show.

    ``themes`` are those there are: the first is for many colours, the last is
    the terminal's own colours and the only one that can be read on some.
    """
    if owns_colours(environ):
        return themes[-1]
    wanted = environ.get("DUTYROOM_THEME", "")
    for name in (chosen, wanted, f"duty-{wanted}"):
        if name in themes:
            return name
    return themes[0] if has_many_colours(environ) else themes[-1]


def foreign_codeset(environ: Mapping[str, str]) -> str:
    """Return the encoding of a locale that is not UTF-8, as GBK; an empty text is fine.

    The plain C locale is fine: terminals of today show UTF-8 in it.
    """
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        if environ.get(name):
            code = environ[name].partition(".")[2].partition("@")[0]
            return "" if not code or _is_utf8(code) else code
    return ""


def _is_utf8(code: str) -> bool:
    try:
        return codecs.lookup(code).name == "utf-8"
    except LookupError:
        return False
