"""Holiday notices that a station puts in by hand, with no network."""

from __future__ import annotations

from pathlib import Path

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.powers import Asked, allow
from dutyroom.domain.calendar import YearNotice
from dutyroom.domain.sentence import say
from dutyroom.intake.holidays import read_year_file


def take_in_year(desk: Desk, path: Path, *, by: str = "", pin: str = "") -> YearNotice:
    """Check a year's notice and put it into the station (R-046).

    It counts from the next opening, before what the program knows of the
    year, and may patch the December before. An administrator does it, ``by`` with
    the PIN. Raises `Refused`, `Wrong` for a file that cannot be read, `ShapeError`
    with every mistake named, and the store's errors.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise Wrong(say("There is no file {file}", file=path), "file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(say("{path} cannot be read as text", path=path), "file") from error
    notice = read_year_file(text)
    allow(desk, Asked("setup", f"calendar {notice.year}"), by, pin, field="by")
    desk.folder.write_text(f"calendars/{notice.year}.json", text)
    return notice
