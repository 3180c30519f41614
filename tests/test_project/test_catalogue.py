"""Every word that the duty room shows is there in Chinese."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from tests.tools import catalogue


def test_every_message_is_translated_with_its_values() -> None:
    assert catalogue.mistakes() == []


def test_the_program_reads_the_catalogue_as_it_stands() -> None:
    assert catalogue.stale() == []


@pytest.mark.parametrize(
    ("chinese", "mistake"),
    [
        ("", "untranslated: {name} is late"),
        ("迟到", "other placeholders: {name} is late"),
        ("{who}迟到", "other placeholders: {name} is late"),
        ("{name迟到", "other placeholders: {name} is late"),
        ("{name}迟到", None),
    ],
)
def test_a_translation_that_lacks_a_value_is_named(chinese: str, mistake: str | None) -> None:
    assert catalogue.fault_of("{name} is late", chinese) == mistake


def test_an_update_keeps_translations_and_drops_what_nobody_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dutyroom.po"
    monkeypatch.setattr(catalogue, "PO", file)
    monkeypatch.setattr(catalogue, "messages", lambda: {"Gone", "Night"})
    catalogue.update()
    file.write_text(file.read_text("utf-8").replace('"Night"\nmsgstr ""', '"Night"\nmsgstr "夜班"'))
    monkeypatch.setattr(catalogue, "messages", lambda: {"Day", "Night"})
    catalogue.update()
    assert {m.id: m.string for m in catalogue.read() if m.id} == {"Day": "", "Night": "夜班"}


def test_an_update_of_what_is_up_to_date_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dutyroom.po"
    file.write_bytes(catalogue.PO.read_bytes())
    monkeypatch.setattr(catalogue, "PO", file)
    catalogue.update()
    once = file.read_bytes()
    catalogue.update()
    assert file.read_bytes() == once


def test_the_catalogue_says_nothing_of_who_made_it_and_when() -> None:
    written = catalogue.PO.read_text("utf-8").partition("\n\n")[0]
    with catalogue.PO.with_suffix(".mo").open("rb") as file:
        head = written + str(gettext.GNUTranslations(file).info())
    assert [word for word in ("Date", "Translator", "Team", "Generated", "@") if word in head] == []


def test_a_message_inside_an_f_string_is_found() -> None:
    source = 'x = f\'{_("sum")} {n}\'\ny = say("{n} to go", n=1)\nz = other("none")'
    assert catalogue.messages_of(source) == {"sum", "{n} to go"}
