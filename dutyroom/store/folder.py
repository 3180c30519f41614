"""The folder of a station: its name, its profile, and where everything lies."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

from dutyroom.documents import Unread, read_toml
from dutyroom.store.durable import (
    LARGEST_FILE,
    make_folder,
    names_in,
    read_file,
    remove_file,
    replace_file,
    sync_folder,
)
from dutyroom.store.errors import Exists, NotAStation, StoreError, explained
from dutyroom.store.layout import N_
from dutyroom.store.mounts import refuse_network
from dutyroom.values import dataclass

FOLDERS = ("ledger", "drafts", "evidence", "backup", "quarantine", "derived", "calendars")

DEMO = "demo"
"""The file in a demo station, which may be made again at any time; ``station.toml`` says it too."""


@dataclass(frozen=True, slots=True)
class StationInfo:
    """What ``station.toml`` says; ``drill`` stations take a given clock.

    ``demo`` tells the station that came with the program; ``plugins`` are the
    installed packages whose rules and formats it takes in. ``id`` tells a station
    from every other of the same name; older ones have none.
    """

    name: str
    language: str
    drill: bool
    demo: bool = False
    plugins: tuple[str, ...] = ()
    id: str = ""


class StationFolder:
    """A station on disk."""

    def __init__(self, path: Path, ledger: Path | None = None) -> None:
        """Name the folder, and the ledger where it is not the station's own; nothing is read."""
        self.path = path
        self.ledger = ledger or path / "ledger"

    def create(self, *, name: str, profile_text: str, language: str, drill: bool) -> StationInfo:
        """Make the folder with everything in it, or nothing at all.

        Shared by a group whatever the umask. Raises `Exists` when the folder
        holds anything, and the store's other errors.
        """
        from dutyroom.store.leftover import sweep_beside  # a station is made once

        refuse_network(self.path)
        sweep_beside(self.path)
        id_ = os.urandom(8).hex()
        building = self.path.with_name(f".{self.path.name}.{os.getpid()}.new")
        try:
            if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
                raise Exists(path=str(self.path))
            self.path.parent.mkdir(parents=True, exist_ok=True)
            make_folder(building)
            for folder in FOLDERS:
                make_folder(building / folder)
            toml = (
                f"name = {_toml(name)}\nlanguage = {_toml(language)}\n"
                f"drill = {'true' if drill else 'false'}\nid = {_toml(id_)}\n"
            )
            replace_file(building / "station.toml", toml.encode())
            replace_file(building / "profile.json", _utf8(profile_text))
            building.rename(self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            raise explained(error, self.path) from error
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return StationInfo(_utf8(name).decode(), language, drill, id=id_)

    def read(self) -> StationInfo:
        """Return what the station is called.

        Raises `NotAStation` with the reason, `NetworkDisk` on a network.
        """
        refuse_network(self.path)
        path = self.path / "station.toml"
        try:
            found = read_toml(self._content("station.toml"), path)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise NotAStation(path=str(self.path)) from error
        except OSError as error:
            raise explained(error, path) from error
        except Unread as error:
            raise NotAStation(error.text, **error.values) from error
        for field, kind in (("name", str), ("language", str), ("drill", bool), ("id", str)):
            if not isinstance(found.get(field, kind()), kind):
                text = N_("{path} cannot be understood: {field} is of a wrong kind")
                raise NotAStation(text, path=str(path), field=field)
        if "name" not in found:
            raise NotAStation(N_("{path} cannot be understood: it says no name"), path=str(path))
        return StationInfo(
            str(found["name"]),
            str(found.get("language", "zh")),
            bool(found.get("drill", False)),
            found.get("demo") is True and has_marker(self.path),
            _names(found.get("plugins", ())),
            str(found.get("id", "")),
        )

    def profile_text(self) -> str:
        """Return the station's profile as it stands in the file."""
        return self._read("profile.json")

    def year_files(self) -> tuple[str, ...]:
        """Return the texts of the holiday notices that the station put in, where they can be read.

        `notices` names them, and what cannot be read.
        """
        return tuple(text for text in self.notices().values() if isinstance(text, str))

    def notices(self) -> dict[str, str | StoreError]:
        """Return the files of holiday notices by name: what stands in each, or why that is unknown.

        Nothing is raised: holidays end nothing.
        """
        try:
            names = self.names("calendars", ".json")
        except StoreError as error:
            return {"": error}
        return {name: self._notice(name) for name in names}

    def names(self, folder: str, ending: str) -> list[str]:
        """Return the names of the files in a folder that end so; none where there is no folder.

        Raises the store's errors, for a link in the folder's place as well.
        """
        try:
            found = names_in(self.path / folder, self.path)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise explained(error, self.path / folder) from error
        return [name for name in found if name.endswith(ending)]

    def _content(self, relative: str) -> bytes:
        """Return what a small file holds; no link on the way to it is followed. Raises OSError."""
        return read_file(self.path / relative, self.path, LARGEST_FILE)

    def _notice(self, name: str) -> str | StoreError:
        path = self.path / "calendars" / name
        try:
            return self._content(f"calendars/{name}").decode("utf-8")
        except OSError as error:
            return explained(error, path)
        except UnicodeDecodeError:
            return StoreError(N_("{path} cannot be read as text"), path=str(path))

    def read_text(self, relative: str) -> str | None:
        """Return a small file of the station, or None when there is none."""
        try:
            return self._content(relative).decode("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        except OSError as error:
            raise explained(error, self.path / relative) from error

    def write_text(self, relative: str, text: str) -> None:
        """Replace a small file of the station. Raises the store's errors.

        The station's own folder may be reached through a link, nothing in it may.
        """
        try:
            replace_file(self.path / relative, _utf8(text), self.path)
        except OSError as error:
            raise explained(error, self.path / relative) from error

    def remove(self, relative: str) -> None:
        """Take a small file away; one that is gone already is no error."""
        try:
            remove_file(self.path / relative, self.path)
        except OSError as error:
            raise explained(error, self.path / relative) from error

    def _read(self, relative: str) -> str:
        path = self.path / relative
        try:
            return self._content(relative).decode("utf-8")
        except FileNotFoundError as error:
            text = N_("{path} is missing from the station")
            raise StoreError(text, path=str(path)) from error
        except UnicodeDecodeError as error:
            raise StoreError(N_("{path} cannot be read as text"), path=str(path)) from error
        except OSError as error:
            raise explained(error, path) from error


def has_marker(path: Path) -> bool:
    """Tell whether the file of a demo stands in a folder; a link is none."""
    try:
        return stat.S_ISREG((path / DEMO).lstat().st_mode)
    except (OSError, ValueError):
        return False


def _names(value: object) -> tuple[str, ...]:
    """Return the names in a list, or the one that stands there; a wrong one is told by its user."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _toml(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's, but for U+007F."""
    plain = _utf8(text).decode()
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def _utf8(text: str) -> bytes:
    """Return a text as UTF-8; what UTF-8 cannot hold becomes a question mark."""
    return text.encode("utf-8", "replace")
