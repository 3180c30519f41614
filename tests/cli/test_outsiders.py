"""Somebody of the machine who is not of the duty group gets a sentence from every command."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dutyroom.cli.main import make_parser, run
from dutyroom.desk.station.station import init_station
from tests.faults.witness import fork

STRANGER, OTHERS = 20_003, 30_001
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two users")


def command_lines(
    parser: argparse.ArgumentParser, before: tuple[str, ...] = ()
) -> Iterator[list[str]]:
    """Give a line for each command that there is, with what it cannot do without."""
    groups = [act for act in parser._actions if isinstance(act, argparse._SubParsersAction)]
    for name, inner in groups[0].choices.items() if groups else ():
        yield from command_lines(inner, (*before, name))
    if not groups:
        line = list(before)
        for act in parser._actions:
            if act.required:
                line += _words(act)
        yield line


def _words(act: argparse.Action) -> list[str]:
    word = str(next(iter(act.choices))) if act.choices else "1" if act.type is int else "x"
    many = act.nargs if isinstance(act.nargs, int) else 1
    return [*act.option_strings[:1], *[word] * many]


def said_to_all(path: Path) -> dict[str, tuple[str, str]]:
    """Type every command; return the exit code, or the error, and what was said."""
    told = {}
    for words in command_lines(make_parser()):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                ended = str(run([*words, "--data", str(path), "--language", "en"]))
            except BaseException as error:
                ended = repr(error)
        told[" ".join(words)] = (ended, said.getvalue())
    return told


def as_stranger(act: Callable[[], object]) -> object:
    """Do something in a process of a user of no group here."""

    def go(tell: Callable[[str], None]) -> None:
        os.setgroups([])
        os.setgid(OTHERS)
        os.setuid(STRANGER)
        tell(json.dumps(act()))

    child = fork(go)
    said = child.lines()
    assert child.wait() == 0
    return json.loads(said[0])


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Path]:
    """Return a station in a place that everybody may enter.

    Every command was typed once elsewhere, so that what it loads is there for a
    user who may not read the reader's own Python.
    """
    init_station(tmp_path / "before", profile="property-centre", drill=True)
    said_to_all(tmp_path / "before")
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        init_station(Path(place) / "station", profile="property-centre", drill=True)
        yield Path(place) / "station"


def readable(station: Path) -> None:
    for path in (station, *station.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def closed(station: Path) -> None:
    station.chmod(0o2770)


def hidden(station: Path) -> None:
    station.parent.chmod(0o700)


@needs_root
@pytest.mark.parametrize("state", [closed, hidden, readable])
def test_an_outsider_gets_a_sentence_from_every_command(
    station: Path, state: Callable[[Path], None]
) -> None:
    state(station)
    told = as_stranger(lambda: said_to_all(station))
    assert isinstance(told, dict)
    assert len(told) > 100
    wrong = {
        words: said
        for words, said in told.items()
        if said[0] not in ("0", "2", "3", "5") or "Traceback" in said[1]
    }
    assert wrong == {}
    refused = f"No permission for {station}"
    assert told["log call x"][0] == "5"
    assert told["log call x"][1].startswith(refused)
    if state is not readable:
        assert told["now"][0] == "5"
        assert told["now"][1].startswith(refused)
