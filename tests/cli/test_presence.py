"""Presence typed as commands: each answers what it kept, and says in a sentence what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.spoken import Line, Said, line_after
from tests.stations.making import PIN, Planned, set_up
from tests.stations.property_centre import property_centre

DAY = "2026-12-01"


def begun(typed: Line) -> None:
    property_centre(typed.folder)
    for name in ("李娜", "刘洋"):
        assert typed("shift", "in", name, at=f"{DAY} 08:29").code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of the property centre with 李娜 and 刘洋 on duty at 08:30."""
    return line_after(begun, tmp_path / "station", capsys)


def codes(said: Said) -> list[tuple[str, int]]:
    return [(mark["code"], mark["seconds"]) for mark in said.json["marks"]]


def test_away_with_a_cover_who_confirms_later(line: Line) -> None:
    """R-027: five minutes without a cover, back ten minutes late; the alarm names both."""
    words = ("shift", "away", "李娜", "--reason", "取件", "--back", "12:20", "--cover", "刘洋")
    gone = line(*words, at=f"{DAY} 12:00", json=True).json
    assert (gone["expected"], gone["cover"], gone["confirmed"]) == (
        f"{DAY}T12:20:00+08:00",
        "刘洋",
        None,
    )
    now = line("now", at=f"{DAY} 12:01").out
    assert "李娜  away 12:00–12:20 取件 刘洋 has not confirmed" in now
    assert "刘洋 to confirm standing in for 李娜" in now
    assert line("shift", "cover", "刘洋", "--pin", PIN, at=f"{DAY} 12:05").code == 0
    due = line("due", at=f"{DAY} 12:21", json=True).json
    alarm = next(o for o in due if o["code"] == "away")
    assert (alarm["standing"], alarm["who"]) == ("overdue", ["李娜", "刘洋", "彭大勇"])
    back = line("shift", "back", "李娜", at=f"{DAY} 12:30", json=True)
    assert codes(back) == [("deserted", 300), ("back_late", 600)]
    assert not [
        o for o in line("due", at=f"{DAY} 12:31", json=True).json if o["code"] in ("away", "cover")
    ]


def test_a_cover_confirms_at_once_with_the_pin(line: Line) -> None:
    """R-027: no second in which nobody stood in."""
    words = ("shift", "away", "李娜", "--reason", "取件", "--back", "12:20", "--cover", "刘洋")
    wrong = line(*words, "--cover-pin", "0000", at=f"{DAY} 12:00")
    assert (wrong.code, "not the PIN of 刘洋" in wrong.err) == (2, True)
    assert line(*words, "--cover-pin", PIN, at=f"{DAY} 12:00").code == 0
    said = line("shift", "back", "李娜", at=f"{DAY} 12:15")
    assert "刘洋 stands in" in said.out
    assert "(" not in said.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("away", "李娜", "--back", "12:20"), "Give the reason"),
        (("away", "李娜", "--reason", "x", "--back", "soon"), "soon is no time"),
        (("away", "李娜", "--reason", "x", "--back", "2026-12-01 11:00"), "is over"),
        (("away", "赵敏", "--reason", "x", "--back", "12:20"), "赵敏 is not signed in"),
        (("away", "李娜", "--reason", "x", "--back", "12:20", "--cover", "李娜"), "Somebody else"),
        (("away", "李娜", "--reason", "x", "--back", "12:20", "--cover", "某某"), "Nobody here"),
        (("back", "李娜"), "李娜 is not away"),
        (("cover", "刘洋", "--pin", PIN), "Nobody asks 刘洋"),
        (("where", "李娜", " ", "--told", "刘洋"), "Say where to"),
        (("where", "李娜", "会所"), "Say who was told"),
        (("phone-back", "李娜"), "The telephone is not out"),
        (("phone-out", "李娜", " "), "A name is needed"),
        (("check", "李娜"), "Say who it is"),
        (("check", "李娜", "--by", "刘建平", "--pin", PIN, "--time", "2026-12-02"), "lies ahead"),
        (("check", "刘建平", "--by", "刘建平", "--pin", PIN), "Nobody checks on themselves"),
        (("leader", "刘建平"), "刘建平 does not lead the duty now"),
        (("leader", "刘建平", "--out"), "刘建平 is not signed in"),
        (("place", "李娜", "会所", "刘建平", " ", "--pin", PIN), "Give the reason"),
        (("excuse", "QD-1", "late", "刘建平", "雪", "--pin", PIN), "There is no number QD-1"),
        (("sheet", "--month", "December"), "December is no month: write 2026-12"),
        (("sheet", "--person", "某某"), "Nobody here is called 某某"),
    ],
)
def test_wrong_words_are_said_in_a_sentence_and_nothing_is_kept(
    line: Line, words: tuple[str, ...], sentence: str
) -> None:
    before = line("data", "verify", at=f"{DAY} 12:00", json=True).json
    said = line("shift", *words, at=f"{DAY} 12:00")
    assert (said.code, sentence in said.err) == (2, True), said.err
    assert line("data", "verify", at=f"{DAY} 12:00", json=True).json == before


