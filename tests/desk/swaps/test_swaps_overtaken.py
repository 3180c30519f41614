"""Requests that something else has overtaken: another roster, the clock, whoever decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk import alarms
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.swaps.decide import approve_swap, reject_swap
from dutyroom.desk.swaps.requests import SwapRequest, consent_to_swap, request_swap
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.swaps import requests as rules
from dutyroom.words.swaps import swap_line
from tests.stations.making import PIN, Hands
from tests.stations.swaps import POST, ask, evening, fresh, on, station, version, who


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    return station(tmp_path)


def morning(day: int) -> ShiftRef:
    return ShiftRef(date(2026, 12, day), POST, "早班")


def give(desk: Desk, ref: ShiftRef, old: str, new: str) -> None:
    """Put somebody else on a shift in the roster in force, by hand."""
    found = rules.line_of(desk.state(), ref)
    assert found is not None
    with desk.ledger.commit(at=desk.now(), by="刘主管", action="roster.edit") as commit:
        commit.put(rules.swapped(found[0], ref, old, who(desk, new)))


def test_a_shift_that_is_somebody_elses_by_now_is_not_swapped(centre: tuple[Desk, Hands]) -> None:
    """States 5.2: the roster would have its next version and change nobody."""
    desk, _hands = centre
    swap = ask(desk, substitute=who(desk, "刘洋"))
    give(desk, evening(8), "陈静", "保安甲")
    before = version(desk)
    with pytest.raises(Wrong, match="not a shift of 陈静"):
        approve_swap(desk, fresh(desk, swap), who(desk, "刘主管"), PIN)
    assert (on(desk, evening(8)), version(desk)) == (("保安甲",), before)
    assert fresh(desk, swap).status == "requested"


def test_an_exchange_that_lost_its_other_half_is_none(tmp_path: Path) -> None:
    """R-181: both shifts or neither, whoever settles it."""
    desk, _hands = station(tmp_path, mode="agree_notify")
    swap = ask(desk, substitute=who(desk, "赵敏"), other=evening(10))
    consent_to_swap(desk, swap, who(desk, "陈静"), PIN)
    give(desk, evening(10), "赵敏", "刘洋")
    with pytest.raises(Wrong, match="not a shift of 赵敏"):
        consent_to_swap(desk, fresh(desk, swap), who(desk, "赵敏"), PIN)
    assert (on(desk, evening(8)), on(desk, evening(10))) == (("陈静",), ("刘洋",))
    assert fresh(desk, swap).status == "waiting"


def test_the_rest_is_looked_at_when_it_takes_effect(tmp_path: Path) -> None:
    """States 5.2: between asking and settling the substitute got a shift close to it."""
    desk, _hands = station(tmp_path, mode="agree_notify")
    swap = ask(desk, substitute=who(desk, "刘洋"))
    consent_to_swap(desk, swap, who(desk, "陈静"), PIN)
    give(desk, morning(8), "李娜", "刘洋")
    with pytest.raises(Refused, match="less than 8 h of rest"):
        consent_to_swap(desk, fresh(desk, swap), who(desk, "刘洋"), PIN)
    assert on(desk, evening(8)) == ("陈静",)


def test_an_exchange_is_in_time_for_both_shifts(centre: tuple[Desk, Hands]) -> None:
    """R-180: one of them is tomorrow's, the other runs today."""
    desk, hands = centre
    hands.at("2026-12-08 20:00:00")
    with pytest.raises(Refused, match="1 calendar days before"):
        request_swap(
            desk,
            who(desk, "赵敏"),
            evening(10),
            SwapRequest(
                reason="家中有事", cause="private", substitute=who(desk, "陈静"), other=evening(8)
            ),
        )


def test_a_shift_that_was_served_is_given_to_nobody(centre: tuple[Desk, Hands]) -> None:
    """R-091: not even as urgent; nor one whose person has come."""
    desk, hands = centre
    hands.at("2026-12-08 16:25:00")
    sign_in(desk, who(desk, "陈静"))
    hands.at("2026-12-08 18:00:00")
    with pytest.raises(Refused, match="is served"):
        ask(desk, urgent=True)
    hands.at("2026-12-20 09:00:00")
    with pytest.raises(Refused, match="is served"):
        ask(desk, day=9, urgent=True)


