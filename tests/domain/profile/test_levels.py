"""The codes of rules are one list: code, table, defaults and words agree."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from dutyroom.domain.base.codes import LevelCode, MarkCode, VerdictCode, mark_code
from dutyroom.domain.profile.levels import LEVELS
from dutyroom.domain.profile.profile import Profile, load_profile

ROOT = Path(__file__).parents[3]
PROFILES = ROOT / "data" / "profiles"


def station() -> Profile:
    base = json.loads((PROFILES / "base.json").read_text("utf-8"))
    return load_profile(json.loads((PROFILES / "hotel.json").read_text("utf-8")), base)


def test_a_misspelt_code_has_no_level() -> None:
    with pytest.raises(ValueError, match="no rule has the code 'typo'"):
        station().level("typo")  # type: ignore[arg-type]


def test_a_rule_that_the_profile_does_not_name_is_a_note() -> None:
    assert replace(station(), levels={}).level("gap") == "note"


def test_every_code_of_a_level_is_explained_and_has_a_default() -> None:
    base = json.loads((PROFILES / "base.json").read_text("utf-8"))
    codes = set(get_args(LevelCode))
    assert set(LEVELS) == codes
    assert set(base["levels"]) == codes
    assert all(what and clause[:2] in ("R-", "C-") for clause, what in LEVELS.values())


def test_a_misspelt_code_is_no_mark() -> None:
    assert mark_code("late") == "late"
    with pytest.raises(ValueError, match="no mark has the code 'typo'"):
        mark_code("typo")


def test_no_code_stands_in_a_list_twice() -> None:
    tree = ast.parse((ROOT / "dutyroom/domain/base/codes.py").read_text("utf-8"))
    for declared in (node for node in tree.body if isinstance(node, ast.Assign)):
        codes = [n.value for n in ast.walk(declared) if isinstance(n, ast.Constant)]
        assert len(set(codes)) == len(codes)


def texts(sources: list[Path]) -> set[str]:
    """Return every text that stands in the sources."""
    trees = (ast.parse(path.read_text("utf-8")) for path in sources)
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_code_is_used_somewhere() -> None:
    lists = {"codes.py", "levels.py"}
    used = texts([p for p in (ROOT / "dutyroom").rglob("*.py") if p.name not in lists])
    own = [code for arm in get_args(VerdictCode) for code in get_args(arm) or (arm,)]
    codes = {*get_args(LevelCode), *own, *get_args(MarkCode)}
    assert {code for code in codes if code.removeprefix("despite:") not in used} == set()
