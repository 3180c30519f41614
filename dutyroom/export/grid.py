"""The month as people and days: who has how many shifts, in one look."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from dutyroom.domain.base.dates import dates
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Roster, RosterLine
from dutyroom.domain.roster.view import weekday
from dutyroom.export.columns import Names, ShiftColumn, heading_of, slot_of, slots_of
from dutyroom.export.safe import clean
from dutyroom.export.table import PrintedGrid
from dutyroom.i18n import _, render

SUBSTITUTE = "*"
_Lines = list[tuple[RosterLine, bool]]
_ByDay = dict[date, _Lines]


def grid_of(roster: Roster, profile: Profile, calendar: DutyCalendar, names: Names) -> PrintedGrid:
    """Return the grid of a roster; who only leads or drives stands below the others."""
    days = dates(roster.first, roster.last)
    letters = _letters(slots_of(roster, profile))
    lines = _lines_of_people(roster)
    rows = []
    for person in sorted(lines, key=lambda key: _is_head(lines[key])):
        mine = lines[person]
        cells = tuple(_cell(mine.get(day, []), letters) for day in days)
        rows.append((names.name(person), cells, _shifts(mine), _nights(mine, profile)))
    return PrintedGrid(
        days=days,
        kinds=tuple(calendar.kind(day) for day in days),
        weekdays=tuple(render(weekday(day))[-1:] for day in days),
        rows=tuple(rows),
        legend=tuple(_legend(roster, letters)),
    )


def _lines_of_people(roster: Roster) -> dict[str, _ByDay]:
    """Return by person and date the lines, each with whether the person is a substitute on it."""
    lines: dict[str, _ByDay] = {}
    for line in roster.lines:
        for who in line.people:
            mine = lines.setdefault(who.person, {})
            mine.setdefault(line.day, []).append((line, who.substitute))
    return lines


def _legend(roster: Roster, letters: Mapping[ShiftColumn, str]) -> Iterator[str]:
    for slot, letter in letters.items():
        yield f"{letter} {heading_of(slot)}".replace("\n", " ")
    if any(who.substitute for line in roster.lines for who in line.people):
        yield SUBSTITUTE + " " + _("(sub)").strip("()（）")


def _letters(slots: tuple[ShiftColumn, ...]) -> dict[ShiftColumn, str]:
    """Return a sign for each column: the shift's first letter, or what tells it from others."""
    ways: tuple[Callable[[ShiftColumn], str], ...] = (
        lambda slot: clean(slot.shift)[:1],
        lambda slot: clean(slot.post)[:1],
        lambda slot: clean(slot.post)[:1] + clean(slot.shift)[:1],
    )
    heads = {slot: heading_of(slot)[:1] for slot in slots if slot.role != "duty"}
    duty = [slot for slot in slots if slot.role == "duty"]
    for way in ways:
        letters = [way(slot) for slot in duty]
        if len(set(letters)) == len(letters) and not set(letters) & set(heads.values()):
            break
    else:
        letters = [f"{place}" for place in range(1, len(duty) + 1)]
    return heads | dict(zip(duty, letters, strict=True))


def _cell(lines: _Lines, letters: Mapping[ShiftColumn, str]) -> str:
    marked = (letters[slot_of(line)] + (SUBSTITUTE if sub else "") for line, sub in lines)
    return "".join(dict.fromkeys(marked))


def _is_head(by_day: _ByDay) -> bool:
    lines = (line for of_day in by_day.values() for line, _sub in of_day)
    return all(line.role != "duty" for line in lines)


def _shifts(by_day: _ByDay) -> int:
    """Count the shifts of a person; one at several places is one."""
    total = 0
    for lines in by_day.values():
        total += len({(line.start, line.end) for line, _sub in lines})
    return total


def _nights(by_day: _ByDay, profile: Profile) -> int:
    """Count the shifts that the profile calls nights, and others across midnight."""

    def night(line: RosterLine) -> bool:
        post = profile.post(line.post)
        rule = post.template(line.shift) if post else None
        if rule:
            return rule.night
        return line.role == "duty" and line.start.date() < line.end.date()

    total = 0
    for lines in by_day.values():
        total += len({line.start for line, _sub in lines if night(line)})
    return total
