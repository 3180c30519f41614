"""The station profile: every rule number, in one validated value.

A profile file is JSON. What it leaves out comes from ``base.json``, the
built-in defaults; an unknown key is refused by name. No number of a rule
stands in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from dutyroom.domain.base.codes import LevelCode, level_code
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.shape import ShapeError, from_document
from dutyroom.domain.base.verdict import Level
from dutyroom.domain.profile.handover import HandoverRules
from dutyroom.domain.profile.incidents import IncidentRules, TimedReport
from dutyroom.domain.profile.log import PhoneRules, Urgency
from dutyroom.domain.profile.patrol import InspectionRules, LightRules, PatrolRules
from dutyroom.domain.profile.posts import Post
from dutyroom.domain.profile.presence import AttendanceRules, LunchRules, MeetingRule, PlaceRules
from dutyroom.domain.profile.roster import RosterRules, UnitRule
from dutyroom.domain.profile.station import ContactRules, CopyRules, Timing
from dutyroom.domain.profile.swaps import SwapRules
from dutyroom.values import dataclass


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
        if post is None:
            return ()
        if not post.min_rank:
            return post.eligible_ranks
        high = self.ranks[: self.ranks.index(post.min_rank) + 1]
        named = post.eligible_ranks or high
        return tuple(rank for rank in high if rank in named)

    def level(self, code: LevelCode) -> Level:
        """Return how a rule is enforced; a rule the profile does not name is a note.

        Raises `ValueError` for a code that no rule has.
        """
        return self.levels.get(level_code(code), "note")

    def is_critical(self, urgency: str) -> bool:
        """Tell whether items of this urgency block a handover (R-140)."""
        return any(grade.critical for grade in self.urgency if grade.code == urgency)

    def first_action_min(self, urgency: str) -> int:
        """Return the minutes to the first action on an item of this urgency."""
        for grade in self.urgency:
            if grade.code == urgency:
                return grade.first_action_min
        # An old record may be of a grade that the profile does not have any more.
        return max(grade.first_action_min for grade in self.urgency)


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
