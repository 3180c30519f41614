"""A station with a draft of December, and packages installed for one test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyroom.cli.main import run
from tests.plugins.offering import Offer, offering

ROSTER = Path(__file__).parents[1] / "input" / "december-2026.xlsx"


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a drill station that has December as a draft; it is copied, never changed."""
    folder = tmp_path_factory.mktemp("drafted") / "station"
    more = ["--language", "en", "--data", str(folder)]
    assert run(["init", "--drill", "--name", "江南春天管理处", *more]) == 0
    assert run(["roster", "import", str(ROSTER), "--at", "2026-11-25 10:00", *more]) == 0
    return folder


@pytest.fixture
def station(drafted: Path, tmp_path: Path) -> Path:
    """Return the folder of a station of one's own."""
    return Path(shutil.copytree(drafted, tmp_path / "station"))


@pytest.fixture
def offer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Return what installs a package for this test."""
    yield from offering(tmp_path / "site", monkeypatch)
