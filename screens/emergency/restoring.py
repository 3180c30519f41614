"""Restoring from the screen: the copies, what one would put back, who does it and why."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from dutyroom.desk.desk import Desk
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.station import restore
from dutyroom.desk.station.backup import copies_of, find_copy
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Restoring
from dutyroom.i18n import N_, _
from dutyroom.store.errors import StoreError
from dutyroom.values import dataclass
from dutyroom.words.codes import restoring_line, store_words
from dutyroom.words.damage import copy_words
from dutyroom.words.restoring import effect_lines, nothing_words, restoring_lines
from screens.emergency.apart_form import Apart, ApartForm
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog, lines_dialog
from screens.kit.fields import Questions, as_person, as_text, as_trimmed, ask
from screens.kit.form import Saved
from screens.kit.rows import Row, Span, heading, wrapped
from screens.kit.who import signing

_SHOWN = 9
"""Restorings that are offered to be taken back."""


def copy_rows(desk: Desk) -> Iterator[Row]:
    """Give the good copies, each as a line that restores; who has most of the records first."""
    try:
        made = copies_of(desk)
    except StoreError as error:
        yield from wrapped(store_words(error), DIALOG_WIDTH, "due", most=4)
        return
    if made:
        yield heading(_("Restore as of a copy, by Enter (administrator)"))
    for copy in made:
        yield Row((Span(f" {copy_words(copy, desk.now())}", "plain"),), key=copy.name)


def undo_rows(desk: Desk) -> Iterator[Row]:
    """Give the last restorings, each as a line that takes it back."""
    made, name = restore.restorings_of(desk)[:_SHOWN], desk.state().name
    if made:
        yield heading(_("Take a restoring back, by Enter"))
    for each in made:
        words = restoring_line(each, name(each.by))
        yield Row((Span(f" {words}", "plain"),), key=each.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoringFields:
    """Who restores the station, by which PIN, and why."""

    by: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")
    reason: str = ask(N_("Reason"), as_trimmed)


class RestoringForm(ApartForm[Restoring | None]):
    """What a copy would put back, and what stays; the last Enter does it."""

    def __init__(self, desk: Desk, key: str) -> None:
        """Take the name of a copy, or the number of a restoring that is to be taken back."""
        by, pin = signing(desk, Permission("restore"))
        work: Apart[RestoringFields, Restoring | None] = Apart(
            look=partial(_look, key=key),
            act=partial(_restore, key=key),
            note=partial(_note, key),
            meanwhile=_("The station is being restored. F9 works."),
        )
        super().__init__(
            _("Restore the station as it was"),
            Questions(desk, RestoringFields, by=by, pin=pin),
            work,
            looking=_("Looking for what would be put back…"),
            foot=_("Enter on the last line restores · Ctrl+G restores · Esc leave"),
        )


def _note(key: str, found: str) -> str:
    about = _("Before restoring {key}") if restore.is_restoring(key) else _("As of copy {key}")
    ends = _("Restoring is a record: nothing written is lost, and it can be taken back.")
    return "\n".join((about.format(key=key), found, ends))


def _look(desk: Desk, key: str) -> str:
    restore.check_whole(desk)
    return "\n".join(effect_lines(restore.look_at_target(desk, _target(desk, key))))


def _target(desk: Desk, key: str) -> restore.Target:
    if restore.is_restoring(key):
        return restore.target_before(desk, key)
    return restore.target_of(desk, find_copy(desk, key))


def _restore(desk: Desk, typed: RestoringFields, key: str) -> Restoring | None:
    if restore.is_restoring(key):
        return restore.restore_before(desk, key, typed.by.key, typed.pin, typed.reason)
    copy = find_copy(desk, key)
    return restore.restore_as_of(desk, copy, typed.by.key, typed.pin, typed.reason)


def restored_dialog(desk: Desk, saved: Saved[Restoring | None]) -> ListDialog:
    """Say what was put back, under which number, and how it is taken back."""
    made = saved.result
    if made is None:
        return lines_dialog(_("Nothing restored · Esc closes"), [nothing_words()])
    undo = _("To take it back: Ctrl+], then Enter on {number}.").format(number=made.id)
    lines = [*restoring_lines(made, desk.state().name(made.by)), undo]
    return lines_dialog(_("Restored: {number} · Esc closes").format(number=made.id), lines)
