"""Who may do what: the powers matrix, asked at the desk, refusals kept (R-059, R-061)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.log.entries import Note
from dutyroom.desk.people import people, powers
from dutyroom.desk.people.find import find_person
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.presence import post_checks
from dutyroom.desk.presence.post_checks import CheckFinding
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster import drivers
from dutyroom.desk.roster.edit import lift_person
from dutyroom.desk.roster.powers import ask_lines, changing, publishing
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.facts import powers as rules
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster, ShiftRef
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre

OFFICE = "综合办公室"


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    return property_centre(tmp_path / "station")


@pytest.fixture
def company(tmp_path: Path) -> Desk:
    """Return a company over the New Year of 2027: 张办 is of the office, 李设 of a unit."""
    first = "2027-01-01"
    desk, _hands = set_up(
        tmp_path / "station",
        "company-two-tier",
        (
            ("张办", "中层管理人员", "duty"),
            ("李设", "中层管理人员", "duty"),
            ("王领", "公司领导", "duty leader"),
            ("管理", "中层管理人员", "admin"),
        ),
        (
            Planned(first, "公司值班室", "值班", "08:00", "08:00", ("李设",)),
            Planned("2027-01-09", "", "", "00:00", "00:00", ("王领",), role="leader"),
            Planned("2027-01-11", "公司值班室", "值班", "08:00", "08:00", ("李设",)),
        ),
        at="2026-12-20 10:00:00",
    )
    with desk.change("people.unit", "管理") as change:
        for name, unit in (("张办", OFFICE), ("李设", "设备材料部")):
            change.put(replace(change.state.people[name], unit=unit))
    desk.calendar = Holidays()  # type: ignore[assignment]
    return desk


class Holidays:
    """A calendar with New Year's Day off."""

    def kind(self, day: object) -> str:
        known = {"2027-01-01": "holiday", "2027-01-09": "weekend", "2027-01-10": "weekend"}
        return known.get(str(day), "workday")

    def is_known(self, year: int) -> bool:
        return True


def who(desk: Desk, name: str) -> Person:
    return find_person(desk.state(), name)


def drafted(desk: Desk) -> Roster:
    (published,) = desk.state().published()
    with desk.change("roster.compile", "office") as change:
        number = change.number(Roster, published.first)
        return change.put(replace(published, id=number, rev=0, state="draft", version=2))


def make_admin(desk: Desk, name: str = "刘建平") -> Person:
    return people.set_roles(desk, who(desk, name), ("duty", "supervisor", "admin"))


def refused(desk: Desk) -> list[tuple[str, str, bool]]:
    return [(r.person, r.action, r.proved) for r in desk.state().refusals]


def test_publishing_takes_the_owner_of_the_roster_and_the_pin(centre: tuple[Desk, Hands]) -> None:
    """Powers: publish or change a roster; the refusal of anybody else is kept."""
    desk, _hands = centre
    draft = drafted(desk)
    with pytest.raises(Wrong, match="Say who does it"):
        publish_roster(desk, draft)
    with pytest.raises(Refused, match="刘建平 may do that; 李娜 may not"):
        publish_roster(desk, draft, by="李娜", pin=PIN)
    with pytest.raises(Refused):
        publish_roster(desk, draft, by="赵敏", pin="")
    with pytest.raises(Wrong, match="not the PIN"):
        publish_roster(desk, draft, by="刘建平", pin="9999")
    assert [r.id for r in desk.state().published()] != [draft.id]
    assert refused(desk) == [("李娜", "roster.publish", True), ("赵敏", "roster.publish", False)]
    assert publish_roster(desk, draft, by="刘建平", pin=PIN).issuer == "刘建平"


