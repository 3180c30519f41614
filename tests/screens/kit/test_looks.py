"""The colours of the room: readable, changed while it runs, never the only sign."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.patrol.rounds import answer_point, find_route, start_round
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.settings.config import THEMES, Config
from dutyroom.settings.terminal import theme_for
from dutyroom.words.codes import word
from screens.kit.ascii import plain_signs
from screens.kit.themes import NIGHT
from screens.room import Room
from tests.screens.seen import opened, seen
from tests.stations.property_centre import property_centre

SCREENS = ["f2", "f3", "f4", "f6", "f7", "f9", "f1", "f10", "ctrl+n"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk at which something is late, something due, something going on."""
    found, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:36:00")
    clerk = find_person(found.state(), "李娜")
    sign_in(found, clerk)
    hands.at("2026-12-01 15:20:00")
    log.log_entry(found, "call", log.Note(text="漏水", urgency="urgent", phone="110"), by="李娜")
    walked = start_round(found, clerk, "")
    for point, result in zip(walked_points(found), ("normal", "abnormal", "unseen"), strict=False):
        walked = answer_point(found, walked, point, result, "灯不亮")  # type: ignore[arg-type]
    hands.at("2026-12-01 16:24:00")
    sign_in(found, find_person(found.state(), "赵敏"))
    start_handover(found, "管理处", by="李娜")
    return found


def walked_points(desk: Desk) -> list[str]:
    return [point.id for point in find_route(desk.profile, "").points]


