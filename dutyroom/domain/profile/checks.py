"""What cannot hold together in a profile: each mistake by its key."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.posts import ShiftRule
from dutyroom.domain.profile.power_table import OPEN, OWNED, TABLE, UNASKED
from dutyroom.domain.profile.profile import Profile

_ROLES: Mapping[str, tuple[str, ...]] = {str(action): TABLE[action] for action in TABLE}
"""By action, as a profile names it: who may have the power."""
_WELL_KNOWN = "Asia/Shanghai"
"""A zone that is only missing where all are."""
_AT_LEAST_ONE = (
    "handover.relief_realarm_min",
    "handover.signatures",
    "patrol.repeat_min",
    "swap.min_rest_h",
    "contacts.verify_days",
    "copies.every_min",
    "copies.keep",
    "roster.planning.hole",
    "roster.planning.steps",
    "roster.planning.solver_s",
)


def contradictions(profile: Profile, levels: Collection[str]) -> tuple[Sentence, ...]:
    """Return a sentence for each mistake; ``levels`` are the codes of rules that have a level."""
    return (
        *_zone(profile),
        *_numbers(profile),
        *_posts(profile),
        *_patrol(profile),
        *_lists(profile),
        *_powers(profile),
        *(say("levels.{code}: unknown key", code=c) for c in profile.levels if c not in levels),
    )


def _zone(profile: Profile) -> Iterator[Sentence]:
    if _is_zone(profile.tz):
        return
    if _is_zone(_WELL_KNOWN):
        yield say("tz: {zone} is no time zone, such as Asia/Shanghai", zone=profile.tz)
    else:
        yield say(
            "tz: {zone} cannot be looked up, for this computer has no time zone data: install the "
            "package tzdata (apt install tzdata, or pip install tzdata)",
            zone=profile.tz,
        )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _numbers(profile: Profile) -> Iterator[Sentence]:
    for key, number in _whole(profile, ""):
        least = 1 if key in _AT_LEAST_ONE else 0
        if number < least:
            yield say("{key}: {number} is too small", key=key, number=number)


def _whole(value: object, key: str) -> Iterator[tuple[str, int]]:
    """Give every whole number of a profile with its key."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield key, value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _whole(getattr(value, field.name), f"{key}.{field.name}".lstrip("."))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _whole(item, f"{key}[{place}]")


def _posts(profile: Profile) -> Iterator[Sentence]:
    if not profile.posts:
        yield say("posts: a station needs at least one post")
    yield from _twins("posts", (post.id for post in profile.posts))
    for post in profile.posts:
        if not post.templates():
            yield say("posts: {post} has no shift", post=post.id)
        for rule in _twice(rule.id for rule in post.templates()):
            yield say("posts: {post} has two shifts of one name: {shift}", post=post.id, shift=rule)


def _patrol(profile: Profile) -> Iterator[Sentence]:
    yield from _twins("patrol.routes", (route.id for route in profile.patrol.routes))
    for route in profile.patrol.routes:
        yield from _twins(f"patrol.routes.{route.id}", (point.id for point in route.points))
    for name, clocks in profile.patrol.windows.items():
        yield from _windows(profile, name, clocks)


def _windows(profile: Profile, name: str, clocks: tuple[time, ...]) -> Iterator[Sentence]:
    """Find windows of rounds that lie in no shift of the name; several posts may have one."""
    rules = [rule for post in profile.posts if (rule := post.template(name))]
    if not rules:
        yield say("patrol.windows: there is no shift {shift}", shift=name)
        return
    for clock in clocks:
        if not any(_within(rule, clock) for rule in rules):
            yield say(
                "patrol.windows: {clock} is not in the shift {shift}",
                clock=clock.isoformat("minutes"),
                shift=name,
            )


def _within(rule: ShiftRule, clock: time) -> bool:
    if rule.end > rule.start:
        return rule.start <= clock < rule.end
    # A shift past midnight: until then, and from then on.
    return clock >= rule.start or clock < rule.end


