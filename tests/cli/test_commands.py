"""A day of the property centre, typed as commands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.spoken import Line, line_after

INPUT = Path(__file__).parents[1] / "input"
DAY = "2026-12-01"


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处").code == 0
    sheet = str(INPUT / "december-2026.xlsx")
    assert typed("roster", "import", sheet, at="2026-11-25 10:00").code == 0
    assert typed("roster", "publish", at="2026-11-25 10:05").code == 0
    for name in ("李娜", "陈静"):
        assert typed("people", "pin", name, "--pin", "1234", at=f"{DAY} 08:00").code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station with December published and two PINs set."""
    return line_after(begun, tmp_path / "station", capsys)


def test_the_day_of_a_clerk(line: Line) -> None:
    """Sign in, log, send a repair, walk a round: each answers in JSON what it kept."""
    came = line("shift", "in", "李娜", at=f"{DAY} 08:24:10", json=True).json
    assert came["attendance"]["shift"] == "早班"
    assert came["attendance"]["arrived"] == f"{DAY}T08:24:10+08:00"

    call = line(
        "log", "call", "卫生间漏水", "--caller", "何先生", "--room", "7-302", "--rings", "4",
        at=f"{DAY} 09:00", json=True,
    ).json["entry"]  # fmt: skip
    assert (call["id"], call["by"], call["marks"][0]["code"]) == (
        "LD-20261201-001",
        "李娜",
        "over_rings",
    )
    order = line(
        "order", "new", "查漏", "--from", "001", "--urgency", "important", "--assign", "张师傅",
        at=f"{DAY} 09:05", json=True,
    ).json  # fmt: skip
    assert (order["id"], order["source"], order["status"]) == (
        "PG-20261201-001",
        call["id"],
        "assigned",
    )
    assert line("order", "finish", "001", "已修", at=f"{DAY} 10:00").code == 0
    assert line("log", "close", "LD-20261201-001", "已修复", at=f"{DAY} 10:05").code == 0

    walked = line("patrol", "start", "李娜", at=f"{DAY} 09:30", json=True).json
    assert walked["route"] == "全区巡视"
    for point in ("管理区域", "公共区域", "售楼处", "银行"):
        assert line("patrol", "point", point, at=f"{DAY} 09:40").code == 0
    unfinished = line("patrol", "finish", at=f"{DAY} 09:45")
    assert (unfinished.code, "会所" in unfinished.err) == (3, True)
    line("patrol", "point", "会所", "--abnormal", "灯坏", at=f"{DAY} 09:46")
    done = line("patrol", "finish", at=f"{DAY} 09:47", json=True).json
    assert (done["status"], done["points"][-1]["note"]) == ("complete", "灯坏")


def test_the_evening_handover_by_commands(line: Line) -> None:
    """R-133: the same desk, with count, answers, decisions and two PINs."""
    line("shift", "in", "李娜", at=f"{DAY} 08:24")
    line("log", "call", "快递", at=f"{DAY} 12:00")
    line("handover", "start", at=f"{DAY} 16:15")
    line("shift", "in", "陈静", at=f"{DAY} 16:24")
    found = line("handover", "start", at=f"{DAY} 16:25", json=True).json
    assert found["items"] == ["LD-20261201-001"]
    for tick in found["handover"]["ticks"]:
        assert line("handover", "answer", tick["code"], at=f"{DAY} 16:25").code == 0
    for article in found["handover"]["counts"]:
        words = ("handover", "count", article["article"], str(article["expected"]))
        assert line(*words, at=f"{DAY} 16:26").code == 0
    short = line(
        "handover", "count", "手电", "0", "--explain", "送修", "--accept",
        at=f"{DAY} 16:26", json=True,
    ).json  # fmt: skip
    torch = next(c for c in short["handover"]["counts"] if c["article"] == "手电")
    assert (torch["counted"], torch["explanation"], torch["accepted"]) == (0, "送修", True)
    passed = ("handover", "pass", "LD-20261201-001", "--owner", "陈静", "--reason", "待取")
    assert line(*passed, at=f"{DAY} 16:27").code == 0
    assert line("handover", "record", "接来电1件", at=f"{DAY} 16:28").code == 0

    wrong = line("handover", "sign", "李娜", "--pin", "0000", at=f"{DAY} 16:29")
    assert (wrong.code, "not the PIN" in wrong.err) == (2, True)
    first = line("handover", "sign", "李娜", "--pin", "1234", at=f"{DAY} 16:29", json=True).json
    assert first["stage"] == "one_signature"
    out = line("shift", "out", "李娜", at=f"{DAY} 16:29:30", json=True)
    assert (out.code, out.json["rules"][0]["clause"]) == (3, "R-138")
    second = line("handover", "sign", "陈静", "--pin", "1234", at=f"{DAY} 16:30", json=True).json
    assert second["stage"] == "complete"
    sheet = line("handover", "sheet", at=f"{DAY} 16:31").out
    assert "outgoing  李娜  2026-12-01 16:29:00" in sheet
    printed = sheet.splitlines()[-1].removeprefix("last line of the records: ")
    assert line("data", "verify", "--stands", printed).code == 0
    assert line("data", "verify", "--stands", printed[:-1] + "x").code == 5
    now = line("now", at=f"{DAY} 16:31", json=True).json
    assert now["posts"][0]["on"][0]["name"] == "陈静"
    assert now["carried"][0]["owner"] == "陈静"


