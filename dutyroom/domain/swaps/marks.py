"""The marks of swaps: who bears them (R-026), and what they took effect despite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutyroom.domain.base.codes import mark_code
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterLine
from dutyroom.domain.records.swaps import Swap

_DESPITE = "despite:"


def marks_of_swap(swap: Swap) -> tuple[Mark, ...]:
    """Return what its applicant bears; a recall entered late is no fault of who is ill."""
    if swap.kind == "recall":
        return ()
    return tuple(mark for mark in swap.marks if not _is_warning(mark))


def warned(person: Person, verdicts: Iterable[Verdict]) -> tuple[Mark, ...]:
    """Return the marks of the warnings about somebody despite which a swap takes effect."""
    codes = (_DESPITE + v.code for v in verdicts if v.level == "warn")
    return tuple(Mark(mark_code(code), note=person.key) for code in codes)


def warnings_of(swap: Swap) -> tuple[Mark, ...]:
    """Return what a swap took effect despite: rest, rank, nights, leave."""
    return tuple(mark for mark in swap.marks if _is_warning(mark))


def _is_warning(mark: Mark) -> bool:
    return mark.code.startswith(_DESPITE)


def warned_lines(
    swaps: Iterable[Swap], roster: Roster
) -> tuple[tuple[RosterLine, tuple[Mark, ...]], ...]:
    """Return the shifts that somebody has by a swap despite a warning, with the warnings."""
    despite = [swap for swap in swaps if swap.effective is not None and warnings_of(swap)]
    lines = []
    for line in roster.lines:
        marks = tuple(_on_line(despite, line))
        if marks:
            lines.append((line, marks))
    return tuple(lines)


def _on_line(swaps: Iterable[Swap], line: RosterLine) -> Iterator[Mark]:
    if line.role != "duty":
        return
    substitutes = {assignee.person for assignee in line.people if assignee.substitute}
    for swap in swaps:
        taker = _taker(swap, line)
        if taker in substitutes:
            yield from (mark for mark in warnings_of(swap) if mark.note == taker)


def _taker(swap: Swap, line: RosterLine) -> str:
    """Return who took a line by a swap: the substitute, or in exchange the applicant."""
    if _went_to_substitute(swap, line):
        return swap.substitute
    if line.ref == swap.other:
        return swap.applicant
    return ""


def _went_to_substitute(swap: Swap, line: RosterLine) -> bool:
    """Tell whether a line is what the substitute took: a shift, or all those of a recall's days."""
    if swap.kind == "recall":
        return line.day in swap.days
    return line.ref == swap.ref


def marks_borne(swaps: Iterable[Swap], person: str) -> Iterator[tuple[Swap, tuple[Mark, ...]]]:
    """Yield each swap of a person with its marks; a code counts once for a shift (R-026).

    Several may come one after the other on one shift: whose shift it is left
    it once. That counts as excused only where all of these marks are.
    """
    own = [swap for swap in swaps if swap.applicant == person]
    own.sort(key=lambda swap: swap.id)
    for swap in own:
        same_shift = [each for each in own if each.ref == swap.ref]
        borne = []
        for mark in marks_of_swap(swap):
            if _speaks_for(same_shift, mark.code) is swap:
                borne.append(mark)
        yield swap, tuple(borne)


def _speaks_for(swaps: list[Swap], code: str) -> Swap:
    """Return the swap whose mark of a code stands for all: the first that is not excused."""
    marked = [swap for swap in swaps if _marks_with(swap, code)]
    for swap in marked:
        if not all(mark.excused for mark in _marks_with(swap, code)):
            return swap
    return marked[0]


def _marks_with(swap: Swap, code: str) -> list[Mark]:
    return [mark for mark in marks_of_swap(swap) if mark.code == code]
