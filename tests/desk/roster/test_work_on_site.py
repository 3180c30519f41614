"""A site works through a holiday: manager and head of supervision are there (R-372)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from dutyroom.desk.alarms import obligations
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.presence import leaders
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.roster.site_work import set_work, works_on
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.roster import Roster
from screens.kit.form import Form
from screens.kit.rows import Rows
from tests.cli.spoken import Line
from tests.screens.seen import opened, seen
from tests.stations.making import PIN, Hands, Planned, set_up

FIRST, SECOND = date(2026, 10, 1), date(2026, 10, 2)


@pytest.fixture
def site(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return a site with two dates of a holiday in force; the second has no head of supervision."""
    led = {"start": "08:00", "end": "08:00"}
    desk, hands = set_up(
        tmp_path / "site",
        "site",
        (
            ("李强", "项目经理", "duty"),
            ("彭大勇", "公司领导", "leader"),
            ("何方", "监理处处长", "leader"),
            ("方敏", "监理", "duty"),
            ("无衔", "", "duty"),
        ),
        (
            Planned("2026-10-01", "工地", "24小时", "08:00", "08:00", ("李强", "方敏")),
            Planned("2026-10-01", "", "", **led, who=("彭大勇", "何方"), role="leader"),
            Planned("2026-10-02", "工地", "24小时", "08:00", "08:00", ("李强", "无衔")),
            Planned("2026-10-02", "", "", **led, who=("彭大勇",), role="leader"),
        ),
        at="2026-09-28 09:00:00",
        station="S259",
    )
    return desk, hands


def missing(desk: Desk) -> list[tuple[str, str, str]]:
    (roster,) = desk.state().published()
    found = check_roster(desk, roster)
    return [(f.clause, f.level, str(f.sentence)) for f in found if f.code == "rank_missing"]


def owed(desk: Desk) -> list[tuple[str, str]]:
    return [(o.standing, str(o.sentence)) for o in obligations(desk) if o.code == "work"]


def test_where_work_goes_on_both_are_on_the_roster_or_it_is_refused(
    site: tuple[Desk, Hands],
) -> None:
    """R-372: on the date named only; somebody without a rank is neither of them."""
    desk, _hands = site
    assert missing(desk) == []
    set_work(desk, FIRST, working=True, by="彭大勇")
    assert missing(desk) == []
    set_work(desk, SECOND, working=True, by="彭大勇")
    words = "Nobody of 监理处处长 on duty: 10-02"
    assert missing(desk) == [("R-372", "block", words)]
    (published,) = desk.state().published()
    with desk.change("roster.compile", "office") as change:
        number = change.number(Roster, FIRST)
        draft: Roster = change.put(replace(published, id=number, rev=0, state="draft", version=2))
    with pytest.raises(Refused) as refused:
        publish_roster(desk, draft, by="方敏", pin=PIN)
    assert words in [str(v.sentence) for v in refused.value.verdicts]
    set_work(desk, SECOND, working=False, by="彭大勇")
    assert missing(desk) == []
    with pytest.raises(Wrong, match="Nothing is changed"):
        set_work(desk, SECOND, working=False)


def test_who_has_to_be_there_and_has_not_come_is_an_alarm(site: tuple[Desk, Hands]) -> None:
    """R-372: whoever else of the shift has signed in."""
    desk, hands = site
    hands.at("2026-10-01 07:30:00")
    assert owed(desk) == []
    set_work(desk, FIRST, working=True, by="彭大勇")
    assert ("waiting", "Work goes on: 项目经理 to sign in (李强)") in owed(desk)
    hands.at("2026-10-01 08:01:00")
    state = desk.state()
    sign_in(desk, state.people["方敏"])
    assert owed(desk) == [
        ("overdue", "Work goes on, and no 监理处处长 has come: 何方"),
        ("overdue", "Work goes on, and no 项目经理 has come: 李强"),
    ]
    sign_in(desk, state.people["李强"])
    leaders.leader_in(desk, state.people["何方"])
    assert owed(desk) == []


def test_nobody_of_the_rank_on_the_roster_is_an_alarm_too(site: tuple[Desk, Hands]) -> None:
    desk, hands = site
    set_work(desk, SECOND, working=True, by="彭大勇")
    hands.at("2026-10-02 08:01:00")
    sign_in(desk, desk.state().people["李强"])
    assert owed(desk) == [("overdue", "Work goes on, and no 监理处处长 is on the roster")]


def test_the_command_says_it_and_the_next_opening_knows(
    site: tuple[Desk, Hands], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed, at = Line(tmp_path / "site", capsys), "2026-09-28 10:00"
    assert "10-02: work goes on" in typed("roster", "work", "2026-10-02", at=at).out
    assert works_on(open_desk(tmp_path / "site", terminal="x"), SECOND)
    assert "10-02: no work" in typed("roster", "work", "2026-10-02", "--off", at=at).out


async def test_the_day_on_the_board_says_it_and_enter_changes_it(
    site: tuple[Desk, Hands],
) -> None:
    desk, hands = site
    hands.at("2026-10-02 07:00:00")
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "enter")
        await pilot.pause()
        assert "10-02: no work: Enter changes it" in seen(room)
        room.screen.query_one("#list", Rows).focus()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        assert "监理处处长" in seen(room)
        room.screen.query_one("#by", Input).value = "彭大勇"
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "10-02: work goes on" in seen(room)
        assert "Nobody of 监理处处长 on duty: 10-02" in seen(room)
    assert works_on(desk, SECOND)


def test_a_station_without_such_a_rule_asks_for_nothing(tmp_path: Path) -> None:
    desk, _hands = set_up(
        tmp_path / "hotel",
        "hotel",
        (("李强", "员工", "duty"),),
        (Planned("2026-10-01", "酒店", "白班", "08:00", "20:00", ("李强",)),),
        at="2026-10-01 08:30:00",
    )
    set_work(desk, FIRST, working=True)
    assert missing(desk) == [] and owed(desk) == []
