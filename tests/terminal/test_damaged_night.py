"""A-10 to the letter but for its incident: real processes, real keys, a page cut by a power cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stations.damaged import cut, newest_page, night_centre, opened
from tests.stations.making import PIN
from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal
AT = ("--at", "2026-12-03 21:50:03", "--language", "zh")
DAMAGED, COPY = "记录有损坏：2026-12-03.json", "21:40 的备份有 17 条记录"
NEVER_GIVEN = "LD-20261203-009"


def every_screen_says_so(terminal: Terminal) -> None:
    """Go through every mode, and through forms and dialogs."""
    for key, words in (
        ("f2", "待办事项"),
        ("f3", "2026-12"),
        ("f4", "停电后第一个来电"),
        ("f6", "巡更"),
        ("f7", "交接班"),
    ):
        terminal.press(key)
        terminal.wait_for(DAMAGED, COPY, "Ctrl+] 修复", words)
    for key, words in (
        ("f1", "Esc 关闭"),
        ("f9", "立即拨打"),
        ("f10", "Esc 关闭"),
        ("ctrl+n", "事由"),
    ):
        terminal.press(key)
        terminal.wait_for(DAMAGED, COPY, "Ctrl+] 修复", words)
        terminal.press("escape")
        terminal.wait_gone(words)


def what_closes_signs_or_changes_rosters_waits(terminal: Terminal) -> None:
    """Closing a call, and the notice of a year, which says so before it is filled in."""
    waits = "这一项等修复后再办"
    terminal.press("f4")
    terminal.wait_for("记录人")
    terminal.press("enter")
    terminal.wait_for("1/3")
    terminal.press("up", "right")
    terminal.wait_for("2/3")
    terminal.press("enter")
    terminal.type("好了")
    terminal.press("ctrl+g")
    terminal.wait_for(waits, "好了")
    terminal.press("escape")
    terminal.wait_for("再按 Esc")
    terminal.press("escape")
    terminal.wait_gone("2/3")
    terminal.press("f3", "ctrl+a")
    terminal.wait_for(waits)
    terminal.press("escape")
    terminal.wait_gone(waits)


def mend(terminal: Terminal) -> None:
    """One key, a name, the PIN."""
    terminal.press("ctrl+]")
    terminal.wait_for("2026-12/2026-12-03.json", COPY, "修复能从备份找回")
    terminal.type("赵敏")
    terminal.press("enter")
    terminal.type(PIN)
    terminal.press("enter")
    terminal.wait_for("修复结果")


def test_a_night_with_a_damaged_page(tmp_path: Path) -> None:
    """R-013: numbers first, the copy offered, a call taken; mended, everything is there."""
    path = tmp_path / "station"
    night_centre(path)
    left = cut(path)
    station = ("--data", str(path), *AT)
    with Terminal(*station) as clerk, Terminal(*station) as other:
        for terminal in (clerk, other):
            terminal.wait_for("派出所", "025-52110110", "2026-12/2026-12-03.json", COPY)
            terminal.press("escape")
        clerk.press("ctrl+n")
        clerk.wait_for("事由")
        clerk.type("停电后第一个来电")
        clerk.press("ctrl+g")
        clerk.wait_gone("事由")
        every_screen_says_so(clerk)
        what_closes_signs_or_changes_rosters_waits(clerk)
        other.press("ctrl+n")
        other.wait_for("事由", DAMAGED)
        other.type("另一台上话说一半")
        mend(clerk)
        clerk.press("escape")
        clerk.wait_gone(DAMAGED)
        other.wait_gone(DAMAGED)
        other.wait_for("另一台上话说一半")
        clerk.press("ctrl+]")
        clerk.wait_for("记录完整")
    state = opened(path).state()
    texts = [f"来电{n}" for n in range(1, 7)]
    assert [e.text for e in state.entries] == [*texts, "停电后第一个来电"]
    assert state.entries[-1].id == NEVER_GIVEN
    assert opened(path).ledger.verify().damage == ()
    kept = [file.read_bytes() for file in path.glob("quarantine/*.bad-20261203T21*")]
    assert any(content.startswith(left) or content == left for content in kept)
    assert newest_page(path).read_bytes() != left
