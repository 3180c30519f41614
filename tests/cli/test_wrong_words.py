"""Whatever is typed wrong, the answer is a sentence, and nothing is half-written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.spoken import Line, line_after

AT = "2026-12-01 09:00"
LONG = "长" * 200
NOBODY = 65534


def begun(typed: Line) -> None:
    typed("init", "--drill", "--name", "江南春天管理处")
    typed("people", "add", "李娜", "--rank", "物业助理", "--phone", "13800000101", at=AT)


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return line_after(begun, tmp_path / "station", capsys)


@pytest.fixture
def nobody() -> Iterator[Callable[[], None]]:
    """Return what gives up root's power over other people's folders, until the test ends."""
    root = os.geteuid() == 0
    yield lambda: os.seteuid(NOBODY) if root else None
    if root:
        os.seteuid(0)


def written(folder: Path) -> dict[str, bytes]:
    """Return every file of a station but its lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


SHEETS: dict[str, tuple[bytes, str]] = {
    "empty.csv": (b"", "empty.csv is empty"),
    "noise.xlsx": (bytes(range(256)) * 8, "is no spreadsheet"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "is no spreadsheet"),
    "old.xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel format"),
    "broken.xlsx": (b"PK\x03\x04" + b"\0" * 64, "save it as .xlsx again"),
    "letter.csv": ("尊敬的领导：\n您好".encode(), "There is no roster"),
    "blank.csv": (b",,,\n,,,\n", "There is no text"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_file_that_is_no_roster_is_refused_in_words(
    line: Line, tmp_path: Path, name: str
) -> None:
    content, words = SHEETS[name]
    (tmp_path / name).write_bytes(content)
    before = written(line.folder)
    said = line("roster", "import", str(tmp_path / name), at=AT)
    assert (said.code, words in said.err, said.err.count("\n")) == (2, True, 1)
    assert written(line.folder) == before


def test_a_date_twice_keeps_the_file_out_and_both_cells_are_named(
    line: Line, tmp_path: Path
) -> None:
    file = tmp_path / "twice.csv"
    file.write_text("2026年12月值班表\n日期,早班,晚班\n12月1日,李娜,无名氏\n12月1日,李娜,[/]\n")
    before = written(line.folder)
    said = line("roster", "import", str(file), at=AT)
    assert said.code == 2
    assert "twice!A4: 2026-12-01 stands both here and in twice!A3" in said.out
    assert "twice!C3: 无名氏 is in no address list" in said.out
    assert said.out.splitlines()[-1].startswith("Nothing was kept, because of twice!A4")
    assert written(line.folder) == before
    assert line("roster", "import", str(file), "--accept-problems", at=AT).code == 0


def test_a_number_of_ten_digits_is_named_with_its_cell(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "phone.csv"
    file.write_text("2026年12月值班表\n日期,早班,联系电话\n12月1日,周倩,1380000010\n")
    said = line("roster", "import", str(file), "--preview", at=AT)
    assert "phone!C3: 1380000010: a mobile number has 11 digits, this one has 10" in said.out
    before = written(line.folder)
    said = line("people", "phone", "李娜", "1380000010", at=AT)
    assert (said.code, "11 digits" in said.err) == (2, True)
    assert written(line.folder) == before


@pytest.mark.parametrize("name", ["", " ", "\u3000", LONG, "a\x1b[31m", "a\nb\x07"])
def test_a_name_that_is_none_is_refused(line: Line, name: str) -> None:
    before = written(line.folder)
    said = line("people", "add", name, at=AT)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "\x1b" not in said.err
    assert written(line.folder) == before


@pytest.mark.parametrize(
    "name", ["[/]", "[b]粗[/b]", "=1+1", "李\u3000娜", "{name}", "%s", "长" * 40]
)
def test_an_odd_name_is_kept_as_it_is(line: Line, name: str) -> None:
    assert line("people", "add", name, at=AT).code == 0
    assert name in [person["name"] for person in line("people", "list", at=AT, json=True).json]
    assert line("shift", "in", name, "--post", "管理处", at=AT).code == 0
    assert name in line("now", at=AT).out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": "red"}, "colour: unknown key"),
        ({"handover": {"arive_early_min": 5}}, "handover.arive_early_min: unknown key"),
        ({"patrol": {"quota_day": "4"}}, "patrol.quota_day: '4' is not a whole number"),
        ({"posts": []}, "a station needs at least one post"),
        ({"patrol": {"windows": {"夜": ["21:00"]}}}, "patrol.windows: there is no shift 夜"),
    ],
)
def test_a_profile_with_a_mistake_sets_nothing_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], words: str
) -> None:
    post = {"id": "门岗", "shifts": [{"id": "白班", "start": "08:00", "end": "20:00"}]}
    file = tmp_path / "own.json"
    file.write_text(json.dumps({"profile": "自定", "posts": [post], **change}), "utf-8")
    typed = Line(tmp_path / "new", capsys)
    said = typed("init", "--profile", str(file))
    assert (said.code, words in said.err) == (2, True)
    assert not typed.folder.exists()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("text", ["{", "[]", "", "profile: x"])
