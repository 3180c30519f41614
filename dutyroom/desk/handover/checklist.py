"""Handing over: lists, count, decisions, two signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.numbers import numbered
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.slots import Slot, around, find, relief_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover import checklist as rules
from dutyroom.domain.records.handover import Count, Handover, Passed, Question, Tick
from dutyroom.domain.records.presence import Attendance
from dutyroom.values import dataclass
from dutyroom.words.codes import checklist_word


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handover with what still stands in its way."""

    handover: Handover
    stage: rules.Stage
    obstacles: tuple[Verdict, ...]
    items: tuple[str, ...]


def find_handover(state: DutyState, post: str = "") -> Handover | None:
    """Return the handover that is under way at a post, or at the only one that has one."""
    return next((h for h in state.handovers if _under_way(h) and post in ("", h.post)), None)


def _under_way(handover: Handover) -> bool:
    return handover.status in ("checking", "one_signature")


def posts_on_duty(state: DutyState) -> tuple[str, ...]:
    """Return the posts with somebody on them, the one whose shift ends first at the head."""
    on = [a for a in state.attendances if a.took_over and a.left is None]
    return tuple(dict.fromkeys(a.post for a in sorted(on, key=lambda a: a.end)))


def current_handover(state: DutyState, post: str = "") -> Handover:
    """Return the handover under way. Raises `Wrong` when none has been started."""
    found = find_handover(state, post)
    if found is None:
        raise Wrong(say("No handover has been started"))
    return found


def finished(desk: Desk, number: str = "", post: str = "") -> Handover:
    """Return the finished handover of that number, of any month, or the last one of a post.

    Raises `Wrong` when there is none.
    """
    complete = [h for h in desk.state().handovers if h.status == "complete"]
    here = [h for h in complete if post in ("", h.post)]
    if number.strip():
        handover = numbered(here, number, desk.duty_date())
        handover = handover or desk.ledger.get(number.strip().upper())
    else:
        handover = here[-1] if here else None
    if not isinstance(handover, Handover) or handover.status != "complete":
        raise Wrong(say("There is no finished handover {number}", number=number or "—"), "number")
    return handover


def start_handover(desk: Desk, post: str = "", *, by: str = "") -> Handover:
    """Open the handover of the shift on post, with its lists unanswered.

    Started again, it returns the same one with whoever has come since. A
    shift that nobody relieves opens the closing of its post; so does one whose
    relief never came, when the relief's own shift is over. Raises `Wrong` when
    nobody is on post.
    """
    with desk.change("handover.start", by) as change:
        attendance = _on_which_post(change.state, post, change.now)
        slots = around(change.state, desk.profile, desk.zone, change.now)
        slot = find(slots, attendance)
        after = relief_of(slot, slots, change.state, change.now)
        known = _of_slot(change.state, slot)
        if known is not None and known.to_shift == (after.shift if after else ""):
            return with_people(change, known)
        if known is not None:
            change.put(replace(known, status="stopped"))
        return with_people(change, _blank(desk, change, slot, after))


def _on_which_post(state: DutyState, post: str, now: datetime) -> Attendance:
    """Return who hands over: on post, with the shift that ends next or has ended last."""
    on = [a for a in state.attendances if a.took_over and a.left is None and post in ("", a.post)]
    if not on:
        raise Wrong(say("Nobody is on post: there is nothing to hand over"), "post")
    return min(on, key=lambda a: abs(a.end - now))


def _of_slot(state: DutyState, slot: Slot) -> Handover | None:
    key = (slot.day, slot.post, slot.shift)
    return next(
        (h for h in state.handovers if _under_way(h) and (h.day, h.post, h.from_shift) == key),
        None,
    )


def _blank(desk: Desk, change: Change, slot: Slot, after: Slot | None) -> Handover:
    closes = after is None
    return Handover(
        id=change.number(Handover, slot.day),
        day=slot.day,
        post=slot.post,
        from_shift=slot.shift,
        to_shift=after.shift if after else "",
        to_day=after.day if after else slot.day,
        due=slot.end,
        opened=change.now,
        outgoing=(),
        ticks=rules.blank_ticks(desk.profile, closes=closes),
        counts=rules.blank_counts(desk.profile, closes=closes),
    )