def segments(room: Room) -> Iterator[Segment]:
    """Yield what is drawn of the screen on top; what a veil covers is left out."""
    box = next(iter(room.screen.query("#box")), room.screen)
    left, top, width, height = box.region
    for strip in room.screen._compositor.render_strips()[top : top + height]:
        yield from strip.crop(left, left + width)


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def _luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (_light(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """Return the contrast of text and ground as the accessibility guidelines reckon it."""
    assert style.color is not None and style.bgcolor is not None
    pair = [style.color.get_truecolor(), style.bgcolor.get_truecolor()]
    high, low = sorted(map(_luminance, reversed(pair) if style.reverse else pair), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("theme", "least"), [("duty-night", 4.5), ("duty-day", 4.5), ("duty-contrast", 7.0)]
)
async def test_every_word_can_be_read_on_its_ground(desk: Desk, theme: str, least: float) -> None:
    poor = set()
    async with opened(desk, Config(theme=theme)) as (room, pilot):
        for key in SCREENS:
            await pilot.press(key)
            await pilot.pause()
            poor |= {
                (key, part.text.strip(), round(contrast(part.style), 2))
                for part in segments(room)
                if part.text.strip(" ▏─│╭╮╰╯") and part.style and contrast(part.style) < least
            }
            await pilot.press("escape")
            await pilot.pause()
    assert poor == set()


async def test_the_terminals_own_colours_are_the_only_ones_used(desk: Desk) -> None:
    async with opened(desk, Config(theme="duty-ansi")) as (room, pilot):
        for key in SCREENS:
            await pilot.press(key)
            await pilot.pause()
            kinds = {
                colour.type.name
                for part in segments(room)
                if part.style
                for colour in (part.style.color, part.style.bgcolor)
                if colour is not None
            }
            assert kinds <= {"DEFAULT", "STANDARD"}
            await pilot.press("escape")
            await pilot.pause()


async def test_without_colour_every_state_has_its_word_and_the_cursor_is_reversed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(desk, Config(theme="duty-ansi")) as (room, pilot):
        shown = seen(room)
        assert all(word(standing) in shown for standing in ("overdue", "due", "soon"))
        assert "overdue 5" in shown.splitlines()[0]
        parts = [part for part in segments(room) if part.style]
        assert {str(p.style.color) for p in parts if p.style} <= {
            "Color('default', ColorType.DEFAULT)"
        }
        assert any(p.style.reverse and word("overdue") in p.text for p in parts if p.style)
        await pilot.press("f6")
        await pilot.pause()
        assert all(f" {sign} " in seen(room) for sign in "✓✗?·")
        await pilot.press("f7")
        await pilot.pause()
        assert word("checking") in seen(room) or word("blocked") in seen(room)


async def test_a_grave_line_of_the_log_looks_grave_under_the_cursor_too(desk: Desk) -> None:
    async with opened(desk, Config(theme="duty-night")) as (room, pilot):
        await pilot.press("f4")
        await pilot.pause()
        styles = {part.text.strip(): part.style for part in segments(room)}
        time, urgent = styles["15:20"], styles[word("urgent")]
        assert time is not None
        assert urgent is not None
        assert time.bgcolor != urgent.bgcolor
        assert urgent.color == Style.parse(NIGHT.error or "").color


async def test_a_key_goes_through_the_colours_and_they_are_remembered(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "settings" / "config.toml"
    async with opened(desk, Config(file, theme="duty-night")) as (room, pilot):
        names = []
        for _turn in THEMES:
            await pilot.press("ctrl+d")
            await pilot.pause()
            names.append(room.theme)
            assert "Colours: " in seen(room)
            assert tomllib.loads(file.read_text("utf-8")) == {"theme": room.theme}
    assert names == [*THEMES[1:], THEMES[0]]


async def test_colours_that_cannot_be_remembered_are_used_all_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    async with opened(desk, Config(tmp_path / "file" / "config.toml")) as (room, pilot):
        await pilot.press("ctrl+d")
        await pilot.pause()
        assert room.theme == "duty-day"
        assert "It is not remembered" in seen(room)


@pytest.mark.parametrize(
    ("environ", "chosen", "theme"),
    [
        ({"TERM": "xterm-256color"}, "", "duty-night"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "", "duty-night"),
        ({"TERM": "tmux-256color"}, "", "duty-night"),
        ({"TERM": "screen"}, "", "duty-ansi"),
        ({"TERM": "xterm"}, "", "duty-ansi"),
        ({"TERM": "screen"}, "duty-day", "duty-day"),
        ({"TERM": "linux"}, "", "duty-ansi"),
        ({"TERM": "linux"}, "duty-night", "duty-ansi"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "duty-day", "duty-ansi"),
        ({"TERM": "xterm-256color", "DUTYROOM_THEME": "duty-day"}, "", "duty-day"),
        ({"TERM": "xterm-256color", "DUTYROOM_THEME": "contrast"}, "", "duty-contrast"),
        ({"TERM": "xterm-256color", "DUTYROOM_THEME": "duty-day"}, "duty-ansi", "duty-ansi"),
        ({"TERM": "xterm-256color", "DUTYROOM_THEME": "pink"}, "", "duty-night"),
    ],
)
def test_the_user_chooses_the_colours_first_then_the_terminal(
    environ: dict[str, str], chosen: str, theme: str
) -> None:
    assert theme_for(environ, chosen, THEMES) == theme


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_plain_signs_draw_nothing_that_a_console_lacks(desk: Desk, language: str) -> None:
    async with opened(desk, Config(theme="duty-ansi", ascii=True)) as (room, pilot):
        for key in SCREENS:
            await pilot.press(key)
            await pilot.pause()
            strange = {c for c in seen(room) if not c.isascii() and not "\u3000" <= c <= "\uffef"}
            assert strange == set()
            await pilot.press("escape")


def test_plain_signs_are_as_wide_as_the_others() -> None:
    assert plain_signs("╭─✓→…—×漏╯") == "+-v>~-x漏+"


@pytest.mark.parametrize(("bell", "rings"), [(True, 1), (False, 0)])
async def test_the_bell_rings_once_for_what_becomes_overdue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bell: bool, rings: int
) -> None:
    found, hands = property_centre(tmp_path / "quiet")
    hands.at("2026-12-01 08:20:00")
    rung: list[None] = []
    monkeypatch.setattr(Room, "bell", lambda _room: rung.append(None))
    async with opened(found, Config(bell=bell)) as (room, pilot):
        assert "overdue" not in seen(room).splitlines()[0]
        for moment in ("08:50:00", "08:50:30", "08:50:40"):
            hands.at(f"2026-12-01 {moment}")
            room.look_again()
            await pilot.pause()
        assert "overdue" in seen(room).splitlines()[0]
    assert len(rung) == rings
