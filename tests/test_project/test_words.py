"""The room speaks the language that it is asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dutyroom import i18n, resources
from dutyroom.domain.base.sentence import say
from tests.tools import catalogue


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "zh_SG"}, "zh"),
        ({"LC_ALL": "C", "DUTYROOM_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_locale_decides_first(environ: dict[str, str], language: str) -> None:
    assert i18n.choose(environ) == language


def test_a_language_that_nobody_taught_it_is_english() -> None:
    i18n.use("zh")
    i18n.use("fr")
    assert i18n.language() == "en"


def test_it_changes_its_language_while_it_runs() -> None:
    known = next(m for m in catalogue.read() if m.id and m.string)
    i18n.use("zh")
    chinese = i18n._(str(known.id))
    i18n.use("en")
    assert (chinese, i18n._(str(known.id))) == (known.string, known.id)


def test_no_words_stay_no_words() -> None:
    i18n.use("zh")
    assert i18n._("") == ""


def test_a_sentence_shows_times_and_dates_as_people_read_them() -> None:
    at = datetime(2026, 12, 1, 8, 20, tzinfo=UTC)
    sentence = say("{who} came at {at} on {day}", who="李娜", at=at, day=date(2026, 12, 1))
    assert i18n.render(sentence) == "李娜 came at 08:20 on 2026-12-01"


@pytest.mark.parametrize("name", ["{who}", "{", "}{", "{0}", "[/]", "%s", "{who!r:>9}"])
def test_braces_that_somebody_typed_stay_as_they_are(name: str) -> None:
    assert i18n.render(say("{who} is late", who=name)) == f"{name} is late"


def test_a_sentence_within_a_sentence_is_spoken_too() -> None:
    inner = say("{who} is late", who="{why}")
    assert i18n.render(say("Noted: {what}", what=inner)) == "Noted: {why} is late"


def test_the_profiles_come_with_the_program() -> None:
    assert "base.json" in resources.data_names("profiles")
    assert resources.data_text("profiles/base.json").startswith("{")
