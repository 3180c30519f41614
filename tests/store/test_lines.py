"""TinyDB on our storage is TinyDB, and stock TinyDB reads what it leaves."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where

from dutyroom.store.layout import dump_line, read_sheet
from dutyroom.store.lines import LineStorage, SealedLines

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
TABLES = st.dictionaries(
    st.text(),
    st.dictionaries(
        st.integers(1, 99).map(str), st.dictionaries(st.text(), VALUES, max_size=3), max_size=4
    ),
    max_size=3,
)


def test_a_file_that_is_missing_or_empty_holds_nothing(tmp_path: Path) -> None:
    assert LineStorage(tmp_path / "none.json").read() is None
    (tmp_path / "empty.json").touch()
    assert LineStorage(tmp_path / "empty.json").read() is None


def test_tables_are_searched_changed_and_removed_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "db.json"
    with TinyDB(path, storage=LineStorage, create_dirs=True) as db:
        db.insert_multiple({"n": n, "inner": {"名": [n]}} for n in range(5))
        db.update({"n": 10}, where("n") == 3)
        db.remove(where("n") == 0)
        db.table("其他").insert({"x": None})
        assert db.count(where("n") > 1) == 3
    with TinyDB(path) as stock:
        assert [d["n"] for d in stock] == [1, 2, 10, 4]
        assert stock.tables() == {"_default", "其他"}
        stock.insert({"n": 11})
    with TinyDB(path, storage=LineStorage) as db:
        assert len(db) == 5
        db.drop_tables()
        assert db.tables() == set()


@settings(max_examples=60, deadline=None)
@given(tables=TABLES)
def test_whatever_json_holds_comes_back(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("any") / "db.json"
    for storage in (LineStorage(path), SealedLines(path)):
        storage.write(tables)
        assert storage.read() == LineStorage(path).read() == tables
        assert SealedLines(path).read() == tables
        assert json.loads(path.read_text("utf-8")) == tables
        assert not read_sheet(path.read_bytes()).flaws
        path.unlink()


def test_the_file_is_shared_by_its_group_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    LineStorage(path).write({"t": {"1": {"a": 1}}})
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert [p.name for p in tmp_path.iterdir()] == ["db.json"]


def test_a_finished_line_is_never_serialised_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "db.json"
    LineStorage(path).write({"t": {str(n): {"n": n} for n in range(1, 100)}})
    done: list[object] = []

    def counted(document: object) -> str:
        done.append(document)
        return dump_line(document)

    monkeypatch.setattr("dutyroom.store.lines.dump_line", counted)
    sealed = SealedLines(path)
    for n in (100, 101):
        tables = sealed.read()
        assert tables is not None
        tables["t"][str(n)] = {"n": n}
        sealed.write(tables)
    assert done == [{"n": 100}, {"n": 101}]


def test_the_text_of_a_line_stays_as_it_was_found(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    path.write_text('{"t":{\n"1":{"a": 1.50, "b":"\\u4e2d"}\n}}\n', "utf-8")
    sealed = SealedLines(path)
    tables = sealed.read()
    assert tables is not None
    sealed.write({"t": {**tables["t"], "2": {"c": 3}}})
    assert path.read_text("utf-8") == ('{"t":{\n"1":{"a": 1.50, "b":"\\u4e2d"},\n"2":{"c":3}\n}}\n')


def test_a_sealed_page_sees_what_another_process_wrote(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    mine, theirs = SealedLines(path), SealedLines(path)
    theirs.write({"t": {"1": {"a": 1}}})
    assert mine.read() == {"t": {"1": {"a": 1}}}
    theirs.write({"t": {"1": {"a": 1}, "2": {"b": 2}}})
    assert mine.read() == {"t": {"1": {"a": 1}, "2": {"b": 2}}}
    theirs.write({"t": {"1": {"a": 9}, "2": {"b": 2}}})
    assert mine.read() == {"t": {"1": {"a": 1}, "2": {"b": 2}}}
    path.unlink()
    assert mine.read() is None


def test_containers_are_handed_out_fresh(tmp_path: Path) -> None:
    sealed = SealedLines(tmp_path / "db.json")
    sealed.write({"t": {"1": {"a": 1}}})
    first = sealed.read()
    assert first is not None
    first["t"]["2"] = {}
    assert sealed.read() == {"t": {"1": {"a": 1}}}


def test_a_value_that_is_no_table_is_kept_as_well(tmp_path: Path) -> None:
    storage = LineStorage(tmp_path / "db.json")
    odd: dict[str, Any] = {"list": [1, {"a": None}], "text": "中", "table": {"一": {}, "x": 1}}
    storage.write(odd)
    assert storage.read() == odd
