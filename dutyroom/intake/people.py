"""The people in a roster's cells, matched with address lists and the station's people."""

from __future__ import annotations

import re
from dataclasses import replace

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Assignee
from dutyroom.domain.roster.view import is_blanked
from dutyroom.intake.draft import FoundPerson, SheetProblem
from dutyroom.intake.names import (
    LONGEST_NAME,
    WrittenName,
    read_phone,
    split_names,
    squeeze,
)
from dutyroom.intake.sheets import SheetCell
from dutyroom.values import dataclass

_NUMBER = re.compile(r"[\d\-+]{7,}")


@dataclass(slots=True)
class _Stranger:
    person: FoundPerson
    cells: int = 0


class Register:
    """Everybody who may stand on the roster, and who else was found there.

    A name is looked up without its blanks: among the station's own people
    first, then in the address lists of the file.
    """

    def __init__(
        self, sheet: str, listed: tuple[FoundPerson, ...], known: tuple[Person, ...]
    ) -> None:
        """Take the people of the address lists and those whom the station knows."""
        self._sheet = sheet
        self._listed = {squeeze(person.name): person for person in listed}
        self._known = {squeeze(person.name): person for person in reversed(known)}
        self._names = {person.key: person.name for person in known}
        names = [squeeze(person.name) for person in known]
        self._ambiguous = {name for name in names if names.count(name) > 1}
        self._spellings = [p.name for p in listed] + [p.name for p in known]
        self._strangers: dict[str, _Stranger] = {}
        self._problems: list[SheetProblem] = []

    def read(
        self, cell: SheetCell, phones: list[SheetCell], rank: str = ""
    ) -> tuple[Assignee, ...]:
        """Read the people of a cell and their numbers from the phone cells next to it.

        ``rank`` is what the column makes of somebody whom no list names.
        """
        names = split_names(cell.text, self._spellings)
        numbers = self._numbers(phones, len(_without_numbers(names)))
        assigned: list[Assignee] = []
        for written in names:
            if _NUMBER.fullmatch(written.name) and assigned:
                number = self._number(cell, written.name)
                assigned[-1] = replace(assigned[-1], phone=number)
            else:
                number = numbers[len(assigned)] if len(assigned) < len(numbers) else ""
                assigned.append(self._assign(cell, written, number, rank))
        return tuple(assigned)

    def plates(self, drivers: tuple[Assignee, ...]) -> str:
        """Return the plates that the address lists have for the drivers of a line (R-067)."""
        names = (squeeze(self._names.get(who.person, who.person)) for who in drivers)
        plates = (self._listed[name].plate for name in names if name in self._listed)
        return "、".join(dict.fromkeys(filter(None, plates)))

    def people(self) -> tuple[FoundPerson, ...]:
        """Return the listed people, then those whom only the roster names, with a number.

        A name without a number may be a slip of the pen: it is a problem, no person.
        """
        strangers = [stranger.person for stranger in self._strangers.values()]
        return (*self._listed.values(), *(person for person in strangers if person.phone))

    def problems(self) -> tuple[SheetProblem, ...]:
        """Return what was odd about people, each unknown name once with its first cell."""
        unknown = [
            SheetProblem(
                stranger.person.cell,
                say(
                    "{name} is in no address list ({count} times on the roster)",
                    name=stranger.person.name,
                    count=stranger.cells,
                ),
            )
            for stranger in self._strangers.values()
        ]
        return (*self._problems, *unknown)

    def _numbers(self, phones: list[SheetCell], wanted: int) -> list[str]:
        """Return the numbers of phone cells: as many as are wanted, if a cell may be parted."""
        numbers = [self._number(cell, cell.value) for cell in phones if cell.text]
        parts: list[str] = []
        for number in numbers:
            parts += number.split(" / ")
        return parts if len(parts) == wanted else numbers

    def _number(self, cell: SheetCell, value: object) -> str:
        number, wrong = read_phone(value)
        if wrong:
            self._odd(cell, wrong)
        return number

    def _assign(self, cell: SheetCell, written: WrittenName, number: str, rank: str) -> Assignee:
        """Return whom a written name means; what is odd about name and number is kept."""
        name = squeeze(written.name)
        person, listed = self._known.get(name), self._listed.get(name)
        self._check_name(cell, written.name)
        known = listed or person
        listed_phone = known.phone if known else ""
        if number and listed_phone and _digits(number) != _digits(listed_phone):
            self._odd(
                cell,
                say(
                    "{name} has {number} here and {other} in the address list",
                    name=written.name,
                    number=number,
                    other=listed_phone,
                ),
            )
        if known is None:
            self._strange(cell, written.name, number, rank)
        key = person.key if person else written.name
        return Assignee(key, number or listed_phone, written.substitute)

    def _check_name(self, cell: SheetCell, name: str) -> None:
        """Report a name that is too long for one, and one that two people bear."""
        if len(name) > LONGEST_NAME:
            text = say("{name}: a name of {count} characters", name=name, count=len(name))
            self._odd(cell, text)
        if squeeze(name) in self._ambiguous:
            self._odd(cell, say("There are two people by the name of {name}", name=name))

    def _strange(self, cell: SheetCell, name: str, number: str, rank: str) -> None:
        if is_blanked(name):
            if not number:
                self._odd(
                    cell,
                    say(
                        "{name}: the name was made unreadable, and there is no telephone number",
                        name=name,
                    ),
                )
            return
        person = FoundPerson(name=name, rank=rank, phone=number, cell=f"{self._sheet}!{cell.ref}")
        stranger = self._strangers.setdefault(squeeze(name), _Stranger(person))
        stranger.cells += 1
        if number and not stranger.person.phone:
            stranger.person = replace(stranger.person, phone=number)

    def _odd(self, cell: SheetCell, sentence: Sentence) -> None:
        """Keep a problem; the other cells of a merged area would only repeat it."""
        if not cell.merged:
            self._problems.append(SheetProblem(f"{self._sheet}!{cell.ref}", sentence))


def _without_numbers(names: tuple[WrittenName, ...]) -> list[WrittenName]:
    return [written for written in names if not _NUMBER.fullmatch(written.name)]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-11:]
