"""Leaving the post for a while: cover, time, approval, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Level, Verdict
from dutyroom.domain.facts.attendance import kept, on_post
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes, seconds_between
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance, Away


def away_now(state: DutyState, person: str) -> Away | None:
    """Return where the person is away, or None for somebody at the post."""
    for away in state.aways:
        if away.person == person and away.is_out:
            return away
    return None


def due_back(away: Away, profile: Profile) -> datetime | None:
    """Return when somebody has to be back: at the time given, or None for whereabouts.

    Where a longer absence is an exception, no later than the profile's minutes (R-071).
    """
    if away.kind != "away":
        return None
    longest = away.out + minutes(profile.attendance.away_max_min)
    if away.expected is None:
        return longest
    return min(away.expected, longest) if _is_limited(profile) else away.expected


def is_over(away: Away, profile: Profile, moment: datetime) -> bool:
    """Tell whether somebody who is away still had to be back before a moment (R-027)."""
    back = due_back(away, profile)
    return back is not None and back < moment


def was_away(away: Away, moment: datetime) -> bool:
    """Tell whether somebody was away, or elsewhere, at a moment by the times that were kept."""
    return away.out <= moment and (away.back is None or moment < away.back)


def excuses(away: Away, profile: Profile, moment: datetime) -> bool:
    """Tell whether somebody who is not found at a moment was away or to be found elsewhere.

    An absence that nobody ended does not excuse for ever: only as long as the
    profile allows, or to a later time given where that is no exception (R-089).
    """
    if not was_away(away, moment):
        return False
    if away.kind != "away":
        return True
    allowed = away.out + minutes(profile.attendance.away_max_min)
    if away.expected and not _is_limited(profile):
        allowed = max(allowed, away.expected)
    return moment <= allowed


def _is_limited(profile: Profile) -> bool:
    return profile.level("away_too_long") != "off"


def uncovered(away: Away, until: datetime) -> int:
    """Return the seconds up to ``until`` in which nobody had confirmed to stand in (R-027).

    Those after the cover left count, too.
    """
    if away.kind != "away":
        return 0
    return max(0, seconds_between(away.out, until) - _covered(away, until))


def _covered(away: Away, until: datetime) -> int:
    now = seconds_between(away.confirmed, until) if away.confirmed else 0
    return away.covered + now


def cover_ended(away: Away, left: datetime) -> Away:
    """Return an absence whose cover left: from then on nobody stands in (R-027)."""
    return replace(away, covered=_covered(away, left), confirmed=None, cover_left=left)


def minded_by(state: DutyState, person: str) -> tuple[Away, ...]:
    """Return the absences in which this person stands in now."""
    minded = (away for away in state.aways if away.is_minded)
    return tuple(away for away in minded if away.cover == person)


def stays(state: DutyState, post: str, without: str) -> bool:
    """Tell whether somebody is at a post when a person leaves it (R-268).

    Who is away is not there, but by a cover who has confirmed and is not the
    one who leaves.
    """
    others = (each for each in on_post(state, post) if each.person != without)
    return any(_is_there(state, attendance, without) for attendance in others)


def is_uncovered(state: DutyState, post: str) -> bool:
    """Tell whether everybody of a post is away and nobody stands in (R-027).

    Who told where to be found is not away.
    """
    for attendance in on_post(state, post):
        away = away_now(state, attendance.person)
        if away is None or not away.leaves_post_empty:
            return False
    return True


def _is_there(state: DutyState, attendance: Attendance, without: str) -> bool:
    gone = away_now(state, attendance.person)
    if gone is None:
        return True
    return gone.is_minded and gone.cover != without


def left_alone(state: DutyState, person: str) -> tuple[Away, ...]:
    """Return the absences in which this person stands in and nobody else would be there."""
    return tuple(a for a in minded_by(state, person) if not stays(state, a.post, person))


def alone_verdicts(
    state: DutyState, profile: Profile, person: str, *, but: str
) -> Iterator[Verdict]:
    """Yield the posts that are left alone with a cover who leaves, ``but`` for one (R-268)."""
    level = profile.level("no_handover")
    for gone in left_alone(state, person):
        if gone.post != but:
            yield others_away(level, state, gone.post, (gone.person,))


def others_away(level: Level, state: DutyState, post: str, away: tuple[str, ...]) -> Verdict:
    """Return that everybody else of a post is away (R-268)."""
    text = say(
        "{people} is away: nobody would stay at {post}",
        people=tuple(map(state.name, away)),
        post=post,
    )
    return Verdict(level, "nobody_stays", text, "R-268", ("supervisor", "leader"))


def away_marks(away: Away, back: datetime, profile: Profile) -> tuple[Mark, ...]:
    """Return the marks of an absence that ends at ``back``.

    What was marked when it began stays. The seconds without a cover are the
    post deserted (R-027); then how long after the time given, and how long past
    the profile's minutes (R-071).
    """
    if away.kind != "away":
        return away.marks
    marks, longest = [], minutes(profile.attendance.away_max_min)
    alone = uncovered(away, back)
    if alone:
        marks.append(Mark("deserted", alone, away.reason))
    if away.expected and back > away.expected:
        marks.append(Mark("back_late", seconds_between(away.expected, back)))
    if back > away.out + longest:
        marks.append(Mark("away_too_long", seconds_between(away.out + longest, back)))
    return (*away.marks, *kept(marks, profile))


def needs_approval(away: Away, profile: Profile) -> bool:
    """Tell whether a leader must agree: always (R-071), or for a place outside (R-197)."""
    rule = profile.attendance.away_approval
    if rule == "outside":
        return away.place not in profile.places.within
    return rule == "always"


def away_verdicts(state: DutyState, profile: Profile, away: Away) -> Iterator[Verdict]:
    """Yield what stands against going: nobody would stay (R-268), no leader agreed (R-071).

    A post where this person stands in for somebody is left, too.
    """
    for post in _posts_left_alone(state, away):
        text = say("Nobody would stay at {post}: somebody has to stand in first", post=post)
        yield Verdict(profile.level("nobody_stays"), "nobody_stays", text, "R-268")
    if needs_approval(away, profile) and not away.approved_by:
        clause = "R-071" if profile.attendance.away_approval == "always" else "R-197"
        text = say("A leader has to agree that somebody leaves the post")
        level = profile.level("away_unapproved")
        yield Verdict(level, "away_unapproved", text, clause, ("supervisor", "leader"))


def _posts_left_alone(state: DutyState, away: Away) -> list[str]:
    """Return the posts at which nobody would be: the person's own first, then those minded."""
    minded = {gone.post for gone in left_alone(state, away.person)}
    posts = sorted(minded - {away.post})
    if away.confirmed is None and not stays(state, away.post, away.person):
        posts.insert(0, away.post)
    return posts
