"""A roster as a list: a row a shift, with its post, its name and its people in the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import RosterLine
from dutyroom.intake.layout import Layout, SheetColumn, read_heading
from dutyroom.intake.sheets import SheetCell


def row_label(row: tuple[SheetCell, ...], layout: Layout) -> str:
    """Return post and shift as a row of the list names them."""
    columns = (*layout.of("post_name"), *layout.of("shift_name"))
    return " ".join(row[column.place].text for column in columns).strip()


def row_shift(
    row: tuple[SheetCell, ...], layout: Layout, profile: Profile
) -> tuple[SheetColumn | None, Sentence | None]:
    """Return the shift or the role of a row as a column of its own, and what is odd about it."""
    place = layout.of("shift_name", "post_name")[0].place
    label = row_label(row, layout)
    column, odd = read_heading(label, place, profile)
    if column.kind in ("shift", "chief", "leader", "driver"):
        return column, odd
    text = label or "—"
    return None, say(
        "{text}: no shift of {profile} is called so; who stands there was not read",
        text=text,
        profile=profile.profile,
    )


def together(lines: Iterable[RosterLine]) -> tuple[RosterLine, ...]:
    """Return the lines with the people of one shift, that stand in several rows, on one line."""
    by_shift: dict[tuple[object, ...], RosterLine] = {}
    for line in lines:
        key = (line.day, line.role, line.post, line.shift, line.start)
        before = by_shift.get(key)
        if before is None:
            by_shift[key] = line
            continue
        remarks = dict.fromkeys(filter(None, (before.remark, line.remark)))
        by_shift[key] = replace(
            before,
            people=(*before.people, *line.people),
            remark="；".join(remarks),
            plate=before.plate or line.plate,
        )
    return tuple(by_shift.values())
