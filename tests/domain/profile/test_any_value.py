"""Whatever stands at any key of a profile: a profile, or sentences with the file and the key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dutyroom.desk.desk import read_profile
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station.station import profile_names, profile_text
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.profile.profile import Profile
from dutyroom.resources import data_text

BASE: dict[str, Any] = json.loads(data_text("profiles/base.json"))
OWN = {name: BASE | json.loads(profile_text(name)) for name in profile_names()}
Place = tuple[str | int, ...]


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Give the place of every value in a document."""
    if at:
        yield at
    parts: Any = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    for key, item in parts:
        yield from places(item, (*at, key))


def put(document: Any, at: Place, value: object) -> Any:
    """Return a document with another value at a place."""
    here = json.loads(json.dumps(document))
    inner = here
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = value
    return here


ANYWHERE = [(name, place) for name, document in OWN.items() for place in places(document)]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["", "24:00", "08:30", "2026-02-31", "Asia/Shanghai", "../etc/passwd", "一"])
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner)
)


def outcome(text: str) -> Profile | Exception:
    try:
        return read_profile(text, "/srv/duty/profile.json")
    except (ShapeError, Wrong) as error:
        return error


@settings(max_examples=100, deadline=None)
@given(where=st.sampled_from(ANYWHERE), value=VALUES)
@example(where=("hotel", ("posts",)), value=[])
@example(where=("hotel", ("tz",)), value="")
@example(where=("hotel", ("tz",)), value="a\0b")
@example(where=("hotel", ("tz",)), value="\ud800")
@example(where=("hotel", ("posts", 0)), value={"": {"": None}})
def test_any_value_at_any_key(where: tuple[str, Place], value: object) -> None:
    name, place = where
    found = outcome(json.dumps(put(OWN[name], place, value)))
    if isinstance(found, Profile):
        return
    if isinstance(found, ShapeError):
        assert found.path == "/srv/duty/profile.json"
        assert str(place[0]) in str(found)
    else:
        assert "/srv/duty/profile.json" in str(found)


@settings(max_examples=100, deadline=None)
@given(value=VALUES)
def test_any_document_is_a_profile_or_a_sentence(value: object) -> None:
    found = outcome(json.dumps(value))
    assert isinstance(found, Profile) or str(found)


@pytest.mark.parametrize("name", OWN)
def test_each_key_that_is_left_out_comes_from_the_defaults(name: str) -> None:
    assert isinstance(outcome(json.dumps(OWN[name])), Profile)
