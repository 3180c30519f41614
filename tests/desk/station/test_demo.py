"""A demo may be thrown away at any time, and nothing else ever is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutyroom.desk.desk import open_desk
from dutyroom.desk.log import entries as log
from dutyroom.desk.station.demo import demo_time, is_demo, make_demo
from dutyroom.desk.station.station import init_station
from dutyroom.store.errors import NoDemo

CALL = "真的来电"


@pytest.fixture(params=[False, True], ids=["in service", "drill"])
def station(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a station that is not the demo, with one call in it."""
    path = tmp_path / "station"
    init_station(path, profile="property-centre", name="江南春天管理处", drill=request.param)
    log.log_entry(open_desk(path, terminal="t"), "call", log.Note(text=CALL))
    return path


def calls(path: Path) -> list[str]:
    return [entry.text for entry in open_desk(path, terminal="t").state().entries]


def touched(path: Path) -> None:
    (path / "demo").touch()


def said_in_its_file(path: Path) -> None:
    with (path / "station.toml").open("a", encoding="utf-8") as file:
        file.write("demo = true\n")


def linked(path: Path) -> None:
    said_in_its_file(path)
    (path / "demo").symlink_to(path / "profile.json")


def a_folder(path: Path) -> None:
    said_in_its_file(path)
    (path / "demo").mkdir()


def a_story_in_a_wrong_place(path: Path) -> None:
    touched(path)
    page = path / "ledger" / "2026-11" / "2026-11-25.json"
    page.parent.mkdir()
    page.mkdir()


@pytest.mark.parametrize(
    "spoil", [touched, said_in_its_file, linked, a_folder, a_story_in_a_wrong_place]
)
@pytest.mark.parametrize("again", [False, True])
def test_no_stray_file_makes_a_station_a_demo(
    station: Path, spoil: Callable[[Path], None], again: bool
) -> None:
    spoil(station)
    assert demo_time(station) == ""
    with pytest.raises(NoDemo, match="something else than a demo station; nothing was changed"):
        make_demo(station, again=again)
    if spoil is not a_story_in_a_wrong_place:
        assert calls(station) == [CALL]


def test_other_things_are_no_demo(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "demo").touch()
    (tmp_path / "a file").touch()
    for name in ("letters", "a file"):
        with pytest.raises(NoDemo, match=name):
            make_demo(tmp_path / name, again=True)
        assert (tmp_path / name).exists()
    assert (tmp_path / "letters" / "demo").exists()


def test_a_demo_is_gone_on_with_and_made_anew_on_demand(tmp_path: Path) -> None:
    path = tmp_path / "demo"
    at = make_demo(path)
    assert is_demo(path)
    assert open_desk(path, terminal="t").info.demo
    log.log_entry(open_desk(path, terminal="t", at=at), "call", log.Note(text=CALL))
    assert make_demo(path) >= at
    assert CALL in calls(path)
    assert make_demo(path, again=True) == at
    assert CALL not in calls(path)


def test_a_demo_made_before_its_file_said_so_is_one(tmp_path: Path) -> None:
    path = tmp_path / "demo"
    at = make_demo(path)
    file = path / "station.toml"
    file.write_text(file.read_text("utf-8").replace("demo = true\n", ""), "utf-8")
    assert demo_time(path) == at
    assert make_demo(path, again=True) == at
    assert "demo = true" in file.read_text("utf-8")


def test_an_empty_folder_and_one_behind_a_link_take_a_demo(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "named").symlink_to(tmp_path / "empty")
    make_demo(tmp_path / "named")
    make_demo(tmp_path / "named", again=True)
    assert is_demo(tmp_path / "empty")
    assert (tmp_path / "named").is_symlink()
