"""Quiet nights: few late shifts for each, a round of the floors at two, the roster as text."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.codes import OwnCode
from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.roster.view import Finding, RosterView
from dutyroom.export.table import PrintedTable

MOST = 4
"""Late shifts of a person in one roster."""


def evenings(view: RosterView) -> Iterator[Finding]:
    """Give everybody who has more late shifts in the roster than is quiet."""
    for key, lines in view.shifts_of_people().items():
        late = [line.day for line in lines if line.shift == "晚班"]
        if len(late) > MOST:
            values = (("name", view.name(key)), ("n", len(late)), ("most", MOST))
            text = Sentence("{name} 有 {n} 个晚班，最多 {most} 个", values)
            yield Finding("warn", OwnCode("evenings"), text, "", late[MOST])


def floors(moment: Moment) -> Iterator[Owed]:
    """Give the round of the floors at two in the night, a quarter of an hour to walk it."""
    at = moment.now.replace(hour=2, minute=0, second=0, microsecond=0)
    text = Sentence("巡一次楼层 [/]", ())
    yield Owed(OwnCode("floors"), f"{at:%Y-%m-%d}", at, text, "", grace_min=15)


def to_text(table: PrintedTable) -> bytes:
    """Return the roster as lines of plain text."""
    rows = ("  ".join(row.cells) for row in table.rows)
    return "\n".join((table.title, *rows, "")).encode()


CHECKS = (evenings,)
OWED = (floors,)
EXPORTS = {"txt": to_text}
