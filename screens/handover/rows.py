"""The lines of a handover: what is answered, what is not, who signed."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.find import HandoverView
from dutyroom.desk.log.entries import find_item
from dutyroom.desk.patrol import inspections
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.counts import differs
from dutyroom.domain.handover.items import decision
from dutyroom.domain.records.base import Signature
from dutyroom.domain.records.handover import Count, Handover, Tick
from dutyroom.domain.records.patrol import ItemResult
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import checklist_word, clock, mark_words, short_number, word
from screens.kit.rows import Row, Span, heading, plain, wrapped


def standing_rows(desk: Desk, shown: HandoverView, width: int) -> list[Row]:
    """Return the handover in a few lines: which, who signed, what comes next."""
    handover, name = shown.handover, desk.state().name
    look = {"blocked": "overdue", "ready": "good", "one_signature": "due"}.get(shown.stage, "soon")
    to = handover.to_shift or _("post closes")
    out = listed(map(name, handover.outgoing))
    come = listed(map(name, handover.incoming)) or _("not here yet")
    return [
        Row(
            (
                Span(f" {handover.id} ", "key"),
                Span(f"{handover.post} ", "name"),
                Span(f"{handover.from_shift} → {to}  {clock(handover.due)}  ", "plain"),
                Span(word(shown.stage), look),
            )
        ),
        Row(
            (
                Span(f" {word('outgoing')} ", "dim"),
                Span(out + " ", "name"),
                _signed(handover.outgoing_signed),
                Span(f"   {word('incoming')} ", "dim"),
                Span(come + " ", "name"),
                _signed(handover.incoming_signed),
            )
        ),
        *_next_step(shown, width),
    ]


def _signed(signature: Signature | None) -> Span:
    if signature is None:
        return Span("…", "dim")
    return Span(_("signed {time}").format(time=f"{signature.at:%H:%M:%S}"), "good")


def _next_step(shown: HandoverView, width: int) -> list[Row]:
    if shown.stage in ("checking", "ready") and _was_signed(shown.handover):
        return [plain(" " + _("The list changed after the first signature: sign again"), "warn")]
    if shown.stage in ("ready", "one_signature"):
        return [plain(" " + _("Ctrl+G signs"), "good")]
    blocking = [verdict for verdict in shown.obstacles if verdict.level == "block"]
    return wrapped(render(blocking[0].sentence) if blocking else "", width, _gravity(blocking))


def _was_signed(handover: Handover) -> bool:
    return bool(handover.voided) or handover.outgoing_signed is not None


def _gravity(blocking: list[Verdict]) -> str:
    grave = any(v.code in ("critical_open", "relief_unfit") for v in blocking)
    return "overdue" if grave else "due"


def list_rows(desk: Desk, shown: HandoverView, width: int) -> list[Row]:
    """Return the lists of a handover, one under the other."""
    handover, state = shown.handover, desk.state()
    rows = [*_tick_rows(handover, "outgoing"), *_tick_rows(handover, "incoming")]
    if handover.counts:
        rows.append(heading(_("Articles")))
        rows += map(_count_row, handover.counts)
    rows.append(heading(_("Open items")))
    rows += [_item_row(desk, state, handover, number, width) for number in shown.items]
    if not shown.items:
        rows.append(plain(" " + _("Nothing is open.")))
    if handover.closes_post:
        rows += _inspection_rows(desk, state, handover)
    return [*rows, *_record_rows(handover)]


def _tick_rows(handover: Handover, side: str) -> list[Row]:
    ticks = [tick for tick in handover.ticks if tick.side == side]
    return [heading(word(side)), *map(_tick_row, ticks)] if ticks else []


def _record_rows(handover: Handover) -> list[Row]:
    """Return the duty record, and the questions of the relief."""
    text = "; ".join(handover.summary) or _("empty: Enter writes it")
    record = Row((Span(" " + text, "plain" if handover.summary else "due"),), key="record")
    asked = (plain(f"   {each.question} — {each.answer}") for each in handover.questions)
    return [heading(_("Duty record")), record, *asked]


def _tick_row(tick: Tick) -> Row:
    sign, look = {"yes": (" ✓ ", "good"), "no": (" ✗ ", "overdue")}.get(tick.answer, (" · ", "due"))
    note = Span(f"{tick.note} {tick.explanation}".strip(), look)
    if tick.answer != "no":
        note = Span(_meaning_of_yes(tick.code), "dim")
    return Row(
        (Span(sign, look, 4), Span(checklist_word(tick.code), "plain", 24), note),
        key=f"tick:{tick.code}",
    )


def _meaning_of_yes(code: str) -> str:
    kind = code.partition(":")[0]
    meant = {"section": _("nothing to pass on"), "area": _("nothing unusual there")}
    return meant.get(kind, "")


def _count_row(count: Count) -> Row:
    counted = "·" if count.counted is None else str(count.counted)
    verdict = {True: _("accepted"), False: _("disputed"), None: ""}[count.accepted]
    damage = _("damage: {text}").format(text=count.condition) if count.condition else ""
    note = " ".join(part for part in (damage, count.explanation, verdict) if part)
    sign, look = _count_sign(count)
    return Row(
        (
            Span(sign, look, 4),
            Span(count.article, "plain", 18),
            Span(f"{counted}/{count.expected}", look, 8),
            Span(note, "plain"),
        ),
        key=f"count:{count.article}",
    )


def _count_sign(count: Count) -> tuple[str, str]:
    if count.counted is None:
        return " · ", "due"
    if count.accepted:
        return " ✓ ", "warn"
    return (" ✗ ", "overdue") if differs(count) else (" ✓ ", "good")


def _item_row(desk: Desk, state: DutyState, handover: Handover, number: str, width: int) -> Row:
    item, passed = find_item(state, number), decision(handover, number)
    to = ""
    if passed:
        to = f"→ {state.name(passed.owner)} {passed.reason or _('no reason')}"
    critical = desk.profile.is_critical(item.urgency)
    return Row(
        (
            Span(" ✓ " if passed else " · ", "good" if passed else "due", 4),
            Span(short_number(number), "key", 10),
            Span(word(item.urgency), "overdue" if critical else "plain", 11),
            Span(item.text, "plain", max(10, width - 49)),
            Span(" " + to, "good" if passed and passed.reason else "due", 24),
        ),
        key=f"item:{number}",
    )


def _inspection_rows(desk: Desk, state: DutyState, handover: Handover) -> list[Row]:
    """Return the items of the closing inspection, for a post that is walked."""
    person = state.people.get(handover.outgoing[0]) if handover.outgoing else None
    post = desk.profile.post(handover.post)
    if person is None or (post is not None and not post.patrolled):
        return []
    begun = inspections.inspection_of(state, person)
    results = {(each.group, each.item): each for each in begun.items} if begun else {}
    rows = [heading(_("Closing inspection"))]
    for group, item in inspections.inspection_items(desk.profile):
        rows.append(_inspected_row(group, item, results.get((group, item))))
    return rows


_RESULTS = {"normal": (" ✓ ", "good"), "fault": (" ✗ ", "overdue"), "": (" · ", "due")}


def _inspected_row(group: str, item: str, result: ItemResult | None) -> Row:
    sign, look = _RESULTS[result.result if result else ""]
    return Row(
        (
            Span(sign, look, 4),
            Span(group, "plain", 12),
            Span(item, "plain", 20),
            Span(result.note if result else "", look),
        ),
        key=f"inspect:{group}:{item}",
    )


def past_row(desk: Desk, past: Handover) -> Row:
    """Return a finished handover in one line."""
    name = desk.state().name
    signatures = (past.outgoing_signed, past.incoming_signed)
    signed = " · ".join(f"{name(s.person)} {clock(s.at)}" for s in signatures if s)
    marks = "; ".join(mark_words(mark) for mark in past.marks)
    return Row(
        (
            Span(f" {past.day:%m-%d}", "plain", 8),
            Span(past.post, "plain", 12),
            Span(f"{past.from_shift} → {past.to_shift or '—'}", "plain", 16),
            Span(signed, "good", 26),
            Span(marks, "warn"),
        ),
        key=past.id,
    )
