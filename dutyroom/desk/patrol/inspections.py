"""The closing inspection."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence.signed_in import signed_in
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import current_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.patrol import Inspection, ItemResult
from dutyroom.domain.records.people import Person


def inspect(
    desk: Desk,
    person: Person,
    group: str,
    item: str,
    result: Literal["normal", "fault"],
    note: str = "",
) -> Inspection:
    """Answer one item of the closing inspection (R-016); all answered, it is complete.

    A fault needs its text (R-017). Raises `Wrong` and the store's errors.
    """
    if (group, item) not in inspection_items(desk.profile):
        raise Wrong(
            say("The inspection has no item {group} {item}", group=group, item=item), "item"
        )
    if result == "fault" and not note.strip():
        raise Wrong(say("Say what is wrong with {item}", item=item), "note")
    return _answer(desk, person, (ItemResult(group, item, result, note),))


def inspect_rest(desk: Desk, person: Person, group: str = "") -> Inspection:
    """Answer every open item, of one group or of all, as normal."""
    inspection = inspection_of(desk.state(), person)
    answered = _answered(inspection.items) if inspection else set()
    rest = []
    for name, item in inspection_items(desk.profile):
        if group in ("", name) and (name, item) not in answered:
            rest.append(ItemResult(name, item, "normal"))
    if not rest:
        raise Wrong(say("Every item is answered already"), "group")
    return _answer(desk, person, tuple(rest))


def _answer(desk: Desk, person: Person, results: tuple[ItemResult, ...]) -> Inspection:
    with desk.change("inspect", person.key) as change:
        state = change.state
        attendance = signed_in(state, person)
        inspection = inspection_of(state, person) or Inspection(
            id=change.number(Inspection, attendance.day),
            day=attendance.day,
            post=attendance.post,
            shift=attendance.shift,
            person=person.key,
            started=change.now,
            items=(),
        )
        again = _answered(results)
        others = (known for known in inspection.items if (known.group, known.item) not in again)
        items = (*others, *results)
        whole = _answered(items) >= set(inspection_items(desk.profile))
        return change.put(replace(inspection, items=items, ended=change.now if whole else None))


def _answered(results: tuple[ItemResult, ...]) -> set[tuple[str, str]]:
    return {(result.group, result.item) for result in results}


def inspection_items(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the items as (group, item) pairs in the profile's order."""
    return tuple((group.id, item) for group in profile.inspection.groups for item in group.items)


def inspection_of(state: DutyState, person: Person) -> Inspection | None:
    """Return the inspection of the shift that the person is on, if one has begun."""
    attendance = current_of(state, person.key)
    if attendance is None:
        return None
    return next((each for each in state.inspections if each.ref == attendance.ref), None)
