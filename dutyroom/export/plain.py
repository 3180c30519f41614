"""Rosters as text: CSV with the mark of UTF-8, and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from dutyroom.export.safe import guarded, padded, width
from dutyroom.export.table import PrintedGrid, PrintedTable
from dutyroom.i18n import _

MARK = "\ufeff"
_MARKDOWN = str.maketrans(
    {letter: f"\\{letter}" for letter in "\\`*_[]|~$"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def to_csv(table: PrintedTable) -> bytes:
    """Return the roster as CSV: UTF-8 with its mark, every cell quoted, dates as 2026-12-01."""
    most = len(table.columns)
    rows: list[Sequence[str]] = [[table.title], [table.subtitle]]
    rows.append([_one_line(column.heading) for column in table.columns])
    rows += [(f"{row.day}", *row.cells[1:]) for row in table.rows]
    for section in table.sections:
        rows += [[section.heading], *([line] for line in section.numbered())]
    rows += [[table.issue]] if table.issue else []
    return _csv(rows, most)


def grid_to_csv(table: PrintedTable) -> bytes:
    """Return the people and days as CSV."""
    rows = [[table.title], [table.subtitle], *grid_rows(table.grid)]
    rows += [[line] for line in table.grid.legend]
    return _csv(rows, len(table.grid.days) + 3)


def to_markdown(table: PrintedTable) -> bytes:
    """Return the roster as Markdown with columns that stand one under the other (R-331)."""
    rows = [row.cells for row in table.rows]
    lines = [f"# {_escaped(table.title)}", "", _escaped(table.subtitle), ""]
    lines += _table([column.heading for column in table.columns], rows)
    for section in table.sections:
        lines += ["", f"**{_escaped(section.heading)}**", ""]
        lines += [f"{n}. {_escaped(line)}" for n, line in enumerate(section.lines, 1)]
    if table.addresses:
        heads = [_("Name"), _("Position"), _("Mobile"), _("Remarks")]
        cells = [(a.name, a.rank, a.phone, a.remark) for a in table.addresses]
        lines += ["", *_table(heads, cells)]
    lines += ["", _escaped(table.issue)] if table.issue else []
    return ("\n".join(lines) + "\n").encode()


def grid_to_markdown(table: PrintedTable) -> bytes:
    """Return the people and days as Markdown."""
    head, *rows = grid_rows(table.grid)
    lines = [f"# {_escaped(table.title)}", "", _escaped(table.subtitle), "", *_table(head, rows)]
    lines += ["", *(f"- {_escaped(line)}" for line in table.grid.legend)]
    return ("\n".join(lines) + "\n").encode()


def grid_rows(grid: PrintedGrid) -> Iterator[list[str]]:
    """Give the headings, the weekdays and a row a person."""
    yield [_("Name"), *(f"{day.day}" for day in grid.days), _("Total"), _("Nights")]
    yield ["", *grid.weekdays, "", ""]
    for name, cells, total, nights in grid.rows:
        yield [name, *cells, f"{total}", f"{nights}"]


def _csv(rows: Iterable[Sequence[str]], most: int) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        cells = [guarded(cell) for cell in row]
        writer.writerow(cells + [""] * (most - len(cells)))
    return (MARK + out.getvalue()).encode()


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    shown = [list(map(_escaped, row)) for row in (heads, *rows)]
    widths = []
    for place in range(len(heads)):
        widths.append(max(3, *(width(row[place]) for row in shown)))
    head, *body = (f"| {' | '.join(padded(row, widths))} |" for row in shown)
    return [head, f"| {' | '.join('-' * most for most in widths)} |", *body]


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it was typed, in one line."""
    return guarded(text).translate(_MARKDOWN).replace("\n", "<br>")


def _one_line(heading: str) -> str:
    return heading.replace("\n", " ")
