"""Files that nobody in his senses put into a station: each is a sentence, or does no harm.

Every shape stands once in the place of every file that the program reads, and
links, pipes and files in the place of its folders. Then somebody asks what is
going on, logs a call, looks for damage and opens the room. Nothing may end in a
traceback or hang, and nothing outside the station may change.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import shutil
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dutyroom import i18n
from dutyroom.app import user_config
from dutyroom.cli.main import run
from dutyroom.desk.desk import open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log.entries import Note, log_entry
from dutyroom.desk.station import drafts
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.station.opening import beat
from dutyroom.desk.station.station import init_station
from dutyroom.domain.base.shape import ShapeError
from dutyroom.store.errors import StoreError
from screens.room import Room

AT = "2026-12-01 08:30"
SECONDS = 60
"""After which something hangs; the slowest takes one."""
HUGE = 2**40
SECRET = "ssh-ed25519 AAAA\n"

CONTENTS: dict[str, Callable[[bytes], bytes]] = {
    "deep lists": lambda _old: b"[" * 100_000 + b"]" * 100_000,
    "deep tables": lambda _old: b'{"a":' * 50_000,
    "deep dots": lambda _old: b"[" + b".".join([b"a"] * 20_000) + b"]",
    "digits": lambda _old: b"9" * 5000,
    "digits of a key": lambda _old: b'{"year": ' + b"9" * 5000 + b"}",
    "empty": lambda _old: b"",
    "zeros": lambda _old: b"\0" * 500,
    "no text": lambda _old: b"\xff\xfe\xff",
    "utf-16": lambda old: old.decode("utf-8", "replace").encode("utf-16"),
    "half a sign": lambda _old: b'{"year": "\\ud800", "name": "\xed\xa0\x80"}',
    "half a sign escaped": lambda _old: b'{"year": "\\ud800", "text": "\\udfff"}',
    "keys that stand twice": lambda _old: b'{"year": 2027, "year": "x", "holidays": [], "at": 1}',
    "no numbers": lambda _old: b'{"year": NaN, "at": Infinity, "seq": -Infinity, "rev": 1e999}',
    "wrong kinds": lambda _old: b'[1, {"a": null}, true, "x"]',
    "one word": lambda _old: b'"x"',
    "nothing": lambda _old: b"null",
    "a mark in front": lambda old: b"\xef\xbb\xbf" + old,
    "half": lambda old: old[: len(old) // 2],
    "twice": lambda old: old + old,
    "one long line": lambda _old: b"x" * 1_000_000,
    "many lines": lambda _old: b"\n" * 200_000,
}
"""What stands in a file instead of what it should say."""

FILES = (
    "profile.json",
    "station.toml",
    "contacts.txt",
    "calendars/2027.json",
    "drafts/x.json",
    "derived/seen.txt",
    "derived/clock.txt",
    "backup/COPY/copy.json",
    "backup/COPY/ledger/2026-12/2026-12-01.json",
    "ledger/2026-12/2026-12-01.json",
    "ledger/2026-12/carried.json",
    "ledger/.tip",
    "ledger/.lock",
    "config.toml",
)
"""``config.toml`` is the user's own; it lies next to the station."""

FOLDERS = (
    "ledger",
    "ledger/2026-12",
    "backup",
    "backup/COPY",
    "calendars",
    "drafts",
    "derived",
    "quarantine",
)


def a_pipe(path: Path, _home: Path) -> None:
    os.mkfifo(path)


def a_folder(path: Path, _home: Path) -> None:
    path.mkdir()
    (path / "x.json").write_text("{}", "utf-8")


def a_socket(path: Path, _home: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may only be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def a_link_out(path: Path, home: Path) -> None:
    path.symlink_to(home / "authorized_keys")


def a_link_to_a_folder(path: Path, home: Path) -> None:
    path.symlink_to(home)


def a_link_in_a_circle(path: Path, _home: Path) -> None:
    path.symlink_to(path)


def a_link_to_nothing(path: Path, home: Path) -> None:
    path.symlink_to(home / "new")


def huge(path: Path, _home: Path) -> None:
    with path.open("wb") as file:
        file.truncate(HUGE)


def endless(path: Path, _home: Path) -> None:
    os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))


def gone(_path: Path, _home: Path) -> None:
    pass


def a_file(path: Path, _home: Path) -> None:
    path.write_text("x", "utf-8")