def test_a_post_that_nobody_relieves_is_inspected_and_closed(line: Line) -> None:
    """R-016, R-076: without the inspection nobody leaves it dark."""
    line("shift", "in", "陈静", at=f"{DAY} 16:24")
    found = line("handover", "start", at=f"{DAY} 23:15", json=True).json["handover"]
    assert found["to_shift"] == ""
    for tick in found["ticks"]:
        line("handover", "answer", tick["code"], at=f"{DAY} 23:16")
    line("handover", "record", "无异常", at=f"{DAY} 23:17")
    refused = line("handover", "sign", "陈静", "--pin", "1234", at=f"{DAY} 23:30", json=True)
    assert (refused.code, refused.json["rules"][0]["clause"]) == (3, "R-016")
    assert "1 of 9" in line("inspect", "陈静", "安防", "门禁", at=f"{DAY} 23:20").out
    line("inspect", "陈静", "水电", "供水", "--fault", "阀门渗水", at=f"{DAY} 23:21")
    assert "9 of 9" in line("inspect", "陈静", "--rest", at=f"{DAY} 23:22").out
    done = line("handover", "sign", "陈静", "--pin", "1234", at=f"{DAY} 23:30", json=True).json
    assert done["stage"] == "complete"


def test_what_is_due_names_the_command_that_answers_it(line: Line) -> None:
    lines = line("due", at=f"{DAY} 08:45").out.splitlines()
    relief = next(each for each in lines if "relief:" in each and "早班" in each)
    assert relief.endswith("→ shift in")
    assert line("shift", "in", "李娜", at=f"{DAY} 08:46").code == 0
    assert relief.partition("relief:")[2] not in line("due", at=f"{DAY} 08:47").out


def test_what_is_due_can_be_acknowledged_with_its_reason(line: Line) -> None:
    """R-010: repeated alarms stop."""
    found = line("due", at=f"{DAY} 08:45", json=True).json
    key = next(o["key"] for o in found if o["code"] == "relief" and "早班" in o["key"])
    said = line("due", "--acknowledge", key, "--reason", "堵车", "--by", "李娜", at=f"{DAY} 08:46")
    assert said.code == 0
    again = line("due", at=f"{DAY} 08:50", json=True).json
    assert next(o for o in again if o["key"] == key)["alarms"][-1] <= f"{DAY}T08:46:00+08:00"
    assert line("due", "--acknowledge", "nothing", "--by", "李娜", at=f"{DAY} 08:50").code == 2


