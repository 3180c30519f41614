"""The words for damaged records: the standing line, what a copy holds, what a command says."""

from __future__ import annotations

from datetime import datetime

from dutyroom.desk.station.damage import StationDamage
from dutyroom.i18n import _
from dutyroom.store.manifest import Copy
from dutyroom.store.pages import Damage
from dutyroom.words.codes import store_words


def damage_head(damage: StationDamage) -> str:
    """Return what is damaged, as short as it can be said."""
    if not damage.found:
        return _("Records cannot be read")
    words = _("Records damaged: {place}").format(place=_place(damage.found[0]))
    more = len({each.file for each in damage.found}) - 1
    return words + (f" +{more}" if more else "")


def _place(damage: Damage) -> str:
    """Return where something is wrong; of a month that ends too early only the month."""
    month, _sep, page = damage.file.rpartition("/")
    if not page:
        return _("{month} is not complete").format(month=month)
    return _("{file}, line {line}").format(file=page, line=damage.line)


def copy_words(copy: Copy | None, now: datetime) -> str:
    """Return when the copy was made, and how many records it holds."""
    if copy is None:
        return _("no good copy")
    made = datetime.fromisoformat(copy.at).astimezone(now.tzinfo)
    when = f"{made:%H:%M}" if made.date() == now.date() else f"{made:%Y-%m-%d %H:%M}"
    return _("copy {time}: {n} records").format(time=when, n=copy.records)


def damage_line(damage: StationDamage, now: datetime) -> str:
    """Return the line that every command says: what is damaged, the copy, what to type."""
    what = damage_head(damage)
    if damage.fault is not None:
        what += ": " + store_words(damage.fault)
    mend = _("'dutyroom data doctor' says what can be done, with --mend it does it")
    return f"! {what} · {copy_words(damage.copy, now)} · {mend}"