def test_whoever_is_away_does_not_leave_twice_and_cannot_stand_in(line: Line) -> None:
    words = ("--reason", "取件", "--back", "12:30")
    assert line("shift", "away", "李娜", *words, at=f"{DAY} 12:00").code == 0
    again = line("shift", "away", "李娜", *words, at=f"{DAY} 12:01")
    assert (again.code, "away already, since 12:00" in again.err) == (2, True)
    other = line("shift", "away", "刘洋", *words, "--cover", "李娜", at=f"{DAY} 12:02")
    assert (other.code, "李娜 is away and cannot stand in" in other.err) == (2, True)


def test_signing_out_ends_an_absence_with_its_marks(line: Line) -> None:
    """Nobody stays away for ever: whoever signs out was back."""
    away = ("shift", "away", "刘洋", "--reason", "领料", "--back", "17:50")
    assert line(*away, at=f"{DAY} 17:30").code == 0
    free = ("shift", "release", "刘洋", "刘建平", "下班", "--pin", PIN)
    assert line(*free, at=f"{DAY} 18:05").code == 0
    found = line("shift", "sheet", "--person", "刘洋", at=f"{DAY} 18:10", json=True).json
    marks = {n["mark"]["code"]: n["mark"]["seconds"] for n in found["people"][0]["marks"]}
    assert (marks["deserted"], marks["back_late"]) == (35 * 60, 15 * 60)


def test_the_telephone_goes_and_comes_back_and_its_holder_writes(line: Line) -> None:
    """R-307: somebody who is not on the list logs a call under his own name."""
    out = line("shift", "phone-out", "李娜", "孟师傅", "--unit", "保卫科", at=f"{DAY} 11:30")
    assert "Phone with 保卫科: 孟师傅" in out.out
    assert "Phone with 保卫科: 孟师傅" in line("now", at=f"{DAY} 11:31").out
    call = line("log", "call", "问路", "--by", "孟师傅", at=f"{DAY} 11:40", json=True).json
    assert call["entry"]["by"] == "孟师傅"
    assert line("shift", "phone-back", "李娜", at=f"{DAY} 12:00", json=True).json["marks"] == []
    late = line("log", "call", "问路", "--by", "孟师傅", at=f"{DAY} 12:10")
    assert (late.code, "Nobody here is called 孟师傅" in late.err) == (2, True)


