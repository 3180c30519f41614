"""Names typed as letters find the people who are meant, and nobody else silently."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.search import Query, find, meant
from dutyroom.pinyin import fitting, spelt
from dutyroom.resources import data_path
from tests.cli.spoken import Line
from tests.stations.property_centre import property_centre

NAMES = ("张三", "张三丰", "曾强", "单雄", "尉迟恭", "长孙无忌", "吕布", "李\u3000娜", "John Smith")


@pytest.mark.parametrize(
    "typed", ["zs", "zhangs", "zhangsan", "zsan", "zhs", "ZS", "ｚｓ", "ZhangSan", "张s", "z s"]
)
def test_initials_syllables_and_what_lies_between_find_a_name(typed: str) -> None:
    assert spelt(typed, NAMES) == ("张三",)
    assert fitting(typed, NAMES)[:2] == ("张三", "张三丰")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zengqiang", "曾强"),
        ("shanx", "单雄"),
        ("ycg", "尉迟恭"),
        ("yuchi", "尉迟恭"),
        ("zhangsunw", "长孙无忌"),
        ("lvbu", "吕布"),
        ("lyub", "吕布"),
        ("lina", "李\u3000娜"),
        ("js", "John Smith"),
        ("john s", "John Smith"),
        ("张三丰", "张三丰"),
        ("尉", "尉迟恭"),
    ],
)
def test_surnames_are_read_as_surnames(typed: str, name: str) -> None:
    assert fitting(typed, NAMES) == (name,)


@pytest.mark.parametrize("typed", ["cengq", "danx", "sz", "zhans", "", " ", "z" * 5000, "[/]"])
def test_what_is_no_beginning_of_a_name_finds_nobody(typed: str) -> None:
    assert fitting(typed, NAMES) == ()


@pytest.mark.parametrize(
    ("surname", "reading"),
    [("曾", "zeng"), ("单", "shan"), ("解", "xie"), ("仇", "qiu"), ("查", "zha"), ("区", "ou"),
     ("盖", "ge"), ("任", "ren"), ("华", "hua"), ("翟", "zhai"), ("缪", "miao"), ("朴", "piao"),
     ("欧阳", "ouyang"), ("万俟", "moqi"), ("單", "shan")],
)  # fmt: skip
def test_a_surname_has_its_own_reading(surname: str, reading: str) -> None:
    assert spelt(f"{reading}ming", (surname + "明",)) == (surname + "明",)


def test_a_name_written_in_full_is_that_name_alone() -> None:
    assert fitting("张三", NAMES) == ("张三",)


def test_the_table_knows_every_character_of_gb2312_and_is_small() -> None:
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    hanzi = [text for text in (cell.decode("gb2312", "ignore") for cell in cells) if text]
    text = data_path("pinyin.txt").read_text("utf-8")
    assert len(hanzi) == 6763
    assert not set(hanzi) - set(text)
    assert len(text.encode()) < 60_000


def test_nothing_reads_the_table_before_letters_are_typed() -> None:
    code = "import dutyroom.pinyin as p; import sys; sys.exit(p._table.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], cwd=data_path("..")).returncode == 0


def test_letters_that_fit_two_people_choose_nobody(tmp_path: Path) -> None:
    desk, _hands = property_centre(tmp_path / "station")
    people.add_person(desk, "李楠")
    assert find_person(desk.state(), "zm").name == "赵敏"
    with pytest.raises(Wrong) as wrong:
        find_person(desk.state(), "ln")
    assert "李娜" in str(wrong.value.sentence) and "李楠" in str(wrong.value.sentence)
    with pytest.raises(Wrong):
        find_person(desk.state(), "z")


def test_the_search_takes_a_person_spelt_in_pinyin(tmp_path: Path) -> None:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 09:00:00")
    log.log_entry(desk, "call", log.Note(text="漏水"), by="李娜")
    query = meant(desk.state(), Query(person="ln"))
    assert [found.number for found in find(desk, query)] == ["LD-20261201-001"]
    assert meant(desk.state(), Query(person="Lily")).person == "Lily"


def test_people_are_found_and_signed_in_by_their_initials(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = "2026-12-01 08:20"
    line = Line(tmp_path / "station", capsys)
    line("init", "--drill")
    for name in ("张三", "张三丰", "曾强"):
        line("people", "add", name, "--phone", "119" if name == "曾强" else "", at=at)
    assert [p["name"] for p in line("people", "find", "zs", at=at, json=True).json] == [
        "张三",
        "张三丰",
    ]
    assert "曾强" in line("people", "find", "119", at=at).out
    assert line("people", "find", "xx", at=at).out == "Nobody here is called xx\n"
    came = line("shift", "in", "zengq", "--post", "管理处", at=at, json=True)
    assert json.loads(came.out)["attendance"]["person"] == "曾强"
