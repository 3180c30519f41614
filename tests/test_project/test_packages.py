"""The program is installed the same way everywhere, from nowhere in particular."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import dutyroom

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
# In two parts, so that this file does not hold what it looks for.
ADDRESSES = tuple(
    first + second
    for first, second in (
        ("pypi.", "org"),
        ("files.python", "hosted.org"),
        ("/sim", "ple/"),
        ("--index", "-url"),
        ("--extra-index", "-url"),
        ("--find", "-links"),
        ("--trusted", "-host"),
        ("pip_index", "_url"),
        ("registry.", "npmjs"),
    )
)


def _lines(lock: str) -> list[str]:
    return (ROOT / lock).read_text("utf-8").splitlines()


def _pins(lock: str) -> dict[str, str]:
    """Return the version and the condition of each package in a lock file."""
    found = (re.match(r"([a-z0-9-]+)==(.+?) ?\\?$", line) for line in _lines(lock))
    return {match[1]: match[2] for match in found if match}


def _wanted(*, tests: bool) -> set[str]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = list(table["project"]["dependencies"])
    if tests:
        wanted += table["project"]["optional-dependencies"]["test"]
    return {re.split(r"[^A-Za-z0-9-]", text)[0].lower() for text in wanted}


def _texts(root: Path = ROOT) -> list[Path]:
    """Return the files of the project: what git tracks, or all of an unpacked archive."""
    if not (root / ".git").exists() or not shutil.which("git"):
        return [path for path in root.rglob("*") if path.is_file() and not _is_made(path, root)]
    words = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z"]
    listed = subprocess.run(words, capture_output=True, check=True, text=True).stdout
    paths = (root / name for name in listed.split("\0") if name)
    return [path for path in paths if path.is_file()]


def _is_made(path: Path, root: Path) -> bool:
    """Tell whether a file is of an environment or a cache, wherever that stands."""
    folders = [parent for parent in path.parents if root in parent.parents]
    return any(
        folder.name.startswith(".")
        or folder.name in ("__pycache__", "dist", "build")
        or (folder / "pyvenv.cfg").is_file()
        for folder in folders
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    assert [block for block in blocks if block.strip() and "--hash=sha256:" not in block] == []
    assert len(_pins(lock)) == len([block for block in blocks if "--hash" in block])


@pytest.mark.parametrize(("lock", "tests"), [(LOCKS[0], False), (LOCKS[1], True)])
def test_a_lock_holds_everything_that_is_needed(lock: str, tests: bool) -> None:
    assert _wanted(tests=tests) - _pins(lock).keys() == set()


def test_what_is_tested_is_what_runs() -> None:
    run, test = (_pins(lock) for lock in LOCKS)
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock: str) -> None:
    pin = r"[a-z0-9-]+==[^ ]+( ; [^\\]+)? \\"
    kinds = re.compile(rf"{pin}|    --hash=sha256:[0-9a-f]{{64}}( \\)?")
    assert [line for line in _lines(lock) if not kinds.fullmatch(line)] == []


def test_no_file_names_a_registry() -> None:
    guilty = []
    for path in _texts():
        text = path.read_bytes().decode("utf-8", "replace").lower()
        guilty += [f"{path.relative_to(ROOT)}: {word}" for word in ADDRESSES if word in text]
    assert guilty == []


@pytest.mark.parametrize("tracked", [True, False], ids=["git", "archive"])
def test_another_environment_in_the_folder_is_not_read(tmp_path: Path, tracked: bool) -> None:
    for name in ("README.md", "other-env/pyvenv.cfg", "other-env/lib/pip.py", ".tox/lib/pip.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    if tracked:
        for words in (["init", "-q"], ["add", "README.md"]):
            subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    assert _texts(tmp_path) == [tmp_path / "README.md"]


def test_the_version_is_kept_in_one_place() -> None:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert table["project"]["dynamic"] == ["version"]
    assert table["tool"]["hatch"]["version"]["path"] == "dutyroom/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", dutyroom.__version__)


@pytest.mark.parametrize("mark", ["demo", "tests"])
def test_a_new_machine_needs_one_line_of_the_readme(mark: str) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = re.search(rf"^<!-- {mark} -->\n```sh\n(.+)\n```$", text, re.MULTILINE)
    assert block
    locks = re.findall(r"-r (\S+)", block[1])
    assert locks and set(locks) <= set(LOCKS)
