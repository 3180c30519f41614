"""Names and telephone numbers as offices write them into one cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyroom.intake.names import WrittenName, read_phone, split_names


def names(text: str, *known: str) -> list[str]:
    return [written.name for written in split_names(text, known)]


@pytest.mark.parametrize(
    "cell",
    [
        "李娜、赵敏",
        "李娜，赵敏",
        "李娜,赵敏",
        "李娜; 赵敏",
        "李娜；赵敏",
        "李娜/赵敏",
        "李娜／赵敏",
        "李娜 赵敏",
        "李娜　赵敏",
        "李娜\n赵敏",
        "李娜\r\n赵敏",
        "李娜|赵敏",
        " 李娜 、 赵敏 、",
        "李 娜 赵 敏",
        "李　娜、赵敏",
    ],
)
def test_two_people_in_a_cell_are_two_people(cell: str) -> None:
    assert names(cell) == ["李娜", "赵敏"]


@pytest.mark.parametrize("cell", ["李 娜", "李　娜", "李  娜", " 李娜 "])
def test_a_name_padded_to_three_places_is_one_person(cell: str) -> None:
    assert names(cell) == ["李娜"]


def test_a_name_that_the_office_knows_is_never_broken() -> None:
    assert names("欧阳 慧、李娜", "欧阳慧") == ["欧阳慧", "李娜"]
    assert names("John Smith, 李娜") == ["John Smith", "李娜"]
    assert names("甲/乙 公司", "甲/乙 公司") == ["甲/乙 公司"]
    assert names("欧 阳 慧") == ["欧阳慧"]


@pytest.mark.parametrize("mark", ["(替)", "（替）", "(代)", "（代）", "【替】", "( 替 )", "(替班)"])
def test_a_substitute_is_marked_in_brackets(mark: str) -> None:
    assert split_names(f"郑洁{mark}") == (WrittenName("郑洁", substitute=True),)


def test_the_mark_belongs_to_the_name_before_it() -> None:
    assert split_names("李娜、郑洁(替) 王强") == (
        WrittenName("李娜"),
        WrittenName("郑洁", substitute=True),
        WrittenName("王强"),
    )


@pytest.mark.parametrize("name", ["[/]", "张[/]三", "[b]李娜[/b]", "=1+1", "长" * 200, "@SUM(A1)"])
def test_odd_names_are_kept_as_they_are(name: str) -> None:
    assert names(name) == [name]


def test_nobody_stands_in_an_empty_cell() -> None:
    assert names("") == names(" 、 ") == names("(替)") == []


hanzi = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=4)
separators = st.sampled_from(["、", "，", ",", "; ", "；", "/", " ", "　", "\n"])


@settings(deadline=None)
@given(st.lists(hanzi, min_size=1, max_size=6), separators)
def test_names_come_back_from_every_separator(people: list[str], separator: str) -> None:
    assert names(separator.join(people)) == people


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_letter_that_is_not_a_sign_is_lost(text: str) -> None:
    kept = "".join(names(text))
    for letter in text:
        if "\u4e00" <= letter <= "\u9fa5" and letter not in "替代班值":
            assert letter in kept


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800001114", "13800001114"),
        (13800001113, "13800001113"),
        (13800001113.0, "13800001113"),
        ("138 0000 1113", "13800001113"),
        ("138-0000-1113", "138-0000-1113"),
        ("１３８００００１１１３", "13800001113"),
        ("+8613800001113", "+8613800001113"),
        ("0571-8888666", "0571-8888666"),
        ("010-88886666", "010-88886666"),
        ("3522869", "3522869"),
        ("88886666转801", "88886666转801"),
        ("4001234567", "4001234567"),
        ("110", "110"),
        (8001, "8001"),
        ("13800001114/13800001115", "13800001114 / 13800001115"),
        ("", ""),
        (None, ""),
    ],
)
def test_good_numbers_are_kept_as_text(written: object, number: str) -> None:
    assert read_phone(written) == (number, None)


def test_a_mobile_number_of_ten_digits_is_said() -> None:
    number, problem = read_phone(1380000111)
    assert number == "1380000111"
    assert str(problem) == "1380000111: a mobile number has 11 digits, this one has 10"


@pytest.mark.parametrize("written", ["见通讯录", "138000011145", "99999999999", "1380000111a"])
def test_other_wrong_numbers_are_kept_and_said(written: str) -> None:
    number, problem = read_phone(written)
    assert number == written
    assert problem is not None
