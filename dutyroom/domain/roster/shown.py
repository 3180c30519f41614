"""Which rosters the board shows of a span, and which of them is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dutyroom.domain.facts.in_force import lines_in_force, precedence, worked_on
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.roster import LineRole, Roster, RosterLine


def shown_rosters(
    state: DutyState, first: date, last: date, *, draft: bool = False
) -> tuple[Roster, ...]:
    """Return what the board shows of a span: rosters in force, else the newest draft.

    With ``draft`` the drafts stand among those in force. The last is the one
    that the board speaks of: the newest draft, else the month's own.
    """
    touching = _touching(state, first, last)
    drafts = tuple(roster for roster in touching if roster.state == "draft")
    published = [roster for roster in touching if roster.state == "published"]
    published.sort(key=_month_last)
    if draft:
        return worked_on((*published, *drafts))
    return tuple(published) or drafts[-1:]


def _month_last(roster: Roster) -> tuple[bool, bool]:
    """Order lists of leaders first, then rosters of stated dates, then those of whole months."""
    return not roster.of_leaders, roster.whole_months


def draft_at(state: DutyState, first: date, last: date, day: date | None) -> Roster | None:
    """Return the draft of a span that is published next: that of a date, else the newest.

    Of several on the date one of stated dates takes precedence over one of whole months.
    """
    shown = shown_rosters(state, first, last, draft=True)
    drafts = [roster for roster in shown if roster.state == "draft"]
    if day is not None:
        of_the_date = [roster for roster in drafts if roster.spans(day)]
        if of_the_date:
            return min(of_the_date, key=lambda roster: roster.whole_months)
    return drafts[-1] if drafts else None


def standing_rosters(state: DutyState, first: date, last: date) -> tuple[Roster, ...]:
    """Return every roster that touches a span: those in force, then the drafts, by first day."""
    standing = [r for r in _touching(state, first, last) if r.state != "superseded"]
    return tuple(sorted(standing, key=lambda r: (r.state == "draft", r.first, r.id)))


def _touching(state: DutyState, first: date, last: date) -> list[Roster]:
    return [roster for roster in state.rosters if roster.touches(first, last)]


def roster_worked_on(
    rosters: Iterable[Roster], day: date, person: str = "", role: LineRole = "duty"
) -> Roster | None:
    """Return the roster that is worked on for a day: the newest draft, else the one in force.

    Where several hold the day it is the one that says where this person is, with
    such a line first, else the one with such lines that takes precedence
    (`lines_in_force`). One of chiefs and leaders alone has no shifts to work on.
    """
    of_the_day = [roster for roster in rosters if roster.spans(day)]
    holding = sorted(worked_on(of_the_day), key=precedence, reverse=True)
    lines = [each for each in lines_in_force(holding, day, day) if each[1].role != "driver"]
    own = _says_where(lines, person, role)
    if own is not None:
        return own
    for roster, line in lines:
        if line.role == role:
            return roster
    return _without_such_lines(holding, role)


def _says_where(
    lines: Iterable[tuple[Roster, RosterLine]], person: str, role: LineRole
) -> Roster | None:
    """Return the roster with a line of the person: one in this role, else the first of any."""
    theirs = [(roster, line.role) for roster, line in lines if line.names(person)]
    for roster, as_what in theirs:
        if as_what == role:
            return roster
    return theirs[0][0] if theirs else None


def _without_such_lines(holding: Sequence[Roster], role: LineRole) -> Roster | None:
    """Return the roster to which a line of this role would be added.

    A chief or leader goes to a list of leaders where there is one, all others to
    the roster that gives way to the others.
    """
    if role != "duty":
        for roster in holding:
            if roster.of_leaders:
                return roster
    for roster in reversed(holding):
        if not roster.of_leaders:
            return roster
    return None
