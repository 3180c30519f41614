"""No function of the program branches more than a reader can hold in the head."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MOST = 10
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
TURNS = (
    *(ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While),
    *(ast.comprehension, ast.ExceptHandler, ast.match_case, ast.Assert),
)
"""What a reader has to follow in two ways: once each."""


def complexity(function: ast.AST) -> int:
    """Return 1 and one more for every turn of a function, those of functions inside left out.

    Each `if` of a comprehension is a turn, and each `and` and `or`, which
    ruff's C901 does not count.
    """
    turns = 1
    waiting = list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (*FUNCTION, ast.ClassDef)):
            continue
        turns += isinstance(node, TURNS)
        if isinstance(node, ast.comprehension):
            turns += len(node.ifs)
        if isinstance(node, ast.BoolOp):
            turns += len(node.values) - 1
        waiting += ast.iter_child_nodes(node)
    return turns


def functions(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield each function below a folder as `file:name`, with its complexity."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, FUNCTION):
                yield f"{file.relative_to(ROOT)}:{node.name}", complexity(node)


def test_no_function_is_above_ten() -> None:
    found = [each for part in ("dutyroom", "screens") for each in functions(ROOT / part)]
    assert len(found) > 3000
    assert {name: turns for name, turns in found if turns > MOST} == {}


def test_every_kind_of_turn_is_counted() -> None:
    text = """
def f(a, b, c):
    assert a
    if a and b or c:
        return [x for x in a if x if not x for y in b]
    for _ in a:
        while b:
            pass
    try:
        match a:
            case 1: pass
            case _: pass
    except ValueError:
        pass
    def inside():
        return a if b else c
    return a if b else c
"""
    (function,) = ast.parse(text).body
    # assert, if, and, or, for x, its two ifs, for y, for, while, two cases, except, one IfExp
    assert complexity(function) == 1 + 14