def test_the_emergency_numbers(line: Line) -> None:
    """R-013, R-014: 110 first, what is missing is said, a check is kept."""
    shown = line("contacts", at=f"{DAY} 09:00").out.splitlines()
    assert shown[0].startswith("公安  110")
    assert "供气  not filled in" in "\n".join(shown)
    assert line("contacts", "set", "供气", "025-52115777", at=f"{DAY} 09:01").code == 0
    assert line("contacts", "verify", "供气", "--by", "李娜", at=f"{DAY} 09:02").code == 0
    found = line("contacts", at=f"{DAY} 09:03", json=True).json
    gas = next(c for c in found if c["category"] == "供气")
    assert (gas["number"], gas["fault"]) == ("025-52115777", "")
    assert line("contacts", "set", "供水", "12", at=f"{DAY} 09:04").code == 2


def test_numbers_are_told_when_the_records_are_broken(line: Line) -> None:
    """X-18: the plain copy answers, whatever happened to the ledger."""
    line("contacts", "set", "消防", "119", at=f"{DAY} 09:00")
    (line.folder / "profile.json").write_text("{", "utf-8")
    assert "消防  119" in line("contacts", at=f"{DAY} 09:01").out


def test_a_year_that_the_program_does_not_know_is_put_in_by_hand(
    line: Line, tmp_path: Path
) -> None:
    """R-046: it may patch the December before."""
    notice = tmp_path / "2027.json"
    notice.write_text(
        '{"year": 2027, "notice": "国办发明电〔2026〕7号", "holidays": [{"name": "元旦",'
        ' "first": "2027-01-01", "last": "2027-01-03"}], "make_up": ["2026-12-26"]}',
        "utf-8",
    )
    assert "make-up working day  2026-12-26" in line("calendar", str(notice)).out
    shown = line("roster", "show", "--day", "2026-12-26", at=f"{DAY} 09:00").out
    assert shown.splitlines()[0].startswith("2026-12-26  make-up working day")
    notice.write_text('{"year": 2027, "holiday": []}', "utf-8")
    wrong = line("calendar", str(notice))
    assert (wrong.code, "holiday: unknown key" in wrong.err) == (2, True)


def test_the_records_are_walked_through(line: Line) -> None:
    assert line("data", "where").out.strip() == str(line.folder)
    whole = line("data", "verify")
    assert (whole.code, whole.out.splitlines()[-1]) == (0, "The records are whole.")
    page = next((line.folder / "ledger" / "2026-12").glob("2026-12-01.json"))
    page.write_bytes(page.read_bytes().replace("李娜".encode(), "王强".encode(), 1))
    broken = line("data", "verify")
    assert broken.code == 5
    assert re.search(r"2026-12/2026-12-01.json, line \d+", broken.out)


def test_what_a_search_finds_is_told_to_programs_as_tables(line: Line) -> None:
    line("log", "call", "电梯异响", at=f"{DAY} 09:30")
    (found,) = line("search", "异响", at=f"{DAY} 10:00", json=True).json
    assert (found["kind"], found["day"], found["record"]["text"]) == ("call", DAY, "电梯异响")


def test_copies_are_made_shown_and_restored(line: Line) -> None:
    """A-10: the counts are shown before anything is done; what came later stays."""
    line("contacts", "set", "供水", "96889", at=f"{DAY} 08:50")
    made = line("data", "backup", at=f"{DAY} 09:00", json=True).json
    line("contacts", "set", "供水", "12345678", at=f"{DAY} 09:20")
    line("log", "call", "后来", at=f"{DAY} 09:30")
    shown = line("data", "restore", at=f"{DAY} 10:00")
    assert f"{made['records']} records" in shown.out
    assert "Nothing was changed" in shown.out
    told = line("data", "restore", at=f"{DAY} 10:00", json=True).json
    assert (told["copy"]["name"], told["back"]) == (made["name"], ["C:供水"])
    assert line("data", "copies").out.startswith(made["name"])
    unsaid = line("data", "restore", made["name"], "--yes", at=f"{DAY} 10:01")
    assert (unsaid.code, "Give the reason" in unsaid.err) == (2, True)
    done = line("data", "restore", made["name"], "--reason", "号码误改", "--yes", at=f"{DAY} 10:02")
    assert (done.code, "put back: 供水" in done.out) == (0, True)
    assert "96889" in (line.folder / "contacts.txt").read_text("utf-8")
    assert [call["text"] for call in line("log", "list", at=f"{DAY} 10:02", json=True).json] == [
        "后来"
    ]
    once_more = line(
        "data", "restore", made["name"], "--reason", "再来", "--yes", at=f"{DAY} 10:03"
    )
    assert (once_more.code, "nothing to put back" in once_more.out) == (0, True)


