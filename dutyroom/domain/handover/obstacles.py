"""What stands before the first signature of a handover, and where that leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.checklist import is_tidy, spoken, unfit
from dutyroom.domain.handover.counts import uncounted, undecided, unexplained
from dutyroom.domain.handover.items import (
    critical_items,
    decision,
    items_of,
    unsealed,
    without_reason,
)
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.handover import Handover, Tick

Stage = Literal["checking", "blocked", "ready", "one_signature", "complete", "stopped"]
"""Where a handover stands (states 5.5)."""

OVERRIDE = ("supervisor", "leader")


def obstacles(state: DutyState, handover: Handover, profile: Profile) -> tuple[Verdict, ...]:
    """Return everything that still stands before the first signature, gravest first."""
    verdicts = (
        *_unfit(handover, profile),
        *_critical(state, handover, profile),
        *_unpassed(state, handover),
        *_unreasoned(state, handover, profile),
        *_unanswered(handover),
        *_unequal(handover),
        *_walking(state, handover),
        *_unwritten(handover),
    )
    return tuple(verdict for verdict in verdicts if verdict.level != "off")


def _unfit(handover: Handover, profile: Profile) -> Iterator[Verdict]:
    tick = unfit(handover)
    if tick is not None:
        text = say(
            "The relief is not fit for duty ({note}): you stay on post, tell the leader",
            note=tick.note,
        )
        yield Verdict(profile.level("relief_unfit"), "relief_unfit", text, "R-074")


def _critical(state: DutyState, handover: Handover, profile: Profile) -> Iterator[Verdict]:
    critical = critical_items(state, handover, profile)
    # What a supervisor let through is not asked about again.
    numbers = tuple(item.id for item in critical if item.id not in handover.overridden)
    if numbers:
        text = say(
            "Blocked by {numbers}: get it under control, close the call, or ask the supervisor",
            numbers=numbers,
        )
        yield Verdict(profile.handover.critical, "critical_open", text, "R-140", OVERRIDE)


def _unpassed(state: DutyState, handover: Handover) -> Iterator[Verdict]:
    items = items_of(state, handover)
    if handover.closes_post:
        missing = tuple(item.id for item in items if not _is_explained(handover, item.id))
        text = say("Give a reason for each open item: {numbers}", numbers=missing)
    else:
        missing = tuple(item.id for item in items if not _has_owner(handover, item.id))
        text = say("Name who has each open item next: {numbers}", numbers=missing)
    if missing:
        yield Verdict("block", "item_unpassed", text, "R-106")


def _has_owner(handover: Handover, number: str) -> bool:
    passed = decision(handover, number)
    return passed is not None and bool(passed.owner)


def _is_explained(handover: Handover, number: str) -> bool:
    """Tell whether it is said why an item stays open, or who has it all the same."""
    passed = decision(handover, number)
    return passed is not None and bool(passed.owner or passed.reason)


def _unreasoned(state: DutyState, handover: Handover, profile: Profile) -> Iterator[Verdict]:
    missing = without_reason(state, handover)
    if missing:
        text = say("No reason is given for {numbers}", numbers=missing)
        yield Verdict(profile.handover.open_items, "no_reason", text, "R-106")


def _unanswered(handover: Handover) -> Iterator[Verdict]:
    ticks = [tick for tick in handover.ticks if not is_tidy(tick)]
    unanswered = [tick for tick in ticks if not tick.answer]
    unexplained = [tick for tick in ticks if tick.answer == "no" and not tick.note]
    if unanswered:
        text = say("Not answered yet: {items}", items=_spoken(unanswered))
        yield Verdict("block", "tick_unanswered", text, "R-131")
    if unexplained:
        text = say("Say what is wrong: {items}", items=_spoken(unexplained))
        yield Verdict("block", "tick_unexplained", text, "R-132")


def _spoken(ticks: list[Tick]) -> tuple[str | Sentence, ...]:
    return tuple(spoken(tick.code) for tick in ticks)


def _unequal(handover: Handover) -> Iterator[Verdict]:
    if articles := uncounted(handover):
        text = say("Not counted yet: {items}", items=articles)
        yield Verdict("block", "article_uncounted", text, "R-127")
    if articles := unexplained(handover):
        text = say("The outgoing officer must explain: {items}", items=articles)
        yield Verdict("block", "article_unexplained", text, "R-128")
    if articles := undecided(handover):
        text = say("The relief must accept or dispute: {items}", items=articles)
        yield Verdict("block", "article_pending", text, "R-128")


def _walking(state: DutyState, handover: Handover) -> Iterator[Verdict]:
    """Yield the first round that somebody who leaves is still walking."""
    for each in state.rounds:
        if each.status == "walking" and each.person in handover.outgoing:
            text = say(
                "{route} is still on its way: finish or stop the round first", route=each.route
            )
            yield Verdict("block", "round_open", text, "5.6")
            return


def _unwritten(handover: Handover) -> Iterator[Verdict]:
    if not any(line.strip() for line in handover.summary):
        text = say("The duty record is empty: write what happened, or that nothing did")
        yield Verdict("block", "summary_empty", text, "R-075")


def stage(state: DutyState, handover: Handover, profile: Profile) -> Stage:
    """Return where the handover stands (states 5.5); computed, except when it is over."""
    if handover.status in ("complete", "stopped"):
        return handover.status
    if handover.status == "one_signature" and not unsealed(state, handover):
        return "one_signature"
    blocking = [v for v in obstacles(state, handover, profile) if v.level == "block"]
    if any(v.code in ("critical_open", "relief_unfit") for v in blocking):
        return "blocked"
    return "checking" if blocking else "ready"
