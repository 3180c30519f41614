"""Whatever a program draws, the few bytes that are sent show the same screen."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.terminal.grid import Grid
from screens.terminal.painter import Abilities, Painter
from screens.terminal.reader import Reader
from tests.terminal.shown import cells, difference

WIDTH, HEIGHT = 24, 6
PLAIN = Abilities()
FULL = Abilities(paints_erased=True, erases_some=True, moves_rows=True)


class Pair:
    """Two terminals: one is sent all that is drawn, the other what the painter makes of it."""

    def __init__(self, abilities: Abilities, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.raw, self.lean = pyte.Screen(width, height), pyte.Screen(width, height)
        for screen in (self.raw, self.lean):
            screen.reset_mode(7, private=True)
        self.passed: list[str] = []
        self.reader = Reader(Grid(width, height), self.passed.append)
        self.painter = Painter(abilities)

    def draw(self, data: str) -> str:
        """Draw a frame and return what was sent for it."""
        self.take(data)
        return self.send()

    def take(self, data: str) -> None:
        """Draw, and send nothing yet."""
        pyte.Stream(self.raw).feed(data)
        self.reader.read(data)

    def send(self) -> str:
        sent = self.painter.paint(self.reader.grid, self.reader.cursor)
        pyte.Stream(self.lean).feed(sent)
        return sent

    def check(self) -> None:
        assert not difference(cells(self.raw), cells(self.lean))
        where = [(min(s.cursor.x, s.columns - 1), s.cursor.y) for s in (self.raw, self.lean)]
        assert where[0] == where[1]


CHARS = st.sampled_from([*"ab  cd -·─…", "值", "班", "，", "\u3000", "é", "e\u0301"])
CODES = "0 1 2 3 4 7 9 22 23 24 27 29 31 39 42 49 97 104 38;5;17 48;5;240 38;2;1;2;3 48;2;9;8;7"
PENS = st.lists(st.sampled_from(CODES.split()), max_size=3).map(";".join)
RUNS = st.lists(st.tuples(PENS, st.lists(CHARS, max_size=12)), min_size=1, max_size=4)
STRIPS = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), RUNS)
FRAMES = st.lists(st.lists(STRIPS, min_size=1, max_size=6), min_size=1, max_size=6)

Run = tuple[str, list[str]]


def strip(grid: Grid, x: int, y: int, runs: list[Run]) -> str:
    """Return a strip as a program draws it: within the row, and halving no wide character."""
    text, end = "", x
    for pen, chars in runs:
        text += f"\x1b[{pen}m"
        for char in chars:
            if end + cell_len(char) <= WIDTH:
                text, end = text + char, end + cell_len(char)
    cuts = any(c < WIDTH and grid.rows[y][c][0] == "" for c in (x, end))
    return f"\x1b[{y + 1};{x + 1}H" + ("\x1b[2K" if cuts else "") + text + "\x1b[m"


@pytest.mark.parametrize("abilities", [PLAIN, FULL], ids=["a plain terminal", "an able one"])
@settings(max_examples=60)
@given(frames=FRAMES)
def test_what_is_sent_shows_the_same(
    abilities: Abilities, frames: list[list[tuple[int, int, list[Run]]]]
) -> None:
    pair = Pair(abilities)
    for frame in frames:
        for x, y, runs in frame:
            pair.take(strip(pair.reader.grid, x, y, runs))
        pair.send()
        pair.check()


def test_nothing_is_sent_for_what_is_shown_already() -> None:
    pair = Pair(FULL)
    pair.draw("\x1b[1;1H\x1b[31m你好 hello")
    assert pair.draw("\x1b[1;1H\x1b[0;31m你好 hello") == ""


def test_one_changed_digit_costs_a_move_and_the_digit() -> None:
    pair = Pair(FULL)
    pair.draw("\x1b[1;10H16:18\x1b[3;1H")
    assert pair.draw("\x1b[1;10H16:19\x1b[3;1H") == "\x1b[;14H9\n\n\r"


@pytest.mark.parametrize("abilities", [PLAIN, FULL], ids=["a plain terminal", "an able one"])
def test_a_ground_is_erased_only_where_the_terminal_colours_what_it_erases(
    abilities: Abilities,
) -> None:
    pair = Pair(abilities)
    sent = pair.draw("\x1b[2;1H\x1b[44mdue" + 21 * " ")
    assert ("\x1b[K" in sent) == abilities.paints_erased
    pair.check()


def test_a_wide_character_written_over_by_half_leaves_no_other_half() -> None:
    """Terminals differ in what they leave there: so both halves are always sent."""
    pair = Pair(FULL)
    pair.draw("\x1b[1;1H值班员")
    sent = pair.draw("\x1b[1;2Hx")
    assert pair.reader.grid.rows[0][0][0] == " "
    assert sent.startswith("\r x")
    sent = pair.draw("\x1b[1;4H\x1b[31m门")
    assert "".join(char for char, _pen in pair.reader.grid.rows[0][:6]) == " x 门 "
    assert "门" in sent


def test_a_wide_character_at_the_edge_is_not_halved() -> None:
    pair = Pair(FULL)
    pair.reader.read("\x1b[1;24H班")
    assert pair.reader.grid.rows[0][-1][0] == " "
    pair.draw("\x1b[1;23H班")
    pair.reader.resize(WIDTH - 1, HEIGHT)
    assert pair.reader.grid.rows[0][-1][0] == " "


def test_another_size_is_drawn_anew() -> None:
    pair = Pair(FULL)
    pair.draw("\x1b[2;3H值班")
    pair.reader.resize(WIDTH + 6, HEIGHT - 1)
    pair.lean.resize(HEIGHT - 1, WIDTH + 6)
    sent = pair.send()
    assert sent.startswith("\x1b[m\x1b[H\x1b[2J")
    assert "值班" in pair.lean.display[1]


def test_no_move_counts_on_a_character_that_some_terminals_draw_wide() -> None:
    """`…` takes two columns in a terminal set up for Chinese: only a place by number is sure."""
    pair = Pair(FULL)
    pair.draw("\x1b[1;1H123456789012345\x1b[2;1H")
    sent = pair.draw("\x1b[1;1H…2345678901234x\x1b[2;1H")
    assert "\x1b[15Gx" in sent


def test_what_draws_nothing_is_passed_on_in_its_order() -> None:
    pair = Pair(FULL)
    pair.reader.read("a\x07b\x1b]52;c;eA==\x07\x1b]22;default\x07\x1b[?2026h\x00c")
    assert pair.passed == ["\x07", "\x1b]52;c;eA==\x07"]
    assert "".join(char for char, _pen in pair.reader.grid.rows[0][:4]) == "abc "
    assert pair.reader.brackets


def test_a_screen_that_is_shown_is_known_wherever_its_cursor_is() -> None:
    """Its few bytes need not wait for what is still on the way."""
    pair = Pair(PLAIN)
    pair.draw("\x1b[HHello")
    assert pair.painter.shows(pair.reader.grid)
    pair.take("\x1b[3;3H")
    assert pair.painter.shows(pair.reader.grid)
    pair.take("x")
    assert not pair.painter.shows(pair.reader.grid)


# Scrolling -----------------------------------------------------------------------

TALL = 12
LINES = [
    f"{n:02d} " + "".join(chr(0x4E00 + (n * 37 + k * 53) % 4000) for k in range(14))
    for n in range(40)
]


def page(top: int, chosen: int, lines: list[str] = LINES, bar: int | None = None) -> str:
    """Return a list as a program draws it: a title, ten lines, a foot.

    ``bar`` is how many characters of the chosen line are reversed, None for all.
    """
    drawn = [f"\x1b[1;1H\x1b[0;1mLine {chosen:<20}"]
    for y in range(TALL - 2):
        pen = "48;5;240" if (top + y) % 3 else "32"
        text = lines[top + y] + " " * (37 - cell_len(lines[top + y]))
        if top + y == chosen:
            text = f"\x1b[0;7m{text[:bar]}\x1b[0;{pen}m" + ("" if bar is None else text[bar:])
        drawn.append(f"\x1b[{y + 2};1H\x1b[0m│\x1b[{pen}m{text}\x1b[0m│")
    return "".join(drawn) + f"\x1b[{TALL};1H\x1b[0;34mEsc leaves\x1b[{chosen - top + 2};1H"


@pytest.mark.parametrize("abilities", [PLAIN, FULL], ids=["a plain terminal", "an able one"])
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), min_size=2, max_size=6))
def test_a_list_that_goes_up_or_down_shows_the_same(
    abilities: Abilities, places: list[tuple[int, int]]
) -> None:
    pair = Pair(abilities, 39, TALL)
    for top, chosen in places:
        pair.draw(page(top, top + chosen))
        pair.check()


@pytest.mark.parametrize("by", [1, -1, 4, -4])
def test_lines_that_only_go_up_or_down_are_not_sent_again(by: int) -> None:
    pair = Pair(FULL, 39, TALL)
    top = 15
    pair.draw(page(top, top + 5))
    for _step in range(3):
        was, top = top, top + by
        sent = pair.draw(page(top, top + 5))
        pair.check()
        both = set(range(was, was + TALL - 2)) & set(range(top, top + TALL - 2))
        kept = both - {was + 5, top + 5}
        assert len(kept) >= 4
        assert [line for line in kept if LINES[line] in sent] == []


def test_a_line_that_loses_a_short_bar_goes_up_with_the_others() -> None:
    pair = Pair(FULL, 39, TALL)
    pair.draw(page(15, 24, bar=2))
    for top in (16, 17):
        sent = pair.draw(page(top, top + 9, bar=2))
        pair.check()
        assert LINES[top + 8][3:] not in sent


@pytest.mark.parametrize("width", range(1, 7))
def test_a_terminal_of_a_few_columns_is_drawn_too(width: int) -> None:
    pair = Pair(FULL, width, TALL)
    for letter in "ab":
        pair.draw("".join(f"\x1b[{y};1H{letter}" for y in range(1, TALL + 1)) + "\x1b[1;1H")
        pair.check()
