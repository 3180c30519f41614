"""What is typed reaches the program whole, however the line cuts it up; noise ends nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import CursorPosition, Key, Paste

from screens.terminal.keyboard import Keyboard

REPORT = b"\x1b[12;34R"


class Desk:
    """A keyboard, and the reports that were taken as answers."""

    def __init__(self, *, asked: bool = True) -> None:
        self.asked = asked
        self.answers: list[tuple[int, int]] = []
        self.keyboard = Keyboard(self._answer)

    def _answer(self, x: int, y: int) -> bool:
        if self.asked:
            self.answers.append((x, y))
        return self.asked

    def keys(self, *pieces: bytes) -> list[str]:
        """Feed the pieces and return the keys."""
        messages = [message for piece in pieces for message in self.keyboard.feed(piece)]
        return [message.key for message in messages if isinstance(message, Key)]


def test_letters_arrows_and_hanzi_are_keys() -> None:
    assert Desk().keys("a病\x1b[A".encode()) == ["a", "病", "up"]


def test_a_character_may_come_in_pieces() -> None:
    assert Desk().keys(b"\xe7", b"\x97", b"\x85a") == ["病", "a"]


def test_bytes_of_gbk_are_shown_as_unreadable_and_end_nothing() -> None:
    keys = Desk().keys("病人".encode("gbk"), b"\xb0", b"ok")
    assert keys[-2:] == ["o", "k"]


def test_an_answer_is_no_key() -> None:
    desk = Desk()
    assert desk.keys(b"a" + REPORT + b"b") == ["a", "b"]
    assert desk.answers == [(33, 11)]


@given(cut=st.integers(1, len(REPORT) - 1))
def test_an_answer_may_come_in_pieces(cut: int) -> None:
    desk = Desk()
    assert desk.keys(b"a" + REPORT[:cut], REPORT[cut:] + b"b") == ["a", "b"]
    assert desk.answers == [(33, 11)]


def test_an_answer_within_a_paste_is_not_pasted() -> None:
    desk = Desk()
    data = b"\x1b[200~one " + REPORT + b"two\x1b[201~a"
    messages = list(desk.keyboard.feed(data))
    assert [m.text for m in messages if isinstance(m, Paste)] == ["one two"]


def test_a_report_that_nobody_asked_for_goes_to_the_program() -> None:
    messages = list(Desk(asked=False).keyboard.feed(REPORT))
    assert [type(message) for message in messages] == [CursorPosition]


def test_the_beginning_of_a_report_does_not_hold_keys_for_ever() -> None:
    desk = Desk()
    assert desk.keys(b"\x1b[") == []
    assert list(desk.keyboard.rest()) == []
    assert desk.keys(b"A") == ["up"]


@given(pieces=st.lists(st.binary(max_size=12) | st.sampled_from([b"\x1b[", b"\x1b]", b"\x1b[<1;"])))
def test_no_bytes_end_the_program(pieces: list[bytes]) -> None:
    keyboard = Keyboard(lambda _x, _y: False)
    for piece in pieces:
        list(keyboard.feed(piece))
        list(keyboard.rest())


@pytest.mark.parametrize(
    ("packet", "keys"),
    [
        (b"\x1bn", ["escape", "n"]),
        (b"\x1bN", ["escape", "N"]),
        (b"\x1b2", ["escape", "2"]),
        (b"\x1b\r", ["escape", "enter"]),
        (b"\x1b ", ["escape", "space"]),
        (b"\x1b\x0e", ["escape", "ctrl+n"]),
        ("\x1b病".encode(), ["escape", "病"]),
        (b"ab\x1bcd", ["a", "b", "escape", "c", "d"]),
        (b"\x1b\x1bOR", ["escape", "f3"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b\x1bn", ["escape", "escape", "n"]),
        (b"\x1b[15~\x1bn\x1b[B", ["f5", "escape", "n", "down"]),
    ],
)
def test_escape_and_the_next_key_in_one_packet_are_two_keys(packet: bytes, keys: list[str]) -> None:
    """K4: a slow line puts them together; nobody means Alt here."""
    assert Desk().keys(packet) == keys


def test_escape_and_the_next_key_in_two_packets_are_two_keys() -> None:
    assert Desk().keys(b"\x1b", b"n", b"x") == ["escape", "n", "x"]
    assert Desk().keys(b"a\x1b", "病".encode()) == ["a", "escape", "病"]


@given(cut=st.integers(1, 4))
@pytest.mark.parametrize(
    ("sequence", "key"),
    [(b"\x1b[A", "up"), (b"\x1bOR", "f3"), (b"\x1b[15~", "f5"), (b"\x1b[1;5C", "ctrl+right")],
)
def test_a_key_of_several_bytes_is_one_key_however_it_is_cut(
    sequence: bytes, key: str, cut: int
) -> None:
    assert Desk().keys(b"a" + sequence[:cut], sequence[cut:] + b"b") == ["a", key, "b"]


def test_the_keys_of_a_console_that_begin_with_escape_stay_one_key() -> None:
    assert Desk().keys(b"\x1b\t") == ["shift+tab"]


def test_a_bracket_after_escape_is_a_key_once_nothing_has_completed_it() -> None:
    desk = Desk()
    assert desk.keys(b"\x1b[") == []
    desk.keyboard._parser.tick = lambda: [Key("left_square_bracket", "[")]  # type: ignore[method-assign]
    late = [m.key for m in desk.keyboard.rest() if isinstance(m, Key)]
    assert late == ["escape", "left_square_bracket"]


def test_escape_and_a_key_after_a_paste_are_two_keys() -> None:
    messages = list(Desk().keyboard.feed(b"\x1b[200~one two\x1b[201~\x1bn"))
    assert [m.key for m in messages if isinstance(m, Key)] == ["escape", "n"]
    assert [m.text for m in messages if isinstance(m, Paste)] == ["one two"]
