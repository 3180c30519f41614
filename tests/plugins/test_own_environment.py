"""The example package, installed into an environment of its own and named by a station."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest

from tests.plugins.offering import name_plugins

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).parent / "quiet_nights"
AT = "2026-12-02 02:05"
COMMANDS = """\
import sys
from dutyroom.cli.main import run
place, *commands = sys.argv[1:]
codes = [run([*words.split(), "--data", place, "--at", "2026-12-02 02:05"]) for words in commands]
print(codes, sorted({"quiet_nights", "importlib.metadata"} & sys.modules.keys()))
"""
"""Runs commands, and says which of the modules that few stations need were loaded."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment with dutyroom and the example in it.

    It takes everything else from the environment of the tests: nothing is fetched.
    """
    env = tmp_path_factory.mktemp("env")
    venv.create(env, with_pip=False, symlinks=True)
    own = Path(sysconfig.get_path("purelib", vars={"base": str(env), "platbase": str(env)}))
    (own / "house.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n", "utf-8")
    # Built from a copy, so that nothing is left in the folder of the tests.
    example = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("example") / "quiet_nights")
    words = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(own)]
    _run(Path(sys.executable), "-m", "pip", "install", *words, str(example))
    return env / "bin" / "python"


def _run(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "DUTYROOM_LANG": "en", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    ended = subprocess.run(
        [str(python), *words], capture_output=True, text=True, env=environ, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended


def test_what_the_station_names_is_loaded_and_works(python: Path, station: Path) -> None:
    name_plugins(station, "quiet-nights")
    checked = _run(python, "-m", "dutyroom", "roster", "check", "--data", str(station), "--at", AT)
    assert checked.stderr == ""
    assert "warning: 吴昊 有 5 个晚班，最多 4 个" in checked.stdout
    assert "[quiet-nights]" in checked.stdout
    commands = ("due", "roster export --as quiet-nights.txt --to -", "profile check")
    told = _run(python, "-c", COMMANDS, str(station), *commands)
    assert told.stderr == ""
    assert "12-02 02:00  due  巡一次楼层 [/]  [quiet-nights]" in told.stdout
    assert "2026年12月值班安排表\n12/1  " in told.stdout
    assert "Plug-in quiet-nights: checks 1, obligations 1, formats txt\n" in told.stdout
    assert told.stdout.endswith("[0, 0, 0] ['importlib.metadata', 'quiet_nights']\n")


def test_what_the_station_does_not_name_is_not_even_looked_up(python: Path, station: Path) -> None:
    commands = ("roster check", "due", "now", "roster export --as quiet-nights.txt --to -")
    told = _run(python, "-c", COMMANDS, str(station), *commands)
    assert "quiet-nights" not in told.stdout
    assert told.stdout.endswith("[0, 0, 0, 2] []\n")
    assert told.stderr.startswith("No format is called quiet-nights.txt; there are xlsx, ")


def test_one_that_raises_is_named_and_set_aside(python: Path, station: Path) -> None:
    [module] = python.parents[1].rglob("quiet_nights.py")
    code = module.read_text("utf-8")
    name_plugins(station, "quiet-nights", "not-there")
    module.write_text(f"{code}\n\ndef bad(moment):\n    1 / 0\n\n\nOWED = (bad,)\n", "utf-8")
    try:
        told = _run(python, "-c", COMMANDS, str(station), "now", "roster check", "due")
    finally:
        module.write_text(code, "utf-8")
    missing = "Plug-in not-there is set aside: no installed package offers it"
    raised = "Plug-in quiet-nights is set aside: bad: ZeroDivisionError: division by zero"
    lines = [line.partition(" (quiet_nights.py:")[0] for line in told.stderr.splitlines()]
    # The check goes on: what failed in the other commands is another table of the package.
    assert lines == [missing, raised, missing, missing, raised]
    assert "吴昊 有 5 个晚班" in told.stdout
    assert told.stdout.endswith("[0, 0, 0] ['importlib.metadata', 'quiet_nights']\n")


def test_the_wheel_of_the_program_is_without_the_example() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = table["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["dutyroom", "screens"]
    assert wheel["force-include"] == {"data": "dutyroom/data"}
