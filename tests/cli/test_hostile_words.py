"""Hostile words through the command line: kept as typed, printed as what cannot act."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.domain.facts.contacts import read_plain_text
from tests.cli.spoken import Line, Said, line_after
from tests.stations.hostile import NAMES, STRAINS, WORDS, harmful

AT = "2026-12-01 09:00"


def begun(typed: Line) -> None:
    typed("init", "--drill", "--name", "江南\u202e春天")
    for name in ("李娜", "赵敏"):
        typed(
            "people",
            "add",
            name,
            "--roles",
            "duty,supervisor",
            "--pin",
            "1234",
            at="2026-12-01 08:00",
        )
    typed(
        "shift",
        "in",
        "李娜",
        "--post",
        "管理处",
        "--undressed",
        "[/]\x1b[1m",
        at="2026-12-01 08:25",
    )


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return line_after(begun, tmp_path / "station", capsys)


def safe(said: Said) -> Said:
    """Assert that nothing printed acts on a terminal, and that nothing broke."""
    for text in (said.out, said.err):
        assert not [row for row in text.split("\n") if harmful(row)]
        assert "Traceback" not in text
    assert said.code in (0, 2, 3)
    return said


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_what_is_typed_is_kept_and_printed_harmless(line: Line, words: str) -> None:
    kept = safe(line("log", "call", words, "--caller", words, "--room", words, at=AT, json=True))
    assert (kept.json["entry"]["text"], kept.json["entry"]["caller"]) == (words, words)
    assert safe(line("log", "step", "001", words, at=AT)).code == 0
    assert safe(line("order", "new", words, "--place", words, "--assign", words, at=AT)).code == 0
    for act in (("log", "list"), ("order", "list"), ("now",), ("due",), ("search", words[:40])):
        assert safe(line(*act, at=AT)).code == 0
        assert safe(line(*act, at=AT, json=True)).code == 0
    assert safe(line("data", "verify", at=AT)).code == 0


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_words_that_are_wrong_come_back_harmless(line: Line, words: str) -> None:
    for act in (
        ("shift", "in", words),
        ("people", "find", words),
        ("people", "add", words * 2),
        ("people", "phone", "李娜", words),
        ("log", "close", words, words),
        ("log", "call", "x", "--happened", words),
        ("log", "call", "x", "--category", words),
        ("order", "note", words, words),
        ("patrol", "start", "李娜", "--route", words),
        ("handover", "pass", words),
        ("roster", "import", words[:200] + ".csv"),
        ("profile", "check", words[:200]),
        ("search", "--kind", words),
        ("search", "--from", words),
        (words, words),
        ("log", "call", "x", words, "--by", words),
        ("now", "--at", words),
    ):
        if not any(part.startswith("-") and part not in _OPTIONS for part in act):
            safe(line(*act, at="" if "--at" in act else AT))


_OPTIONS = ("--happened", "--category", "--route", "--kind", "--from", "--by", "--at")


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_the_plain_copy_of_the_numbers_drives_no_terminal(line: Line, words: str) -> None:
    said = line("contacts", "set", "物业" + words[:20], "119", "--name", words, at=AT)
    assert safe(said).code == 0
    copy = (line.folder / "contacts.txt").read_text("utf-8")
    rows = copy.split("\n")
    assert not [row for row in rows if harmful(row.replace("\t", ""))]
    panel = [entry for entry in read_plain_text(copy) if entry.number == "119"]
    assert len(panel) == 2
    assert safe(line("contacts", at=AT)).code == 0


def test_a_wide_blank_stays_in_the_plain_copy(line: Line) -> None:
    line("contacts", "set", "物业经理", "119", "--name", "李\u3000娜", at=AT)
    assert "李\u3000娜" in (line.folder / "contacts.txt").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_person_of_any_name_works_a_shift(line: Line, name: str) -> None:
    assert safe(line("people", "add", name, at=AT)).code == 0
    assert safe(line("shift", "in", name, "--post", "前台", at=AT)).code == 0
    assert safe(line("now", at=AT)).code == 0
    assert safe(line("people", "list", at=AT)).code == 0
    assert safe(line("people", "pin", name, at=AT)).code == 2


@pytest.mark.parametrize("words", STRAINS.values(), ids=STRAINS)
def test_the_sheet_of_a_handover_prints_every_word_harmless(line: Line, words: str) -> None:
    def step(*more: str, at: str = "2026-12-01 16:26") -> Said:
        return safe(line("handover", *more, at=at))

    line("shift", "in", "赵敏", "--post", "管理处", "--shift", "晚班", at="2026-12-01 16:20")
    line("order", "new", words, "--urgency", "normal", "--by", "李娜", at=AT)
    shown = safe(line("handover", "start", at="2026-12-01 16:25", json=True)).json["handover"]
    for tick in shown["ticks"]:
        step("answer", tick["code"])
    step("answer", shown["ticks"][0]["code"], "--no", words, "--explain", words)
    for count in shown["counts"]:
        step(
            "count",
            count["article"],
            str(count["expected"]),
            "--condition",
            words,
            "--explain",
            words,
            "--accept",
        )
    step("pass", "PG-20261201-001", "--owner", "赵敏", "--reason", words)
    step("record", words, words)
    step("ask", words, words)
    for name in ("李娜", "赵敏"):
        step("sign", name, "--pin", "1234", at="2026-12-01 16:31")
    sheet = step("sheet", at="2026-12-01 16:40")
    assert sheet.code == 0, sheet
    assert len(sheet.out.splitlines()) == len(sheet.out.split("\n")) - 1
