"""What a real terminal sends: broken bytes, pastes, an input method's keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal("demo", "--data", str(tmp_path / "demo"), "--language", "en") as terminal:
        terminal.wait_for("F10 Actions")
        yield terminal


def send(terminal: Terminal, raw: bytes) -> None:
    os.write(terminal._master, raw)


def test_bytes_that_are_no_utf8_are_signs_and_not_the_end(room: Terminal, tmp_path: Path) -> None:
    """A terminal set to GBK sends them; the text before and behind is kept."""
    room.press("ctrl+n")
    room.wait_for("What about")
    send(room, "停水".encode() + "电梯".encode("gbk") + "完\u3000了".encode())
    room.wait_for("完")
    room.press("ctrl+g")
    room.wait_gone("What about")
    text = open_desk(tmp_path / "demo", terminal="t").state().entries[-1].text
    assert text.startswith("停水") and text.endswith("完\u3000了") and "\ufffd" in text


def test_a_paste_of_several_lines_is_kept_whole(room: Terminal, tmp_path: Path) -> None:
    room.press("ctrl+n")
    room.wait_for("What about")
    send(room, b"\x1b[200~" + "一号楼\r\n二号楼\x07\r三号楼".encode() + b"\x1b[201~")
    room.wait_for("三号楼", "一号楼 二号楼␇ 三号楼")
    room.press("ctrl+g")
    room.wait_gone("What about")
    entry = open_desk(tmp_path / "demo", terminal="t").state().entries[-1]
    assert entry.text == "一号楼 二号楼\x07 三号楼"


def test_full_width_keys_are_shortcuts_and_no_title_or_keyboard_mode_is_set(
    room: Terminal,
) -> None:
    """The keyboard flags of kitty, which keep input methods from working, stay off."""
    room.type("？")
    room.wait_for("Keys · Esc closes")
    room.press("escape")
    room.wait_gone("Keys · Esc closes")
    room.press("f4")
    room.wait_for("Search")
    room.type("／")
    room.wait_for("Search all the years")
    assert b"\x1b[>" + b"1u" not in room.raw
    assert b"\x1b]0;" not in room.raw and b"\x1b]2;" not in room.raw


def test_a_line_that_is_cut_ends_the_program_with_what_was_typed_kept(tmp_path: Path) -> None:
    """Nothing is left running, and nothing waits for a terminal that is no more."""
    with Terminal("demo", "--data", str(tmp_path / "demo"), "--language", "en") as terminal:
        terminal.wait_for("F10 Actions")
        terminal.press("ctrl+n")
        terminal.wait_for("What about")
        terminal.type("电梯停了")
        terminal.hang_up()
        terminal.wait_end()
    kept = "".join(file.read_text("utf-8") for file in (tmp_path / "demo" / "drafts").iterdir())
    assert "电梯停了" in kept or "\\u7535" in kept


def test_escape_and_the_next_key_in_one_packet_both_do_their_own(room: Terminal) -> None:
    """K4: a slow line brings them together: the help closes, and the Log comes."""
    room.press("f1")
    room.wait_for("Keys · Esc closes")
    send(room, b"\x1b4")
    room.wait_for("F10 Actions", "Search")
    room.wait_gone("Keys · Esc closes")
