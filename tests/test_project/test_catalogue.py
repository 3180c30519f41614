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
        ("{name}迟到了 ", "other spaces or lines: {name} is late"),
        ("{name}\n迟到", "other spaces or lines: {name} is late"),
        ("{name} is late", "left in English: {name} is late"),
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


@pytest.mark.parametrize(
    ("written", "messages", "mistake"),
    [
        ("", {"Night"}, "missing: Night"),
        ('msgid "Night"\nmsgstr ""\n', {"Night"}, "untranslated: Night"),
        ('#, fuzzy\nmsgid "Night"\nmsgstr "夜班"\n', {"Night"}, "fuzzy: Night"),
        ('msgid "Night"\nmsgstr "夜班"\n', set(), "unused: Night"),
        ('msgid "{n} to go"\nmsgstr "还有"\n', {"{n} to go"}, "other placeholders: {n} to go"),
        ('msgid "Night"\nmsgstr "夜班"\n', {"Night"}, None),
    ],
)
def test_every_mistake_in_the_catalogue_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    written: str,
    messages: set[str],
    mistake: str | None,
) -> None:
    file = tmp_path / "dutyroom.po"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    file.write_text(head + written, "utf-8")
    monkeypatch.setattr(catalogue, "PO", file)
    monkeypatch.setattr(catalogue, "messages", lambda: messages)
    assert catalogue.mistakes() == ([mistake] if mistake else [])


def test_a_catalogue_that_was_not_compiled_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dutyroom.po"
    file.write_bytes(catalogue.PO.read_bytes())
    monkeypatch.setattr(catalogue, "PO", file)
    assert catalogue.stale() == ["the compiled catalogue is out of date: run compile"]


def test_a_message_that_is_put_together_is_named() -> None:
    source = "x = _(f'{n} late')\ny = say('a' + b)\nz = _('late')\nw = _(command.label)"
    assert catalogue.made_up(source) == ["_(f'{n} late')", "say('a' + b)"]
