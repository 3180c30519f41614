"""The life of a roster typed as commands: reported, gathered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.spoken import Line, Type
from tests.stations.company import UNITS, company, draft

AT = "2026-12-02 09:00"


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Return the command line of a company with a draft of a weekend."""
    desk, _hands = company(tmp_path / "station", f"{AT}:00")
    draft(desk, date(2026, 12, 5), date(2026, 12, 6))
    return Line(tmp_path / "station", capsys)


BY = ("--by", "许梅")


def test_reports_are_gathered_once_all_are_there(line: Type) -> None:
    """R-234: the refusal names who is late, the state says how far it is."""
    for unit in UNITS[1:]:
        assert line("roster", "report", unit, *BY, at=AT).code == 0
    said = line("roster", "gather", *BY, at=AT)
    assert said.code == 2 and "Not reported yet: 综合办公室" in said.err
    assert line("roster", "report", UNITS[0], *BY, at=AT).code == 0
    said = line("roster", "gather", *BY, at=AT)
    assert said.code == 0 and said.out.count("gathered  ") == 5
    shown = line("roster", "state", at=AT).out
    assert "reported 5/5" in shown and "gathered 5/5" in shown
    assert "已汇总 5/5" in line("roster", "state", "--language", "zh", at=AT).out


def test_a_gathering_without_a_department_says_why(line: Type) -> None:
    """R-234: the remark stands beside each report that is gathered."""
    line("roster", "report", "财劳部", *BY, at=AT)
    said = line("roster", "gather", "--remark", "放假在即", *BY, at=AT)
    assert said.code == 0 and "财劳部" in said.out and "放假在即" in said.out
    assert "gathered 1/5  still missing: 综合办公室" in line("roster", "state", at=AT).out


def test_the_office_gives_its_pin_for_the_steps(line: Type) -> None:
    """R-059: told and filed by the owner of the roster; somebody else is refused."""
    line("people", "pin", "许梅", "--pin", "1234", at=AT)
    assert line("roster", "publish", *BY, "--pin", "1234", at=AT).code == 0
    tell, file = ("roster", "tell", "--way", "电话"), ("roster", "file", "生产经营部")
    for words in (tell, file):
        assert line(*words, "--by", "孙悦", at=AT).code == 3
        assert line(*words, *BY, at=AT).code == 2
        assert line(*words, *BY, "--pin", "1234", at=AT).code == 0
    assert line("audit", at=AT).out.count("publish a roster") == 2
