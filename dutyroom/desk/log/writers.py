"""Who enters a record: the person named, or who is plainly at this terminal."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.facts.attendance import on_posts
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.phone import phone_out


def on_duty(desk: Desk) -> tuple[str, ...]:
    """Return who answers for a post now; those who signed in at this terminal first."""
    return _on_duty(desk.state(), desk.ledger.terminal)


def _on_duty(state: DutyState, terminal: str) -> tuple[str, ...]:
    here_first = sorted(on_posts(state), key=lambda attendance: attendance.terminal != terminal)
    return tuple(dict.fromkeys(attendance.person for attendance in here_first))


def may_write(desk: Desk) -> tuple[str, ...]:
    """Return who may be entering a record: who is on duty, and who has the telephone (R-307)."""
    return _may_write(desk.state(), desk.ledger.terminal)


def _may_write(state: DutyState, terminal: str) -> tuple[str, ...]:
    on, telephone = _on_duty(state, terminal), phone_out(state)
    if telephone is None or telephone.holder in on:
        return on
    return (*on, telephone.holder)


def writes(desk: Desk, person: str) -> str:
    """Remember who writes at this terminal, and return it."""
    desk.writer = person or desk.writer
    return person


def who_writes(desk: Desk, by: str) -> str:
    """Return who enters a record: the person named, else who wrote here last and is on duty.

    Else the only one on duty, or the only one who signed in at this terminal.
    Where that is not plain, the terminal stands in with an ``@``: logging a
    call is never blocked.
    """
    if by:
        return by
    state, terminal = desk.state(), desk.ledger.terminal
    if desk.writer in _may_write(state, terminal):
        return desk.writer
    likely = set(_on_duty(state, terminal))
    if len(likely) > 1:
        here = (known for known in state.attendances if known.terminal == terminal)
        likely &= {known.person for known in here}
    return likely.pop() if len(likely) == 1 else f"@{terminal}"
