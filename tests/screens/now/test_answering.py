"""Enter on a line of Now opens what answers it, and a draft of that opens it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from dutyroom.desk.alarms import obligations
from dutyroom.desk.answers import answer_to
from dutyroom.desk.desk import Desk
from dutyroom.desk.log import assigning, orders
from dutyroom.desk.log import entries as log
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.domain.profile.incidents import TimedReport
from dutyroom.domain.records.people import Person
from screens.draft_forms import form_of
from screens.kit.form import Form
from tests.screens.seen import opened
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre


@pytest.fixture
def centre(tmp_path: Path) -> Desk:
    """Return the centre at 16:40: nobody relieved 李娜, 刘洋 was given an order, a call waits."""
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:25:00")
    for name in ("李娜", "刘洋"):
        sign_in(desk, who(desk, name))
    hands.at("2026-12-01 15:00:00")
    order = orders.new_order(desk, "查看电梯", by="李娜", urgency="urgent")
    assigning.assign(desk, order, who(desk, "刘洋"), who(desk, "刘建平"), PIN)
    log.log_entry(desk, "call", log.Note(text="待取快递"), by="李娜")
    desk.profile = replace(
        desk.profile,
        roster=replace(desk.profile.roster, filing_to=("街道",)),
        timed_reports=(TimedReport(id="日报", at=time(17), receivers=("街道",), remind_min=30),),
    )
    hands.at("2026-12-01 16:40:00")
    return desk


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


async def test_every_form_that_answers_something_can_be_opened_again(centre: Desk) -> None:
    """X-09: a line lost meanwhile costs nothing that was typed."""
    answered = set()
    async with opened(centre):
        for owed in obligations(centre):
            answer = answer_to(owed)
            if answer.form:
                form = form_of(centre, answer.form, answer.about(centre.state(), owed))
                assert form is not None, owed.key
                again = form_of(centre, form.kind, form.ref)
                assert again is not None, owed.key
                assert (again.kind, again.ref) == (form.kind, form.ref)
                assert again.title_words == form.title_words
                answered.add(owed.code)
    assert answered >= {"relief", "assigned", "filing", "first_action", "report"}


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("relief:2026-12-01/管理处/晚班", "now.sign_in"),
        ("first_action:LD-20261201-001", "step"),
        ("assigned:PG-20261201-001", "log.seen"),
        ("handover:2026-12-01/管理处/早班", ""),
    ],
)
async def test_enter_opens_the_form_or_turns_to_the_screen(
    centre: Desk, key: str, kind: str
) -> None:
    async with opened(centre) as (room, pilot):
        room.screen.query_one("#due").go(key)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        if kind:
            assert isinstance(room.screen, Form) and room.screen.kind == kind
        else:
            assert room.current_mode == "handover"
