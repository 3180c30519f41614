"""Leaving the post for a while, and where somebody is to be found (F-16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_boss
from dutyroom.desk.presence.signed_in import signed_in
from dutyroom.domain.base.codes import mark_code
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import (
    away_marks,
    away_now,
    away_verdicts,
    cover_ended,
    minded_by,
)
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance, Away


def go_away(
    desk: Desk,
    person: Person,
    *,
    reason: str,
    back: datetime,
    place: str = "",
    cover: Person | None = None,
    cover_pin: str = "",
    leader: Person | None = None,
    pin: str = "",
) -> Away:
    """Keep that somebody leaves the post for a while, and until when (R-027).

    ``cover`` stands in from when they confirm it: now with ``cover_pin``, later
    with `confirm_cover`. Where the profile asks for it a leader agrees with the
    PIN (R-071, R-197). Whoever stood in for somebody does so no longer. Raises
    `Refused` where nobody would stay and the profile forbids it (R-268), `Wrong`
    and the store's errors.
    """
    if not reason.strip():
        raise Wrong(say("Give the reason"), "reason")
    if back <= desk.now():
        raise Wrong(say("The time to be back lies behind"), "back")
    if leader is not None:
        check_boss(desk, leader, reason, pin, "R-071")
    if cover is not None and cover_pin:
        check_pin(cover, cover_pin)
    with desk.change("shift.away", person.key) as change:
        state = change.state
        here = _at_post(state, person)
        _check_cover(state, person, cover)
        away = Away(
            id=change.number(Away, sort="away"),
            day=here.day,
            post=here.post,
            person=person.key,
            out=change.now,
            reason=reason.strip(),
            place=place.strip(),
            expected=back,
            approved_by=leader.key if leader else "",
        )
        if cover is not None:
            confirmed = change.now if cover_pin else None
            away = replace(away, cover=cover.key, confirmed=confirmed)
        marks = _warnings(away_verdicts(state, desk.profile, away))
        _end_covers(change, state, person.key)
        return change.put(replace(away, marks=marks))


def _warnings(verdicts: Iterable[Verdict]) -> tuple[Mark, ...]:
    """Return a mark for each thing that the rules warn of. Raises `Refused`."""
    notes = refuse_blocked(verdicts)
    codes = dict.fromkeys(mark_code(note.code) for note in notes if note.level == "warn")
    return tuple(map(Mark, codes))


def _at_post(state: DutyState, person: Person) -> Attendance:
    """Return the attendance of somebody at the post. Raises `Wrong`."""
    here = signed_in(state, person)
    gone = away_now(state, person.key)
    if gone is not None:
        text = say("{person} is away already, since {time}", person=person.name, time=gone.out)
        raise Wrong(text, "name")
    return here


def _check_cover(state: DutyState, person: Person, cover: Person | None) -> None:
    if cover is None:
        return
    if cover.key == person.key:
        raise Wrong(say("Somebody else has to stand in"), "cover")
    _check_here(state, cover)


def _check_here(state: DutyState, cover: Person) -> None:
    if away_now(state, cover.key) is not None:
        raise Wrong(say("{person} is away and cannot stand in", person=cover.name), "cover")


def confirm_cover(desk: Desk, cover: Person, pin: str, number: str = "") -> Away:
    """Keep that the cover stands in from now on, with the PIN (R-027).

    Where the cover had left, anybody who is signed in may stand in, and is the
    cover then; ``number`` is the absence, else the first that fits.
    Raises `Wrong` when nobody named this person, for who is away or has signed
    out, and the store's errors.
    """
    check_pin(cover, pin)
    with desk.change("shift.cover", cover.key, proof="pin") as change:
        state = change.state
        away = _to_cover(state, cover.key, number)
        if away is None:
            raise Wrong(say("Nobody asks {person} to stand in", person=cover.name), "name")
        _check_here(state, cover)
        if _has_gone(state, cover.key, away):
            signed_in(state, cover)  # who left the duty has to come back to it first
        confirmed = replace(away, cover=cover.key, confirmed=change.now, cover_left=None)
        return change.put(confirmed)


def _to_cover(state: DutyState, person: str, number: str) -> Away | None:
    """Return the absence in which somebody may stand in: asked for, or else without a cover."""
    without_cover = None
    for away in state.aways:
        if number not in ("", away.id) or away.confirmed is not None or not away.is_out:
            continue
        if away.cover == person:
            return away
        if without_cover is None and away.cover_left is not None and away.person != person:
            without_cover = away
    return without_cover


def _has_gone(state: DutyState, person: str, away: Away) -> bool:
    """Tell whether a cover who is not signed in left the duty, or somebody else had asked."""
    if away.cover_left is not None:
        return True
    for attendance in state.attendances:
        if attendance.person != person or attendance.left is None:
            continue
        if attendance.left >= away.out:
            return True
    return False


def tell_whereabouts(desk: Desk, person: Person, place: str, told: str) -> Away:
    """Keep where somebody on duty is to be found, and whom they told (R-315).

    Raises `Wrong` and the store's errors.
    """
    if not place.strip():
        raise Wrong(say("Say where to"), "place")
    if not told.strip():
        raise Wrong(say("Say who was told"), "told")
    with desk.change("shift.where", person.key) as change:
        state = change.state
        here = _at_post(state, person)
        _end_covers(change, state, person.key)
        return change.put(
            Away(
                id=change.number(Away, sort="whereabouts"),
                kind="whereabouts",
                day=here.day,
                post=here.post,
                person=person.key,
                out=change.now,
                place=place.strip(),
                told=told.strip(),
            )
        )


def come_back(desk: Desk, person: Person) -> Away:
    """Keep that somebody is at the post again, with the marks of the absence.

    Raises `Wrong` for somebody who is not away, and the store's errors.
    """
    with desk.change("shift.back", person.key) as change:
        away = away_now(change.state, person.key)
        if away is None:
            raise Wrong(say("{person} is not away", person=person.name), "name")
        return change.put(_ended(away, change.now, desk.profile))


def close_aways(change: Change, profile: Profile, person: str) -> None:
    """End the absence of somebody who leaves the shift: signing out shows that they are back.

    For whom they stood in, nobody stands in from now on.
    """
    state = change.state
    away = away_now(state, person)
    if away is not None:
        change.put(_ended(away, change.now, profile))
    _end_covers(change, state, person)


def _end_covers(change: Change, state: DutyState, person: str) -> None:
    for away in minded_by(state, person):
        change.put(cover_ended(away, change.now))


def _ended(away: Away, back: datetime, profile: Profile) -> Away:
    return replace(away, back=back, marks=away_marks(away, back, profile))