def test_the_office_is_known_by_role_rank_and_unit(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    asked = Permission("roster.publish")
    nobody = replace(who(desk, "李娜"), id="P:甲", name="甲")
    for clerk in (
        replace(nobody, roles=("duty", "owner")),
        replace(nobody, rank="客户服务领班"),
        replace(nobody, unit="客户服务领班"),
    ):
        assert rules.holds(desk.profile, asked.action, clerk)
    assert not rules.holds(desk.profile, asked.action, nobody)


def test_a_holiday_roster_is_changed_by_its_office_alone(company: Desk) -> None:
    """R-059: others are refused, drafts too, and the refusal stands in the audit list."""
    (roster,) = company.state().published()
    holiday = ShiftRef(roster.first, "公司值班室", "值班")
    with pytest.raises(Refused, match=OFFICE):
        lift_person(company, roster, who(company, "李设"), holiday, by="李设", pin=PIN)
    draft = drafted(company)
    with pytest.raises(Refused, match=OFFICE):
        publish_roster(company, draft, by="王领", pin=PIN)
    assert [r.clause for r in company.state().refusals] == ["R-059", "roles"]
    done = lift_person(company, draft, who(company, "李设"), holiday, by="张办", pin=PIN)
    assert done.version == 2
    with pytest.raises(Refused, match=OFFICE):
        publish_roster(company, done, by="李设", pin=PIN)


def test_other_lines_are_anybodys_to_propose(company: Desk) -> None:
    """R-061: what stays as it was is read only, not forbidden."""
    (roster,) = company.state().published()
    monday = ShiftRef(roster.lines[-1].day, "公司值班室", "值班")
    draft = lift_person(company, roster, who(company, "李设"), monday)
    assert draft.state == "draft"
    leaderless = replace(draft, lines=(draft.lines[0], draft.lines[2]))
    asked = changing(company, draft, leaderless)
    assert asked is not None and asked.kinds == ("leaders",)


def test_lines_of_two_offices_take_a_hand_of_both(company: Desk) -> None:
    """R-059, R-061: the office of the holidays may not settle the leaders' lines beside them."""
    owners = {"holiday": OFFICE, "leaders": "人事部"}
    company.profile = replace(
        company.profile, roster=replace(company.profile.roster, owners=owners)
    )
    draft = drafted(company)
    changed = replace(draft, lines=draft.lines[2:])
    with pytest.raises(Refused, match=r"综合办公室 \+ 人事部 may do that; 张办 may not"):
        ask_lines(company, draft, changed, "张办", PIN)
    ask_lines(company, draft, replace(draft, lines=draft.lines[1:]), "张办", PIN)
    with company.change("people.rank", "管理") as change:
        change.put(replace(who(company, "张办"), rank="人事部"))
    ask_lines(company, draft, changed, "张办", PIN)


def test_a_driver_on_a_holiday_does_not_make_a_roster_the_offices(company: Desk) -> None:
    """R-067: the car service sets drivers, so they are nobody's owned lines."""
    draft = drafted(company)
    (before,) = (r for r in company.state().published() if r.first == draft.first)
    drivers.set_driver(company, before, before.first, who(company, "李设"), "A1", by="李设")
    assert publishing(company, draft) == Permission("roster.publish", draft.title)


def test_the_list_is_open_until_an_administrator_has_a_pin(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    assert powers.is_open(desk, Permission("setup"))
    people.add_person(desk, "孙一")
    make_admin(desk)
    assert not powers.is_open(desk, Permission("setup"))
    newcomer = who(desk, "孙一")
    changes: tuple[Callable[[str, str], object], ...] = (
        lambda by, pin: people.add_person(desk, "孙二", by=by, by_pin=pin),
        lambda by, pin: people.change_phone(desk, newcomer, "119", by, pin),
        lambda by, pin: people.set_roles(desk, newcomer, ("leader",), by, pin),
        lambda by, pin: set_pin(desk, newcomer, "5678", by=by, by_pin=pin),
    )
    for change in changes:
        with pytest.raises(Refused, match="刘建平 may do that; 李娜 may not"):
            change("李娜", PIN)
        with pytest.raises(Wrong, match="Say who does it"):
            change("", "")
    assert who(desk, "孙一") == newcomer
    assert [action for _who, action, _proved in refused(desk)] == ["setup"] * 4
    with_pin = set_pin(desk, newcomer, "5678", by="刘建平", by_pin=PIN)
    set_pin(desk, with_pin, "8765", old="5678")


def test_a_forgotten_pin_is_given_anew_by_an_administrator(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    lina = who(desk, "李娜")
    with pytest.raises(Wrong, match="not the PIN"):
        set_pin(desk, lina, "5678", by="刘建平", by_pin=PIN)
    make_admin(desk)
    with pytest.raises(Wrong, match="not the PIN"):
        set_pin(desk, lina, "5678", old="0000")
    set_pin(desk, lina, "5678", by="刘建平", by_pin=PIN)
    assert desk.ledger.history(lina.id)[-1].by == "刘建平"


def test_two_of_one_name_are_told_apart_before_the_second_is_added(
    centre: tuple[Desk, Hands],
) -> None:
    """The same person entered twice would be one of two whom nobody can name any more."""
    desk, _hands = centre
    people.add_person(desk, "孙一", phone="13900001111", unit="保安部")
    alike = (("", ""), ("139 0000 1111", " "), ("", "保安部 "), ("13900001111", "保安部"))
    for phone, unit in alike:
        with pytest.raises(Wrong, match="孙一 is on the list already"):
            people.add_person(desk, "孙一", phone=phone, unit=unit)
    other = people.add_person(desk, "孙一", phone="13900002222")
    assert other.key == "孙一·2"


def test_an_inspector_reads_logs_and_checks_and_changes_nothing(
    centre: tuple[Desk, Hands],
) -> None:
    desk, hands = centre
    inspector = people.add_person(desk, "查岗", roles=("inspector",), pin=PIN)
    hands.at("2026-12-01 09:00:00")
    sign_in(desk, who(desk, "李娜"))
    call = log.log_entry(desk, "call", Note(text="漏水"), by=inspector.key)
    opened = orders.new_order(desk, "电梯困人", by=inspector.key, source=call.entry)
    assert opened.by == inspector.key
    post_checks.keep_check(desk, "spot", who(desk, "李娜"), CheckFinding("found"), inspector, PIN)
    with pytest.raises(Refused, match="An inspector only reads"):
        sign_in(desk, inspector)
    (entry,) = desk.state().entries
    with pytest.raises(Refused, match="An inspector only reads"):
        log.close(desk, entry, "完", by=inspector.key)


def test_refusals_are_there_for_whoever_opens_the_station_later(
    centre: tuple[Desk, Hands],
) -> None:
    desk, _hands = centre
    with pytest.raises(Refused):
        publish_roster(desk, drafted(desk), by="李娜", pin=PIN)
    later = open_desk(desk.folder.path, terminal="二号", at="2027-05-03 09:00")
    with later.change("room.note", "") as change:
        change.put(replace(who(later, "李娜"), phone="13800000999"))
    assert [refusal.person for refusal in later.state().refusals] == ["李娜"]
