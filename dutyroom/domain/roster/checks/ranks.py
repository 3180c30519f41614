"""Ranks: which a post takes, and of which somebody must be on duty, on a date or at a post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutyroom.domain.base.dates import dates
from dutyroom.domain.base.sentence import say
from dutyroom.domain.profile.roster import RankRule
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.checks.gaps import alike_gaps, uncovered
from dutyroom.domain.roster.view import Finding, RosterView, day_list, weekday


def required_ranks(view: RosterView) -> Iterator[Finding]:
    """Find dates without a rank that must be there (R-079), and hours of a post (R-102).

    Who has no rank in the list of people is taken to be of it, as where a post
    takes certain ranks only (R-039); not so where work goes on (R-372).
    """
    for rule in view.profile.roster.required_ranks:
        days = set(_dates(view, rule))
        if rule.post:
            yield from _hours(view, rule, days)
        else:
            yield from _days(view, rule, days)


def _dates(view: RosterView, rule: RankRule) -> Iterator[date]:
    """Give the dates of a roster on which a rule holds."""
    if rule.days == "duty":
        yield from view.days
        return
    if rule.days == "working":
        yield from (day for day in view.around.working if view.roster.spans(day))
        return
    for day in dates(view.roster.first, view.roster.last):
        if rule.days == "every" or view.calendar.kind(day) == rule.days:
            yield day


def _days(view: RosterView, rule: RankRule, days: set[date]) -> Iterator[Finding]:
    """Find dates with too few of the ranks; dates without anybody are told as gaps."""
    manned = {line.day for line in (*view.duty, *view.duties_of_others)}
    days -= set(view.days) - manned
    there = _there(view, rule)
    short = tuple(sorted(day for day in days if len(there.get(day, ())) < rule.least))
    if not short:
        return
    where = {"ranks": " / ".join(rule.ranks), "days": day_list(short)}
    text = say("Nobody of {ranks} on duty: {days}", **where)
    if rule.least > 1:
        text = say("Fewer than {least} of {ranks} on duty: {days}", least=rule.least, **where)
    clause = "R-372" if rule.days == "working" else "R-079"
    yield view.find("rank_missing", text, clause, short[0], days=short)


def _there(view: RosterView, rule: RankRule) -> dict[date, set[str]]:
    """Return by date the keys of those of the ranks who are on duty; driving does not count."""
    there: dict[date, set[str]] = {}
    for line in view.standing:
        if line.role == "driver":
            continue
        for assignee in line.people:
            if _is_of(view, assignee.person, rule):
                there.setdefault(line.day, set()).add(assignee.person)
    return there


def _hours(view: RosterView, rule: RankRule, days: set[date]) -> Iterator[Finding]:
    """Find hours in which a post is manned, but by none of the ranks; empty ones are gaps."""
    lines = [line for line in view.by_post.get(rule.post, []) if line.day in days]
    manned = sorted((line.start, line.end) for line in lines)
    fit = [(line.start, line.end) for line in lines if _has_rank(view, line, rule)]
    name = say("{post}, {ranks}", post=rule.post, ranks=" / ".join(rule.ranks))
    yield from alike_gaps(view, name, uncovered(manned, fit), "R-102", "rank_hours", rule.post)


def _has_rank(view: RosterView, line: RosterLine, rule: RankRule) -> bool:
    fit = {a.person for a in line.people if _is_of(view, a.person, rule)}
    return len(fit) >= rule.least


def _is_of(view: RosterView, key: str, rule: RankRule) -> bool:
    person = view.people.get(key)
    if person is None or not person.rank:
        return rule.days != "working"
    return person.rank in rule.ranks


def ranks_of_posts(view: RosterView) -> Iterator[Finding]:
    """Find people whose rank the post does not take, or of whom none is noted (R-039, R-141)."""
    unknown: dict[tuple[str, str], list[RosterLine]] = {}
    for line in view.duty:
        taken = view.profile.ranks_at(view.profile.post(line.post))
        if not taken:
            continue
        for assignee in line.people:
            person = view.people.get(assignee.person)
            if not person:
                continue
            if not person.rank:
                unknown.setdefault((person.name, line.post), []).append(line)
            elif person.rank not in taken:
                text = say(
                    "{day} ({weekday}) {post}: {person} is {rank}, the post takes {ranks}",
                    day=line.day,
                    weekday=weekday(line.day),
                    post=line.post,
                    person=person.name,
                    rank=person.rank,
                    ranks=" / ".join(taken),
                )
                yield view.find_in(line, "ineligible_rank", text, "R-039")
    for (name, place), lines in unknown.items():
        days = day_list(line.day for line in lines)
        text = say(
            "{post}: no rank is noted for {person}: {days}", post=place, person=name, days=days
        )
        first = min(lines, key=lambda line: line.day)
        yield view.find_in(first, "rank_unknown", text, "R-039")
