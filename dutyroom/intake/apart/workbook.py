"""An .xlsx, read by openpyxl's own parts: each sheet once, as a stream, to plain cells.

openpyxl itself makes a cell of each that lies in a merged area, a million for a
column, and reads the file once for values and once for formulas. Here an area stays
its four corners, and a cell gives both.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, iterparse

from openpyxl.formula.translate import Translator
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet._reader import (
    CELL_TAG,
    COL_TAG,
    DATA_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    MERGE_TAG,
    ROW_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from dutyroom.domain.base.sentence import say
from dutyroom.intake import events
from dutyroom.intake.apart.excess import Excess
from dutyroom.intake.apart.look import STRANGE, look, look_inside
from dutyroom.intake.events import Area, Event, PlainCell, PlainRow
from dutyroom.intake.limits import MAX_FORMULA_WORDS, MAX_ROWS, MAX_SHEETS
from dutyroom.intake.sheets import Unreadable

_TEXT = f"{{{SHEET_MAIN_NS}}}t"
_RUN = f"{{{SHEET_MAIN_NS}}}r"
_ENTRY = f"{{{SHEET_MAIN_NS}}}si"
_AREA = f"{{{SHEET_MAIN_NS}}}mergeCell"
_BATCH = 500
"""Cells that are told together."""
_TRUE = ("1", "true")
_EMPTIED = (DATA_TAG, MERGE_TAG, f"{{{SHEET_MAIN_NS}}}worksheet")


def read_workbook(file: BinaryIO) -> Iterator[Event]:
    """Give what is in the sheets of an .xlsx.

    Raises `Unreadable` for what is more than is read, and whatever openpyxl raises for
    a file that is none.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seen = look_inside(look(file))
        yield events.at(0, seen.rows)
        book = _Book(file, data_only=True, keep_links=False)
        yield from book.cells(seen.rows)


