"""Packages put where Python looks for installed ones, with the entry point that they offer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HEAD = """\
from datetime import date, datetime, timedelta
from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.roster.view import Finding

def finding(level="warn", code="odd-day", text="odd", values=(), day=date(2026, 12, 2), **more):
    return Finding(level, code, Sentence(text, values), "", day, **more)

def owed(moment, code="odd-walk", text="walk", **more):
    given = {"subject": "once", "at": moment.now, "clause": "", **more}
    return Owed(code=code, sentence=Sentence(text), **given)

"""
"""What the module of every package begins with; its own code begins in line 13."""

Offer = Callable[..., None]
"""Installs a package: its plug-in's name, the code of its module."""


def offering(site: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Yield what installs packages into a folder; they are gone when the test ends."""
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    modules: list[str] = []

    def offer(name: str, code: str) -> None:
        module = name.replace("-", "_")
        modules.append(module)
        (site / f"{module}.py").write_text(HEAD + code, "utf-8")
        info = site / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[dutyroom]\n{name} = {module}\n")

    yield offer
    for module in modules:
        sys.modules.pop(module, None)


def name_plugins(station: Path, *names: str) -> None:
    """Name plug-ins in the station's file."""
    with (station / "station.toml").open("a", encoding="utf-8") as file:
        file.write(f"plugins = {list(names)}\n")
