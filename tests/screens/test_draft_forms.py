"""A draft that an earlier release kept still finds the fields it was typed into (A-09)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from screens.draft_forms import form_of
from tests.stations.property_centre import property_centre

LEAVE_FIELDS = "person first last kind reason studied decision leader pin"
FIELDS = {
    ("call", ""): "text caller phone room category urgency rings at by",
    ("visit", ""): "text caller whom phone room urgency at by",
    ("message", ""): "whom text caller phone urgency at by",
    ("step", "LD-20261201-001"): "what text by",
    ("order", ""): "text place phone urgency assignee by",
    ("order_step", "PG-20261201-001"): "status text phone by",
    ("now.sign_in", ""): "name post for worn0 worn1 worn2 undressed",
    ("now.sign_out", ""): "name reason",
    ("now.release", ""): "name leader reason pin",
    ("now.contact", ""): "kind number name backup by",
    ("now.away", ""): "name reason back place cover cover_pin",
    ("now.back", ""): "name",
    ("now.cover", "X"): "name pin",
    ("now.where", ""): "what name place told reason leader pin",
    ("now.phone", ""): "name holder unit",
    ("now.check", ""): "name result place time dress note finder by pin",
    ("now.leader", ""): "name what",
    ("board.leave", "+leave"): LEAVE_FIELDS,
    ("board.leave", "+recall"): "ill recalled days shift reason leader pin",
    ("board.edit", "李娜|2026-12-01"): "name day shift",
    ("board.swap", "李娜|2026-12-01|管理处|早班"): "reason cause substitute other urgent",
    ("board.excuse", "李娜|2026-12-01"): "mark reason leader pin",
    ("people", ""): "name unit rank phone backup roles night_exempt qualifications",
    ("people", "李娜"): "unit rank phone backup roles night_exempt qualifications left",
    ("record", "管理处"): "lines",
}
"""What the forms of a draft's kind and record asked before their fields were declared."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the property centre with two on duty, one of them late, and something logged."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:40:00")
    for name in ("李娜", "刘洋"):
        sign_in(desk, find_person(desk.state(), name))
    log.log_entry(desk, "call", log.Note(text="漏水"))
    orders.new_order(desk, "查漏")
    start_handover(desk, "管理处")
    return desk


def test_a_form_asks_under_the_keys_that_are_on_disk(desk: Desk) -> None:
    asked = {}
    for kind, ref in FIELDS:
        form = form_of(desk, kind, ref)
        assert form is not None and (form.kind, form.ref) == (kind, ref)
        asked[kind, ref] = " ".join(field.id for field in form._fields)
    assert asked == FIELDS
