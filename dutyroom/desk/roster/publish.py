"""Putting a roster in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.powers import ask_publish
from dutyroom.desk.roster.versions import carried
from dutyroom.desk.station.contacts import write_copy
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.roster import Roster, RosterFact
from dutyroom.domain.roster.versions import (
    facts_taken_along,
    first_issued,
    overtaken,
    with_units,
)


def publish_roster(
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
    state = desk.state()
    ask_publish(desk, roster, by, pin, state)
    _refuse_blocked(desk, state, roster)
    years = desk.calendar.unknown_years(roster.first, roster.last)
    if years and not provisional:
        _ask_provisional(years)
    with desk.change("roster.publish", by) as change:
        state = change.state  # a swap or a notice may have made a version since it was asked for
        roster = _as_next(state, roster, over=over)
        before = state.in_force(roster)
        issuer = state.name(by) if by else desk.profile.roster.owner or desk.info.name
        facts = facts_taken_along(before, roster)
        whole = with_units(carried(desk, before, roster), state.people)
        _supersede(change, roster)
        published = change.put(
            replace(
                whole,
                state="published",
                issued=change.now,
                since=first_issued(before) or change.now,
                issuer=issuer,
                facts=(*facts, *_sent(desk, change, roster, by or issuer)),
                provisional=years,
                days=(),
            )
        )
    write_copy(desk)
    return published


def _refuse_blocked(desk: Desk, state: DutyState, roster: Roster) -> None:
    blocking = [f for f in check_roster(desk, roster, state) if f.level == "block"]
    if blocking:
        raise Refused(Verdict(f.level, f.code, f.sentence, f.clause) for f in blocking)


def _ask_provisional(years: tuple[int, ...]) -> None:
    text = say(
        "There is no holiday notice of {years} yet, its weekends are presumed: "
        "confirm that the roster is provisional",
        years=tuple(map(str, years)),
    )
    raise Wrong(text, "provisional")


def _as_next(state: DutyState, roster: Roster, *, over: bool) -> Roster:
    """Return a draft with the number of the next version. Raises `Wrong` for an overtaken one."""
    newer = overtaken(state, roster)
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


def _sent(desk: Desk, change: Change, roster: Roster, by: str) -> Iterator[RosterFact]:
    """Give the departments to which the roster goes with its issue (R-236)."""
    for department in desk.profile.roster.departments:
        yield RosterFact(step="sent", whom=department, at=change.now, by=by, version=roster.version)


def _supersede(change: Change, roster: Roster) -> None:
    for other in change.state.rosters:
        same = other.series == roster.series
        if other.id != roster.id and same and other.state != "superseded":
            change.put(replace(other, state="superseded"))
