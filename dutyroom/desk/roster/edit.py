"""Editing a roster by hand, before it is published; the last edit can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dutyroom.desk.change import Change
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.powers import ask_lines
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict, refuse_blocked
from dutyroom.domain.facts.eligibility import left_verdict, rank_verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.roster import edit as edits
from dutyroom.domain.roster.steps import BEFORE_ISSUE

EDIT, UNDO = "roster.edit", "roster.undo"
STEPS = frozenset(f"roster.{step}" for step in BEFORE_ISSUE)


def place_person(
    desk: Desk,
    roster: Roster,
    person: Person,
    ref: ShiftRef,
    *,
    instead_of: tuple[str, ShiftRef] | None = None,
    by: str = "",
    pin: str = "",
) -> Roster:
    """Put a person on a shift or at the head of a date, and another off one in the same step.

    ``instead_of`` is who leaves which shift: the same person on another day is
    a move, another person on the same shift a reassignment. A roster in force
    stays in force; the edit goes to a draft of its next version (R-192).
    On a statutory holiday the office that owns it does it, with the PIN (R-059).
    Raises `Refused`, `Wrong`, and `Conflict` when another clerk changed the
    roster meanwhile.
    """
    if not roster.spans(ref.day):
        raise Wrong(say("{day} lies outside the roster", day=ref.day), "day")
    if roster.of_leaders and ref.role == "duty":
        text = say("{title} lists chiefs and leaders alone", title=roster.title)
        raise Wrong(text, "shift")

    def edit(draft: Roster) -> Roster:
        if instead_of is not None:
            draft = edits.without(draft, *instead_of)
        return _placed(desk, draft, person, ref)

    edit_remarks(desk, person, ref)
    ask_lines(desk, roster, edit(roster), by, pin)
    with desk.change(EDIT, by) as change:
        draft = _draft(change, roster)
        edited = edit(draft)
        if edited == draft:
            raise Wrong(say("Nothing is changed"), "shift")
        return change.put(edited)


def _placed(desk: Desk, roster: Roster, person: Person, ref: ShiftRef) -> Roster:
    """Return the roster with the person on a shift as well. Raises `Wrong` for an unknown one."""
    placed = edits.with_person(roster, desk.profile, desk.zone, person, ref)
    if placed is not None:
        return placed
    if ref.role != "duty":
        raise Wrong(say("Nobody is on duty on {day}", day=ref.day), "day")
    text = say("No shift is called {shift} at {post}", shift=ref.shift, post=ref.post)
    raise Wrong(text, "shift")


def edit_remarks(desk: Desk, person: Person, ref: ShiftRef) -> tuple[Verdict, ...]:
    """Return what is to be said of giving a shift.

    Its day is past, who gets it has left, or the post does not take the rank (R-039).
    Raises `Refused` where the profile blocks it.
    """
    past = edits.past_verdict(desk.profile, person, ref, desk.duty_date())
    gone = left_verdict(desk.profile, person, ref.day)
    rank = rank_verdict(desk.profile, ref.post, person, "R-039")
    return refuse_blocked(tuple(filter(None, (past, gone, rank))))


def shift_named(desk: Desk, roster: Roster, day: date, words: str) -> ShiftRef:
    """Return the shift meant by its name, by POST/SHIFT, or as whom it heads. Raises `Wrong`."""
    for role in edits.leading_roles(roster, desk.profile):
        if words == role:
            return edits.leading_ref(roster, day, role)
    known = edits.known_shifts(roster, desk.profile)
    fits = [(post, shift) for post, shift in known if words in (shift, f"{post}/{shift}")]
    if len(fits) == 1:
        return ShiftRef(day, *fits[0])
    shifts = tuple(f"{post}/{shift}" for post, shift in fits or known)
    raise Wrong(say("Name one shift: {shifts}", shifts=shifts), "shift")


def shift_held(roster: Roster, person: Person, day: date, words: str = "") -> ShiftRef:
    """Return the shift that a person has on a day in a roster, named where there are several."""
    shifts = edits.shifts_of(roster, person.key, day)
    shifts += edits.leading_of(roster, person.key, day)
    fits = [x for x in shifts if words in ("", x.role, x.shift, f"{x.post}/{x.shift}")]
    return only_one(fits, person, day, "shift")


def only_one(shifts: Sequence[ShiftRef], person: Person, day: date, field: str) -> ShiftRef:
    """Return the one shift of a person on a day. Raises `Wrong` for none or several."""
    if not shifts:
        raise Wrong(say("{person} has no shift on {day}", person=person.name, day=day), field)
    if len(shifts) > 1:
        text = say("{person} has several shifts on {day}: name one", person=person.name, day=day)
        raise Wrong(text, field)
    return shifts[0]


def lift_person(
    desk: Desk, roster: Roster, person: Person, ref: ShiftRef, *, by: str = "", pin: str = ""
) -> Roster:
    """Take a person off a shift, which stays as a gap. Raises as `place_person` does."""
    if not any(line.is_shift(ref) and line.names(person.key) for line in roster.lines):
        raise Wrong(say("{person} has no shift on {day}", person=person.name, day=ref.day), "day")
    ask_lines(desk, roster, edits.without(roster, person.key, ref), by, pin)
    with desk.change(EDIT, by) as change:
        return change.put(edits.without(_draft(change, roster), person.key, ref))


def lock_shifts(
    desk: Desk,
    roster: Roster,
    person: Person,
    day: date,
    *,
    locked: bool | None = None,
    by: str = "",
) -> Roster:
    """Lock a person's shifts of a day for the planner, or free them; turn about by default.

    Goes to a draft like every edit. Nobody else gets a shift by it, so anybody
    may, on owned lines too. Raises `Wrong`, `Conflict`.
    """
    refs = edits.shifts_of(roster, person.key, day)
    if not refs:
        raise Wrong(say("{person} has no shift on {day}", person=person.name, day=day), "day")
    before = [edits.is_locked(roster, person.key, ref) for ref in refs]
    wanted = not all(before) if locked is None else locked
    if all(was_locked == wanted for was_locked in before):
        raise Wrong(say("Nothing is changed"), "shift")
    edited = roster
    for ref in refs:
        edited = edits.with_lock(edited, person.key, ref, locked=wanted)
    with desk.change(EDIT, by) as change:
        return change.put(replace(_draft(change, roster), lines=edited.lines))


def _draft(change: Change, roster: Roster) -> Roster:
    """Return what is edited: the draft itself, or a new one after a roster in force."""
    if roster.state == "draft":
        return roster
    if roster.state != "published":
        raise Wrong(
            say("{number} is superseded: edit the newest roster", number=roster.id), "roster"
        )
    begun = _begun_after(change.state, roster)
    if begun is not None:
        text = say("{number} is its draft, begun meanwhile: go on with that one", number=begun.id)
        raise Wrong(text, "roster")
    number = change.number(Roster, roster.first)
    return replace(
        roster,
        id=number,
        rev=0,
        state="draft",
        version=roster.version + 1,
        issued=None,
        issuer="",
    )


def _begun_after(state: DutyState, roster: Roster) -> Roster | None:
    """Return the newest draft of a roster's next version, or None."""
    following = (roster.series, roster.version + 1)
    drafts = (r for r in reversed(state.rosters) if r.state == "draft")
    return next((r for r in drafts if (r.series, r.version) == following), None)


