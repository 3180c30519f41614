"""Each action of the desk goes on while the records are damaged, or waits: none is forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import dutyroom.desk
from dutyroom.domain.facts.while_damaged import GOES_ON, WAITS
from dutyroom.domain.records.log import EntryKind, OrderStatus
from dutyroom.domain.records.presence import CheckKind
from dutyroom.domain.records.roster import RosterStep

DESK = Path(dutyroom.desk.__file__).parent
BEGUN = {"log.": EntryKind, "order.": OrderStatus, "check.": CheckKind, "roster.": RosterStep}
"""What may follow where the name of an action is put together."""
_ACTION = re.compile(r"[a-z]+\.[a-z_]+")


def _constants(trees: list[ast.Module]) -> dict[str, str]:
    """Return the texts that modules of the desk keep under a name of their own."""
    found: dict[str, str] = {}
    for tree in trees:
        for kept in tree.body:
            if isinstance(kept, ast.Assign):
                found |= _kept(kept)
    return found


def _kept(kept: ast.Assign) -> dict[str, str]:
    names = kept.targets[0].elts if isinstance(kept.targets[0], ast.Tuple) else kept.targets
    values = kept.value.elts if isinstance(kept.value, ast.Tuple) else [kept.value]
    pairs = zip(names, values, strict=False)
    return {ast.unparse(n): str(v.value) for n, v in pairs if isinstance(v, ast.Constant)}


def _actions(tree: ast.Module, constants: dict[str, str]) -> Iterator[str]:
    """Give the names of the actions that a module of the desk opens a change with."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "change":
            yield from _named(call.args[0], tree, constants)


def _named(name: ast.expr, tree: ast.Module, constants: dict[str, str]) -> Iterator[str]:
    match name:
        case ast.Constant(value=str(action)):
            yield action
        case ast.JoinedStr(values=[ast.Constant(value=str(begun)), _]):
            yield from (begun + str(end) for end in get_args(BEGUN[begun]))
        case ast.Name(id=called) if called in constants:
            yield constants[called]
        case _:  # an argument: every action that the module mentions may be meant
            mentioned = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
            texts = (each for each in mentioned if isinstance(each, str))
            yield from filter(_ACTION.fullmatch, texts)


def used() -> frozenset[str]:
    """Return the names of all actions of the desk."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(DESK.rglob("*.py"))]
    constants, found = _constants(trees), set[str]()
    for tree in trees:
        found.update(_actions(tree, constants))
    return frozenset(found)


def test_every_action_goes_on_or_waits() -> None:
    assert used() - GOES_ON - WAITS == set(), (
        "name these in dutyroom/domain/facts/while_damaged.py: "
        "do they go on while the records are damaged, or wait?"
    )


def test_no_action_does_both() -> None:
    assert not GOES_ON & WAITS


def test_nothing_is_classified_that_no_action_is_called() -> None:
    assert (GOES_ON | WAITS) - used() == set()
