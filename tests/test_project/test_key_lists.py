"""Every command and its keys stand in the docs, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.commands.commands import SCREENS
from screens.commands.everywhere import EVERYWHERE
from tests.tools import keys


def test_the_lists_of_keys_are_as_the_commands_stand() -> None:
    assert keys.stale() == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_command_is_in_the_list(language: str) -> None:
    page = keys.FILES[language].read_text("utf-8")
    for command in (*EVERYWHERE, *(c for own in SCREENS.values() for c in own)):
        assert page.count(f"`{command.id}` |") == 1


def test_a_list_that_is_out_of_date_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "keys.md"
    monkeypatch.setattr(keys, "FILES", {"en": file})
    assert keys.stale() == ["keys.md"]
    assert keys.main(["update"]) == 0
    file.write_text(file.read_text("utf-8").replace("^N", "^M"), "utf-8")
    assert keys.stale() == ["keys.md"]
