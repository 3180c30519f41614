"""The page for developers names files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "developers.md").read_text("utf-8")
STARTS = ("dutyroom/", "screens/", "tests/", "data/", "docs/")
"""What a path from the root of the checkout begins with."""
LISTS = (
    "A kind of record",
    "A rule",
    "An obligation",
    "A command",
    "A form",
    "An export",
    "A key of the profile",
    "A sentence",
)


def _paths(text: str) -> list[str]:
    return [word for word in re.findall(r"`([^`\s]+)`", text) if word.startswith(STARTS)]


def _section(title: str) -> str:
    """Return what stands below a heading, up to the next one."""
    return re.split(r"^#+ ", PAGE.partition(f"### {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def test_every_file_that_the_page_names_is_there() -> None:
    paths = _paths(PAGE)
    assert len(paths) > 50
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("title", LISTS)
def test_each_list_of_steps_names_the_files_to_touch(title: str) -> None:
    section = _section(title)
    assert _paths(section), f"{title} names no file"
    assert section.startswith("1. ")
