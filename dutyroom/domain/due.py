"""What is due: every obligation with its time, grace and standing.

Pure: records, profile and the moment go in. No timer is stored or counted
down, so a closed program, a power cut or a second terminal changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal, cast
from zoneinfo import ZoneInfo

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.attendance import on_post, present, relief_alarms
from dutyroom.domain.facts.slots import Slot, around, find, manned, predecessor, relief_of
from dutyroom.domain.facts.state import DutyState, open_items
from dutyroom.domain.handover.checklist import tidy_due, unfit
from dutyroom.domain.log.assigning import assigned_owed
from dutyroom.domain.patrol import rounds as patrol
from dutyroom.domain.presence.empty_post import unassigned
from dutyroom.domain.presence.owed import presence_owed
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import at_time, duty_date, minutes, seconds_between
from dutyroom.domain.records.log import Entry, WorkOrder
from dutyroom.domain.roster.owed import roster_owed
from dutyroom.domain.swaps.owed import swaps_owed
from dutyroom.values import dataclass

Standing = Literal["waiting", "soon", "due", "overdue", "missed"]
_UNTIL_DONE = ("relief", "leave_open")
"""What stands until somebody is there for the shift, whoever has seen it."""
_GRAVITY: dict[str, int] = {"missed": 0, "overdue": 1, "due": 2, "soon": 3, "waiting": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Something that somebody owes at a time.

    ``key`` stays the same while the obligation lives; ``grace_ends`` is when it
    turns overdue; ``who`` are the people told; ``alarms`` the moments so far at
    which they were alarmed; ``ref`` the record or shift it is about.
    """

    key: str
    code: str
    due: datetime
    grace_ends: datetime
    standing: Standing
    sentence: Sentence
    clause: str
    who: tuple[str, ...] = ()
    ref: str = ""
    alarms: tuple[datetime, ...] = ()


def due(
    state: DutyState, profile: Profile, calendar: DutyCalendar, now: datetime, zone: ZoneInfo
) -> tuple[Obligation, ...]:
    """Return what is owed around ``now``: missed and overdue first, then by time.

    What a leader gave to somebody on duty stands before all until it is seen
    (R-044). Times are in the station's zone. What somebody has acknowledged or done is
    left out.
    """
    slots = around(state, profile, zone, now)
    view = _View(state, profile, calendar, now, zone, slots)
    found = [
        *_reliefs(view),
        *_gaps(view),
        *_tidies(view),
        *_handovers(view),
        *_unfit_reliefs(view),
        *_rounds(view),
        *_inspections(view),
        *_lights(view),
        *_reports(view),
        *_items(view),
        *_roster(view),
        *(_given(view, owed) for owed in assigned_owed(state)),
        *(_given(view, owed) for owed in swaps_owed(state, profile, now, zone)),
        *(_given(view, owed) for owed in presence_owed(state, profile, now, zone, slots)),
        *(_given(view, owed) for owed in _seldom(view)),
    ]
    answered = {alarm.key for alarm in state.alarms if alarm.acknowledged_by}
    kept = [o for o in found if o.key not in answered or o.code in _UNTIL_DONE]
    return tuple(sorted(kept, key=_place))


def _place(o: Obligation) -> tuple[bool, bool, datetime, str]:
    return (o.code != "assigned", _GRAVITY[o.standing] > 1, o.due, o.key)


def _seldom(view: _View) -> Iterator[Owed]:
    """Yield what few stations owe; its rules are loaded where it is: the room opens sooner."""
    state, profile, now, zone = view.state, view.profile, view.now, view.zone
    if state.leaves:
        from dutyroom.domain.roster.checks.absences import leaves_owed

        yield from leaves_owed(state, profile, now.astimezone(zone))
    if profile.meetings:
        from dutyroom.domain.presence.meetings import meetings_owed

        yield from meetings_owed(state, profile, now, zone, view.slots)
    if state.work:
        from dutyroom.domain.roster.site_work import work_owed

        yield from work_owed(state, profile, now, zone)


@dataclass(frozen=True, slots=True)
class _View:
    state: DutyState
    profile: Profile
    calendar: DutyCalendar
    now: datetime
    zone: ZoneInfo
    slots: tuple[Slot, ...]

    @property
    def day(self) -> date:
        """The duty date of now."""
        return duty_date(self.now, self.profile.posts, self.zone)

    def current(self) -> Iterator[Slot]:
        """Yield the shifts that run now or within the next half day, or ended just now."""
        for slot in self.slots:
            if slot.start - timedelta(hours=12) <= self.now < slot.end + timedelta(hours=12):
                yield slot


def stand(now: datetime, at: datetime, ends: datetime, soon_min: int) -> Standing:
    """Return how an undone obligation stands at ``now``; on the minute of ``at`` it is due."""
    if now > ends:
        return "overdue"
    if now >= at:
        return "due"
    return "soon" if now >= at - minutes(soon_min) else "waiting"


