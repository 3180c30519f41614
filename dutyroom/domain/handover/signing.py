"""What stands in the way of signing a handover, with all that the shift leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.checklist import closes_post, leaves_with, obstacles
from dutyroom.domain.patrol.inspections import inspected
from dutyroom.domain.presence.away import alone_verdicts
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.handover import Handover


def signing_obstacles(
    state: DutyState, profile: Profile, handover: Handover, slots: Iterable[Slot]
) -> tuple[Verdict, ...]:
    """Return everything that keeps people from signing: lists, relief, inspection, covers.

    A post that goes unmanned needs its closing inspection (R-016), any other
    somebody who relieves (R-099); who leaves may leave nobody alone (R-268).
    """
    against = obstacles(state, handover, profile)
    if closes_post(handover):
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
