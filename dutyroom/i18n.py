"""Words in Chinese and English through gettext; English is the key."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from dutyroom.domain.base.sentence import Sentence
from dutyroom.resources import data_path

LANGUAGES = ("zh", "en")
_in_use = ["en"]
_catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}


def N_(text: str) -> str:  # noqa: N802 - the name that catalogues are extracted by
    """Mark a message for the catalogue and return it as it is."""
    return text


def use(language: str) -> None:
    """Speak a language from now on; one that is not known is English."""
    code = language if language in LANGUAGES else "en"
    if code not in _catalogues:
        path = data_path(f"locale/{code}/LC_MESSAGES/dutyroom.mo")
        with path.open("rb") as file:
            _catalogues[code] = gettext.GNUTranslations(file)
    if (pendulum := sys.modules.get("pendulum")) is not None:
        pendulum.set_locale(code)  # it is slow to load, and few commands need it
    _in_use[0] = code


def language() -> str:
    """Return the code of the language in use."""
    return _in_use[0]


def _(text: str) -> str:
    """Return a message in the language in use."""
    return _catalogues[_in_use[0]].gettext(text) if text else ""


def render(sentence: Sentence) -> str:
    """Return a sentence in the language in use, its values as people read them.

    Moments are shown as HH:MM and dates as YYYY-MM-DD; braces in values stay.
    """
    return _(sentence.text).format(**{name: _shown(value) for name, value in sentence.values})


def _shown(value: object) -> str:
    if isinstance(value, Sentence):
        return render(value)
    if isinstance(value, tuple):
        return listed(map(_shown, value))
    if isinstance(value, datetime):
        return f"{value:%H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def listed(parts: Iterable[str]) -> str:
    """Return words one after the other, as the language in use lists them."""
    return ("、" if language() == "zh" else ", ").join(parts)


def choose(environ: Mapping[str, str], wanted: str = "") -> str:
    """Return the language asked for; Chinese or English.

    DUTYROOM_LANG takes precedence over the user's settings, and both over the locale.
    """
    if wanted in LANGUAGES and not environ.get("DUTYROOM_LANG"):
        return wanted
    for name in ("DUTYROOM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "zh" if environ[name].lower().startswith("zh") else "en"
    return "en"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while: a station's sheets, whatever the terminal speaks."""
    before = language()
    use(code)
    try:
        yield
    finally:
        use(before)
