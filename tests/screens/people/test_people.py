"""The People screen: who is who, and what an administrator changes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people, powers
from dutyroom.desk.people.pin_seal import fits_pin
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.planning.order import Order
from dutyroom.desk.planning.problem import prepare
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.edit import edit_remarks
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.people import Person
from screens.kit.form import Form
from screens.kit.who import names_of
from screens.people.forms import pin_form, read_roles
from screens.people.people import PeopleDialog
from screens.room import Room
from tests.screens.seen import opened, seen
from tests.stations.company import company, draft

PIN, SATURDAY = "2468", date(2026, 12, 5)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a company with 许梅 of the office as its administrator."""
    desk, _hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    roles = ("duty", "owner", "admin")
    people.set_roles(desk, someone(desk, "许梅"), roles)
    set_pin(desk, someone(desk, "许梅"), PIN)
    return desk


def someone(desk: Desk, name: str) -> Person:
    return desk.state().people[name]


async def fill(room: App[None], pilot: Pilot[None], **values: str) -> None:
    """Write into the fields of the form that is open, and save it."""
    for name, value in values.items():
        room.screen.query_one(f"#{name}", Input).value = value
    await pilot.press("ctrl+g")
    await pilot.pause()


async def stand_on(pilot: Pilot[None], room: Room, name: str, key: str) -> None:
    """Open the screen, go to a person and press a key there."""
    await pilot.press("j")
    await pilot.pause()
    place = list(room.desk.state().people).index(name)
    await pilot.press(*["down"] * place, key)
    await pilot.pause()


async def test_everybody_stands_there_from_any_mode_without_a_letter(desk: Desk) -> None:
    """The menu opens it as well as the letter; the person under the cursor stands there whole."""
    people.exempt_from_nights(desk, someone(desk, "孙悦"), "产假后", "许梅", PIN)
    async with opened(desk) as (room, pilot):
        for mode in ("f2", "f3", "f4"):
            await pilot.press(mode, "f10")
            await pilot.pause()
            await pilot.press(*_to_people(room), "enter")
            await pilot.pause()
            assert isinstance(room.screen, PeopleDialog)
            lines = [line for line in seen(room).splitlines() if "孙悦" in line]
            assert all(part in lines[0] for part in ("财劳部", "中层", "duty officer", "none"))
            await pilot.press(*["down"] * 4)
            await pilot.pause()
            assert "no nights: 产假后" in seen(room)
            await pilot.press("escape")
            await pilot.pause()


def _to_people(room: Room) -> list[str]:
    from screens.kit.help import Menu
    from screens.kit.rows import Rows

    assert isinstance(room.screen, Menu)
    keys = [row.key for row in room.screen.query_one(Rows)._rows if row.key]
    return ["down"] * keys.index("people")


