"""Each format shows the whole roster, and hostile text does no harm in any."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from dutyroom import i18n
from dutyroom.desk.desk import Desk
from dutyroom.domain.records.roster import Roster
from dutyroom.export.page import grid_to_page, to_page
from dutyroom.export.plain import grid_to_csv, grid_to_markdown, to_csv, to_markdown
from dutyroom.export.roster import sheet_of
from dutyroom.export.safe import is_formula, width
from dutyroom.export.table import PrintedTable
from dutyroom.export.word import NoWord, grid_to_word, to_word
from dutyroom.export.workbook import to_workbook
from tests.stations.printed import DECEMBER, HOSTILE, hostile, printing, station, taken_in

ARROWS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@pytest.fixture(autouse=True)
def _chinese() -> None:
    i18n.use("zh")


@pytest.fixture
def december(tmp_path: Path) -> tuple[Desk, Roster]:
    """Return the property centre with its December as a draft."""
    return taken_in(tmp_path / "station", DECEMBER)


@pytest.fixture
def table(december: tuple[Desk, Roster]) -> PrintedTable:
    """Return December as it is printed."""
    return sheet_of(printing(*december))


@pytest.fixture
def harm(tmp_path: Path) -> PrintedTable:
    """Return a roster of hostile text as it is printed."""
    desk = station(tmp_path / "hostile", DECEMBER[1], DECEMBER[2])
    return sheet_of(hostile(desk))


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_workbook_prints_on_one_page_across_with_its_headings_on_each(
    table: PrintedTable,
) -> None:
    sheet = book(to_workbook(table)).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area.endswith("$A$1:$H$37")
    assert sheet.freeze_panes == "A4"
    assert sheet["A1"].value == "江南春天管理处 2026年12月值班安排表"
    assert "草稿" in str(sheet["A2"].value) and "DRILL" in str(sheet["A2"].value)


def test_a_chief_s_week_is_one_cell_as_offices_draw_it(table: PrintedTable) -> None:
    sheet = book(to_workbook(table)).worksheets[0]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"C4:C9", "D4:D9", "C10:C16"} <= merged


def test_the_workbook_has_people_and_days_and_the_telephone_list(table: PrintedTable) -> None:
    found = book(to_workbook(table))
    assert found.sheetnames == ["值班表", "人员与日期", "通讯录"]
    grid, phones = found.worksheets[1:]
    assert [grid.cell(3, column).value for column in (1, 2, 32, 33)] == ["姓名", "1", "31", "合计"]
    assert phones["C2"].value == "13800000101"
    assert phones["C2"].data_type == "s"


def test_no_cell_of_a_workbook_is_ever_calculated(harm: PrintedTable) -> None:
    found = book(to_workbook(harm))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    risky = [cell for cell in cells if is_formula(str(cell.value))]
    assert risky
    assert all(cell.number_format == "@" and cell.quotePrefix for cell in risky)
    with zipfile.ZipFile(io.BytesIO(to_workbook(harm))) as parts:
        xml = b"".join(parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets"))
    assert b"<f>" not in xml and b"<f " not in xml


def test_csv_has_the_mark_of_utf_8_and_no_field_that_is_calculated(harm: PrintedTable) -> None:
    for data in (to_csv(harm), grid_to_csv(harm)):
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if is_formula(cell)]
        assert b"\x1b" not in data and b"\x00" not in data


def test_csv_writes_whole_dates_and_a_number_beside_each_name(
    december: tuple[Desk, Roster],
) -> None:
    data = to_csv(sheet_of(printing(*december, phones=True))).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data, newline="")))
    assert rows[3][:6] == [
        "2026-12-01", "周二", "彭大勇", "13800001114", "李娜、赵敏", "13800000101 / 13800000102"
    ]  # fmt: skip


def test_a_page_holds_no_mark_up_that_somebody_typed(harm: PrintedTable) -> None:
    tags: set[str] = set()
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)

        def handle_data(self, data: str) -> None:
            words.append(data)

    for data in (to_page(harm), grid_to_page(harm)):
        Reader().feed(data.decode())
        assert b"\x1b" not in data and "\u202e" not in data.decode()
    assert tags <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "table",
        "thead", "tbody", "tr", "th", "td", "ol", "li",
    }  # fmt: skip
    assert any("<script>alert(1)</script>" in word for word in words)
    assert not [word for word in words if is_formula(word) and not word.startswith("\n")]


def test_a_page_fetches_nothing_and_says_what_it_is(table: PrintedTable) -> None:
    text = to_page(table).decode()
    assert "http" not in text.replace("http-equiv", "")
    assert '<span class="mark">草稿</span>' in text and "演练 DRILL" in text
    assert "size: A4 landscape" in text


def test_markdown_keeps_its_columns_whatever_stands_in_them(
    harm: PrintedTable, table: PrintedTable
) -> None:
    for text in (to_markdown(harm).decode(), grid_to_markdown(harm).decode()):
        for block in text.split("\n\n"):
            rows = [line for line in block.split("\n") if line.startswith("|")]
            bars = {line.replace("\\|", "").count("|") for line in rows}
            assert len(bars) <= 1
        assert "<script" not in text and "\x1b" not in text
    rows = [line for line in to_markdown(table).decode().split("\n") if line.startswith("| ")]
    assert len({width(line) for line in rows[:33]}) == 1


def test_a_word_document_has_the_table_and_guards_it(
    table: PrintedTable, harm: PrintedTable
) -> None:
    docx = pytest.importorskip("docx")
    found = docx.Document(io.BytesIO(to_word(table)))
    assert found.paragraphs[0].text == "江南春天管理处 2026年12月值班安排表"
    assert "草稿" in found.paragraphs[1].text
    assert len(found.tables[0].rows) == 32
    assert found.tables[0].cell(1, 4).text == "李娜、赵敏"
    assert found.sections[0].page_width > found.sections[0].page_height
    hurt = docx.Document(io.BytesIO(to_word(harm)))
    cells = [cell.text for part in hurt.tables for row in part.rows for cell in row.cells]
    assert not [cell for cell in cells if is_formula(cell)]
    assert docx.Document(io.BytesIO(grid_to_word(harm))).tables


def test_without_the_library_the_sentence_says_what_to_install(
    table: PrintedTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(NoWord) as told:
        to_word(table)
    assert "dutyroom[word]" in i18n.render(told.value.sentence)


def test_every_word_of_the_hostile_stays_readable(harm: PrintedTable) -> None:
    text = to_csv(harm).decode()
    for word in ("+86 13800000101", "-3人", "[/] [b]粗[/b]", "]]><script>alert(1)</script>"):
        assert word in HOSTILE and word in text


def test_an_empty_roster_can_be_printed(december: tuple[Desk, Roster]) -> None:
    desk, roster = december
    table = sheet_of(printing(desk, replace(roster, lines=(), remarks=())))
    assert [write(table) for write in (to_workbook, to_csv, to_page, to_markdown, grid_to_page)]


def test_no_format_opens_with_a_formula(harm: PrintedTable) -> None:
    """The title itself begins with one."""
    first = to_markdown(harm).decode().split("\n")[0]
    assert first.startswith("# '=") and to_csv(harm).decode()[2:3] not in ARROWS
