"""Putting records back that are gone, by who owns the folder: no number is given a second time."""

from __future__ import annotations

import shutil
from pathlib import Path

from dutyroom.desk.log import entries as log
from dutyroom.desk.station.damage import damage_of
from dutyroom.desk.station.recovery import recover_station
from tests.stations.damaged import NIGHT, night_centre, opened


def test_records_go_on_after_the_last_line_that_is_still_known(tmp_path: Path) -> None:
    """Two calls after the copy stand nowhere any more, but that they were made is known."""
    desk, _hands = night_centre(tmp_path)
    last = desk.ledger.seq
    for folder in (*tmp_path.glob("ledger/2*"), tmp_path / "backup" / "today"):
        shutil.rmtree(folder)
    found = recover_station(tmp_path, terminal="值班室", at=NIGHT)
    assert found.restoring is not None
    desk = opened(tmp_path)
    entry = log.log_entry(desk, "call", log.Note(text="之后")).entry
    assert int(entry.id.rpartition("-")[2]) > 8
    assert desk.ledger.seq > last
    assert damage_of(desk) is None
    report = desk.ledger.verify()
    assert report.damage == ()
    assert [accepted.lines for accepted in report.accepted] == [(last - 1, last)]
