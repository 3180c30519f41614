"""Leaving the post for a while: cover, time, approval, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutyroom.domain.attendance import kept, on_post
from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Away, Mark
from dutyroom.domain.sentence import say
from dutyroom.domain.state import DutyState
from dutyroom.domain.times import minutes, seconds_between
from dutyroom.domain.verdict import Verdict


def away_now(state: DutyState, person: str) -> Away | None:
    """Return where the person is away, or None for somebody at the post."""
    return next((a for a in state.aways if a.person == person and a.back is None), None)


def away_at(state: DutyState, person: str, moment: datetime) -> Away | None:
    """Return where the person was away or to be found at a moment, or None."""
    return next(
        (
            away
            for away in state.aways
            if away.person == person
            and away.out <= moment
            and (away.back is None or moment < away.back)
        ),
        None,
    )


def uncovered(away: Away, until: datetime) -> int:
    """Return the seconds up to ``until`` in which nobody had confirmed to stand in (R-027)."""
    if away.kind != "away":
        return 0
    return seconds_between(away.out, min(away.confirmed or until, until))


def away_marks(away: Away, back: datetime, profile: Profile) -> tuple[Mark, ...]:
    """Return the marks of an absence that ends at ``back``.

    The seconds without a cover are the post deserted (R-027); then how long
    after the time given, and how long past the profile's minutes (R-071).
    """
    if away.kind != "away":
        return ()
    marks, longest = [], minutes(profile.attendance.away_max_min)
    alone = uncovered(away, back)
    if alone:
        marks.append(Mark("deserted", alone, away.reason))
    if away.expected and back > away.expected:
        marks.append(Mark("back_late", seconds_between(away.expected, back)))
    if back > away.out + longest:
        marks.append(Mark("away_too_long", seconds_between(away.out + longest, back)))
    return kept(marks, profile)


def needs_approval(away: Away, profile: Profile) -> bool:
    """Tell whether a leader must agree: always (R-071), or for a place outside (R-197)."""
    rule = profile.attendance.away_approval
    return rule == "always" or (rule == "outside" and away.place not in profile.places.within)


def away_verdicts(state: DutyState, profile: Profile, away: Away) -> Iterator[Verdict]:
    """Yield what stands against going: nobody would stay (R-268), no leader agreed (R-071)."""
    others = [
        a
        for a in on_post(state, away.post)
        if a.person != away.person and away_now(state, a.person) is None
    ]
    if not others and away.confirmed is None:
        text = say("Nobody would stay at {post}: somebody has to stand in first", post=away.post)
        yield Verdict(profile.level("nobody_stays"), "nobody_stays", text, "R-268")
    if needs_approval(away, profile) and not away.approved_by:
        clause = "R-071" if profile.attendance.away_approval == "always" else "R-197"
        text = say("A leader has to agree that somebody leaves the post")
        level = profile.level("away_unapproved")
        yield Verdict(level, "away_unapproved", text, clause, ("supervisor", "leader"))
