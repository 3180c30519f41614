"""A hotel by the river: its night shift, and a handover that has one signature of two."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.record import write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from tests.stations.making import PIN, Hands, Planned, copied, set_up

HOTEL_POST = "酒店"


@copied
def hotel(path: Path) -> tuple[Desk, Hands]:
    """Make a hotel with 何强 on the night of 11 December 2026."""
    return set_up(
        path,
        "hotel",
        (("何强", "员工", "duty"), ("王芳", "员工", "duty")),
        (
            Planned("2026-12-11", "酒店", "夜班", "20:00", "08:00", ("何强",)),
            Planned("2026-12-12", "酒店", "白班", "08:00", "20:00", ("王芳",)),
        ),
        at="2026-12-10 10:00:00",
        station="江畔酒店",
    )


def half_signed(path: Path) -> Desk:
    """Make a hotel at 08:00:20 whose handover has 王芳's signature and waits for 何强's."""
    desk, hands = set_up(
        path,
        "hotel",
        (("王芳", "员工", "duty"), ("何强", "员工", "duty"), ("孟丽", "员工", "duty")),
        (
            Planned("2026-12-06", HOTEL_POST, "夜班", "20:00", "08:00", ("王芳",)),
            Planned("2026-12-07", HOTEL_POST, "白班", "08:00", "20:00", ("何强",)),
        ),
        at="2026-12-06 19:55:00",
        station="江畔酒店",
    )
    sign_in(desk, find_person(desk.state(), "王芳"))
    hands.at("2026-12-07 07:58:00")
    sign_in(desk, find_person(desk.state(), "何强"))
    found = start_handover(desk, HOTEL_POST)
    for tick in found.ticks:
        found = answer_line(desk, found, tick.code, True)
    for article in found.counts:
        found = count_article(desk, found, article.article, article.expected)
    found = write_record(desk, found, ("无异常",))
    hands.at("2026-12-07 08:00:20")
    signing.sign(desk, found, find_person(desk.state(), "王芳"), PIN)
    return desk
