"""Spreadsheets and CSV files as grids of cells, whoever saved them and how."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.values import dataclass

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | datetime | None

MAX_BYTES = 20 * 1024 * 1024
_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_ROWS = 20_000
_MAX_COLUMNS = 500
_DELIMITERS = ",;\t"
_GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_NO_SHEETS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"%PDF", b"Rar!", b"{\\rtf")


class Unreadable(Exception):
    """A file that cannot be read; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        """Keep the sentence; the message is its English wording."""
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell; ``merged`` when its value is that of the merged area in which it lies."""

    ref: str
    value: Value = None
    merged: bool = False

    @property
    def text(self) -> str:
        """Return what a person reads in the cell, without the blanks around it."""
        if self.value is None:
            return ""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name and its rows of cells; all rows have the same length."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]

    def has_text(self) -> bool:
        """Tell whether anything is written in the sheet."""
        return any(cell.text for row in self.rows for cell in row)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read the sheets of a .xlsx or CSV file; what it is, its content decides.

    CSV may be UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs.
    Raises `Unreadable`.
    """
    data = _load(path)
    if data.startswith(_ZIP):
        sheets = _read_workbook(data)
    else:
        _refuse_other_formats(path, data)
        sheets = (_read_csv(path.stem, _decode(data)),)
    if not any(sheet.has_text() for sheet in sheets):
        raise Unreadable(say("There is no text in {file}", file=path.name))
    return sheets


def column_letters(index: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _load(path: Path) -> bytes:
    name = path.name
    try:
        if path.is_dir():
            raise Unreadable(say("{file} is a folder, not a file", file=name))
        size = path.stat().st_size
        if size == 0:
            raise Unreadable(say("{file} is empty", file=name))
        if size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            raise Unreadable(say("{file} is larger than {limit} MB", file=name, limit=limit))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unreadable(say("There is no file {file}", file=path)) from error
    except PermissionError as error:
        raise Unreadable(say("You have no permission to read {file}", file=path)) from error
    except OSError as error:
        raise Unreadable(
            say("{file} cannot be read: {reason}", file=path, reason=error.strerror or error)
        ) from error


def _refuse_other_formats(path: Path, data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(say("{file} has a password: save it without one", file=path.name))
        raise Unreadable(say("{file} is in the old Excel format: save it as .xlsx", file=path.name))
    head = data[:512].lstrip().lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise Unreadable(say("{file} is a web page: open it and save it as .xlsx", file=path.name))
    if data.startswith(_NO_SHEETS) or path.suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        raise Unreadable(say("{file} is no spreadsheet, whatever its name says", file=path.name))


def _decode(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(say("The file is no text that can be read: save it as .xlsx or CSV in UTF-8"))


def _read_csv(name: str, text: str) -> Sheet:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        rows = [list(row) for row in reader]
    except csv.Error as error:
        raise Unreadable(say("The file is no table: {reason}", reason=error)) from error
    width = max((len(row) for row in rows), default=0)
    _refuse_large(len(rows), width)
    return Sheet(name, tuple(_csv_row(row, y, width) for y, row in enumerate(rows, start=1)))


def _csv_row(row: list[str], number: int, width: int) -> tuple[SheetCell, ...]:
    """Return a row as wide as the widest; ``number`` counts from 1."""
    filled = [*map(_unguarded, row), *[None] * (width - len(row))]
    return tuple(SheetCell(f"{column_letters(x)}{number}", value) for x, value in enumerate(filled))


def _unguarded(text: str) -> str | None:
    """Return the words of a field, without the apostrophe that keeps them from being a formula."""
    return (_GUARD.sub("", text) or None) if text else None


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most rows, heading included, into as many fields.

    Semicolons between the names in a cell cut the rows below the heading only.
    """
    head = "\n".join(text.splitlines()[:40])

    def likeness(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(_DELIMITERS, key=likeness)


def _refuse_large(rows: int, columns: int) -> None:
    if rows > _MAX_ROWS or columns > _MAX_COLUMNS:
        raise Unreadable(
            say("A roster has no {rows} rows and {columns} columns", rows=rows, columns=columns)
        )


def _read_workbook(data: bytes) -> tuple[Sheet, ...]:
    import warnings
    import zipfile
    import zlib
    from xml.etree.ElementTree import ParseError

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise Unreadable(say("The spreadsheet is too large once unpacked"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            written = openpyxl.load_workbook(io.BytesIO(data))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        NotImplementedError,
        SyntaxError,
        ParseError,
        InvalidFileException,
    ) as error:
        raise Unreadable(
            say("The file is damaged or no spreadsheet: open it and save it as .xlsx again")
        ) from error
    return tuple(_read_grid(sheet, written[sheet.title]) for sheet in values.worksheets)


def _read_grid(values: object, written: object) -> Sheet:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(values, Worksheet) and isinstance(written, Worksheet)
    _refuse_large(values.max_row, values.max_column)
    first_of = _merged_into(values)

    def cell(row: int, column: int) -> SheetCell:
        ref = f"{column_letters(column - 1)}{row}"
        source = first_of.get((row, column), (row, column))
        # A formula that was never calculated has no value: its text is what there is.
        value = values.cell(*source).value
        shown = written.cell(*source).value if value is None else value
        return SheetCell(ref, _plain(shown), (row, column) in first_of)

    columns = range(1, values.max_column + 1)
    rows = []
    for row in range(1, values.max_row + 1):
        rows.append(tuple(cell(row, column) for column in columns))
    return Sheet(values.title, tuple(rows))


def _merged_into(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell of a merged area, by row and column, the first cell of the area."""
    first_of = {}
    for area in sheet.merged_cells.ranges:
        first = (area.min_row, area.min_col)
        for row in range(area.min_row, min(area.max_row, sheet.max_row) + 1):
            for column in range(area.min_col, min(area.max_col, sheet.max_column) + 1):
                if (row, column) != first:
                    first_of[row, column] = first
    return first_of


def _plain(value: object) -> Value:
    if value is None or isinstance(value, str | int | float | date | datetime):
        return value
    return value.isoformat("minutes") if isinstance(value, time) else str(value)
