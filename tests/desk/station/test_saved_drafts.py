"""What was saved is not offered again, whenever the program ended; what was not saved is."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.desk import desk as desks
from dutyroom.desk.desk import Desk, open_desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.log import entries as log
from dutyroom.desk.saving import saving
from dutyroom.desk.station import drafts
from dutyroom.domain.base.verdict import Refused
from dutyroom.store.durable import replace_file
from tests.faults.witness import fork
from tests.stations.making import Hands
from tests.stations.property_centre import property_centre

WORDS = {"text": "漏水"}


@pytest.fixture
def centre(tmp_path: Path) -> tuple[Desk, Hands]:
    desk, hands = property_centre(tmp_path / "station")
    hands.at("2026-12-03 21:42:00")
    return desk, hands


def keep(desk: Desk, id: str, **words: str) -> None:
    drafts.keep(desk, id, "call", "", "新来电", words or WORDS, desk.now())


def log_call(desk: Desk) -> None:
    log.log_entry(desk, "call", log.Note(text="漏水"))


def again(desk: Desk) -> Desk:
    """Open the station as the program does that is started afterwards."""
    fresh = open_desk(desk.folder.path, terminal="前台")
    fresh.clock = desk.clock
    return fresh


def ends(desk: Desk, *steps: Callable[[Desk, str], object]) -> None:
    """Do these steps with a draft in a program that is killed after them."""
    id_ = drafts.new_id()

    def act(_tell: object) -> None:
        for step in steps:
            step(desk, id_)
        os.kill(os.getpid(), signal.SIGKILL)

    assert fork(act).wait() == -signal.SIGKILL


def kept(desk: Desk, id: str) -> None:
    keep(desk, id)


def saved(desk: Desk, id: str) -> None:
    with saving(id):
        log_call(desk)


def kept_again(desk: Desk, id: str) -> None:
    """What was typed a moment ago is kept while the form is being saved."""
    keep(desk, id, text="漏水", caller="何先生")


def dropped(desk: Desk, id: str) -> None:
    drafts.drop(desk, id)


@pytest.mark.parametrize(
    "steps", [(kept, saved), (kept, saved, kept_again), (saved, kept), (kept, saved, dropped)]
)
def test_a_program_killed_after_the_commit_leaves_nothing_to_save_twice(
    centre: tuple[Desk, Hands], steps: tuple[Callable[[Desk, str], object], ...]
) -> None:
    desk, _hands = centre
    ends(desk, *steps)
    later = again(desk)
    assert drafts.left_over(later) == ()
    assert [entry.text for entry in later.state().entries] == ["漏水"]
    assert list((desk.folder.path / "drafts").iterdir()) == []


def test_one_killed_before_the_commit_leaves_what_was_typed(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    log_call(desk)  # somebody else's call of the same words
    ends(desk, kept)
    (left,) = drafts.left_over(again(desk))
    assert left.values == WORDS


def test_without_the_mark_it_would_be_offered_once_more(
    centre: tuple[Desk, Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _hands = centre
    monkeypatch.setattr(desks, "draft_saved", str)
    ends(desk, kept, lambda desk, _id: log_call(desk))
    assert len(drafts.left_over(again(desk))) == 1


def test_it_is_known_a_day_and_many_lines_later(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    ends(desk, kept, saved)
    hands.at("2027-01-04 08:30:00")
    for _n in range(3):
        log_call(desk)
    assert drafts.left_over(again(desk)) == ()


def test_a_draft_from_a_clock_that_stood_ahead_is_known(centre: tuple[Desk, Hands]) -> None:
    desk, hands = centre
    hands.at("2031-01-01 08:30:00")
    id_ = drafts.new_id()
    ends(desk, lambda desk, _id: keep(desk, id_))
    hands.at("2026-12-03 21:43:00")
    ends(desk, lambda desk, _id: saved(desk, id_))
    assert drafts.left_over(again(desk)) == ()


def test_a_refusal_that_is_kept_saves_no_draft(centre: tuple[Desk, Hands]) -> None:
    """The record says that somebody may not do it; what he typed is typed still."""
    from dutyroom.desk.people.find import find_person
    from dutyroom.desk.people.powers import Permission, refuse
    from dutyroom.domain.base.sentence import say

    desk, _hands = centre

    def refused(desk: Desk, id: str) -> None:
        person = find_person(desk.state(), "李娜")
        with saving(id), pytest.raises((Refused, Wrong)):
            refuse(desk, Permission("override"), person, "", say("Give the reason"))

    ends(desk, kept, refused)
    later = again(desk)
    assert len(later.state().refusals) == 1
    assert len(drafts.left_over(later)) == 1


def test_a_program_that_nobody_has_waited_for_is_over(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        keep(desk, drafts.new_id())
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writer)
    os.read(reader, 1)  # until the program is over: its end of the pipe is closed then
    os.close(reader)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert len(drafts.left_over(again(desk))) == 1
    os.waitpid(pid, 0)


def test_a_form_that_is_open_is_nobody_elses(centre: tuple[Desk, Hands]) -> None:
    desk, _hands = centre
    keep(desk, drafts.new_id())
    assert drafts.left_over(again(desk)) == ()


@pytest.mark.parametrize("name", ["e", "text", "..", "*", "x" * 200])
def test_a_name_that_no_draft_was_given_is_looked_for_in_no_line(
    centre: tuple[Desk, Hands], name: str
) -> None:
    """Who may write into the folder does not make a draft go by naming its file."""
    desk, _hands = centre
    log_call(desk)
    ends(desk, kept)
    (file,) = (desk.folder.path / "drafts").iterdir()
    replace_file(file.with_name(f"{name}.json"), file.read_bytes())
    assert len(drafts.left_over(again(desk))) == 2