def test_damage_is_named_and_mended(line: Line) -> None:
    line("log", "call", "来电", at=f"{DAY} 09:00")
    line("data", "backup", at=f"{DAY} 10:00")
    page = next((line.folder / "ledger" / "2026-12").glob("2026-12-01.json"))
    page.write_bytes(page.read_bytes()[:-30])
    sick = line("data", "doctor", at=f"{DAY} 10:03")
    assert (sick.code, "copies bring" in sick.out) == (5, True)
    assert line("data", "doctor", "--mend", at=f"{DAY} 10:04").code == 0
    assert line("data", "doctor", at=f"{DAY} 10:05").code == 0
    (page.parent / "carried.json").unlink()
    assert "can be made up again" in line("data", "doctor", at=f"{DAY} 10:06").out
    assert "made up again from" in line("data", "doctor", "--mend", at=f"{DAY} 10:07").out


def test_what_stands_nowhere_is_named_as_often_as_it_is_asked_for(line: Line) -> None:
    """It is accepted by number with the first repair; a second one has nothing to do."""
    line("data", "backup", at=f"{DAY} 09:00")
    line("log", "call", "没有备份", at=f"{DAY} 09:30")
    (page,) = (line.folder / "ledger" / "2026-12").glob("2026-12-01.json")
    page.unlink()
    shutil.rmtree(line.folder / "backup" / "today")
    first = line("data", "doctor", "--mend", at=f"{DAY} 10:00")
    again = line("data", "doctor", "--mend", at=f"{DAY} 10:01")
    assert (first.code, "mended" in first.out) == (0, True)
    assert (again.code, "mended" in again.out) == (0, False)
    assert "lost for good: lines" in first.out
    assert "whole but for lines" in again.out


def test_only_a_drill_takes_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    real = Line(tmp_path / "real", capsys)
    real("init", "--name", "真管理处")
    refused = real("now", at=f"{DAY} 09:00")
    assert (refused.code, "in service" in refused.err) == (2, True)


def test_the_demo_is_a_drill_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo = Line(tmp_path / "demo", capsys)
    assert demo("demo", "--only-make").code == 0
    now = demo("now", at="2026-12-18 16:18", json=True).json
    assert now["drill"] is True
    standings = {o["standing"] for o in now["due"]}
    assert {"due", "overdue", "soon"} <= standings
    assert now["carried"]
    assert "DRILL" in demo("now", at="2026-12-18 16:18").out.splitlines()[0]
    assert demo("data", "verify").code == 0


