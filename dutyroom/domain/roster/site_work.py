"""Work that goes on through a holiday, and the ranks that it wants there (R-372)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.owed import Owed
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.roster import RankRule
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.roster import RosterLine


def work_rules(profile: Profile) -> tuple[RankRule, ...]:
    """Return the rules about dates on which work goes on; most stations have none."""
    return tuple(rule for rule in profile.roster.required_ranks if rule.days == "working")


def working_days(state: DutyState) -> frozenset[date]:
    """Return the dates of which somebody said that work goes on."""
    return frozenset(each.day for each in state.work if each.working)


def ranks_on_site(moment: Moment) -> Iterator[Owed]:
    """Yield each rank that has to be on site on a date of work, and of which nobody came.

    From the date's first shift on; nobody on the roster is as bad as nobody there.
    """
    for day in sorted(working_days(moment.state)):
        if abs(day - moment.today) <= DAY and work_rules(moment.profile_of(day)):
            yield from _ranks_missing(moment, day)


def _ranks_missing(moment: Moment, day: date) -> Iterator[Owed]:
    state, profile = moment.state, moment.profile_of(day)
    lines = _lines(state, day)
    if not lines:
        return
    start, end = min(line.start for line in lines), max(line.end for line in lines)
    if not start - minutes(profile.timing.sign_in_early_min) <= moment.now < end:
        return
    came = _who_came(state, day)
    for rule in work_rules(profile):
        wanted = _people(state, lines, rule)
        if came.isdisjoint(wanted):
            text = _words(state, rule, wanted, begun=moment.now >= start)
            told = (*wanted, *state.leading(day))
            yield Owed("work", f"{day}/{'/'.join(rule.ranks)}", start, text, "R-372", told)


def _lines(state: DutyState, day: date) -> list[RosterLine]:
    return [line for _roster, line in state.lines(day, day) if line.role != "driver"]


def _people(state: DutyState, lines: list[RosterLine], rule: RankRule) -> tuple[str, ...]:
    """Return the keys of those on the lines who are of the ranks, each once."""
    keys: dict[str, None] = {}
    for line in lines:
        for assignee in line.people:
            person = state.people.get(assignee.person)
            if person is not None and person.rank in rule.ranks:
                keys[person.key] = None
    return tuple(keys)


def _who_came(state: DutyState, day: date) -> set[str]:
    """Return the keys of those who signed in on a date: at a post, or as its chief or leader."""
    at_posts = {each.person for each in state.attendances if each.day == day}
    return at_posts | {each.person for each in state.leaders if each.day == day}


def _words(state: DutyState, rule: RankRule, wanted: tuple[str, ...], *, begun: bool) -> Sentence:
    ranks, names = " / ".join(rule.ranks), tuple(map(state.name, wanted))
    if not wanted:
        return say("Work goes on, and no {ranks} is on the roster", ranks=ranks)
    if begun:
        return say("Work goes on, and no {ranks} has come: {people}", ranks=ranks, people=names)
    return say("Work goes on: {ranks} to sign in ({people})", ranks=ranks, people=names)
