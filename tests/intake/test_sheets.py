"""Files as offices send them: what is a sheet, and what is none."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from dutyroom.intake.apart.reader import read_sheets
from dutyroom.intake.limits import MAX_BYTES
from dutyroom.intake.sheets import Sheet, SheetCell, Unreadable, column_letters

INPUT = Path(__file__).parents[1] / "input"
TEXT = "日期,值班人员\n12月1日,李娜\n"


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_sheets(path)
    return str(caught.value.sentence)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, encoding: str, delimiter: str) -> None:
    content = TEXT.replace(",", delimiter).encode(encoding)
    [sheet] = read_sheets(written(tmp_path, "十二月.csv", content))
    assert sheet.name == "十二月"
    assert texts(sheet) == [["日期", "值班人员"], ["12月1日", "李娜"]]


def test_names_parted_by_semicolons_do_not_part_a_comma_file(tmp_path: Path) -> None:
    lines = "日期,早班,晚班\n" + "12月1日,李娜; 赵敏; 陈静,刘洋; 王强; 孙伟\n" * 3
    [sheet] = read_sheets(written(tmp_path, "a.csv", lines))
    assert texts(sheet)[1] == ["12月1日", "李娜; 赵敏; 陈静", "刘洋; 王强; 孙伟"]


def test_a_line_break_inside_a_quoted_cell_stays_in_the_cell(tmp_path: Path) -> None:
    [sheet] = read_sheets(written(tmp_path, "a.csv", '日期,人员\r\n12/1,"李娜\r\n赵敏"\r\n'))
    assert sheet.rows[1][1].text == "李娜\r\n赵敏"


def test_short_rows_are_filled_up(tmp_path: Path) -> None:
    [sheet] = read_sheets(written(tmp_path, "a.csv", "a,b,c\n1\n"))
    assert [len(row) for row in sheet.rows] == [3, 3]
    assert sheet.rows[1][2] == SheetCell("C2")


def test_the_county_firm_saved_its_sheet_in_gb18030() -> None:
    [sheet] = read_sheets(INPUT / "national-day-2020.csv")
    assert sheet.rows[0][0].text == "国庆节期间值班安排表"
    assert sheet.rows[2][0] == SheetCell("A3", "10月1日")
    assert sheet.rows[14][0].text == "5、值班电话:3522869"


def test_a_merged_area_gives_its_value_to_each_of_its_cells() -> None:
    december, addresses = read_sheets(INPUT / "december-2026.xlsx")
    assert (december.name, addresses.name) == ("12月", "通讯录")
    assert december.rows[2][2] == SheetCell("C3", "彭大勇")
    assert december.rows[7][2] == SheetCell("C8", "彭大勇", merged=True)
    assert december.rows[0][7].merged
    assert december.rows[5][0].value == datetime.fromisoformat("2026-12-04")
    assert december.rows[22][3].text == "13800001113"


def test_a_formula_never_calculated_is_shown_as_it_is_written(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["=1+1", 2.0, time(8, 30), True])
    book.save(tmp_path / "a.xlsx")
    [sheet] = read_sheets(tmp_path / "a.xlsx")
    assert [cell.text for cell in sheet.rows[0]] == ["=1+1", "2", "08:30", "True"]


def test_an_excel_file_by_another_name_is_still_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", (INPUT / "december-2026.xlsx").read_bytes())
    assert len(read_sheets(path)) == 2


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")


def document_archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("a.csv", b"", "a.csv is empty"),
        ("a.csv", b" , \n,\n", "There is no text in a.csv"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "no spreadsheet, whatever its name"),
        ("a.csv", b"\xff\xd8\xff\xe0" + b"\x00" * 50, "no spreadsheet, whatever its name"),
        ("a.pdf", b"%PDF-1.7 ...", "no spreadsheet"),
        ("a.xlsx", TEXT.encode(), "no spreadsheet, whatever its name"),
        ("a.xlsx", b"PK\x03\x04 and then it broke", "damaged or no spreadsheet"),
        ("a.xlsx", document_archive(), "damaged or no spreadsheet"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old Excel format: save it as .xlsx"),
        ("a.xlsx", encrypted(), "has a password: save it without one"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "is a web page"),
        ("a.csv", b"\x00\x01\x02\x03" * 20, "no text that can be read"),
        ("a.csv", ("," * 600).encode() + b"x", "a reaches to cell WC1, but no roster has"),
    ],
)
def test_what_is_no_sheet_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, complaint: str
) -> None:
    assert complaint in refusal(written(tmp_path, name, content))


def test_half_of_an_excel_file_is_refused(tmp_path: Path) -> None:
    whole = (INPUT / "december-2026.xlsx").read_bytes()
    assert "damaged" in refusal(written(tmp_path, "a.xlsx", whole[: len(whole) // 2]))


def test_an_excel_file_with_a_flipped_byte_is_read_or_refused_but_never_crashes(
    tmp_path: Path,
) -> None:
    whole = (INPUT / "december-2026.xlsx").read_bytes()
    for place in range(0, len(whole), 331):
        broken = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        try:
            read_sheets(written(tmp_path, "a.xlsx", broken))
        except Unreadable as error:
            assert str(error.sentence)


def test_a_missing_file_a_folder_and_a_locked_file_are_named(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "nowhere.xlsx")
    assert "is a folder" in refusal(tmp_path)
    assert "There is no file" in refusal(tmp_path / "nowhere" / "a.csv")


def test_a_file_without_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.csv", TEXT)
    monkeypatch.setattr(os, "open", locked)
    assert "no permission to read" in refusal(path)


def test_a_file_larger_than_any_roster_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "a.csv is larger than 20 MB: save only the roster sheet" in refusal(path)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
