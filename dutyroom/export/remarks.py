"""The remark of a date: what goes for all on duty first, then what is of one shift or leader only.

`dutyroom.intake.remarks` reads it apart again, so that no remark changes its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dutyroom.domain.records.roster import RosterLine
from dutyroom.export.columns import label_of, slot_of
from dutyroom.export.safe import clean
from dutyroom.i18n import _

BETWEEN = "；"


def remark_of(lines: Sequence[RosterLine], *, places: bool) -> str:
    """Return the cell under 备注; ``places`` where the people of a date have no shift columns."""
    shared = _of_all([line for line in lines if line.role == "duty"])
    own = [line for line in lines if line.role != "duty" or line.remark != shared]
    said = list(_labelled(own, places=places))
    if shared:
        said.insert(0, clean(shared))
    return BETWEEN.join(dict.fromkeys(said))


def _of_all(shifts: Sequence[RosterLine]) -> str:
    """Return the remark that all shifts of a date have; empty ones count if all are empty."""
    manned = [line for line in shifts if line.people]
    remarks = {line.remark for line in manned or shifts}
    return remarks.pop() if len(remarks) == 1 else ""


def _labelled(lines: Iterable[RosterLine], *, places: bool) -> Iterator[str]:
    for line in lines:
        words = BETWEEN.join(_words(line))
        if words:
            whose = _whose(line, places=places)
            yield _("{whose}: {remark}").format(whose=whose, remark=words)


def _whose(line: RosterLine, *, places: bool) -> str:
    if places and line.role == "duty":
        return clean(line.post)
    return label_of(slot_of(line))


def _words(line: RosterLine) -> Iterator[str]:
    if line.plate:
        yield _("car {plate}").format(plate=clean(line.plate))
    if line.remark:
        yield clean(line.remark)
