"""Folders of stations that many tests begin with: each is made once a run, and then copied.

To make the station of a scenario takes a tenth of a second, to copy it a
hundredth. Who makes one without a run of tests (a benchmark) makes it afresh.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path


class Templates:
    """The stations of this run by their keys; without a folder nothing is kept."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._made: dict[str, Path] = {}
        self._numbers = count(1)

    def lay_out(self, key: str, make: Callable[[Path], object], path: Path) -> None:
        """Put the station of this key into a folder that is not there yet."""
        if self.folder is None or path.exists():
            make(path)
            return
        if key not in self._made:
            template = self.folder / str(next(self._numbers))
            make(template)
            # A station that failed half-way is no template: the next test sees the failure too.
            self._made[key] = template
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self._made[key], path)


TEMPLATES = Templates()