def _make(
    view: _View,
    code: str,
    subject: str,
    at: datetime,
    grace_min: int,
    sentence: Sentence,
    clause: str,
    who: tuple[str, ...] = (),
    ref: str = "",
) -> Obligation:
    ends = at + minutes(grace_min)
    return Obligation(
        key=f"{code}:{subject}",
        code=code,
        due=at,
        grace_ends=ends,
        standing=stand(view.now, at, ends, view.profile.timing.soon_min),
        sentence=sentence,
        clause=clause,
        who=who,
        ref=ref or subject,
    )


def _reliefs(view: _View) -> Iterator[Obligation]:
    for slot in view.current():
        if not slot.people or manned(view.state, slot) or view.now >= slot.end:
            continue
        relieves = predecessor(slot, view.slots) is not None
        early = view.profile.handover.arrive_early_min if relieves else 0
        names = tuple(view.state.name(a.person) for a in slot.people)
        text = say("{shift}: {people} to sign in", shift=slot.shift, people=names)
        if view.now >= slot.start:
            text = say("{shift}: nobody has signed in ({people})", shift=slot.shift, people=names)
        yield _relief(view, slot, early, text, "R-099")


def _gaps(view: _View) -> Iterator[Obligation]:
    """Give an alarm for each running shift to which the roster in force assigns nobody."""
    for slot in unassigned(view.state, view.profile, view.calendar, view.now, view.zone):
        if not manned(view.state, slot):
            place = {"post": slot.post, "shift": slot.shift}
            text = say("{post} {shift}: nobody is planned", **place)
            yield _relief(view, slot, 0, text, "R-001")


def _relief(view: _View, slot: Slot, early: int, text: Sentence, clause: str) -> Obligation:
    at = slot.start - minutes(early)
    made = _make(view, "relief", slot.key, at, early, text, clause)
    answered = _answered_at(view, made.key, slot.start)
    every = view.profile.handover.relief_realarm_min
    alarms = relief_alarms(slot, every, view.now, answered)
    return replace(made, who=_told_of_absence(view, slot), alarms=alarms)


def _told_of_absence(view: _View, slot: Slot) -> tuple[str, ...]:
    on = tuple(a.person for a in on_post(view.state, slot.post))
    return (*view.state.told(slot.day), *on)


def _answered_at(view: _View, key: str, since: datetime) -> datetime | None:
    """Return when the alarm was answered; an answer before it rang does not count."""
    answers = (a.at for a in view.state.alarms if a.key == key and a.acknowledged_by)
    return next((at for at in answers if at >= since), None)


def _on_duty(view: _View) -> Iterator[Slot]:
    """Yield the shift of everybody who answers for a post, however long ago it ended."""
    posts = dict.fromkeys(a.post for a in view.state.attendances)
    held = (find(view.slots, a) for post in posts for a in on_post(view.state, post))
    yield from dict.fromkeys(held)


def _tidies(view: _View) -> Iterator[Obligation]:
    for slot in _on_duty(view):
        at = tidy_due(slot, view.profile)
        if at is None or not view.profile.handover.tidy or _tidied(view, slot):
            continue
        text = say("{post}: tidy up", post=slot.post)
        yield _make(
            view, "tidy", slot.key, at, view.profile.handover.tidy_before_min or 0, text, "R-134"
        )


def _tidied(view: _View, slot: Slot) -> bool:
    for handover in view.state.handovers:
        if (handover.day, handover.post, handover.from_shift) == (slot.day, slot.post, slot.shift):
            ticks = [t for t in handover.ticks if t.code.startswith("tidy:")]
            return all(t.answer == "yes" for t in ticks)
    return False


def _handovers(view: _View) -> Iterator[Obligation]:
    for slot in _on_duty(view):
        after = relief_of(slot, view.slots, view.state, view.now)
        if after is None:
            text = say("{post}: close the post and sign", post=slot.post)
            clause = "R-076"
        else:
            text = say(
                "{post}: hand over {old} → {new}", post=slot.post, old=slot.shift, new=after.shift
            )
            clause = "R-133"
        yield _make(view, "handover", slot.key, slot.end, 0, text, clause)


def _unfit_reliefs(view: _View) -> Iterator[Obligation]:
    for handover in view.state.handovers:
        tick = unfit(handover) if handover.status in ("checking", "one_signature") else None
        if tick is not None:
            people = tuple(map(view.state.name, handover.incoming))
            text = say("{people} is not fit for duty: {note}", people=people, note=tick.note)
            at = tick.at or handover.opened
            who = view.state.told(handover.to_day)
            yield _make(view, "relief_unfit", handover.id, at, 0, text, "R-074", who)


