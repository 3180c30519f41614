"""Signing a handover: whose turn it is, what stands in the way, what the record keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.checklist import is_tidy, label
from dutyroom.domain.handover.counts import disputed
from dutyroom.domain.handover.items import without_reason
from dutyroom.domain.handover.obstacles import obstacles
from dutyroom.domain.handover.people import leaves_with, side_of
from dutyroom.domain.patrol.inspections import inspected
from dutyroom.domain.presence.away import alone_verdicts
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.handover import Handover


def signing_obstacles(
    state: DutyState, profile: Profile, handover: Handover, slots: Iterable[Slot]
) -> tuple[Verdict, ...]:
    """Return everything that keeps people from signing: lists, relief, inspection, covers.

    A post that goes unmanned needs its closing inspection (R-016), any other
    somebody who relieves (R-099); who leaves may leave nobody alone (R-268).
    """
    against = obstacles(state, handover, profile)
    if handover.closes_post:
        against = (*against, *_uninspected(state, profile, handover, slots))
    elif not handover.incoming:
        text = say("The relief has not come: you may not leave the post")
        against = (Verdict(profile.level("no_handover"), "no_relief", text, "R-099"), *against)
    return (*against, *_left_alone(state, profile, handover))


def _uninspected(
    state: DutyState, profile: Profile, handover: Handover, slots: Iterable[Slot]
) -> Iterator[Verdict]:
    post = profile.post(handover.post)
    if post is None or not post.patrolled or not profile.inspection.groups:
        return
    slot = next((slot for slot in slots if slot.ref == handover.ref), None)
    if slot is not None and not inspected(state, slot):
        text = say("The closing inspection is not complete: every item needs an answer")
        level = profile.level("inspection_before_leaving")
        yield Verdict(level, "inspection_before_leaving", text, "R-016")


def _left_alone(state: DutyState, profile: Profile, handover: Handover) -> Iterator[Verdict]:
    for attendance in state.attendances:
        if leaves_with(attendance, handover):
            yield from alone_verdicts(state, profile, attendance.person, but=handover.post)


def changed(handover: Handover, **values: object) -> Handover:
    """Return the handover with new lists; a first signature given before is void (5.5)."""
    if handover.outgoing_signed is None:
        return replace(handover, **values)  # type: ignore[arg-type]
    return replace(
        handover,
        **values,  # type: ignore[arg-type]
        outgoing_signed=None,
        voided=(*handover.voided, handover.outgoing_signed),
        status="checking",
        seal="",
    )


def closing_marks(state: DutyState, handover: Handover) -> tuple[Mark, ...]:
    """Return what the record keeps of a handover that was not all it should be.

    Untidy (R-134), counts disputed (R-128), items passed on without a reason
    (R-106), handed over under override (R-140).
    """
    untidy = []
    for tick in handover.ticks:
        if is_tidy(tick) and tick.answer != "yes":
            untidy.append(label(tick.code))
    marks = []
    if untidy:
        marks.append(Mark("untidy", note="、".join(untidy)))
    if articles := [c.article for c in disputed(handover)]:
        marks.append(Mark("count_disputed", note="、".join(articles)))
    if silent := without_reason(state, handover):
        marks.append(Mark("no_reason", note="、".join(silent)))
    if handover.override:
        marks.append(Mark("overridden", note=handover.override))
    return tuple(marks)


def signing_order(handover: Handover, person: str) -> Sentence | None:
    """Return why this person cannot sign now, or None (R-133: outgoing first, then relief)."""
    side = side_of(handover, person)
    if handover.status == "complete":
        return say("This handover is already signed by both")
    if not side:
        return say("{person} has no part in this handover", person=person)
    if side == "outgoing" and handover.outgoing_signed is not None:
        return say("{person} has signed already; now the relief signs", person=person)
    if side == "incoming" and handover.outgoing_signed is None:
        return say("The outgoing officer signs first")
    return None
