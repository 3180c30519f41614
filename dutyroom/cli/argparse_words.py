"""The words of argparse in the language in use: it asks gettext, like everybody."""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence

from dutyroom.i18n import N_
from dutyroom.resources import data_path

_WORDS = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


def too_many(words: Sequence[str]) -> str:
    """Return argparse's sentence for words that no command takes."""
    return gettext.gettext("unrecognized arguments: %s") % " ".join(words)


def speak(language: str) -> None:
    """Let argparse speak a language of the catalogue; what it lacks stays English."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("dutyroom", str(data_path("locale")))
    gettext.textdomain("dutyroom")
