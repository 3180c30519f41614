"""The marks of swaps, and who bears them (R-026)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutyroom.domain.records import Mark, Swap
from dutyroom.domain.swaps import ref_of


def marks_of_swap(swap: Swap) -> tuple[Mark, ...]:
    """Return what its applicant bears; a recall entered late is no fault of who is ill."""
    return () if swap.kind == "recall" else swap.marks


def marks_borne(swaps: Iterable[Swap], person: str) -> Iterator[tuple[Swap, tuple[Mark, ...]]]:
    """Yield each swap of a person with its marks; a code counts once for a shift (R-026).

    Several may come one after the other on one shift: whose shift it is left
    it once. That counts as excused only where all of these marks are.
    """
    mine = sorted((s for s in swaps if s.applicant == person), key=lambda swap: swap.id)
    for swap in mine:
        same = [s for s in mine if ref_of(s) == ref_of(swap)]
        yield swap, tuple(m for m in marks_of_swap(swap) if _speaks_for(same, m.code) is swap)


def _speaks_for(swaps: list[Swap], code: str) -> Swap:
    """Return the swap whose mark of a code stands for all: the first that is not excused."""
    marked = [s for s in swaps if any(mark.code == code for mark in marks_of_swap(s))]
    still = (s for s in marked if any(m.code == code and not m.excused for m in marks_of_swap(s)))
    return next(still, marked[0])
