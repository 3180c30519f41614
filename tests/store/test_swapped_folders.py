"""A folder of the station becomes a link between two system calls: nothing behind it is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from dutyroom.store import durable
from dutyroom.store.copies import Copies
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder
from dutyroom.store.hints import keep_hint
from dutyroom.store.mend import Doctor
from dutyroom.store.pages import Page
from dutyroom.store.second import write_again
from tests.store.books import book, on, write

CALLS = ("open", "mkdir", "rename", "replace", "unlink", "rmdir", "fchmod", "write", "fsync")
MOST_CALLS = 2000

Act = Callable[[StationFolder], None]
State = dict[str, tuple[int, bytes]]


class Swap:
    """Puts a link in a folder's place right before the nth system call of an action."""

    def __init__(self, folder: Path, to: Path, before: int) -> None:
        self._folder, self._to, self._left = folder, to, before
        self.done = False

    def look(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.done = True  # what follows goes through the same calls
            self._folder.rename(self._folder.with_name(f"{self._folder.name}.aside"))
            self._folder.symlink_to(self._to)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Stand before the system calls."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._before(getattr(os, name)))
            yield

    def _before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if not self.done:
                self.look()
            return real(*given, **named)

        return call


def state_of(home: Path) -> State:
    """Return everything in somebody's home: modes, and what stands in the files."""
    found = {".": (home.stat().st_mode, b"")}
    for path in sorted(home.rglob("*")):
        content = b"" if path.is_dir() else path.read_bytes()
        found[str(path.relative_to(home))] = (path.lstat().st_mode, content)
    return found


def station(place: Path) -> StationFolder:
    """Return a station of one record."""
    folder = StationFolder(place)
    folder.create(name="北门", profile_text="{}", language="zh", drill=False)
    write(book(folder.ledger), "一")
    folder.write_text("drafts/x.json", "{}")
    hint(folder)
    Copies(folder).make(on(12, 5), "hour")
    return folder


def home_like(folder: Path, home: Path) -> Path:
    """Return a home in which everything is as in the folder, but only his."""
    shutil.copytree(folder, home)
    for path in (home, *home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return home


def commit(folder: StationFolder) -> None:
    write(book(folder.ledger), "二")


def new_month(folder: StationFolder) -> None:
    write(book(folder.ledger), "二", at=on(1, 5, 2027))


def draft(folder: StationFolder) -> None:
    folder.write_text("drafts/x.json", '{"new": true}')
    folder.remove("drafts/x.json")


def swapped_at_every_call(place: Path, name: str, act: Act) -> tuple[int, list[int]]:
    """Do it again and again, the folder swapped one call later each time.

    Return how many calls there were, and those at which somebody's home was written to.
    """
    touched = []
    made = station(place / "made")
    for call in range(1, MOST_CALLS, SELDOM.get(act, 1)):
        root = place / f"{call}"
        shutil.copytree(made.path, root / "station")
        folder = StationFolder(root / "station")
        home = home_like(folder.path / name, root / "home")
        before, swap = state_of(home), Swap(folder.path / name, home, call)
        with swap.waiting(), suppress(StoreError):
            act(folder)
        if state_of(home) != before:
            touched.append(call)
        shutil.rmtree(root)
        if not swap.done:
            return call - 1, touched
    raise AssertionError("there is no end to it")


def hint(folder: StationFolder) -> None:
    keep_hint(folder.path / "derived" / "clock.txt", "now")


def copied(folder: StationFolder) -> None:
    Copies(folder).make(on(12, 6), "hour")
    Copies(folder).prune(0)


def again(folder: StationFolder) -> None:
    write_again(folder.path / "backup", Page("2026-12-05", 1), {"1": "{}"})


def mended(folder: StationFolder) -> None:
    ledger = book(folder.ledger)
    with ledger.held(), suppress(OSError):
        (folder.ledger / "2026-12" / "2026-12-05.json").write_bytes(b"spoilt")
        Doctor(folder, ledger.verify(), ledger.opening_of).mend(on(12, 6))


SELDOM: dict[Act, int] = {copied: 9, mended: 4}
"""Where there are hundreds of calls, only each of so many is tried."""
PLACES = [
    ("ledger", commit),
    ("ledger/2026-12", commit),
    ("ledger", new_month),
    ("drafts", draft),
    ("derived", hint),
    ("backup", again),
    ("backup", copied),
    ("quarantine", mended),
]


@pytest.mark.parametrize(("name", "act"), PLACES)
def test_a_folder_swapped_for_a_link_at_any_moment_leads_nowhere(
    tmp_path: Path, name: str, act: Act
) -> None:
    calls, touched = swapped_at_every_call(tmp_path, name, act)
    assert calls >= 3
    assert touched == []


def through_links(folder: str | Path, station: Path | None = None) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


@pytest.mark.parametrize(("name", "act"), PLACES)
def test_without_the_safety_it_leads_into_somebodys_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, act: Act
) -> None:
    """The control: the folder is looked at, then opened by its path, as it was before."""
    monkeypatch.setattr(durable, "open_folder", through_links)
    _calls, touched = swapped_at_every_call(tmp_path, name, act)
    assert touched != []
