"""The sheet of a handover: what is answered, counted, passed on and signed, line by line."""

from __future__ import annotations

from dutyroom.desk import handover
from dutyroom.desk.desk import Desk
from dutyroom.desk.handover import HandoverView
from dutyroom.domain.records import Handover
from dutyroom.i18n import _
from dutyroom.words import checklist_word, mark_words, verdict_line, word


def view_lines(view: HandoverView) -> tuple[str, ...]:
    """Return a handover with its lists, and what stands in its way."""
    found = view.handover
    lines = [f"{found.id}  {found.post}  {found.from_shift} → {found.to_shift or '—'}"]
    lines[0] += f"  {word(view.stage)}"
    for tick in found.ticks:
        answer = {"yes": "✓", "no": "✗"}.get(tick.answer, "·")
        words = f"  {answer} {checklist_word(tick.code)}  {tick.note} {tick.explanation}"
        lines.append(words.rstrip())
    for count in found.counts:
        counted = "·" if count.counted is None else str(count.counted)
        note = f"{count.condition} {count.explanation}".strip()
        lines.append(f"  {count.article} {counted}/{count.expected}  {note}".rstrip())
    if view.stage not in ("complete", "one_signature"):
        lines.extend(verdict_line(v) for v in view.obstacles)
    return tuple(lines)


def sheet_lines(desk: Desk, found: Handover) -> tuple[str, ...]:
    """Return a finished handover whole, with the last line of the records under it."""
    name = desk.state().name
    lines = list(view_lines(handover.look(desk, found)))
    for passed in found.passed:
        to = f"→ {name(passed.owner)}  " if passed.owner else ""
        lines.append(f"  {passed.item} {to}{passed.reason}".rstrip())
    lines += [f"  {place}. {matter}" for place, matter in enumerate(found.summary, 1)]
    lines += [f"  {q.question} — {q.answer}" for q in found.questions]
    for side, signed in (("outgoing", found.outgoing_signed), ("incoming", found.incoming_signed)):
        if signed is not None:
            lines.append(f"{word(side)}  {name(signed.person)}  {signed.at:%Y-%m-%d %H:%M:%S}")
    if found.overridden_by:
        words = _("override by {name}: {reason}")
        lines.append(words.format(name=name(found.overridden_by), reason=found.override))
    lines += [mark_words(mark) for mark in found.marks if mark.code != "overridden"]
    if found.tip:
        lines.append(_("last line of the records: {tip}").format(tip=found.tip))
    return tuple(lines)
