"""What keeps somebody on post: no relief, no signed handover, nobody else there."""

from __future__ import annotations

from datetime import datetime

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.attendance import on_post
from dutyroom.domain.facts.slots import Slot, find, manned, relief_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import alone_verdicts, others_away, stays
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.presence import Attendance


def leaving_verdicts(
    state: DutyState,
    profile: Profile,
    attendance: Attendance,
    slots: tuple[Slot, ...],
    now: datetime,
) -> tuple[Verdict, ...]:
    """Return what keeps a person on post; nothing for one who is not the last there.

    Who is away is not there (R-268), and a post where this person stands in for
    somebody is left, too (R-027).
    """
    answers = attendance.took_over is not None
    own_post = attendance.post if answers else ""
    against = [*alone_verdicts(state, profile, attendance.person, but=own_post)]
    if not answers or stays(state, attendance.post, attendance.person):
        return tuple(against)
    others = tuple(a.person for a in on_post(state, attendance.post) if a.id != attendance.id)
    if others:
        level = profile.level("no_handover")
        against.append(others_away(level, state, attendance.post, others))
    return (*against, _last_on_post(state, profile, attendance, slots, now))


def _last_on_post(
    state: DutyState,
    profile: Profile,
    attendance: Attendance,
    slots: tuple[Slot, ...],
    now: datetime,
) -> Verdict:
    after = relief_of(find(slots, attendance), slots, state, now)
    level = profile.level("no_handover")
    if after is None:
        text = say("The post would be unmanned: close it first (handover), then it ends itself")
        return Verdict(profile.level("closing_when_unmanned"), "not_closed", text, "R-076")
    if not manned(state, after):
        text = say("The relief has not come: you may not leave the post")
        return Verdict(level, "no_relief", text, "R-099", ("supervisor", "leader"))
    text = say("The handover is not signed by both: you may not leave the post")
    return Verdict(level, "not_signed", text, "R-138", ("supervisor", "leader"))
