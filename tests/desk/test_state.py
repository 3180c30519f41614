"""The state shows the newest records, and within an action what the action has put."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.log import entries as log
from dutyroom.domain.facts.state import at_hand
from tests.stations.property_centre import property_centre


@pytest.fixture
def centre(tmp_path: Path) -> Desk:
    """Return the centre with one call in its log."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 09:00:00")
    log.log_entry(desk, "call", log.Note(text="电梯异响"), by="李娜")
    return desk


def test_within_an_action_the_state_shows_what_it_has_put(centre: Desk) -> None:
    before = centre.state()
    (call,) = before.entries
    with centre.change("try", "李娜") as change:
        change.put(replace(call, text="电梯停运"))
        change.put(replace(change.state.people["赵敏"], phone="13900000000"))
        assert [entry.text for entry in change.state.entries] == ["电梯停运"]
        assert [entry.text for entry in at_hand(change.state.entries)] == ["电梯停运"]
        assert change.state.phone("赵敏") == "13900000000"
        assert change.state.contacts is before.contacts
    assert [entry.text for entry in before.entries] == ["电梯异响"]
    assert [entry.text for entry in centre.state().entries] == ["电梯停运"]


def test_an_action_that_fails_leaves_the_state_as_it_was(centre: Desk) -> None:
    (call,) = centre.state().entries
    with pytest.raises(ZeroDivisionError), centre.change("try", "李娜") as change:
        change.put(replace(call, text="电梯停运"))
        raise ZeroDivisionError
    assert [entry.text for entry in centre.state().entries] == ["电梯异响"]


def test_only_the_kinds_that_changed_are_made_again(centre: Desk) -> None:
    before = centre.state()
    log.log_entry(centre, "call", log.Note(text="漏水"), by="李娜")
    after = centre.state()
    assert [entry.text for entry in after.entries] == ["电梯异响", "漏水"]
    assert after.rosters is before.rosters
    assert after.contacts is before.contacts
