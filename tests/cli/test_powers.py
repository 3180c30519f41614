"""Powers on the command line: who may, with which PIN, and the audit list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.spoken import Line, Type, line_after

AT = "2026-12-18 16:20"


def begun(typed: Line) -> None:
    assert typed("init", "--drill").code == 0
    said = typed("people", "add", "刘建平", "--roles", "duty,supervisor,admin", at=AT)
    assert "until an admin has a PIN" in said.out
    typed("people", "add", "李娜", "--pin", "1234", at=AT)
    assert "until" not in typed("people", "pin", "刘建平", "--pin", "1234", at=AT).out


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Return the command line of a centre where 刘建平 is administrator and supervisor."""
    return line_after(begun, tmp_path / "station", capsys)


HAND = ("--by", "刘建平")


def test_the_list_is_changed_by_the_administrator_with_the_pin(line: Type) -> None:
    phone = ("people", "phone", "李娜", "13800000101")
    said = line(*phone, "--by", "李娜", "--pin", "1234", at=AT)
    assert said.code == 3
    assert "刘建平 may do that; 李娜 may not" in said.err
    assert line(*phone, *HAND, "--pin", "4321", at=AT).code == 2
    assert line(*phone, *HAND, "--pin", "1234", at=AT).code == 0
    new = ("people", "add", "赵敏", "--pin", "5678")
    assert line(*new, *HAND, at=AT).code == 2
    assert line(*new, *HAND, "--by-pin", "1234", at=AT).code == 0
    assert line("people", "pin", "赵敏", "--pin", "8765", "--old", "5678", at=AT).code == 0


def test_refusals_are_read_in_the_audit_list(line: Type) -> None:
    """R-059: refusals are stored where one can read them."""
    assert line("audit", at=AT).out == "Nobody was refused.\n"
    line("people", "roles", "李娜", "admin", "--by", "李娜", at=AT)
    line("people", "roles", "李娜", "admin", "--by", "李娜", "--pin", "1234", at=AT)
    first, second = line("audit", at=AT).out.splitlines()
    assert "2026-12-18 16:20  李娜  change people or calendar  李娜  PIN given" in first
    assert "name only, no PIN that fits" in second
    chinese = line("audit", "--language", "zh", at=AT).out
    assert "[权限表]" in chinese and "roles" not in chinese
    assert [found["proved"] for found in line("audit", at=AT, json=True).json] == [True, False]


def test_nobody_is_accused_who_did_not_say_that_he_does_it(line: Type) -> None:
    """R-059: without a name there is nobody to refuse, least of all whose number it is."""
    said = line("people", "phone", "李娜", "13800000101", at=AT)
    assert said.code == 2
    assert "Say who does it" in said.err
    assert line("audit", at=AT).out == "Nobody was refused.\n"


def test_the_last_admin_with_a_pin_stays_one(line: Type) -> None:
    """Else the list would be open to everybody again, as while the station is set up."""
    away = ("people", "roles", "刘建平", "duty", *HAND, "--pin", "1234")
    said = line(*away, at=AT)
    assert said.code == 2
    assert "刘建平 is the only admin with a PIN" in said.err
    assert line("people", "roles", "李娜", "admin", *HAND, "--pin", "1234", at=AT).code == 0
    assert line(*away, at=AT).code == 0


def test_the_owner_of_the_folder_gives_an_admin_a_new_pin(
    line: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forgotten PIN does not lock people and calendar for good; the audit list tells of it."""
    recover = ("people", "pin", "刘建平", "--pin", "8765", "--recover")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("os.geteuid", lambda: 4711)
        said = line(*recover, at=AT)
    assert said.code == 3
    assert "Only the system user who owns the station's folder" in said.err
    assert line("people", "pin", "李娜", "--pin", "8765", "--recover", at=AT).code == 2
    assert line(*recover, at=AT).code == 0
    assert "刘建平  a new PIN, by the system user" in line("audit", at=AT).out
    assert line("people", "phone", "李娜", "119", *HAND, "--pin", "8765", at=AT).code == 0


def test_an_admin_moves_somebody_to_another_unit_and_rank(line: Type) -> None:
    """R-059: unit and rank say which office somebody is of, so they are a power's to change."""
    move = ("people", "change", "李娜", "--unit", "综合办公室")
    assert line(*move, "--by", "李娜", "--pin", "1234", at=AT).code == 3
    assert line("people", "change", "李娜", *HAND, "--pin", "1234", at=AT).code == 2
    done = line(*move, "--rank", "主管", *HAND, "--pin", "1234", at=AT, json=True).json
    assert (done["unit"], done["rank"]) == ("综合办公室", "主管")
    kept = line("people", "change", "李娜", "--rank", "", *HAND, "--pin", "1234", at=AT, json=True)
    assert (kept.json["unit"], kept.json["rank"]) == ("综合办公室", "")


def test_the_calendar_is_put_in_by_the_administrator(line: Type, tmp_path: Path) -> None:
    file = tmp_path / "2027.json"
    file.write_text('{"year": 2027, "notice": "x", "holidays": [], "make_up": []}', "utf-8")
    assert line("calendar", str(file), at=AT).code == 2
    assert line("calendar", str(file), "--by", "李娜", "--pin", "1234", at=AT).code == 3
    assert line("calendar", str(file), *HAND, "--pin", "1234", at=AT).code == 0


def test_words_too_many_are_told_with_the_help_of_their_command(line: Type) -> None:
    said = line("shift", "sheet", "许梅", at=AT)
    assert said.code == 2
    assert said.err.strip().endswith("See dutyroom shift sheet --help")
