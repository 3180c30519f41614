"""What holds for every test: no station of the reader's own, English, and no clock against it."""

from __future__ import annotations

import fcntl
import gc
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from dutyroom import i18n
from dutyroom.desk import desk
from dutyroom.desk.people import people, pin_seal, pins
from dutyroom.desk.station import station
from tests.stations.templates import TEMPLATES

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")

LANGUAGE = ("DUTYROOM_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
STATION = ("DUTYROOM_DATA", "DUTYROOM_DEMO", "DUTYROOM_TERMINAL", "SSH_TTY")
SEALED, DIGEST = cache(pin_seal.seal_pin), cache(pin_seal._digest)
"""A PIN is slow to seal on purpose, and a thousand stations have five people each."""
READ = cache(desk.read_profile)
"""A profile never changes once it is read, and a thousand stations share a dozen."""
LOOKS = ("DUTYROOM_CONFIG", "DUTYROOM_THEME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "NO_COLOR")

gc.set_threshold(200_000, 10, 10)  # what is loaded and collected stays; nobody need look through it


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let one worker compile the tests, and the other load what the first compiled."""
    with Path(__file__).open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return (yield)


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays for the whole run: it took a sixth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder that holds no station."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session", autouse=True)
def _templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    TEMPLATES.folder = tmp_path_factory.mktemp("stations")


@pytest.fixture(autouse=True)
def _quiet_house(monkeypatch: pytest.MonkeyPatch, nobodys_home: Path) -> Iterator[None]:
    for name in (*LANGUAGE, *STATION, *LOOKS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(nobodys_home))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(people, "seal_pin", SEALED)
    monkeypatch.setattr(pins, "seal_pin", SEALED)
    monkeypatch.setattr(pin_seal, "_digest", DIGEST)
    for module in (desk, station):
        monkeypatch.setattr(module, "read_profile", READ)
    i18n.use("en")
    yield
    i18n.use("en")
