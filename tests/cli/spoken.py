"""Command lines as a person types them, and what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dutyroom.cli.main import run
from tests.stations.templates import TEMPLATES


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it answered to ``--json``."""
        return json.loads(self.out)


class Line:
    """The command line of one station."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, at: str = "", json: bool = False) -> Said:
        """Type a command; ``at`` sets the drill's clock."""
        more = [*(("--at", at) if at else ()), *(("--json",) if json else ())]
        self._capsys.readouterr()
        code = run([*words, "--data", str(self.folder), *more])
        found = self._capsys.readouterr()
        return Said(code, found.out, found.err)


Type = Callable[..., Said]


def line_after(
    begin: Callable[[Line], None], folder: Path, capsys: pytest.CaptureFixture[str]
) -> Line:
    """Return the command line of a station with which somebody began so: typed once in a run."""
    key = f"{begin.__module__}.{begin.__qualname__}"
    TEMPLATES.lay_out(key, lambda place: begin(Line(place, capsys)), folder)
    return Line(folder, capsys)