Put = Callable[[Path, Path], None]
ODD_FILES: tuple[Put, ...] = (
    a_pipe, a_folder, a_socket, a_link_out, a_link_to_a_folder, a_link_in_a_circle,
    a_link_to_nothing, huge, endless, gone,
)  # fmt: skip
ODD_FOLDERS: tuple[Put, ...] = (
    a_file, a_pipe, a_socket, a_link_to_a_folder, a_link_in_a_circle, a_link_to_nothing, gone,
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One hostile file: its place in the station, and what is put there."""

    place: str
    what: str
    put: Put


def _content(make: Callable[[bytes], bytes]) -> Put:
    def put(path: Path, home: Path) -> None:
        path.write_bytes(make((home.parent / "old").read_bytes()))

    return put


def cases() -> list[Case]:
    """Return every hostile file, always in the same order."""
    found = []
    for place in FILES:
        found += [Case(place, what, _content(make)) for what, make in CONTENTS.items()]
        found += [Case(place, put.__name__.replace("_", " "), put) for put in ODD_FILES]
    for place in FOLDERS:
        found += [Case(place, put.__name__.replace("_", " "), put) for put in ODD_FOLDERS]
    return found


@dataclass
class Tried:
    """What was tried, and what was wrong with any."""

    files: int = 0
    acts: int = 0
    complaints: list[str] = field(default_factory=list)


def try_all(place: Path, chosen: list[Case] | None = None) -> Tried:
    """Try hostile files, all if none are chosen."""
    tried = Tried()
    station = _station(place / "made")
    for number, case in enumerate(cases() if chosen is None else chosen):
        for act in ACTS:
            root = place / f"{number}"
            try:
                tried.complaints += _try(station, root, case, act)
                tried.acts += 1
            except PermissionError:
                pass  # a device can only be made by root
            shutil.rmtree(root)
        tried.files += 1
    return tried


def _station(path: Path) -> Path:
    """Return a station with one of everything that a hostile file may stand for."""
    init_station(path, profile="property-centre", drill=True)
    desk = open_desk(path, terminal="t", at=AT)
    log_entry(desk, "call", Note(text="来电"))
    beat(desk)
    write_copy(desk)
    drafts.keep(desk, "x", "call", "", "call", {"text": "x"}, desk.now())
    desk.folder.write_text("calendars/2027.json", '{"year": 2027, "holidays": []}')
    desk.folder.write_text("derived/clock.txt", f"{AT} {AT}\n")
    make_copy(desk)
    return path


def _try(station: Path, root: Path, case: Case, act: Callable[[Path], str]) -> list[str]:
    root.mkdir()
    path, home = root / "station", root / "home"
    shutil.copytree(station, path)
    home.mkdir(mode=0o700)
    (home / "authorized_keys").write_text(SECRET, "utf-8")
    (home / "authorized_keys").chmod(0o600)
    (root / "config.toml").write_text('language = "en"\n', "utf-8")
    copy = next(found.name for found in (path / "backup").iterdir() if "demand" in found.name)
    relative = case.place.replace("COPY", copy)
    place = root / relative if relative == "config.toml" else path / relative
    (root / "old").write_bytes(place.read_bytes() if place.is_file() else b"")
    _clear(place)
    case.put(place, home)
    before = _state(home)
    with _watched(root / "config.toml"):
        try:
            said = act(path)
        except Exception as error:
            said = f"!{error!r}"
    name = f"{case.place}, {case.what}, {act.__name__}"
    complaints = [f"{name}: {said[1:]}"] if said.startswith("!") else []
    if _state(home) != before or {f.name for f in root.iterdir()} - KNOWN:
        complaints.append(f"{name}: something outside the station changed")
    return complaints


KNOWN = {"station", "home", "config.toml", "old"}


def _clear(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _state(home: Path) -> list[tuple[str, int, str]]:
    return [
        (str(path), path.stat().st_mode, path.read_text("utf-8") if path.is_file() else "")
        for path in (home, *sorted(home.rglob("*")))
    ]


@contextlib.contextmanager
def _watched(config: Path) -> Iterator[None]:
    """End what hangs, and let the settings be those next to the station."""

    def end(*_given: object) -> None:
        raise TimeoutError("it hangs")

    before, named = signal.signal(signal.SIGALRM, end), os.environ.get("DUTYROOM_CONFIG")
    os.environ["DUTYROOM_CONFIG"] = str(config)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
        os.environ.pop("DUTYROOM_CONFIG")
        if named is not None:
            os.environ["DUTYROOM_CONFIG"] = named


# -- what is done with it; a complaint begins with an exclamation mark


def now(path: Path) -> str:
    """Ask what is going on."""
    return _typed("now", path)


def log_call(path: Path) -> str:
    """Log a call: what is acknowledged is there."""
    said = _typed("log call 又一个来电", path)
    if said.startswith("0") and "又一个来电" not in _typed("log list", path):
        return f"!acknowledged, and not there: {said}"
    return said


def doctor(path: Path) -> str:
    """Look for damage."""
    return _typed("data doctor", path)


def check_settings(path: Path) -> str:
    """Check the user's own settings."""
    return _typed("config check", path)


def _typed(words: str, path: Path) -> str:
    """Type a command; a refusal names the file or the folder that is in the way."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run([*words.split(), "--data", str(path), "--at", AT], settings=user_config)
    text = f"{code} {said.getvalue()}"
    if code not in (0, 2, 5) or "Traceback" in text:
        return f"!{text}"
    if code and not _names_a_file(text, path):
        return f"!names nothing: {text}"
    return text if len(text) < 20_000 else f"!far too long: {text[:80]}"


def _names_a_file(text: str, path: Path) -> bool:
    return str(path.parent) in text or any(name.split("/")[-1] in text for name in FILES)


def open_room(path: Path) -> str:
    """Open the room, look at the numbers to call, and leave it open for a beat."""
    return asyncio.run(_room(path))


async def _room(path: Path) -> str:
    try:
        desk = open_desk(path, terminal="t", at=AT, screen=True)
        desk.state()
    except (StoreError, ShapeError, Wrong) as error:
        text = f"{getattr(error, 'path', '')} {error}"
        return text if _names_a_file(text, path) else f"!names nothing: {text}"
    i18n.use("en")
    room = Room(desk, user_config(os.environ))
    async with room.run_test(size=(80, 24), notifications=True) as pilot:
        for key in ("f9", "escape", "f4", "f2"):
            await pilot.press(key)
        await pilot.pause()
    return ""


ACTS = (now, log_call, doctor, check_settings, open_room)
