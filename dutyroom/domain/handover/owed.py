"""What is owed at the end of a shift: tidy up, hand over, a relief who is fit for duty."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.slots import Slot, relief_of
from dutyroom.domain.handover.checklist import is_tidy, tidy_due, unfit


def tidies(moment: Moment) -> Iterator[Owed]:
    """Yield who has still to tidy up before the handover (R-134)."""
    for slot in moment.slots_on_duty:
        profile = moment.profile_of(slot.day)
        at = tidy_due(slot, profile)
        if at is not None and profile.handover.tidy and not _is_tidied(moment, slot):
            before = profile.handover.tidy_before_min or 0
            text = say("{post}: tidy up", post=slot.post)
            yield Owed("tidy", slot.key, at, text, "R-134", grace_min=before)


def _is_tidied(moment: Moment, slot: Slot) -> bool:
    for handover in moment.state.handovers:
        if handover.ref == slot.ref:
            return all(tick.answer == "yes" for tick in handover.ticks if is_tidy(tick))
    return False


def handovers(moment: Moment) -> Iterator[Owed]:
    """Yield the handover of everybody who answers for a post, or that the post closes (R-133)."""
    for slot in moment.slots_on_duty:
        relief = relief_of(slot, moment.slots, moment.state, moment.now)
        if relief is None:
            text = say("{post}: close the post and sign", post=slot.post)
            yield Owed("handover", slot.key, slot.end, text, "R-076")
        else:
            names = {"post": slot.post, "old": slot.shift, "new": relief.shift}
            text = say("{post}: hand over {old} → {new}", **names)
            yield Owed("handover", slot.key, slot.end, text, "R-133")


def unfit_reliefs(moment: Moment) -> Iterator[Owed]:
    """Yield the reliefs who are not fit for duty, in handovers that are under way (R-074)."""
    state = moment.state
    for handover in state.handovers:
        tick = unfit(handover) if handover.under_way else None
        if tick is not None:
            people = tuple(map(state.name, handover.incoming))
            text = say("{people} is not fit for duty: {note}", people=people, note=tick.note)
            at = tick.at or handover.opened
            yield Owed("relief_unfit", handover.id, at, text, "R-074", state.told(handover.to_day))
