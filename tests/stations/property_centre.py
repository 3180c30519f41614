"""江南春天管理处, the station that most tests play in."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.station import contacts
from tests.stations.making import Hands, Planned, copied, set_up


@copied
def property_centre(path: Path) -> tuple[Desk, Hands]:
    """Make 江南春天管理处 on 1 December 2026: 李娜 in the morning, 赵敏 in the evening."""
    office, post = "客户服务主管", "管理处"
    desk, hands = set_up(
        path,
        "property-centre",
        (
            ("李娜", "物业助理", "duty"),
            ("赵敏", "物业助理", "duty"),
            ("刘洋", "物业助理", "duty"),
            ("刘建平", office, "duty supervisor"),
            ("彭大勇", "总值班员", "duty chief"),
        ),
        (
            Planned("2026-12-01", post, "早班", "08:30", "16:30", ("李娜",)),
            Planned("2026-12-01", post, "晚班", "16:30", "23:30", ("赵敏",)),
            Planned("2026-12-01", "前台", "前台", "08:30", "18:00", ("刘洋",)),
            Planned("2026-12-01", "", "", "00:00", "00:00", ("彭大勇",), role="chief"),
        ),
        at="2026-11-30 10:00:00",
    )
    for kind, number in (
        ("派出所", "025-52110110"),
        ("消防", "119"),
        ("医院", "120"),
        ("供水", "96889"),
        ("供电", "95598"),
    ):
        contacts.set_contact(desk, kind, number, by="刘建平")
    return desk, hands
