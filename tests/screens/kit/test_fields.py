"""A form's fields are declared in a dataclass, asked as lines, and read back into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.values import dataclass
from screens.kit.actions import Objection, result_of
from screens.kit.fields import (
    YES,
    Field,
    Questions,
    Several,
    Shown,
    as_choice,
    as_day,
    as_number,
    as_person,
    as_text,
    as_yes,
    ask,
    ask_of_each,
)
from tests.stations.property_centre import property_centre

EVENING = ShiftRef(date(2026, 12, 1), "管理处", "晚班")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefFields:
    """One field of each kind."""

    name: Person = ask("Name", as_person)
    day: date = ask("Day", as_day)
    shift: ShiftRef = ask("Shift", as_choice)
    rings: int | None = ask("Rings", as_number)
    sure: bool = ask("Yes", as_yes, choices=((YES, "Yes"), ("no", "No")))
    for_whom: str = ask("Stands in for", as_text, id="for")
    worn: Mapping[str, str] = ask_of_each()
    pin: str = ask("PIN", as_text, secret=True, unless_asked="")


@pytest.fixture
def questions(tmp_path: Path) -> Questions[ReliefFields]:
    """Return the questions of a form that leaves the PIN out."""
    desk, _hands = property_centre(tmp_path / "station")
    shift = Shown(choices=(("evening", "晚班"),), values={"evening": EVENING})
    worn = Several({"制服": Field("worn0", "制服", YES, ((YES, "✓"), ("no", "✗")))})
    return Questions(desk, ReliefFields, shift=shift, worn=worn, pin=None)


TYPED = {
    "name": "李娜",
    "day": " 2026-12-01 ",
    "shift": "evening",
    "rings": "",
    "sure": YES,
    "for": "刘洋",
    "worn0": "no",
}


def test_what_was_typed_comes_back_as_values(questions: Questions[ReliefFields]) -> None:
    typed = questions.read(TYPED)
    assert (typed.name.name, typed.day, typed.shift) == ("李娜", date(2026, 12, 1), EVENING)
    assert (typed.rings, typed.sure, typed.for_whom) == (None, True, "刘洋")
    assert (typed.worn, typed.pin) == ({"制服": "no"}, "")


def test_a_line_is_asked_for_each_field_that_is_asked(questions: Questions[ReliefFields]) -> None:
    assert [field.id for field in questions.fields] == list(TYPED)


@pytest.mark.parametrize(
    ("field", "words"), [("name", "王五"), ("day", "tomorrow"), ("rings", "many")]
)
def test_words_that_cannot_be_used_are_objected_to_at_their_field(
    questions: Questions[ReliefFields], field: str, words: str
) -> None:
    objection = result_of(lambda: questions.read({**TYPED, field: words}))
    assert isinstance(objection, Objection) and objection.field == field
    assert words in objection.words


def test_a_field_that_is_not_declared_is_a_mistake(tmp_path: Path) -> None:
    desk: Desk = property_centre(tmp_path / "station")[0]
    with pytest.raises(TypeError, match="leader"):
        Questions(desk, ReliefFields, leader=Shown())


def test_an_action_gives_its_result_or_an_objection() -> None:
    def refuse() -> int:
        raise Wrong(say("Give the reason"), "reason")

    assert result_of(lambda: 3) == 3
    assert result_of(refuse) == Objection("Give the reason", "reason")
