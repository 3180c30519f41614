"""The hard rules of a plan: who may not have a shift, and which two shifts nobody can have.

Each rule has a code and a sentence, so that a plan that cannot be is explained
by the rules that do not go together. A fixed assignment stands whatever the
rules say of it: somebody decided it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.planning.problem import Absence, Candidate, Need, Problem
from dutyroom.values import dataclass

REST, ONCE, OVERLAP, FIXED = "rest", "once", "overlap", "fixed"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The hard rules; needs and people are numbered as the problem lists them.

    ``barred`` gives by need and person the codes of the rules that keep the person
    from it, ``clash`` by need the other needs that the same person cannot have, each
    with its rule. ``fixed`` are by need the people who have it for good.
    """

    barred: tuple[Mapping[int, tuple[str, ...]], ...]
    clash: tuple[Mapping[int, str], ...]
    fixed: tuple[tuple[int, ...], ...]

    def allowed(self, need: int, people: int) -> list[int]:
        """Return the numbers of the people, of so many, whom no rule keeps from a need."""
        return [p for p in range(people) if p not in self.barred[need]]


def bounds(problem: Problem) -> Bounds:
    """Work out the hard rules of a problem once, for every use."""
    return Bounds(
        barred=tuple(_barred(problem, need) for need in problem.needs),
        clash=_clashes(problem),
        fixed=_fixed(problem),
    )


def _fixed(problem: Problem) -> tuple[tuple[int, ...], ...]:
    number = {person.key: n for n, person in enumerate(problem.people)}
    fixed: dict[str, list[int]] = {}
    for given in problem.given:
        if given.fixed and given.person in number:
            fixed.setdefault(given.need, []).append(number[given.person])
    return tuple(tuple(fixed.get(need.key, ())[: need.count]) for need in problem.needs)


def _barred(problem: Problem, need: Need) -> dict[int, tuple[str, ...]]:
    """Return by index of the person the codes of the rules that keep them from a need."""
    barred: dict[int, tuple[str, ...]] = {}
    for n, person in enumerate(problem.people):
        unfit, away = _unfit(need, person), _away(problem, need, person)
        codes = (*unfit, *away, *_busy(problem, need, person))
        if codes:
            barred[n] = codes
    return barred


def _unfit(need: Need, person: Candidate) -> Iterator[str]:
    """Give the codes of the rules by which a shift is not for a person at all."""
    if need.ranks and person.rank and person.rank not in need.ranks:
        yield f"rank:{need.post}"
    if need.night and person.night_exempt:
        yield f"night:{person.key}"
    if need.pool and person.pool not in ("", need.pool):
        yield f"pool:{person.key}"


def _away(problem: Problem, need: Need, person: Candidate) -> Iterator[str]:
    """Give the codes of a person's absences at the time, and of a date that the person leads."""
    for absence in problem.absences:
        if absence.person == person.key and not absence.wish and touches(absence, need):
            yield _absence_code(absence)
    for heading in problem.headings:
        if (heading.person, heading.day) == (person.key, need.day):
            yield f"head:{person.key}"


def _busy(problem: Problem, need: Need, person: Candidate) -> Iterator[str]:
    """Give the code of each shift in another roster that leaves too little rest."""
    rest = timedelta(hours=problem.min_rest_h)
    for busy in problem.busy:
        near = busy.start - rest < need.end and need.start < busy.end + rest
        if busy.person == person.key and near:
            yield f"busy:{person.key}"


def touches(absence: Absence, need: Need) -> bool:
    """Tell whether a shift reaches into the days of an absence, a night's morning too."""
    zone = need.start.tzinfo
    begins = datetime.combine(absence.first, time(), zone)
    ceases = datetime.combine(absence.last + timedelta(days=1), time(), zone)
    return need.start < ceases and begins < need.end


def _absence_code(absence: Absence) -> str:
    return f"away:{absence.person}:{absence.first}:{absence.last}"


def _clashes(problem: Problem) -> tuple[dict[int, str], ...]:
    """Return for each need the needs that one person cannot have as well."""
    clash: tuple[dict[int, str], ...] = tuple({} for _need in problem.needs)
    rest = timedelta(hours=problem.min_rest_h)
    order = sorted(range(len(problem.needs)), key=lambda n: problem.needs[n].start)
    longest = max((need.end - need.start for need in problem.needs), default=rest) + rest
    for at, n in enumerate(order):
        for m in order[at + 1 :]:
            if problem.needs[m].start - problem.needs[n].start > longest + timedelta(days=1):
                break
            code = _between(problem.needs[n], problem.needs[m], rest)
            if code:
                clash[n][m] = clash[m][n] = code
    return clash


def _between(earlier: Need, later: Need, rest: timedelta) -> str:
    if later.start < earlier.end:
        return OVERLAP
    if later.day == earlier.day:
        return ONCE
    return REST if later.start - earlier.end < rest else ""


def rule_words(problem: Problem) -> dict[str, Sentence]:
    """Return the sentence of every hard rule by its code, the shifts to fill included."""
    words = {
        REST: say("at least {hours} h of rest between two shifts", hours=problem.min_rest_h),
        ONCE: say("one shift a date for each person"),
        OVERLAP: say("nobody is in two shifts at once"),
    }
    for need in problem.needs:
        where = {"day": need.day, "post": need.post, "shift": need.shift}
        words[f"need:{need.key}"] = say(
            "{day} {post} {shift} needs {count}", count=need.count, **where
        )
        for given in problem.given:
            if given.need == need.key and given.fixed:
                code = f"{FIXED}:{need.key}:{given.person}"
                words[code] = say(
                    "{day} {post} {shift} stays with {person}", person=given.person, **where
                )
        ranks = " / ".join(need.ranks)
        words[f"rank:{need.post}"] = say("{post} takes only {ranks}", post=need.post, ranks=ranks)
    for person in problem.people:
        name = person.name
        words[f"night:{person.key}"] = say("{person} does no nights", person=name)
        words[f"pool:{person.key}"] = say("{person} is of {pool}", person=name, pool=person.pool)
        words[f"head:{person.key}"] = say(
            "{person} has no shift on a date that {person} heads", person=name
        )
        words[f"busy:{person.key}"] = say("{person} has shifts of another roster", person=name)
        words |= _absence_words(problem, person)
    return words


def _absence_words(problem: Problem, person: Candidate) -> dict[str, Sentence]:
    return {
        _absence_code(absence): say(
            "{person} is away from {first} to {last}",
            person=person.name,
            first=absence.first,
            last=absence.last,
        )
        for absence in problem.absences
        if absence.person == person.key and not absence.wish
    }
