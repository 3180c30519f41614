"""A roster as a web page for printing: everything in one file, nothing fetched, no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from dutyroom.export.plain import grid_rows
from dutyroom.export.safe import guarded
from dutyroom.export.table import PrintedTable
from dutyroom.i18n import _, language

_STYLE = """
@page { size: A4 landscape; margin: 10mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.35 "SimSun", "Songti SC", "Noto Serif CJK SC", serif; margin: 0 auto;
  max-width: 277mm; color: #000; }
h1 { font: bold 17pt/1.3 "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; text-align: center;
  margin: 0 0 1mm; }
.facts { text-align: center; margin: 0 0 2mm; }
.mark { border: 1.5pt solid #b00; color: #b00; font-weight: bold; padding: 0 2mm;
  margin-right: 2mm; }
table { border-collapse: collapse; width: 100%; margin-bottom: 3mm; }
th, td { border: .75pt solid #000; padding: .4mm 1mm; text-align: center;
  overflow-wrap: anywhere; white-space: pre-line; }
th { background: #e8eef4; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.remark, .list td:last-child { text-align: left; }
td.date, td.weekday, td.phone { white-space: nowrap; }
tr.weekend td, td.weekend { background: #f4f4f4; }
tr.holiday td, td.holiday { background: #fdeaea; }
tr.make_up td, td.make_up { background: #eef6e6; }
h2 { font-size: 10.5pt; margin: 0; }
ol { margin: 0 0 2mm; padding-left: 7mm; overflow-wrap: anywhere; }
.issue { text-align: right; font-weight: bold; }
* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
"""


def to_page(table: PrintedTable) -> bytes:
    """Return the roster as a page: the dates, what stands below, the telephone numbers."""
    heads = [column.heading for column in table.columns]
    kinds = [column.kind for column in table.columns]
    body = [_row(row.kind, _body_cells(kinds, row.cells)) for row in table.rows]
    parts = [_table([heads], body), *_sections(table)]
    if table.issue:
        parts.append(f'<p class="issue">{_text(table.issue)}</p>')
    if table.addresses:
        cells = [(a.name, a.rank, a.phone, a.remark) for a in table.addresses]
        rows = [_row("", _body_cells([""] * 4, row)) for row in cells]
        parts.append(_table([[_("Name"), _("Position"), _("Mobile"), _("Remarks")]], rows, "list"))
    return _page(table, parts)


def grid_to_page(table: PrintedTable) -> bytes:
    """Return the people and days as a page."""
    heads, weekdays, *rows = grid_rows(table.grid)
    kinds = ["", *table.grid.kinds, "", ""]
    body = [_row("", _body_cells(kinds, row)) for row in rows]
    legend = "　".join(table.grid.legend)
    return _page(table, [_table([heads, weekdays], body), f"<p>{_text(legend)}</p>"])


def _page(table: PrintedTable, parts: Sequence[str]) -> bytes:
    marks = "".join(f'<span class="mark">{_text(mark)}</span>' for mark in table.marks)
    facts = _text("　".join(table.facts))
    code = "zh-CN" if language() == "zh" else "en"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{code}">',
        '<head><meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        f"<title>{_text(table.title)}</title>",
        f"<style>{_STYLE}</style></head>",
        "<body>",
        f"<h1>{_text(table.title)}</h1>",
        f'<p class="facts">{marks}{facts}</p>',
        *parts,
        "</body></html>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _sections(table: PrintedTable) -> Iterator[str]:
    for section in table.sections:
        items = "".join(f"<li>{_text(line)}</li>" for line in section.lines)
        yield f"<h2>{_text(section.heading)}</h2><ol>{items}</ol>"


def _body_cells(kinds: Sequence[str], words: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return cells of the body: the tag, the look and the words of each."""
    return [("td", kind, cell) for kind, cell in zip(kinds, words, strict=True)]


def _table(heads: Sequence[Sequence[str]], body: Sequence[str], kind: str = "") -> str:
    head = ""
    for row in heads:
        head += _row("", [("th", "", cell) for cell in row])
    rows = "\n".join(body)
    return f'<table class="{kind}"><thead>{head}</thead><tbody>\n{rows}\n</tbody></table>'


def _row(kind: str, cells: Sequence[tuple[str, str, str]]) -> str:
    shown = "".join(f'<{tag} class="{look}">{_text(cell)}</{tag}>' for tag, look, cell in cells)
    return f'<tr class="{kind}">{shown}</tr>'


def _text(text: str) -> str:
    return escape(guarded(text))
