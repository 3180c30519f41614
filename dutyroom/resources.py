"""The files that come with the program: profiles, the demo, catalogues."""

from __future__ import annotations

from pathlib import Path


def data_path(relative: str) -> Path:
    """Return where a shipped file lies: in the installed package, or in the checkout."""
    installed = Path(__file__).parent / "data"
    folder = installed if installed.is_dir() else installed.parent.parent / "data"
    return folder / relative


def data_text(relative: str) -> str:
    """Return the text of a shipped file. Raises FileNotFoundError."""
    return data_path(relative).read_text("utf-8")


def data_names(folder: str) -> list[str]:
    """Return the names of the files in a shipped folder."""
    return sorted(path.name for path in data_path(folder).iterdir() if path.is_file())
