"""A roster as .xlsx: the dates, the people and days, the telephone numbers, ready to print."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dutyroom.export.plain import grid_rows
from dutyroom.export.safe import width
from dutyroom.export.table import PrintedTable
from dutyroom.i18n import _

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

BODY, HEAD = "宋体", "黑体"
FILLS = {"weekend": "F2F2F2", "holiday": "FDE9E9", "make_up": "EAF3DE"}
_HEADING_FILL = "DCE6F1"
_WIDEST = 34
_LEAST = {"people": 14, "head": 12, "phone": 14, "remark": 18}
_ONE_PAGE = 48
"""Rows that still fit on one page of A4 across and can be read."""
_FEW = 18
_ACROSS, _ACROSS_SMALL, _MOST_STRETCH = 126, 146, 1.9
"""Letters across the page with few rows, and with a month's, printed smaller."""


def to_workbook(table: PrintedTable) -> bytes:
    """Return the workbook; every cell that holds words is text, whatever it begins with."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    book.remove(sheet)
    _dates(_new(book, _("Roster"), table), table)
    _people(_new(book, _("People and days"), table), table)
    _addresses(_new(book, _("Telephone list"), table), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _new(book: Workbook, name: str, table: PrintedTable) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.35
    margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.5, 0.2, 0.25
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None and footer is not None
    header.right.text = " ".join(table.marks).replace("&", "&&") or None
    footer.center.text = _("Page {page} of {pages}").format(page="&P", pages="&N")
    return sheet


def _dates(sheet: Worksheet, table: PrintedTable) -> None:
    """Fill the roster itself: title, facts, a row a date, what stands below."""
    most = len(table.columns)
    head = _top(sheet, table, most)
    for place, column in enumerate(table.columns, 1):
        _heading(put(sheet, head, place, column.heading))
    deep = any("\n" in column.heading for column in table.columns)
    sheet.row_dimensions[head].height = 31 if deep else 20
    for number, row in enumerate(table.rows, head + 1):
        for place, (column, words) in enumerate(zip(table.columns, row.cells, strict=True), 1):
            side = "left" if column.kind == "remark" else "center"
            _body(put(sheet, number, place, words), side, FILLS.get(row.kind, ""))
        sheet.row_dimensions[number].height = _height(row.cells, roomy=len(table.rows) <= _FEW)
    _merge_heads(sheet, table, head)
    across = _widths(sheet, table)
    last = _below(sheet, table, head + len(table.rows), most, across)
    _finish(sheet, head, last, most)


def _height(cells: Sequence[str], *, roomy: bool) -> float:
    """Return the height of a row in points, for as many lines as its longest cell needs."""
    least = 22.0 if roomy else 16.5
    return min(400.0, max(least, 15.5 * max(map(_lines_in, cells)) + 1))


def _lines_in(cell: str) -> int:
    """Return how many lines a cell needs in the widest column."""
    return sum(1 + max(0, width(line) - 1) // _WIDEST for line in cell.split("\n"))


def _people(sheet: Worksheet, table: PrintedTable) -> None:
    """Fill the people and days: a column a day, totals at the right."""
    from openpyxl.utils import get_column_letter

    rows = list(grid_rows(table.grid))
    most = len(rows[0])
    head = _top(sheet, table, most)
    kinds = ["", *table.grid.kinds, "", ""]
    for number, row in enumerate(rows, head):
        for place, (words, kind) in enumerate(zip(row, kinds, strict=True), 1):
            cell = put(sheet, number, place, words, number=number > head + 1 and place > most - 2)
            if number <= head + 1:
                _heading(cell, FILLS.get(kind, _HEADING_FILL))
            else:
                _body(cell, "center", FILLS.get(kind, ""))
        sheet.row_dimensions[number].height = 18
    widths = _grid_widths(rows)
    for place, letters in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = letters
    last = head + len(rows)
    _line(sheet, last, most, "　".join(table.grid.legend), sum(widths))
    _finish(sheet, head, last, most, rows=2)


def _grid_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the widths of names, days and totals; few days are drawn wider."""
    days = len(rows[0]) - 3
    names = max(10, min(_WIDEST, max(width(row[0]) for row in rows) + 2))
    longest = max((width(cell) for row in rows for cell in row[1:-2]), default=1)
    day = max(4.2, min(12, longest + 2), min(9.0, 100 / max(1, days)))
    return [names, *[day] * days, 7, 7]


