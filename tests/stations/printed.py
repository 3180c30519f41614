"""Rosters ready for printing: the two files of the offices, and one full of hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.roster.files import roster_file
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.station.station import init_station
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.export.roster import Printing
from dutyroom.intake.roster import RosterDraft
from tests.stations.making import Hands

INPUT = Path(__file__).parents[1] / "input"
DECEMBER = ("december-2026.xlsx", "property-centre", "2026-11-25 10:00:00")
NATIONAL_DAY = ("national-day-2020.csv", "company-two-tier", "2020-09-28 09:00:00")
ZONE = ZoneInfo("Asia/Shanghai")

HOSTILE = (
    "=1+1",
    "+86 13800000101",
    "-3人",
    "@SUM(A1)",
    "＝cmd|' /C calc'!A0",
    "\u3000=HYPERLINK(1)",
    "\t=1",
    "\r=1",
    "[/] [b]粗[/b]",
    "\x1b[31m红\x07\x00",
    "\u202e倒写\u2066",
    "]]><script>alert(1)</script>",
    "甲|乙`丙*丁_戊",
    "一行\n二行",
    'a"b,c;d\\e',
    "长" * 10_000,
    "\ufffe\ud800",
)


def station(folder: Path, profile: str, at: str, *, drill: bool = True) -> Desk:
    """Return a station of that kind at that time."""
    init_station(folder, profile=profile, drill=drill)
    desk = open_desk(folder, terminal="办公室")
    Hands(desk).at(at)
    return desk


def taken_in(folder: Path, which: tuple[str, str, str]) -> tuple[Desk, Roster]:
    """Return a station with one of the offices' files taken in as a draft."""
    name, profile, at = which
    desk = station(folder, profile, at)
    return desk, import_roster(desk, INPUT / name).roster


def printing(desk: Desk, roster: Roster, *, phones: bool = False) -> Printing:
    """Return what a roster of the station is printed with."""
    return Printing(
        roster=roster,
        people=desk.state().people,
        calendar=desk.calendar,
        profile=desk.profile,
        drill=desk.info.drill,
        phones=phones,
    )


def read_back(desk: Desk, file: Path) -> RosterDraft:
    """Return what our own reader makes of a file that was written."""
    return roster_file(desk, file).read().draft


def hostile(desk: Desk) -> Printing:
    """Return a roster whose every word is meant to do harm."""
    start = datetime(2026, 12, 1, 8, 30, tzinfo=ZONE)
    lines = tuple(
        RosterLine(
            day=(start + timedelta(days=place)).date(),
            post=text[:200],
            shift=text[:200],
            start=start + timedelta(days=place),
            end=start + timedelta(days=place, hours=8),
            people=(Assignee(text, phone=text), Assignee(f"P{place}")),
            remark=text,
        )
        for place, text in enumerate(HOSTILE)
    )
    roster = Roster(
        id="ZB-20261201-001",
        title="=" + HOSTILE[11],
        first=date(2026, 12, 1),
        last=lines[-1].day,
        starts=start,
        ends=lines[-1].end,
        lines=lines,
        remarks=HOSTILE,
        kind="span",
        state="published",
        issued=start,
        issuer="@office",
    )
    people = {text: Person(id=f"P:{text}", name=text, rank=text, phone=text) for text in HOSTILE}
    return replace(printing(desk, roster), people=people)
