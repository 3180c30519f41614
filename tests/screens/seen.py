"""What a person sees on the screen of the room, as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.events import Key
from textual.pilot import Pilot

from dutyroom.desk.desk import Desk
from dutyroom.settings.config import Config
from screens.board.grid import Grid
from screens.room import Room


def seen(room: Room) -> str:
    """Return the screen, a line a row."""
    strips = room.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def opened(
    desk: Desk,
    config: Config | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    notices: Sequence[str] = (),
) -> AsyncIterator[tuple[Room, Pilot[None]]]:
    """Open the room, at 80x24 if nothing else is said."""
    room = Room(desk, config, notices=notices)
    async with room.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield room, pilot


async def write(room: Room, pilot: Pilot[None], text: str) -> None:
    """Type text letter by letter, full-width punctuation too."""
    for letter in text:
        room.post_message(Key(letter, letter))
        await pilot.pause()


def stand_on(room: Room, person: str, day: int) -> None:
    """Move the Board's cursor to somebody's cell of a day of the month."""
    grid = room.screen.query_one(Grid)
    while grid.key != person:
        grid.action_move(1, 0)
    while grid.day is not None and grid.day.day != day:
        grid.action_move(0, 1 if grid.day.day < day else -1)
