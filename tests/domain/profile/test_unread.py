"""The list of profile keys that nothing reads is compared with what the code reads.

Read statically: a field counts as read where a module of the program loads an
attribute of its name and deals with its section, that is, names the section's
class or loads something that is declared to be one. A field of the profile
itself has to be loaded from something called ``profile``, ``rules`` or
``profile_of(…)``, or from ``self`` in the profile. A level is read where its
code stands in a call, save for a verdict that blocks whatever the profile says.

What this cannot see: another thing's attribute of the same name in a module
that deals with the section (the key is then taken for read), and an attribute
that is asked for by a text made up at run time (`getattr`, of which the
profile's checks alone make use, and they judge a key without using it).
"""

from __future__ import annotations

import ast
import dataclasses
import json
import typing
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest

from dutyroom.domain.base.codes import LevelCode
from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.profile.unread import UNREAD, unread_keys

ROOT = Path(__file__).parents[3]
PROFILES = ROOT / "data" / "profiles"
NOT_READERS = {
    "dutyroom/domain/profile/checks.py",
    "dutyroom/domain/profile/unread.py",
    "dutyroom/domain/profile/levels.py",
    "dutyroom/domain/base/codes.py",
    "dutyroom/words/codes.py",
}
"""What judges, lists or names keys and codes without using them."""


@dataclass
class Module:
    """What a module of the program names and loads."""

    names: set[str] = field(default_factory=set)
    loads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By attribute: the source of what it is loaded from; ``self`` with the name of its class."""
    asked: set[str] = field(default_factory=set)
    """The texts that stand in it, save as the code of a verdict that blocks in any case."""


class Reader(ast.NodeVisitor):
    def __init__(self) -> None:
        self.module, self.owner = Module(), ""

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        before, self.owner = self.owner, node.name
        self.generic_visit(node)
        self.owner = before

    def visit_Name(self, node: ast.Name) -> None:
        self.module.names.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load):
            base = ast.unparse(node.value)
            self.module.loads[node.attr].add(f"self {self.owner}" if base == "self" else base)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        given = node.args
        if ast.unparse(node.func) == "Verdict" and isinstance(given[0], ast.Constant):
            given = given[2:]
        else:
            self.visit(node.func)
        for each in (*given, *(keyword.value for keyword in node.keywords)):
            self.visit(each)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.module.asked.add(node.value)


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("dutyroom", "screens"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def modules() -> dict[str, Module]:
    found = {}
    for name, tree in trees():
        if name not in NOT_READERS:
            reader = Reader()
            reader.visit(tree)
            found[name] = reader.module
    return found


def declared() -> dict[str, set[str]]:
    """Return for each class the names of fields and functions that are declared to give it."""
    found: dict[str, set[str]] = defaultdict(set)
    for _name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                told: tuple[str, ast.expr | None] = (node.target.id, node.annotation)
            elif isinstance(node, ast.FunctionDef):
                told = (node.name, node.returns)
            else:
                continue
            for each in ast.walk(told[1]) if told[1] else ():
                if isinstance(each, ast.Name):
                    found[each.id].add(told[0])
    return found


def sections(hint: Any) -> list[type]:
    """Return the dataclasses that a type is made of."""
    if dataclasses.is_dataclass(hint):
        return [typing.cast(type, hint)]
    return [cls for arm in get_args(hint) for cls in sections(arm)]


def keys(cls: type, path: str = "") -> Iterator[tuple[type, str, str]]:
    """Give each field of the profile with the class that declares it and its path."""
    for name, hint in typing.get_type_hints(cls).items():
        here = f"{path}.{name}".lstrip(".")
        within = sections(hint)
        if not within:
            yield cls, name, here
        for section in within:
            many = "[]" if typing.get_origin(hint) is tuple else ""
            yield from keys(section, here + many)


def reads(module: Module, cls: type, name: str, ways: set[str]) -> bool:
    bases = module.loads.get(name, set())
    if f"self {cls.__name__}" in bases:
        return True
    others = {base for base in bases if not base.startswith("self ")}
    if cls is Profile:
        names = {base.split("(")[0].split(".")[-1] for base in others}
        return not names.isdisjoint(("profile", "rules", "profile_of"))
    knows = cls.__name__ in module.names or ways & (module.loads.keys() | module.names)
    return bool(others and knows)


def unread() -> set[str]:
    program, ways = modules(), declared()
    asked = set().union(*(module.asked for module in program.values()))
    found = {f"levels.{code}" for code in get_args(LevelCode) if code not in asked}
    for cls, name, path in keys(Profile):
        known = ways[cls.__name__] - {"self"}
        if not any(reads(module, cls, name, known) for module in program.values()):
            found.add(path.replace(".shifts_24h[]", ".shifts[]"))
    return found


def test_the_list_names_what_nothing_reads_and_nothing_else() -> None:
    assert sorted(UNREAD) == sorted(unread())


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PROFILES / f"{name}.json").read_text("utf-8"))
    return found


def test_each_key_that_a_profile_sets_is_named_in_a_line_and_it_loads_all_the_same() -> None:
    own = document("hotel") | {
        "phone": {"greeting": "您好", "cluster_n": 4},
        "timed_reports": [
            {"id": "早报", "at": "07:00", "receivers": ["值班经理"], "remind_min": 10}
        ],
    }
    assert load_profile(own, document("base")).phone.cluster_n == 4
    told = [str(sentence) for sentence in unread_keys(own)]
    assert "phone.cluster_n: nothing asks for this yet" in told
    assert "timed_reports[].remind_min: nothing asks for this yet" in told
    assert not any(line.startswith(("phone.greeting", "phone.notify_min")) for line in told)


@pytest.mark.parametrize("name", ["hotel", "school", "site", "township", "property-centre"])
def test_a_shipped_profile_says_which_of_its_keys_wait(name: str) -> None:
    told = [str(sentence).split(":")[0] for sentence in unread_keys(document(name))]
    assert {"version", "sources"} <= set(told) <= set(UNREAD)


def test_a_key_of_the_wrong_shape_is_left_to_the_profiles_own_checks() -> None:
    assert unread_keys({"incident": [], "timed_reports": {}, "phone": None}) == ()
