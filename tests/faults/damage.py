"""Damage at random, entries taken meanwhile, one repair: what must be true afterwards."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dutyroom.store import pages
from dutyroom.store.accepted import Reserve
from dutyroom.store.copies import Copies
from dutyroom.store.folder import FOLDERS, StationFolder
from dutyroom.store.layout import dump_line, page_bytes
from dutyroom.store.ledger import Ledger
from dutyroom.store.mend import Doctor, Remedy
from dutyroom.store.second import second_lines
from dutyroom.store.tip import Tip, keep_tip
from dutyroom.store.view import line_hash
from tests.store.books import Mend, Notes, on, write

LATE = on(12, 7)
DAYS = tuple(on(month, day) for month, day in ((11, 29), (11, 30), (12, 1), (12, 4), (12, 5)))
MEANWHILE = ((on(12, 5), on(12, 4), on(12, 6)), (on(12, 5), on(1, 2, 2027), on(1, 2, 2027)))

NEVER = 99
"""So many notes come after the last copy that none was made."""

Content = Callable[[bytes, random.Random], bytes]


def open_book(station: Path) -> Ledger:
    """Open the ledger of a station as another process would."""
    return Ledger(
        station / "ledger", Notes(), terminal="duty room", page_lines=4, copies=station / "backup"
    )


def repair(station: Path, at: datetime = LATE) -> tuple[Remedy, ...]:
    """Mend a station as the desk does: the pages, and a record that accepts what is lost."""
    ledger = open_book(station)
    with ledger.commit(at=at, by="王芳", action="data.mend") as commit:
        doctor = Doctor(StationFolder(station), ledger.verify(), ledger.opening_of)
        mended = doctor.mend(at, ledger.hidden, ledger.seq)
        ledger.reread()
        losses, pending = ledger.losses(), doctor.pending
        if losses.seams or pending.files:
            number = commit.number("XF", at.date())
            hidden = pending.hidden.joined(losses.hidden) if losses.seams else Reserve()
            commit.put(Mend(number, 0, losses.seams, hidden, f"{at:%Y-%m-%d}"))
    doctor.done()
    return mended


def remedies(station: Path) -> tuple[Remedy, ...]:
    """Return what could be done for a station."""
    ledger = open_book(station)
    doctor = Doctor(StationFolder(station), ledger.verify(), ledger.opening_of)
    return doctor.remedies()


def make_station(station: Path, after_copy: int, *, twice: bool = False) -> Path:
    """Write thirty notes over the turn of a month; so many of them come after the copy.

    With ``twice`` the second writing of today's lines is there, too.
    """
    for folder in FOLDERS:
        (station / folder).mkdir(parents=True)
    for n in range(30):
        if n == 30 - after_copy:
            Copies(StationFolder(station)).make(DAYS[n // 6], "hour")
        write(open_book(station), f"note {n + 1}", at=DAYS[n // 6], open=n % 5 == 0)
    if not after_copy:
        Copies(StationFolder(station)).make(LATE, "hour")
    if not twice:
        shutil.rmtree(station / "backup" / "today")
    return station


def lines_of(ledger: Path) -> dict[int, str]:
    """Return every line that stands in a ledger, by number."""
    texts = {}
    for month in pages.months(ledger):
        for page in pages.pages_of(ledger, month):
            sheet = pages.sheet_of(page.read(ledger), pages.REVISIONS)
            texts.update({raw.seq: raw.text for raw in sheet.lines(pages.REVISIONS)})
    return texts


def pages_of(station: Path) -> dict[str, list[int]]:
    """Return the numbers of the lines on each page, by its file."""
    ledger, found = station / "ledger", {}
    for month in pages.months(ledger):
        for page in pages.pages_of(ledger, month):
            lines = pages.sheet_of(page.read(ledger), pages.REVISIONS).lines(pages.REVISIONS)
            found[f"{month}/{page.name}"] = [raw.seq for raw in lines]
    return found


def written_again(station: Path, n: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a line, and reckon every hash behind it, the tip and the openings again.

    So does somebody who knows how the ledger is made and leaves the copies alone.
    """
    ledger, prev = station / "ledger", ""
    written: dict[int, dict[str, Any]] = {}
    for month in pages.months(ledger):
        _opened_again(ledger / month / pages.OPENING, prev, n, written)
        for page in pages.pages_of(ledger, month):
            path = page.path(ledger)
            sheet = pages.sheet_of(path.read_bytes(), pages.REVISIONS)
            texts = {}
            for raw in sheet.lines(pages.REVISIONS):
                document = {**raw.document, **({"prev": prev} if raw.seq > n else {})}
                if raw.seq == n:
                    change(document)
                texts[str(raw.seq)], written[raw.seq] = dump_line(document), document
                prev = line_hash(texts[str(raw.seq)])
                keep_tip(ledger, Tip(raw.seq, prev))
            path.write_bytes(page_bytes({"about": {"1": '{"schema":1}'}, "revisions": texts}))


def _opened_again(path: Path, prev: str, n: int, written: dict[int, dict[str, Any]]) -> None:
    sheet = pages.sheet_of(path.read_bytes(), pages.CARRIED)
    balance = sheet.first(pages.BALANCE)
    if balance.get("seq", 0) >= n:
        lines = sheet.lines(pages.CARRIED)
        carried = {str(raw.seq): written.get(raw.seq, raw.document) for raw in lines}
        path.write_bytes(pages.opening_page(1, {**balance, "tip": prev}, carried))


# -- the damages


