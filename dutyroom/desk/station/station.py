"""Setting up a station; where its records are, and whether they are whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from dutyroom.desk.desk import read_profile
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_name
from dutyroom.documents import Unread, read_text
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.unread import unread_keys
from dutyroom.resources import data_names, data_text
from dutyroom.store.folder import StationFolder, StationInfo


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that come with the program."""
    names = (name.removesuffix(".json") for name in data_names("profiles"))
    return tuple(sorted(name for name in names if name != "base"))


def init_station(
    path: Path, *, profile: str, name: str = "", language: str = "zh", drill: bool = False
) -> StationInfo:
    """Set up a station in a new folder, with one of the profiles or a profile file.

    Raises `Wrong` for an unknown profile or a bad name, `ShapeError` for a
    profile file with mistakes, and the store's errors; nothing half-made stays.
    """
    text = profile_text(profile)
    rules = read_profile(text, profile)
    called = check_name(name or rules.station_name or rules.profile)
    return StationFolder(path).create(
        name=called, profile_text=text, language=language, drill=drill
    )


def profile_text(profile: str) -> str:
    """Return the text of a shipped profile or of a profile file. Raises `Wrong`."""
    if profile in profile_names():
        return data_text(f"profiles/{profile}.json")
    if profile.endswith(".json"):
        return _text_of(user_path(profile))
    raise Wrong(
        say(
            "No profile is called {name}; there are {names}, or name a .json file",
            name=profile,
            names=", ".join(profile_names()),
        ),
        "profile",
    )


def unread(text: str) -> tuple[Sentence, ...]:
    """Return a sentence for each key of a profile's text that nothing asks for yet.

    The text is of a profile that `read_profile` has read.
    """
    return unread_keys(json.loads(text))


def user_path(text: str) -> Path:
    """Return the path that a person typed, ``~`` as the home folder. Raises `Wrong`."""
    if not text.strip():
        raise Wrong(say("Say which file"), "file")
    try:
        if b"\0" in os.fsencode(text):
            raise Wrong(say("{path} is no path", path=text), "path")
        return Path(text.strip()).expanduser()
    except UnicodeEncodeError as error:
        raise Wrong(say("{path} is no path", path=text), "path") from error
    except RuntimeError as error:
        raise Wrong(say("{path} is nobody's home folder", path=text), "path") from error


def _text_of(file: Path) -> str:
    try:
        return read_text(file)
    except Unread as error:
        raise Wrong(Sentence(error.text, tuple(error.values.items())), "profile") from error
    except OSError as error:
        raise Wrong(say("{path} cannot be read as text", path=file), "profile") from error


def station_path(given: str, environ: Mapping[str, str]) -> Path:
    """Return the station's folder: the one given, DUTYROOM_DATA, or the user's own."""
    if given or environ.get("DUTYROOM_DATA"):
        return user_path(given or environ["DUTYROOM_DATA"])
    import platformdirs

    return Path(platformdirs.user_data_dir("dutyroom", appauthor=False))


def terminal_name(environ: Mapping[str, str]) -> str:
    """Return what records say of the terminal: DUTYROOM_TERMINAL, or machine and line."""
    if environ.get("DUTYROOM_TERMINAL"):
        return environ["DUTYROOM_TERMINAL"]
    line = environ.get("SSH_TTY", "").removeprefix("/dev/")
    host = os.uname().nodename.split(".")[0]
    return f"{host}:{line}" if line else host
