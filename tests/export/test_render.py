"""The workbook as LibreOffice opens and prints it; left out where it is not installed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom import i18n
from dutyroom.desk.roster.export import export_roster
from dutyroom.export.plain import to_csv
from dutyroom.export.roster import sheet_of
from dutyroom.export.workbook import to_workbook
from tests.stations.printed import DECEMBER, hostile, station, taken_in
from tests.tools.render import office, to_pdf

pytestmark = pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")


def test_a_month_is_one_page_the_people_another_and_the_numbers_a_third(tmp_path: Path) -> None:
    desk, roster = taken_in(tmp_path / "station", DECEMBER)
    file = export_roster(desk, roster, "xlsx", tmp_path / "roster.xlsx").path
    pdf = to_pdf(file, tmp_path).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_libreoffice_calculates_nothing_in_it(tmp_path: Path, kind: str) -> None:
    """What it writes as CSV again is the text as it was typed, not its result."""
    i18n.use("zh")
    desk = station(tmp_path / "station", DECEMBER[1], DECEMBER[2])
    what = hostile(desk)
    table = sheet_of(replace(what, roster=replace(what.roster, lines=what.roster.lines[:8])))
    file = tmp_path / f"roster.{kind}"
    file.write_bytes(to_workbook(table) if kind == "xlsx" else to_csv(table))
    folder = tmp_path / "again"
    folder.mkdir()
    text = to_pdf(file, folder, kind="csv").read_bytes().decode("utf-8", "replace")
    assert "1+1" in text and "SUM(A1)" in text and "86 13800000101" in text
    assert "#NAME?" not in text and "Err:" not in text and "#VALUE" not in text
