"""Rosters: taken in from a file, checked, published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import check_name, new_key
from dutyroom.desk.roster.check import judged
from dutyroom.desk.roster.powers import ask_lines, ask_publish
from dutyroom.desk.roster.versions import carried
from dutyroom.desk.station.contacts import write_copy
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, RosterFact, series_of
from dutyroom.domain.roster.changes import LineChange, PhoneChange, changes, phone_changes
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.drivers import with_drivers_of
from dutyroom.intake.english import rank_word
from dutyroom.intake.roster import FoundPerson, Problem, RosterDraft, read_roster
from dutyroom.intake.sheets import Unreadable, read_sheets
from dutyroom.values import dataclass

HEAD_RANKS = {"总值班员": "chief", "带班领导": "leader", "客户服务主管": "supervisor"}


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: what would be or was kept, what was not understood, what the check says.

    ``before`` is the roster of the same span that it is compared with, the one
    in force or else the newest draft; without one nothing is a change.
    ``listed`` are those of whom the address lists say a unit or a car.
    """

    roster: Roster
    people: tuple[str, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    written: bool
    before: Roster | None = None
    changes: tuple[LineChange, ...] = ()
    phones: tuple[PhoneChange, ...] = ()
    listed: tuple[FoundPerson, ...] = ()


def read_file(desk: Desk, path: Path, *, year: int | None = None) -> RosterDraft:
    """Read a roster file as it is, without keeping anything.

    Raises `Wrong` for a file that is no readable sheet or holds no roster.
    """
    try:
        sheets = read_sheets(path)
        known = tuple(desk.state().people.values())
        return read_roster(sheets, desk.profile, desk.zone, year=year, known=known)
    except Unreadable as error:
        raise Wrong(error.sentence, "path") from error


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
    """Take in a roster file as a draft, with the people of its address list.

    Grave problems (a date twice, a line that cannot be placed) keep the file
    out unless ``accept_problems``; everything not understood is listed by cell
    either way. With ``preview`` nothing is written. Lines that an office owns
    are taken in by that office only (R-059, R-061). Raises `Refused`, `Wrong`
    and the store's errors.
    """
    draft = read_file(desk, path, year=year)
    odd = (*_other_numbers(desk.state(), draft), *_other_units(desk.state(), draft))
    draft = replace(draft, problems=(*draft.problems, *odd))
    grave = [problem for problem in draft.problems if problem.grave]
    before = _standing(desk.state(), draft)
    kept = not preview and (accept_problems or not grave)
    if not kept:
        roster = _roster(draft, "", path, _next_version(desk.state(), draft))
        people = _newcomers(desk.state(), draft)
        findings = _in_cells(draft, _findings(desk, roster, _people_with(desk, draft)))
        return _compared(_imported(draft, roster, people, findings, written=False), before)
    ask_lines(desk, before, _roster(draft, "", path, 1), by, pin)
    with desk.change("roster.import", by) as change:
        people = _newcomers(change.state, draft)
        for found in draft.people:
            if found.name in people:
                change.put(
                    _person(desk.profile, found, new_key(change.state, check_name(found.name)))
                )
        version = _next_version(change.state, draft)
        number = change.number(Roster, draft.first)
        roster = change.put(_roster(draft, number, path, version))
    findings = _in_cells(draft, check(desk, roster))
    return _compared(_imported(draft, roster, people, findings, written=True), before)


def _in_cells(draft: RosterDraft, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what the checker finds with the cells of the sheet, where it is to be mended."""
    return tuple(replace(found, cell=draft.cell_of(found.line, found.day)) for found in findings)


def _imported(
    draft: RosterDraft,
    roster: Roster,
    people: tuple[str, ...],
    findings: tuple[Finding, ...],
    *,
    written: bool,
) -> Imported:
    listed = tuple(person for person in draft.people if person.unit or person.plate)
    return Imported(roster, people, draft.problems, findings, written=written, listed=listed)


def _standing(state: DutyState, draft: RosterDraft) -> Roster | None:
    """Return what an import is compared with: the roster in force, else the newest draft."""
    same = [r for r in _same_span(state, draft) if r.state != "superseded"]
    published = [r for r in same if r.state == "published"]
    found = published or same
    return found[-1] if found else None


def _compared(done: Imported, before: Roster | None) -> Imported:
    if before is None:
        return done
    return replace(
        done,
        before=before,
        changes=changes(before, done.roster),
        phones=phone_changes(before, done.roster),
    )


def _other_numbers(state: DutyState, draft: RosterDraft) -> Iterator[Problem]:
    """Give a problem for each person whose number in the file is not the station's."""
    known = {person.name: person for person in state.people.values()}
    for found in draft.people:
        kept = known.get(found.name)
        if kept is not None and found.phone and kept.phone and found.phone != kept.phone:
            text = say(
                "{name} has {number} here; the station keeps {other}",
                name=found.name,
                number=found.phone,
                other=kept.phone,
            )
            yield Problem(found.cell, text)


def _other_units(state: DutyState, draft: RosterDraft) -> Iterator[Problem]:
    """Give a problem for each person of another unit, and one for all who have none yet."""
    known = {person.name: person for person in state.people.values()}
    found = [(each, known[each.name]) for each in draft.people if each.name in known and each.unit]
    for each, kept in found:
        if kept.unit and kept.unit != each.unit:
            text = say(
                "{name} is of {unit} here; the station keeps {other}",
                name=each.name,
                unit=each.unit,
                other=kept.unit,
            )
            yield Problem(each.cell, text)
    none = [each for each, kept in found if not kept.unit]
    if none:
        names = tuple(f"{each.name} ({each.unit})" for each in none)
        text = say("The station keeps no unit of {names}: an admin gives them theirs", names=names)
        yield Problem(none[0].cell, text)


def _people_with(desk: Desk, draft: RosterDraft) -> dict[str, Person]:
    """Return the people of the station, and those whom the file brings."""
    found = {person.name: _person(desk.profile, person, person.name) for person in draft.people}
    return {**found, **desk.state().people}


def _newcomers(state: DutyState, draft: RosterDraft) -> tuple[str, ...]:
    names = {person.name for person in state.people.values()}
    return tuple(
        found.name
        for found in draft.people
        if found.name not in names and (found.listed or found.phone)
    )


def _person(profile: Profile, found: FoundPerson, key: str) -> Person:
    """Make a person of the list; an English rank gives the role that the Chinese one gives.

    The word itself stays as it is written, unless the profile's ranks have the other.
    """
    rank = rank_word(found.rank)
    role = HEAD_RANKS.get(rank, "duty")
    known = (*profile.ranks, *(each for post in profile.posts for each in post.eligible_ranks))
    return Person(
        id=f"P:{key}",
        name=found.name,
        rank=rank if rank in known and found.rank not in known else found.rank,
        phone=found.phone,
        unit=found.unit,
        night_exempt=found.night_exempt,
        roles=(role,) if role == "duty" else ("duty", role),
    )


def _same_span(state: DutyState, draft: RosterDraft) -> list[Roster]:
    series = series_of(draft.first, draft.last, draft.lines)
    return [roster for roster in state.rosters if roster.series == series]


def _next_version(state: DutyState, draft: RosterDraft) -> int:
    return 1 + max((r.version for r in _same_span(state, draft)), default=0)


def _roster(draft: RosterDraft, number: str, path: Path, version: int) -> Roster:
    return Roster(
        id=number,
        title=draft.title,
        first=draft.first,
        last=draft.last,
        starts=draft.starts,
        ends=draft.ends,
        lines=draft.lines,
        kind=draft.kind,
        remarks=draft.remarks,
        cleaning=draft.cleaning,
        source=path.name,
        version=version,
    )


def find_roster(state: DutyState, words: str = "") -> Roster:
    """Return the roster of that number or month (2026-12); the newest when none is named.

    One that is superseded only where there is no other. Raises `Wrong`.
    """
    wanted = words.strip()
    fits = [
        r
        for r in state.rosters
        if not wanted or r.id.startswith(wanted) or f"{r.first:%Y-%m}" == wanted
    ]
    if not fits:
        raise Wrong(say("There is no roster {name}", name=words or "—"), "roster")
    standing = [r for r in fits if r.state != "superseded"]
    return (standing or fits)[-1]


def check(desk: Desk, roster: Roster) -> tuple[Finding, ...]:
    """Return what the checker finds, gravest first (`dutyroom.domain.roster.check`)."""
    return _findings(desk, roster, desk.state().people)


def _findings(desk: Desk, roster: Roster, people: Mapping[str, Person]) -> tuple[Finding, ...]:
    order = {"block": 0, "warn": 1, "note": 2, "off": 3}
    before = desk.state().in_force(roster) if roster.state == "draft" else ()
    whole = with_drivers_of(before[-1], roster) if before else roster
    return tuple(sorted(judged(desk, whole, people), key=lambda f: (order[f.level], f.day, f.post)))


def publish(
    desk: Desk,
    roster: Roster,
    *,
    by: str = "",
    pin: str = "",
    provisional: bool = False,
    over: bool = False,
) -> Roster:
    """Put a roster in force; refused while the check blocks (R-203: a gap, R-018: no chief).

    Every other one of the same span is superseded, drafts too. The date of
    issue is now, the issuer who does it, else the office that owns the roster
    (R-192, R-199). ``by`` may do it and gives the PIN (R-059). Where a year of
    its span has no holiday notice yet it is published only as ``provisional``
    (暂定, R-046); where another version came in force since the draft was made,
    by a swap or a notice, only ``over`` it. Raises `Wrong` for one that is in
    force or superseded already, `Refused`, Conflict.
    """
    if roster.state != "draft":
        raise Wrong(say("{number} is no draft any more", number=roster.id), "roster")
    ask_publish(desk, roster, by, pin)
    blocking = [f for f in check(desk, roster) if f.level == "block"]
    if blocking:
        raise Refused(Verdict(f.level, f.code, f.sentence, f.clause) for f in blocking)
    years = desk.calendar.unknown_years(roster.first, roster.last)
    if years and not provisional:
        text = say(
            "There is no holiday notice of {years} yet, its weekends are presumed: "
            "confirm that the roster is provisional",
            years=tuple(map(str, years)),
        )
        raise Wrong(text, "provisional")
    with desk.change("roster.publish", by) as change:
        roster = _as_next(change, roster, over=over)
        issuer = change.state.name(by) if by else desk.profile.roster.owner or desk.info.name
        facts = (*_facts(change, roster), *_sent(desk, change, roster, by or issuer))
        whole = carried(desk, change.state, roster)
        before = change.state.in_force(roster)
        _supersede(change, roster)
        done = change.put(
            replace(
                _with_units(whole, change.state.people),
                state="published",
                issued=change.now,
                since=_since(before) or change.now,
                issuer=issuer,
                facts=facts,
                provisional=years,
                days=(),
            )
        )
    write_copy(desk)
    return done


def _with_units(roster: Roster, people: Mapping[str, Person]) -> Roster:
    """Return a roster that keeps of which unit everybody on it is now (R-045)."""
    units = {key: person.unit for key, person in people.items()}
    lines = (
        replace(
            line,
            people=tuple(replace(one, unit=units.get(one.person, "")) for one in line.people),
        )
        if line.role != "driver"
        else line
        for line in roster.lines
    )
    return replace(roster, lines=tuple(lines))


def _since(versions: tuple[Roster, ...]) -> datetime | None:
    """Return when the first version of a roster was issued, or None."""
    return next((r.since or r.issued for r in versions if r.since or r.issued), None)


def overtaken(state: DutyState, roster: Roster) -> Roster | None:
    """Return the version in force that a draft knows nothing of, or None (R-192)."""
    newer = [r for r in state.in_force(roster) if r.version >= roster.version]
    return newer[-1] if newer and roster.state == "draft" else None


def _as_next(change: Change, roster: Roster, *, over: bool) -> Roster:
    """Return a draft with the number of the next version. Raises `Wrong` for an overtaken one."""
    newer = overtaken(change.state, roster)
    if newer is None:
        return roster
    if not over:
        text = say(
            "v{version} came in force after this draft was made, by a swap or a notice: "
            "publishing the draft takes that back. Change the roster in force anew, "
            "or say that the draft counts",
            version=newer.version,
        )
        raise Wrong(text, "over")
    return replace(roster, version=newer.version + 1)


def _facts(change: Change, roster: Roster) -> tuple[RosterFact, ...]:
    """Return what was done with the version in force, and with this one: it is taken along."""
    before = change.state.in_force(roster)
    return tuple(dict.fromkeys(fact for r in (*before, roster) for fact in r.facts))


def _sent(desk: Desk, change: Change, roster: Roster, by: str) -> Iterator[RosterFact]:
    """Give the departments to which the roster goes with its issue (R-236)."""
    for department in desk.profile.roster.departments:
        yield RosterFact(step="sent", whom=department, at=change.now, by=by, version=roster.version)


def _supersede(change: Change, roster: Roster) -> None:
    for other in change.state.rosters:
        same = other.series == roster.series
        if other.id != roster.id and same and other.state != "superseded":
            change.put(replace(other, state="superseded"))
