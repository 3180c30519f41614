"""The two files that offices sent: taken in, mended, published, on paper and in telephones."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import place_person
from dutyroom.desk.roster.export import export_roster, roster_content
from dutyroom.desk.roster.imports import import_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.station import contacts
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.roster import Roster, RosterLine, ShiftRef
from dutyroom.words.imports import import_lines
from tests.stations.printed import DECEMBER, INPUT, NATIONAL_DAY, read_back, station, taken_in
from tests.tools.render import office, to_pdf

icalendar = pytest.importorskip("icalendar")
PLACES = ("公司办公室", "烟花爆竹仓库")
PAIRS = (("许梅", "丁磊"), ("钱程", "孙悦"), ("周航", "吴铭"))
EXCHANGES = (
    (1, "陈静", "管理处/晚班", "刘洋", "前台/前台"),
    (4, "陈静", "管理处/晚班", "刘洋", "前台/前台"),
    (22, "单小云", "管理处/晚班", "李娜", "前台/前台"),
    (29, "陈静", "管理处/晚班", "刘洋", "前台/前台"),
    (31, "单小云", "管理处/晚班", "李娜", "前台/前台"),
    (2, "孙伟", "前台/前台", "郑洁", "管理处/早班"),
    (5, "王强", "前台/前台", "郑洁", "管理处/晚班"),
    (8, "王强", "前台/前台", "刘洋", "管理处/早班"),
    (11, "王强", "前台/前台", "郑洁", "管理处/晚班"),
    (27, "孙伟", "前台/前台", "郑洁", "管理处/早班"),
)
"""Who does no nights, and who is no 物业助理, changes with somebody of the same date."""


def codes(desk: Desk, roster: Roster) -> set[str]:
    return {finding.code for finding in check_roster(desk, roster) if finding.level != "note"}


def mend_december(desk: Desk, roster: Roster) -> Roster:
    contacts.set_contact(desk, "值班电话转接人", "13800000107", name="王强")
    for day, one, here, other, there in EXCHANGES:
        shifts = (at.split("/") for at in (here, there))
        first, second = (ShiftRef(date(2026, 12, day), post, shift) for post, shift in shifts)
        for name, to, who in ((other, first, one), (one, second, other)):
            person = find_person(desk.state(), name)
            roster = place_person(desk, roster, person, to, instead_of=(who, to))
    return roster


def mend_national_day(desk: Desk, roster: Roster) -> Roster:
    """The blanked names become people in turn, and the forgotten date gets its two."""
    for place, name in enumerate(name for pair in PAIRS for name in pair):
        people.add_person(desk, name, rank="中层", phone=f"138000{place:05d}")
    for n, post in product(range(8), PLACES):
        ref = ShiftRef(date(2020, 10, 1 + n), post, "24小时")
        for name in PAIRS[n % 3]:
            on_it = any(line.is_shift(ref) and line.names("某某某") for line in roster.lines)
            blanked = ("某某某", ref) if on_it else None
            person = find_person(desk.state(), name)
            roster = place_person(desk, roster, person, ref, instead_of=blanked)
    return roster


@dataclass(frozen=True)
class Sent:
    """A file of an office: what is wrong with it, how it is mended, and how much it then holds."""

    which: tuple[str, str, str]
    wrong: frozenset[str]
    mend: Callable[[Desk, Roster], Roster]
    left: frozenset[str]
    lines: int


SENT = {
    "december": Sent(
        DECEMBER,
        frozenset({"night_exempt", "ineligible_rank", "after_hours_contact"}),
        mend_december,
        frozenset(),
        31 * 4,
    ),
    "national day": Sent(
        NATIONAL_DAY,
        frozenset({"gap", "phone_missing", "leader_missing", "driver_missing"}),
        mend_national_day,
        frozenset({"leader_missing", "driver_missing"}),
        16,
    ),
}


@pytest.fixture(params=SENT)
def chain(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Sent, Desk, Roster]:
    """Return an office with its file taken in, judged, mended and in force."""
    sent = SENT[request.param]
    desk, taken = taken_in(tmp_path / "station", sent.which)
    assert codes(desk, taken) == sent.wrong
    mended = sent.mend(desk, taken)
    assert codes(desk, mended) == sent.left
    return sent, desk, publish_roster(desk, mended)


def plain(line: RosterLine) -> tuple[object, ...]:
    people = tuple((who.person, who.phone, who.substitute) for who in line.people)
    return (line.day, line.role, line.post, line.shift, line.start, line.end, line.remark, people)


def test_it_is_in_force_whole_and_nobody_is_lost(chain: tuple[Sent, Desk, Roster]) -> None:
    sent, desk, roster = chain
    assert desk.state().published() == (roster,)
    assert len(roster.lines) == sent.lines
    assert all(line.people for line in roster.lines)
    assert not any(line.names("某某某") for line in roster.lines)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_sheet_comes_back_with_nothing_lost(
    chain: tuple[Sent, Desk, Roster], kind: str, tmp_path: Path
) -> None:
    sent, desk, roster = chain
    file = export_roster(desk, roster, kind, tmp_path / f"out.{kind}").path
    found = read_back(station(tmp_path / "other", sent.which[1], sent.which[2]), file)
    assert sorted(map(plain, found.lines), key=str) == sorted(map(plain, roster.lines), key=str)
    assert (found.starts, found.ends) == (roster.starts, roster.ends)
    assert not [problem for problem in found.problems if problem.grave]


def events(desk: Desk, roster: Roster) -> Iterator[Any]:
    data = roster_content(desk, roster, "ics")
    yield from icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_the_calendar_has_every_duty_with_its_own_hours(chain: tuple[Sent, Desk, Roster]) -> None:
    """A duty of 24 hours ends on the next date at the hour at which it began."""
    _sent, desk, roster = chain
    found = sorted((event["DTSTART"].dt, event["DTEND"].dt) for event in events(desk, roster))
    assert found == sorted((line.start, line.end) for line in roster.lines for _ in line.people)
    nights = [(start, end) for start, end in found if end.date() > start.date()]
    assert nights
    assert {end - start for start, end in nights} == {timedelta(days=1)}


def test_the_duties_of_8_october_are_in_the_calendar(tmp_path: Path) -> None:
    desk, taken = taken_in(tmp_path / "station", NATIONAL_DAY)
    roster = publish_roster(desk, mend_national_day(desk, taken))
    first = datetime(2020, 10, 8, 8, tzinfo=desk.zone)
    found = [event for event in events(desk, roster) if event["DTSTART"].dt == first]
    assert len(found) == 4
    assert {event["DTEND"].dt for event in found} == {first + timedelta(days=1)}


def written(desk: Desk, roster: Roster, kind: str) -> str:
    """Return the words of an exported file as its readers see them."""
    data = roster_content(desk, roster, kind)
    if kind == "docx":
        with ZipFile(io.BytesIO(data)) as parts:
            return re.sub(r"<[^>]+>", " ", parts.read("word/document.xml").decode())
    text = data.decode("utf-8-sig")
    return (
        " ".join(" ".join(row) for row in csv.reader(text.splitlines())) if kind == "csv" else text
    )


@pytest.mark.parametrize("kind", ["docx", "csv", "html", "md"])
def test_every_name_and_remark_is_on_paper(chain: tuple[Sent, Desk, Roster], kind: str) -> None:
    _sent, desk, roster = chain
    if kind == "docx":
        pytest.importorskip("docx")
    text = written(desk, roster, kind)
    said = {line.remark for line in roster.lines if line.remark}
    names = {who.person for line in roster.lines for who in line.people}
    assert not [words for words in names | said if words not in text]
    assert "签发" in text


def test_publishing_the_sheet_as_it_came_is_refused(tmp_path: Path) -> None:
    desk, taken = taken_in(tmp_path / "station", NATIONAL_DAY)
    with pytest.raises(Refused):
        publish_roster(desk, taken)


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
def test_an_office_program_prints_it_on_three_pages(
    chain: tuple[Sent, Desk, Roster], tmp_path: Path
) -> None:
    _sent, desk, roster = chain
    file = export_roster(desk, roster, "xlsx", tmp_path / "roster.xlsx").path
    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(file, tmp_path).read_bytes())) == 3


@pytest.mark.parametrize("preview", [True, False])
def test_what_is_found_stands_at_its_cell_of_the_sheet(tmp_path: Path, preview: bool) -> None:
    """The clerk mends the sheet itself: each finding names the cell, an empty shift's too."""
    desk = station(tmp_path, "property-centre", "2026-11-25 09:00:00")
    book = load_workbook(INPUT / DECEMBER[0])
    book["12月"]["E9"] = None
    book.save(tmp_path / "hole.xlsx")
    done = import_roster(desk, tmp_path / "hole.xlsx", preview=preview)
    cells = {(f.code, f.cell) for f in done.findings}
    assert {
        ("night_exempt", "12月!F3"),
        ("ineligible_rank", "12月!G4"),
        ("gap", "12月!E9"),
    } <= cells
    assert all(finding.cell for finding in done.findings)
    said = import_lines(done, desk.state().name)
    assert any(line.startswith("12月!E9: ") and "2026-12-07" in line for line in said)


def test_a_list_names_the_cell_of_the_person(tmp_path: Path) -> None:
    """A row a shift: the name's cell, not the shift's."""
    desk = station(tmp_path, "property-centre", "2026-11-25 09:00:00")
    people.add_person(desk, "陈静", rank="物业助理", night_exempt="不值夜班")
    sheet = tmp_path / "list.csv"
    sheet.write_text("日期,班次,值班人员\n2026-12-01,早班,陈静\n2026-12-01,晚班,陈静\n", "utf-8")
    done = import_roster(desk, sheet, preview=True)
    assert [f.cell.split("!")[1] for f in done.findings if f.code == "night_exempt"] == ["C3"]
