"""Rosters taken in from a file, as drafts, with the people of their address lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.people.checks import check_name, new_key
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.files import ReadRoster, roster_file
from dutyroom.desk.roster.powers import ask_lines
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.people import ROLE_OF_RANK, Person
from dutyroom.domain.records.roster import Roster, series_of
from dutyroom.domain.roster.changes import LineChange, PhoneChange, changes, phone_changes
from dutyroom.domain.roster.check import Finding
from dutyroom.intake.english import rank_word
from dutyroom.intake.roster import FoundPerson, RosterDraft, SheetProblem
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: what would be or was kept, what was not understood, what the check says.

    ``before`` is the roster of the same span that it is compared with, the one
    in force or else the newest draft; without one nothing is a change.
    ``listed`` are those of whom the address lists say a unit or a car.
    """

    roster: Roster
    people: tuple[str, ...]
    problems: tuple[SheetProblem, ...]
    findings: tuple[Finding, ...]
    written: bool
    before: Roster | None = None
    changes: tuple[LineChange, ...] = ()
    phones: tuple[PhoneChange, ...] = ()
    listed: tuple[FoundPerson, ...] = ()


def import_roster(
    desk: Desk,
    path: Path,
    *,
    by: str = "",
    pin: str = "",
    year: int | None = None,
    accept_problems: bool = False,
    preview: bool = False,
) -> Imported:
    """Read a roster file and take it in (`take_in`). Raises also what reading raises."""
    state = desk.state()
    read = roster_file(desk, path, year=year, state=state).read()
    return take_in(
        desk, read, by=by, pin=pin, accept_problems=accept_problems, preview=preview, state=state
    )


def take_in(
    desk: Desk,
    read: ReadRoster,
    *,
    by: str = "",
    pin: str = "",
    accept_problems: bool = False,
    preview: bool = False,
    state: DutyState | None = None,
) -> Imported:
    """Take in what stands in a file as a draft, with the people of its address list.

    Grave problems (a date twice, a line that cannot be placed) keep the file
    out unless ``accept_problems``; everything not understood is listed by cell
    either way. With ``preview`` nothing is written. Lines that an office owns
    are taken in by that office only (R-059, R-061). Raises `Refused`, `Wrong`
    and the store's errors.
    """
    state = state or desk.state()
    path, draft = read.file.path, read.with_people(tuple(state.people.values()))
    odd = (*_other_numbers(state, draft), *_other_units(state, draft))
    draft = replace(draft, problems=(*draft.problems, *odd))
    kept_out = not accept_problems and any(problem.grave for problem in draft.problems)
    before = _standing(state, draft)
    if preview or kept_out:
        return _preview(desk, state, draft, path, before)
    ask_lines(desk, before, draft.roster(path.name), by, pin, state)
    with desk.change("roster.import", by) as change:
        state = change.state  # another terminal may have added people or a version meanwhile
        newcomers = _newcomers(state, draft)
        _put_people(change, state, desk.profile, draft, newcomers)
        number = change.number(Roster, draft.first)
        version = _next_version(state, draft)
        roster = change.put(replace(draft.roster(path.name), id=number, version=version))
    findings = check_roster(desk, roster)
    return _imported(draft, roster, newcomers, findings, before, written=True)


def _preview(
    desk: Desk, state: DutyState, draft: RosterDraft, path: Path, before: Roster | None
) -> Imported:
    """Return what an import would be: checked with the people whom the file would bring."""
    roster = replace(draft.roster(path.name), version=_next_version(state, draft))
    brought = {person.name: _person(desk.profile, person, person.name) for person in draft.people}
    then = replace(state, people={**brought, **state.people})
    findings = check_roster(desk, roster, then)
    newcomers = _newcomers(state, draft)
    return _imported(draft, roster, newcomers, findings, before, written=False)


def _put_people(
    change: Change,
    state: DutyState,
    profile: Profile,
    draft: RosterDraft,
    newcomers: Collection[str],
) -> None:
    keys = set(state.people)
    for person in draft.people:
        if person.name in newcomers:
            key = new_key(keys, check_name(person.name))
            keys.add(key)
            change.put(_person(profile, person, key))


