"""What is owed about the log: a first step, a follow-up, a word that an item was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.assigning import assignment_of
from dutyroom.domain.log.items import open_items
from dutyroom.domain.profile.times import seconds_between
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.log import Entry, WorkOrder


def items(moment: Moment) -> Iterator[Owed]:
    """Yield what open items wait for: a follow-up (R-130), or a first step (R-053).

    An entry whose work order is open is not owed a step next to it.
    """
    waiting = open_items(moment.state)
    orders = {item.id for item in waiting if isinstance(item, WorkOrder)}
    for item in waiting:
        if item.follow_up is not None:
            text = say("Follow up: {text}", text=item.text)
            yield Owed("follow_up", item.id, item.follow_up, text, "R-130", (item.owner,))
        elif not item.thread and item.linked("order") not in orders:
            yield _first_action(moment, item)


def _first_action(moment: Moment, item: Item) -> Owed:
    state, profile = moment.state, moment.profile_of(item.day)
    waited = seconds_between(item.at, _in_hands_since(state, item)) // 60
    return Owed(
        "first_action",
        f"{item.id}/{item.handovers}" if item.handovers else item.id,
        item.at,
        _undone_words(state, item),
        "R-053",
        (item.owner,),
        ref=item.id,
        grace_min=profile.first_action_min(item.urgency) + waited,
    )


def _undone_words(state: DutyState, item: Item) -> Sentence:
    if isinstance(item, Entry) and item.kind == "message":
        return say("Not told {whom}: {text}", whom=state.name(item.whom), text=item.text)
    return say("Nothing done yet: {text}", text=item.text)


def _in_hands_since(state: DutyState, item: Item) -> datetime:
    """Return since when its owner has an item: the relief has the whole time again (R-106)."""
    taken = []
    for handover in state.handovers:
        if handover.incoming_signed is not None and _passes(handover, item):
            taken.append(handover.incoming_signed.at)
    return max(taken, default=item.at)


def _passes(handover: Handover, item: Item) -> bool:
    return any(passed.item == item.id for passed in handover.passed)


def assigned(moment: Moment) -> Iterator[Owed]:
    """Yield what was given to somebody who has not acknowledged it yet (R-044)."""
    state = moment.state
    for item in open_items(state):
        given = assignment_of(item)
        if given is not None and given.seen is None:
            names = {"person": state.name(given.to), "leader": state.name(given.by)}
            text = say("{leader} → {person}: {text}", **names, text=item.text)
            yield Owed("assigned", item.id, given.at, text, "R-044", (given.to,))
