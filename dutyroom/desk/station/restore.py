"""Restoring the station as of a good copy, or of the moment before an earlier restoring.

It is one commit: a new revision of each record that stands otherwise now, and a
record that says who did it, why, and what. Nothing leaves the ledger, so that
what a restoring undid can be brought back by another one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import cast

from dutyroom.desk.change import Change, Proof
from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import Permission, allow, is_open
from dutyroom.desk.station.contacts import write_copy
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.restored import restored
from dutyroom.domain.records.station import Restoring
from dutyroom.store.as_of import Changed, changed_since
from dutyroom.store.errors import StoreError
from dutyroom.store.manifest import Copy
from dutyroom.store.pages import Damage
from dutyroom.store.restorable import AnotherStation, Damaged, check_copy
from dutyroom.values import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """The line as of which the station is restored: the end of a copy, or before a restoring."""

    seq: int
    tip: str
    copy: str = ""
    records: int = 0
    undone: str = ""

    @property
    def name(self) -> str:
        """What the target is called: the copy's name, or the number of the restoring."""
        return self.copy or self.undone


@dataclass(frozen=True, slots=True)
class Effect:
    """What restoring does: the records as they are put back, and the ids of those that stay.

    Those were written or changed since, and stand otherwise than they did then.
    """

    back: tuple[Record, ...]
    later: tuple[str, ...]


def target_of(desk: Desk, copy: Copy) -> Target:
    """Return the end of a copy as a target.

    Raises the store's errors for a copy that is damaged itself, and for one whose
    last line does not stand in these records.
    """
    check_copy(desk.folder, copy)
    if copy.seq and desk.ledger.hash_of(copy.seq) != copy.tip:
        raise AnotherStation(name=copy.name, seq=copy.seq)
    return Target(copy.seq, copy.tip, copy.name, copy.records)


def target_before(desk: Desk, number: str) -> Target:
    """Return the moment before a restoring as a target. Raises `Wrong` for an unknown number."""
    revisions = desk.ledger.history(number)
    if not revisions or not isinstance(revisions[0].record, Restoring):
        raise Wrong(say("There is no restoring {number}", number=number or "—"), "copy")
    seq = revisions[0].seq - 1
    return Target(seq, desk.ledger.hash_of(seq), undone=number)


def is_restoring(number: str) -> bool:
    """Tell whether a word is the number of a restoring, and not the name of a copy."""
    return number.strip().startswith(f"{kind_of(Restoring).series_of()}-")


def look_at_target(desk: Desk, target: Target) -> Effect:
    """Return what restoring would do now. Raises `Damaged` and the store's other errors."""
    check_whole(desk)
    return _effect(desk, target)


def check_whole(desk: Desk) -> None:
    """Raise `Damaged` while the records are: they are mended before anything is restored."""
    _refuse(desk.ledger.verify().damage)


def _refuse(damage: tuple[Damage, ...]) -> None:
    for first in damage[:1]:
        raise Damaged(file=first.file, line=first.line)


def ask_to_restore(desk: Desk, about: str, by: str, pin: str) -> None:
    """Let an administrator go on, by the PIN in force now. Raises as `allow` does."""
    allow(desk, Permission("restore", about), by, pin, field="by")


def restore_as_of(
    desk: Desk, copy: Copy, by: str = "", pin: str = "", reason: str = ""
) -> Restoring | None:
    """Restore the station as of a good copy; None when every record stands as it did then.

    The administrator does it, and gives a reason. Records made since stay, and
    so does what was witnessed or signed, and whatever gives a power now. Raises
    `Refused`, `Wrong`, `Damaged` and the store's other errors.
    """
    ask_to_restore(desk, copy.name, by, pin)
    check_whole(desk)
    return _restore(desk, target_of(desk, copy), by, reason)


def restore_before(
    desk: Desk, number: str, by: str = "", pin: str = "", reason: str = ""
) -> Restoring | None:
    """Restore the station as of the moment before a restoring, as `restore_as_of` does.

    No copy is needed: the ledger has it all.
    """
    ask_to_restore(desk, number, by, pin)
    check_whole(desk)
    return _restore(desk, target_before(desk, number), by, reason)


def restorings_of(desk: Desk) -> tuple[Restoring, ...]:
    """Return the restorings, the newest first."""
    return desk.state().restorings[::-1]


def _restore(desk: Desk, target: Target, by: str, reason: str) -> Restoring | None:
    proof: Proof = "none" if is_open(desk, Permission("restore")) else "pin"
    done = None
    with desk.change("data.restore", by, proof=proof) as change:
        _refuse(desk.ledger.damage)
        effect = _effect(desk, target)
        if effect.back:
            if not reason.strip():
                raise Wrong(say("Give the reason"), "reason")
            done = change.put(_said(change, target, effect, by, reason.strip()))
            for record in effect.back:
                # As it was, though the clock may be in doubt: its line says so, not the record.
                change.commit.put(record)
    if done is not None:
        with suppress(StoreError):
            write_copy(desk)
    return done


def _said(change: Change, target: Target, effect: Effect, by: str, reason: str) -> Restoring:
    return Restoring(
        id=change.number(Restoring),
        day=change.day,
        at=change.now,
        by=by,
        reason=reason,
        seq=target.seq,
        tip=target.tip,
        copy=target.copy,
        records=target.records,
        undone=target.undone,
        back=tuple(record.id for record in effect.back),
        later=effect.later,
    )


def _effect(desk: Desk, target: Target) -> Effect:
    changed = changed_since(desk.ledger.root, target.seq, RecordCodec().load)
    back = {each.id: _put_back(each) for each in changed}
    later = (each.id for each in changed if back[each.id] is None and not _is_as_it_was(each))
    return Effect(tuple(filter(None, back.values())), tuple(later))


def _put_back(changed: Changed) -> Record | None:
    if changed.then is None or changed.now is None:
        return None
    return restored(cast(Record, changed.then.record), cast(Record, changed.now.record))


def _is_as_it_was(changed: Changed) -> bool:
    if changed.then is None or changed.now is None:
        return False
    then, now = cast(Record, changed.then.record), cast(Record, changed.now.record)
    return replace(then, rev=now.rev) == now
