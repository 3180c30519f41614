"""The centre at 21:50 on a night on which a power failure cut the newest page (A-10)."""

from __future__ import annotations

import shutil
from pathlib import Path

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.backup import make_copy
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

NIGHT = "2026-12-03 21:50:03"


def night_centre(path: Path) -> tuple[Desk, Hands]:
    """Return the centre with six calls, a copy of 21:40, and two calls more; nothing is wrong."""
    desk, hands = property_centre(path)
    for n in range(1, 7):
        hands.at(f"2026-12-03 20:0{n}:00")
        log.log_entry(desk, "call", log.Note(text=f"来电{n}"), by="赵敏")
    hands.at("2026-12-03 21:40:00")
    make_copy(desk, "hour")
    for n in (7, 8):
        hands.at(f"2026-12-03 21:4{n}:00")
        log.log_entry(desk, "call", log.Note(text=f"来电{n}"), by="赵敏")
    hands.at(NIGHT)
    return desk, hands


def newest_page(path: Path) -> Path:
    """Return the page of the night, in the station's folder."""
    return path / "ledger" / "2026-12" / "2026-12-03.json"


def cut(path: Path, *, today: bool = False) -> bytes:
    """Cut the newest page after 70 % of its bytes; return what is left of it.

    What was written a second time today is lost too, unless ``today`` says otherwise:
    then the copy of 21:40 is all that there is.
    """
    if not today:
        shutil.rmtree(path / "backup" / "today", ignore_errors=True)
    page = newest_page(path)
    left = page.read_bytes()
    left = left[: len(left) * 7 // 10]
    page.write_bytes(left)
    return left


def opened(path: Path, terminal: str = "值班室") -> Desk:
    """Open the station as another process does, at 21:50:03."""
    desk = open_desk(path, terminal=terminal)
    Hands(desk).at(NIGHT)
    return desk


def cut_centre(path: Path) -> Desk:
    """Return the centre whose page was cut, opened at 21:50:03."""
    night_centre(path)
    cut(path)
    return opened(path)
