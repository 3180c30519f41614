"""The walls between the layers hold."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DRAWING = {"textual", "rich", "screens"}


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=ROOT, check=False
    )


def _loaded(code: str) -> set[str]:
    """Return the top-level modules that a fresh Python holds after the code."""
    return {name.partition(".")[0] for name in _modules(code)}


def _modules(code: str) -> set[str]:
    ended = _run("-c", f"{code}\nimport json, sys\nprint(json.dumps(list(sys.modules)))")
    assert ended.returncode == 0, ended.stderr
    return set(json.loads(ended.stdout.splitlines()[-1]))


def _contracts() -> list[dict[str, list[str]]]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: list[dict[str, list[str]]] = table["tool"]["importlinter"]["contracts"]
    return found


def test_every_import_contract_is_kept() -> None:
    ended = _run(
        "-c", "from importlinter.cli import lint_imports_command as check; check(['--no-cache'])"
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_no_part_of_the_program_stands_outside_the_walls() -> None:
    named = {
        name
        for contract in _contracts()
        for name in contract.get("source_modules", []) + contract.get("layers", [])
    }
    parts = {f"dutyroom.{file.parent.name}" for file in (ROOT / "dutyroom").glob("*/__init__.py")}
    parts |= {f"dutyroom.{file.stem}" for file in (ROOT / "dutyroom").glob("[!_]*.py")}
    assert parts - named == set()


def test_the_command_line_draws_nothing() -> None:
    assert _loaded("import dutyroom.cli.main") & DRAWING == set()


def test_the_version_is_told_without_loading_the_screens() -> None:
    code = "import sys\nfrom dutyroom.__main__ import main\nsys.argv[1:] = ['--version']\nmain()"
    assert _loaded(code) & DRAWING == set()


def test_the_duty_room_at_a_glance_is_told_without_loading_the_screens(tmp_path: Path) -> None:
    code = (
        "from dutyroom.cli.main import run\n"
        f"data = ['--data', {str(tmp_path / 'station')!r}]\n"
        "assert run(['init', '--drill', '--profile', 'property-centre', *data]) == 0\n"
        "assert run(['now', '--json', '--at', '2026-12-01 08:20', *data]) == 0"
    )
    assert _loaded(code) & DRAWING == set()


@pytest.mark.parametrize("module", ["dutyroom.i18n", "dutyroom.domain.due", "dutyroom.words.codes"])
def test_words_and_rules_need_no_records_no_sheets_and_no_screens(module: str) -> None:
    heavy = DRAWING | {"tinydb", "openpyxl", "pendulum", "chinese_calendar"}
    assert _loaded(f"import {module}") & heavy == set()


def test_the_first_picture_needs_no_form_and_no_other_screen(tmp_path: Path) -> None:
    """What is loaded with the first key that asks for it does not keep the room waiting."""
    code = (
        "import asyncio\n"
        "from pathlib import Path\n"
        "from dutyroom.cli.main import run\n"
        "from dutyroom.desk.desk import open_desk\n"
        f"folder = {str(tmp_path / 'station')!r}\n"
        "run(['init', '--drill', '--profile', 'property-centre', '--data', folder])\n"
        "from screens.room import Room\n"
        "async def look() -> None:\n"
        "    desk = open_desk(Path(folder), terminal='test', at='2026-12-01 08:20', screen=True)\n"
        "    async with Room(desk).run_test(size=(80, 24)) as pilot:\n"
        "        await pilot.pause()\n"
        "asyncio.run(look())"
    )
    late = {
        *(f"screens.kit.{name}" for name in ("fields", "form", "who", "dialogs", "help")),
        *(f"screens.{name}.forms" for name in ("emergency", "log", "now", "presence")),
        *(f"screens.{name}.{name}" for name in ("emergency", "board", "log", "people")),
        "screens.draft_forms",
    }
    assert all(find_spec(name) for name in late)
    assert _modules(code) & late == set()


def test_the_room_opens_without_what_it_never_uses() -> None:
    code = "from dutyroom.app import load_asyncio\nload_asyncio()\nimport screens.room"
    assert _modules(code) & {"ssl", "_ssl"} == set()
    assert "ssl" in _modules(f"{code}\nimport ssl")


def test_what_stands_first_on_the_terminal_waits_for_nothing() -> None:
    """The emergency numbers are there before anything of the program is loaded."""
    mine = {name for name in _modules("import dutyroom.__main__") if name.startswith("dutyroom.")}
    assert mine == {"dutyroom.__main__", "dutyroom.splash"}
    assert "typing" not in _modules("import dutyroom.__main__")
