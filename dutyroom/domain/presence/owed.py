"""What is owed about presence: come, back from away, the telephone back, a cover, a leader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import has_to_come, present
from dutyroom.domain.facts.leaders import leader_duties
from dutyroom.domain.facts.leave import on_leave
from dutyroom.domain.facts.slots import Slot, manned
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import due_back
from dutyroom.domain.presence.phone import phone_due
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.swaps.requests import taken_on


def presence_owed(
    state: DutyState, profile: Profile, now: datetime, zone: ZoneInfo, slots: tuple[Slot, ...]
) -> Iterator[Owed]:
    """Yield what is owed about presence around ``now``; ``slots`` are the shifts then."""
    yield from _awols(state, profile, now, slots)
    yield from _aways(state, profile)
    yield from _phones(state, profile, zone)
    yield from _leaders(state, profile, now, zone)


def _awols(
    state: DutyState, profile: Profile, now: datetime, slots: tuple[Slot, ...]
) -> Iterator[Owed]:
    """Yield who counts as absent without leave in a shift to which others came (R-183).

    A shift to which nobody came at all has its own alarm.
    """
    limit = profile.attendance.absent_after_min
    if limit is None or profile.level("awol") == "off":
        return
    for slot in slots:
        if not slot.start <= now < slot.end or not manned(state, slot):
            continue
        came = {a.person for a in present(state, slot)}
        for person in (a.person for a in slot.people if a.person not in came):
            given = taken_on(state, slot, person)
            at = max(slot.start, given or slot.start) + minutes(limit)
            missed = at <= now and has_to_come(state, slot, person)
            if missed and not on_leave(state, person, slot.day):
                names = {"person": state.name(person), "shift": slot.shift}
                text = say("{shift}: {person} absent without leave", **names)
                yield Owed(
                    "awol", f"{slot.key}/{person}", at, text, "R-183", state.told(slot.day), person
                )


def _aways(state: DutyState, profile: Profile) -> Iterator[Owed]:
    """Yield who has to be back, and who has to confirm that they stand in (R-027)."""
    for away in state.aways:
        back = due_back(away, profile)
        if away.back is not None or back is None:
            continue
        person = state.name(away.person)
        text = say("{person} back at {post}", person=person, post=away.post)
        told = (away.person, *((away.cover,) if away.cover else ()), *state.told(away.day))
        yield Owed("away", away.id, back, text, "R-027", told)
        cover = state.name(away.cover)
        if away.cover_left is not None:
            text = say("{person} has no cover: {cover} left", cover=cover, person=person)
            subject = f"{away.id}/{away.cover_left:%H:%M:%S}"
            told = (away.cover, away.person, *state.told(away.day))
            yield Owed("cover", subject, away.cover_left, text, "R-027", told, away.id)
        elif away.cover and away.confirmed is None:
            text = say("{cover} to confirm standing in for {person}", cover=cover, person=person)
            yield Owed("cover", away.id, away.out, text, "R-027", (away.cover,), away.id)


def _phones(state: DutyState, profile: Profile, zone: ZoneInfo) -> Iterator[Owed]:
    for handed in state.phones_out:
        at = phone_due(handed, profile, zone)
        if handed.back is None and at is not None:
            text = say("Telephone back from {holder}", holder=state.name(handed.holder))
            yield Owed("phone", handed.id, at, text, "R-308", (handed.giver, handed.holder))


def _leaders(state: DutyState, profile: Profile, now: datetime, zone: ZoneInfo) -> Iterator[Owed]:
    if profile.level("leader_absent") == "off":
        return
    today, one = now.astimezone(zone).date(), timedelta(days=1)
    for duty in leader_duties(state, today - one, today + one):
        soon = duty.start - timedelta(hours=12) <= now < duty.end
        if duty.presence is None and soon:
            name = state.name(duty.person)
            text = say("Duty leader {person} to sign in", person=name)
            if now >= duty.start:
                text = say("Duty leader has not arrived: {person}", person=name)
            yield Owed("leader", duty.key, duty.start, text, "R-185", (duty.person,), duty.person)
