"""The steps of a roster apart from publishing: reported, gathered, received, told, filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.powers import ask_step
from dutyroom.desk.roster.versions import newest
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterFact, RosterStep
from dutyroom.domain.roster.steps import (
    BEFORE_ISSUE,
    asked,
    to_gather,
    unreported,
    untold_shifts,
)
from dutyroom.values import dataclass


def note_step(
    desk: Desk,
    roster: Roster,
    step: RosterStep,
    whom: str,
    by: Person,
    *,
    way: str = "",
    unit: str = "",
    pin: str = "",
) -> Roster:
    """Keep that a department reported or received a roster, or a body has it on file.

    R-234, R-236, R-064; ``way`` is how it went (fax, in person, a letter's
    number), ``unit`` the department whose own roster is filed (R-068). ``by``
    gives the PIN as `dutyroom.desk.roster.powers.ask_step` asks it. Raises
    `Wrong` for who is not asked by the profile, for a draft that is in force
    nowhere, and for what is done already; `Refused`, the store's errors.
    """
    named = _one_of(asked(roster, desk.profile, step), whom, "whom")
    if unit:
        unit = _one_of(desk.profile.roster.departments, unit, "unit")
    ask_step(desk, roster, step, by, pin, whom=named)
    with desk.change(f"roster.{step}", by.key) as change:
        current = newest(change, roster)
        _check(current, step)
        fact = RosterFact(
            step=step,
            whom=named,
            at=change.now,
            by=by.key,
            version=current.version,
            way=way.strip(),
            unit=unit,
        )
        if any(_same(fact, other) for other in current.facts):
            raise Wrong(say("That is noted already: {whom}", whom=named), "whom")
        return change.put(replace(current, facts=(*current.facts, fact)))


def _one_of(names: tuple[str, ...], typed: str, field: str) -> str:
    name = typed.strip()
    if name not in names:
        there = ", ".join(names) or "—"
        text = say("The profile does not ask {whom}; there are: {names}", whom=name, names=there)
        raise Wrong(text, field)
    return name


def _same(fact: RosterFact, other: RosterFact) -> bool:
    names = (fact.step, fact.whom, fact.unit, fact.version)
    return names == (other.step, other.whom, other.unit, other.version)


@dataclass(frozen=True, slots=True)
class Noted:
    """The roster after a step was kept about several at once, and those facts."""

    roster: Roster
    facts: tuple[RosterFact, ...]

    @property
    def whom(self) -> tuple[str, ...]:
        """Whom the step was about: departments, or the keys of people."""
        return tuple(fact.whom for fact in self.facts)


def gather_reports(
    desk: Desk, roster: Roster, by: Person, remark: str = "", *, pin: str = ""
) -> Noted:
    """Keep that the office gathered what the departments reported into the whole (R-234).

    While some have not reported it takes a ``remark`` that says why it goes on
    without them; they are gathered later, when they have. Raises `Wrong`
    without that remark, with nothing new reported, for a roster that is
    issued; `Refused` for who is not its owner; the store's errors.
    """
    ask_step(desk, roster, "gathered", by, pin)
    with desk.change("roster.gathered", by.key) as change:
        current = newest(change, roster)
        late, names = _unreported(desk, current), to_gather(current, desk.profile)
        if not names:
            raise Wrong(say("No department has reported anything that is not gathered"), "roster")
        if late and not remark.strip():
            text = say(
                "Not reported yet: {names}. Say in the remark why it is gathered without",
                names=late,
            )
            raise Wrong(text, "way")
        facts = tuple(
            RosterFact(
                step="gathered",
                whom=name,
                at=change.now,
                by=by.key,
                version=current.version,
                way=remark.strip(),
            )
            for name in names
        )
        return Noted(change.put(replace(current, facts=(*current.facts, *facts))), facts)


def _unreported(desk: Desk, roster: Roster) -> tuple[str, ...]:
    if roster.state != "draft":
        text = say("{number} is issued: reports are gathered into a draft", number=roster.id)
        raise Wrong(text, "roster")
    if not desk.profile.roster.departments:
        raise Wrong(say("The profile names no departments that report their rosters"), "roster")
    return unreported(roster, desk.profile)


def tell_people(
    desk: Desk, roster: Roster, people: Sequence[str], by: Person, way: str, *, pin: str = ""
) -> Noted:
    """Keep that people were told of all their shifts, how and by whom (R-243).

    ``people`` are keys on the roster, of whom some may stand on no list. Nobody
    named is everybody who has not been told. Raises `Wrong` for a draft, without
    a way, for who is not on it or knows already; `Refused` for who is not its
    owner; the store's errors.
    """
    if not way.strip():
        raise Wrong(say("Say how they were told: by telephone, in person"), "way")
    ask_step(desk, roster, "told", by, pin)
    with desk.change("roster.told", by.key) as change:
        current = newest(change, roster)
        _check(current, "told")
        keys = list(people) or list(_untold(desk, current))
        facts = tuple(
            RosterFact(
                step="told",
                whom=key,
                at=change.now,
                by=by.key,
                version=current.version,
                way=way.strip(),
                shifts=shifts,
            )
            for key in keys
            if (shifts := untold_shifts(current, key))
        )
        if not facts:
            raise Wrong(say("There is nobody left to tell"), "name")
        return Noted(change.put(replace(current, facts=(*current.facts, *facts))), facts)


def _untold(desk: Desk, roster: Roster) -> tuple[str, ...]:
    everybody = asked(roster, desk.profile, "told")
    return tuple(key for key in everybody if untold_shifts(roster, key))


def _check(roster: Roster, step: RosterStep) -> None:
    if roster.state == "draft" and step not in BEFORE_ISSUE:
        raise Wrong(say("{number} is a draft: publish it first", number=roster.id), "roster")
