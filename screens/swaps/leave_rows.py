"""Leave in the list of requests: every one with its days, and the two ways to begin."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.facts.leave import balance
from dutyroom.i18n import _
from dutyroom.words.swaps import cause_word
from screens.kit.rows import Row, Span
from screens.swaps.leave_forms import GRANT, RECALL


def leave_rows(desk: Desk) -> list[Row]:
    """Return the two ways to begin, and every leave with its days, the newest first."""
    state, today = desk.state(), desk.duty_date()
    rows = [
        Row((Span(" " + _("+ grant days of leave"), "key"),), key=GRANT),
        Row((Span(" " + _("+ call somebody back from leave"), "key"),), key=RECALL),
    ]
    words = _("granted {granted}, used {used}, owed {owed}")
    for leave in sorted(state.leaves, key=lambda each: each.first, reverse=True):
        days = balance(leave, today)
        shown = words.format(granted=days.granted, used=days.used, owed=days.owed)
        span = f" {leave.first:%m-%d} – {leave.last:%m-%d}"
        span = span if leave.last >= leave.first else f" {leave.first:%m-%d} {_('taken back')}"
        spans = (
            Span(span, "plain", 15),
            Span(state.name(leave.person), "name", 17),
            Span(shown, "due" if days.owed else "dim", 30),
            Span(f"{cause_word(leave.kind)} {leave.reason}", "plain"),
        )
        rows.append(Row(spans, key=leave.id))
    return rows
