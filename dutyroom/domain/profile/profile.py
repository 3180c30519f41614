"""The station profile: every rule number, in one validated value.

A profile file is JSON. What it leaves out comes from ``base.json``, the
built-in defaults; an unknown key is refused by name. No number of a rule
stands in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Literal

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.shape import ShapeError, from_document
from dutyroom.domain.base.verdict import Level
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRule:
    """A shift template; an end at or before the start is on the next day (R-048).

    ``staff`` is the number of people the planner puts on it; ``pool`` the list
    of people it is for (R-303), where anybody is on one.
    """

    id: str
    start: time
    end: time
    night: bool = False
    staff: int = 1
    pool: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A place that is manned: its shifts, ranks and required coverage (R-049, R-141).

    ``min_rank`` is the lowest rank that it takes, in the profile's order of ranks (R-235).
    """

    id: str
    shifts: tuple[ShiftRule, ...]
    place: str = ""
    eligible_ranks: tuple[str, ...] = ()
    min_rank: str = ""
    coverage: Literal["hours", "24h"] = "hours"
    handover_24h: bool = False
    shifts_24h: tuple[ShiftRule, ...] = ()
    after_hours_contact: str = ""
    patrolled: bool = True

    def templates(self) -> tuple[ShiftRule, ...]:
        """Return the shifts in force: the 24-hour pair when the switch is on (R-049)."""
        return self.shifts_24h if self.handover_24h and self.shifts_24h else self.shifts

    def template(self, shift: str) -> ShiftRule | None:
        """Return the shift template of that name, or None."""
        return next((rule for rule in self.templates() if rule.id == shift), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of the handover kit and the number that should be there (R-127)."""

    name: str
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRules:
    """Numbers and lists of the handover; minutes before the shift starts or ends."""

    arrive_early_min: int
    tidy_before_min: int | None
    relief_realarm_min: int
    signatures: int
    critical: Level
    open_items: Level
    often_passed: int
    tidy: tuple[str, ...]
    kit: tuple[Article, ...]
    areas: tuple[str, ...]
    sections: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRules:
    """Lateness and absence, in minutes; ``absent_after_min`` null means never (R-183).

    ``away_approval`` says when a leader must agree that somebody leaves the
    post for a while: never, always (R-071), or outside the places (R-197).
    ``dress`` is what is ticked of the uniform at sign-in (R-023, R-144).
    """

    grace_min: int
    absent_after_min: int | None
    away_max_min: int
    away_approval: Literal["none", "always", "outside"]
    phone_window: Literal["shift", "24h"]
    dress: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """Where duty is done (R-195, R-312); an empty place is the post's own.

    ``night_from`` and ``night_until`` bound the night of a shift that runs
    round the clock; ``within`` are places that are not outside (R-197);
    ``terminals`` names the terminals that stand at each place (R-080); who signs in
    at none of those of the place where duty is done is elsewhere.
    """

    day: str
    night: str
    night_from: time
    night_until: time
    within: tuple[str, ...]
    terminals: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LunchRules:
    """When the duty telephone is handed over for lunch, at most how long, to whom (R-308)."""

    start: time
    end: time
    max_min: int
    unit: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapRules:
    """How shifts are exchanged (R-180; C-05).

    ``lead_days`` are calendar dates before the shift's; ``notices`` are who
    must be told where nobody approves, ``causes`` the kinds of reason. With
    ``by_leader_of_date`` the leader of the shift's date decides, and with
    ``handover_note`` who takes it ticks what is handed over (R-190).
    ``qualifications`` are by rank what else may stand in for it in a written
    delegation (R-376).
    """

    mode: Literal[
        "leader_approves",
        "supervisor_assigns",
        "self_arranged",
        "agree_notify",
        "written_delegation",
    ]
    lead_days: int
    approver: str
    approver_roles: tuple[str, ...]
    notices: tuple[str, ...]
    notices_needed: Literal["all", "one"]
    causes: tuple[str, ...]
    qualifications: Mapping[str, tuple[str, ...]]
    min_rest_h: int
    by_leader_of_date: bool
    handover_note: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRules:
    """Answering the telephone; null means no judgement (R-122, R-162)."""

    max_rings: int | None
    private_call_max_min: int | None
    greeting: str
    missed_entry_min: int
    repeat_days: int
    cluster_n: int
    cluster_min: int
    notify_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency:
    """A grade of urgency: minutes to the first action; critical ones block a handover."""

    code: str
    first_action_min: int
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A point of a route; a key location must be answered in every round (R-012)."""

    id: str
    key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A patrol route (巡视路线); ``quota`` when its rounds count to the shift's quota."""

    id: str
    points: tuple[Checkpoint, ...]
    quota: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PatrolRules:
    """Rounds: quota a shift, windows, gaps; minutes (R-010, R-385).

    ``windows`` gives due times by shift name; where a shift has none, the
    quota is spread evenly over it. ``early_min`` is how long before its due
    time a round already counts for it, ``window_min`` how long after it a
    round is still on time.
    """

    quota_day: int | None
    quota_night: int | None
    min_gap_min: int
    repeat_min: int
    window_min: int
    early_min: int
    soon_min: int
    windows: Mapping[str, tuple[time, ...]]
    routes: tuple[Route, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionGroup:
    """A group of the closing inspection and its items (R-016)."""

    id: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRules:
    """The closing inspection; ``lead_min`` is minutes before the shift ends."""

    groups: tuple[InspectionGroup, ...]
    lead_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Decorative lights: when they go on and off (R-085)."""

    group: str
    on: time
    off: time


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRules:
    """Timed light checks; grace in minutes."""

    groups: tuple[Light, ...]
    grace_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRules:
    """Incidents: levels, report minutes and the chain (R-020, R-088)."""

    levels: tuple[str, ...]
    report_min: int
    written_report_days: int
    next_day_basis: Literal["duty_date", "calendar_date"]
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedReport:
    """A report due at the same time on every duty date (R-207)."""

    id: str
    at: time
    receivers: tuple[str, ...]
    remind_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRule:
    """A meeting of everybody on duty that day: when, how long, when to remind (R-219)."""

    id: str
    at: time
    minutes: int
    remind_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRules:
    """Required emergency contacts and how long a check lasts, in days (R-013, R-014).

    ``national`` gives the numbers that are the same everywhere, by kind.
    """

    required: tuple[str, ...]
    first: str
    verify_days: int
    national: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule:
    """What a unit owes the roster: every weekend (R-063), so many duties a month (R-065).

    With ``coverage`` 24h somebody of it is on duty at every hour of a duty date (R-062).
    """

    id: str
    coverage: Literal["none", "24h"] = "none"
    weekend: bool = False
    min_per_month: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRule:
    """Ranks of which at least so many people are on duty, on which dates (R-079).

    ``days`` are every calendar date, the duty dates, holidays, weekends, or those
    on which work goes on (R-372). With a ``post`` they are there at every hour at
    which it is manned (R-102).
    """

    ranks: tuple[str, ...]
    least: int = 1
    days: Literal["every", "duty", "holiday", "weekend", "working"] = "duty"
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRules:
    """Weights and limits of the planner; what each is for, `dutyroom.domain.planning.cost` says.

    ``steps`` is how many changes the heuristic tries for each place in each of its
    ``rounds``, at least ``least_steps`` a round, ``solver_s`` how many seconds the solver has,
    ``history_years`` how many calendar years before the planned one count.
    """

    hole: int
    unit: int
    total: int
    nights: int
    weekends: int
    holidays: int
    close: int
    close_days: int
    wish: int
    change: int
    history_cap: int
    history_years: int
    steps: int
    least_steps: int
    rounds: int
    solver_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRules:
    """Who makes the roster, when it is due, and what it must cover.

    ``duties`` are printed below its lines (R-357); ``owners`` names the office
    that alone compiles the lines of statutory holidays (holiday, R-059) and the
    leaders' lines of weekends (leaders, R-061). Before a holiday it is due
    ``days_before`` the first duty date at ``due_at``, else at the end of that
    day (R-236); ``remind_days`` is how long before something due is shown.
    ``departments`` report their own roster and receive the whole one (R-234),
    ``filing_to`` are the bodies that have it on file (R-064); with ``notify``
    everybody on it is told (R-243). A unit without a duty is an alarm from
    ``unit_alarm_days`` before the month's last weekend (R-065).
    ``min_rank`` is the lowest rank that may lead a duty date (R-302);
    ``leader_units`` are the units of which each has a leader of its own there,
    as contractor and supervision have (R-373). ``required_ranks`` are those of
    which somebody must be there (R-079, R-102).
    """

    owner: str
    due: Literal["month_end", "before_holiday", "days_before", "none"]
    remind_from_day: int
    remind_days: int
    days_before: int | None
    due_at: time | None
    departments: tuple[str, ...]
    filing_to: tuple[str, ...]
    notify: bool
    unit_alarm_days: int
    chief_per_date: int
    min_staff: int
    holiday_min_staff: int
    min_rank: str
    leader_units: tuple[str, ...]
    required_ranks: tuple[RankRule, ...]
    driver: bool
    owners: Mapping[str, str]
    planning: PlanningRules
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Limits of the clock, in minutes."""

    late_entry_min: int
    soon_min: int
    clock_jump_min: int
    sign_in_early_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRules:
    """Good copies of the records: minutes between two, and how many are kept (X-11)."""

    every_min: int
    keep: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A station's rules; see `requirements/profiles.md` for where each comes from.

    ``powers`` gives fewer roles to an action than `dutyroom.domain.facts.powers` does.
    ``ranks`` is their order, the highest first, for what asks for at least one;
    ``first_responsible`` what whoever is on duty answers for before others (R-264).
    """

    profile: str
    version: int
    effective_from: date
    tz: str
    sources: tuple[str, ...]
    station_name: str
    station_phone: str
    tiers: int
    duty_days: Literal["every_day", "holidays_weekends", "notice", "rostered"]
    ranks: tuple[str, ...]
    posts: tuple[Post, ...]
    handover: HandoverRules
    attendance: AttendanceRules
    places: PlaceRules
    lunch: LunchRules | None
    swap: SwapRules
    phone: PhoneRules
    urgency: tuple[Urgency, ...]
    categories: tuple[str, ...]
    patrol: PatrolRules
    inspection: InspectionRules
    lights: LightRules
    incident: IncidentRules
    timed_reports: tuple[TimedReport, ...]
    meetings: tuple[MeetingRule, ...]
    contacts: ContactRules
    roster: RosterRules
    units: tuple[UnitRule, ...]
    timing: Timing
    copies: CopyRules
    levels: Mapping[str, Level]
    powers: Mapping[str, tuple[str, ...]]
    leave_policy: str
    alcohol_exception: bool
    empty_post_blame: Literal["person", "original", "group", "none"]
    visitor_room_allowed: bool
    first_responsible: str
    unconfirmed: tuple[str, ...]

    def post(self, name: str) -> Post | None:
        """Return the post of that name, or None."""
        return next((post for post in self.posts if post.id == name), None)

    def pools(self) -> tuple[str, ...]:
        """Return the names of the pools of people that shifts are for (R-303)."""
        rules = (rule for post in self.posts for rule in post.templates())
        return tuple(dict.fromkeys(rule.pool for rule in rules if rule.pool))

    def pool_of(self, post: str, shift: str) -> str:
        """Return the pool that a shift is for, or nothing."""
        known = self.post(post)
        rule = known.template(shift) if known else None
        return rule.pool if rule else ""

    def ranks_at(self, post: Post | None) -> tuple[str, ...]:
        """Return the ranks that a post takes; none are named where it takes all (R-039, R-235)."""
        if post is None or not post.min_rank:
            return post.eligible_ranks if post else ()
        high = self.ranks[: self.ranks.index(post.min_rank) + 1]
        named = post.eligible_ranks or high
        return tuple(rank for rank in high if rank in named)

    def level(self, code: str) -> Level:
        """Return how a rule is enforced; a rule the profile does not name is a note."""
        return self.levels.get(code, "note")

    def is_critical(self, urgency: str) -> bool:
        """Tell whether items of this urgency block a handover (R-140)."""
        return any(grade.critical for grade in self.urgency if grade.code == urgency)

    def first_action_min(self, urgency: str) -> int:
        """Return the minutes to the first action on an item of this urgency."""
        fallback = max(grade.first_action_min for grade in self.urgency)
        return next((g.first_action_min for g in self.urgency if g.code == urgency), fallback)


def load_profile(document: object, base: Mapping[str, Any]) -> Profile:
    """Build a profile from its document over the built-in defaults.

    Raises `ShapeError` with a sentence for every unknown key, wrong value and
    rule that contradicts itself.
    """
    from dutyroom.domain.profile.checks import contradictions

    if not isinstance(document, Mapping):
        raise ShapeError((say("A profile is a table of keys in JSON"),))
    profile = from_document(Profile, _over(base, document))
    problems = contradictions(profile, base["levels"])
    if problems:
        raise ShapeError(problems)
    return profile


def _over(base: Mapping[str, Any], upper: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in upper.items():
        under = merged.get(key)
        if isinstance(under, Mapping) and isinstance(value, Mapping):
            merged[key] = _over(under, value)
        else:
            merged[key] = value
    return merged
