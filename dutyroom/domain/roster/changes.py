"""What one roster says otherwise than another, line by line (R-192)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Literal

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.records.roster import Assignee, DayMark, LineRole, Roster, RosterLine
from dutyroom.values import dataclass

Key = tuple[date, str, str, str]

ROLE_WORDS: dict[LineRole, Sentence] = {
    "chief": say("chief duty officer"),
    "leader": say("duty leader"),
    "driver": say("driver"),
}
"""What a line other than a shift's is called in a sentence; `where_words` is for columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line that is new, gone or other than before: who had it, who has it, when.

    ``hours`` and ``old_hours`` are such as ``16:30–23:30``, empty where there
    is no line.
    """

    kind: Literal["added", "removed", "changed"]
    day: date
    post: str
    shift: str
    role: LineRole
    before: tuple[Assignee, ...] = ()
    after: tuple[Assignee, ...] = ()
    old_hours: str = ""
    hours: str = ""
    old_remark: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PhoneChange:
    """A person whose number on the roster is another one, or is gone."""

    person: str
    before: str
    after: str


def changes(before: Roster, after: Roster) -> tuple[LineChange, ...]:
    """Return the lines that differ, by date; telephone numbers alone are no change of a line."""
    old, new = _by_key(before), _by_key(after)
    changed: list[LineChange] = []
    for key in sorted(old.keys() | new.keys()):
        for was, becomes in zip_longest(old.get(key, ()), new.get(key, ())):
            change = _change(was, becomes)
            if change is not None:
                changed.append(change)
    return tuple(changed)


def phone_changes(before: Roster, after: Roster) -> tuple[PhoneChange, ...]:
    """Return the people of both rosters who stand there with another number (R-184)."""
    old = _phones(before)
    changed = []
    for person, number in _phones(after).items():
        was = old.get(person, "")
        # A number that was added or left out is no other number.
        if was and number and was != number:
            changed.append(PhoneChange(person, was, number))
    return tuple(changed)


def told_changes(before: Roster, after: Roster, name: Callable[[str], str]) -> tuple[Sentence, ...]:
    """Return all that a version says otherwise than the one before (变更说明, R-192).

    Lines, telephone numbers, and dates that a holiday notice changed.
    """
    return (
        *(change_sentence(change, name) for change in changes(before, after)),
        *(phone_sentence(change, name) for change in phone_changes(before, after)),
        *(day_sentence(day) for day in after.days if day not in before.days),
    )


def change_sentence(change: LineChange, name: Callable[[str], str]) -> Sentence:
    """Return a change as people read it; ``name`` gives the name of a person's key."""
    where = where_words(change.role, change.post, change.shift)
    before, after = (_names(who, name) for who in (change.before, change.after))
    if change.kind == "added":
        return say("{day} {where}: new, {who}", day=change.day, where=where, who=after)
    if change.kind == "removed":
        return say("{day} {where}: left out, was {who}", day=change.day, where=where, who=before)
    parts: list[Sentence] = []
    if change.before != change.after and before != after:
        parts.append(say("{a} → {b}", a=before, b=after))
    parts += _hours_and_remark(change)
    return say("{day} {where}: {parts}", day=change.day, where=where, parts=tuple(parts))


def _hours_and_remark(change: LineChange) -> Iterator[Sentence]:
    """Give how hours and remark changed; only duty lines have hours of their own."""
    if change.old_hours != change.hours and change.role == "duty":
        yield say("{a} → {b}", a=change.old_hours, b=change.hours)
    if change.old_remark != change.remark:
        old, new = change.old_remark or "—", change.remark or "—"
        yield say("remark {before} → {after}", before=old, after=new)


def phone_sentence(change: PhoneChange, name: Callable[[str], str]) -> Sentence:
    """Return another number as people read it."""
    return say(
        "telephone of {name}: {before} → {after}",
        name=name(change.person),
        before=change.before or "—",
        after=change.after or "—",
    )


def day_sentence(mark: DayMark) -> Sentence:
    """Return what a date was and what the holiday notice made of it."""
    after = kind_words(mark.after)
    if mark.holiday:
        after = say("{kind}: {name}", kind=after, name=mark.holiday)
    return say("{day}: {a} → {b}", day=mark.day, a=kind_words(mark.before), b=after)


def kind_words(kind: str) -> Sentence:
    """Return a kind of day as people read it."""
    return {
        "workday": say("working day"),
        "weekend": say("weekend"),
        "holiday": say("holiday"),
        "make_up": say("make-up working day"),
    }[kind]


def where_words(role: LineRole, post: str, shift: str) -> Sentence | str:
    """Return post and shift of a line, or the head or driver that it names."""
    if role == "chief":
        return say("chief")
    if role == "leader":
        return say("duty leader")
    if role == "driver":
        return say("driver")
    return post if post == shift else f"{post} {shift}".strip()


def hours_words(line: RosterLine) -> str:
    """Return the hours of a line, such as ``16:30–23:30``."""
    return f"{line.start:%H:%M}–{line.end:%H:%M}"


def _by_key(roster: Roster) -> dict[Key, list[RosterLine]]:
    """Return the lines of each date, role, post and shift, in order of time."""
    by_key: dict[Key, list[RosterLine]] = {}
    for line in sorted(roster.lines, key=lambda each: (each.start, each.end)):
        by_key.setdefault((line.day, line.role, line.post, line.shift), []).append(line)
    return by_key


def _change(before: RosterLine | None, after: RosterLine | None) -> LineChange | None:
    """Return how a line changed, or None where nothing that is read did."""
    if after is None:
        return _removed(before) if before else None
    if before is None:
        return _added(after)
    if _same(before, after):
        return None
    return replace(
        _added(after),
        kind="changed",
        before=before.people,
        old_hours=hours_words(before),
        old_remark=before.remark,
    )


def _added(line: RosterLine) -> LineChange:
    return LineChange(
        kind="added",
        day=line.day,
        post=line.post,
        shift=line.shift,
        role=line.role,
        after=line.people,
        hours=hours_words(line),
        remark=line.remark,
    )


def _removed(line: RosterLine) -> LineChange:
    return LineChange(
        kind="removed",
        day=line.day,
        post=line.post,
        shift=line.shift,
        role=line.role,
        before=line.people,
        old_hours=hours_words(line),
        old_remark=line.remark,
    )


def _same(before: RosterLine, after: RosterLine) -> bool:
    """Tell whether nothing that is read changed; only duty lines have hours of their own."""
    if before.remark != after.remark:
        return False
    if list(_who(before.people)) != list(_who(after.people)):
        return False
    if after.role != "duty":
        return True
    return (before.start, before.end) == (after.start, after.end)


def _who(people: Sequence[Assignee]) -> Iterator[tuple[str, bool]]:
    return ((each.person, each.substitute) for each in people)


def _names(people: Sequence[Assignee], name: Callable[[str], str]) -> tuple[Sentence | str, ...]:
    words: list[Sentence | str] = []
    for assignee in people:
        word: Sentence | str = name(assignee.person)
        if assignee.substitute:
            word = say("{name} (sub)", name=word)
        words.append(word)
    return tuple(words) or ("—",)


def _phones(roster: Roster) -> dict[str, str]:
    """Return the first number that stands next to each person, by key; it may be empty."""
    numbers: dict[str, str] = {}
    for line in roster.lines:
        for each in line.people:
            numbers[each.person] = numbers.get(each.person) or each.phone
    return numbers
