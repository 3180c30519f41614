"""Work that goes on through a holiday, and the ranks that it wants there (R-372)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile, RankRule
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.roster import RosterLine


def work_rules(profile: Profile) -> tuple[RankRule, ...]:
    """Return the rules about dates on which work goes on; most stations have none."""
    return tuple(rule for rule in profile.roster.required_ranks if rule.days == "working")


def working_days(state: DutyState) -> frozenset[date]:
    """Return the dates of which somebody said that work goes on."""
    return frozenset(each.day for each in state.work if each.working)


def work_owed(state: DutyState, profile: Profile, now: datetime, zone: ZoneInfo) -> Iterator[Owed]:
    """Yield each rank that has to be on site on a date of work, and of which nobody came.

    From the date's first shift on; nobody on the roster is as bad as nobody there.
    """
    rules, today = work_rules(profile), now.astimezone(zone).date()
    for day in sorted(working_days(state)) if rules else ():
        if abs(day - today) > timedelta(days=1):
            continue
        lines = _lines(state, day)
        if not lines:
            continue
        start, end = min(x.start for x in lines), max(x.end for x in lines)
        for rule in rules if start - minutes(profile.timing.sign_in_early_min) <= now < end else ():
            wanted = _people(state, lines, rule)
            if not any(_came(state, day, key) for key in wanted):
                text = _words(state, rule, wanted, begun=now >= start)
                told = (*wanted, *state.heads(day))
                yield Owed("work", f"{day}/{'/'.join(rule.ranks)}", start, text, "R-372", told)


def _lines(state: DutyState, day: date) -> list[RosterLine]:
    return [line for _roster, line in state.lines(day, day) if line.role != "driver"]


def _people(state: DutyState, lines: list[RosterLine], rule: RankRule) -> tuple[str, ...]:
    keys = dict.fromkeys(a.person for line in lines for a in line.people)
    known = (state.people[key] for key in keys if key in state.people)
    return tuple(person.key for person in known if person.rank in rule.ranks)


def _came(state: DutyState, day: date, key: str) -> bool:
    on_post = ((each.day, each.person) for each in state.attendances)
    leading = ((each.day, each.person) for each in state.leaders)
    return (day, key) in (*on_post, *leading)


def _words(state: DutyState, rule: RankRule, wanted: tuple[str, ...], *, begun: bool) -> Sentence:
    ranks, names = " / ".join(rule.ranks), tuple(map(state.name, wanted))
    if not wanted:
        return say("Work goes on, and no {ranks} is on the roster", ranks=ranks)
    if begun:
        return say("Work goes on, and no {ranks} has come: {people}", ranks=ranks, people=names)
    return say("Work goes on: {ranks} to sign in ({people})", ranks=ranks, people=names)
