"""Each command of the command line stands in a file of its own name."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from dutyroom import cli
from dutyroom.cli.main import COMMANDS, make_parser

FOLDER = Path(cli.__file__).parent
COMMON = {"__init__", "argparse_words", "context", "main", "opening", "output", "parts"}
"""What is not a command: what every command is made of."""


def commands_of(words: tuple[str, ...]) -> list[str]:
    parsers = [
        action
        for action in make_parser(words)._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return [name for parser in parsers for name in parser.choices]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_file_of_a_command_adds_that_command_and_no_other(command: str) -> None:
    assert (FOLDER / f"{command}.py").is_file()
    assert commands_of((command,)) == [command]


def test_no_file_is_without_a_command() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - COMMON
    assert {name for name in files if name.partition("_")[0] not in COMMANDS} == set()


def test_the_help_lists_them_all() -> None:
    assert commands_of(("--help",)) == list(COMMANDS)
