"""A roster as a Word document; needs the extra ``[word]``."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.export.plain import grid_rows
from dutyroom.export.safe import guarded
from dutyroom.export.table import PrintedTable
from dutyroom.i18n import _

_BODY, _HEAD = "宋体", "黑体"
_A4_LONG, _A4_SHORT, _MARGIN = 297, 210, 12


class NoWord(Exception):
    """The library that writes Word documents is not installed."""

    sentence: Sentence = say(
        "Word documents need one more package: install dutyroom[word], or take --as xlsx or html"
    )


def to_word(table: PrintedTable) -> bytes:
    """Return the roster as .docx. Raises `NoWord`."""
    rows = [row.cells for row in table.rows]
    page = _Page(table)
    page.table([[column.heading for column in table.columns]], rows)
    for section in table.sections:
        page.line(section.heading, bold=True)
        for line in section.numbered():
            page.line(line)
    page.line(table.issue, bold=True, to="right")
    if table.addresses:
        heads = [_("Name"), _("Position"), _("Mobile"), _("Remarks")]
        page.table([heads], [(a.name, a.rank, a.phone, a.remark) for a in table.addresses])
    return page.content()


def grid_to_word(table: PrintedTable) -> bytes:
    """Return the people and days as .docx. Raises `NoWord`."""
    head, weekdays, *rows = grid_rows(table.grid)
    page = _Page(table)
    page.table([head, weekdays], rows)
    page.line("　".join(table.grid.legend))
    return page.content()


class _Page:
    """A document that begins with title and facts and grows downwards."""

    def __init__(self, table: PrintedTable) -> None:
        try:
            import docx
            from docx.enum.section import WD_ORIENT
            from docx.shared import Mm
        except ModuleNotFoundError as error:
            raise NoWord from error
        self._document: Any = docx.Document()
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(_A4_LONG), Mm(_A4_SHORT)
        section.left_margin = section.right_margin = Mm(_MARGIN)
        section.top_margin = section.bottom_margin = Mm(_MARGIN)
        self._document.core_properties.title = table.title[:200]
        self._document.core_properties.author = ""
        self.line(table.title, bold=True, to="center", points=18, font=_HEAD)
        self.line(table.subtitle, to="center", points=10)

    def line(
        self,
        words: str,
        *,
        bold: bool = False,
        to: str = "left",
        points: int = 10,
        font: str = _BODY,
    ) -> None:
        """Add a line of text; nothing where there are no words."""
        if words:
            self._fill(self._document.add_paragraph(), words, bold, to, points, font)

    def table(self, heads: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> None:
        """Add a table whose headings stand on every page."""
        made = self._document.add_table(rows=0, cols=len(heads[0]), style="Table Grid")
        for place, row in enumerate((*heads, *rows)):
            cells = made.add_row().cells
            for cell, words in zip(cells, row, strict=True):
                head = place < len(heads)
                self._fill(cell.paragraphs[0], words, head, "center", 9, _HEAD if head else _BODY)
        for row in made.rows[: len(heads)]:
            self._repeat(row)
        self._document.add_paragraph()

    def content(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _fill(
        self, paragraph: Any, words: str, bold: bool, to: str, points: int, font: str
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Pt

        sides = {
            "left": WD_ALIGN_PARAGRAPH.LEFT,
            "center": WD_ALIGN_PARAGRAPH.CENTER,
            "right": WD_ALIGN_PARAGRAPH.RIGHT,
        }
        paragraph.alignment = sides[to]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(guarded(words))
        run.bold = bold
        run.font.size = Pt(points)
        run.font.name = font
        run._element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font)

    def _repeat(self, row: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)
