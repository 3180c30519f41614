"""R-286 to R-288: whom a recall puts on which shift, and which day is owed on which leave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.verdict import Refused
from tests.stations.making import Planned, add_roster
from tests.stations.school import POST, day_shift, grant, night_shift, on, owed, recall, school, who


def test_a_recall_over_the_end_of_a_month_changes_both_rosters(tmp_path: Path) -> None:
    """R-287: each has its next version."""
    desk, _hands = school(tmp_path)
    add_roster(desk, *(day_shift(f"2027-02-0{day}") for day in range(1, 4)))
    grant(desk, "2027-01-25", "2027-02-03")
    before = [roster.version for roster in desk.state().published()]
    days = ("2027-01-31", "2027-02-01", "2027-02-02")
    recall(desk, *days)
    assert [on(desk, day) for day in days] == [("苏婷",)] * 3
    assert on(desk, "2027-01-30") == on(desk, "2027-02-03") == ("林凡",)
    assert [r.version for r in desk.state().published()] == [v + 1 for v in before]
    assert owed(desk) == [["01-31", "02-01", "02-02"]]


def test_a_day_without_leave_is_named_and_nothing_changes(tmp_path: Path) -> None:
    """R-287."""
    desk, _hands = school(tmp_path)
    grant(desk, "2027-01-25", "2027-01-27")
    with pytest.raises(Wrong, match="苏婷 is not on leave on 2027-01-28"):
        recall(desk, "2027-01-27", "2027-01-28")
    assert (on(desk, "2027-01-27"), owed(desk)) == (("林凡",), [[]])


def test_days_over_two_leaves_are_owed_each_on_its_own(tmp_path: Path) -> None:
    """R-287."""
    desk, _hands = school(tmp_path)
    grant(desk, "2027-01-25", "2027-01-26")
    grant(desk, "2027-01-27", "2027-01-28")
    recall(desk, "2027-01-27", "2027-01-26")
    assert owed(desk) == [["01-26"], ["01-27"]]


def test_nobody_is_called_back_twice_for_a_day(tmp_path: Path) -> None:
    """R-287: not for another shift of it either."""
    desk, _hands = school(tmp_path, day_shift("2027-01-26"), night_shift("2027-01-26"))
    grant(desk, "2027-01-25", "2027-01-27")
    recall(desk, "2027-01-26", shift="白班")
    with pytest.raises(Wrong, match="called back on 2027-01-26 already"):
        recall(desk, "2027-01-26")
    assert owed(desk) == [["01-26"]]


def test_every_shift_of_the_day_is_covered_or_the_one_that_is_named(tmp_path: Path) -> None:
    """R-287, C-05: one behind the other leaves no rest, so each needs somebody of its own."""
    desk, _hands = school(tmp_path, day_shift("2027-01-26"), night_shift("2027-01-26"))
    for name in ("苏婷", "李玲"):
        grant(desk, "2027-01-25", "2027-01-28", name)
    with pytest.raises(Refused, match="less than 8 h of rest to 白班"):
        recall(desk, "2027-01-26")
    recall(desk, "2027-01-26", shift="夜班")
    assert (on(desk, "2027-01-26"), on(desk, "2027-01-26", "夜班")) == (("林凡",), ("苏婷",))
    recall(desk, "2027-01-26", name="李玲")
    assert (on(desk, "2027-01-26"), on(desk, "2027-01-26", "夜班")) == (("李玲",), ("苏婷",))


def test_both_shifts_of_a_day_go_over_where_there_is_rest(tmp_path: Path) -> None:
    """R-287."""
    early = Planned("2027-01-26", POST, "早班", "00:00", "06:00", ("林凡",))
    late = Planned("2027-01-26", POST, "晚班", "15:00", "22:00", ("林凡",))
    desk, _hands = school(tmp_path, early, late)
    grant(desk, "2027-01-26", "2027-01-26")
    recall(desk, "2027-01-26")
    assert [on(desk, "2027-01-26", shift) for shift in ("早班", "晚班")] == [("苏婷",)] * 2


def test_a_shift_that_is_over_stays_with_who_did_it(tmp_path: Path) -> None:
    """R-287: who falls ill between two shifts had the first."""
    desk, hands = school(tmp_path, day_shift("2027-01-26"), night_shift("2027-01-26"))
    grant(desk, "2027-01-26", "2027-01-26")
    hands.at("2027-01-26 18:00:00")
    done = recall(desk, "2027-01-26")
    assert (on(desk, "2027-01-26"), on(desk, "2027-01-26", "夜班")) == (("林凡",), ("苏婷",))
    assert [mark.code for mark in done.marks] == ["late_entry"]


def test_who_has_another_shift_at_that_time_is_not_called_back(tmp_path: Path) -> None:
    """R-287, R-124."""
    other = Planned("2027-01-26", "门卫", "全天", "07:00", "19:00", ("苏婷",))
    desk, _hands = school(tmp_path, day_shift("2027-01-26"), other)
    grant(desk, "2027-01-26", "2027-01-26")
    with pytest.raises(Refused, match="苏婷 has 全天 on 2027-01-26 at that time"):
        recall(desk, "2027-01-26")
    assert owed(desk) == [[]]


def test_leave_itself_does_not_keep_anybody_from_a_recall(tmp_path: Path) -> None:
    """R-287: also where the profile puts nobody on a shift who has leave."""
    desk, _hands = school(tmp_path)
    desk.profile = replace(desk.profile, levels={**desk.profile.levels, "on_leave": "block"})
    grant(desk, "2027-01-26", "2027-01-26")
    recall(desk, "2027-01-26")
    assert on(desk, "2027-01-26") == ("苏婷",)


def test_who_does_no_nights_is_not_called_back_for_one(tmp_path: Path) -> None:
    """R-287, R-198: where the profile refuses it."""
    desk, _hands = school(tmp_path, night_shift("2027-01-26"))
    desk.profile = replace(desk.profile, levels={**desk.profile.levels, "night_exempt": "block"})
    with desk.change("person.night", "校长") as change:
        change.put(replace(who(desk, "苏婷"), night_exempt="不值夜班"))
    grant(desk, "2027-01-26", "2027-01-26")
    with pytest.raises(Refused, match="苏婷 does no nights"):
        recall(desk, "2027-01-26")
