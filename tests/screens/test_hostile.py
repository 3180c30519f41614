"""Nothing typed can hurt: hostile words in every field, drawn on every screen at 80x24."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.handover import signing
from dutyroom.desk.handover.checklist import answer_line
from dutyroom.desk.handover.counts import count_article
from dutyroom.desk.handover.items import pass_item
from dutyroom.desk.handover.record import ask_question, write_record
from dutyroom.desk.handover.start import start_handover
from dutyroom.desk.log import entries as log
from dutyroom.desk.log import orders
from dutyroom.desk.patrol.rounds import answer_point, find_route, start_round
from dutyroom.desk.people import people
from dutyroom.desk.people.find import find_person
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.search import Query
from dutyroom.desk.station import contacts
from dutyroom.domain.records.people import Person
from dutyroom.i18n import use
from dutyroom.values import dataclass
from screens.emergency.forms import contact_form
from screens.handover import forms as handover_forms
from screens.kit.actions import Objection
from screens.kit.dialogs import ListDialog
from screens.kit.fields import Questions, Shown, as_choice, as_text, ask
from screens.kit.form import Form
from screens.kit.rows import plain
from screens.log import forms as log_forms
from screens.log import order_forms
from screens.log.search import SearchScreen
from screens.log.search_form import search_form
from screens.now import clock_forms
from screens.presence import sign_in_forms
from screens.room import Room
from tests.screens.seen import opened
from tests.stations.hostile import NAMES, STRAINS, harmful, width
from tests.stations.making import PIN, Hands, Planned, set_up
from tests.stations.property_centre import property_centre

POST = "管理处"


def drawn(room: Room) -> list[str]:
    """Return the lines as they go to the terminal, with their blanks."""
    return [strip.text for strip in room.screen._compositor.render_strips()]


def whole(room: Room) -> None:
    """Assert that the screen is 24 lines of 80 cells, with nothing in it that acts."""
    lines = drawn(room)
    assert len(lines) == 24
    for line in lines:
        assert not harmful(line), line
        assert width(line) == 80, line


def written_to(desk: Desk, words: str) -> None:
    """Put the words into every field of everything that is kept."""
    state = desk.state()
    on = find_person(state, "李娜")
    people.add_person(desk, "新人", rank=words[:60], unit=words, night_exempt=words)
    for kind in ("call", "visit", "message"):
        note = log.Note(text=words, caller=words, room=words, whom=words)
        log.log_entry(desk, kind, note)
    entry = desk.state().entries[-1]
    log.follow(desk, entry, words)
    order = orders.new_order(desk, words, place=words, assignee=words, urgency="urgent")
    orders.note_order(desk, order, words)
    contacts.set_contact(desk, "供气", "96889", name=words)
    contacts.set_contact(desk, words[:30], "119", name=words)
    walking = start_round(desk, on)
    first = find_route(desk.profile, walking.route).points[0].id
    answer_point(desk, walking, first, "abnormal", words)
    found = start_handover(desk, POST)
    found = answer_line(desk, found, found.ticks[0].code, False, note=words, explanation=words)
    article = found.counts[0].article
    found = count_article(desk, found, article, 0, condition=words, explanation=words)
    found = pass_item(desk, found, order.id, owner="", reason=words)
    found = write_record(desk, found, (words, words))
    ask_question(desk, found, words, words)


@pytest.fixture
def station(tmp_path: Path) -> tuple[Desk, Hands]:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-01 08:26:00")
    sign_in(desk, find_person(desk.state(), "李娜"), undressed="[/]\x1b[31m")
    hands.at("2026-12-01 10:00:00")
    return desk, hands


@pytest.mark.parametrize("words", STRAINS.values(), ids=STRAINS)
async def test_words_in_every_record_leave_every_screen_whole(
    station: tuple[Desk, Hands], words: str
) -> None:
    desk, _hands = station
    written_to(desk, words)
    assert desk.state().entries[-1].text == words
    async with opened(desk) as (room, pilot):
        for key in ("f2", "f3", "f4", "f6", "f7"):
            await pilot.press(key, "end")
            await pilot.pause()
            whole(room)
        for key in ("f1", "f9", "f10"):
            await pilot.press(key)
            await pilot.pause()
            whole(room)
            await pilot.press("escape")
        await pilot.press("f3", "enter")
        await pilot.pause()
        whole(room)


@pytest.mark.parametrize("words", [STRAINS["all"], STRAINS["long"]], ids=["all", "long"])
async def test_words_in_every_field_leave_every_form_whole(
    station: tuple[Desk, Hands], words: str
) -> None:
    """Typed, kept as a draft, refused or saved: the form stays a form."""
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        for make in forms_of(desk):
            await filled(room, pilot, make(), words)
        room.look_again()
        await pilot.pause()
        whole(room)


@pytest.mark.parametrize("words", STRAINS.values(), ids=STRAINS)
async def test_a_path_that_cannot_be_is_refused_in_the_form(
    station: tuple[Desk, Hands], words: str
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("f3", "ctrl+r")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        room.screen.fill({"file": words})
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert isinstance(room.screen, Form)
        whole(room)


async def test_a_paste_without_end_is_refused_and_stays_in_the_form(
    station: tuple[Desk, Hands],
) -> None:
    desk, _hands = station
    async with opened(desk) as (room, pilot):
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert room.focused is not None
        room.focused.post_message(Paste("长" * 10_000))
        await pilot.pause()
        whole(room)
        await pilot.press("ctrl+g")
        await pilot.pause()
        whole(room)
        assert "4000" in "\n".join(drawn(room))
        assert room.screen.query_one("#text", Input).value == "长" * 10_000


async def filled(room: Room, pilot: Pilot[None], form: Form[Any], words: str) -> None:
    """Fill every field of a form, save it, and leave."""
    room.push_screen(form)
    await pilot.pause()
    form.fill({field.id: words for field in form._fields if not field.choices})
    await pilot.pause()
    whole(room)
    form._keep()
    await form.action_next()
    await pilot.pause()
    if room.screen is form:
        await form.action_save()
        await pilot.pause()
    whole(room)
    while room.screen is form:
        form.action_leave()
        await pilot.pause()


def forms_of(desk: Desk) -> Iterator[Callable[[], Form[Any]]]:
    """Return what opens each form of the room."""
    entry = log.log_entry(desk, "call", log.Note(text="漏水")).entry
    order = orders.new_order(desk, "查漏")
    found = start_handover(desk, POST)
    yield lambda: sign_in_forms.sign_in_form(desk)
    yield lambda: sign_in_forms.sign_out_form(desk)
    yield lambda: sign_in_forms.release_form(desk)
    yield lambda: clock_forms.clock_form(desk)
    yield lambda: contact_form(desk)
    yield lambda: log_forms.call_form(desk)
    yield lambda: log_forms.visit_form(desk)
    yield lambda: log_forms.message_form(desk)
    yield lambda: log_forms.step_form(desk, entry)
    yield lambda: order_forms.order_form(desk)
    yield lambda: order_forms.order_step_form(desk, order.id)
    yield lambda: search_form(desk)
    yield lambda: handover_forms.count_form(desk, found, found.counts[0].article)
    yield lambda: handover_forms.item_form(desk, found, order.id)
    yield lambda: handover_forms.tick_form(desk, found, found.ticks[0].code)
    yield lambda: handover_forms.record_form(desk, found)
    yield lambda: handover_forms.question_form(desk, found)
    yield lambda: handover_forms.sign_form(desk, found)
    yield lambda: handover_forms.override_form(desk, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoFields:
    """A line of text and a choice."""

    x: str = ask("甲", as_text)
    y: str = ask("乙", as_choice)


@pytest.mark.parametrize("words", STRAINS.values(), ids=STRAINS)
async def test_what_is_said_asked_and_found_stays_in_its_place(
    station: tuple[Desk, Hands], words: str
) -> None:
    desk, _hands = station
    log.log_entry(desk, "call", log.Note(text=f"漏水 {words}", caller=words))
    async with opened(desk) as (room, pilot):
        room._tell(f"{words}\n{words}")
        await pilot.pause()
        whole(room)
        field = Shown(label=words, hint=words, names=(words,))
        turned = Shown(label=words, choices=(("a", words), ("b", "乙")))
        asked = Questions(desk, TwoFields, x=field, y=turned)
        form: Form[None] = Form(words, asked, lambda _typed: Objection(words), note=words)
        room.push_screen(form)
        await pilot.pause()
        await form.action_save()
        await pilot.pause()
        whole(room)
        room.push_screen(ListDialog(words, [plain(words)]))
        await pilot.pause()
        whole(room)
        room.push_screen(SearchScreen(desk, Query(text="漏水")))
        await room.workers.wait_for_complete()
        await pilot.pause()
        whole(room)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_a_person_and_a_station_of_any_name_leave_every_screen_whole(
    tmp_path: Path, name: str
) -> None:
    desk, hands = set_up(
        tmp_path / "station",
        "property-centre",
        ((name, "物业助理", "duty supervisor"), (name + "丙"[: 40 - len(name)], "", "duty")),
        (Planned("2026-12-01", POST, "早班", "08:30", "16:30", (name,)),),
        at="2026-12-01 08:20:00",
        station=name,
    )
    use("zh")
    sign_in(desk, first(desk))
    hands.at("2026-12-01 10:00:00")
    async with opened(desk) as (room, pilot):
        for key in ("f2", "f3", "f4", "f6", "f7", "f9"):
            await pilot.press(key)
            await pilot.pause()
            whole(room)
        await pilot.press("escape", "f2", "ctrl+g")
        room.screen.query_one("#name").value = name[:1]  # type: ignore[attr-defined]
        await pilot.pause()
        whole(room)


def first(desk: Desk) -> Person:
    return next(iter(desk.state().people.values()))


async def test_a_pin_is_never_drawn(station: tuple[Desk, Hands]) -> None:
    desk, _hands = station
    found = start_handover(desk, POST)
    with pytest.raises(Wrong):
        signing.sign(desk, found, first(desk), "0000")
    async with opened(desk) as (room, pilot):
        form = handover_forms.sign_form(desk, found)
        room.push_screen(form)
        await pilot.pause()
        form.fill({"pin": PIN})
        await pilot.pause()
        assert PIN not in "\n".join(drawn(room)).replace("is 1234", "")
