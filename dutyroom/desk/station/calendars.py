"""Holiday notices that a station puts in by hand, with no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from dutyroom.desk.clock import read_date
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import Permission, allow
from dutyroom.desk.station.contacts import write_copy
from dutyroom.desk.station.year_files import read_calendar
from dutyroom.documents import Unread, read_text
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.shape import to_document
from dutyroom.domain.profile.calendar import Holiday, YearNotice
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.provisional import marked_again
from dutyroom.intake.holidays import read_year_file
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class TakenYear:
    """A notice that counts now, and the rosters in force that it changed, with their new marks."""

    notice: YearNotice
    rosters: tuple[Roster, ...]


def take_in_year(desk: Desk, path: Path, *, by: str = "", pin: str = "") -> TakenYear:
    """Check a year's notice in a file and put it into the station (`take_in_notice`).

    Raises `Wrong` for a file that cannot be read, and as `take_in_notice` does.
    """
    try:
        text = read_text(path)
    except FileNotFoundError as error:
        raise Wrong(say("There is no file {file}", file=path), "file") from error
    except Unread as error:
        raise Wrong(Sentence(error.text, tuple(error.values.items())), "file") from error
    except OSError as error:
        raise Wrong(say("{path} cannot be read as text", path=path), "file") from error
    return take_in_notice(desk, text, path=path, by=by, pin=pin)


def take_in_notice(
    desk: Desk, text: str, *, path: object = "", by: str = "", pin: str = ""
) -> TakenYear:
    """Check a year's notice and put it into the station (R-046).

    It takes precedence over what the program knows of the year, and may patch the
    December before. Rosters in force whose dates it changes get their next
    version at the same moment, provisional ones in any case; other terminals
    know it as soon as they see the records. An administrator does it, ``by`` with the
    PIN. Raises `Refused`, `ShapeError` with every mistake named, and the
    store's errors.
    """
    notice, before = read_year_file(text, path), desk.calendar
    allow(desk, Permission("setup", f"calendar {notice.year}"), by, pin, field="by")
    place = f"calendars/{notice.year}.json"
    text_before = desk.folder.read_text(place)
    with _put_back(desk, place, text_before), desk.change("calendar.take_in", by) as change:
        desk.folder.write_text(place, text)
        after = read_calendar(desk.folder.notices())[0]
        rosters: list[Roster] = []
        for roster in change.state.published():
            marked = marked_again(roster, notice.year, before, after)
            if marked is not None:
                rosters.append(change.put(replace(marked, issued=change.now)))
    desk.look_at_calendar()
    write_copy(desk)
    return TakenYear(notice, tuple(rosters))


@contextmanager
def _put_back(desk: Desk, place: str, text: str | None) -> Iterator[None]:
    """Leave a notice as it was when it cannot be taken in."""
    try:
        yield
    except BaseException:
        if text is None:
            desk.folder.remove(place)
        else:
            desk.folder.write_text(place, text)
        raise


def typed_notice(
    year: int, number: str, holidays: tuple[str, ...], make_up: tuple[str, ...]
) -> str:
    """Return a notice as the text of a year file from what was typed.

    A holiday is ``春节=2027-02-05..2027-02-12``, or one date. Raises `Wrong`.
    """
    notice = YearNotice(
        year=year,
        notice=number.strip(),
        holidays=tuple(map(_holiday, holidays)),
        make_up=tuple(map(read_date, make_up)),
    )
    return json.dumps(to_document(notice), ensure_ascii=False, indent=1) + "\n"


def _holiday(words: str) -> Holiday:
    name, equals, span = words.partition("=")
    if not equals:
        text = say("{text} is no holiday: write 春节=2027-02-05..2027-02-12", text=words)
        raise Wrong(text, "holiday")
    first, _dots, last = span.partition("..")
    begins: date = read_date(first.strip())
    return Holiday(
        name=name.strip(), first=begins, last=read_date(last.strip()) if last else begins
    )
