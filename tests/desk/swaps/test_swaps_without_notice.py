"""R-391: what goes wrong in a shift that was swapped without notice is the original person's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.presence.sign_out import release
from dutyroom.desk.swaps.decide import approve_swap
from dutyroom.domain.presence.month.person import PersonMonth
from dutyroom.i18n import speaking
from dutyroom.words.sheets import month_lines
from tests.stations.making import PIN, Hands
from tests.stations.school import school, who

JANUARY = date(2027, 1, 1)


def swapped(path: Path) -> tuple[Desk, Hands]:
    """Return the school after 李玲 came for 林凡 on the 26th: late, not found, gone early."""
    desk, hands = school(path)
    li, head = who(desk, "李玲"), who(desk, "校长")
    hands.at("2027-01-26 08:20:00")
    sign_in(desk, li, for_person="林凡")
    hands.at("2027-01-26 11:00:00")
    post_checks.keep_check(desk, "spot", li, CheckFinding("not_found"), head, PIN)
    hands.at("2027-01-26 17:00:00")
    release(desk, li, head, "停电", PIN)
    hands.at("2027-01-27 07:00:00")
    return desk, hands


def month(desk: Desk, name: str) -> PersonMonth:
    return next(p for p in month_sheet(desk, JANUARY).people if p.name == name)


def test_it_is_booked_to_who_gave_the_shift_away(tmp_path: Path) -> None:
    """R-391: late, deserted and early; that nobody approved it stays with who came."""
    desk, _hands = swapped(tmp_path)
    lin, li = month(desk, "林凡"), month(desk, "李玲")
    assert (lin.late.seconds, lin.early.seconds) == (1200, 3600)
    assert lin.deserted.times == 2
    assert (li.late.times, li.early.times, li.deserted.times) == (0, 0, 0)
    assert [n.mark.code for n in li.marks] == ["substitute_unapproved"]
    assert (lin.replaced, lin.absent, li.done) == (1, 1, 1)  # absent on the 25th
    with speaking("zh"):
        lines = tuple(month_lines(month_sheet(desk, JANUARY).of("林凡")))
    assert any(line.endswith("迟到 20分钟  未通知调班，到岗的是李玲") for line in lines), lines


def test_approved_afterwards_everybody_bears_their_own(tmp_path: Path) -> None:
    """R-391, R-026."""
    desk, _hands = swapped(tmp_path)
    (swap,) = desk.state().swaps
    approve_swap(desk, swap, who(desk, "校长"), PIN, reason="林凡发烧")
    lin, li = month(desk, "林凡"), month(desk, "李玲")
    assert (lin.late.times, lin.early.times, lin.deserted.times) == (0, 0, 0)
    assert (li.late.times, li.early.times, li.deserted.times) == (1, 1, 1)


def test_elsewhere_who_came_bears_it(tmp_path: Path) -> None:
    """R-391: it is the rule of the school's profile."""
    desk, _hands = swapped(tmp_path)
    desk.profile = replace(desk.profile, empty_post_blame="person")
    assert month(desk, "林凡").late.times == 0
    assert month(desk, "李玲").late.times == 1