def test_every_command_of_the_readme_exists(line: Line) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    commands = readme.partition("## Commands")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z][^|]*)` \|", commands, re.MULTILINE)
    named = {
        (words[0], step)
        for row in rows
        for part in row.split("`, `")
        for words in [part.split(" ", 1)]
        for step in (words[1].split(" / ") if len(words) > 1 else [""])
        if words[0] != "dutyroom"
    }
    assert ("handover", "sign") in named
    for command, step in sorted(named):
        parts = [command, *([step] if step and not step.startswith("-") else [])]
        assert line(*parts, "--help").code == 0, parts


def test_a_swap_from_asking_to_approval_by_commands(line: Line) -> None:
    """R-123, R-124: who could, the request, the supervisor's word, the roster's next version."""
    at = "2026-12-01 09:00"
    boss = "赵敏"
    assert line("people", "roles", boss, "duty,supervisor", at=at).code == 0
    assert line("people", "pin", boss, "--pin", "1234", at=at).code == 0
    shown = line("roster", "show", "--day", "2026-12-08", at=at).out
    assert "郑洁" in shown
    asked = line(
        "swap", "ask", "郑洁", "2026-12-08", "--reason", "家中有事", "--cause", "private",
        at=at, json=True,
    ).json  # fmt: skip
    assert (asked["status"], asked["kind"]) == ("requested", "substitute")
    assert line("swap", "ask", "郑洁", "2026-12-08", "--reason", "再问", at=at).code == 2
    who = line("swap", "who", "郑洁", "2026-12-08", at=at, json=True).json
    chosen = who[0]["person"]["name"]
    refused = line("swap", "approve", "001", "李娜", "--pin", "1234", "--to", chosen, at=at)
    assert (refused.code, "R-123" in refused.err) == (3, True)
    done = line("swap", "approve", "001", boss, "--pin", "1234", "--to", chosen, at=at, json=True)
    assert done.json["status"] == "effective"
    assert chosen in line("roster", "show", "--day", "2026-12-08", at=at).out
    assert chosen in line("swap", "list", at=at).out
    wrong = line("swap", "ask", "郑洁", "2026-12-31x", "--reason", "x", at=at)
    assert (wrong.code, "is no date" in wrong.err) == (2, True)


def test_a_day_of_illness_within_leave_is_kept_and_changes_no_balance(line: Line) -> None:
    """R-288."""
    at, boss = f"{DAY} 09:00", "赵敏"
    assert line("people", "roles", boss, "duty,supervisor", at=at).code == 0
    assert line("people", "pin", boss, "--pin", "1234", at=at).code == 0
    granted = line(
        "swap", "leave", "郑洁", "2027-02-01", "2027-02-03", boss, "轮休", "--pin", "1234",
        at=at, json=True,
    ).json  # fmt: skip
    signed = ("--by", boss, "--pin", "1234")
    assert line("swap", "sick", granted["id"], "2027-02-02", at=at).code == 2
    assert line("swap", "sick", granted["id"], "2027-02-02", "--by", boss, at=at).code == 2
    noted = line("swap", "sick", granted["id"], "2027-02-02", *signed, at=at)
    assert (noted.code, "ill on 2027-02-02" in noted.out) == (0, True)
    assert line("swap", "sick", granted["id"], "2027-02-04", *signed, at=at).code == 2
    assert line("swap", "sick", "XJ-1", "2027-02-02", *signed, at=at).code == 2
    shown = line("swap", "balance", at="2027-02-05 09:00").out
    assert (
        f"{granted['id']}  郑洁  2027-02-01 – 2027-02-03  rotation leave  granted 3, used 3, owed 0"
        in shown
    )


@pytest.mark.parametrize(
    ("language", "read", "fit"),
    [
        ("en", "duty record read", "relief fit for duty"),
        ("zh", "已阅值班记录", "接班人状态适宜上岗"),
    ],
)
def test_the_checklist_is_named_in_words_and_answered_by_them(
    line: Line, language: str, read: str, fit: str
) -> None:
    speak = ("--language", language)
    line("shift", "in", "李娜", at=f"{DAY} 08:24")
    line("shift", "in", "陈静", at=f"{DAY} 16:20")
    begun = line("handover", "start", *speak, at=f"{DAY} 16:24").out
    missing = next(words for words in begun.splitlines() if "[R-131]" in words)
    assert read in missing
    assert fit in missing
    assert not {"records", "relief,"} & set(missing.split())
    assert line("handover", "answer", read, *speak, at=f"{DAY} 16:25").code == 0
    assert line("handover", "answer", "records", *speak, at=f"{DAY} 16:26").code == 0


def test_a_changed_line_is_said_with_every_command_until_it_is_mended(line: Line) -> None:
    for n in range(1, 5):
        line("log", "call", f"来电{n}", at=f"{DAY} 09:0{n}")
    for page in line.folder.rglob("2026-12-01.json"):
        page.write_bytes(page.read_bytes().replace("来电2".encode(), "来电9".encode()))
    said = line("log", "list", at=f"{DAY} 10:00")
    assert "2026-12-01.json" in said.err
    waits = line("people", "add", "新人", at=f"{DAY} 10:01")
    assert waits.code != 0
    line("data", "doctor", "--mend", at=f"{DAY} 10:02")
    assert line("log", "list", at=f"{DAY} 10:03").err == ""
