"""What is owed about presence: come, back from away, the telephone back, a cover, a leader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.attendance import on_post, present, relief_alarms
from dutyroom.domain.facts.leaders import LeaderDuty, leader_duties
from dutyroom.domain.facts.moment import HALF_DAY, Moment
from dutyroom.domain.facts.slots import Slot, manned, predecessor
from dutyroom.domain.presence.arrival import is_expected
from dutyroom.domain.presence.away import due_back
from dutyroom.domain.presence.empty_post import unassigned
from dutyroom.domain.presence.phone import phone_due
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.presence import Away
from dutyroom.domain.swaps.requests import taken_on


def reliefs(moment: Moment) -> Iterator[Owed]:
    """Yield the shifts near now to which nobody planned for them has come (R-099)."""
    for slot in moment.current_slots():
        if not slot.people or manned(moment.state, slot) or moment.now >= slot.end:
            continue
        names = tuple(moment.state.name(a.person) for a in slot.people)
        text = say("{shift}: {people} to sign in", shift=slot.shift, people=names)
        if moment.now >= slot.start:
            text = say("{shift}: nobody has signed in ({people})", shift=slot.shift, people=names)
        relieves = predecessor(slot, moment.slots) is not None
        early = moment.profile_of(slot.day).handover.arrive_early_min if relieves else 0
        yield _relief(moment, slot, early, text, "R-099")


def gaps(moment: Moment) -> Iterator[Owed]:
    """Yield the running shifts to which the roster in force assigns nobody (R-001)."""
    for slot in unassigned(moment):
        if not manned(moment.state, slot):
            text = say("{post} {shift}: nobody is planned", post=slot.post, shift=slot.shift)
            yield _relief(moment, slot, 0, text, "R-001")


def _relief(moment: Moment, slot: Slot, early_min: int, text: Sentence, clause: str) -> Owed:
    state = moment.state
    answered = _answered_at(moment, f"relief:{slot.key}", slot.start)
    every = moment.profile_of(slot.day).handover.relief_realarm_min
    on = tuple(a.person for a in on_post(state, slot.post))
    return Owed(
        "relief",
        slot.key,
        slot.start - minutes(early_min),
        text,
        clause,
        (*state.told(slot.day), *on),
        grace_min=early_min,
        alarms=relief_alarms(slot, every, moment.now, answered),
    )


def _answered_at(moment: Moment, key: str, since: datetime) -> datetime | None:
    """Return when an alarm was answered; an answer before it rang does not count."""
    for alarm in moment.state.alarms:
        if alarm.key == key and alarm.acknowledged_by and alarm.at >= since:
            return alarm.at
    return None


def awols(moment: Moment) -> Iterator[Owed]:
    """Yield who counts as absent without leave in a shift to which others came (R-183).

    A shift to which nobody came at all has its own alarm.
    """
    for slot in moment.slots:
        profile = moment.profile_of(slot.day)
        limit = profile.attendance.absent_after_min
        if limit is None or profile.level("awol") == "off":
            continue
        if slot.runs_at(moment.now) and manned(moment.state, slot):
            for person in _missing(moment, slot):
                expected = taken_on(moment.state, slot, person) or slot.start
                at = max(slot.start, expected) + minutes(limit)
                if at <= moment.now:
                    yield _awol(moment, slot, person, at)


def _missing(moment: Moment, slot: Slot) -> Iterator[str]:
    """Yield who is planned for a shift, has to come and did not."""
    came = {attendance.person for attendance in present(moment.state, slot)}
    for assignee in slot.people:
        person = assignee.person
        if person not in came and is_expected(moment.state, slot, person):
            yield person


def _awol(moment: Moment, slot: Slot, person: str, at: datetime) -> Owed:
    state = moment.state
    text = say(
        "{shift}: {person} absent without leave", person=state.name(person), shift=slot.shift
    )
    return Owed("awol", f"{slot.key}/{person}", at, text, "R-183", state.told(slot.day), person)


def aways(moment: Moment) -> Iterator[Owed]:
    """Yield who has to be back, and who has to confirm that they stand in (R-027)."""
    for away in moment.state.aways:
        back = due_back(away, moment.profile_of(away.day))
        if away.is_out and back is not None:
            yield _back(moment, away, back)
            yield from _cover(moment, away)


def _back(moment: Moment, away: Away, back: datetime) -> Owed:
    state = moment.state
    text = say("{person} back at {post}", person=state.name(away.person), post=away.post)
    cover = (away.cover,) if away.cover else ()
    told = (away.person, *cover, *state.told(away.day))
    return Owed("away", away.id, back, text, "R-027", told)


def _cover(moment: Moment, away: Away) -> Iterator[Owed]:
    """Yield that a cover left, or has still to confirm."""
    state = moment.state
    names = {"person": state.name(away.person), "cover": state.name(away.cover)}
    if away.cover_left is not None:
        text = say("{person} has no cover: {cover} left", **names)
        subject = f"{away.id}/{away.cover_left:%H:%M:%S}"
        told = (away.cover, away.person, *state.told(away.day))
        yield Owed("cover", subject, away.cover_left, text, "R-027", told, away.id)
    elif away.cover and away.confirmed is None:
        text = say("{cover} to confirm standing in for {person}", **names)
        yield Owed("cover", away.id, away.out, text, "R-027", (away.cover,), away.id)


def phones(moment: Moment) -> Iterator[Owed]:
    """Yield when the duty telephone has to be back (R-308)."""
    for handed in moment.state.phones_out:
        at = phone_due(handed, moment.profile_of(handed.day), moment.zone)
        if handed.is_out and at is not None:
            text = say("Telephone back from {holder}", holder=moment.state.name(handed.holder))
            yield Owed("phone", handed.id, at, text, "R-308", (handed.giver, handed.holder))


def leaders(moment: Moment) -> Iterator[Owed]:
    """Yield the duty leaders near now who have not signed in (R-185)."""
    for duty in leader_duties(moment.state, moment.today - DAY, moment.today + DAY):
        asked = moment.profile_of(duty.day).level("leader_absent") != "off"
        near = duty.start - HALF_DAY <= moment.now < duty.end
        if asked and near and duty.presence is None:
            yield _leader(moment, duty)


def _leader(moment: Moment, duty: LeaderDuty) -> Owed:
    name = moment.state.name(duty.person)
    text = say("Duty leader {person} to sign in", person=name)
    if moment.now >= duty.start:
        text = say("Duty leader has not arrived: {person}", person=name)
    return Owed("leader", duty.key, duty.start, text, "R-185", (duty.person,), duty.person)
