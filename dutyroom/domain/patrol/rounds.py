"""Patrol rounds: when they are due, which of them count, what is missing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.patrol import PatrolRules, Route
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.patrol import Round
from dutyroom.values import dataclass

WindowStanding = Literal[
    "waiting", "soon", "due", "overdue", "missed", "walking", "done", "late", "paper"
]


@dataclass(frozen=True, slots=True)
class Window:
    """A round that the shift owes: due, the end of its grace, and what became of it."""

    due: datetime
    ends: datetime
    standing: WindowStanding
    round: Round | None = None


def quota(rules: PatrolRules, *, night: bool) -> int | None:
    """Return the rounds a shift owes, or None where the profile sets none (R-385)."""
    return rules.quota_night if night else rules.quota_day


def due_times(slot: Slot, profile: Profile) -> tuple[datetime, ...]:
    """Return when the rounds of a shift are due.

    The profile's windows where it names any; else the quota spread evenly, so
    that each round stands in the middle of its share of the shift (R-010).
    """
    post = profile.post(slot.post)
    if post is not None and not post.patrolled:
        return ()
    clocks = profile.patrol.windows.get(slot.shift)
    if clocks:
        return tuple(sorted(_within(slot, clock.hour, clock.minute) for clock in clocks))
    count = quota(profile.patrol, night=slot.night)
    if not count or not profile.patrol.routes:
        return ()
    share = (slot.end - slot.start) / count
    return tuple(_to_minute(slot.start + share * (n + 0.5)) for n in range(count))


def _within(slot: Slot, hour: int, minute: int) -> datetime:
    moment = slot.start.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return moment if moment >= slot.start else moment + timedelta(days=1)


def _to_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def rounds_of(state: DutyState, slot: Slot) -> tuple[Round, ...]:
    """Return the rounds of a shift in order of their start."""
    rounds = (each for each in state.rounds if slot.holds(each))
    return tuple(sorted(rounds, key=lambda each: each.started))


def counts(round_: Round, profile: Profile) -> bool:
    """Tell whether a round counts to the quota: complete, not too soon, on a route of the quota."""
    whole = round_.status == "complete" and not _is_too_soon(round_)
    return whole and serves_quota(round_, profile)


def _is_too_soon(round_: Round) -> bool:
    return any(mark.code == "gap_short" for mark in round_.marks)


def serves_quota(round_: Round, profile: Profile) -> bool:
    """Tell whether the route of a round is one whose rounds the quota asks for (R-385)."""
    return all(route.quota for route in profile.patrol.routes if route.id == round_.route)


def windows(state: DutyState, slot: Slot, profile: Profile, now: datetime) -> tuple[Window, ...]:
    """Return what became of each round that the shift owes.

    A round serves the window in whose reach it started: from ``early_min``
    before its due time to ``early_min`` before the next one. One that started
    after ``window_min`` was late; with none the window is overdue, and missed
    once the next has opened or the shift is over (R-010, A-15). A round that is
    still on its way serves only until the next window opens.
    """
    rules, dues = profile.patrol, due_times(slot, profile)
    rounds = [each for each in rounds_of(state, slot) if _may_serve(each, profile)]
    opens = [due - minutes(rules.early_min) for due in dues]
    shift_windows = []
    for due, opened, shuts in zip(dues, opens, (*opens[1:], slot.end), strict=False):
        ends = due + minutes(rules.window_min)
        started = [each for each in rounds if opened <= each.started < shuts]
        served = _first_that_serves(started, profile, now < shuts)
        standing = _standing(served, due, ends, slot.end, rules.soon_min, now)
        shift_windows.append(Window(due, ends, standing, served))
    return tuple(shift_windows)


def _may_serve(round_: Round, profile: Profile) -> bool:
    return round_.status != "stopped" and serves_quota(round_, profile)


def _first_that_serves(rounds: list[Round], profile: Profile, open_: bool) -> Round | None:
    for each in rounds:
        if _serves(each, profile, open_):
            return each
    return None


def _serves(round_: Round, profile: Profile, open_: bool) -> bool:
    if round_.status == "walking":
        return open_
    return round_.status == "late_entry" or counts(round_, profile)


def _standing(
    served: Round | None, due: datetime, ends: datetime, closes: datetime, soon: int, now: datetime
) -> WindowStanding:
    if served is not None:
        if served.status == "late_entry":
            return "paper"
        if served.status == "walking":
            return "walking"
        return "late" if served.started > ends else "done"
    if now >= closes:
        return "missed"
    if now > ends:
        return "overdue"
    if now >= due:
        return "due"
    return "soon" if now >= due - minutes(soon) else "waiting"


def start_marks(
    state: DutyState, slot: Slot, rules: PatrolRules, route: str, now: datetime
) -> tuple[Mark, ...]:
    """Return the mark of a round begun too soon after the last start on this route (R-385)."""
    starts = []
    for each in rounds_of(state, slot):
        if each.route == route and each.status in ("complete", "walking"):
            starts.append(each.started)
    if not starts:
        return ()
    gap = now - starts[-1]
    if gap < minutes(rules.min_gap_min):
        return (Mark("gap_short", int(gap.total_seconds())),)
    return ()


def unanswered(route: Route, round_: Round, *, key_only: bool = False) -> tuple[str, ...]:
    """Return the points of the route that the round has not answered yet."""
    answered, points = round_.points, route.points
    if key_only:  # a key location that could not be seen is not answered
        answered = tuple(each for each in answered if each.result != "unseen")
        points = tuple(point for point in points if point.key)
    seen = {each.point for each in answered}
    return tuple(point.id for point in points if point.id not in seen)


def finish_verdicts(route: Route, round_: Round) -> tuple[Verdict, ...]:
    """Refuse to complete a round with a point unanswered, a key location above all (R-012)."""
    keys = unanswered(route, round_, key_only=True)
    if keys:
        sentence = say(
            "Key locations not seen: {points}. Answer them, or stop the round with a reason",
            points=tuple(keys),
        )
        return (Verdict("block", "key_point_unanswered", sentence, "R-012"),)
    rest = unanswered(route, round_)
    if rest:
        sentence = say("Points not answered yet: {points}", points=tuple(rest))
        return (Verdict("block", "point_unanswered", sentence, "R-082"),)
    return ()


@dataclass(frozen=True, slots=True)
class PatrolTally:
    """Rounds of a shift in numbers: owed, complete, entered later from paper, missed."""

    day: date
    owed: int
    complete: int
    late_entries: int
    missed: int
    short_gaps: int
    next_due: datetime | None
    shortfall: int = 0


def tally(state: DutyState, slot: Slot, profile: Profile, now: datetime) -> PatrolTally:
    """Count the rounds of a shift as of ``now`` (R-385: shown as n + late entries).

    ``shortfall`` is known when the shift is over.
    """
    shift_windows = windows(state, slot, profile, now)
    standings = [window.standing for window in shift_windows]
    rounds = rounds_of(state, slot)
    owed = quota(profile.patrol, night=slot.night) or len(standings)
    complete = sum(counts(each, profile) for each in rounds)
    paper = sum(each.status == "late_entry" for each in rounds)
    return PatrolTally(
        day=slot.day,
        owed=owed,
        complete=complete,
        late_entries=paper,
        missed=standings.count("overdue") + standings.count("missed"),
        short_gaps=sum(map(_is_too_soon, rounds)),
        next_due=_next_due(shift_windows),
        shortfall=max(0, owed - complete - paper) if now >= slot.end else 0,
    )


def _next_due(shift_windows: tuple[Window, ...]) -> datetime | None:
    """Return when the first round is due that can still be walked in time."""
    ahead = (w.due for w in shift_windows if w.standing in ("waiting", "soon", "due"))
    return next(ahead, None)
