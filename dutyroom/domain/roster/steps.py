"""The steps of a roster after it is compiled: reported, gathered, sent, told, filed (states 5.7).

Each is a fact with a date, not a gate: what a profile does not ask for is
never missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Roster, RosterFact, RosterStep, ToldShift
from dutyroom.values import dataclass

STEPS: tuple[RosterStep, ...] = ("reported", "gathered", "sent", "received", "told", "filed")
BEFORE_ISSUE: tuple[RosterStep, ...] = ("reported", "gathered")
"""The steps that a draft may have already."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a roster: its newest fact for each ``whom``, and who is still missing."""

    step: RosterStep
    done: tuple[RosterFact, ...]
    missing: tuple[str, ...]

    @property
    def whole(self) -> int:
        """How many the step is about."""
        return len({fact.whom for fact in self.done} | set(self.missing))


def asked(roster: Roster, profile: Profile, step: RosterStep) -> tuple[str, ...]:
    """Return whom a step is about: departments, bodies or the keys of people."""
    if step == "told":
        return tuple(dict.fromkeys(who for who, _shift in assigned(roster)))
    if step == "filed":
        return profile.roster.filing_to
    return profile.roster.departments


def stages(roster: Roster, profile: Profile) -> tuple[Stage, ...]:
    """Return the steps that the profile asks for or that something was done about."""
    every = (stage(roster, profile, step) for step in STEPS)
    return tuple(each for each in every if each.done or each.missing)


def stage(roster: Roster, profile: Profile, step: RosterStep) -> Stage:
    """Return how a step stands.

    Of a draft nothing is missing but the departments' reports and their
    gathering, and those are not missed any more once it is issued (R-234).
    """
    newest = {fact.whom: fact for fact in roster.facts if fact.step == step and not fact.unit}
    missing = []
    if _is_missed(roster, profile, step):
        for whom in asked(roster, profile, step):
            if not _is_done(roster, step, whom, newest.get(whom)):
                missing.append(whom)
    return Stage(step, tuple(newest.values()), tuple(missing))


def _is_missed(roster: Roster, profile: Profile, step: RosterStep) -> bool:
    """Tell whether a step is missed at all where it was not taken."""
    if step == "told" and not profile.roster.notify:
        return False
    return (roster.state == "draft") == (step in BEFORE_ISSUE)


def unreported(roster: Roster, profile: Profile) -> tuple[str, ...]:
    """Return the departments that have not reported their roster yet (R-234)."""
    return stage(roster, profile, "reported").missing


def to_gather(roster: Roster, profile: Profile) -> tuple[str, ...]:
    """Return the departments that reported and whose report is not in the whole yet (R-234)."""
    reported = {fact.whom for fact in stage(roster, profile, "reported").done}
    return tuple(whom for whom in stage(roster, profile, "gathered").missing if whom in reported)


def _is_done(roster: Roster, step: RosterStep, whom: str, fact: RosterFact | None) -> bool:
    """Tell whether a step was taken with somebody, of whom ``fact`` is the newest."""
    if step == "told":
        return not untold_shifts(roster, whom)
    if fact is None:
        return False
    if step == "received":
        return fact.version >= _last_sent(roster, whom)
    if step == "filed":  # every version again
        return fact.version >= roster.version
    return True


def _last_sent(roster: Roster, whom: str) -> int:
    """Return the newest version that was sent to somebody; 0 if none was."""
    versions = [0]
    for fact in roster.facts:
        if fact.step == "sent" and fact.whom == whom:
            versions.append(fact.version)
    return max(versions)


@dataclass(frozen=True, slots=True)
class FilingRow:
    """Whose roster it is (nothing: the whole), and its fact with each body, None where unfiled."""

    unit: str
    cells: tuple[tuple[str, RosterFact | None], ...]


def filing(roster: Roster, profile: Profile) -> tuple[FilingRow, ...]:
    """Return the filing overview, unit by recipient (R-068); no body files with itself.

    The whole roster is filed again in every version (R-064); a unit's own is none of its versions.
    """
    filed = _filed(roster)
    rows = []
    for unit in ("", *profile.roster.departments):
        bodies = [body for body in profile.roster.filing_to if body != unit]
        rows.append(FilingRow(unit, tuple((body, filed.get((unit, body))) for body in bodies)))
    return tuple(rows)


def _filed(roster: Roster) -> dict[tuple[str, str], RosterFact]:
    """Return by unit and body the newest fact of a filing that still stands in this version."""
    newest = {}
    for fact in roster.facts:
        stands = bool(fact.unit) or fact.version >= roster.version
        if fact.step == "filed" and stands:
            newest[fact.unit, fact.whom] = fact
    return newest


def assigned(roster: Roster) -> Iterator[tuple[str, ToldShift]]:
    """Give each person of each line with the shift; leaders and drivers too."""
    for line in roster.lines:
        for assignee in line.people:
            told = ToldShift(line.day, line.post, line.shift, line.start, line.end)
            yield assignee.person, told


def untold_shifts(roster: Roster, person: str) -> tuple[ToldShift, ...]:
    """Return the shifts of a person of which nobody has told them yet, in these hours (R-243)."""
    told: set[ToldShift] = set()
    for fact in roster.facts:
        if fact.step == "told" and fact.whom == person:
            told.update(fact.shifts)
    return tuple(shift for who, shift in assigned(roster) if who == person and shift not in told)


def untold(roster: Roster, profile: Profile) -> int:
    """Return how many lines nobody was told of, where the profile asks for it (R-243)."""
    people = stage(roster, profile, "told").missing
    return sum(len(untold_shifts(roster, person)) for person in people)
