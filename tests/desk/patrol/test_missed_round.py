"""A-15: a round was missed while the program was closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.patrol.paper_rounds import enter_paper_round
from dutyroom.desk.patrol.rounds import (
    PointAnswer,
    answer_point,
    finish_round,
    start_round,
    stop_round,
)
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.station.opening import beat, open_room
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.facts.slots import around
from dutyroom.domain.patrol.rounds import PatrolTally, tally
from dutyroom.domain.records.patrol import Round
from dutyroom.domain.records.people import Person
from tests.stations.hotel import hotel
from tests.stations.making import Hands

MISSED = "round:2026-12-11/酒店/夜班/00:00"


@pytest.fixture
def night(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the hotel at 23:10: 21:00 is walked, and the program is closed."""
    desk, hands = hotel(tmp_path / "station")
    hands.at("2026-12-11 19:58:00")
    sign_in(desk, guard(desk))
    hands.at("2026-12-11 21:02:00")
    walk(desk)
    hands.at("2026-12-11 23:10:00")
    beat(desk)
    return desk, hands


def guard(desk: Desk) -> Person:
    return find_person(desk.state(), "何强")


def walk(desk: Desk) -> Round:
    walked = start_round(desk, guard(desk))
    for point in desk.profile.patrol.routes[0].points:
        walked = answer_point(desk, walked, point.id, "normal")
    return finish_round(desk, walked)


def count(desk: Desk) -> PatrolTally:
    slots = around(desk.state(), desk.profile, desk.zone, desk.now())
    slot = next(s for s in slots if (f"{s.day}", s.shift) == ("2026-12-11", "夜班"))
    return tally(desk.state(), slot, desk.profile, desk.now())


def test_the_closed_span_and_its_round_are_kept_when_the_room_opens(
    night: tuple[Desk, Hands],
) -> None:
    """R-010, X-13: 23:10–02:45, and 00:00 overdue in it."""
    desk, hands = night
    hands.at("2026-12-12 02:45:00")
    closure = open_room(desk)
    assert closure is not None
    assert (f"{closure.since:%H:%M}", f"{closure.until:%H:%M}") == ("23:10", "02:45")
    assert closure.missed == (MISSED,)
    alarm = next(a for a in desk.state().alarms if a.key == MISSED)
    assert (alarm.closed_program, f"{alarm.at:%H:%M}") == (True, "00:00")
    assert open_room(open_desk(desk.folder.path, terminal="x", at="2026-12-12 02:45")) is None


def test_nothing_starts_anew_with_the_program(night: tuple[Desk, Hands]) -> None:
    """R-385: the next round is due at 03:00, and overdue ones stay overdue."""
    desk, hands = night
    hands.at("2026-12-12 02:45:00")
    open_room(desk)
    rounds = {f"{o.due:%H:%M}": o.standing for o in alarms.obligations(desk) if o.code == "round"}
    assert rounds == {"00:00": "overdue", "03:00": "soon", "06:00": "waiting"}
    assert f"{count(desk).next_due:%H:%M}" == "03:00"


def test_a_paper_round_needs_its_reason_and_is_counted_apart(night: tuple[Desk, Hands]) -> None:
    """States 5.6: shown as 3 + 1, event time and entry time kept."""
    desk, hands = night
    hands.at("2026-12-12 02:45:00")
    at = desk.now().replace(hour=0, minute=5)
    with pytest.raises(Wrong, match="needs its reason"):
        enter_paper_round(desk, guard(desk), at, " ")
    kept = enter_paper_round(desk, guard(desk), at, "停电，纸上登记")
    assert (f"{kept.started:%H:%M}", f"{kept.entered:%H:%M}") == ("00:05", "02:45")
    for clock in ("03:01", "06:02"):
        hands.at(f"2026-12-12 {clock}:00")
        walk(desk)
    hands.at("2026-12-12 08:00:00")
    done = count(desk)
    assert (done.complete, done.late_entries, done.missed, done.shortfall) == (3, 1, 0, 0)


def test_without_it_the_round_is_missed(night: tuple[Desk, Hands]) -> None:
    """R-385: three of four, one short."""
    desk, hands = night
    for clock in ("03:01", "06:02"):
        hands.at(f"2026-12-12 {clock}:00")
        walk(desk)
    hands.at("2026-12-12 08:00:00")
    done = count(desk)
    assert (done.complete, done.late_entries, done.missed, done.shortfall) == (3, 0, 1, 1)


def test_a_round_too_soon_after_the_last_does_not_count(night: tuple[Desk, Hands]) -> None:
    """R-385: thirty minutes between two starts."""
    desk, hands = night
    hands.at("2026-12-11 21:31:59")
    assert [m.code for m in walk(desk).marks] == ["gap_short"]
    assert (count(desk).complete, count(desk).short_gaps) == (1, 1)


def test_a_round_is_not_complete_while_a_key_location_is_open(night: tuple[Desk, Hands]) -> None:
    """R-012: not seen is no answer there; the round can only be stopped with a reason."""
    desk, hands = night
    hands.at("2026-12-12 00:01:00")
    walked = start_round(desk, guard(desk))
    for point in desk.profile.patrol.routes[0].points:
        result: PointAnswer = "unseen" if point.id == "监控室" else "normal"
        walked = answer_point(desk, walked, point.id, result, "门锁着")
    with pytest.raises(Refused, match="监控室"):
        finish_round(desk, walked)
    with pytest.raises(Wrong):
        stop_round(desk, walked, "")
    assert stop_round(desk, walked, "有警情").status == "stopped"
    assert count(desk).complete == 1
