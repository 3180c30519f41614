"""The life of a roster in words: its steps, who is missing, the filing overview."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from dutyroom.desk.station.calendars import TakenYear
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import Roster, RosterFact, RosterLine
from dutyroom.domain.roster.changes import day_sentence, told_changes
from dutyroom.domain.roster.check import Finding
from dutyroom.domain.roster.steps import Stage, filing, stages, untold_shifts
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import mark_words, word, word_of

if TYPE_CHECKING:
    from dutyroom.desk.roster.day import DayLine

Name = Callable[[str], str]


def cleaning_words(names: tuple[str, ...]) -> str:
    """Return who cleans the duty room on a date (R-198)."""
    return _("Cleaning of the duty room: {names}").format(names=listed(names))


def work_words(day: date, *, working: bool) -> str:
    """Return whether work goes on on a date (R-372)."""
    text = _("{day}: work goes on") if working else _("{day}: no work")
    return text.format(day=f"{day:%m-%d}")


def findings_words(findings: Iterable[Finding]) -> str:
    """Return how many findings have to be put right: what is only noted does not count."""
    n = sum(1 for finding in findings if finding.level in ("warn", "block"))
    return _("1 finding") if n == 1 else _("{n} findings").format(n=n)


def marks_words(line: DayLine, *, brief: bool = False) -> str:
    """Return what a shift of a day is marked with, by name where several came."""
    words = partial(mark_words, brief=brief)
    several = len(line.actual) > 1
    own = (
        (f"{name} " if several else "") + "; ".join(map(words, came.marks))
        for name, came in line.actual
        if came.marks
    )
    return "; ".join((*own, *map(words, line.marks)))


def step_word(step: str) -> str:
    """Return the word for a step of a roster."""
    return word_of("step", step)


def stage_line(stage: Stage, name: Name) -> str:
    """Return a step in a line: how many are done, and who is missing."""
    reached = stage.whole - len(stage.missing)
    line = f"{step_word(stage.step)} {reached}/{stage.whole}"
    if stage.missing:
        line += "  " + _("still missing: {names}").format(names=listed(map(name, stage.missing)))
    return line


def fact_line(fact: RosterFact, name: Name) -> str:
    """Return a fact in a line: whom, when, by whom, how, which version."""
    unit = f"{fact.unit} → " if fact.unit else ""
    parts = (
        step_word(fact.step),
        unit + name(fact.whom),
        f"{fact.at:%m-%d %H:%M}",
        name(fact.by),
        fact.way,
        f"v{fact.version}",
    )
    return "  ".join(part for part in parts if part)


def life_lines(roster: Roster, profile: Profile, name: Name) -> Iterator[str]:
    """Yield how far a roster is, then everything that was done with it."""
    steps = stages(roster, profile)
    yield from (stage_line(stage, name) for stage in steps)
    for stage in steps:
        if stage.step == "told":
            for person in stage.missing:
                n = len(untold_shifts(roster, person))
                yield "  " + _("{person}: {n} lines not told").format(person=name(person), n=n)
    yield from (f"  {fact_line(fact, name)}" for fact in roster.facts)
    if not steps:
        yield _("The profile asks for no steps after publishing.")


def filing_lines(roster: Roster, profile: Profile, name: Name) -> Iterator[str]:
    """Yield the filing overview: each unit's roster with each body, empty ones marked (R-068)."""
    for row in filing(roster, profile):
        cells = (
            f"{body} {_filed(fact, roster, name) if fact else '[' + _('unfiled') + ']'}"
            for body, fact in row.cells
        )
        yield "  ".join([row.unit or _("the whole roster"), *cells])


def _filed(fact: RosterFact, roster: Roster, name: Name) -> str:
    version = f" v{fact.version}" if fact.version < roster.version else ""
    return f"{fact.at:%m-%d %H:%M} {name(fact.by)}{version}"


def year_lines(year: TakenYear) -> Iterator[str]:
    """Yield a notice that was put in, then each roster that it changed with the dates."""
    notice = year.notice
    yield f"{notice.year}  {notice.notice}"
    yield from (f"{h.name}  {h.first} → {h.last}" for h in notice.holidays)
    yield from (f"{word('make_up')}  {day}" for day in notice.make_up)
    for roster in year.rosters:
        words = _("{number} {title} is version {n} now; changed dates: {m}")
        yield words.format(
            number=roster.id, title=roster.title, n=roster.version, m=len(roster.days)
        )
        yield from (f"  {render(day_sentence(mark))}" for mark in roster.days)


def provisional_words(roster: Roster) -> str:
    """Return that a roster is provisional and why, or nothing."""
    if not roster.provisional:
        return ""
    return _("provisional ({years})").format(years=listed(map(str, roster.provisional)))


def version_lines(earlier: tuple[Roster, ...], roster: Roster, name: Name) -> Iterator[str]:
    """Yield what is other than in the version that was in force before (R-192)."""
    if not earlier:
        yield _("No version was in force before.")
        return
    yield _("Changes since version {n}:").format(n=earlier[-1].version)
    changes = told_changes(earlier[-1], roster, name)
    yield from (f"  {render(sentence)}" for sentence in changes)
    if not changes:
        yield "  " + _("Nothing is changed")


def line_note(roster: Roster, line: RosterLine) -> str:
    """Return what is said next to the people of a line: car, 待重排, remark (R-066, R-067)."""
    waits = line.role == "driver" and line.day in roster.rearrange
    parts = (line.plate, _("to be arranged anew") if waits else "", line.remark)
    return "  ".join(part for part in parts if part)
