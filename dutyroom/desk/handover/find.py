"""Which handover is meant: the one under way, or one that is finished; and how it stands."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.numbers import numbered
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.handover.items import items_of
from dutyroom.domain.handover.obstacles import Stage, obstacles, stage
from dutyroom.domain.records.handover import Handover
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handover with what still stands in its way."""

    handover: Handover
    stage: Stage
    obstacles: tuple[Verdict, ...]
    items: tuple[str, ...]


def find_handover(state: DutyState, post: str = "") -> Handover | None:
    """Return the handover that is under way at a post, or at the only one that has one."""
    for handover in state.handovers:
        if handover.under_way and post in ("", handover.post):
            return handover
    return None


def current_handover(state: DutyState, post: str = "") -> Handover:
    """Return the handover under way. Raises `Wrong` when none has been started."""
    handover = find_handover(state, post)
    if handover is None:
        raise Wrong(say("No handover has been started"))
    return handover


def finished_handover(desk: Desk, number: str = "", post: str = "") -> Handover:
    """Return the finished handover of that number, of any month, or the last one of a post.

    Raises `Wrong` when there is none.
    """
    here = [h for h in desk.state().handovers if post in ("", h.post)]
    finished = [h for h in here if h.status == "complete"]
    if number.strip():
        handover = numbered(finished, number, desk.duty_date()) or _of_any_month(desk, number)
    else:
        handover = next(reversed(finished), None)
    if handover is None:
        raise Wrong(say("There is no finished handover {number}", number=number or "—"), "number")
    return handover


def _of_any_month(desk: Desk, number: str) -> Handover | None:
    record = desk.ledger.get(number.strip().upper())
    if isinstance(record, Handover) and record.status == "complete":
        return record
    return None


def posts_on_duty(state: DutyState) -> tuple[str, ...]:
    """Return the posts with somebody on them, the one whose shift ends first at the head."""
    on_post = (a for a in state.attendances if a.on_post)
    return tuple(dict.fromkeys(a.post for a in sorted(on_post, key=lambda a: a.end)))


def look_at_handover(
    desk: Desk, handover: Handover, state: DutyState | None = None
) -> HandoverView:
    """Return a handover with its stage, its obstacles and the open items (R-137)."""
    state = state or desk.state()
    return HandoverView(
        handover,
        stage(state, handover, desk.profile),
        obstacles(state, handover, desk.profile),
        tuple(item.id for item in items_of(state, handover)),
    )


def handover_now(state: DutyState, handover: Handover) -> Handover:
    """Return the handover as it is now, whatever another terminal wrote to it."""
    return next(h for h in state.handovers if h.id == handover.id)
