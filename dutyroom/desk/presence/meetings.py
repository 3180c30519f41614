"""Ticking who came to a meeting (R-211, R-219)."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.slots import plan
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.presence.meetings import invited, opens
from dutyroom.domain.profile.presence import MeetingRule
from dutyroom.domain.profile.times import at_time
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Meeting


def find_rule(desk: Desk, name: str) -> MeetingRule:
    """Return the meeting of that name in the profile. Raises `Wrong`."""
    rules = desk.profile.meetings
    for rule in rules:
        if rule.id == name.strip():
            return rule
    names = tuple(rule.id for rule in rules) or "—"
    text = say("No meeting is called {name}; there are {names}", name=name, names=names)
    raise Wrong(text, "meeting")


def asked_today(desk: Desk, state: DutyState) -> tuple[str, ...]:
    """Return who is asked to the meetings of today, by key."""
    today = desk.now().date()
    return invited(state, plan(state, desk.profile, desk.zone, today, today))


def kept_today(desk: Desk, state: DutyState, name: str) -> Meeting | None:
    """Return what was ticked at today's meeting of that name, or None."""
    today = desk.now().date()
    return next((m for m in state.meetings if (m.day, m.name) == (today, name)), None)


def last_begun(desk: Desk) -> str:
    """Return the name of today's last meeting that can be ticked (R-219). Raises `Wrong`."""
    now = desk.now()
    rules = desk.profile.meetings
    begun = [(rule.at, rule.id) for rule in rules if opens(rule, now.date(), desk.zone) <= now]
    if not begun:
        raise Wrong(say("No meeting of today has begun"), "meeting")
    return max(begun)[1]


def keep_meeting(desk: Desk, name: str, came: tuple[str, ...], by: Person) -> Meeting:
    """Keep who came to today's meeting, by key; of those asked the others did not (R-211).

    Names of the roster that are not in the list of people count like any other.
    Ticked once more it is put right, and what was ticked before stays in the
    history. Raises `Wrong` before the reminder, and the store's errors.
    """
    rule = find_rule(desk, name)
    with desk.change("meeting", by.key) as change:
        today = change.now.date()
        begins = opens(rule, today, desk.zone)
        if change.now < begins:
            text = say("{meeting} can be ticked from {time} on", meeting=rule.id, time=begins)
            raise Wrong(text, "meeting")
        state = change.state
        present = tuple(dict.fromkeys(came))
        asked = asked_today(desk, state)
        before = kept_today(desk, state, rule.id)
        return change.put(
            Meeting(
                id=before.id if before else change.number(Meeting, today),
                rev=before.rev if before else 0,
                day=today,
                name=rule.id,
                start=at_time(today, rule.at, desk.zone),
                by=by.key,
                entered=change.now,
                present=present,
                missing=tuple(key for key in asked if key not in present),
            )
        )