async def test_all_of_a_person_is_changed_at_once_by_an_administrator(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await stand_on(pilot, room, "钱程", "enter")
        await fill(
            room,
            pilot,
            unit="财劳部",
            phone="１３９００００００１１",
            roles="duty officer, supervisor",
            night_exempt="病后",
            pin=PIN,
        )
        assert "Saved: Change 钱程" in seen(room)
    kept = someone(desk, "钱程")
    assert (kept.unit, kept.rank, kept.phone) == ("财劳部", "中层", "13900000011")
    assert (kept.roles, kept.night_exempt) == (("duty", "supervisor"), "病后")
    assert desk.ledger.history("P:钱程")[-1].by == "许梅"


async def test_who_may_not_is_told_who_may_and_the_words_stay(desk: Desk) -> None:
    set_pin(desk, someone(desk, "丁磊"), "1357", by="许梅", by_pin=PIN)
    async with opened(desk) as (room, pilot):
        await stand_on(pilot, room, "钱程", "enter")
        await fill(room, pilot, unit="别处", by="丁磊", pin="1357")
        shown = seen(room)
        assert "许梅 may do that; 丁磊 may not" in shown and "[table of roles]" in shown
        assert room.screen.query_one("#unit", Input).value == "别处"
        await fill(room, pilot, by="许梅", pin="9999")
        assert "not the PIN of 许梅" in seen(room)
        assert room.screen.query_one("#unit", Input).value == "别处"
        await fill(room, pilot, roles="duty officer, king", pin=PIN)
        assert "No role is called king" in seen(room)
    assert someone(desk, "钱程").unit == "分公司"
    assert [r.person for r in desk.state().refusals] == ["丁磊"]


async def test_two_who_change_one_person_lose_nothing_of_either(desk: Desk) -> None:
    """A-08: what the other wrote meanwhile stays where this form changed nothing."""
    async with opened(desk) as (room, pilot):
        await stand_on(pilot, room, "钱程", "enter")
        people.change_phone(desk, someone(desk, "钱程"), "13900000022", "许梅", PIN)
        await fill(room, pilot, unit="仓库", pin=PIN)
        assert isinstance(room.screen, Form) and "Save again" in seen(room)
        await fill(room, pilot, pin=PIN)
    assert (someone(desk, "钱程").unit, someone(desk, "钱程").phone) == ("仓库", "13900000022")


async def test_a_new_person_comes_onto_the_list(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await pilot.press("j")
        await pilot.pause()
        await pilot.press("home", "enter")
        await pilot.pause()
        await fill(room, pilot, name="马骏", rank="司机", unit="小车服务中心", pin=PIN)
        assert "马骏" in seen(room)
    assert (someone(desk, "马骏").rank, someone(desk, "马骏").roles) == ("司机", ("duty",))


async def test_a_pin_is_set_by_its_owner_or_for_who_has_none(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await stand_on(pilot, room, "钱程", "space")
        await fill(room, pilot, new="12", again="12", pin=PIN)
        assert "A PIN has 4 to 12 digits" in seen(room)
        await fill(room, pilot, new="1111", again="1112", pin=PIN)
        assert "The two PINs are not the same" in seen(room)
        await fill(room, pilot, new="1111", again="1111", pin=PIN)
        assert fits_pin(someone(desk, "钱程"), "1111")
        await pilot.press("space")
        await pilot.pause()
        await fill(room, pilot, old="1111", new="2222", again="2222")
    assert fits_pin(someone(desk, "钱程"), "2222")
    assert desk.ledger.history("P:钱程")[-1].by == "钱程"


async def test_with_the_old_pin_no_administrator_is_looked_for(desk: Desk) -> None:
    async with opened(desk) as (room, pilot):
        await room.push_screen(pin_form(desk, someone(desk, "许梅")))
        await fill(room, pilot, old="2468", new="9753", again="9753", by="何人")
    assert fits_pin(someone(desk, "许梅"), "9753")


async def test_who_leaves_is_offered_and_planned_no_more(desk: Desk) -> None:
    """What was recorded stays; the checker names the shifts that somebody else has to take."""
    draft(desk, SATURDAY, date(2026, 12, 6))
    async with opened(desk) as (room, pilot):
        await stand_on(pilot, room, "钱程", "enter")
        await fill(room, pilot, left="2026-12-0x", pin=PIN)
        assert "is no date" in seen(room)
        await fill(room, pilot, left="2026-12-01", pin=PIN)
        line = next(line for line in seen(room).splitlines() if "钱程  " in line)
        assert line.rstrip(" │").endswith("left")
    assert "钱程" not in names_of(desk)
    order = Order(first=date(2026, 12, 1), last=date(2026, 12, 31))
    assert all(absence.person == "钱程" for absence in prepare(desk, order).problem.absences)
    january = Order(first=date(2027, 1, 1), last=date(2027, 1, 31))
    assert "钱程" not in {one.key for one in prepare(desk, january).problem.people}
    found = [str(f.sentence) for f in check_roster(desk, desk.state().rosters[-1])]
    assert "钱程 has left: 12-05–12-06" in found


async def test_who_was_refused_is_read_in_the_audit_list(desk: Desk) -> None:
    """R-059: the list opens from the people and goes back to them."""
    set_pin(desk, someone(desk, "丁磊"), "1357", by="许梅", by_pin=PIN)
    with pytest.raises(Refused):
        people.change_phone(desk, someone(desk, "钱程"), "119", "丁磊", "1357")
    async with opened(desk) as (room, pilot):
        await pilot.press("j")
        await pilot.pause()
        await pilot.press("home", "down", "enter")
        await pilot.pause()
        shown = seen(room)
        assert "丁磊" in shown and "change people or calendar" in shown and "PIN given" in shown
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(room.screen, PeopleDialog)


def test_who_left_holds_no_power_and_comes_back_with_it(desk: Desk) -> None:
    asked = Permission("override")
    boss = someone(desk, "高建国")
    assert boss in powers.holders(desk, asked)
    gone = people.leave_station(desk, boss, date(2026, 12, 1), "许梅", PIN)
    assert gone not in powers.holders(desk, asked)
    back = people.leave_station(desk, gone, None, "许梅", PIN)
    assert back in powers.holders(desk, asked)


def test_the_only_administrator_with_a_pin_does_not_leave(desk: Desk) -> None:
    with pytest.raises(Wrong, match="only admin with a PIN"):
        people.leave_station(desk, someone(desk, "许梅"), date(2026, 12, 31), "许梅", PIN)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("duty officer, supervisor", ("duty", "supervisor")),
        ("duty、leader；duty", ("duty", "leader")),
        ("duty supervisor", ("duty", "supervisor")),
        ("", ()),
        ("king", ("king",)),
    ],
)
def test_roles_are_read_by_their_words_or_codes(text: str, roles: tuple[str, ...]) -> None:
    assert read_roles(text) == roles


def test_two_administrators_do_not_leave_one_after_the_other(desk: Desk) -> None:
    hand = ("许梅", PIN)
    people.set_roles(desk, someone(desk, "孙悦"), ("duty", "admin"), *hand)
    set_pin(desk, someone(desk, "孙悦"), PIN, by="许梅", by_pin=PIN)
    people.leave_station(desk, someone(desk, "许梅"), date(2026, 12, 10), *hand)
    with pytest.raises(Wrong, match="only admin"):
        people.leave_station(desk, someone(desk, "孙悦"), date(2026, 12, 11), "孙悦", PIN)


def test_powers_last_to_the_end_of_the_last_night_duty(tmp_path: Path) -> None:
    """R-048: half past two in the night belongs to the day before."""
    desk, hands = company(tmp_path / "station", "2026-12-02 09:00:00")
    people.leave_station(desk, someone(desk, "许梅"), date(2026, 12, 5))
    hands.at("2026-12-06 02:30:00")
    assert desk.duty_date() == date(2026, 12, 5)
    assert "许梅" in names_of(desk)
    assert "许梅" in {p.name for p in powers.holders(desk, Permission("roster.publish"))}
    hands.at("2026-12-06 10:00:00")
    assert "许梅" not in names_of(desk)
    assert "许梅" not in {p.name for p in powers.holders(desk, Permission("roster.publish"))}


def test_a_shift_for_somebody_who_left_is_remarked_on(desk: Desk) -> None:
    made = draft(desk, SATURDAY, SATURDAY)
    person = someone(desk, "孙悦")
    people.leave_station(desk, person, date(2026, 12, 4), "许梅", PIN)
    ref = next(line.ref for line in made.lines if line.role == "duty")
    (said,) = edit_remarks(desk, someone(desk, "孙悦"), ref)
    assert (said.code, said.level) == ("person_left", "warn")


async def test_a_form_opened_again_brings_back_only_what_was_typed(desk: Desk) -> None:
    """Another administrator's change of the same person meanwhile stays."""
    async with opened(desk) as (room, pilot):
        await stand_on(pilot, room, "孙悦", "enter")
        room.screen.query_one("#unit", Input).value = "综合办公室"
        form = room.screen
        assert isinstance(form, Form)
        assert form.words() == {"unit": "综合办公室"}