def flip(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    changed[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def zeros(content: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(content))
    blank = bytes(len(content[place : place + 600]))
    return content[:place] + blank + content[place + len(blank) :]


def drop_line(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    del lines[dice.randrange(len(lines))]
    return b"\n".join(lines)


def double_line(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    place = dice.randrange(len(lines))
    return b"\n".join([*lines[: place + 1], *lines[place:]])


def swap_lines(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def cut_cleanly(content: bytes, dice: random.Random) -> bytes:
    """Return the page as it was when it had fewer lines."""
    lines = content.split(b"\n")
    last = dice.randrange(4, max(5, len(lines) - 2))
    return b"\n".join([*lines[:last], lines[last].removesuffix(b","), b"}}", b""])


def remove(path: Path, _dice: random.Random) -> None:
    path.unlink()


def turn_into_folder(path: Path, _dice: random.Random) -> None:
    path.unlink()
    path.mkdir()


def remove_month(path: Path, _dice: random.Random) -> None:
    shutil.rmtree(path.parent)


def swap_pages(path: Path, dice: random.Random) -> None:
    other = dice.choice(sorted(path.parent.glob("2*.json")))
    mine, theirs = path.read_bytes(), other.read_bytes()
    path.write_bytes(theirs)
    other.write_bytes(mine)


CONTENTS: tuple[Content, ...] = (
    flip,
    cut,
    zeros,
    drop_line,
    double_line,
    swap_lines,
    cut_cleanly,
)
PATHS = (remove, turn_into_folder, remove_month, swap_pages)


def spoil(ledger: Path, dice: random.Random) -> str:
    """Damage one file of a ledger, or its whole month; return what was done."""
    place = dice.choice(sorted(ledger.glob("20*/*.json")))
    how = dice.randrange(len(CONTENTS) + len(PATHS))
    if how < len(CONTENTS):
        place.write_bytes(CONTENTS[how](place.read_bytes(), dice))
        return f"{CONTENTS[how].__name__} {place.parent.name}/{place.name}"
    PATHS[how - len(CONTENTS)](place, dice)
    return f"{PATHS[how - len(CONTENTS)].__name__} {place.parent.name}/{place.name}"


# -- a case


@dataclass
class Outcome:
    """How many stations were damaged and how many lines were lost; what was not as it must be."""

    cases: int = 0
    lost: int = 0
    complaints: list[str] = field(default_factory=list)


def damage_at_random(place: Path, cases: int, seed: int) -> Outcome:
    """Damage stations, take entries meanwhile, repair once, and look."""
    outcome, dice = Outcome(), random.Random(seed)
    wholes = [make_station(place / f"whole{n}", n) for n in (0, 3, 9)]
    wholes.append(make_station(place / "twice", NEVER, twice=True))
    for n in range(cases):
        station = place / "case"
        shutil.copytree(dice.choice(wholes), station)
        former = lines_of(station / "ledger")
        how = spoil(station / "ledger", dice)
        try:
            case = _case(station, former, dice.choice(MEANWHILE))
            complaints = list(case.complaints())
        except Exception as error:  # whatever stops a repair is a complaint
            complaints = [repr(error)]
        outcome.complaints += [f"case {n}, {how}: {complaint}" for complaint in complaints]
        outcome.lost += len(_otherwise(former, lines_of(station / "ledger")))
        outcome.cases += 1
        shutil.rmtree(station)
    return outcome


@dataclass
class Case:
    """A damaged station: its lines, what was written meanwhile, the numbers named as lost."""

    station: Path
    former: dict[int, str]
    written: list[str]
    named: set[int]

    def complaints(self) -> Iterator[str]:
        """Look at the station once it was repaired."""
        left = lines_of(self.station / "ledger")
        ids = {f"LD-{day:%Y%m%d}-{n:03d}" for day in DAYS for n in range(1, 7)}
        if ids & set(self.written) or len(set(self.written)) < len(self.written):
            yield f"a number was given twice: {self.written}"
        texts = "\n".join(left.values())
        if not all(f'"id":"{id_}"' in texts for id_ in self.written):
            yield "what was written meanwhile is gone"
        yield from self._losses(left)
        damage = open_book(self.station).verify().damage or open_book(self.station).damage
        if damage:
            yield f"still damaged: {damage[0]}"
        yield from self._repaired_again()

    def _losses(self, left: dict[int, str]) -> Iterator[str]:
        copied = [lines_of(root) for root in _copied(self.station)]
        for lines in (*copied, _second(self.station)):
            missing = _otherwise(lines, left)
            if missing:
                yield f"lines {missing} stand in a copy and were not brought back"
        gone = _otherwise(self.former, left)
        if set(gone) - self.named:
            yield f"lines {gone} are gone, named are {sorted(self.named)}"

    def _repaired_again(self) -> Iterator[str]:
        aside = sorted((self.station / "quarantine").iterdir())
        again = repair(self.station)
        if again or sorted((self.station / "quarantine").iterdir()) != aside:
            yield f"repaired a second time: {[remedy.file for remedy in again]}"


def _case(station: Path, former: dict[int, str], days: tuple[datetime, ...]) -> Case:
    """Write on in a damaged station, and repair it."""
    written = [write(open_book(station), "meanwhile", at=at)[0].id for at in days]
    named: set[int] = set()
    for remedy in remedies(station):
        named.update(remedy.lost)
    repair(station)
    return Case(station, former, written, named)


def _otherwise(lines: dict[int, str], left: dict[int, str]) -> list[int]:
    return [seq for seq, text in lines.items() if left.get(seq) != text]


def _second(station: Path) -> dict[int, str]:
    """Return the lines that were written a second time."""
    lines = {}
    for _page, sheet in second_lines(station / "backup", ""):
        lines.update({raw.seq: raw.text for raw in sheet.lines(pages.REVISIONS)})
    return lines


def _copied(station: Path) -> list[Path]:
    return [*(station / "backup").glob("months"), *(station / "backup").glob("20*/ledger")]
