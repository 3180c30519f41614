"""Which columns a roster needs: leaders, a column a shift, or the persons of a date in a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time

from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee, LineRole, Roster, RosterLine
from dutyroom.export.safe import clean
from dutyroom.export.table import ColumnKind, PrintedColumn
from dutyroom.i18n import _
from dutyroom.values import dataclass

Lines = Sequence[RosterLine]
LinesCell = Callable[[Lines], str]
"""Fills a cell from the lines of a date."""
_ROLES: tuple[LineRole, ...] = ("chief", "leader", "duty", "driver")


@dataclass(frozen=True, slots=True)
class ShiftColumn:
    """A shift of a post with its hours, or a head or driver: what one column holds."""

    role: LineRole
    post: str
    shift: str
    start: time
    end: time

    def holds(self, line: RosterLine) -> bool:
        """Tell whether a line belongs into this column."""
        return slot_of(line) == self

    @property
    def hours(self) -> str:
        """Return the hours, such as ``16:30–23:30``."""
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Names:
    """The names and numbers of people as they are printed; a namesake has the key."""

    people: Mapping[str, Person]

    def name(self, key: str) -> str:
        """Return the name of a person's key, the key itself where two bear the name."""
        person = self.people.get(key)
        if person is None:
            return clean(key)
        twins = sum(1 for other in self.people.values() if other.name == person.name)
        return clean(person.name if twins == 1 else key)

    def phone(self, who: Assignee) -> str:
        """Return the number of the line, else the person's own."""
        person = self.people.get(who.person)
        return clean(who.phone or (person.phone if person else ""))

    def listed(self, people: Sequence[Assignee]) -> str:
        """Return the names in a cell, substitutes marked."""
        names = []
        for assignee in people:
            name = self.name(assignee.person)
            names.append(name + _("(sub)") if assignee.substitute else name)
        return "、".join(names)

    def phones(self, people: Sequence[Assignee]) -> str:
        """Return the numbers in a cell, in the order of the names."""
        numbers = [self.phone(who) for who in people]
        if not any(numbers):
            return ""
        return " / ".join(number or "—" for number in numbers)


def slot_of(line: RosterLine) -> ShiftColumn:
    """Return the column of a line."""
    start, end = line.start.time(), line.end.time()
    if line.role != "duty":
        return ShiftColumn(line.role, "", "", time(0), time(0))
    return ShiftColumn(line.role, line.post, line.shift, start, end)


def slots_of(roster: Roster, profile: Profile) -> tuple[ShiftColumn, ...]:
    """Return the columns of people: leaders, then posts and shifts as the profile has them."""
    slots = dict.fromkeys(slot_of(line) for line in roster.lines)
    posts = [post.id for post in profile.posts]
    shifts: dict[str, list[str]] = {}
    for post in profile.posts:
        shifts[post.id] = [rule.id for rule in post.templates()]

    def place(slot: ShiftColumn) -> tuple[int, int, int, time]:
        of_post = shifts.get(slot.post, [])
        return (
            _ROLES.index(slot.role),
            _place_in(posts, slot.post),
            _place_in(of_post, slot.shift),
            slot.start,
        )

    return tuple(sorted(slots, key=place))


def _place_in(names: list[str], name: str) -> int:
    """Return the place of a name; one that the profile does not have comes after all."""
    return names.index(name) if name in names else len(names)


def shared_places(roster: Roster, profile: Profile) -> tuple[str, ...]:
    """Return the posts where the same people have the same hours each date, else nothing.

    Such a roster is printed as R-202 has it: a line a date, each person with a number.
    """
    duty = [line for line in roster.lines if line.role == "duty"]
    places = tuple(dict.fromkeys(line.post for line in duty))
    hours = {(line.start.time(), line.end.time()) for line in duty}
    alike = all(_same_people(lines, places) for lines in lines_by_day(duty).values())
    if not alike or len(hours) != 1:
        return ()
    # One post with a shift of its own profile has a column, as everywhere.
    if len(places) == 1 and _has_shift(profile, places[0], duty[0].shift):
        return ()
    return places


def lines_by_day(lines: Lines) -> dict[date, list[RosterLine]]:
    """Return the lines of each date that has any."""
    by_day: dict[date, list[RosterLine]] = {}
    for line in lines:
        by_day.setdefault(line.day, []).append(line)
    return by_day


def _same_people(lines: Lines, places: Sequence[str]) -> bool:
    """Tell whether the same people stand at each of the places, in one line for each."""
    if len(lines) != len(places) or {line.post for line in lines} != set(places):
        return False
    return len({line.people for line in lines}) == 1


def _has_shift(profile: Profile, post: str, shift: str) -> bool:
    known = profile.post(post)
    return known is not None and known.template(shift) is not None


def people_columns(
    roster: Roster, profile: Profile, names: Names, *, phones: bool
) -> list[tuple[PrintedColumn, LinesCell]]:
    """Return the columns of people with what fills them; ``phones`` next to every shift too."""
    columns: list[tuple[PrintedColumn, LinesCell]] = []
    places = shared_places(roster, profile)
    for slot in slots_of(roster, profile):
        if slot.role == "duty" and places:
            continue
        kind: ColumnKind = "people" if slot.role == "duty" else "head"
        columns.append((PrintedColumn(heading_of(slot), kind), _names_cell(slot, names)))
        if phones or slot.role != "duty":
            columns.append((PrintedColumn(_("Telephone"), "phone"), _phones_cell(slot, names)))
    return columns + (_person_columns(roster, names) if places else [])


def heading_of(slot: ShiftColumn) -> str:
    """Return the heading of a column: post and shift over the hours."""
    return f"{label_of(slot)}\n{slot.hours}" if slot.role == "duty" else label_of(slot)


def label_of(slot: ShiftColumn) -> str:
    """Return how a shift, a head or a driver is called on the sheet."""
    if slot.role == "chief":
        return _("chief")
    if slot.role != "duty":
        return _("duty leader") if slot.role == "leader" else _("driver")
    return clean(slot.post if slot.post == slot.shift else f"{slot.post} {slot.shift}".strip())


def _names_cell(slot: ShiftColumn, names: Names) -> LinesCell:
    def cell(lines: Lines) -> str:
        words = (names.listed(line.people) for line in lines if slot.holds(line))
        return "、".join(filter(None, words))

    return cell


def _phones_cell(slot: ShiftColumn, names: Names) -> LinesCell:
    def cell(lines: Lines) -> str:
        words = (names.phones(line.people) for line in lines if slot.holds(line))
        return " / ".join(filter(None, words))

    return cell


def _person_columns(roster: Roster, names: Names) -> list[tuple[PrintedColumn, LinesCell]]:
    """Return as many pairs of name and number as a date has people."""
    most = max((len(line.people) for line in roster.lines if line.role == "duty"), default=1)
    columns: list[tuple[PrintedColumn, LinesCell]] = []
    for place in range(max(1, most)):
        columns.append((PrintedColumn(_("Persons on duty"), "people"), _nth(place, names.listed)))
        columns.append((PrintedColumn(_("Telephone"), "phone"), _nth(place, names.phones)))
    return columns


def _nth(place: int, words: Callable[[Sequence[Assignee]], str]) -> LinesCell:
    def cell(lines: Lines) -> str:
        duty = next((line for line in lines if line.role == "duty"), None)
        return words(duty.people[place : place + 1]) if duty else ""

    return cell
