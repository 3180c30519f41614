"""The tests are a house too: what several of them need stands in a room of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent


def _imported(text: str) -> Iterator[str]:
    """Yield every module that a text imports, each name of a package among them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_test_module_is_imported_by_another() -> None:
    """A station or a driver that two tests need is in ``tests/stations`` or next to its layer."""
    guilty = [
        f"{path.relative_to(TESTS)} imports {name}"
        for path in sorted(TESTS.rglob("*.py"))
        for name in _imported(path.read_text("utf-8"))
        if name.startswith("tests.") and name.rpartition(".")[2].startswith("test_")
    ]
    assert guilty == []


def test_an_import_inside_a_function_is_seen_too() -> None:
    text = "def f():\n    from tests.desk import test_search\n    import tests.cli.test_swaps\n"
    assert set(_imported(text)) >= {"tests.desk.test_search", "tests.cli.test_swaps"}