def with_people(change: Change, handover: Handover) -> Handover:
    """Return the handover with whoever is on post and has come by now; that voids nothing."""
    people = change.state.attendances
    outgoing = tuple(a.person for a in people if rules.leaves_with(a, handover))
    incoming = tuple(a.person for a in people if rules.relieves(a, handover))
    if (outgoing, incoming) == (handover.outgoing, handover.incoming):
        return handover
    return change.put(replace(handover, outgoing=outgoing, incoming=incoming))


def look(desk: Desk, handover: Handover) -> HandoverView:
    """Return a handover with its stage, its obstacles and the open items (R-137)."""
    state = desk.state()
    return HandoverView(
        handover,
        rules.stage(state, handover, desk.profile),
        rules.obstacles(state, handover, desk.profile),
        tuple(item.id for item in rules.items_of(state, handover)),
    )


def count(
    desk: Desk,
    handover: Handover,
    article: str,
    counted: int,
    *,
    condition: str = "",
    explanation: str = "",
    accepted: bool | None = None,
    by: str = "",
) -> Handover:
    """Count an article of the kit (R-127); a difference waits for its explanation.

    ``explanation`` is the outgoing officer's, ``accepted`` the relief's answer
    to it (R-128), where they were given at once.
    """
    if counted < 0:
        raise Wrong(say("A count cannot be below nothing"), "counted")
    new = replace(
        _article(handover, article),
        counted=counted,
        condition=condition,
        explanation=explanation,
        accepted=accepted,
    )
    return _swap_count(desk, handover, new, by)


def affirm_count(desk: Desk, handover: Handover, article: str, *, by: str = "") -> Handover:
    """Say yes to an article: all of it is there, or its explained difference is accepted.

    A difference that nobody has explained stays as it was counted: raises
    `Wrong` (R-127, R-128).
    """
    known = _article(handover, article)
    if not rules.differs(known):
        return count(desk, handover, article, known.expected, by=by)
    if not known.explanation.strip():
        text = say(
            "{article}: {counted} of {expected} were counted, and nobody has explained it",
            article=article,
            counted=known.counted,
            expected=known.expected,
        )
        raise Wrong(text, "explanation")
    return accept(desk, handover, article, accepted=True, by=by)


def read_count(text: str) -> int:
    """Return the number that was typed. Raises `Wrong`."""
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise Wrong(say("Give the number counted"), "counted")
    return int(text)


def explain(desk: Desk, handover: Handover, article: str, why: str, *, by: str = "") -> Handover:
    """Keep the outgoing officer's explanation of a difference (R-128)."""
    if not why.strip():
        raise Wrong(say("Say where it is or what happened to it"), "note")
    return _swap_count(desk, handover, replace(_article(handover, article), explanation=why), by)


def accept(
    desk: Desk, handover: Handover, article: str, *, accepted: bool, by: str = ""
) -> Handover:
    """Keep whether the relief accepts the explanation; disputed goes to the supervisor."""
    return _swap_count(desk, handover, replace(_article(handover, article), accepted=accepted), by)


def _article(handover: Handover, article: str) -> Count:
    for counted in handover.counts:
        if counted.article == article:
            return counted
    names = tuple(c.article for c in handover.counts)
    raise Wrong(
        say("{article} is not on the list: {names}", article=article, names=names), "article"
    )


def _swap_count(desk: Desk, handover: Handover, new: Count, by: str) -> Handover:
    counts = tuple(new if c.article == new.article else c for c in handover.counts)
    with desk.change("handover.count", by) as change:
        return change.put(rules.changed(handover, counts=counts))


