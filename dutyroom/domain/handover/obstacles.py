"""What stands before the first signature of a handover, and where that leaves it."""

from __future__ import annotations

from typing import Literal

from dutyroom.domain.base.codes import VerdictCode
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.checklist import is_tidy, spoken, unfit
from dutyroom.domain.handover.counts import differs
from dutyroom.domain.handover.items import (
    critical_items,
    decision,
    items_of,
    unsealed,
    without_reason,
)
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.handover import Handover

Stage = Literal["checking", "blocked", "ready", "one_signature", "complete", "stopped"]
"""Where a handover stands (states 5.5)."""

OVERRIDE = ("supervisor", "leader")


def obstacles(state: DutyState, handover: Handover, profile: Profile) -> tuple[Verdict, ...]:
    """Return everything that still stands before the first signature, gravest first."""
    verdicts = [
        *_unfit(handover, profile),
        *_critical(state, handover, profile),
        *_unpassed(state, handover),
        *_unreasoned(state, handover, profile),
        *_unanswered(handover),
        *_unequal(handover),
        *_walking(state, handover),
    ]
    if not any(line.strip() for line in handover.summary):
        text = say("The duty record is empty: write what happened, or that nothing did")
        verdicts.append(Verdict("block", "summary_empty", text, "R-075"))
    return tuple(v for v in verdicts if v.level != "off")


def _unfit(handover: Handover, profile: Profile) -> list[Verdict]:
    tick = unfit(handover)
    if tick is None:
        return []
    text = say(
        "The relief is not fit for duty ({note}): you stay on post, tell the leader",
        note=tick.note,
    )
    return [Verdict(profile.level("relief_unfit"), "relief_unfit", text, "R-074")]


def _critical(state: DutyState, handover: Handover, profile: Profile) -> list[Verdict]:
    critical = critical_items(state, handover, profile)
    items = tuple(item.id for item in critical if item.id not in handover.overridden)
    if not items:
        return []
    text = say(
        "Blocked by {numbers}: get it under control, close the call, or ask the supervisor",
        numbers=items,
    )
    return [Verdict(profile.handover.critical, "critical_open", text, "R-140", OVERRIDE)]


def _unpassed(state: DutyState, handover: Handover) -> list[Verdict]:
    items = items_of(state, handover)
    if handover.closes_post:
        missing = tuple(i.id for i in items if not _has(handover, i.id, owner=False))
        text = say("Give a reason for each open item: {numbers}", numbers=missing)
    else:
        missing = tuple(i.id for i in items if not _has(handover, i.id, owner=True))
        text = say("Name who has each open item next: {numbers}", numbers=missing)
    return [Verdict("block", "item_unpassed", text, "R-106")] if missing else []


def _has(handover: Handover, item: str, *, owner: bool) -> bool:
    passed = decision(handover, item)
    return passed is not None and bool(passed.owner if owner else passed.owner or passed.reason)


def _unreasoned(state: DutyState, handover: Handover, profile: Profile) -> list[Verdict]:
    missing = without_reason(state, handover)
    if not missing:
        return []
    text = say("No reason is given for {numbers}", numbers=missing)
    return [Verdict(profile.handover.open_items, "no_reason", text, "R-106")]


def _walking(state: DutyState, handover: Handover) -> list[Verdict]:
    walked = [r for r in state.rounds if r.status == "walking" and r.person in handover.outgoing]
    if not walked:
        return []
    text = say("{route} is still on its way: finish or stop the round first", route=walked[0].route)
    return [Verdict("block", "round_open", text, "5.6")]


def _unanswered(handover: Handover) -> list[Verdict]:
    ticks = [tick for tick in handover.ticks if not is_tidy(tick)]
    unanswered = tuple(spoken(tick.code) for tick in ticks if not tick.answer)
    denied = [tick for tick in ticks if tick.answer == "no"]
    unexplained = tuple(spoken(tick.code) for tick in denied if not tick.note)
    open_text = say("Not answered yet: {items}", items=unanswered)
    denied_text = say("Say what is wrong: {items}", items=unexplained)
    return [
        *_block(unanswered, "tick_unanswered", open_text, "R-131"),
        *_block(unexplained, "tick_unexplained", denied_text, "R-132"),
    ]


def _unequal(handover: Handover) -> list[Verdict]:
    uncounted = tuple(count.article for count in handover.counts if count.counted is None)
    differing = [count for count in handover.counts if differs(count)]
    unexplained = tuple(count.article for count in differing if not count.explanation)
    pending = tuple(c.article for c in differing if c.explanation and c.accepted is None)
    uncounted_text = say("Not counted yet: {items}", items=uncounted)
    unexplained_text = say("The outgoing officer must explain: {items}", items=unexplained)
    pending_text = say("The relief must accept or dispute: {items}", items=pending)
    return [
        *_block(uncounted, "article_uncounted", uncounted_text, "R-127"),
        *_block(unexplained, "article_unexplained", unexplained_text, "R-128"),
        *_block(pending, "article_pending", pending_text, "R-128"),
    ]


def _block(
    items: tuple[object, ...], code: VerdictCode, text: Sentence, clause: str
) -> list[Verdict]:
    """Return the verdict that blocks while there are such items."""
    return [Verdict("block", code, text, clause)] if items else []


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
