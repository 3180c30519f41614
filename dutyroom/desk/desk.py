"""The desk: a station's records, rules and clock, ready for actions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dutyroom.desk.change import Change, Proof
from dutyroom.desk.clock import (
    Clock,
    read_time,
    running_clock,
    stopped_clock,
    wall_clock,
)
from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.errors import Wrong
from dutyroom.desk.saving import draft_saved
from dutyroom.desk.snapshot import Source, snapshot
from dutyroom.desk.station.year_files import read_calendar
from dutyroom.desk.watch import ClockWatch, boot_id, limits_of, seconds_up
from dutyroom.documents import Unread, read_json
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.base.verdict import Refused, Verdict, refuse_blocked
from dutyroom.domain.facts.clock import Doubt, Standing
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.facts.powers import only_reads
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.facts.while_damaged import waits
from dutyroom.domain.profile.power_table import READER_MAY
from dutyroom.domain.profile.profile import Profile, load_profile
from dutyroom.domain.profile.times import duty_date
from dutyroom.domain.records.people import Person
from dutyroom.resources import data_text
from dutyroom.store.errors import StoreError
from dutyroom.store.folder import StationFolder, StationInfo
from dutyroom.store.ledger import Ledger
from dutyroom.store.lost import refuse_lost, take_back

if TYPE_CHECKING:
    from dutyroom.desk.station.damage import StationDamage
    from dutyroom.desk.station.plugins import Plugins
    from dutyroom.store.pages import Damage

_MENDS = "data.mend"
"""The action after which damage may be gone, and not only out of sight."""


class Desk:
    """A station that is open for work. Use `open_desk` to get one."""

    def __init__(
        self,
        folder: StationFolder,
        info: StationInfo,
        profile: Profile,
        ledger: Ledger,
        clock: Clock,
    ) -> None:
        """Hold what the actions need; nothing is read from the ledger yet."""
        self.folder = folder
        self.info = info
        self.profile = profile
        self.ledger = ledger
        self.clock = clock
        self.zone = ZoneInfo(profile.tz)
        self.fault: StoreError | None = None
        self.copy_fault: StoreError | None = None
        self.watch: ClockWatch | None = None
        self.opened_in_doubt = False
        self.plugins: Plugins | None = None
        self.writer = ""
        self.set_aside: dict[str, tuple[Sentence, ...]] = {}
        self.drafts_unsaved: set[tuple[str, str]] = set()
        self.damage_seen: tuple[object, StationDamage] | None = None
        self.months_seen: tuple[object, tuple[Damage, ...]] | None = None
        self._notices = folder.notices()
        self.calendar, self.set_aside["calendars"] = read_calendar(self._notices)
        self._seen: tuple[tuple[int, str], DutyState] | None = None

    def now(self) -> datetime:
        """Return the moment by the desk's clock, to the second, in the station's zone.

        Where somebody on duty typed the right time, it goes by that.
        """
        return self.clock_standing().now.astimezone(self.zone).replace(microsecond=0)

    def clock_standing(self) -> Standing:
        """Return what the time is and what that is worth; a given clock is never in doubt.

        Records that cannot be read tell nothing of it.
        """
        if self.watch is None or self.watch.clock is not self.clock:
            return Standing(self.clock())
        try:
            checks = self._state_at_hand().clock_checks
            at = self.ledger.verified_at
        except StoreError:
            return self.watch.standing((), None)
        return self.watch.standing(checks, datetime.fromisoformat(at) if at else None)

    def _state_at_hand(self) -> DutyState:
        """Return the state of what was read or written last, without looking for more."""
        seen, version = self._seen, (self.ledger.seq, self.ledger.tip)
        return seen[1] if seen is not None and seen[0] == version else self.state()

    def clock_doubt(self) -> Doubt:
        """Return why the clock may be wrong, or nothing."""
        return self.clock_standing().doubt

    def duty_date(self) -> date:
        """Return the duty date of now (see `dutyroom.domain.profile.times`)."""
        return duty_date(self.now(), self.profile.posts, self.zone)

    def state(self) -> DutyState:
        """Return the records as other processes and this one last wrote them.

        When they can no longer be read they stay as they were seen last, and
        ``fault`` says why; at the first reading the store's error is raised.
        """
        try:
            self.ledger.refresh()
            version = (self.ledger.seq, self.ledger.tip)
            if self._seen is None or self._seen[0] != version:
                self.look_at_calendar()
                self._seen = (version, snapshot(self.ledger))
            self.fault = None
        except StoreError as error:
            if self._seen is None:
                raise
            self.fault = error
        return self._seen[1]

    def look_at_calendar(self) -> None:
        """Take in the holiday notices if there are others since the last look."""
        notices = self.folder.notices()
        if _as_said(notices) != _as_said(self._notices):
            self._notices = notices
            self.calendar, self.set_aside["calendars"] = read_calendar(notices)

    @property
    def passed_over(self) -> tuple[Sentence, ...]:
        """What could not be used beside the records, a sentence for each plug-in and file.

        ``set_aside`` keeps the files by folder, as each was read last.
        """
        files = (sentence for each in self.set_aside.values() for sentence in each)
        return (*(self.plugins.faults if self.plugins else ()), *files)

    def moment(self) -> Moment:
        """Return the room as it is now, for the rules about what is owed."""
        return Moment(self.state(), self.profile, self.calendar, self.now(), self.zone)

    @property
    def version(self) -> str:
        """What changes with the records as they were seen last, and with the fault."""
        return f"{self._seen[0] if self._seen else ''} {self.fault or ''}"

    def held_by(self, wait: float = 0.0) -> str:
        """Return who writes and will not be done in so many seconds, or an empty text."""
        return self.ledger.held_by(wait)

    @contextmanager
    def change(
        self,
        action: str,
        by: str,
        *,
        proof: Proof = "",
        at: datetime | None = None,
        sure: bool | None = None,
    ) -> Iterator[Change]:
        """Open an action: one commit under the lock, or nothing at all.

        Where nobody is named as its author, the terminal stands in with an ``@``.
        ``proof`` is how the name was proved; nothing where that is not known.
        ``at`` is the time where the action itself says it, ``sure`` whether its time
        is; else the clock tells both.
        Raises `Refused` for an inspector, who writes nothing but checks and what
        everybody may, and for what waits until damaged records are mended; the
        store's errors (`dutyroom.store.errors`).
        """
        standing = self._looked_again()
        now = (at or standing.now).astimezone(self.zone).replace(microsecond=0)
        doubt = not standing.is_sure if sure is None else not sure
        with self.ledger.commit(
            at=now,
            by=by or f"@{self.ledger.terminal}",
            action=action,
            unverified=doubt,
            astray=self._is_astray(standing, at) if doubt else False,
            proof=proof,
            draft=draft_saved(),
        ) as commit:
            _refuse_reader(commit, by, action)
            self.refuse_waiting(action)
            found = self._found_damaged()
            yield Change(commit, now, duty_date(now, self.profile.posts, self.zone), doubt)
        if action != _MENDS:
            self._keep_in_sight(found)

    def _found_damaged(self) -> tuple[Damage, ...]:
        """Return all that is known to be damaged, where the loaded month is; else nothing."""
        from dutyroom.desk.station.damage import damage_of  # stands on the desk itself

        damage = damage_of(self) if self.ledger.damage else None
        return damage.found if damage is not None else ()

    def _keep_in_sight(self, found: tuple[Damage, ...]) -> None:
        """Know of damage that a commit left behind it by turning the month."""
        if found and not self.ledger.damage:
            from dutyroom.desk.station.backup import know_damage

            know_damage(self, found)

    def _looked_again(self) -> Standing:
        """Return what the time is by what others have said of the clock up to now."""
        if self.watch is not None:
            with suppress(StoreError):  # the commit says it
                self.state()
        return self.clock_standing()

    def _is_astray(self, standing: Standing, told: datetime | None) -> bool:
        """Tell whether a time that nobody has confirmed might turn to a month that is far away."""
        assert self.watch is not None
        if told is None and standing.doubt:
            return True
        last, now = self.ledger.verified_at, told or standing.now
        return bool(last) and now - datetime.fromisoformat(last) > self.watch.limits.ahead

    def refuse_waiting(self, action: str) -> None:
        """Raise `Refused` for what waits while the records, as seen last, are damaged (A-10)."""
        refuse_blocked(self.waiting(action))

    def waiting(self, action: str) -> tuple[Verdict, ...]:
        """Return why an action waits, and what mends the records; nothing while it goes on."""
        from dutyroom.desk.station.damage import damage_of  # stands on the desk itself

        damage = damage_of(self) if waits(action) else None
        if damage is None:
            return ()
        return (Verdict("block", "records_damaged", damage.sentence, "R-013"),)


def _as_said(files: Mapping[str, str | StoreError]) -> dict[str, str]:
    """Return what can be compared: two errors that say the same are no news."""
    return {name: str(text) for name, text in files.items()}


def _refuse_reader(source: Source, by: str, action: str) -> None:
    """Raise `Refused` for an inspector who would write what only others may."""
    reader = next((person for person in source.later(Person)() if person.key == by), None)
    if reader is not None and only_reads(reader) and action not in READER_MAY:
        text = say("An inspector only reads: {person} changes nothing", person=reader.name)
        raise Refused((Verdict("block", "no_power", text, "roles"),))


def read_profile(text: str, path: object = "profile.json") -> Profile:
    """Read a profile file over the built-in defaults; ``path`` is what errors call it.

    Raises `Wrong` when it is no JSON, `ShapeError` with every mistake named.
    """
    try:
        document = read_json(text, path)
    except Unread as error:
        raise Wrong(Sentence(error.text, tuple(error.values.items())), "profile") from error
    try:
        return load_profile(document, json.loads(data_text("profiles/base.json")))
    except ShapeError as error:
        raise ShapeError(error.problems, path) from error


def open_desk(
    path: Path, *, terminal: str, at: str = "", screen: bool = False, ledger: Path | None = None
) -> Desk:
    """Open the station in a folder.

    ``at`` sets the time of a drill station (`Wrong` on a real one); on screen
    that clock runs, for a single command it stands still. ``ledger`` stands in for
    the station's own while one is made up again. Raises the store's errors, such
    as `NoLedger`, and `ShapeError` for a profile that does not fit.
    """
    folder = StationFolder(path, ledger)
    take_back(path)
    refuse_lost(folder.ledger, path / "backup")
    info = folder.read()
    profile = read_profile(folder.profile_text(), path / "profile.json")
    zone = ZoneInfo(profile.tz)
    clock = wall_clock(zone)
    watch: ClockWatch | None = None
    if not at:
        limits = limits_of(profile.timing)
        watch = None if info.drill else ClockWatch(clock, seconds_up, boot_id(), limits, path)
    else:
        if not info.drill:
            raise Wrong(say("Only a drill station takes --at; this one is in service"), "at")
        told = read_time(at, zone)
        clock = running_clock(told, clock) if screen else stopped_clock(told)
    desk = Desk(
        folder,
        info,
        profile,
        Ledger(folder.ledger, RecordCodec(), terminal=terminal, copies=folder.path / "backup"),
        clock,
    )
    desk.watch = watch
    if info.plugins:
        from dutyroom.desk.station.plugins import Plugins  # few stations name any

        desk.plugins = Plugins(info.plugins)
    return desk
