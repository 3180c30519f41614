"""What answers each obligation: a form or a screen of the room, and a command.

Now opens what is named here when Enter is pressed on a line, `dutyroom due`
names the command, and drafts are opened again by the same kinds of forms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from dutyroom.domain.base.owed import OwedCode
from dutyroom.domain.due import Obligation
from dutyroom.domain.facts.state import DutyState
from dutyroom.values import dataclass

Screen = Literal["", "board", "handover", "patrol"]
"""Where something is answered that has no form of its own."""


def _ref(_state: DutyState, owed: Obligation) -> str:
    return owed.ref


def _key(_state: DutyState, owed: Obligation) -> str:
    return owed.key


def _subject(_state: DutyState, owed: Obligation) -> str:
    return owed.key.partition(":")[2]


def _filing(_state: DutyState, owed: Obligation) -> str:
    """Return the step of the roster that is owed: that the body has it on file."""
    number, _sep, body = owed.ref.partition("/")
    return f"{number}/filed/{body}"


def _nothing(_state: DutyState, _owed: Obligation) -> str:
    return ""


def _first_told(state: DutyState, owed: Obligation) -> str:
    """Return the name of the first person told: whose answer it is."""
    return state.name(owed.who[0])


def _first_planned(state: DutyState, owed: Obligation) -> str:
    """Return the name of the first person planned for a shift, or nothing."""
    for _roster, line in state.lines():
        if line.ref.key == owed.ref and line.people:
            return state.name(line.people[0].person)
    return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How an obligation is answered.

    ``commands`` are words of the command line, any of which answers it, by what
    it is about. ``form`` is the kind of the form that Enter opens, made for what
    ``about`` returns; where there is none, or it can make nothing of that, Enter
    turns to ``screen``.
    """

    commands: tuple[str, ...]
    form: str = ""
    about: Callable[[DutyState, Obligation], str] = _ref
    screen: Screen = ""


_ACKNOWLEDGED = Answer(("due --acknowledge",), "now.acknowledge", _key)
_STEP = Answer(("log step", "order note"), "item")
_HANDED_OVER = Answer(("handover start", "handover sign"), screen="handover")
_DECIDED = Answer(("swap approve", "swap reject", "swap agree", "swap tell"), "board.requests")

ANSWERS: Mapping[OwedCode, Answer] = {
    "assigned": Answer(("log seen",), "log.seen"),
    "away": Answer(("shift back",), "now.back", _first_told),
    "awol": _ACKNOWLEDGED,
    "cover": Answer(("shift cover",), "now.cover"),
    "filing": Answer(("roster file",), "board.step", _filing),
    "first_action": _STEP,
    "follow_up": _STEP,
    "handover": _HANDED_OVER,
    "inspection": Answer(("inspect",), screen="handover"),
    "leader": Answer(("shift leader",), "now.leader", _first_told),
    "leave_open": Answer(("swap ask", "roster place"), "board.swap", screen="board"),
    "light_off": _ACKNOWLEDGED,
    "light_on": _ACKNOWLEDGED,
    "meeting": Answer(("shift meeting",), "now.meeting", _subject),
    "phone": Answer(("shift phone-back",), "now.phone", _nothing),
    "relief": Answer(("shift in",), "now.sign_in", _first_planned),
    "relief_unfit": _ACKNOWLEDGED,
    "report": _ACKNOWLEDGED,
    "roster": Answer(("roster publish",), screen="board"),
    "round": Answer(("patrol start",), screen="patrol"),
    "swap_expired": _ACKNOWLEDGED,
    "swap_note": Answer(("swap read",), "board.requests"),
    "swap_request": _DECIDED,
    "swap_unapproved": Answer(("swap approve",), "board.requests"),
    "tidy": Answer(("handover answer",), screen="handover"),
    "unit_minimum": Answer(("roster place",), screen="board"),
    "work": _ACKNOWLEDGED,
}
"""Every obligation by its code."""

_BY_CODE = {str(code): answer for code, answer in ANSWERS.items()}


def answer_to(obligation: Obligation) -> Answer:
    """Return what answers an obligation; one that a plug-in adds is acknowledged."""
    return _BY_CODE.get(obligation.code, _ACKNOWLEDGED)