def _addresses(sheet: Worksheet, table: PrintedTable) -> None:
    """Fill the telephone list, in a form that is read as one when the file is imported."""
    from openpyxl.utils import get_column_letter

    heads = [_("Name"), _("Position"), _("Mobile"), _("Remarks")]
    rows = [(a.name, a.rank, a.phone, a.remark) for a in table.addresses]
    for place, words in enumerate(heads, 1):
        _heading(put(sheet, 1, place, words))
    for number, row in enumerate(rows, 2):
        for place, words in enumerate(row, 1):
            _body(put(sheet, number, place, words), "left" if place == 4 else "center")
    for place, least in enumerate((12, 16, 18, 30), 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = least
    sheet.page_setup.orientation = "portrait"
    _finish(sheet, 1, len(rows) + 1, 4)


def put(sheet: Worksheet, row: int, column: int, words: str, *, number: bool = False) -> Cell:
    """Write words as text that stays text, also when somebody edits the cell."""
    from openpyxl.cell.cell import Cell

    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if number:
        cell.value = int(words)
        return cell
    if words:
        cell.value = words
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell


def _top(sheet: Worksheet, table: PrintedTable, most: int) -> int:
    """Write title and facts over all columns and return the row of the headings."""
    from openpyxl.styles import Alignment, Font

    for row, words, font, height in (
        (1, table.title, Font(name=HEAD, size=18, bold=True), 30),
        (2, table.subtitle, Font(name=BODY, size=10, color="C00000" if table.marks else None), 18),
    ):
        cell = put(sheet, row, 1, words)
        cell.font = font
        cell.alignment = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=most)
        sheet.row_dimensions[row].height = height
    return 3


def _below(sheet: Worksheet, table: PrintedTable, last: int, most: int, across: float) -> int:
    """Write sections and issue below the dates and return the last row."""
    from openpyxl.styles import Alignment, Font

    for section in table.sections:
        last += 1
        _line(sheet, last, most, section.heading, across, bold=True)
        for words in section.numbered():
            last += 1
            _line(sheet, last, most, words, across)
    if table.issue:
        last += 1
        _line(sheet, last, most, table.issue, across, bold=True)
        sheet.cell(last, 1).alignment = Alignment(horizontal="right", vertical="center")
        sheet.cell(last, 1).font = Font(name=BODY, size=11, bold=True)
    return last


def _line(
    sheet: Worksheet, row: int, most: int, words: str, across: float, *, bold: bool = False
) -> None:
    """Write a line over all columns, as high as ``across`` letters a line make it."""
    from openpyxl.styles import Alignment, Font

    cell = put(sheet, row, 1, words)
    cell.font = Font(name=BODY, size=10, bold=bold)
    cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=most)
    lines = sum(1 + int(width(line) // across) for line in words.split("\n"))
    sheet.row_dimensions[row].height = min(400, 14.5 * lines + 1)


def _heading(cell: Cell, fill: str = _HEADING_FILL) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=HEAD, size=11, bold=True)
    cell.fill = PatternFill("solid", start_color=fill)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    _border(cell)


def _body(cell: Cell, side: str, fill: str = "") -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell.font = Font(name=BODY, size=11)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)
    across = "left" if side == "left" else "center"
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    _border(cell)


def _border(cell: Cell) -> None:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="000000")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _merge_heads(sheet: Worksheet, table: PrintedTable, head: int) -> None:
    """Draw a chief's week as one cell, as offices do, and the numbers next to it alike."""
    kinds = [column.kind for column in table.columns]
    for place, kind in enumerate(kinds):
        if kind != "head":
            continue
        for begin, end in _stretches(table, place):
            # Sheets count their columns from 1; the numbers stand right of the names.
            for column in (place + 1, place + 2):
                sheet.merge_cells(
                    start_row=head + 1 + begin,
                    end_row=head + end,
                    start_column=column,
                    end_column=column,
                )


def _stretches(table: PrintedTable, place: int) -> Iterator[tuple[int, int]]:
    """Give begin and end of each run of rows in which one name and number stand."""
    pairs = [_pair(table, row, place) for row in range(len(table.rows))]
    begin = 0
    for pair, rows in groupby(pairs):
        end = begin + len(list(rows))
        if end - begin > 1 and pair[0]:
            yield begin, end
        begin = end


def _pair(table: PrintedTable, row: int, place: int) -> tuple[str, str]:
    cells = table.rows[row].cells
    return cells[place], cells[place + 1]


def _widths(sheet: Worksheet, table: PrintedTable) -> float:
    """Make the columns as wide as their words, stretched to the page; return them added up."""
    from openpyxl.utils import get_column_letter

    headings = [column.heading for column in table.columns]
    rows = [headings, *(row.cells for row in table.rows)]
    wanted = []
    for place, column in enumerate(table.columns):
        longest = max(width(row[place]) for row in rows)
        wanted.append(max(_LEAST.get(column.kind, 6), min(_WIDEST, longest) + 2.5))
    page = _ACROSS if len(table.rows) <= _FEW else _ACROSS_SMALL
    stretched = max(1.0, min(_MOST_STRETCH, page / sum(wanted)))
    for place, letters in enumerate(wanted, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = letters * stretched
    return sum(wanted) * stretched


def _finish(sheet: Worksheet, head: int, last: int, most: int, *, rows: int = 1) -> None:
    """Repeat the headings on every page, keep them in sight, and fit a month on one page."""
    from openpyxl.utils import get_column_letter

    sheet.print_area = f"A1:{get_column_letter(most)}{last}"
    sheet.print_title_rows = f"{head}:{head + rows - 1}"
    sheet.freeze_panes = f"A{head + rows}"
    if last <= _ONE_PAGE:
        sheet.page_setup.fitToHeight = 1
