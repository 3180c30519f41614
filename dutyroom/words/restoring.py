"""What people read of a restoring: what it puts back, what stays, and how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dutyroom.domain.records.station import Restoring
from dutyroom.i18n import _, listed
from dutyroom.words.codes import restoring_line

if TYPE_CHECKING:
    from dutyroom.desk.station.restore import Effect


def named(ids: Iterable[str]) -> str:
    """Return records as people call them: by number, or by the name that stands in its place."""
    return listed(id_.partition(":")[2] or id_ for id_ in ids)


def nothing_words() -> str:
    """Return that a restoring would change nothing."""
    return _("Every record stands as it did then: there is nothing to put back.")


def effect_lines(effect: Effect) -> list[str]:
    """Return what a restoring would put back, and what was written since and stays."""
    if not effect.back:
        return [nothing_words()]
    lines = [_("It would put back: {numbers}").format(numbers=named(r.id for r in effect.back))]
    if effect.later:
        later = _("Later, and left as they are: {numbers}")
        lines.append(later.format(numbers=named(effect.later)))
    return lines


def restoring_lines(made: Restoring, name: str) -> tuple[str, ...]:
    """Return a restoring with what it put back, and what was later and stayed."""
    numbers = (
        (_("put back: {numbers}"), made.back),
        (_("later, and left as they are: {numbers}"), made.later),
    )
    told = (f"    {text.format(numbers=named(ids))}" for text, ids in numbers if ids)
    return (restoring_line(made, name), *told)