def _imported(
    draft: RosterDraft,
    roster: Roster,
    people: tuple[str, ...],
    findings: tuple[Finding, ...],
    before: Roster | None,
    *,
    written: bool,
) -> Imported:
    """Return an import, each finding with the cell of the sheet where it is to be put right."""
    return Imported(
        roster,
        people,
        draft.problems,
        tuple(replace(found, cell=draft.cell_of(found.line, found.day)) for found in findings),
        written=written,
        before=before,
        changes=changes(before, roster) if before else (),
        phones=phone_changes(before, roster) if before else (),
        listed=tuple(person for person in draft.people if person.unit or person.plate),
    )


def _standing(state: DutyState, draft: RosterDraft) -> Roster | None:
    """Return what an import is compared with: the roster in force, else the newest draft."""
    same = [r for r in _same_span(state, draft) if r.state != "superseded"]
    published = [r for r in same if r.state == "published"]
    return next(reversed(published or same), None)


def _other_numbers(state: DutyState, draft: RosterDraft) -> Iterator[SheetProblem]:
    """Give a problem for each person whose number in the file is not the station's."""
    for listed, person in _known_people(state, draft):
        if listed.phone and person.phone and listed.phone != person.phone:
            text = say(
                "{name} has {number} here; the station keeps {other}",
                name=listed.name,
                number=listed.phone,
                other=person.phone,
            )
            yield SheetProblem(listed.cell, text)


def _other_units(state: DutyState, draft: RosterDraft) -> Iterator[SheetProblem]:
    """Give a problem for each person of another unit, and one for all who have none yet."""
    without_unit: list[FoundPerson] = []
    for listed, person in _known_people(state, draft):
        if listed.unit and not person.unit:
            without_unit.append(listed)
        elif listed.unit and listed.unit != person.unit:
            text = say(
                "{name} is of {unit} here; the station keeps {other}",
                name=listed.name,
                unit=listed.unit,
                other=person.unit,
            )
            yield SheetProblem(listed.cell, text)
    if without_unit:
        names = tuple(f"{listed.name} ({listed.unit})" for listed in without_unit)
        text = say("The station keeps no unit of {names}: an admin gives them theirs", names=names)
        yield SheetProblem(without_unit[0].cell, text)


def _known_people(state: DutyState, draft: RosterDraft) -> Iterator[tuple[FoundPerson, Person]]:
    """Give those of the sheets whose name the station knows, each with its person."""
    people = {person.name: person for person in state.people.values()}
    for listed in draft.people:
        if listed.name in people:
            yield listed, people[listed.name]


def _newcomers(state: DutyState, draft: RosterDraft) -> tuple[str, ...]:
    names = {person.name for person in state.people.values()}
    newcomers = []
    for person in draft.people:
        has_entry = person.listed or person.phone
        if has_entry and person.name not in names:
            newcomers.append(person.name)
    return tuple(newcomers)


def _person(profile: Profile, listed: FoundPerson, key: str) -> Person:
    """Make a person of the list; an English rank gives the role that the Chinese one gives.

    The word itself stays as it is written, unless the profile's ranks have the other.
    """
    rank, chinese = listed.rank, rank_word(listed.rank)
    role = ROLE_OF_RANK.get(chinese, "duty")
    known = (*profile.ranks, *(each for post in profile.posts for each in post.eligible_ranks))
    if rank not in known and chinese in known:
        rank = chinese
    return Person(
        id=kind_of(Person).named(key),
        name=listed.name,
        rank=rank,
        phone=listed.phone,
        unit=listed.unit,
        night_exempt=listed.night_exempt,
        roles=(role,) if role == "duty" else ("duty", role),
    )


def _same_span(state: DutyState, draft: RosterDraft) -> list[Roster]:
    series = series_of(draft.first, draft.last, draft.lines)
    return [roster for roster in state.rosters if roster.series == series]


def _next_version(state: DutyState, draft: RosterDraft) -> int:
    return 1 + max((r.version for r in _same_span(state, draft)), default=0)