def test_a_profile_that_is_no_json_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file = tmp_path / "own.json"
    file.write_text(text, "utf-8")
    typed = Line(tmp_path / "new", capsys)
    assert typed("init", "--profile", str(file)).code == 2
    assert not typed.folder.exists()


def test_an_unknown_profile_is_told_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Line(tmp_path / "new", capsys)("init", "--profile", "casino")
    assert (said.code, "property-centre" in said.err) == (2, True)


def test_without_permission_nothing_is_written_and_nothing_is_hidden(
    line: Line, tmp_path: Path, nobody: Callable[[], None]
) -> None:
    line("now", at=AT)
    for folder in (line.folder, tmp_path):
        folder.chmod(0o500)
    nobody()
    for words in (("now",), ("log", "call", "漏水"), ("people", "list")):
        said = line(*words, at=AT)
        assert (said.code, "No permission for" in said.err) == (5, True), said
    other = Line(tmp_path / "new", line._capsys)
    said = other("init")
    assert (said.code, "No permission for" in said.err) == (5, True)


def test_a_station_that_is_there_is_not_written_over(line: Line) -> None:
    before = written(line.folder)
    said = line("init", "--name", "别处")
    assert (said.code, "is taken" in said.err) == (5, True)
    assert written(line.folder) == before


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("nonsense",), "invalid choice"),
        (("log",), "required"),
        (("log", "call"), "TEXT"),
        (("log", "call", ""), "Write what it is about"),
        (("log", "call", "x" * 4001), "4000 are taken"),
        (("log", "call", "x", "--urgency", "soon"), "No urgency is called soon"),
        (("log", "call", "x", "--category", "tea"), "No category is called tea"),
        (("log", "call", "x", "--happened", "25:00"), "is no time"),
        (("log", "call", "x", "--happened", "2026-12-02 09:00"), "lies ahead"),
        (("log", "message", "x"), "whom the message is for"),
        (("log", "close", "999", "x"), "There is no number 999"),
        (("shift", "in", "无名氏"), "Nobody here is called 无名氏"),
        (("shift", "out", "李娜"), "is not signed in"),
        (("patrol", "start", "李娜"), "is not signed in"),
        (("patrol", "finish"), "No round is on its way"),
        (("handover", "sign", "李娜", "--pin", "1"), "No handover has been started"),
        (("handover", "start"), "Nobody is on post"),
        (("roster", "check"), "There is no roster"),
        (("roster", "show", "--day", "tomorrow"), "is no date"),
        (("people", "pin", "李娜", "--pin", "12"), "4 to 12 digits"),
        (("people", "add", "周倩", "--roles", "king"), "No role is called king"),
        (("now", "--language", "fr"), "invalid choice"),
    ],
)
def test_wrong_words_get_one_sentence(line: Line, words: tuple[str, ...], hint: str) -> None:
    before = written(line.folder)
    said = line(*words, at=AT)
    assert (said.code, hint in said.err) == (2, True), said
    assert "Traceback" not in said.err
    assert written(line.folder) == before


def test_wrong_words_are_answered_in_chinese_too(line: Line) -> None:
    said = line("nonsense", "--language", "zh")
    assert (said.code, "nonsense" in said.err) == (2, True)
    assert "invalid choice" not in said.err


def test_a_time_that_is_none_is_refused(line: Line) -> None:
    said = line("now", at="tomorrow")
    assert (said.code, "is no time" in said.err) == (2, True)


def test_no_station_says_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = Line(tmp_path / "nowhere", capsys)("now")
    assert (said.code, "dutyroom init" in said.err) == (5, True)


@pytest.mark.parametrize("before", [True, False])
def test_what_holds_for_every_command_may_stand_before_it_or_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: bool
) -> None:
    """A station that is named is the one that is written to, wherever it is named."""
    from dutyroom.cli.main import run

    folder = str(tmp_path / "there")
    common = ["--data", folder, "--at", AT, "--json", "--by", "李娜"]
    assert run(["--data", folder, "init", "--drill"]) == 0
    assert run(["--data", folder, "people", "add", "李娜", "--at", AT]) == 0
    capsys.readouterr()
    words = ["log", "call", "漏水"]
    assert run([*common, *words] if before else [*words, *common]) == 0
    kept = json.loads(capsys.readouterr().out)["entry"]
    assert (kept["by"], kept["at"]) == ("李娜", "2026-12-01T09:00:00+08:00")


@pytest.mark.parametrize("path", ["~nobody-at-all/x", "x" * 300 + ".json"])
def test_a_path_that_cannot_be_is_refused(line: Line, path: str) -> None:
    assert line("roster", "import", path, at=AT).code == 2
    assert line("calendar", path, at=AT).code == 2
    assert line("init", "--profile", path).code in (2, 5)
    assert "Traceback" not in line("profile", "check", path).err


@pytest.mark.parametrize("time", ["9999-12-31 09:00", "0001-01-01 00:00"])
def test_a_year_that_nobody_lives_in_is_refused(line: Line, time: str) -> None:
    assert line("now", at=time).code == 2