def test_checks_by_those_who_may(line: Line) -> None:
    """R-022, R-089, R-316: away is no desertion, off is kept, a clerk may not check."""
    by = ("--by", "刘建平", "--pin", PIN)
    missing = line("shift", "check", "李娜", "--not-found", *by, at=f"{DAY} 10:00", json=True)
    assert codes(missing) == [("deserted", 0)]
    assert missing.json["finder"] == "刘建平"
    line("shift", "where", "李娜", "会所", "--told", "刘洋", at=f"{DAY} 10:30")
    excused = line("shift", "check", "李娜", "--not-found", *by, at=f"{DAY} 10:40", json=True)
    assert codes(excused) == []
    off = line("shift", "phone-check", "李娜", "off", *by, at=f"{DAY} 10:45", json=True)
    assert (codes(off), off.json["number"]) == ([("phone_off", 0)], "13800000000")
    clerk = line("shift", "check", "李娜", "--by", "刘洋", "--pin", PIN, at=f"{DAY} 10:50")
    assert (clerk.code, "R-316" in clerk.err) == (3, True)
    shown = line("shift", "check", "刘洋", "--place", "前台", *by, at=f"{DAY} 10:55").out
    assert "spot check: found 前台" in shown


def test_another_place_is_approved_by_a_leader(line: Line) -> None:
    """R-313: reason, from, to, approver, time."""
    words = ("shift", "place", "李娜", "会所", "刘建平", "停电", "--pin", PIN)
    kept = line(*words, at=f"{DAY} 10:00", json=True).json
    assert (kept["planned"], kept["to"], kept["reason"], kept["approver"]) == (
        "部门行政部",
        "会所",
        "停电",
        "刘建平",
    )
    refused = line(*words[:4], "刘洋", "停电", "--pin", PIN, at=f"{DAY} 10:01")
    assert (refused.code, "R-313" in refused.err) == (3, True)


def test_a_mark_is_excused_by_its_word_and_stays(line: Line) -> None:
    """R-321: the sheet shows it with the reason, and counts it apart."""
    late = line("shift", "in", "赵敏", at=f"{DAY} 16:40", json=True).json["attendance"]
    words = ("shift", "excuse", late["id"], "late", "刘建平", "大雪", "--pin", PIN)
    assert "late 10 min (excused: 大雪)" in line(*words, at=f"{DAY} 17:00").out
    none = line("shift", "excuse", late["id"], "awol", *words[4:], at=f"{DAY} 17:00")
    assert (none.code, "has no mark awol; it has" in none.err) == (2, True)
    sheet = line("shift", "sheet", "--person", "赵敏", at=f"{DAY} 17:00").out
    assert "late 10 min (excused: 大雪)" in sheet
    assert "excused 1×" in sheet
    assert "late 1×" not in sheet


def test_the_company_leaves_its_post_only_with_a_leaders_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """R-071: refused with the clause, kept with his PIN; 45 minutes are 15 too many."""
    set_up(
        tmp_path / "company",
        "company-two-tier",
        (("王强", "中层", "duty"), ("高建国", "公司领导", "duty leader")),
        (Planned("2026-12-05", "安全保卫部", "白班", "08:00", "18:30", ("王强",)),),
        at="2026-12-05 07:00:00",
    )
    line = Line(tmp_path / "company", capsys)
    line("shift", "in", "王强", at="2026-12-05 07:59")
    words = ("shift", "away", "王强", "--reason", "送文件", "--back", "10:45")
    refused = line(*words, at="2026-12-05 10:00")
    assert (refused.code, "R-071" in refused.err) == (3, True)
    agreed = (*words, "--leader", "高建国", "--pin", PIN)
    assert line(*agreed, at="2026-12-05 10:00", json=True).json["approved_by"] == "高建国"
    back = line("shift", "back", "王强", at="2026-12-05 10:45", json=True)
    assert codes(back) == [("deserted", 2700), ("away_too_long", 900)]


