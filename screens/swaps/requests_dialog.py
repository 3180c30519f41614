"""The list of requests: swaps and leave."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.i18n import _
from dutyroom.words.swaps import stage_word
from screens.kit.dialogs import PickDialog
from screens.kit.rows import Row, Span, plain
from screens.swaps.leave_rows import leave_rows


def requests_dialog(desk: Desk) -> PickDialog:
    """List the requests, the open ones first, and the days of leave; Enter goes on with one."""
    state = desk.state()
    requests = sorted(state.swaps, key=lambda swap: (not rules.is_open(swap), swap.day))
    rows = [_row(desk, swap) for swap in requests]
    empty = [plain(" " + _("Nobody has asked for a swap. Ctrl+E on a shift asks for one."))]
    shown = [*(rows or empty), *leave_rows(desk)]
    return PickDialog(_("Leave and swaps · Enter decides · Esc closes"), shown)


def _row(desk: Desk, swap: Swap) -> Row:
    state, to = desk.state(), swap.substitute
    names = f"{state.name(swap.applicant)} → {state.name(to) if to else '…'}"
    look = "due" if rules.is_open(swap) else "dim"
    return Row(
        (
            Span(f" {swap.day:%m-%d} {swap.shift}", "plain", 14),
            Span(names, "name", 18),
            Span(stage_word(desk, swap), look, 21),
            Span(swap.reason or swap.decision, "plain"),
        ),
        key=swap.id,
    )