def answer(
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
    if not yes and not note.strip() and not tick.code.startswith("tidy:"):
        item = rules.spoken(tick.code)
        raise Wrong(say("No to {item}: say what is wrong", item=item), "note")
    with desk.change("handover.answer", by) as change:
        new = replace(
            tick,
            answer="yes" if yes else "no",
            note=note,
            explanation=explanation,
            by=by,
            at=change.now,
        )
        ticks = tuple(new if t.code == tick.code else t for t in handover.ticks)
        return change.put(rules.changed(handover, ticks=ticks))


def _tick(handover: Handover, code: str) -> Tick:
    fits = [t for t in handover.ticks if t.code == code] or [
        t for t in handover.ticks if code in (rules.label(t.code), checklist_word(t.code))
    ]
    if not fits:
        names = tuple(rules.spoken(t.code) for t in handover.ticks)
        raise Wrong(say("{item} is not on the checklist: {names}", item=code, names=names), "item")
    return fits[0]


def pass_item(
    desk: Desk,
    handover: Handover,
    item: str,
    *,
    owner: str = "",
    reason: str = "",
    follow_up: datetime | None = None,
    by: str = "",
) -> Handover:
    """Say why an open item is not done and who has it next (R-106, R-130)."""
    if item not in [i.id for i in rules.items_of(desk.state(), handover)]:
        raise Wrong(say("{item} is not an open item", item=item), "item")
    if not owner and not reason.strip():
        raise Wrong(say("Say who has {item} next, or why it is open", item=item), "owner")
    kept = tuple(p for p in handover.passed if p.item != item)
    with desk.change("handover.pass", by) as change:
        new = Passed(item, owner, reason, follow_up)
        return change.put(rules.changed(handover, passed=(*kept, new)))


def pass_on(desk: Desk, handover: Handover, item: str, *, by: str = "") -> Handover:
    """Give an open item to the relief, with whatever was said about it before.

    Raises `Wrong` while no relief has come.
    """
    if not handover.incoming:
        raise Wrong(say("The relief has not come yet"), "owner")
    known = rules.decision(handover, item)
    return pass_item(
        desk,
        handover,
        item,
        owner=handover.incoming[0],
        reason=known.reason if known else "",
        follow_up=known.follow_up if known else None,
        by=by,
    )


def write_record(
    desk: Desk, handover: Handover, lines: tuple[str, ...], *, by: str = ""
) -> Handover:
    """Write the duty record: matters one by one, or that nothing unusual happened (R-104)."""
    with desk.change("handover.record", by) as change:
        return change.put(rules.changed(handover, summary=lines))


def facts(desk: Desk, handover: Handover) -> Sentence:
    """Return what the records say of the shift, to begin the duty record with (R-104)."""
    state = desk.state()
    slots = around(state, desk.profile, desk.zone, handover.due)
    key = (handover.day, handover.post, handover.from_shift)
    slot = next((s for s in slots if (s.day, s.post, s.shift) == key), None)
    since = slot.start if slot else handover.opened
    mine = [e for e in state.entries if since <= e.at and e.by in handover.outgoing]
    rounds = [r for r in state.rounds if (r.day, r.post, r.shift) == key]
    return say(
        "calls {calls}, visits {visits}, work orders {orders}, rounds {rounds}",
        calls=sum(e.kind == "call" for e in mine),
        visits=sum(e.kind == "visit" for e in mine),
        orders=sum(since <= o.at and o.by in handover.outgoing for o in state.orders),
        rounds=sum(r.status in ("complete", "late_entry") for r in rounds),
    )


def ask(desk: Desk, handover: Handover, question: str, reply: str, *, by: str = "") -> Handover:
    """Keep a question of the relief and the answer given (R-174)."""
    with desk.change("handover.ask", by) as change:
        asked = Question(by, question, change.now, reply, handover.outgoing[0] if reply else "")
        return change.put(rules.changed(handover, questions=(*handover.questions, asked)))


def fresh(state: DutyState, handover: Handover) -> Handover:
    """Return the handover as it is now, whatever another terminal wrote to it."""
    return next(h for h in state.handovers if h.id == handover.id)