def undo_edit(desk: Desk, roster: Roster, *, by: str = "", pin: str = "") -> Roster:
    """Take the last edit of a draft back: it is as it was before (once more, and so on).

    Of the edit that began a draft of the next version the draft itself is taken
    away, and the roster in force comes back. What departments reported and the
    office gathered meanwhile stays (R-234). Raises `Wrong` when nothing of it was
    edited by hand, or it is published, and `Refused` as `place_person` does.
    """
    if roster.state != "draft":
        raise Wrong(say("Only a draft can be changed back; {number} is in force", number=roster.id))
    revisions = desk.ledger.history(roster.id)
    place = _last_edit([revision.action for revision in revisions])
    if place is None:
        raise Wrong(say("There is no edit to take back"))
    if place == 0:
        return _take_away(desk, roster, by, pin)
    before = revisions[place - 1].record
    assert isinstance(before, Roster)
    ask_lines(desk, roster, before, by, pin)
    with desk.change(UNDO, by) as change:
        return change.put(replace(before, rev=roster.rev, facts=roster.facts))


def _last_edit(actions: Sequence[str]) -> int | None:
    """Return the place of the last edit that was not taken back, or None.

    Nothing is taken back past a swap, which changed the draft as well and would
    be lost; the edit that began the draft goes with the whole of it.
    """
    undone, swapped = 0, False
    for place, action in reversed(list(enumerate(actions))):
        if action == UNDO:
            undone += 1
        elif action == EDIT and undone:
            undone -= 1
        elif action == EDIT:
            return None if swapped and place else place
        elif action.startswith("swap."):
            swapped = True
        elif action not in STEPS:
            return None
    return None


def _take_away(desk: Desk, draft: Roster, by: str, pin: str) -> Roster:
    """Take a draft away that an edit began, or leave it as what is in force where more was done.

    It is kept as superseded, with the version that stays in force throughout.
    """
    state = desk.state()
    in_force = state.in_force(draft)
    if not in_force:
        raise Wrong(say("There is no edit to take back"))
    standing = in_force[-1]
    ask_lines(desk, draft, standing, by, pin, state)
    with desk.change(UNDO, by) as change:
        back = replace(draft, lines=standing.lines)
        if set(draft.facts) - set(standing.facts):
            return change.put(back)
        change.put(replace(back, state="superseded", version=standing.version))
    return standing
