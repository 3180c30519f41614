"""What an administrator should look at in a profile: nothing here is an error."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.roster.checks.gaps import open_hours
from dutyroom.domain.roster.view import length


def advise(profile: Profile) -> tuple[Sentence, ...]:
    """Return what to think over: hours without a shift (C-01), fewer rounds by night (C-23).

    Also a roster that is due but that nobody makes, and every value that is
    still the program's own default.
    """
    return (*_hours(profile), *_rounds(profile), *_owner(profile), *_unconfirmed(profile))


def _hours(profile: Profile) -> Iterator[Sentence]:
    for post in profile.posts:
        for gap in open_hours((post,), profile.effective_from, ZoneInfo(profile.tz)):
            hours = {"start": f"{gap[0]:%H:%M}", "end": f"{gap[1]:%H:%M}", "length": length(gap)}
            if post.coverage == "24h":
                yield say(
                    "{post} is to be manned round the clock: no shift {start}–{end}, {length}",
                    post=post.id,
                    **hours,
                )
            elif post.after_hours_contact:
                yield say(
                    "{post}: no shift {start}–{end}, {length}; {contact} answers then",
                    post=post.id,
                    contact=post.after_hours_contact,
                    **hours,
                )
            else:
                yield say(
                    "{post}: no shift {start}–{end}, {length}, and nobody is named to answer",
                    post=post.id,
                    **hours,
                )


def _rounds(profile: Profile) -> Iterator[Sentence]:
    day, night = profile.patrol.quota_day, profile.patrol.quota_night
    if day is not None and night is not None and night < day:
        yield say("Fewer rounds by night ({night}) than by day ({day})", night=night, day=day)


def _owner(profile: Profile) -> Iterator[Sentence]:
    if profile.roster.due != "none" and not profile.roster.owner:
        yield say("A roster is due, and nobody is named to make it")


def _unconfirmed(profile: Profile) -> Iterator[Sentence]:
    if profile.unconfirmed:
        keys = ", ".join(profile.unconfirmed)
        yield say("Not confirmed by the station yet: {keys}", keys=keys)
