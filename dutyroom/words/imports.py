"""What an import says: what it changes, what it did not understand, what the check finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from dutyroom.desk.roster.files import Progress
from dutyroom.desk.roster.imports import Imported
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.changes import change_sentence, phone_sentence
from dutyroom.domain.roster.check import Finding
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import word
from dutyroom.words.rosters import provisional_words


def import_lines(imported: Imported, name: Callable[[str], str]) -> tuple[str, ...]:
    """Return an import whole, a line for each thing; ``name`` gives the name of a key."""
    lines = [f"{p.cell}: {render(p.sentence)}" for p in imported.problems]
    if imported.people:
        lines.append(_("New people: {names}").format(names=listed(_with_units(imported))))
    lines += _cars(imported, name)
    lines += change_lines(imported, name)
    lines += [finding_line(finding) for finding in imported.findings]
    lines.append(roster_line(imported.roster))
    return tuple(lines)


def progress_words(progress: Progress) -> str:
    """Return how far the reading of a file has come, in full per cents."""
    if not progress.rows:
        return _("The file is looked at…")
    percent = 100 * progress.rows // max(progress.rows, progress.of)
    return _("Reading… {percent} %").format(percent=percent)


def _with_units(imported: Imported) -> Iterator[str]:
    """Give the new people, each with the unit of the address list."""
    units = {person.name: person.unit for person in imported.listed if person.unit}
    yield from (f"{name} ({units[name]})" if name in units else name for name in imported.people)


def _cars(imported: Imported, name: Callable[[str], str]) -> Iterator[str]:
    """Give the cars of the address lists: on how many dates, or that nobody drives them."""
    dates = _dates_driven(imported.roster, name)
    idle = []
    for person in imported.listed:
        if not person.plate:
            continue
        if person.name in dates:
            words = _("Car {plate}: {name}, dates as driver: {n}")
            yield words.format(plate=person.plate, name=person.name, n=dates[person.name])
        else:
            idle.append(f"{person.name} {person.plate}")
    if idle:
        yield _("Cars not taken in, nobody drives them here: {cars}").format(cars=listed(idle))


def _dates_driven(roster: Roster, name: Callable[[str], str]) -> Counter[str]:
    """Count the dates on which each person drives, by the person's name."""
    dates: Counter[str] = Counter()
    for line in roster.lines:
        if line.role == "driver":
            dates.update(name(driver.person) for driver in line.people)
    return dates


def change_lines(imported: Imported, name: Callable[[str], str]) -> Iterator[str]:
    """Give what is other than in the roster that stands for the same span."""
    yield compared_line(imported)
    yield from (render(change_sentence(change, name)) for change in imported.changes)
    yield from (render(phone_sentence(change, name)) for change in imported.phones)


def compared_line(imported: Imported) -> str:
    """Return how many changes there are, and to what."""
    if imported.before is None:
        words = _("No roster of this span is there yet: all {n} lines are new")
        return words.format(n=len(imported.roster.lines))
    return _("Compared with {number} v{version} ({state}), changes: {n}").format(
        number=imported.before.id,
        version=imported.before.version,
        state=word(imported.before.state),
        n=len(imported.changes) + len(imported.phones),
    )


def finding_line(finding: Finding) -> str:
    """Return what the checker found, with its level, its clause and its cell."""
    cell = f"{finding.cell}: " if finding.cell else ""
    return f"{cell}{word(finding.level)}: {render(finding.sentence)}  [{finding.clause}]"


def roster_line(roster: Roster) -> str:
    """Return a roster in a line: number, title, span, state, version, how many lines."""
    lines = _("lines: {n}").format(n=len(roster.lines))
    return (
        f"{roster.id or _('in the file:')}  {roster.title}  {roster.first} → {roster.last}  "
        f"{word(roster.state)}  v{roster.version}  {lines}  {provisional_words(roster)}"
    ).rstrip()