def _lists(profile: Profile) -> Iterator[Sentence]:
    """Find names that stand in a list twice, and a list of urgency without any grade."""
    if not profile.urgency:
        yield say("urgency: a station needs at least one grade")
    handover = profile.handover
    yield from _twins("urgency", (grade.code for grade in profile.urgency))
    yield from _twins("handover.kit", (article.name for article in handover.kit))
    yield from _twins("handover.tidy", handover.tidy)
    yield from _twins("handover.areas", handover.areas)
    yield from _twins("handover.sections", handover.sections)
    yield from _twins("handover.closing", handover.closing)
    yield from _twins("ranks", profile.ranks)
    yield from _twins("meetings", (rule.id for rule in profile.meetings))
    yield from _ranks(profile)
    yield from _required_ranks(profile)
    named = profile.places.terminals.values()
    yield from _twins("places.terminals", (name for names in named for name in names))
    yield from _twins("roster.leader_units", profile.roster.leader_units)
    yield from _twins("contacts.required", profile.contacts.required)


def _ranks(profile: Profile) -> Iterator[Sentence]:
    """Find lowest ranks that the list of ranks does not have, or by which a post takes nobody."""
    least = profile.roster.min_rank
    if least and least not in profile.ranks:
        yield say("roster.min_rank: {rank} does not stand in ranks", rank=least)
    for post in profile.posts:
        if post.min_rank and post.min_rank not in profile.ranks:
            yield say("posts: {rank} does not stand in ranks", rank=post.min_rank)
        elif post.min_rank and not profile.ranks_at(post):
            yield say(
                "posts: {post} takes nobody of {rank} or above", post=post.id, rank=post.min_rank
            )


def _required_ranks(profile: Profile) -> Iterator[Sentence]:
    """Find rules of ranks that ask for none, or name a post that is not there."""
    for place, rule in enumerate(profile.roster.required_ranks):
        key = f"roster.required_ranks[{place}]"
        if not rule.ranks:
            yield say("{key}: at least one rank is needed", key=key)
        if rule.least < 1:
            yield say("{key}: {number} is too small", key=f"{key}.least", number=rule.least)
        if rule.post and profile.post(rule.post) is None:
            yield say("{key}: there is no post {post}", key=key, post=rule.post)


def _powers(profile: Profile) -> Iterator[Sentence]:
    """Find powers that a profile cannot give: it may tighten the table, never loosen it (roles)."""
    for action, roles in profile.powers.items():
        key = f"powers.{action}"
        # Who decides a swap is said in one place only: swap.approver_roles.
        if action not in _ROLES or action == "swap.decide":
            yield say("{key}: unknown key", key=key)
        elif action in OPEN:
            yield say("{key}: everybody may do that, whatever a profile says", key=key)
        elif action in UNASKED:
            yield say("{key}: nothing asks for that power yet", key=key)
        else:
            yield from _roles(key, roles, _ROLES[action])
    yield from _roles("swap.approver_roles", profile.swap.approver_roles, _ROLES["swap.decide"])
    for kind in profile.roster.owners:
        if kind not in OWNED:
            yield say("{key}: unknown key", key=f"roster.owners.{kind}")


def _roles(key: str, roles: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[Sentence]:
    """Find roles that the table does not give a power, and a power that nobody has."""
    for role in roles:
        if role not in allowed:
            yield say(
                "{key}: {role} has no such power; there are {roles}",
                key=key,
                role=role,
                roles=allowed,
            )
    if not roles:
        yield say("{key}: somebody must hold the power", key=key)


def _twins(key: str, names: Iterable[str]) -> Iterator[Sentence]:
    for name in _twice(names):
        yield say("{key}: {name} stands there twice", key=key, name=name)


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, many in Counter(names).items() if many > 1]
