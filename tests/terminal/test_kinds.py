"""Kinds of terminals: the room in each as it can be read there, or a sentence why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.tty import Terminal

pytestmark = pytest.mark.terminal


def demo(tmp_path: Path, *words: str) -> tuple[str, ...]:
    return ("demo", "--data", str(tmp_path / "demo"), *words)


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "screen", "xterm", "linux"])
def test_the_room_opens_and_closes(tmp_path: Path, term: str) -> None:
    with Terminal(*demo(tmp_path), environ={"TERM": term, "COLORTERM": ""}) as terminal:
        shown = terminal.wait_for("F9", "overdue")
        assert "overdue" in shown
        terminal.press("f12")
        assert terminal.wait_end() == 0


def test_a_bare_console_draws_plain_signs_in_english_and_says_why(tmp_path: Path) -> None:
    environ = {"TERM": "linux", "COLORTERM": "", "LANG": "zh_CN.UTF-8"}
    with Terminal(*demo(tmp_path), environ=environ) as terminal:
        terminal.wait_for("cannot draw Chinese")
        terminal.wait_for("F9 Emergency")
        terminal.press("f10")
        shown = terminal.wait_for("Actions")
        assert {c for c in shown if not c.isascii() and not "\u3000" <= c <= "\uffef"} == set()
        assert b"38;2;" not in terminal.raw
        assert b"38;5;" not in terminal.raw


def test_no_colour_is_asked_for_where_nobody_wants_any(tmp_path: Path) -> None:
    with Terminal(*demo(tmp_path), environ={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("F9")
        terminal.press("down")
        colours = {
            (cell.fg, cell.bg) for row in terminal.screen.buffer.values() for cell in row.values()
        }
        assert colours == {("default", "default")}
        assert any(cell.reverse for row in terminal.screen.buffer.values() for cell in row.values())


def test_in_gnu_screen_the_colours_of_the_terminal_around_it_are_not_counted_on(
    tmp_path: Path,
) -> None:
    environ = {"TERM": "screen-256color", "STY": "1.pts", "COLORTERM": "truecolor"}
    with Terminal(*demo(tmp_path), environ=environ) as terminal:
        terminal.wait_for("F9")
        assert b"38;2;" not in terminal.raw
        assert b"38;5;" in terminal.raw


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_can_only_write_lines_is_told_the_commands(
    tmp_path: Path, term: str
) -> None:
    with Terminal(*demo(tmp_path), environ={"TERM": term}) as terminal:
        assert terminal.wait_end() == 2
        assert "dutyroom now" in terminal.text()


@pytest.mark.parametrize("locale", ["zh_CN.GBK", "zh_CN.GB18030", "en_US.ISO-8859-1"])
def test_a_locale_that_is_not_utf8_is_told_how_to_open_the_room(
    tmp_path: Path, locale: str
) -> None:
    words = demo(tmp_path, "--language", "en")
    with Terminal(*words, environ={"LC_ALL": locale}) as terminal:
        assert terminal.wait_end() == 2
        assert "typeLC_ALL=C.UTF-8dutyroom" in "".join(terminal.text().split())
    with Terminal(*words, environ={"LANG": locale, "LC_ALL": "C.UTF-8"}) as terminal:
        terminal.wait_for("F9")


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.utf8", "nowhere"])
def test_the_plain_locale_shows_hanzi_all_the_same(tmp_path: Path, locale: str) -> None:
    with Terminal(*demo(tmp_path), environ={"LANG": locale}) as terminal:
        terminal.wait_for("F9")
        terminal.wait_for("江南春天管理处")


def test_a_window_pulled_too_small_says_so_and_comes_back_as_it_was(tmp_path: Path) -> None:
    with Terminal(*demo(tmp_path)) as terminal:
        terminal.wait_for("F9")
        terminal.press("ctrl+n")
        terminal.type("漏水")
        terminal.wait_for("漏水", "What about")
        terminal.resize(40, 10)
        shown = " ".join(terminal.wait_for("60x16").split())
        assert "records and drafts are safe" in shown
        terminal.press("x", "ctrl+g", "f3")
        terminal.resize(100, 30)
        shown = terminal.wait_for("漏水", "What about")
        assert "What about" in shown
        assert "漏水x" not in shown


def test_the_settings_are_checked_as_the_room_opens(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('theme = "pink"\n[keys]\nleave = "F8"\n', "utf-8")
    with Terminal(*demo(tmp_path), environ={"DUTYROOM_CONFIG": str(file)}) as terminal:
        terminal.wait_for("config.toml: line 1: theme is one of")
        terminal.press("ctrl+d")
        terminal.wait_for("Colours: day")
        assert 'theme = "duty-day"' in file.read_text("utf-8")
        terminal.press("\x1b[19~")
        assert terminal.wait_end() == 0
