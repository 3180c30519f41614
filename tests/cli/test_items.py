"""Scripts go on reading an item by the names that they know: steps, order, source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.spoken import Line

AT = "2026-12-01 09:00"


def test_an_item_is_shown_to_scripts_by_the_names_that_they_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Line(tmp_path / "station", capsys)
    assert line("init", "--drill", "--name", "江南春天管理处").code == 0
    assert line("log", "call", "卫生间漏水", at=AT).code == 0
    assert line("order", "new", "查漏", "--from", "1", at=AT).code == 0
    assert line("order", "finish", "1", "已换阀门", at=AT).code == 0

    (order,) = line("order", "list", at=AT, json=True).json
    (call,) = line("log", "list", at=AT, json=True).json

    assert (order["source"], call["order"]) == (call["id"], order["id"])
    assert [step["text"] for step in order["steps"]] == ["已换阀门"]
    assert order["steps"] == order["thread"]
    assert [(step["kind"], step["text"]) for step in call["steps"]] == [
        ("noted", "PG-20261201-001 已换阀门")
    ]
