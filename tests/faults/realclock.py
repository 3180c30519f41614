"""A wrong clock, with the machine's real clock: `python -m tests.faults.realclock [FOLDER]`.

A computer that starts again in the year 2000, one that leaps two hours ahead, and
one that is set back by three seconds, each on a station in service, from the first
record to the corrected ones: commands as people type them, and the room with real
keys. What is typed and what comes is printed. The wall clock is libfaketime's; where
that is missing, all this is left out with a sentence. Who may mount has a start of
the machine with an id of its own, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from tests.terminal.tty import ROOT, Terminal, clean_environ

LIBRARIES = tuple(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
ZONE = ZoneInfo("Asia/Shanghai")
OFFICER, BOSS = ("李娜", "1234"), ("刘建平", "4321")
_MOUNTED = 'mount --bind "$0" /proc/sys/kernel/random/boot_id && exec "$@"'


class Failed(AssertionError):
    """Something was not as it should be."""


class Machine:
    """A computer with a station in service, whose wall clock is set by hand."""

    def __init__(self, place: Path) -> None:
        """Make the station at 21:30 on 3 December 2026: 李娜 is on post, the leader at home."""
        self._place, self.station = place, place / "station"
        self._wall, self._boot = place / "wall", place / "boot"
        self.start("2026-12-03 21:30:00")
        self.run("init", "--profile", "property-centre", "--name", "江南春天")
        for (name, pin), role in ((BOSS, "supervisor"), (OFFICER, "duty")):
            self.run("people", "add", name, "--roles", role, "--rank", "物业助理", "--pin", pin)
        self.run("shift", "in", OFFICER[0])
        self.run("log", "call", "停电了")

    def start(self, shown: str) -> None:
        """Start the machine again, with its wall clock at this time."""
        self._boot.write_text(f"{uuid4()}\n")
        print(f"\n== the computer starts, its clock shows {shown}")
        self._set(shown)

    def set(self, shown: str) -> None:
        """Set the wall clock while everything runs on."""
        print(f"\n== the clock is set to {shown}")
        self._set(shown)

    def _set(self, shown: str) -> None:
        moment = datetime.fromisoformat(shown).replace(tzinfo=ZONE)
        whole = self._wall.with_suffix(".new")
        whole.write_text(f"{moment.timestamp() - time.time():+.3f}\n")
        whole.rename(self._wall)

    @property
    def _through(self) -> list[str]:
        """What starts the program: with this boot's id where it can be mounted."""
        program = [sys.executable, "-m", "dutyroom"]
        mounted = [
            shutil.which("unshare") or "unshare",
            "-m",
            "sh",
            "-c",
            _MOUNTED,
            str(self._boot),
        ]
        try:
            done = subprocess.run([*mounted, "true"], capture_output=True, check=False)
            can = done.returncode == 0
        except FileNotFoundError:
            can = False
        faked = [f"{name}={value}" for name, value in self._faked.items()]
        return [*(mounted if can else ()), "/usr/bin/env", *faked, *program]

    @property
    def _faked(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._wall),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command as it is typed, show what comes, and return it."""
        print("$ dutyroom " + " ".join(w if w and " " not in w else f'"{w}"' for w in words))
        typed = [*self._through, *words, "--data", str(self.station), "--language", "zh"]
        done = subprocess.run(
            typed, capture_output=True, text=True, env=clean_environ({}), cwd=ROOT, check=False
        )
        said = done.stdout + done.stderr
        print(said, end="")
        if done.returncode != code:
            raise Failed(f"ended with {done.returncode} instead of {code}: {said}")
        return said

    @contextmanager
    def room(self) -> Iterator[Terminal]:
        """Open the room in a terminal; F10 and its last line leave it."""
        whole = self._through
        words = ("--data", str(self.station), "--language", "zh")
        with Terminal(*words, through=whole, environ={"LC_ALL": "C.UTF-8"}) as terminal:
            yield terminal


def expect(text: str, *words: str) -> None:
    """Raise `Failed` unless the words stand in a text."""
    for word in words:
        if word not in text:
            raise Failed(f"{word!r} is missing in:\n{text}")


def picture(terminal: Terminal, title: str) -> str:
    """Show what stands on the screen, and return it."""
    terminal.settle()
    text = terminal.text()
    print(f"\n-- {title}")
    print("\n".join(line for line in text.splitlines() if line.strip()))
    return text


def year_2000(place: Path) -> None:
    """The battery is empty: the computer starts in 2000, at night."""
    machine = Machine(place)
    machine.start("2000-01-01 00:00:10")
    expect(machine.run("now"), "时钟早于最后一条记录", "期间不报警")
    expect(machine.run("log", "call", "电梯困人"), "LD-20000101-001", "时间待核")
    with machine.room() as room:
        room.wait_for("Ctrl+K", "时间待核")
        picture(room, "the room as it opens")
        room.press("f4")
        room.wait_for("时间待核", "电梯困人")
        picture(room, "every screen says so")
        room.press("f2", "ctrl+k")
        room.wait_for("校时", "正确时间")
        room.type("2026-12-03 21:50")
        room.press("enter")
        room.type(OFFICER[0])
        room.press("enter")
        room.type(OFFICER[1])
        picture(room, "the right time is typed")
        room.press("enter")
        room.wait_for("12-03", "21:50")
        room.wait_for("待核")
        picture(room, "it counts at once, and alarms ring again")
        room.press("ctrl+k")
        room.wait_for("时间待核 ·", "21:")
        picture(room, "what waits for the supervisor")
        room.press("enter")
        room.wait_for("全部核对")
        room.type(BOSS[1])
        picture(room, "the supervisor, with the PIN")
        room.press("enter")
        room.wait_for("已保存")
        room.press("f4")
        room.wait_for("电梯困人", "停电了")
        text = picture(room, "the log, in the order of what happened")
        expect(text, "12-03")
        if "01-01" in map(str.strip, text.splitlines()):
            raise Failed("the log still has a heading of the year 2000")
    expect(machine.run("log", "list"), "LD-20000101-001", "21:4", "时间已更正", "2000-01-01 00:00")
    expect(machine.run("search", "电梯", "--from", "2026-12-03"), "LD-20000101-001")
    expect(machine.run("log", "call", "已恢复供电"), "LD-20261203-002")
    machine.start("2026-12-03 22:30:00")
    if "时钟" in machine.run("now"):
        raise Failed("a sane clock is doubted")
    expect(machine.run("data", "verify"), "完整")


def two_hours_ahead(place: Path) -> None:
    """Somebody sets the clock while the room is open; commands notice it as well."""
    machine = Machine(place)
    with machine.room() as room:
        room.wait_for("李娜")
        machine.set("2026-12-03 23:40:00")
        room.wait_for("时间待核")
        picture(room, "the open room notices it")
        expect(machine.run("now"), "时钟发生跳变")
        expect(machine.run("log", "call", "漏水"), "23:4", "时间待核")
        machine.run("clock", "set", "21:41", "--by", OFFICER[0], code=2)
        machine.run("clock", "set", "21:41", "--by", OFFICER[0], "--pin", "9999", code=2)
        machine.run("clock", "set", "21:41", "--by", OFFICER[0], "--pin", OFFICER[1])
        room.wait_for("21:4")
        picture(room, "the room goes by it at once")
    expect(machine.run("log", "call", "修好了"), "21:4", "时间待核")
    expect(machine.run("clock", "doubtful"), "23:4", "→ 2026-12-03 21:4")
    machine.run("clock", "confirm", "--by", OFFICER[0], "--pin", OFFICER[1], code=3)
    machine.run("clock", "correct", "LD-20261203-002", "2026-12-03 21:39", *_boss())
    expect(machine.run("log", "list"), "21:39", "时间已更正")
    machine.run("clock", "confirm", *_boss())
    expect(machine.run("clock", "doubtful"), "没有")
    machine.set("2026-12-03 21:45:00")
    said = machine.run("now")
    if "李娜输入" in said:
        raise Failed("the typed time outlived the clock that was set right")
    if "时间待核" in machine.run("log", "call", "再报"):
        raise Failed("a sure record is marked")
    expect(machine.run("data", "verify"), "完整")


def three_seconds_back(place: Path) -> None:
    """The network corrects the clock: no doubt, no mark, no time before another."""
    machine = Machine(place)
    machine.set("2026-12-03 21:40:03")
    machine.run("log", "call", "一")
    machine.set("2026-12-03 21:40:00")
    for said in (machine.run("now"), machine.run("log", "call", "二"), machine.run("log", "list")):
        if "待核" in said or "时钟" in said:
            raise Failed("three seconds are doubted")
    expect(machine.run("clock", "doubtful"), "没有")
    expect(machine.run("data", "verify"), "完整")


def _boss() -> Sequence[str]:
    return ("--by", BOSS[0], "--pin", BOSS[1])


STORIES: tuple[Callable[[Path], None], ...] = (year_2000, two_hours_ahead, three_seconds_back)


def play(place: Path) -> Iterator[str]:
    """Play every story; give what went wrong."""
    if not LIBRARIES:
        print("no libfaketime: the stories with a real clock are left out")
        return
    for story in STORIES:
        print(f"\n######## {story.__name__}: {story.__doc__}")
        folder = place / story.__name__
        folder.mkdir(parents=True)
        try:
            story(folder)
        except AssertionError as error:
            yield f"{story.__name__}: {error}"


def main() -> int:
    """Play and return the exit code."""
    folder = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TMPDIR", "/tmp")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        wrong = list(play(Path(place)))
    for complaint in wrong:
        print(complaint)
    print(f"{len(wrong)} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
