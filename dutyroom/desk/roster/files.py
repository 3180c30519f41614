"""Roster files, read in a process of their own before anything is decided about them."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.intake.progress import Progress, Report, Stop, Stopped, never, to_nobody
from dutyroom.intake.roster import RosterDraft, read_roster
from dutyroom.intake.sheets import Sheet, Unreadable
from dutyroom.values import dataclass

__all__ = ["Progress", "ReadRoster", "RosterFile", "roster_file"]


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A file that is to be read, and what the station knows; it holds nothing of the desk."""

    path: Path
    profile: Profile
    zone: ZoneInfo
    known: tuple[Person, ...]
    year: int | None = None

    def read(self, report: Report = to_nobody, stop: Stop = never) -> ReadRoster:
        """Read the file as it is, without keeping anything; it may run in a thread.

        Raises `Wrong` for a file that is no readable sheet or holds no roster, and when
        ``stop`` says so.
        """
        from dutyroom.intake.process import read_apart  # what starts processes loads late

        try:
            sheets = read_apart(self.path, report=report, stop=stop)
            return ReadRoster(self, sheets, self._draft(sheets, self.known))
        except Unreadable as error:
            raise Wrong(error.sentence, "path") from error
        except Stopped as error:
            raise Wrong(say("The reading was stopped; nothing was kept."), "path") from error

    def _draft(self, sheets: tuple[Sheet, ...], known: tuple[Person, ...]) -> RosterDraft:
        return read_roster(sheets, self.profile, self.zone, year=self.year, known=known)


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """What stands in a roster file."""

    file: RosterFile
    sheets: tuple[Sheet, ...]
    draft: RosterDraft

    def with_people(self, known: tuple[Person, ...]) -> RosterDraft:
        """Return the roster with the people whom the station knows by now."""
        return self.draft if known == self.file.known else self.file._draft(self.sheets, known)


def roster_file(
    desk: Desk, path: Path, *, year: int | None = None, state: DutyState | None = None
) -> RosterFile:
    """Return a file that can be read away from the desk."""
    known = tuple((state or desk.state()).people.values())
    return RosterFile(path, desk.profile, desk.zone, known, year)
