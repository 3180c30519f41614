"""What is owed about the rounds of a shift: patrols, the closing inspection, the lights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.owed import Owed, Standing
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.attendance import on_post, present
from dutyroom.domain.facts.moment import HALF_DAY, Moment
from dutyroom.domain.facts.slots import Slot, relief_of
from dutyroom.domain.patrol.inspections import inspected
from dutyroom.domain.patrol.rounds import windows
from dutyroom.domain.profile.times import at_time, minutes

_ANSWERED = ("done", "late", "paper", "walking")


def rounds(moment: Moment) -> Iterator[Owed]:
    """Yield the rounds that nobody has walked, of shifts that run or ended just now (R-010)."""
    for slot in moment.slots:
        has_people = slot.people or present(moment.state, slot)
        if has_people and slot.start <= moment.now < slot.end + HALF_DAY:
            yield from _rounds_of(moment, slot)


def _rounds_of(moment: Moment, slot: Slot) -> Iterator[Owed]:
    profile = moment.profile_of(slot.day)
    who = tuple(a.person for a in on_post(moment.state, slot.post))
    until = min(moment.now, slot.end)
    for window in windows(moment.state, slot, profile, moment.now):
        if window.standing in _ANSWERED:
            continue
        subject = f"{slot.key}/{window.due:%H:%M}"
        yield Owed(
            "round",
            subject,
            window.due,
            _round_words(moment, slot, f"round:{subject}"),
            "R-010",
            who,
            ref=slot.key,
            grace_min=profile.patrol.window_min,
            standing=cast(Standing, window.standing),
            alarms=_repeats(window.ends, profile.patrol.repeat_min, until),
        )


def _round_words(moment: Moment, slot: Slot, key: str) -> Sentence:
    if any(a.key == key and a.closed_program for a in moment.state.alarms):
        return say("{post}: round (program closed)", post=slot.post)
    return say("{post}: patrol round", post=slot.post)


def _repeats(start: datetime, every_min: int, until: datetime) -> tuple[datetime, ...]:
    """Return the moments from ``start`` to ``until`` at which an alarm rings."""
    alarms = []
    alarm = start
    while alarm <= until:
        alarms.append(alarm)
        alarm += minutes(every_min)
    return tuple(alarms)


def inspections(moment: Moment) -> Iterator[Owed]:
    """Yield the closing inspection of each post that nobody relieves (R-016)."""
    for slot in moment.slots_on_duty:
        rules = moment.profile_of(slot.day).inspection
        if _is_inspected_at_end(moment, slot) and not inspected(moment.state, slot):
            text = say("{post}: closing inspection", post=slot.post)
            at = slot.end - minutes(rules.lead_min)
            yield Owed("inspection", slot.key, at, text, "R-016", grace_min=rules.lead_min)


def _is_inspected_at_end(moment: Moment, slot: Slot) -> bool:
    """Tell whether a shift ends with an inspection: its post is walked and goes unmanned."""
    profile = moment.profile_of(slot.day)
    if not profile.inspection.groups or profile.level("inspection_before_leaving") == "off":
        return False
    post = profile.post(slot.post)
    is_walked = post is None or post.patrolled
    return is_walked and relief_of(slot, moment.slots, moment.state, moment.now) is None


def lights(moment: Moment) -> Iterator[Owed]:
    """Yield when the lights of each group go on and off, near now (R-085)."""
    for day in (moment.today - DAY, moment.today, moment.today + DAY):
        for owed in _lights_of(moment, day):
            if abs(owed.at - moment.now) < HALF_DAY:
                yield owed


def _lights_of(moment: Moment, day: date) -> Iterator[Owed]:
    rules = moment.profile_of(day).lights
    for light in rules.groups:
        subject = f"{day}/{light.group}"
        on, off = at_time(day, light.on, moment.zone), at_time(day, light.off, moment.zone)
        lit = say("Lights on: {group}", group=light.group)
        dark = say("Lights off: {group}", group=light.group)
        yield Owed("light_on", subject, on, lit, "R-085", grace_min=rules.grace_min)
        yield Owed("light_off", subject, off, dark, "R-085", grace_min=rules.grace_min)
