"""Spot checks and phone checks, by those who may check (R-022, R-089, R-316)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.pin_seal import check_pin
from dutyroom.desk.people.powers import check_role
from dutyroom.desk.presence.dress import DRESS_ANSWERS, judge_dress
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.presence.post_checks import check_marks, duty_at, shift_of_date
from dutyroom.domain.profile.times import duty_date
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import CheckKind, CheckResult, DressFinding, PostCheck
from dutyroom.values import dataclass

RESULTS: dict[CheckKind, tuple[CheckResult, ...]] = {
    "spot": ("found", "not_found"),
    "phone": ("reached", "no_answer", "off"),
}


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """What a check found, as told; ``at`` is now unless said, ``finder`` who entered it."""

    result: CheckResult
    place: str = ""
    at: datetime | None = None
    finder: str = ""
    note: str = ""
    dress: DressFinding = ""


def keep_check(
    desk: Desk, kind: CheckKind, person: Person, finding: CheckFinding, by: Person, pin: str
) -> PostCheck:
    """Keep a check of one person, at any hour of the duty date (R-200).

    Only a supervisor, a leader or an inspector enters one, with the PIN; where
    somebody from outside looked or called, ``finding.finder`` names them. One
    that found the person may bear out or put right what was ticked of the uniform (R-023).
    Raises `Refused`, `Wrong` and the store's errors.
    """
    _check_checker(desk, by, pin)
    _check_finding(kind, finding, desk.now())
    if person.key == by.key:
        raise Wrong(say("Nobody checks on themselves"), "name")
    with desk.change(f"check.{kind}", by.key, proof="pin") as change:
        state = change.state
        at = finding.at or change.now
        duty = duty_at(state, desk.profile, desk.zone, person.key, at)
        slot = duty.slot if duty else None
        if slot is None and kind == "phone":
            slot = shift_of_date(state, desk.profile, desk.zone, person.key, at)
        check = _in_shift(desk, _check(change, kind, person, finding, by, at), slot)
        check = replace(check, id=change.number(PostCheck, check.day, sort=kind))
        marks = check_marks(state, desk.profile, desk.zone, check)
        attendance = duty.attendance if duty else None
        worn = judge_dress(change, desk.profile, attendance, finding.dress, _words(check))
        return change.put(replace(check, marks=(*marks, *worn), dress=finding.dress))


def _check_finding(kind: CheckKind, finding: CheckFinding, now: datetime) -> None:
    """Raise `Wrong` for what such a check cannot find, and for a time that lies ahead."""
    if finding.result not in RESULTS[kind]:
        raise Wrong(say("That is no result of such a check"), "result")
    if finding.at is not None and finding.at > now:
        raise Wrong(say("That time lies ahead"), "at")
    if finding.dress not in ("", *DRESS_ANSWERS):
        raise Wrong(say("That is no result of such a check"), "dress")
    if finding.dress and finding.result != "found":
        raise Wrong(say("The uniform can be judged only of somebody who was found"), "dress")


def _words(check: PostCheck) -> str:
    return f"{check.finder}: {check.note}" if check.note else ""


def _check_checker(desk: Desk, by: Person, pin: str) -> None:
    text = say(
        "Only a supervisor, a leader or an inspector may do that; {person} is none", person=by.name
    )
    check_role(desk, by, "check", pin, text, "R-316")
    check_pin(by, pin)


def _check(
    change: Change,
    kind: CheckKind,
    person: Person,
    finding: CheckFinding,
    by: Person,
    at: datetime,
) -> PostCheck:
    """Return a check without a number, of the duty date of now, until its shift is known."""
    return PostCheck(
        kind=kind,
        day=change.day,
        at=at,
        entered=change.now,
        by=by.key,
        finder=finding.finder.strip() or by.name,
        person=person.key,
        result=finding.result,
        place=finding.place.strip(),
        number=person.phone if kind == "phone" else "",
        note=finding.note.strip(),
    )


def _in_shift(desk: Desk, check: PostCheck, slot: Slot | None) -> PostCheck:
    """Return a check as one of a shift, or without one of the duty date of its moment."""
    if slot is None:
        return replace(check, day=duty_date(check.at, desk.profile.posts, desk.zone))
    return replace(check, day=slot.day, post=slot.post, shift=slot.shift)
