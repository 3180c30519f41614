"""The handover: what must be answered, what blocks it, whose signature counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from dutyroom.domain.base.codes import VerdictCode
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.log.items import is_settled, open_items
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.handover import Count, Handover, Passed, Tick
from dutyroom.domain.records.items import Item
from dutyroom.domain.records.presence import Attendance

Stage = Literal["checking", "blocked", "ready", "one_signature", "complete", "stopped"]

OVERRIDE = ("supervisor", "leader")
READ, FIT = "read:records", "fit:relief"


def blank_ticks(profile: Profile, *, closes: bool) -> tuple[Tick, ...]:
    """Return the checklist of a handover, unanswered.

    A handover to a relief has the tidy list (R-134), the records read (R-129),
    the relief's state (R-074), the areas (R-131) and the sections (R-105); a
    post that goes unmanned has the closing list instead (R-076).
    """
    rules = profile.handover
    tidy = tuple(Tick(f"tidy:{item}", "outgoing") for item in rules.tidy)
    if closes:
        return tidy + tuple(Tick(f"closing:{item}", "outgoing") for item in rules.closing)
    sections = tuple(Tick(f"section:{item}", "outgoing") for item in rules.sections)
    areas = tuple(Tick(f"area:{item}", "incoming") for item in rules.areas)
    return (*tidy, *sections, Tick(READ, "incoming"), Tick(FIT, "incoming"), *areas)


def blank_counts(profile: Profile, *, closes: bool) -> tuple[Count, ...]:
    """Return the count list of the kit, uncounted; none where nobody relieves (R-127)."""
    if closes:
        return ()
    return tuple(Count(article.name, article.expected) for article in profile.handover.kit)


def closes_post(handover: Handover) -> bool:
    """Tell whether the post goes unmanned after this shift."""
    return not handover.to_shift


def items_of(state: DutyState, handover: Handover) -> tuple[Item, ...]:
    """Return the open items that this handover answers for (R-004, R-137).

    Every open item of the station but those of somebody who stays on duty at
    another post. Computed from the records, so nothing open can be left out.
    """
    elsewhere = {
        a.person
        for a in state.attendances
        if a.took_over and a.left is None and a.post != handover.post
    }
    return tuple(item for item in open_items(state) if item.owner not in elsewhere)


def critical_items(state: DutyState, handover: Handover, profile: Profile) -> tuple[Item, ...]:
    """Return urgent or important items that are not under control (R-140)."""
    return tuple(
        item
        for item in items_of(state, handover)
        if profile.is_critical(item.urgency) and not is_settled(state, item)
    )


def leaves_with(attendance: Attendance, handover: Handover) -> bool:
    """Tell whether an attendance ends with this handover: on post, and its shift ends with it.

    Who forgot to leave an earlier shift stays until that one is closed.
    """
    on = attendance.took_over is not None and attendance.left is None
    return on and attendance.post == handover.post and attendance.end == handover.due


def relieves(attendance: Attendance, handover: Handover) -> bool:
    """Tell whether somebody who has arrived takes over with this handover."""
    waits = attendance.took_over is None and attendance.left is None
    return waits and attendance.post == handover.post and attendance.end > handover.due


def decision(handover: Handover, item: str) -> Passed | None:
    """Return what was decided about an open item, or None."""
    return next((p for p in handover.passed if p.item == item), None)


def list_seal(state: DutyState, handover: Handover) -> str:
    """Return what the first signature vouches for: the open items as they stood.

    Another seal at the second signature means that the list has changed.
    """
    items = (f"{i.id}:{i.status}:{i.urgency}" for i in items_of(state, handover))
    return " ".join(sorted(items))


def unsealed(state: DutyState, handover: Handover) -> bool:
    """Tell whether the open items changed since the first signature, which is void then (5.5)."""
    return handover.status == "one_signature" and list_seal(state, handover) != handover.seal


def obstacles(state: DutyState, handover: Handover, profile: Profile) -> tuple[Verdict, ...]:
    """Return everything that still stands before the first signature, gravest first."""
    found = [
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
        found.append(Verdict("block", "summary_empty", text, "R-075"))
    return tuple(v for v in found if v.level != "off")


def unfit(handover: Handover) -> Tick | None:
    """Return the answer that the relief is not fit for duty, or None (R-074)."""
    return next((t for t in handover.ticks if t.code == FIT and t.answer == "no"), None)


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
    found = critical_items(state, handover, profile)
    items = tuple(item.id for item in found if item.id not in handover.overridden)
    if not items:
        return []
    text = say(
        "Blocked by {numbers}: get it under control, close the call, or ask the supervisor",
        numbers=items,
    )
    return [Verdict(profile.handover.critical, "critical_open", text, "R-140", OVERRIDE)]


def _unpassed(state: DutyState, handover: Handover) -> list[Verdict]:
    items = items_of(state, handover)
    if closes_post(handover):
        missing = tuple(i.id for i in items if not _has(handover, i.id, owner=False))
        text = say("Give a reason for each open item: {numbers}", numbers=missing)
    else:
        missing = tuple(i.id for i in items if not _has(handover, i.id, owner=True))
        text = say("Name who has each open item next: {numbers}", numbers=missing)
    return [Verdict("block", "item_unpassed", text, "R-106")] if missing else []


def without_reason(state: DutyState, handover: Handover) -> tuple[str, ...]:
    """Return the open items that are passed on without a reason (R-106, R-139)."""
    passed = ((item.id, decision(handover, item.id)) for item in items_of(state, handover))
    return tuple(number for number, one in passed if one is not None and not one.reason.strip())


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


def _has(handover: Handover, item: str, *, owner: bool) -> bool:
    passed = decision(handover, item)
    return passed is not None and bool(passed.owner if owner else passed.owner or passed.reason)


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


def _block(
    items: tuple[object, ...], code: VerdictCode, text: Sentence, clause: str
) -> list[Verdict]:
    """Return the verdict that blocks while there are such items."""
    return [Verdict("block", code, text, clause)] if items else []


def is_tidy(tick: Tick) -> bool:
    """Tell whether a line of the checklist is of the tidy list: it blocks nothing (R-134)."""
    return tick.code.startswith("tidy:")


def label(code: str) -> str:
    """Return the part of a checklist code that the station wrote itself."""
    return code.partition(":")[2]


def spoken(code: str) -> str | Sentence:
    """Return what a line of the checklist is called; the station's own words stay."""
    own = {READ: say("duty record read"), FIT: say("relief fit for duty")}
    return own.get(code) or label(code)


def differs(count: Count) -> bool:
    """Tell whether an article is short, over or damaged (R-127)."""
    return count.counted is not None and (count.counted != count.expected or bool(count.condition))


def disputed(handover: Handover) -> tuple[Count, ...]:
    """Return the differences whose explanation the relief does not accept (R-128)."""
    return tuple(c for c in handover.counts if differs(c) and c.accepted is False)


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
    untidy = [label(t.code) for t in handover.ticks if is_tidy(t) and t.answer != "yes"]
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


def side_of(handover: Handover, person: str) -> Literal["outgoing", "incoming", ""]:
    """Return on which side of the handover a person stands."""
    if person in handover.outgoing:
        return "outgoing"
    return "incoming" if person in handover.incoming else ""


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


def tidy_due(slot: Slot, profile: Profile) -> datetime | None:
    """Return when the tidy reminder comes up (R-134), or None where the profile has none."""
    before = profile.handover.tidy_before_min
    if before is None:
        return None
    return slot.end - minutes(before)
