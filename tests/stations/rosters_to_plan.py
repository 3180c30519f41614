"""Small stations to plan for, and a judge of what can be planned, written by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dutyroom.domain.planning.demand import needs, quotas, rank_quotas
from dutyroom.domain.planning.problem import Absence, Candidate, Need, Plan, Problem
from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.intake.holidays import station_calendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = station_calendar(())
FOLDER = Path(__file__).parents[2] / "data" / "profiles"
TWO = (("白", "08:00", "20:00"), ("夜", "20:00", "08:00"))
THREE = (("早", "08:00", "16:00"), ("中", "16:00", "00:00"), ("夜", "00:00", "08:00"))
BLOCKING = (
    *("gap", "ineligible_rank", "night_exempt", "overlap", "rest", "min_staff"),
    *("unit_missing", "unit_minimum", "rank_missing"),
)


def station(
    shifts: Sequence[tuple[str, str, str]] = TWO,
    *,
    units: Sequence[dict[str, Any]] = (),
    takes: Sequence[str] = (),
    **roster: Any,
) -> Profile:
    """Return a profile of one post for 员工 with these shifts, every rule of the checker grave."""
    base = json.loads((FOLDER / "base.json").read_text("utf-8"))
    document = {
        "profile": "站",
        "posts": [
            {
                "id": "岗",
                "eligible_ranks": ["员工", *takes],
                "shifts": [
                    {"id": name, "start": start, "end": end, "night": name == "夜"}
                    for name, start, end in shifts
                ],
            }
        ],
        "units": list(units),
        "roster": {"owner": "", "due": "none", **roster},
        "levels": dict.fromkeys(BLOCKING, "block"),
    }
    return load_profile(document, base)


def candidates(
    count: int,
    exempt: Iterable[int] = (),
    other_rank: Iterable[int] = (),
    units: Mapping[int, str] | None = None,
) -> list[Candidate]:
    """Return so many people; some do no nights, some have a rank that no post takes."""
    without, others = set(exempt), set(other_rank)
    return [
        Candidate(
            key=f"员{n}",
            name=f"员{n}",
            rank="司机" if n in others else "员工",
            night_exempt="不值夜班" if n in without else "",
            unit=(units or {}).get(n, ""),
        )
        for n in range(count)
    ]


def problem(
    profile: Profile, first: date, last: date, people: Sequence[Candidate], **more: Any
) -> Problem:
    """Return the problem of a span for these people."""
    asked = needs(profile, CALENDAR, ZONE, first, last)
    return Problem(
        needs=asked,
        people=tuple(people),
        rules=profile.roster.planning,
        min_rest_h=profile.swap.min_rest_h,
        quotas=(
            *quotas(profile, CALENDAR, first, last, {}),
            *rank_quotas(profile, CALENDAR, asked, (), lambda _ranks: ()),
        ),
        **more,
    )


def lines(asked: Problem, plan: Plan) -> tuple[RosterLine, ...]:
    """Return a plan as the lines of a roster."""
    return tuple(
        RosterLine(
            day=need.day,
            post=need.post,
            shift=need.shift,
            start=need.start,
            end=need.end,
            people=tuple(Assignee(name) for name in names),
        )
        for need, names in zip(asked.needs, plan.chosen, strict=True)
    )


def roster(asked: Problem, plan: Plan, first: date, last: date) -> Roster:
    """Return a plan as a monthly roster."""
    found = lines(asked, plan)
    return Roster(
        title="值班安排表",
        first=first,
        last=last,
        starts=datetime.combine(first, time(), ZONE),
        ends=datetime.combine(last + timedelta(days=1), time(), ZONE),
        lines=found,
    )


def persons(people: Iterable[Candidate]) -> dict[str, Person]:
    """Return the people as the checker knows them."""
    return {
        c.key: Person(
            id=f"P:{c.key}",
            name=c.name,
            rank=c.rank,
            phone="1380000",
            night_exempt=c.night_exempt,
            unit=c.unit,
        )
        for c in people
    }


Held = dict[str, list[Need]]
Good = Callable[[Held, date], bool]


def can_be_filled(asked: Problem) -> bool:
    """Tell by trying everything whether all places can be filled; for small problems only."""
    return _fill(asked, list(asked.needs), _nobody(asked), lambda held, before: True)


def can_serve_units(asked: Problem) -> bool:
    """Tell by trying everything whether all can be filled and no unit owes anybody a weekend."""
    unit = {person.key: person.unit for person in asked.people}

    def served(held: Held, before: date) -> bool:
        there = {(unit[key], need.day) for key, needs in held.items() for need in needs}
        days = [(quota.unit, day) for quota in asked.quotas for day in quota.days if day < before]
        return there.issuperset(days)

    if not {quota.unit for quota in asked.quotas} <= set(unit.values()):
        return False
    return _fill(asked, list(asked.needs), _nobody(asked), served)


def _nobody(asked: Problem) -> Held:
    return {person.key: [] for person in asked.people}


def _fill(asked: Problem, left: list[Need], held: Held, good: Good) -> bool:
    """Fill what is left; the dates ``before`` the next one must be good already."""
    if not good(held, left[0].day if left else date.max):
        return False
    if not left:
        return True
    need, rest = left[0], left[1:]
    able = [p.key for p in asked.people if _can(asked, p, need, held[p.key])]
    for chosen in combinations(able, need.count):
        for name in chosen:
            held[name].append(need)
        if _fill(asked, rest, held, good):
            return True
        for name in chosen:
            held[name].pop()
    return False


def _can(asked: Problem, person: Candidate, need: Need, held: list[Need]) -> bool:
    rest = timedelta(hours=asked.min_rest_h)
    free = all(
        one.day != need.day and (one.end + rest <= need.start or need.end + rest <= one.start)
        for one in held
    )
    fit = person.rank in ("", *need.ranks) and not (need.night and person.night_exempt)
    return free and fit and not any(_away(a, person, need) for a in asked.absences)


def _away(absence: Absence, person: Candidate, need: Need) -> bool:
    if absence.person != person.key or absence.wish:
        return False
    days = (need.start.date(), (need.end - timedelta(microseconds=1)).date())
    return any(absence.first <= day <= absence.last for day in days)
