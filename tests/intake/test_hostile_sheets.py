"""Sheets made to stop the room are refused with what to do; honest ones that look alike are read.

What memory and time they take is measured by `python -m tests.bench.sheets`.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from dutyroom.intake.apart import look
from dutyroom.intake.apart.reader import read_sheets
from dutyroom.intake.sheets import SheetCell, Unreadable
from tests.stations import hostile_sheets as made

STRANGE = "is not as a spreadsheet program writes it: open it and save it as .xlsx again"


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheets(path)
    return str(caught.value.sentence)


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("far_cell", "s0 reaches to cell XFD1048576, but no roster has more than 20000 rows"),
        ("nested_formula", "were never worked out: open it in a spreadsheet program and save"),
        ("nested_parts", STRANGE),
        ("long_text", "A text in the file is longer than 32767 characters: shorten it"),
        ("long_attribute", STRANGE),
        ("lying", "damaged or no spreadsheet: open it and save it as .xlsx again"),
        ("inflating", "larger than 200 MB once unpacked: copy the roster alone into a new file"),
        ("entities", STRANGE),
        ("shared_text", "hold more than 5000000 characters: copy the roster alone"),
        ("same_sheet", STRANGE),
        ("overlapping", "Merged areas of s0 lie on top of one another"),
        ("long_csv", "A line of the file is longer than 500000 characters"),
        ("plain_csv", "plain_csv reaches to cell A20001, but no roster has"),
    ],
)
def test_a_sheet_made_to_stop_the_room_is_refused_with_what_to_do(
    tmp_path: Path, name: str, complaint: str
) -> None:
    assert complaint in refusal(made.make(name, tmp_path))


def test_more_cells_than_any_roster_has_are_refused(tmp_path: Path) -> None:
    path = made.plain_cells(tmp_path / "a.xlsx", rows=20_000, columns=11)
    assert "More than 200000 cells of the file hold something" in refusal(path)


def test_thousands_of_parts_are_refused_before_a_list_of_them_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made.many_parts(tmp_path / "a.xlsx", 1001)
    monkeypatch.setattr(look.zipfile, "ZipFile", None)  # type: ignore[attr-defined]
    assert "more than 1000 parts inside" in refusal(path)


def test_parts_with_a_password_and_parts_that_lead_out_are_refused(tmp_path: Path) -> None:
    path = made.write(tmp_path / "a.xlsx", made.sheet(), more=[("../../etc/passwd", "x")])
    assert STRANGE in refusal(path)
    data = bytearray(made.write(path, made.sheet()).read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "has a password: save it without one" in refusal(path)


@pytest.mark.parametrize("area", ["C3:C1048576", "A1:XFD1048576", "C3:XFD3", "C3:C4"])
def test_a_merged_column_row_or_whole_sheet_reaches_as_far_as_something_is_written(
    tmp_path: Path, area: str
) -> None:
    [sheet] = read_sheets(made.merged(tmp_path / "a.xlsx", area))
    assert (len(sheet.rows), len(sheet.rows[0])) == (4, 3)
    first = sheet.rows[0][0] if area.startswith("A1") else sheet.rows[2][2]
    assert not first.merged and first.text
    below = sheet.rows[3][2]
    if area == "C3:XFD3":
        assert below == SheetCell("C4")
    else:
        assert below == SheetCell("C4", first.value, merged=True)


def test_a_colour_far_below_makes_no_sheet_longer(tmp_path: Path) -> None:
    rows = made.ROWS + "<row r='1048576'><c r='A1048576' s='0'/></row>"
    [sheet] = read_sheets(made.write(tmp_path / "a.xlsx", made.sheet(rows)))
    assert len(sheet.rows) == 4


def test_a_pretty_printed_part_is_no_long_text(tmp_path: Path) -> None:
    rows = made.ROWS.replace("><", ">" + "\n" * 2000 + "<")
    [sheet] = read_sheets(made.write(tmp_path / "a.xlsx", made.sheet(rows)))
    assert sheet.rows[2][1].text == "李娜"


def test_cells_without_a_place_stand_behind_the_one_before(tmp_path: Path) -> None:
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    row = f"<row>{cell.format('甲')}<c/><c r='E1'/>{cell.format('乙')}</row>"
    [sheet] = read_sheets(made.write(tmp_path / "a.xlsx", made.sheet(row)))
    assert [cell.text for cell in sheet.rows[0]] == ["甲", "", "", "", "", "乙"]


def test_what_is_hidden_worked_out_or_formatted_is_known_of_a_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["日期", "电话", "=A1"])
    page.append([1, 13800001113])
    page.append(["x"])
    page["B2"].number_format = "000000000000"
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True
    book.create_sheet("旧").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    shown, old = read_sheets(tmp_path / "a.xlsx")
    assert shown.hidden_rows == {3} and shown.hidden_columns == {2} and not shown.hidden
    assert shown.formats == {"B2": "000000000000"} and shown.formulas == {"C1": "=A1"}
    assert old.hidden


def test_a_formula_that_cells_share_is_worked_out_for_each_without_a_value(tmp_path: Path) -> None:
    rows = (
        "<row r='1'><c r='B1'><f t='shared' si='0' ref='B1:B3'>A1&amp;\"班\"</f></c></row>"
        "<row r='2'><c r='B2'><f t='shared' si='0'/></c></row>"
        "<row r='3'><c r='B3' t='str'><f t='shared' si='0'/><v>早班</v></c></row>"
    )
    [sheet] = read_sheets(made.write(tmp_path / "a.xlsx", made.sheet(rows)))
    assert [row[1].text for row in sheet.rows] == ['=A1&"班"', '=A2&"班"', "早班"]


def test_words_in_several_colours_are_one_text(tmp_path: Path) -> None:
    texts = ["<si><r><t>李</t></r><r><rPr/><t>娜</t></r><rPh><t>lina</t></rPh></si>"]
    row = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>"
    [sheet] = read_sheets(made.write(tmp_path / "a.xlsx", made.sheet(row), strings=texts))
    assert sheet.rows[0][0].text == "李娜"


def test_fifty_thousand_honest_cells_are_read(tmp_path: Path) -> None:
    [sheet] = read_sheets(made.make("honest_large", tmp_path))
    assert sum(bool(cell.text) for row in sheet.rows for cell in row) > 50_000
    assert sheet.rows[-1][-1].ref == f"{get_column_letter(10)}6259"


def test_pictures_and_what_others_keep_in_the_file_are_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [(f"xl/{folder}/1.xml", "<x/>") for folder in ("media", "drawings", "externalLinks")]
    path = made.write(tmp_path / "a.xlsx", made.sheet(), more=more)
    opened: list[object] = []
    real = zipfile.ZipFile.open

    def noted(self: zipfile.ZipFile, name: object, *more: object, **options: object) -> object:
        opened.append(name)
        return real(self, name, *more, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "open", noted)
    read_sheets(path)
    assert opened and not {name for name, _words in more} & set(map(str, opened))
