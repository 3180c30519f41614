"""Leave and swaps typed as commands: what the supervisor arranges, and what a leave takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.spoken import Line, line_after

INPUT = Path(__file__).parents[1] / "input"
AT = "2026-11-25 10:00"
BOSS, SIGNED = "刘主管", ("--pin", "1234")


def begun(typed: Line) -> None:
    assert typed("init", "--drill", "--name", "江南春天管理处", "--language", "en").code == 0
    assert typed("roster", "import", str(INPUT / "december-2026.xlsx"), at=AT).code == 0
    assert typed("roster", "publish", at=AT).code == 0
    add = ("people", "add", BOSS, "--roles", "duty,supervisor", *SIGNED)
    assert typed(*add, at=AT).code == 0


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a drill station with December published, and a supervisor."""
    return line_after(begun, tmp_path / "station", capsys)


def test_an_exchange_is_arranged_at_the_approval(line: Line) -> None:
    """R-181: `--to` and `--for` of who approves."""
    ask = ("swap", "ask", "郑洁", "2026-12-05", "--reason", "家中有事", "--cause", "private")
    alone = line(*ask, "--for", "2026-12-07", at=AT)
    assert (alone.code, "Name who takes the shift" in alone.err) == (2, True)
    assert line(*ask, at=AT).code == 0
    approve = ("swap", "approve", "001", BOSS, "--to", "赵敏", *SIGNED)
    assert line(*approve, "--for", "2026-12-05", at=AT).code == 2
    done = line(*approve, "--for", "2026-12-07", at=AT)
    assert (done.code, "郑洁 → 赵敏" in done.out) == (0, True)
    shown = [line("roster", "show", "--day", f"2026-12-0{day}", at=AT).out for day in (5, 7)]
    assert [("赵敏" in out, "郑洁" in out) for out in shown] == [(True, False), (False, True)]


def test_granting_leave_says_which_shifts_it_takes(line: Line) -> None:
    """R-025: on the line below the leave, as a word of its own in JSON, and in the check."""
    leave = ("swap", "leave", "郑洁", "2026-12-05", "2026-12-05", BOSS, "轮休", *SIGNED)
    text = "2026-12-05 (Sat) 管理处 晚班: 郑洁 is on leave, somebody else is needed"
    assert line(*leave, at=AT).out.splitlines()[1:] == [text]
    assert text in line("roster", "check", at=AT).out
    none = ("swap", "leave", "吴昊", "2026-12-05", "2026-12-05", BOSS, "轮休", *SIGNED)
    assert line(*none, at=AT, json=True).json["lost"] == []
