"""Scenario A-01 with real keys over a slow line: `python -m tests.bench.evening SLOWLINK`.

The evening handover of 1 December at the property centre, through SSH and a relay
of 200 ms and 64 kbit/s, at 80x24. Four times somebody opens the room, on the
drill station's clock (`--at`); the second in which a key is pressed is counted
from the minute that the screen shows. Every step is over when its words stand on
the screen, and prints what was waited for; at the end the records are compared
with what the scenario says. Exit code 1 if a step or the end is not as it says.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.records.presence import Attendance
from tests.bench.slow import Far, slowed
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre
from tests.terminal.ssh import Line, serving
from tests.terminal.tty import KEYS, ROOT

DAY = "2026-12-01"
LEFT_OPEN = ("LD-20261201-004", "LD-20261201-006", "LD-20261201-009")
PATIENCE = 20.0
"""Seconds after which a step has not held."""
ONE_WAY = 0.1
"""Seconds that a key is on its way."""

Until = str | Callable[["Sitting"], bool]


def afternoon(path: Path) -> None:
    """Make the station as it is at 16:15: 李娜 on post, nine calls, three of them open."""
    desk, hands = property_centre(path)
    hands.at(f"{DAY} 08:24:00")
    sign_in(desk, find_person(desk.state(), "李娜"))
    for hour in range(9):
        hands.at(f"{DAY} {9 + hour // 2:02}:{hour % 2 * 30:02}:00")
        entry = log.log_entry(desk, "call", log.Note(text=f"来电{hour + 1}", caller="何先生")).entry
        if entry.id not in LEFT_OPEN:
            log.close(desk, entry, "已答复")


class Sitting:
    """Somebody at the far end of the line: presses keys and reads the screen."""

    def __init__(self, far: Far, waited: list[float]) -> None:
        """Take the terminal, and where the time waited is put down."""
        self.far = far
        self._waited = waited

    def step(self, name: str, keys: str, until: Until) -> None:
        """Press keys, wait until the screen shows that they did it, and say how long it took.

        ``keys`` are names and ``'words'``. Raises `SystemExit` when it does not come.
        """
        began = time.monotonic()
        for key in shlex.split(keys):
            self.far.send(KEYS.get(key, key).encode())
        while not self.shows(until):
            self.far.take(0.02)
            if time.monotonic() - began > PATIENCE:
                raise SystemExit("\n".join([f"DID NOT HOLD: {name}", *self.far.lines()]))
        took = time.monotonic() - began
        self._waited.append(took)
        print(f"  held  {took * 1000:6.0f} ms  {name}", flush=True)

    def shows(self, until: Until) -> bool:
        """Tell whether the words stand on the screen, or what else is asked holds."""
        return until in self.text() if isinstance(until, str) else until(self)

    def text(self) -> str:
        """Return the screen."""
        return "\n".join(self.far.lines())

    def answer(self, count: int) -> None:
        """Say yes to lines one after the other; each must carry its ✓ before the next."""
        for _line in range(count):
            label = self.label()
            self.step(f"Space: {label} ✓", "space", partial(Sitting.done_with, label=label))

    def label(self) -> str:
        """Return what the line under the cursor is called."""
        return re.split(r"\s{2,}", self.far.line().lstrip(" ·✓✗"))[0].strip()

    def answered(self, label: str) -> bool:
        """Tell whether the line of that name has its ✓."""
        return any(re.match(rf" ✓\s+{re.escape(label)}", line) for line in self.far.lines())

    def asked(self) -> bool:
        """Tell whether the cursor stands on a line that waits for its answer."""
        return self.far.line().startswith(" · ")

    def done_with(self, label: str) -> bool:
        """Tell whether the line of that name has its ✓, and the cursor has gone on."""
        return self.answered(label) and self.asked() and self.label() != label

    def wait_until(self, clock: str, second: int) -> None:
        """Wait for a minute to begin on the screen, then for a second of it."""
        while clock not in self.far.lines()[0]:
            self.far.take(0.02)
        rest = time.monotonic() + second - ONE_WAY
        while (left := rest - time.monotonic()) > 0:
            self.far.take(min(0.05, left))


@contextmanager
def opened(line: Line, station: Path, at: str, waited: list[float]) -> Iterator[Sitting]:
    """Open the room over the line at a time, and leave it with F12 in the end."""
    words = [sys.executable, "-m", "dutyroom", "--data", str(station), "--at", f"{DAY} {at}"]
    told = f"LANG=C.UTF-8 COLORTERM=truecolor TERM=xterm-256color PYTHONPATH={ROOT}"
    room = f"exec env {told} {shlex.join([*words, '--language', 'en'])}"
    far = Far(line.words(f"stty -echo rows 24 cols 80; echo READY; read x; {room}"))
    far.wait_for("READY")
    print(f"at {at}", flush=True)
    sitting = Sitting(far, waited)
    sitting.step("the room opens", "enter", "Emergency F9")
    yield sitting
    far.send(KEYS["f12"].encode())
    if far.end() != 0:
        raise SystemExit("DID NOT HOLD: the room is left with F12")


def tidy(lina: Sitting) -> None:
    """16:15: the reminder is there; 李娜 answers her side of the list."""
    lina.step("the tidy reminder stands on the home screen", "", "tidy up")
    lina.step("F7: the handover", "f7", "No handover")
    lina.step("Ctrl+B: it opens", "ctrl+b", Sitting.asked)
    lina.step("nobody has come", "", "not here yet")
    lina.answer(9)


def arrive(zhao: Sitting) -> None:
    """16:24:40: 赵敏 signs in, looks round, counts, and takes the three calls."""
    zhao.step("Ctrl+G: the form of who comes", "ctrl+g", "Stands in for")
    zhao.step("赵敏 is written", "赵敏", "赵敏")
    zhao.wait_until("16:24", 40)
    zhao.step("Ctrl+G: 赵敏 assists, no mark", "ctrl+g", "assisting")
    zhao.step("F7: the handover", "f7", "物品整齐")
    zhao.step("Ctrl+B: it takes 赵敏 in", "ctrl+b", "赵敏 …")
    zhao.step("nine lines down", " ".join(["down"] * 9), Sitting.asked)
    zhao.answer(5 + 3)
    zhao.step("Ctrl+E: the torch", "ctrl+e", "1 expected")
    zhao.step("counted 0", "0 enter enter", "Explanation")
    zhao.step("送修, accepted", "送修 enter enter", torch_accepted)
    zhao.answer(2)
    for number in LEFT_OPEN:
        short = number[-3:]
        zhao.step(f"Ctrl+E: call {short}", "ctrl+e", "Why open")
        zhao.step(f"{short} goes to 赵敏: 待回电", "待回电 ctrl+g", passed(short))
    zhao.step("Ctrl+R: the duty record", "ctrl+r", "One matter after the other")
    zhao.step("Ctrl+G: the list is whole", "ctrl+g", "ready to sign")


def torch_accepted(sitting: Sitting) -> bool:
    """Tell whether the difference of the torch is taken, and the cursor has gone on."""
    return "送修 accepted" in sitting.text() and sitting.asked()


def passed(short: str) -> Callable[[Sitting], bool]:
    """Return what tells whether an open call has its next owner."""
    pattern = re.compile(rf" ✓\s+\S*{short}\s.*→ 赵敏 待回电")
    return lambda sitting: any(map(pattern.match, sitting.far.lines()))


def sign(who: Sitting, clock: str, second: int, after: str) -> None:
    """Sign with the PIN in a second of a minute that has yet to begin."""
    who.step("F7, Ctrl+G: the form of the signature", "f7 ctrl+g", "PIN")
    who.step("the PIN is written", f"down {PIN}", "••••")
    who.wait_until(clock, second)
    who.step(f"Ctrl+G at {clock}:{second:02}: {after}", "ctrl+g", after)


def outcome(station: Path) -> list[tuple[str, object, object]]:
    """Return what the scenario says in the end: what it is about, as it says, as it is."""
    state = open_desk(station, terminal="check").state()

    def of(name: str) -> Attendance:
        return next(a for a in state.attendances if a.person == name)

    done = state.handovers[0]
    torch = next(count for count in done.counts if count.article == "手电")
    passed_on = [e for e in state.entries if e.id in LEFT_OPEN]
    signed = [_second(s.at) for s in (done.outgoing_signed, done.incoming_signed) if s]
    return [
        ("the handover", "complete", done.status),
        ("赵敏 came", "16:24:40", _second(of("赵敏").arrived)),
        ("李娜, then 赵敏 signed", ["16:29:10", "16:30:05"], signed),
        ("李娜's shift ended", "16:30:05", _second(of("李娜").left)),
        ("赵敏's began", "16:30:05", _second(of("赵敏").took_over)),
        ("no minute uncovered", True, of("李娜").left == of("赵敏").took_over),
        ("marks of both", ((), ()), (of("李娜").marks, of("赵敏").marks)),
        (
            "手电: expected, found, why, accepted",
            (1, 0, "送修", True),
            (torch.expected, torch.counted, torch.explanation, torch.accepted),
        ),
        (
            "the three calls: owner, handovers",
            [("赵敏", 1)] * 3,
            [(e.owner, e.handovers) for e in passed_on],
        ),
    ]


def _second(at: datetime | None) -> str:
    return f"{at:%H:%M:%S}" if at else ""


def main(slowlink: str) -> int:
    """Play the evening, print every step, and compare the records with the scenario."""
    waited: list[float] = []
    with tempfile.TemporaryDirectory() as place, serving(Path(place)) as line:
        station = Path(place) / "station"
        afternoon(station)
        with slowed(slowlink, line) as slow:
            with opened(slow, station, "16:15:00", waited) as lina:
                tidy(lina)
            with opened(slow, station, "16:23:40", waited) as zhao:
                arrive(zhao)
            with opened(slow, station, "16:28:45", waited) as lina:
                sign(lina, "16:29", 10, "one signature")
            with opened(slow, station, "16:29:40", waited) as zhao:
                sign(zhao, "16:30", 5, "Handed over")
        found = outcome(station)
    for about, said, there in found:
        print(f"  {'held ' if said == there else 'WRONG'} {about}: {there}")
    waited.sort()
    middle, worst = waited[len(waited) // 2], waited[-1]
    print(f"{len(waited)} steps, median {middle * 1000:.0f} ms, longest {worst * 1000:.0f} ms")
    return 0 if all(said == there for _about, said, there in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
