"""A run of the tests ends well, whatever another run on the same machine does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RUN = """
import errno, os, sys
import pytest
remove = os.rmdir
def busy(path, **named):
    if str(path).endswith("busy"):
        raise OSError(errno.ENOTEMPTY, "Directory not empty")
    remove(path, **named)
os.rmdir = busy
sys.exit(pytest.main(sys.argv[1:]))
"""
"""Pytest in a world where a folder of an older run cannot be cleared away."""


def test_an_old_folder_that_cannot_be_cleared_away_is_named_and_ends_nothing(
    tmp_path: Path,
) -> None:
    """It ended one run in five with an unclosed ScandirIterator: that of pytest's own listing."""
    runs = tmp_path / "pytest-of-clerk"
    runs.mkdir(mode=0o700)
    for number in range(6):
        (runs / f"pytest-{number}" / "busy").mkdir(parents=True)
    test = tmp_path / "test_one.py"
    test.write_text("def test_one(tmp_path):\n    assert tmp_path.is_dir()\n", "utf-8")
    words = ["-n0", "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider", str(test)]
    environ = os.environ | {"PYTEST_DEBUG_TEMPROOT": str(tmp_path), "LOGNAME": "clerk"}
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True,
        text=True,
        env=environ,
        check=False,
    )
    said = ended.stdout + ended.stderr
    assert ended.returncode == 0, said
    assert "1 passed" in said
    assert "ScandirIterator" not in said
    assert "error removing" in said
