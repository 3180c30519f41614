"""Answering the checklist of a handover."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.handover.checklist import is_tidy, label, spoken
from dutyroom.domain.handover.signing import changed
from dutyroom.domain.records.handover import Handover, Tick
from dutyroom.words.codes import checklist_word


def answer_line(
    desk: Desk,
    handover: Handover,
    code: str,
    yes: bool,
    *,
    note: str = "",
    explanation: str = "",
    by: str = "",
) -> Handover:
    """Answer a line of the checklist by its code or by the station's own word for it.

    No to anything but a tidy item needs a note of what is wrong (R-132); without
    one `Wrong` is raised at once.
    """
    tick = _tick(handover, code)
    if not yes and not note.strip() and not is_tidy(tick):
        item = spoken(tick.code)
        raise Wrong(say("No to {item}: say what is wrong", item=item), "note")
    with desk.change("handover.answer", by) as change:
        answered = replace(
            tick,
            answer="yes" if yes else "no",
            note=note,
            explanation=explanation,
            by=by,
            at=change.now,
        )
        ticks = tuple(answered if t.code == tick.code else t for t in handover.ticks)
        return change.put(changed(handover, ticks=ticks))


def _tick(handover: Handover, code: str) -> Tick:
    for tick in handover.ticks:
        if tick.code == code:
            return tick
    for tick in handover.ticks:
        if code in (label(tick.code), checklist_word(tick.code)):
            return tick
    names = tuple(spoken(tick.code) for tick in handover.ticks)
    raise Wrong(say("{item} is not on the checklist: {names}", item=code, names=names), "item")
