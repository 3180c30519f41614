"""What is said of a plan, in words: for the command line and the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dutyroom.desk.planning.plan import ChangedPlace, Planned
from dutyroom.domain.planning.fairness import DutyTally, Fairness
from dutyroom.i18n import _, listed, render
from dutyroom.text import cell_width
from dutyroom.words.codes import word

Name = Callable[[str], str]


def outcome_lines(planned: Planned) -> Iterator[str]:
    """Give what stayed empty and why, and how good the plan is."""
    outcome = planned.outcome
    if outcome.stopped:
        yield _("Stopped: this is the best plan so far.")
    if outcome.plan.holes:
        words = _("{n} places stay empty: nobody was found whom the rules let in.")
        yield words.format(n=outcome.plan.holes)
    if outcome.rules:
        yield _("These cannot hold together, and none of them can be left out:")
        yield from (f"  - {render(rule)}" for rule in outcome.rules)
    if outcome.proved:
        yield _("Penalty points {cost}: proved, no plan has fewer.").format(cost=outcome.plan.cost)
    elif outcome.bound:
        words = _("Penalty points {cost}: no plan has fewer than {bound}.")
        yield words.format(cost=outcome.plan.cost, bound=outcome.bound)
    else:
        yield _("Penalty points {cost}: 0 is perfectly fair.").format(cost=outcome.plan.cost)


def next_words(planned: Planned) -> Iterator[str]:
    """Give what to type next, on the command line."""
    if planned.outcome.plan.holes and not planned.outcome.proved:
        yield _("With --solver the rules that cannot hold together are named.")
    yield (
        _("Kept as a draft: 'dutyroom roster publish' puts it in force.")
        if planned.written
        else _("Nothing is kept yet.")
    )


def change_words(change: ChangedPlace, name: Name) -> str:
    """Return one change as a line: who had the shift, who has it now."""
    before = listed(map(name, change.before)) or "—"
    after = listed(map(name, change.after)) or "—"
    where = f"{change.post} {word(change.shift)}".strip()
    return f"{change.day:%m-%d}  {where}  {before} → {after}"


def titles() -> tuple[str, ...]:
    """Return the headings of a fairness table, the name first."""
    return (
        _("Name"),
        _("Shifts"),
        _("Nights"),
        _("Weekends"),
        _("Holidays"),
        _("Heads"),
        _("Hours"),
    )


def cells(row: DutyTally, name: Name) -> tuple[str, ...]:
    """Return a row of a fairness table, in the order of the titles."""
    numbers = (row.total, row.nights, row.weekends, row.holidays, row.heads)
    return (name(row.person), *map(str, numbers), hours(row.minutes))


def hours(minutes: int) -> str:
    """Return minutes as hours: 7, or 7.5 where they are not whole."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def spread_cells(table: Fairness) -> tuple[str, ...]:
    """Return the last row: for each number the most minus the least."""
    return (_("most − least"), *(str(number) for _name, number in table.spread), "")


def table_lines(table: Fairness, name: Name) -> Iterator[str]:
    """Give a fairness table as lines of text."""
    yield _("Who has served how much, {first} to {last}:").format(
        first=table.first, last=table.last
    )
    rows = [titles(), *(cells(row, name) for row in table.rows), spread_cells(table)]
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(_padded(text, widths[n], right=n > 0) for n, text in enumerate(row))


def _padded(text: str, width: int, *, right: bool) -> str:
    room = " " * (width - cell_width(text))
    return room + text if right else text + room


def bar(row: DutyTally, most: int, width: int) -> tuple[str, str]:
    """Return a person's bar, in nights and other shifts; ``most`` shifts fill the width."""
    length = -(-row.total * width // most) if most else 0
    dark = -(-row.nights * width // most) if most else 0
    return "█" * min(dark, length), "░" * (length - min(dark, length))


def longest(rows: Sequence[DutyTally]) -> int:
    """Return the most shifts that anybody has."""
    return max((row.total for row in rows), default=0)
