"""What the emergency panel shows: its lines, and what is wrong with the records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyroom.desk.desk import Desk
from dutyroom.desk.station.contacts import contact_panel, read_copy
from dutyroom.desk.station.damage import StationDamage
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.facts.contacts import ContactLine
from dutyroom.i18n import _
from dutyroom.store.errors import StoreError
from dutyroom.store.pages import Damage
from dutyroom.words.codes import damage_words
from dutyroom.words.damage import standing_words
from screens.commands.command import label, rekeyed
from screens.commands.everywhere import MEND
from screens.kit.banner import Standing


def _numbers(lines: tuple[ContactLine, ...]) -> int:
    return sum(1 for line in lines if line.number)


def read_panel(desk: Desk) -> tuple[tuple[ContactLine, ...], str]:
    """Return the emergency panel, and what is wrong with the records.

    The lines come from the plain-text copy when the records hold fewer numbers.
    """
    try:
        lines, damage = contact_panel(desk), desk.ledger.damage
    except (StoreError, ShapeError):
        lines, damage = (), ()
    copy = read_copy(desk.folder.path)
    if lines and (not damage or _numbers(lines) >= _numbers(copy)):
        return lines, _damage_words(damage)
    if copy:
        return copy, _("The records cannot be read: this is the plain copy.")
    return lines, _("The records cannot be read, and there is no contacts.txt. Call 110.")


def _damage_words(damage: tuple[Damage, ...]) -> str:
    if not damage:
        return ""
    more = _("'dutyroom data doctor' or Ctrl+] says what can be done. The rest works as ever.")
    return f"{damage_words(damage[0])}. {more}"


def standing_of(
    damage: StationDamage, now: datetime, keys: Mapping[str, tuple[str, ...]]
) -> Standing:
    """Return what stands on every screen while the records are damaged, with the user's key."""
    (mend,) = rekeyed((MEND,), keys)
    what, *shorter = standing_words(damage, now)
    key = f"{mend.shown_key().replace('^', 'Ctrl+')} {label(mend)}"
    return Standing(what, key, tuple(shorter))
