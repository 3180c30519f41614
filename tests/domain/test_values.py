"""Records as values: what the shared methods promise."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from dutyroom.domain.records import Assignee, Mark, Person


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
        mark.code = "early"  # type: ignore[misc]
