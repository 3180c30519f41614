"""Every obligation has a rule that makes it, an answer, a form and a command."""

from __future__ import annotations

import ast
import importlib
import inspect
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from dutyroom.cli.main import COMMANDS
from dutyroom.desk.answers import ANSWERS
from dutyroom.domain import due
from dutyroom.domain.base.owed import OwedCode
from screens.draft_forms import FORMS
from screens.modes import LATER

DOMAIN = Path(due.__file__).parent
CODES = sorted(get_args(OwedCode))


def _made() -> Iterator[str]:
    """Yield the codes that rules give to what they say is owed."""
    for file in sorted(DOMAIN.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Owed", "_owed"):
                words = (a.value for a in call.args[:2] if isinstance(a, ast.Constant))
                yield from (word for word in words if isinstance(word, str) and word in CODES)


def test_every_code_is_made_by_a_rule() -> None:
    assert sorted(set(_made())) == CODES


def test_every_code_has_its_answer_and_no_other_is_known() -> None:
    assert sorted(ANSWERS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_an_answer_is_a_form_or_a_screen_that_there_is(code: OwedCode) -> None:
    answer = ANSWERS[code]
    assert answer.form or answer.screen
    assert not answer.form or answer.form in FORMS
    assert not answer.screen or answer.screen in LATER


@pytest.mark.parametrize("code", CODES)
def test_an_answer_is_a_command_that_there_is(code: OwedCode) -> None:
    assert ANSWERS[code].commands
    for words in ANSWERS[code].commands:
        command, *rest = words.split()
        assert command in COMMANDS
        root = ArgumentParser(add_help=False)
        group = root.add_subparsers()
        importlib.import_module(f"dutyroom.cli.{command}").add(
            group, ArgumentParser(add_help=False)
        )
        assert all(word in _words(group.choices[command]) for word in rest), words


def _words(parser: ArgumentParser) -> set[str]:
    """Return the options of a command, and the commands below it."""
    words: set[str] = set()
    for action in parser._actions:
        words.update(action.option_strings)
        if isinstance(action, _SubParsersAction):
            words.update(action.choices)
    return words


def test_every_rule_of_the_rooms_stands_in_the_table_once() -> None:
    rooms = [file.parent.name for file in DOMAIN.glob("*/owed.py") if file.parent.name != "base"]
    modules = [importlib.import_module(f"dutyroom.domain.{room}.owed") for room in rooms]
    rules = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert len(rooms) > 5
    assert rules <= set(due.OWED)
    assert len(set(due.OWED)) == len(due.OWED)
