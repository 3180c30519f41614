"""The powers matrix, tried: what each role alone may do, and what it is refused (roles)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.log.entries import Note
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.swaps.decide import reject_swap
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.desk.swaps.requests import SwapRequest, request_swap
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.handover import Handover
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.store.errors import Conflict
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre

DAY = date(2026, 12, 1)
SHIFT = ShiftRef(DAY, "管理处", "早班")


@dataclass
class Scene:
    """A centre in the morning, with something of everything to act on."""

    desk: Desk
    lina: Person
    draft: Roster
    swap: Swap
    over: Handover


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Return a centre where each role is held by one person of its name who has no other."""
    desk, hands = property_centre(tmp_path / "station")
    for role in sorted(ROLES, key="admin".__eq__):
        people.add_person(desk, role, roles=(role,), pin=PIN)
    lina = find_person(desk.state(), "李娜")
    swap = request_swap(desk, lina, SHIFT, SwapRequest(reason="事假", cause="private"), urgent=True)
    (published,) = desk.state().published()
    with desk.change("roster.compile", "刘建平") as change:
        number = change.number(Roster, published.first)
        draft = change.put(replace(published, id=number, rev=0, state="draft", version=2))
    hands.at("2026-12-01 08:30:00")
    sign_in(desk, lina)
    return Scene(desk, lina, draft, swap, start_handover(desk))


Attempt = Callable[[Scene, Person], object]


def _log(scene: Scene, by: Person) -> object:
    return log.log_entry(scene.desk, "call", Note(text="漏水"), by=by.key)


def _open_order(scene: Scene, by: Person) -> object:
    return orders.new_order(scene.desk, "电梯困人", by=by.key)


def _sign(scene: Scene, by: Person) -> object:
    return signing.sign(scene.desk, scene.over, by, PIN)


def _override(scene: Scene, by: Person) -> object:
    return signing.override(scene.desk, scene.over, by, "已通知", PIN)


def _ask_swap(scene: Scene, by: Person) -> object:
    return request_swap(scene.desk, by, SHIFT, SwapRequest(reason="事假", cause="private"))


def _decide_swap(scene: Scene, by: Person) -> object:
    return reject_swap(scene.desk, scene.swap, by, PIN, "人手不够")


def _publish(scene: Scene, by: Person) -> object:
    return publish_roster(scene.desk, scene.draft, by=by.key, pin=PIN)


def _check_post(scene: Scene, by: Person) -> object:
    return post_checks.keep_check(scene.desk, "spot", scene.lina, CheckFinding("found"), by, PIN)


def _recall(scene: Scene, by: Person) -> object:
    zhao = find_person(scene.desk.state(), "赵敏")
    return recall_from_leave(scene.desk, scene.lina, zhao, (DAY,), by, "", PIN)


def _change_list(scene: Scene, by: Person) -> object:
    zhao = find_person(scene.desk.state(), "赵敏")
    return people.change_phone(scene.desk, zhao, "119", by.key, PIN)


def no_power(attempt: Attempt, scene: Scene, by: Person) -> bool:
    """Tell whether somebody is refused for want of the power; other obstacles do not count."""
    try:
        attempt(scene, by)
    except Refused as refused:
        return any(verdict.code == "no_power" for verdict in refused.verdicts)
    except (Wrong, Conflict):
        return False
    return False


@pytest.mark.parametrize(
    ("attempt", "able"),
    [
        (_log, ROLES),
        (_open_order, ROLES),
        (_sign, ("duty",)),
        (_override, ("supervisor", "leader")),
        (_ask_swap, ("duty",)),
        (_decide_swap, ("supervisor",)),
        (_publish, ("supervisor", "owner")),
        (_check_post, ("supervisor", "leader", "inspector")),
        (_recall, ("leader",)),
        (_change_list, ("admin",)),
    ],
)
def test_who_holds_one_role_may_do_what_the_matrix_gives_it(
    scene: Scene, attempt: Attempt, able: tuple[str, ...]
) -> None:
    """In a property centre it is the supervisor alone who decides swaps (R-123)."""
    may = {
        role
        for role in ROLES
        if not no_power(attempt, scene, find_person(scene.desk.state(), role))
    }
    assert may == set(able)
    unable = set(ROLES) - may - {"inspector"}
    assert {refusal.person for refusal in scene.desk.state().refusals} >= unable


def test_a_leader_who_stands_in_on_a_shift_signs_its_handover(scene: Scene) -> None:
    leader = find_person(scene.desk.state(), "leader")
    assert no_power(_sign, scene, leader)
    sign_in(scene.desk, leader)
    assert not no_power(_sign, scene, leader)
