"""Spot checks and phone checks: what a finding means (R-022, R-089, R-195, R-316)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.facts.attendance import came, has_to_come, kept
from dutyroom.domain.facts.slots import Slot, find, plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.away import excuses
from dutyroom.domain.presence.places import is_night, place_of
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import duty_date
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance, PostCheck
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty that a person had at a moment: the shift, and the presence in it if any."""

    slot: Slot
    attendance: Attendance | None


def duty_at(
    state: DutyState, profile: Profile, zone: ZoneInfo, person: str, moment: datetime
) -> Duty | None:
    """Return the shift a person was on at a moment, or had to be on; None for neither.

    Who gave a shift away has not to be on it: it is asked who came for whom.
    """
    day = moment.astimezone(zone).date()
    # The day before as well: a night shift belongs to the date on which it began.
    slots = plan(state, profile, zone, day - DAY, day)
    for attendance in reversed(state.attendances):
        if attendance.person == person and attendance.was_there(moment):
            return Duty(find(slots, attendance), attendance)
    for slot in slots:
        if slot.runs_at(moment) and has_to_come(state, slot, person):
            return Duty(slot, None)
    return None


def shift_of_date(
    state: DutyState, profile: Profile, zone: ZoneInfo, person: str, moment: datetime
) -> Slot | None:
    """Return the shift that a person has or stood on, on the duty date of a moment (R-200)."""
    day = duty_date(moment, profile.posts, zone)
    slots = plan(state, profile, zone, day, day)
    for slot in slots:
        if came(state, slot, person):
            return slot
    for slot in slots:
        if has_to_come(state, slot, person):
            return slot
    return None


def check_marks(
    state: DutyState, profile: Profile, zone: ZoneInfo, check: PostCheck
) -> tuple[Mark, ...]:
    """Return the marks of a finding.

    Not found is the post deserted only for somebody who had signed in and was
    neither away as long as allowed nor to be found elsewhere (R-089, R-316); at night another
    place than the duty room is kept (R-195). A telephone switched off counts in
    the shift, or on the whole duty date where the profile says so (R-200).
    """
    duty = duty_at(state, profile, zone, check.person, check.at)
    marks: list[Mark] = []
    if check.result == "off" and (duty or _on_duty_date(state, profile, zone, check)):
        marks.append(Mark("phone_off", note=check.finder))
    if duty is not None and not _is_excused(state, profile, check):
        marks += _marks_of_place(state, profile, zone, duty, check)
    return kept(marks, profile)


def _marks_of_place(
    state: DutyState, profile: Profile, zone: ZoneInfo, duty: Duty, check: PostCheck
) -> list[Mark]:
    """Return what a check says of where the person was; who never signed in deserted nothing."""
    if check.result == "not_found" and duty.attendance is not None:
        return [Mark("deserted", note=check.finder)]
    if _is_out_at_night(state, profile, zone, duty.slot, check):
        return [Mark("not_in_duty_room", note=check.place)]
    return []


def _is_excused(state: DutyState, profile: Profile, check: PostCheck) -> bool:
    """Tell whether the person was away as long as allowed, or to be found elsewhere."""
    aways = (away for away in state.aways if away.person == check.person)
    return any(excuses(away, profile, check.at) for away in aways)


def _is_out_at_night(
    state: DutyState, profile: Profile, zone: ZoneInfo, slot: Slot, check: PostCheck
) -> bool:
    """Tell whether somebody was found at night elsewhere than planned (R-195)."""
    if not check.place or not is_night(profile, slot, check.at, zone):
        return False
    planned = place_of(state, profile, slot, check.at, zone)
    return bool(planned) and check.place != planned


def _on_duty_date(state: DutyState, profile: Profile, zone: ZoneInfo, check: PostCheck) -> bool:
    """Tell whether the person's telephone is to be on all day: on duty that day, by the profile."""
    if profile.attendance.phone_window != "24h":
        return False
    leads = check.person in state.leading(duty_date(check.at, profile.posts, zone))
    return leads or shift_of_date(state, profile, zone, check.person, check.at) is not None
