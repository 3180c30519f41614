"""Rosters written as files: paper, calendars and tables for other programs (R-202)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.in_force import place_of
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.changes import where_words
from dutyroom.domain.roster.precedence import counting_part
from dutyroom.domain.swaps.marks import warned_lines
from dutyroom.export import icalendar, page, plain, word, workbook
from dutyroom.export.roster import Printing, sheet_of
from dutyroom.i18n import speaking
from dutyroom.store.errors import explained
from dutyroom.values import dataclass
from dutyroom.words.codes import word as word_of_mark

FORMATS = ("xlsx", "docx", "csv", "ics", "html", "md")
TEXTS = ("csv", "ics", "html", "md")
_MODE = 0o640
_NO_NAME = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|]+')
_LONGEST_NAME = 60
_WRITERS = {
    ("xlsx", False): workbook.to_workbook,
    ("xlsx", True): workbook.to_workbook,
    ("docx", False): word.to_word,
    ("docx", True): word.grid_to_word,
    ("csv", False): plain.to_csv,
    ("csv", True): plain.grid_to_csv,
    ("html", False): page.to_page,
    ("html", True): page.grid_to_page,
    ("md", False): plain.to_markdown,
    ("md", True): plain.grid_to_markdown,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: where, in which format, how large in bytes."""

    path: Path
    format: str
    size: int
    roster: str


def all_formats(desk: Desk) -> tuple[str, ...]:
    """Return the names of the formats there are, with those that the station adds."""
    return (*FORMATS, *desk.plugins.formats()) if desk.plugins else FORMATS


def roster_content(
    desk: Desk,
    roster: Roster,
    kind: str,
    *,
    person: str = "",
    month: bool = False,
    language: str = "",
    state: DutyState | None = None,
) -> bytes:
    """Return a roster in a format, in the station's language unless another is asked for.

    ``person`` is the key of the one whose shifts alone are wanted; ``month``
    gives people and days instead of a line a date. Raises `Wrong`.
    """
    formats = FORMATS if kind in FORMATS else all_formats(desk)
    if kind not in formats:
        names = ", ".join(formats)
        raise Wrong(say("No format is called {name}; there are {names}", name=kind, names=names))
    state = state or desk.state()
    part = counting_part(state, roster)
    counting = part.roster
    if person and not any(line.names(person) for line in counting.lines):
        raise Wrong(say("{name} is not on this roster", name=state.name(person)), "person")
    printing = Printing(
        roster=counting,
        people=state.people,
        calendar=desk.calendar,
        profile=desk.profile,
        drill=desk.info.drill,
        earlier=_of_places(versions_before(desk, roster, state), roster, counting),
        person=person,
        phones=kind == "csv",
        notes=part.said,
        elsewhere=dict(part.elsewhere),
    )
    with speaking(language or desk.info.language):
        printing = replace(printing, despite=tuple(_despite(state, counting)))
        return _written(desk, printing, kind, month=month)


def _of_places(earlier: tuple[Roster, ...], whole: Roster, counting: Roster) -> tuple[Roster, ...]:
    """Return earlier versions without the places for which another roster answers by now."""
    gone = set(map(place_of, whole.lines)) - set(map(place_of, counting.lines))
    if not gone:
        return earlier

    def without_gone(version: Roster) -> Roster:
        lines = (line for line in version.lines if place_of(line) not in gone)
        return replace(version, lines=tuple(lines))

    return tuple(map(without_gone, earlier))


def _despite(state: DutyState, roster: Roster) -> Iterator[str]:
    """Give the shifts that changed hands despite a warning, each with it."""
    for line, marks in warned_lines(state.swaps, roster):
        said = "；".join(f"{state.name(mark.note)} {word_of_mark(mark.code)}" for mark in marks)
        yield f"{line.day} {where_words(line.role, line.post, line.shift)}  {said}"


def _written(desk: Desk, printing: Printing, kind: str, *, month: bool) -> bytes:
    if kind == "ics":
        if month:
            raise Wrong(say("A calendar has no such layout: leave out --month"), "month")
        return icalendar.to_calendar(printing, desk.info.name, desk.zone, desk.now())
    if desk.plugins and kind not in FORMATS:
        if month:
            raise Wrong(say("{kind} has no such layout: leave out --month", kind=kind), "month")
        return desk.plugins.write(kind, sheet_of(printing))
    try:
        return _WRITERS[kind, month](sheet_of(printing))
    except word.NoWord as error:
        raise Wrong(error.sentence, "as") from error


def versions_before(
    desk: Desk, roster: Roster, state: DutyState | None = None
) -> tuple[Roster, ...]:
    """Return the versions that were in force before, of the same span, the oldest first (R-192).

    A swap makes the next version of the same record, an import another record.
    """
    if roster.version == 1:
        return ()
    versions: dict[int, Roster] = {}
    for other in (state or desk.state()).rosters:
        if other.series == roster.series:
            issued = filter(_was_issued, _revisions(desk, other))
            versions |= {revision.version: revision for revision in issued}
    return tuple(versions[version] for version in sorted(versions) if version < roster.version)


def _revisions(desk: Desk, roster: Roster) -> Iterator[Roster]:
    for revision in desk.ledger.history(roster.id):
        if isinstance(revision.record, Roster):
            yield revision.record


def _was_issued(roster: Roster) -> bool:
    return roster.issued is not None or roster.state == "published"


def export_roster(
    desk: Desk,
    roster: Roster,
    kind: str,
    to: Path | None = None,
    *,
    person: str = "",
    month: bool = False,
    language: str = "",
    force: bool = False,
) -> Exported:
    """Write a roster to a file, whole or not at all; without ``to`` the file is named here.

    A file that is there stays, unless ``force``. Raises `Wrong`, and the
    store's errors when the disk refuses.
    """
    state = desk.state()
    data = roster_content(
        desk, roster, kind, person=person, month=month, language=language, state=state
    )
    path = to or Path(export_name(state, roster, kind, person))
    if path.is_dir():
        raise Wrong(say("{path} is a folder: name a file in it", path=path), "to")
    if not path.parent.is_dir():
        raise Wrong(say("There is no folder {path}", path=path.parent), "to")
    try:
        _put(path, data, force=force)
    except FileExistsError as error:
        raise Wrong(
            say(
                "{path} is there already: name another file, or write over it with --force",
                path=path,
            ),
            "to",
        ) from error
    except OSError as error:
        raise explained(error, path) from error
    return Exported(path, kind, len(data), roster.id)


def export_name(state: DutyState, roster: Roster, kind: str, person: str = "") -> str:
    """Return a name for the file: the title, the version, and whose it is."""
    parts = [roster.title or roster.id, state.name(person) if person else ""]
    title = " ".join(part for part in parts if part)
    tidy = " ".join(_NO_NAME.sub(" ", title).split()).lstrip(".-")[:_LONGEST_NAME].strip()
    ending = kind.rpartition(".")[2]
    return f"{tidy or roster.id} v{roster.version}.{ending}"


def _put(path: Path, data: bytes, *, force: bool) -> None:
    """Put a file in its place in one step. Raises FileExistsError unless ``force``."""
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".tmp", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), _MODE)
            os.fsync(file.fileno())
            if force:
                made.replace(path)
            else:
                _link(made, path)
        finally:
            made.unlink(missing_ok=True)


def _link(made: Path, path: Path) -> None:
    """Give the file its name if nobody has it; a disk without links takes a look first."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        made.replace(path)
