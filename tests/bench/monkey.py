"""Random keys on the demo station: `python -m tests.bench.monkey --keys 20000 --seed N`.

Letters, Chinese, F-keys, Ctrl, Esc, pastes and other sizes of the terminal go to
the room, headless. Prints what ended it, if anything did; a key that leaves
opens the room again. The exit code is 1 when a key brought it down.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from dutyroom.desk.desk import open_desk
from dutyroom.desk.station.demo import make_demo
from screens.room import Room
from tests.stations.hostile import WORDS

LETTERS = (
    "abcdefghijklmnopqrstuvwxyz0123456789 .,;?/!-=[]"
    "（）？／！：，。、【】\u3000值班电梯漏水张三李娜ｎ２９\u202e\u200d\ufe0f"
)
KEYS = (
    *(f"f{n}" for n in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "abcdefghijklnoprtuvwxy"),
    *("escape", "enter", "space", "up", "down", "backspace") * 3,
    *("tab", "shift+tab", "left", "right", "home", "end", "pageup", "pagedown", "delete"),
)
"""But Ctrl+Z, which needs a shell to come back from."""
SIZES = ((80, 24), (80, 24), (132, 50), (60, 18), (40, 10), (20, 5), (3, 2))
EVERY = 40
"""Keys between two looks at whether the room still stands."""
HOME = 160
"""Keys until every dialog is closed: calls pile up over one another faster than Esc leaves them."""


@dataclass
class Run:
    """What became of the keys."""

    seed: int
    pressed: int = 0
    opened: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    last: list[str] = field(default_factory=list)


async def play(folder: Path, keys: int, seed: int) -> Run:
    """Press that many keys; raises what a key brought down, with the last keys in a note."""
    run, dice = Run(seed), random.Random(seed)
    make_demo(folder)
    while run.pressed < keys:
        try:
            await _open_and_press(folder, keys, run, dice)
        except Exception as error:
            error.add_note(f"seed {seed}, key {run.pressed}, last: {' '.join(run.last[-30:])}")
            raise
    return run


async def _open_and_press(folder: Path, keys: int, run: Run, dice: random.Random) -> None:
    desk = open_desk(folder, terminal="monkey", at="2026-12-18 16:18", screen=True)
    start, base = datetime.fromisoformat("2026-12-18T16:18:00+08:00"), run.pressed
    desk.clock = lambda: start + timedelta(seconds=run.pressed)
    run.opened += 1
    async with AsyncExitStack() as stack:
        room = Room(desk)
        pilot = await stack.enter_async_context(room.run_test(size=(80, 24), notifications=True))
        while run.pressed < keys and room.is_running and room.return_code is None:
            await _press(room, pilot, run, dice)
            if run.pressed % EVERY == 0:
                await pilot.pause()
                if room.is_running:
                    answers(room)
                if room.is_running and run.pressed % HOME == 0:
                    await _home(room, pilot)
        if room.is_running and room.return_code is None:
            await _home(room, pilot)
    assert run.pressed > base


async def _press(room: Room, pilot: Pilot[None], run: Run, dice: random.Random) -> None:
    kind = dice.choices(("letter", "key", "paste", "size"), (55, 42, 2, 1))[0]
    run.pressed += 1
    run.kinds[kind] += 1
    if kind == "size":
        width, height = dice.choice(SIZES)
        run.last.append(f"{width}x{height}")
        await pilot.resize_terminal(width, height)
    elif kind == "paste":
        name = dice.choice(tuple(WORDS))
        run.last.append(f"<{name}>")
        _post(room, Paste(WORDS[name]))
    elif kind == "letter":
        letter = dice.choice(LETTERS)
        run.last.append(letter)
        _post(room, Key(_character_to_key(letter), letter))
    else:
        key = dice.choice(KEYS)
        run.last.append(key)
        _post(room, Key(key, " " if key == "space" else None))
    await asyncio.sleep(0)
    if dice.random() < 0.2:
        await pilot.pause()


def _post(room: Room, event: Key | Paste) -> None:
    room.post_message(event)


def answers(room: Room) -> None:
    """Assert that the room draws what it shows."""
    assert room.screen._compositor.render_strips() is not None


async def _home(room: Room, pilot: Pilot[None]) -> None:
    """Close every dialog and go home: a room that still answers can."""
    await pilot.resize_terminal(80, 24)
    for _turn in range(20 + 10 * len(room.screen_stack)):
        mode = getattr(room.screen, "MODE", "")
        if mode == "now":
            break
        room.post_message(Key("f2" if mode else "escape", None))
        await pilot.pause()
    assert getattr(room.screen, "MODE", "") == "now", room.screen


def main(words: list[str]) -> int:
    """Press the keys, print the figures and return the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keys", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    args = parser.parse_args(words)
    print(f"seed {args.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        run = asyncio.run(play(Path(place) / "demo", args.keys, args.seed))
    took = time.monotonic() - began
    print(f"{run.pressed} keys in {took:.0f} s, opened {run.opened} times, {dict(run.kinds)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
