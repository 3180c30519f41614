"""The user's own settings: read at the start, every mistake named, nothing else lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from dutyroom import i18n
from dutyroom.app import for_terminal, user_config
from dutyroom.cli.main import run
from dutyroom.settings.config import Config, parse_config, remember
from dutyroom.settings.keys import PUNCTUATION, key_name, with_twin
from dutyroom.settings.mistakes import mistake_words
from screens.commands.commands import SCREENS, keys_by_screen
from screens.commands.everywhere import EVERYWHERE


def read(text: str) -> Config:
    return parse_config(text, keys_by_screen())


def named(text: str) -> list[str]:
    return [mistake_words(mistake) for mistake in read(text).mistakes]


GOOD = """\
# mine
language = "zh"
theme = "day"
ascii = true
bell = false

[keys]
"log.new_call" = ["F5", "ctrl+n", "n"]
board.check = "!"
handover.sign = "F8"
"""


def test_a_good_file_is_taken_as_it_stands() -> None:
    config = read(GOOD)
    assert (config.language, config.theme, config.ascii, config.bell) == (
        "zh",
        "duty-day",
        True,
        False,
    )
    assert config.keys["log.new_call"] == ("f5", "ctrl+n", "n")
    assert config.keys["board.check"] == ("exclamation_mark", "fullwidth_exclamation_mark")
    assert config.mistakes == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "line 1: colour is unknown; there are language, theme, ascii, bell, keys"),
        ('\ntheme = "pink"', "line 2: theme is one of duty-night, duty-day"),
        ("language = 1", "line 1: language is one of zh, en"),
        ('bell = "yes"', "line 1: bell is true or false"),
        ("ascii = 1", "line 1: ascii is true or false"),
        ("bell = true\ntheme = ", "line 2: this is not TOML"),
        ("keys = 1", "keys is a table"),
        ('[keys]\n"log.gone" = "F5"', "line 2: no command is called log.gone"),
        ('[keys]\nlog.gone = "F5"', "line 2: no command is called log.gone"),
        ('[keys]\nleave = ""', "line 2: leave is a key, or a list of keys"),
        ("[keys]\nleave = [1]", "line 2: leave is a key, or a list of keys"),
        ('[keys]\nleave = "Ctrl+S"', "line 2: leave: Ctrl+S is never a command's key"),
        ('[keys]\nleave = "^Q"', "line 2: leave: ^Q is never a command's key"),
        ('[keys]\nleave = "ctrl+i"', "line 2: leave: a terminal sends ctrl+i as Tab"),
        ('[keys]\nleave = "Enter"', "line 2: leave: lists and forms need Enter themselves"),
        ('[keys]\nleave = "super+x"', "line 2: leave: no terminal sends super+x"),
        ('[keys]\nleave = "F13"', "line 2: leave: no terminal sends F13"),
        ('[keys]\nleave = "F²"', "line 2: leave: no terminal sends F²"),
        ('[keys]\nleave = "F01"', "line 2: leave: no terminal sends F01"),
        (
            '[keys]\nleave = "F9"',
            "line 2: F9 would be both emergency and leave on the screen now",
        ),
        (
            '[keys]\n"now.sign_in" = "F5"\n"now.sign_out" = "F5"',
            "line 3: F5 would be both now.sign_in and now.sign_out on the screen now",
        ),
        (
            '[keys]\n"log.search" = "d"',
            "line 2: d would be both log.order_from_entry and log.search on the screen log",
        ),
    ],
)
def test_every_mistake_is_named_with_its_line(text: str, words: str) -> None:
    assert [line for line in named(text) if line.startswith(words)], named(text)


def test_what_is_wrong_falls_back_and_the_rest_holds() -> None:
    config = read('theme = "pink"\nbell = false\n[keys]\nleave = "F9"\nmenu = "F5"')
    assert (config.theme, config.bell, dict(config.keys)) == ("", False, {"menu": ("f5",)})
    assert len(config.mistakes) == 2


def test_two_commands_may_change_keys_with_each_other() -> None:
    config = read('[keys]\nhelp = "F2"\nnow = "F1"')
    assert config.mistakes == ()
    assert config.keys == {"help": ("f2",), "now": ("f1",)}


def test_a_key_may_do_different_things_on_different_screens() -> None:
    assert named('[keys]\n"now.clock" = "F5"\n"board.check" = "F5"') == []


def test_mistakes_are_named_in_chinese_too() -> None:
    i18n.use("zh")
    assert named('[keys]\nleave = "Ctrl+S"') == ["第 2 行：leave：Ctrl+S 不能用作命令的按键"]


def test_no_command_clashes_as_the_program_comes() -> None:
    for screen, commands in keys_by_screen().items():
        keys = [key for own in commands.values() for key in own]
        assert sorted(keys) == sorted(set(keys)), screen


def test_every_command_has_a_key_without_a_letter() -> None:
    """With an input method on, letters never arrive."""
    for command in (*EVERYWHERE, *(c for own in SCREENS.values() for c in own)):
        assert any(len(key) > 1 for key in command.keys), command.id


@pytest.mark.parametrize("sign", PUNCTUATION)
def test_a_sign_is_the_key_that_the_screens_know_it_by(sign: str) -> None:
    wide = chr(ord(sign) + 0xFEE0)
    assert with_twin(key_name(sign)) == (_character_to_key(sign), _character_to_key(wide))


def test_a_choice_is_remembered_and_every_other_line_stays(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    remember(file, "theme", "duty-day")
    assert read(file.read_text("utf-8")).theme == "duty-day"
    file.write_text(GOOD, "utf-8")
    remember(file, "theme", "duty-contrast")
    remember(file, "language", "en")
    wanted = GOOD.replace('"day"', '"duty-contrast"').replace('language = "zh"', 'language = "en"')
    assert file.read_text("utf-8") == wanted


def test_a_file_that_cannot_be_read_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("theme = ", "utf-8")
    with pytest.raises(OSError, match="Invalid value"):
        remember(file, "theme", "duty-day")
    assert file.read_text("utf-8") == "theme = "


def test_the_command_names_every_mistake_and_ends_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("DUTYROOM_CONFIG", str(file))
    assert run(["config", "check"], settings=user_config) == 0
    assert capsys.readouterr().out == f"{file} is in order\n"
    file.write_text('theme = "pink"\n[keys]\nleave = "F9"\n', "utf-8")
    assert run(["config", "check"], settings=user_config) == 2
    out = capsys.readouterr().out
    assert f"{file}: line 1: theme is one of" in out
    assert f"{file}: line 3: F9 would be both" in out
    assert run(["config", "check", "--json"], settings=user_config) == 2
    assert [m["line"] for m in json.loads(capsys.readouterr().out)["mistakes"]] == [1, 3]


def test_the_settings_that_hold_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("DUTYROOM_CONFIG", str(file))
    file.write_text('theme = "day"\n[keys]\nleave = "F8"\n', "utf-8")
    assert run(["config", "show"], settings=user_config) == 0
    out = capsys.readouterr().out
    assert "theme  duty-day" in out
    assert "leave  F8" in out


def test_commands_speak_the_language_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("DUTYROOM_CONFIG", str(file))
    file.write_text('language = "zh"\n', "utf-8")
    assert run(["config", "check"], settings=user_config) == 0
    assert "没有错误" in capsys.readouterr().out
    assert run(["config", "check", "--language", "en"], settings=user_config) == 0
    assert "in order" in capsys.readouterr().out


def test_a_file_that_is_no_text_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\xff")
    monkeypatch.setenv("DUTYROOM_CONFIG", str(file))
    assert run(["config", "check"], settings=user_config) == 2
    assert "cannot be read as text" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("term", "wanted", "plain"),
    [("linux", None, True), ("linux", False, False), ("xterm", None, False)],
)
def test_a_bare_console_gets_plain_signs(term: str, wanted: bool | None, plain: bool) -> None:
    assert for_terminal(Config(ascii=wanted), {"TERM": term}).ascii is plain
