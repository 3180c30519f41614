"""No text that somebody typed is calculated, drives a printer or breaks a file."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyroom.export.safe import clean, guarded, padded, width
from dutyroom.intake.apart.table import read_table
from dutyroom.intake.gather import gather


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86 138", "-3", "@SUM(1)", "＝1", "＋1", "－1", "＠a", " =1", "\u3000＝1", "\u200b=1",
     "\ufeff=1", "\t=1", "\rx", "﹦1"],
)  # fmt: skip
def test_what_begins_like_a_formula_gets_an_apostrophe_and_stays_readable(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", " ", "李娜", "1+1", "a=b", "13800000101", "'=1", "（-3）"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_control_characters_become_pictures_and_turning_marks_too() -> None:
    assert clean("\x1b[31m红\x00\u202e") == "␛[31m红␀\ufffd"
    assert clean("一\r\n二\n") == "一\n二"
    assert clean("\ufffe\ud800") == "\ufffd\ufffd"


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    assert clean("长" * 40_000).endswith("长…")
    assert len(clean("长" * 40_000)) == 32_000


@given(st.text())
def test_nothing_that_is_written_can_be_a_formula(text: str) -> None:
    shown = guarded(clean(text))
    bare = shown.lstrip()
    assert unicodedata.normalize("NFKC", bare[:1]) not in {"=", "+", "-", "@"}
    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in shown)


def test_the_apostrophe_is_taken_off_again_when_the_file_is_read() -> None:
    [sheet] = gather("x.csv", read_table("x", b"'=1+1,'+86 138,'s Nachts\r\n"))
    assert [cell.text for cell in sheet.rows[0]] == ["=1+1", "+86 138", "'s Nachts"]


def test_full_width_letters_count_as_two() -> None:
    assert (width("李娜 a"), width("一\n二三四"), width("")) == (6, 6, 0)
    assert padded(["李娜", "a"], [6, 3]) == ["李娜  ", "a  "]
