"""Who stands on a roster: chiefs, numbers, ranks, nights, rest and telephone numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.eligibility import pool_verdict, reaches
from dutyroom.domain.facts.slots import is_night
from dutyroom.domain.records.roster import RosterLine
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
    day_list,
    is_blanked,
    length,
    weekday,
)


def heads(view: RosterView) -> Iterator[Finding]:
    """Find dates without exactly one chief (R-018), or without exactly one leader (R-041).

    Where a chief is on duty nobody misses the leader.
    """
    wanted = view.profile.roster.chief_per_date
    chiefs = _per_day(view, "chief")
    missing = [day for day in view.days if len(chiefs.get(day, ())) < wanted]
    if missing:
        text = say("No chief duty officer on {days}", days=day_list(missing))
        yield view.find("chief_missing", text, "R-018", missing[0])
    many = [day for day, names in chiefs.items() if len(names) > wanted > 0]
    if many:
        text = say("More than one chief duty officer on {days}", days=day_list(many))
        yield view.find("chief_missing", text, "R-018", min(many))
    if view.profile.tiers > 1 and not view.profile.roster.leader_units:
        yield from _leaders(view, chiefs)


def _leaders(view: RosterView, chiefs: dict[date, set[str]]) -> Iterator[Finding]:
    leaders = _per_day(view, "leader")
    led = [day for day in view.days if day not in leaders and day not in chiefs]
    if led:
        text = say("No duty leader on {days}", days=day_list(led))
        yield view.find("leader_missing", text, "R-041", led[0])
    many = [day for day, names in leaders.items() if len(names) > 1]
    if many:
        text = say("More than one duty leader on {days}", days=day_list(many))
        yield view.find("leader_missing", text, "R-041", min(many))


def _per_day(view: RosterView, role: str) -> dict[date, set[str]]:
    held: dict[date, set[str]] = {}
    for line in view.standing:
        for assignee in line.people if line.role == role else ():
            held.setdefault(line.day, set()).add(assignee.person)
    return held


def staff(view: RosterView) -> Iterator[Finding]:
    """Find dates with fewer people than the profile wants, more on holidays (R-092)."""
    rules = view.profile.roster
    lines: dict[date, list[RosterLine]] = {}
    for line in (*view.duty, *view.duty_beside):
        lines.setdefault(line.day, []).append(line)
    for day in view.days:
        holiday = view.calendar.holiday_name(day)
        wanted = rules.holiday_min_staff if holiday else rules.min_staff
        count = _head_count(lines.get(day, []))
        if 0 < count < wanted:
            text = say(
                "{day} ({weekday}) {holiday}: {count} on duty, at least {wanted} needed",
                day=day,
                weekday=weekday(day),
                holiday=holiday,
                count=count,
                wanted=wanted,
            )
            yield view.find("min_staff", text, "R-092", day)


def _head_count(lines: list[RosterLine]) -> int:
    """Count the people of a date; blanked names in one line are different people."""
    named = {a.person for line in lines for a in line.people if not is_blanked(a.person)}
    blanked = (sum(is_blanked(a.person) for a in line.people) for line in lines)
    return len(named) + max(blanked, default=0)


def ranks(view: RosterView) -> Iterator[Finding]:
    """Find people whose rank the post does not take, or of whom none is noted (R-039, R-141)."""
    unknown: dict[tuple[str, str], list[RosterLine]] = {}
    for line in view.duty:
        taken = view.profile.ranks_at(view.profile.post(line.post))
        for assignee in line.people if taken else ():
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


def leader_units(view: RosterView) -> Iterator[Finding]:
    """Find dates without exactly one leader of each unit that must have one (R-373, R-041)."""
    leaders = _per_day(view, "leader")
    for unit in view.profile.roster.leader_units:
        mine = {key for key, person in view.people.items() if person.unit == unit}
        missing = [day for day in view.days if not mine & leaders.get(day, set())]
        if missing:
            text = say("No duty leader of {unit} on {days}", unit=unit, days=day_list(missing))
            yield view.find("leader_missing", text, "R-373", missing[0])
        many = [day for day, names in leaders.items() if len(mine & names) > 1]
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
    low: dict[str, list[date]] = {}
    for line, assignee in view.assignments() if least else ():
        person = view.people.get(assignee.person)
        if line.role != "leader" or not person:
            continue
        if not reaches(view.profile, person.rank, least):
            low.setdefault(assignee.person, []).append(line.day)
    for key, days in low.items():
        said = {"person": view.name(key), "least": least, "days": day_list(days)}
        rank = view.people[key].rank
        text = (
            say("{person} is {rank}, a leader is at least {least}: {days}", rank=rank, **said)
            if rank
            else say("No rank is noted for {person}, a leader is at least {least}: {days}", **said)
        )
        yield view.find("leader_rank", text, "R-302", min(days))


def nights(view: RosterView) -> Iterator[Finding]:
    """Find people on a night shift who do no nights (R-198)."""
    for line in view.duty:
        for assignee in line.people if is_night(view.profile, line) else ():
            person = view.people.get(assignee.person)
            if person and person.night_exempt:
                text = say(
                    "{day} ({weekday}) {shift}: {person} does no nights ({reason})",
                    day=line.day,
                    weekday=weekday(line.day),
                    shift=line.shift,
                    person=person.name,
                    reason=person.night_exempt,
                )
                yield view.find_in(line, "night_exempt", text, "R-198")


def pools(view: RosterView) -> Iterator[Finding]:
    """Find people on a shift that is for another pool than theirs (R-303)."""
    for line in view.duty:
        for assignee in line.people:
            person = view.people.get(assignee.person)
            found = person and pool_verdict(view.profile, line.post, line.shift, person)
            if found:
                text = say("{day}: {what}", day=line.day, what=found.sentence)
                yield view.find_in(line, "other_pool", text, found.clause)


def phones(view: RosterView) -> Iterator[Finding]:
    """Find people without a telephone number, each once (R-184, R-202)."""
    without: dict[str, list[RosterLine]] = {}
    for line, assignee in view.assignments():
        person = view.people.get(assignee.person)
        if not assignee.phone and not (person and person.phone):
            without.setdefault(assignee.person, []).append(line)
    for name, lines in without.items():
        days = day_list(line.day for line in lines)
        text = (
            say(
                "{person} is incomplete, neither name nor telephone number: {days}",
                person=name,
                days=days,
            )
            if is_blanked(name)
            else say("{person} has no telephone number: {days}", person=view.name(name), days=days)
        )
        first = min(lines, key=lambda line: line.day)
        yield view.find("phone_missing", text, "R-202", first.day, line=first.ref)


def strangers(view: RosterView) -> Iterator[Finding]:
    """Find names that the station does not know, each once."""
    unknown: dict[str, list[RosterLine]] = {}
    for line, assignee in view.assignments():
        if assignee.person not in view.people and not is_blanked(assignee.person):
            unknown.setdefault(assignee.person, []).append(line)
    for name, lines in unknown.items():
        text = say(
            "{person} is not among the station's people: {days}",
            person=name,
            days=day_list(line.day for line in lines),
        )
        first = min(lines, key=lambda line: line.day)
        yield view.find_in(first, "person_unknown", text, "R-202")


def left(view: RosterView) -> Iterator[Finding]:
    """Find people who are no longer with the station on a day they have, each once."""
    gone: dict[str, list[RosterLine]] = {}
    for line, assignee in view.assignments():
        person = view.people.get(assignee.person)
        if person is not None and not person.serves(line.day):
            gone.setdefault(assignee.person, []).append(line)
    for name, lines in gone.items():
        days = day_list(line.day for line in lines)
        text = say("{person} has left: {days}", person=view.name(name), days=days)
        first = min(lines, key=lambda line: line.day)
        yield view.find_in(first, "person_left", text, "R-202")


def overlaps(view: RosterView) -> Iterator[Finding]:
    """Find people in two shifts at once; a sheet that names all for all places is a note."""
    shared: list[RosterLine] = []
    beside = set(view.beside)
    for name, lines in view.shifts_of_people(view.beside).items():
        for earlier, later in _in_turn(lines):
            if later.start >= earlier.end or {earlier, later} <= beside:
                continue
            if _same_row(earlier, later):
                shared.append(later)
                continue
            text = say(
                "{day} ({weekday}): {person} is in {one} and {other} at once",
                day=later.day,
                weekday=weekday(later.day),
                person=view.name(name),
                one=f"{earlier.post} {earlier.shift}",
                other=f"{later.post} {later.shift}",
            )
            yield view.find_in(later, "overlap", text, "R-202")
    if shared:
        text = say(
            "The same people stand at several places, who is where is not said: {days}",
            days=day_list(line.day for line in shared),
        )
        yield view.find("places_shared", text, "R-208", min(line.day for line in shared))


def _in_turn(lines: list[RosterLine]) -> Iterator[tuple[RosterLine, RosterLine]]:
    """Give each line with the one before it that lasts longest."""
    before: RosterLine | None = None
    for line in lines:
        if before:
            yield before, line
        if before is None or line.end > before.end:
            before = line


def _same_row(one: RosterLine, other: RosterLine) -> bool:
    return one.post != other.post and (one.start, one.end, one.people) == (
        other.start,
        other.end,
        other.people,
    )


def rests(view: RosterView) -> Iterator[Finding]:
    """Find people with less rest between two shifts than the profile wants (C-05).

    Over the turn of the month one of the two stands in the roster before or after.
    """
    wanted = timedelta(hours=view.profile.swap.min_rest_h)
    for name, lines in view.shifts_of_people(view.beside).items():
        for earlier, later in _in_turn(lines):
            rest = later.start - earlier.end
            own = [line for line in (later, earlier) if line not in view.beside]
            if own and timedelta(0) <= rest < wanted:
                text = say(
                    "{day} ({weekday}): {person} has {length} of rest before {shift}, "
                    "at least {hours} h are needed",
                    day=later.day,
                    weekday=weekday(later.day),
                    person=view.name(name),
                    length=length((earlier.end, later.start)),
                    shift=later.shift,
                    hours=view.profile.swap.min_rest_h,
                )
                yield view.find_in(own[0], "rest", text, "C-05")


def substitutes(view: RosterView) -> Iterator[Finding]:
    """Note the people whom the sheet marks as substitutes (替)."""
    for line, assignee in view.assignments():
        if assignee.substitute:
            text = say(
                "{day} ({weekday}) {post} {shift}: {person} stands in for somebody",
                day=line.day,
                weekday=weekday(line.day),
                post=line.post,
                shift=line.shift,
                person=view.name(assignee.person),
            )
            yield view.find_in(line, "substitute", text, "R-026")
