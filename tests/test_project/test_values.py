"""Records as values: what the shared methods promise."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee


def test_two_records_of_the_same_content_are_equal_and_count_once() -> None:
    one, other = Person(id="P:王芳", name="王芳"), Person(id="P:王芳", name="王芳")

    assert one == other
    assert len({one, other}) == 1
    assert one != replace(other, phone="13800000000")


def test_records_of_two_kinds_are_never_equal() -> None:
    found: list[object] = [Mark("late"), Assignee("late")]
    assert found[0] != found[1]


def test_a_record_shows_its_fields_and_cannot_be_changed() -> None:
    mark = Mark("late", seconds=90)

    assert repr(mark) == "Mark(code='late', seconds=90, note='', excused='')"
    with pytest.raises(FrozenInstanceError):
        mark.code = "early"  # type: ignore[misc, assignment]


def test_a_record_without_what_it_needs_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'name'"):
        Person(id="P:王芳")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'nmae'"):
        Person(id="P:王芳", nmae="王芳")  # type: ignore[call-arg]


def test_the_first_and_the_thousandth_record_are_filled_in_alike() -> None:
    """Only a class that is made often is compiled; nobody may notice which one was."""
    made = [Mark("late", seconds=90) for _ in range(1000)]

    assert made[0] == made[-1] == Mark(code="late", seconds=90)
    for wrong in ({"seconds": 90}, {"code": "late", "secs": 90}):
        with pytest.raises(TypeError):
            Mark(**wrong)
    with pytest.raises(TypeError):
        Mark("late", code="late")  # type: ignore[misc]


def test_a_record_can_be_copied_and_sent_elsewhere() -> None:
    mark = Mark("late", seconds=90)
    assert copy.copy(mark) == copy.deepcopy(mark) == pickle.loads(pickle.dumps(mark)) == mark
