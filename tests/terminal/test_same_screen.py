"""The lean driver and the stock one show the same screen, cell by cell, at any colour depth."""

from __future__ import annotations

import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from typing import Protocol

import pyte
import pytest

from tests.terminal.shown import Cell, cells, difference, text
from tests.terminal.tty import COLUMNS, KEYS, LINES, PATIENCE, Terminal, clean_environ

pytestmark = pytest.mark.terminal

DEPTHS = {
    "16 colours": {"TERM": "xterm", "COLORTERM": ""},
    "256 colours": {"TERM": "xterm-256color", "COLORTERM": ""},
    "true colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
}
IN_TMUX = {
    "16 colours": {"TERM": "screen", "COLORTERM": ""},
    "256 colours": {"TERM": "tmux-256color", "COLORTERM": ""},
    "true colour": {"TERM": "tmux-256color", "COLORTERM": "truecolor"},
}
DRIVERS: tuple[dict[str, str], ...] = ({}, {"DUTYROOM_DRIVER": "stock"})
SIZE = re.compile(r"(\d+)x(\d+)")
TOUR: tuple[tuple[str, str], ...] = (
    ("", "F10 Actions"),
    ("down down", "F10 Actions"),
    ("f3", "published v1"),
    ("right right down", "published v1"),
    ("enter", "Esc closes"),
    ("escape", "published v1"),
    ("f4", "Visit"),
    ("down down up", "Visit"),
    ("f6", "No round"),
    ("f7", "No handover"),
    ("f9", "110"),
    ("escape", "No handover"),
    ("f1", "F9"),
    ("escape", "No handover"),
    ("f10", "Emergency"),
    ("escape", "No handover"),
    ("f2", "On duty"),
    ("ctrl+n", "What about"),
    ("电梯困人，两位老人[/]", "两位老人[/]"),
    ("down", "What about"),
    ("李娜a", "李娜a"),
    ("backspace left delete", "!娜a"),
    ("王", "李王"),
    ("down down down right", "What about"),
    ("ctrl+l", "What about"),
    ("escape escape", "!What about"),
    ("100x30", "刘洋" + 28 * " " + "12-18"),
    ("ctrl+l", "On duty"),
    # A terminal scrolls away what is drawn before the stock driver knows of a smaller
    # window, and only another screen draws all of it anew.
    ("60x20 f3", "published v1"),
    ("80x24 f4", "Visit"),
)


class Player(Protocol):
    """A terminal that a tour is played in."""

    def send(self, data: bytes) -> None: ...
    def resize(self, columns: int, lines: int) -> None: ...
    def look(self) -> list[list[Cell]]: ...


class InPyte:
    """The program in a terminal of Python's."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._seen: list[list[Cell]] = []
        self.send = terminal.send

    def resize(self, columns: int, lines: int) -> None:
        self._terminal.resize(columns, lines)
        self._seen = []

    def look(self) -> list[list[Cell]]:
        if self._terminal.look() or not self._seen:
            self._seen = cells(self._terminal.screen)
        return self._seen


class InTmux:
    """The program in a window of tmux, which answers what a terminal is asked."""

    def __init__(self, socket: Path) -> None:
        self._socket, self._size = socket, (COLUMNS, LINES)
        self._shown, self._seen = "", list[list[Cell]]()
        self._environ = clean_environ({})

    def start(self, words: list[str], environ: dict[str, str]) -> None:
        self._environ = clean_environ(environ)
        size = ["-x", str(COLUMNS), "-y", str(LINES)]
        settled = self._socket.with_suffix(".conf")
        settled.write_text(f"set -g default-terminal {environ['TERM']}\n")
        self._tmux("-f", str(settled), "new-session", "-d", *size, *words)

    def end(self) -> None:
        self._tmux("kill-server")

    def send(self, data: bytes) -> None:
        self._tmux("send-keys", "-H", *(f"{byte:02x}" for byte in data))

    def resize(self, columns: int, lines: int) -> None:
        self._size, self._shown = (columns, lines), ""
        self._tmux("resize-window", "-x", str(columns), "-y", str(lines))

    def look(self) -> list[list[Cell]]:
        shown = self._tmux("capture-pane", "-e", "-N", "-p")
        if shown == self._shown:
            # To ask again at once would take the processor from the rooms that are waited for.
            select.select([], [], [], 0.05)
        else:
            screen = pyte.Screen(*self._size)
            pyte.Stream(screen).feed(shown.rstrip("\n").replace("\n", "\r\n"))
            self._shown, self._seen = shown, cells(screen)
        return self._seen

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *words],
            check=True,
            env=self._environ,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout


def play(players: list[Player], keys: str) -> None:
    for key in keys.split():
        size = SIZE.fullmatch(key)
        for player in players:
            if size:
                player.resize(*map(int, size.groups()))
            else:
                player.send(KEYS.get(key, key).encode())


def agree(players: list[Player], words: str) -> str:
    """Wait until the words are there, or gone if marked so, on two screens that are the same.

    Return what is not so. Steps end with what can be seen: a key that moves or erases
    reaches a form later than a letter that is sent right behind it.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        one, other = (player.look() for player in players)
        wrong = difference(one, other)
        if (words.removeprefix("!") in text(one)) == words.startswith("!"):
            wrong = f"{words!r} is not on\n{text(one)}"
        if not wrong or time.monotonic() > deadline:
            return wrong


def tour(pairs: dict[str, list[Player]]) -> None:
    """Play the tour at all depths side by side, so that the tests wait once."""
    for keys, words in TOUR:
        for players in pairs.values():
            play(players, keys)
        for depth, players in pairs.items():
            wrong = agree(players, words)
            assert not wrong, f"{depth}, after {keys}: {wrong}"


def command(path: Path) -> list[str]:
    return ["demo", "--data", str(path), "--language", "en"]


def test_in_a_terminal_emulator(tmp_path: Path) -> None:
    with ExitStack() as stack:
        pairs: dict[str, list[Player]] = {depth: [] for depth in DEPTHS}
        for number, (depth, driver) in enumerate(product(DEPTHS, DRIVERS)):
            words = command(tmp_path / str(number))
            terminal = stack.enter_context(Terminal(*words, environ=DEPTHS[depth] | driver))
            pairs[depth].append(InPyte(terminal))
        tour(pairs)


@contextmanager
def in_tmux(path: Path, environ: dict[str, str]) -> Iterator[InTmux]:
    player = InTmux(path.with_suffix(".tmux"))
    player.start([sys.executable, "-m", "dutyroom", *command(path)], environ)
    try:
        yield player
    finally:
        player.end()


@pytest.mark.skipif(not shutil.which("tmux"), reason="no tmux here")
def test_in_tmux(tmp_path: Path) -> None:
    with ExitStack() as stack:
        pairs: dict[str, list[Player]] = {depth: [] for depth in IN_TMUX}
        for number, (depth, driver) in enumerate(product(IN_TMUX, DRIVERS)):
            there = in_tmux(tmp_path / str(number), IN_TMUX[depth] | driver)
            pairs[depth].append(stack.enter_context(there))
        tour(pairs)
