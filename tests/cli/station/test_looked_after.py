"""A broken profile or station file keeps nobody from examining and mending the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.spoken import Line

AT = "2026-12-01 10:00"
BROKEN = ("[" * 100_000, "", "{", '{"tz": 7}', "name = 7")


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    """Return the command line of a station with a call and a copy."""
    said = Line(tmp_path / "station", capsys)
    assert said("init", "--profile", "property-centre", "--drill").code == 0
    assert said("log", "call", "漏水", at=AT).code == 0
    assert said("data", "backup", at=AT).code == 0
    return said


@pytest.mark.parametrize("name", ["profile.json", "station.toml"])
@pytest.mark.parametrize("text", BROKEN)
def test_the_doctor_looks_and_offers_the_copy_by_name(line: Line, name: str, text: str) -> None:
    (line.folder / name).write_text(text, "utf-8")
    for words in (("data", "doctor"), ("data", "doctor", "--mend"), ("data", "copies")):
        said = line(*words, "--language", "en")
        assert said.code == 5
        assert "records" in said.out
        assert name in said.err
        assert "stands in the good copy 2026-12-01T100000-demand" in said.err
        assert "data restore --recover" in said.err
    assert (line.folder / name).read_text("utf-8") == text


def test_with_a_broken_profile_a_damaged_page_is_mended(line: Line) -> None:
    (page,) = line.folder.glob("ledger/2026-12/2026-12-01.json")
    whole = page.read_bytes()
    page.write_bytes(whole.replace("漏水".encode(), b"\xff"))
    (line.folder / "profile.json").write_text("{", "utf-8")
    assert line("data", "doctor", "--mend", "--language", "en").code == 5
    assert "漏水".encode() in page.read_bytes()


def test_without_any_copy_the_mistake_is_said_as_before(line: Line) -> None:
    for copy in (line.folder / "backup").glob("2026*"):
        copy.rename(line.folder / copy.name)
    (line.folder / "profile.json").write_text("{", "utf-8")
    said = line("data", "doctor", "--language", "en")
    assert said.code == 2
    assert "profile.json" in said.err
