"""The words for damaged records: the standing line, what a copy holds, what a command says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dutyroom.i18n import _
from dutyroom.words.codes import damage_words, store_words
from dutyroom.words.mending import accepted_words, cut_off_words, mending_words, spans

if TYPE_CHECKING:
    from dutyroom.desk.station.damage import StationDamage
    from dutyroom.desk.station.repair import Examination, Mended
    from dutyroom.store.manifest import Copy
    from dutyroom.store.pages import Damage
    from dutyroom.store.walk import Verification


def damage_head(damage: StationDamage) -> str:
    """Return what is damaged, as short as it can be said."""
    if not damage.found:
        return _("Records cannot be read")
    words = _("Records damaged: {place}").format(place=_place(damage.found[0]))
    pages = {each.file for each in damage.found if not each.file.endswith("/")}
    return words + (f" +{len(pages) - 1}" if len(pages) > 1 else "")


def standing_words(damage: StationDamage, now: datetime) -> tuple[str, ...]:
    """Return what stands on every screen, what is damaged and the copy with its count.

    Said in several ways, the shortest last, for windows without room for more.
    """
    copy, short = copy_words(damage.copy, now), copy_words(damage.copy, now, short=True)
    if not damage.found:
        return f"{damage_head(damage)} · {copy}", f"{damage_head(damage)} · {short}"
    found = damage.found[0]
    month, _sep, page = found.file.rpartition("/")
    place = _("Damaged: {place}").format(place=_place(found))
    file = _("Damaged: {place}").format(place=page or month)
    ways = (damage_head(damage), copy), (place, copy), (place, short), (file, short)
    return tuple(" · ".join(way) for way in ways)


def _place(damage: Damage) -> str:
    """Return where something is wrong; of a month that ends too early only the month."""
    month, _sep, page = damage.file.rpartition("/")
    if not page:
        return _("{month} is not complete").format(month=month)
    return _("{file}, line {line}").format(file=page, line=damage.line)


def copy_words(copy: Copy | None, now: datetime, *, short: bool = False) -> str:
    """Return when the copy was made, and how many records it holds; ``short`` has no year."""
    if copy is None:
        return _("no good copy")
    made = datetime.fromisoformat(copy.at).astimezone(now.tzinfo)
    another_day = f"{made:%m-%d %H:%M}" if short else f"{made:%Y-%m-%d %H:%M}"
    when = f"{made:%H:%M}" if made.date() == now.date() else another_day
    return _("copy {time}: {n} records").format(time=when, n=copy.records)


def damage_line(damage: StationDamage, now: datetime) -> str:
    """Return the line that every command says: what is damaged, the copy, what to type."""
    what = damage_head(damage)
    if damage.fault is not None:
        what += ": " + store_words(damage.fault)
    mend = _("'dutyroom data doctor' says what can be done, with --mend it does it")
    return f"! {what} · {copy_words(damage.copy, now)} · {mend}"


def found_lines(damage: StationDamage) -> list[str]:
    """Return the first places that are damaged, or why nothing can be read, and how many more."""
    lines = [damage_words(each) for each in damage.found[:2]]
    if damage.fault is not None:
        lines.append(store_words(damage.fault))
    if len(damage.found) > len(lines):
        lines.append(_("{n} more places").format(n=len(damage.found) - len(lines)))
    return lines


def offer_lines(damage: StationDamage, now: datetime) -> list[str]:
    """Return what is damaged, which copy there is, and what goes on and waits meanwhile."""
    return [
        *found_lines(damage),
        copy_words(damage.copy, now),
        _("Goes on: calls, visits, messages, orders, notes, rounds, signing in and out, contacts."),
        _("Waits: closing, signing, decisions, rosters, people, the calendar, restoring."),
        _("Mending only adds: damaged files are kept in quarantine/, what was written stays."),
    ]


def remedy_words(found: Examination) -> str:
    """Return what mending would bring back, and what stands nowhere any more."""
    back = sum(remedy.regained for remedy in found.remedies)
    lost = sorted({line for remedy in found.remedies for line in remedy.lost})
    words = _("Mending brings {n} lines back from copies").format(n=back)
    if lost:
        words += _("; in no copy: lines {lines}.").format(lines=spans(lost))
    else:
        words += _("; nothing is lost.")
    return "\n".join([*cut_off_words(found.cut_off), words])


def mended_lines(mended: Mended) -> list[str]:
    """Return whether the records are whole again, and which lines stand nowhere any more."""
    if mended.record is None and not mended.report.damage:
        return [_("Nothing is damaged any more."), *whole_lines(mended.report)]
    lines = [mending_words(mended.record)] if mended.record else []
    lines += map(damage_words, mended.report.damage)
    if not mended.report.damage:
        lines += whole_lines(mended.report)
    return [*lines, _("The damaged files as they were are in quarantine/.")]


def whole_lines(report: Verification) -> list[str]:
    """Return that records without damage are whole, or whole but for what was accepted."""
    return list(map(accepted_words, report.accepted)) or [_("The records are whole.")]
