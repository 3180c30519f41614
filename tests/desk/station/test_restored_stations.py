"""Whatever was done, copied and restored, in any order: no line goes, and no power comes back."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.log import entries as log
from dutyroom.desk.log.orders import new_order, note_order
from dutyroom.desk.people.people import change_phone, leave_station, set_roles
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.station import contacts
from dutyroom.desk.station.backup import make_copy
from dutyroom.desk.station.restore import restore_as_of, restore_before
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Restoring
from dutyroom.store.ledger import Ledger
from dutyroom.store.manifest import Copy
from tests.faults.restoring import lines_of
from tests.stations.making import PIN
from tests.stations.property_centre import property_centre

BOSS = "刘建平"
OTHERS = ("李娜", "赵敏", "刘洋", "彭大勇")
PLACES = st.integers(0, 40)


class RestoredStation(RuleBasedStateMachine):
    """A station in which people write, copy and restore; what must be so is looked at each time."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.desk, self.hands = property_centre(self.root / "station")
        self.moment = self.hands.at("2026-12-01 10:00:00")
        set_roles(self.desk, self.desk.state().people[BOSS], ("supervisor", "admin"))
        self.copies: list[tuple[Copy, dict[str, Record]]] = []
        self.restorings: list[tuple[Restoring, dict[str, Record]]] = []
        self.given: list[str] = []
        self.items: list[str] = []
        self.lines: dict[int, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    # -- what people do

    @rule(text=st.text("一二三四", min_size=1, max_size=4), call=st.booleans())
    def write(self, text: str, call: bool) -> None:
        self._later(minutes=7)
        if call:
            made: Any = log.log_entry(self.desk, "call", log.Note(text=text)).entry
        else:
            made = new_order(self.desk, text)
        self.given.append(made.id)
        self.items.append(made.id)

    @precondition(lambda self: self.items)
    @rule(place=PLACES, text=st.text("五六七", min_size=1, max_size=3))
    def go_on(self, place: int, text: str) -> None:
        found: Any = self.desk.ledger.get(self.items[place % len(self.items)])
        self._later(minutes=3)
        if found.id.startswith("PG"):
            note_order(self.desk, found, text)
        elif found.is_open:
            log.close(self.desk, found, text)
        else:
            log.correct_time(self.desk, found, found.at - timedelta(minutes=1))

    @rule(number=st.integers(10_000_000, 99_999_999))
    def contact(self, number: int) -> None:
        contacts.set_contact(self.desk, "供水", str(number))

    @rule(who=st.sampled_from(OTHERS), number=st.integers(10_000_000, 99_999_999))
    def phone(self, who: str, number: int) -> None:
        change_phone(self.desk, self._person(who), f"139{number}", BOSS, PIN)

    @rule(who=st.sampled_from(OTHERS), pin=st.sampled_from(["2222", "3333"]))
    def pin(self, who: str, pin: str) -> None:
        set_pin(self.desk, self._person(who), pin, by=BOSS, by_pin=PIN)

    @rule(who=st.sampled_from(OTHERS), admin=st.booleans())
    def roles(self, who: str, admin: bool) -> None:
        set_roles(self.desk, self._person(who), ("admin",) if admin else ("leader",), BOSS, PIN)

    @rule(who=st.sampled_from(OTHERS), leaves=st.booleans())
    def leave(self, who: str, leaves: bool) -> None:
        last = self.desk.duty_date() if leaves else None
        leave_station(self.desk, self._person(who), last, BOSS, PIN)

    @rule(days=st.sampled_from([1, 9, 33]))
    def turn(self, days: int) -> None:
        self._later(minutes=days * 1440)

    # -- copies and restorings

    @rule()
    def copy(self) -> None:
        self._later(minutes=1)
        self.copies.append((make_copy(self.desk), self._records()))

    @precondition(lambda self: self.copies)
    @rule(place=PLACES, twice=st.booleans())
    def restore(self, place: int, twice: bool) -> None:
        copy, then = self.copies[place % len(self.copies)]
        with self._looked_at(then):
            before = self._records()
            made = restore_as_of(self.desk, copy, BOSS, PIN, "误操作")
        if made is not None:
            self.restorings.append((made, before))
            self.given.append(made.id)
        if twice:
            assert restore_as_of(self.desk, copy, BOSS, PIN, "误操作") is None

    @precondition(lambda self: self.restorings)
    @rule(place=PLACES)
    def undo(self, place: int) -> None:
        restoring, then = self.restorings[place % len(self.restorings)]
        with self._looked_at(then):
            made = restore_before(self.desk, restoring.id, BOSS, PIN, "撤销")
        if made is not None:
            self.given.append(made.id)

    @contextmanager
    def _looked_at(self, then: dict[str, Record]) -> Iterator[None]:
        """Look whether each record stands as it did, but for what is in force."""
        self._later(minutes=2)
        now = self._records()
        yield
        for id_, record in self._records().items():
            kind = kind_of(type(record))
            assert id_ not in now or _powers(record) == _powers(now[id_])
            if id_ in then and kind.on_restoring == "put_back":
                assert _content(record) == _content(then[id_])
            elif id_ in now:
                assert record == now[id_]

    # -- what must be so, always

    @invariant()
    def no_line_goes_and_no_number_is_given_twice(self) -> None:
        lines = lines_of(self.desk.folder.ledger)
        assert lines.items() >= self.lines.items()
        assert sorted(lines) == list(range(1, len(lines) + 1))
        assert len(set(self.given)) == len(self.given)
        self.lines = lines

    @invariant()
    def the_records_are_whole_for_who_opens_them_now(self) -> None:
        fresh = Ledger(self.desk.folder.ledger, RecordCodec(), terminal="另一台")
        assert fresh.verify().damage == ()
        assert fresh.seq == self.desk.ledger.seq

    def _later(self, minutes: int) -> None:
        self.moment += timedelta(minutes=minutes)
        self.desk.clock = lambda: self.moment

    def _person(self, key: str) -> Person:
        return self.desk.state().people[key]

    def _records(self) -> dict[str, Record]:
        """Return every record that there is, of whatever month, as it stands now."""
        ids = {f"P:{key}" for key in self.desk.state().people} | {"C:供水", *self.given}
        fresh = Ledger(self.desk.folder.ledger, RecordCodec(), terminal="另一台")
        found = {id_: fresh.get(id_) for id_ in sorted(ids)}
        return {id_: record for id_, record in found.items() if record is not None}


def _powers(record: Record) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in kind_of(type(record)).in_force)


def _content(record: Record) -> Record:
    """Return a record without its revision and without what gives a power."""
    names = kind_of(type(record)).in_force
    blank: Any = {f.name: f.default for f in dataclasses.fields(record) if f.name in names}
    return replace(record, rev=0, **blank)


def test_whatever_is_restored_no_line_goes_and_no_power_comes_back() -> None:
    sizes = settings(max_examples=12, stateful_step_count=15, deadline=None)
    run_state_machine_as_test(RestoredStation, settings=sizes)


def without_what_is_in_force(then: Record, now: Record) -> Record | None:
    """Put a record back whole."""
    back = replace(then, rev=now.rev)
    return None if back == now else back


def test_without_what_is_in_force_an_old_pin_would_count_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dutyroom.desk.station.restore.restored", without_what_is_in_force)
    station = RestoredStation()
    station.copy()
    station.pin("李娜", "2222")
    with pytest.raises(AssertionError):
        station.restore(0, twice=False)
    station.teardown()
