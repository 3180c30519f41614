"""Who heads each date: its chief duty officer, its duty leader, and their ranks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.eligibility import reaches
from dutyroom.domain.records.roster import LineRole
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    day_list,
)


def chiefs(view: RosterView) -> Iterator[Finding]:
    """Find dates without exactly one chief duty officer, where the profile wants one (R-018)."""
    wanted = view.profile.roster.chief_per_date
    if wanted < 1:
        return
    chiefs = _per_day(view, "chief")
    missing = [day for day in view.days if len(chiefs.get(day, ())) < wanted]
    if missing:
        text = say("No chief duty officer on {days}", days=day_list(missing))
        yield view.find("chief_missing", text, "R-018", missing[0])
    many = _with_more(chiefs, wanted)
    if many:
        text = say("More than one chief duty officer on {days}", days=day_list(many))
        yield view.find("chief_missing", text, "R-018", min(many))


def leaders(view: RosterView) -> Iterator[Finding]:
    """Find dates without exactly one duty leader, where the station has two tiers (R-041).

    Where a chief is on duty nobody misses the leader. Stations whose units each
    have a leader are judged by `leader_units`.
    """
    if view.profile.tiers < 2 or view.profile.roster.leader_units:
        return
    chiefs, leaders = _per_day(view, "chief"), _per_day(view, "leader")
    missing = [day for day in view.days if day not in leaders and day not in chiefs]
    if missing:
        text = say("No duty leader on {days}", days=day_list(missing))
        yield view.find("leader_missing", text, "R-041", missing[0])
    many = _with_more(leaders, 1)
    if many:
        text = say("More than one duty leader on {days}", days=day_list(many))
        yield view.find("leader_missing", text, "R-041", min(many))


def _per_day(view: RosterView, role: LineRole) -> dict[date, set[str]]:
    """Return by date the keys of who has the role on it; dates without anybody are left out."""
    by_date: dict[date, set[str]] = {}
    for line in view.standing:
        if line.role == role and line.people:
            by_date.setdefault(line.day, set()).update(each.person for each in line.people)
    return by_date


def _with_more(leading: dict[date, set[str]], wanted: int) -> list[date]:
    """Return the dates on which more people lead than are wanted."""
    return [day for day, keys in leading.items() if len(keys) > wanted]


def leader_units(view: RosterView) -> Iterator[Finding]:
    """Find dates without exactly one leader of each unit that must have one (R-373, R-041)."""
    leaders = _per_day(view, "leader")
    for unit in view.profile.roster.leader_units:
        mine = {key for key, person in view.people.items() if person.unit == unit}
        own = {day: mine & keys for day, keys in leaders.items()}
        missing = [day for day in view.days if not own.get(day)]
        if missing:
            text = say("No duty leader of {unit} on {days}", unit=unit, days=day_list(missing))
            yield view.find("leader_missing", text, "R-373", missing[0])
        many = _with_more(own, 1)
        if many:
            text = say(
                "More than one duty leader of {unit} on {days}", unit=unit, days=day_list(many)
            )
            yield view.find("leader_missing", text, "R-041", min(many))


def leader_ranks(view: RosterView) -> Iterator[Finding]:
    """Find leaders whose rank is below the lowest that may lead (R-235, R-302, R-373).

    That none is noted is found as well.
    """
    least = view.profile.roster.min_rank
    if not least:
        return
    low: dict[str, list[date]] = {}
    for line, assignee in view.assignments():
        person = view.people.get(assignee.person)
        if line.role != "leader" or not person:
            continue
        if not reaches(view.profile, person.rank, least):
            low.setdefault(assignee.person, []).append(line.day)
    for key, days in low.items():
        told = {"person": view.name(key), "least": least, "days": day_list(days)}
        text = say("No rank is noted for {person}, a leader is at least {least}: {days}", **told)
        if rank := view.people[key].rank:
            text = say(
                "{person} is {rank}, a leader is at least {least}: {days}", **told, rank=rank
            )
        yield view.find("leader_rank", text, "R-302", min(days))