def test_the_sheet_of_a_month_that_is_over(line: Line) -> None:
    """R-321: in February the sheet of December still has every minute of it."""
    away = ("shift", "away", "李娜", "--reason", "取件", "--back", "12:20")
    free = ("shift", "release", "李娜", "刘建平", "人手不足", "--pin", PIN)
    done = (
        line(*away, at=f"{DAY} 12:00"),
        line("shift", "back", "李娜", at=f"{DAY} 12:10"),
        line(*free, at=f"{DAY} 17:00"),
    )
    assert [said.code for said in done] == [0, 0, 0]
    here = line("shift", "sheet", at=f"{DAY} 23:59", json=True).json
    for at in ("2027-01-04 09:00", "2027-02-15 09:00"):
        assert line("log", "call", "问路", at=at).code == 0
    over = line("shift", "sheet", "--month", "2026-12", at="2027-02-15 10:00", json=True).json
    mine = next(p for p in over["people"] if p["name"] == "李娜")
    assert (mine["planned"], mine["planned_seconds"], mine["done"]) == (1, 8 * 3600, 1)
    assert mine["actual_seconds"] == 8 * 3600 + 31 * 60
    assert (mine["deserted"]["seconds"], mine["held_over"]["seconds"]) == (600, 1800)
    before = next(p for p in here["people"] if p["name"] == "李娜")
    assert mine["marks"] == before["marks"]
    post = next(p for p in over["posts"] if p["post"] == "管理处")
    first = post["spans"][0]
    assert (first["start"][11:16], first["end"][11:16]) == ("17:00", "23:30")
    words = line("shift", "sheet", "--month", "2026-12", at="2027-02-15 10:00").out
    assert "李娜 planned 1 (8 h 0 min) done 1 (8 h 31 min)" in words
    assert "deserted 1× (10 min)" in words
    assert json.dumps(over, ensure_ascii=False).count("2027-02") == 1


def test_a_mark_of_a_month_that_is_over_can_still_be_excused(line: Line) -> None:
    late = line("shift", "in", "赵敏", at=f"{DAY} 16:40", json=True).json["attendance"]
    line("shift", "release", "赵敏", "刘建平", "下班", "--pin", PIN, at=f"{DAY} 23:30")
    line("log", "call", "问路", at="2027-02-15 09:00")
    words = ("shift", "excuse", late["id"], "late", "刘建平", "大雪", "--pin", PIN)
    assert line(*words, at="2027-02-15 10:00").code == 0
    over = line("shift", "sheet", "--month", "2026-12", at="2027-02-15 10:01", json=True).json
    assert next(p for p in over["people"] if p["name"] == "赵敏")["excused"] == 1


def test_a_month_without_anything_says_so(line: Line) -> None:
    said = line("shift", "sheet", "--month", "2020-01", "--person", "李娜", at=f"{DAY} 09:00")
    assert (said.code, said.out.strip()) == (0, "Nothing is planned in this month.")


def test_who_came_to_the_meeting_is_ticked(line: Line) -> None:
    """R-211: --by ticks, else who came first of the list; without such a meeting it is said."""
    said = line("shift", "meeting", "晨会", "李娜", at=f"{DAY} 08:40")
    assert (said.code, "No meeting is called 晨会; there are —" in said.err) == (2, True)
    _with_a_meeting(line.folder)
    words = ("shift", "meeting", "晨会", "李娜", "刘洋")
    assert "came: 李娜, 刘洋; missing: 赵敏" in line(*words, at=f"{DAY} 08:40").out
    put_right = line(*words, "赵敏", "--by", "刘洋", at=f"{DAY} 08:50", json=True).json
    assert (put_right["present"], put_right["by"]) == (["李娜", "刘洋", "赵敏"], "刘洋")


def _with_a_meeting(folder: Path) -> None:
    file = folder / "profile.json"
    rules = json.loads(file.read_text("utf-8"))
    rules["meetings"] = [{"id": "晨会", "at": "08:00", "minutes": 30, "remind_min": 5}]
    file.write_text(json.dumps(rules, ensure_ascii=False), "utf-8")