def test_a_colleague_agrees_before_the_shift_begins(tmp_path: Path) -> None:
    """R-389: what is agreed afterwards changes no roster, and does not wait for ever."""
    desk, hands = station(tmp_path, mode="agree_notify")
    swap = ask(desk, substitute=who(desk, "刘洋"))
    consent_to_swap(desk, fresh(desk, swap), who(desk, "陈静"), PIN)
    hands.at("2026-12-08 16:31:00")
    with pytest.raises(Refused, match="has begun: a swap is agreed on before"):
        consent_to_swap(desk, fresh(desk, swap), who(desk, "刘洋"), PIN)
    assert on(desk, evening(8)) == ("陈静",)
    found = fresh(desk, swap)
    assert rules.stage(desk.state(), found, desk.profile, desk.now()) == "expired"


def test_a_request_that_has_expired_is_asked_for_anew_as_urgent(
    centre: tuple[Desk, Hands],
) -> None:
    """States 5.2: from 过期 there is only 紧急."""
    desk, hands = centre
    old = ask(desk)
    hands.at("2026-12-08 09:00:00")
    with pytest.raises(Refused, match="ask for it anew, as urgent"):
        approve_swap(desk, old, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"))
    assert [(o.code, o.who) for o in alarms.obligations(desk) if o.ref == old.id] == [
        ("swap_expired", ("陈静",))
    ]
    anew = ask(desk, urgent=True)
    codes = {o.code for o in alarms.obligations(desk) if o.code.startswith("swap")}
    assert (anew.id != old.id, codes) == (True, {"swap_request"})
    approve_swap(desk, anew, who(desk, "刘主管"), PIN, substitute=who(desk, "刘洋"), reason="急诊")
    assert on(desk, evening(8)) == ("刘洋",)


def test_what_is_asked_for_after_the_start_says_so(centre: tuple[Desk, Hands]) -> None:
    """R-091: 事后补报; and the profile's causes are not left out."""
    desk, hands = centre
    assert ask(desk, day=9).marks == ()
    hands.at("2026-12-08 16:40:00")
    with pytest.raises(Wrong, match="Say the cause: private, sick, trip"):
        ask(desk, cause="", urgent=True)
    late = ask(desk, urgent=True)
    assert "asked for afterwards" in swap_line(desk, late)


def test_nobody_decides_where_the_persons_agree(tmp_path: Path) -> None:
    """R-069, R-389: a leader's word does not stand for consents and notices."""
    desk, _hands = station(tmp_path, mode="agree_notify")
    swap = ask(desk, substitute=who(desk, "刘洋"))
    with pytest.raises(Wrong, match="still needs: The consent of 陈静"):
        approve_swap(desk, swap, who(desk, "刘主管"), PIN)
    with pytest.raises(Wrong, match="still needs: The consent of 陈静"):
        reject_swap(desk, swap, who(desk, "刘主管"), PIN, "不同意")


def test_a_supervisors_own_request_is_decided_by_another(centre: tuple[Desk, Hands]) -> None:
    """Where there is another; one who is alone would never have leave."""
    desk, _hands = centre
    give(desk, evening(8), "陈静", "刘主管")
    boss = who(desk, "刘主管")
    asked = SwapRequest(reason="家中有事", cause="private", substitute=who(desk, "刘洋"))
    swap = request_swap(desk, boss, evening(8), asked)
    other = who(desk, "李娜")
    with desk.ledger.commit(at=desk.now(), by="刘主管", action="people.roles") as commit:
        commit.put(replace(other, roles=(*other.roles, "supervisor")))
    with pytest.raises(Wrong, match="somebody else decides"):
        approve_swap(desk, swap, boss, PIN)
    approve_swap(desk, swap, find_person(desk.state(), "李娜"), PIN)
    assert on(desk, evening(8)) == ("刘洋",)