def _rounds(view: _View) -> Iterator[Obligation]:
    rules = view.profile.patrol
    for slot in view.slots:
        manned = slot.people or present(view.state, slot)
        if not manned or not slot.start <= view.now < slot.end + timedelta(hours=12):
            continue
        for window in patrol.windows(view.state, slot, view.profile, view.now):
            standing = window.standing
            if standing in ("done", "late", "paper", "walking"):
                continue
            key = f"round:{slot.key}/{window.due:%H:%M}"
            text = say("{post}: patrol round", post=slot.post)
            if any(a.key == key and a.closed_program for a in view.state.alarms):
                text = say("{post}: round (program closed)", post=slot.post)
            yield Obligation(
                key=key,
                code="round",
                due=window.due,
                grace_ends=window.ends,
                standing=cast(Standing, standing),
                sentence=text,
                clause="R-010",
                who=tuple(a.person for a in on_post(view.state, slot.post)),
                ref=slot.key,
                alarms=_repeats(window.ends, rules.repeat_min, min(view.now, slot.end)),
            )


def _repeats(start: datetime, every_min: int, until: datetime) -> tuple[datetime, ...]:
    moments = []
    moment = start
    while moment <= until:
        moments.append(moment)
        moment += minutes(every_min)
    return tuple(moments)


def _inspections(view: _View) -> Iterator[Obligation]:
    rules = view.profile.inspection
    if not rules.groups or view.profile.level("inspection_before_leaving") == "off":
        return
    for slot in _on_duty(view):
        post = view.profile.post(slot.post)
        walked = post is None or post.patrolled
        relief = relief_of(slot, view.slots, view.state, view.now)
        if not walked or relief or inspected(view.state, slot):
            continue
        text = say("{post}: closing inspection", post=slot.post)
        at = slot.end - minutes(rules.lead_min)
        yield _make(view, "inspection", slot.key, at, rules.lead_min, text, "R-016")


def inspected(state: DutyState, slot: Slot) -> bool:
    """Tell whether the closing inspection of a shift's post and day is complete (R-016)."""
    return any(
        i.ended is not None and (i.day, i.post, i.shift) == (slot.day, slot.post, slot.shift)
        for i in state.inspections
    )


def _lights(view: _View) -> Iterator[Obligation]:
    rules = view.profile.lights
    for day in _days(view):
        for light in rules.groups:
            for code, clock, text in (
                ("light_on", light.on, say("Lights on: {group}", group=light.group)),
                ("light_off", light.off, say("Lights off: {group}", group=light.group)),
            ):
                at = at_time(day, clock, view.zone)
                if abs(at - view.now) < timedelta(hours=12):
                    yield _make(
                        view, code, f"{day}/{light.group}", at, rules.grace_min, text, "R-085"
                    )


def _days(view: _View) -> tuple[date, ...]:
    today = view.now.astimezone(view.zone).date()
    return tuple(today + timedelta(days=n) for n in (-1, 0, 1))


def _reports(view: _View) -> Iterator[Obligation]:
    day = view.day
    for report in view.profile.timed_reports:
        at = at_time(day, report.at, view.zone)
        text = say("{report} to {receivers}", report=report.id, receivers=report.receivers)
        yield _make(view, "report", f"{day}/{report.id}", at, 0, text, "R-207")


def _items(view: _View) -> Iterator[Obligation]:
    """Give what is open; an entry whose work order is open is not owed an action beside it."""
    found = open_items(view.state)
    orders = {item.id for item in found if isinstance(item, WorkOrder)}
    for item in found:
        if item.follow_up is not None:
            text = say("Follow up: {text}", text=item.text)
            yield _make(view, "follow_up", item.id, item.follow_up, 0, text, "R-130", (item.owner,))
        elif not item.steps and not (isinstance(item, Entry) and item.order in orders):
            since, subject = _in_hands_since(view.state, item), item.id
            grade = view.profile.first_action_min(item.urgency)
            grade += seconds_between(item.at, since) // 60
            if item.handovers:
                subject = f"{item.id}/{item.handovers}"
            text, who = _undone(view, item), (item.owner,)
            yield _make(
                view, "first_action", subject, item.at, grade, text, "R-053", who, ref=item.id
            )


def _undone(view: _View, item: Entry | WorkOrder) -> Sentence:
    if isinstance(item, Entry) and item.kind == "message":
        return say("Not told {whom}: {text}", whom=view.state.name(item.whom), text=item.text)
    return say("Nothing done yet: {text}", text=item.text)


def _in_hands_since(state: DutyState, item: Entry | WorkOrder) -> datetime:
    """Return since when its owner has an item: the relief has the whole time again (R-106)."""
    signed = (
        handover.incoming_signed.at
        for handover in state.handovers
        if handover.incoming_signed and any(passed.item == item.id for passed in handover.passed)
    )
    return max(signed, default=item.at)


def _given(view: _View, owed: Owed) -> Obligation:
    return _make(
        view,
        owed.code,
        owed.subject,
        owed.at,
        owed.grace_min,
        owed.sentence,
        owed.clause,
        owed.who,
        owed.ref,
    )


def _roster(view: _View) -> Iterator[Obligation]:
    for owed in roster_owed(view.state, view.profile, view.calendar, view.now, view.zone):
        if view.now >= owed.at:
            grace = seconds_between(owed.at, owed.ends) // 60
            text, clause = owed.sentence, owed.clause
            owners = tuple(person.key for person in view.state.with_role("owner", view.day))
            yield _make(view, owed.code, owed.subject, owed.at, grace, text, clause, owners)