class _Book(ExcelReader):
    """A workbook of which only texts, number formats and sheets are read."""

    def cells(self, of: int) -> Iterator[Event]:
        """Give the cells of all sheets; ``of`` is how many rows there are."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        apply_stylesheet(self.archive, self.wb)
        excess, done = Excess(), 0
        for place, (sheet, relation) in enumerate(self.parser.find_sheets()):
            if place >= MAX_SHEETS:
                raise Unreadable(STRANGE)
            if relation.target not in self.valid_files or "chartsheet" in relation.Type:
                continue
            yield events.begins(sheet.name, hidden=sheet.state != "visible")
            with self.archive.open(relation.target) as source:
                cells = _Cells(source, self.shared_strings, self.wb, sheet.name, excess)
                for batch in _batches(cells.rows()):
                    yield events.rows(batch)
                    yield events.at(done + cells.row_counter, max(of, done + cells.row_counter))
            done += cells.row_counter
            yield events.ends(cells.areas, cells.hidden_columns)

    def read_strings(self) -> None:
        """Read the texts that cells share."""
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _event, element in iterparse(source):
                if element.tag == _ENTRY:
                    # As openpyxl does it: an underscore that was written as its number.
                    self.shared_strings.append(_words(element).replace("x005F_", ""))
                    element.clear()


class _Cells(WorkSheetParser):
    """The rows of one sheet; merged areas and hidden columns are known behind the last."""

    def __init__(self, source: Any, texts: list[str], book: Any, name: str, excess: Excess) -> None:
        """Take the sheet's part, the texts that cells share, and the workbook's formats."""
        super().__init__(
            source,
            texts,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        self._book, self._name, self._excess = book, name, excess
        self._shared: dict[str | None, tuple[str, Translator]] = {}
        self._worked_out = 0
        self._passed = ""
        self.areas: list[Area] = []
        self.hidden_columns: list[tuple[int, int]] = []

    def rows(self) -> Iterator[PlainRow | None]:
        """Give each row in which something is written or that is hidden, None for any other."""
        parents: list[Element] = []
        for event, element in iterparse(self.source, ("start", "end")):
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            if element.tag == ROW_TAG:
                yield self._row(element)
            else:
                self._note(element)
            # Of rows, and of what stands around them, nothing is kept.
            if parents and parents[-1].tag in _EMPTIED:
                parents[-1].remove(element)

    def _note(self, element: Element) -> None:
        """Keep a merged area, and the span of columns that are hidden."""
        if element.tag == _AREA:
            self.areas.append(_area(element))
        elif element.tag == COL_TAG and element.get("hidden") in _TRUE:
            span = int(element.get("min", 0)), int(element.get("max", 0))
            self.hidden_columns.append(span)

    def _row(self, element: Element) -> PlainRow | None:
        """Return a row in which something is written, or one of a roster that is hidden."""
        given = element.get("r")
        self.row_counter = int(float(given)) if given else self.row_counter + 1
        self.col_counter, self._passed = 0, ""
        cells = []
        for child in element:
            cell = self._cell(child)
            if cell:
                cells.append(cell)
        is_hidden = element.get("hidden") in _TRUE
        if cells or (is_hidden and self.row_counter <= MAX_ROWS):
            return [self.row_counter, is_hidden, cells]
        return None

    def _cell(self, element: Element) -> PlainCell | None:
        """Return what is in a cell; nothing for one that only has a colour or a border."""
        if element.tag != CELL_TAG or not len(element):
            self._pass_over(element)
            return None
        formula = element.find(FORMULA_TAG)
        if element.get("t") == "inlineStr" and formula is None:
            self._pass_over(element)
            self._catch_up()
            row, column = self.row_counter, self.col_counter
            inside, style = element.find(INLINE_STRING), 0
            value: object = None if inside is None else _words(inside)
        else:
            self._catch_up()
            found = self.parse_cell(element)
            row, column = found["row"], found["column"]
            value, style = found["value"], found["style_id"]
        worked_out = self._formula(element, formula, needed=value is None)
        value = worked_out if value is None else value
        if value is None:
            return None
        self._excess.count(self._name, row, column, value)
        if row != self.row_counter:
            raise Unreadable(STRANGE)
        return _short([column, events.plain(value), self._format(style, value), worked_out])

    def _pass_over(self, element: Element) -> None:
        """Go on behind a cell; most have a place, and only one without asks for that before."""
        given = element.get("r")
        if given:
            self._passed = given
        else:
            self._catch_up()
            self.col_counter += 1

    def _catch_up(self) -> None:
        if self._passed:
            self.col_counter = coordinate_to_tuple(self._passed)[1]
            self._passed = ""

    def _formula(self, element: Element, formula: Element | None, *, needed: bool) -> str | None:
        """Return a formula; one that others share is worked out for a cell without a value."""
        if formula is None:
            return None
        words, key = f"={formula.text or ''}", formula.get("si")
        if formula.get("t") != "shared":
            return words
        place = element.get("r")
        if key not in self._shared:
            if words != "=":
                self._shared[key] = words, Translator(words, place)
            return words
        first, translator = self._shared[key]
        if not needed:
            return first
        self._worked_out += len(first)
        if self._worked_out > MAX_FORMULA_WORDS:
            raise Unreadable(
                say(
                    "The formulas of the file were never worked out: open it in a spreadsheet "
                    "program and save it again"
                )
            )
        translated: str = translator.translate_formula(place)
        return translated

    def _format(self, style: int, value: object) -> str:
        """Return the number format of a number or a date, nothing where it has none."""
        if isinstance(value, str | bool) or style >= len(self._book._cell_styles):
            return ""
        number = self._book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            code = BUILTIN_FORMATS.get(number, "")
        else:
            code = self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
        return "" if code == "General" else str(code)


def _area(element: Element) -> Area:
    left, top, right, bottom = range_boundaries(element.get("ref") or "")
    if left is None or top is None or right is None or bottom is None:
        raise Unreadable(STRANGE)
    return top, left, bottom, right


def _words(element: Element) -> str:
    """Return a text, whole or in pieces of several looks; how it is pronounced is left out."""
    pieces = [element.findtext(_TEXT) or ""]
    pieces += [run.findtext(_TEXT) or "" for run in element.findall(_RUN)]
    return "".join(pieces)


def _short(cell: PlainCell) -> PlainCell:
    """Return a cell without what is empty at its end."""
    while not cell[-1] and len(cell) > 2:
        cell.pop()
    return cell


def _batches(rows: Iterator[PlainRow | None]) -> Iterator[list[PlainRow]]:
    """Give rows together, an empty list now and then where there is nothing but colours."""
    batch: list[PlainRow] = []
    cells = 0
    for row in rows:
        cells += 1
        if row is not None:
            batch.append(row)
            cells += len(row[2])
        if cells >= _BATCH:
            yield batch
            batch, cells = [], 0
    yield batch
