"""Who owns an item changes in one place: the name and what it is the name of, never one alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOME = ROOT / "dutyroom" / "domain" / "log" / "items.py"
OWNER = {"owner", "owner_kind"}


def half_changes(source: str) -> Iterator[int]:
    """Give the lines on which a record is replaced by one with another owner."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "replace":
            continue
        if OWNER & {keyword.arg for keyword in node.keywords}:
            yield node.lineno


@pytest.mark.parametrize("room", ["dutyroom/domain", "dutyroom/desk", "dutyroom/cli", "screens"])
def test_no_other_room_changes_an_owner(room: str) -> None:
    changed = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in sorted((ROOT / room).rglob("*.py"))
        if file != HOME
        for line in half_changes(file.read_text("utf-8"))
    ]
    assert changed == []


def test_a_half_change_would_be_seen() -> None:
    assert list(half_changes('x = 1\ny = replace(item, owner="赵敏")\n')) == [2]
    assert list(half_changes(HOME.read_text("utf-8"))) != []
