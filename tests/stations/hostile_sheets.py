"""Sheets that were made to stop the room, and honest ones that look as bad; each in seconds.

`make` writes one by its name into a folder. None of them is larger than a few megabytes.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"

ROWS = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>2026年12月值班表</t></is></c></row>"
    "<row r='2'><c r='A2' t='inlineStr'><is><t>日期</t></is></c>"
    "<c r='B2' t='inlineStr'><is><t>值班人员</t></is></c>"
    "<c r='C2' t='inlineStr'><is><t>备注</t></is></c></row>"
    "<row r='3'><c r='A3' t='inlineStr'><is><t>12月1日</t></is></c>"
    "<c r='B3' t='inlineStr'><is><t>李娜</t></is></c>"
    "<c r='C3' t='inlineStr'><is><t>带钥匙</t></is></c></row>"
    "<row r='4'><c r='A4' t='inlineStr'><is><t>12月2日</t></is></c>"
    "<c r='B4' t='inlineStr'><is><t>赵敏</t></is></c></row>"
)
"""A small honest roster."""


def sheet(rows: str | Iterable[str] = ROWS, *, after: str = "", before: str = "") -> Iterator[str]:
    """Give the part of a sheet, in pieces."""
    yield f"{_HEAD}<worksheet xmlns='{_MAIN}'>{before}<sheetData>"
    yield from [rows] if isinstance(rows, str) else rows
    yield f"</sheetData>{after}</worksheet>"


def write(
    path: Path,
    pieces: Iterable[str],
    *,
    strings: Iterable[str] = (),
    sheets: int = 1,
    more: Iterable[tuple[str, str]] = (),
) -> Path:
    """Write a workbook of one sheet, which it may list several times."""
    listed = "".join(f"<sheet name='s{n}' sheetId='{n + 1}' r:id='rId1'/>" for n in range(sheets))
    parts: list[tuple[str, Iterable[str]]] = [
        (
            "[Content_Types].xml",
            [
                f"{_HEAD}<Types xmlns='{_PACKAGE}/content-types'>"
                "<Default Extension='rels' "
                "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                "<Override PartName='/xl/workbook.xml' "
                f"ContentType='{_SHEET_TYPE}.sheet.main+xml'/>"
                "<Override PartName='/xl/sharedStrings.xml' "
                f"ContentType='{_SHEET_TYPE}.sharedStrings+xml'/></Types>"
            ],
        ),
        (
            "xl/workbook.xml",
            [
                f"{_HEAD}<workbook xmlns='{_MAIN}' xmlns:r='{_OFFICE}'>"
                f"<sheets>{listed}</sheets></workbook>"
            ],
        ),
        (
            "xl/_rels/workbook.xml.rels",
            [
                f"{_HEAD}<Relationships xmlns='{_PACKAGE}/relationships'><Relationship Id='rId1' "
                f"Type='{_OFFICE}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
            ],
        ),
        ("xl/sharedStrings.xml", _table(strings)),
        ("xl/worksheets/sheet1.xml", pieces),
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts:
            with archive.open(name, "w", force_zip64=False) as part:
                for piece in content:
                    part.write(piece.encode())
        for name, words in more:
            archive.writestr(name, words)
    return path


def _table(strings: Iterable[str]) -> Iterator[str]:
    yield f"{_HEAD}<sst xmlns='{_MAIN}'>"
    yield from strings
    yield "</sst>"


def merged(path: Path, area: str) -> Path:
    """Write an honest roster with one merged area, however large."""
    after = f"<mergeCells count='1'><mergeCell ref='{area}'/></mergeCells>"
    return write(path, sheet(after=after, before=f"<dimension ref='{area}'/>"))


def merged_column(path: Path) -> Path:
    """Write a roster whose column of remarks is merged to the last row there is."""
    return merged(path, "C3:C1048576")


def whole_sheet(path: Path) -> Path:
    """Write a roster that says it reaches to the last cell there is, all of it merged."""
    return merged(path, "A1:XFD1048576")


def far_cell(path: Path) -> Path:
    """Write a roster with a word in the last cell there is."""
    far = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>"
    return write(path, sheet(ROWS + far))


def nested_formula(path: Path) -> Path:
    """Write a formula of brackets in brackets that ten thousand cells share, without values."""
    formula = "(" * 3900 + "A1" + ")" * 3900

    def rows() -> Iterator[str]:
        yield f"<row r='1'><c r='B1'><f t='shared' si='0' ref='B1:B10000'>{formula}</f></c></row>"
        for n in range(2, 10_001):
            yield f"<row r='{n}'><c r='B{n}'><f t='shared' si='0'/></c></row>"

    return write(path, sheet(rows()))


def nested_parts(path: Path) -> Path:
    """Write entries inside one another, half a million deep."""
    return write(path, sheet(["<row r='1'><c r='A1'>" + "<f>" * 500_000 + "</f>" * 500_000]))


def long_text(path: Path) -> Path:
    """Write a text of 150 MB that packs into 150 kB."""

    def strings() -> Iterator[str]:
        yield "<si><t>"
        yield from ("x" * 1_000_000 for _n in range(150))
        yield "</t></si>"

    row = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>"
    return write(path, sheet(row), strings=strings())


def long_attribute(path: Path) -> Path:
    """Write a name of 100 MB inside a tag."""

    def rows() -> Iterator[str]:
        yield "<row r='"
        yield from ("1" * 1_000_000 for _n in range(100))
        yield "'/>"

    return write(path, sheet(rows()))


def lying(path: Path) -> Path:
    """Write a sheet of 400 MB of which the list of parts says that it has a thousand bytes."""

    def rows() -> Iterator[str]:
        yield ROWS
        yield from ("<row r='5'>" + " " * 1_000_000 + "</row>" for _n in range(400))

    write(path, sheet(rows()))
    data = bytearray(path.read_bytes())
    name, small = b"xl/worksheets/sheet1.xml", struct.pack("<L", 1000)
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(name))
    data[entry + 24 : entry + 28] = small
    local = data.rfind(b"PK\x03\x04", 0, data.find(name))
    data[local + 22 : local + 26] = small
    path.write_bytes(data)
    return path


def inflating(path: Path) -> Path:
    """Write a sheet of 400 MB of nothing, and say so."""

    def rows() -> Iterator[str]:
        yield ROWS
        yield from ("<row r='5'>" + " " * 1_000_000 + "</row>" for _n in range(400))

    return write(path, sheet(rows()))


def many_parts(path: Path, parts: int = 60_000) -> Path:
    """Write sixty thousand parts."""
    return write(path, sheet(), more=((f"xl/media/{n}.xml", "") for n in range(parts)))


def entities(path: Path) -> Path:
    """Write an entity that stands for a billion others."""
    lines = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    doctype = f"<?xml version='1.0'?><!DOCTYPE worksheet [<!ENTITY e0 'x'>{lines}]>"
    pieces = list(sheet("<row r='1'><c r='A1' t='str'><v>&e9;</v></c></row>"))
    pieces[0] = doctype + pieces[0].removeprefix(_HEAD)
    return write(path, pieces)


def shared_text(path: Path) -> Path:
    """Write one text of thirty thousand characters that a hundred thousand cells show."""

    def rows() -> Iterator[str]:
        for n in range(1, 10_001):
            cells = "".join(f"<c r='{letter}{n}' t='s'><v>0</v></c>" for letter in "ABCDEFGHIJ")
            yield f"<row r='{n}'>{cells}</row>"

    return write(path, sheet(rows()), strings=[f"<si><t>{'长' * 30_000}</t></si>"])


def same_sheet(path: Path) -> Path:
    """Write a sheet that the workbook lists ten thousand times."""
    return write(path, sheet(), sheets=10_000)


def overlapping(path: Path) -> Path:
    """Write thousands of merged areas on top of one another, each over the whole sheet."""
    areas = "<mergeCell ref='A1:Z20000'/>" * 20_000
    far = "<row r='15000'><c r='Z15000' t='inlineStr'><is><t>x</t></is></c></row>"
    return write(path, sheet(ROWS + far, after=f"<mergeCells>{areas}</mergeCells>"))


def plain_cells(path: Path, rows: int = 60_000, columns: int = 10) -> Path:
    """Write plain cells; without numbers some nine megabytes of them."""

    def given() -> Iterator[str]:
        for n in range(1, rows + 1):
            cells = "".join(
                f"<c r='{chr(65 + c)}{n}'><v>{(n * 7919 + c * 104_729) % 1_000_003}.{n}</v></c>"
                for c in range(columns)
            )
            yield f"<row r='{n}'>{cells}</row>"

    return write(path, sheet(given()))


def coloured(path: Path) -> Path:
    """Write an honest roster with a border round each of the 65,536 rows of an old program."""

    def rows() -> Iterator[str]:
        yield ROWS
        for n in range(5, 65_537):
            cells = "".join(f"<c r='{letter}{n}' s='0'/>" for letter in "ABCDEFGHIJKLMNOPQRST")
            yield f"<row r='{n}' ht='14.25' customHeight='1'>{cells}</row>"

    return write(path, sheet(rows()))


def honest_large(path: Path) -> Path:
    """Write an honest roster with fifty thousand cells in a second sheet's place: a long list."""

    def rows() -> Iterator[str]:
        yield ROWS
        for n in range(5, 6260):
            cells = "".join(
                f"<c r='{letter}{n}' t='inlineStr'><is><t>说明{n}</t></is></c>"
                for letter in "CDEFGHIJ"
            )
            yield f"<row r='{n}'>{cells}</row>"

    return write(path, sheet(rows()))


def long_csv(path: Path) -> Path:
    """Write nine megabytes of commas in one line."""
    path.write_bytes(b"," * 9_000_000)
    return path


def plain_csv(path: Path) -> Path:
    """Write nine megabytes of plain cells as text."""
    with path.open("w") as file:
        file.writelines(f"{n},12345678,12345678,12345678,12345678\n" for n in range(210_000))
    return path


HOSTILE: dict[str, Callable[[Path], Path]] = {
    made.__name__: made
    for made in (
        far_cell,
        nested_formula,
        nested_parts,
        long_text,
        long_attribute,
        lying,
        inflating,
        many_parts,
        entities,
        shared_text,
        same_sheet,
        overlapping,
        plain_cells,
        long_csv,
        plain_csv,
    )
}
"""What is refused, by its name."""
HONEST: dict[str, Callable[[Path], Path]] = {
    made.__name__: made for made in (merged_column, whole_sheet, coloured, honest_large)
}
"""What is read."""


def make(name: str, folder: Path) -> Path:
    """Write one by its name."""
    ending = ".csv" if name.endswith("csv") else ".xlsx"
    return {**HOSTILE, **HONEST}[name](folder / f"{name}{ending}")
