"""Sheets to read and print, line by line: of a handover, and of a month's attendance."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dutyroom.desk.desk import Desk
from dutyroom.desk.handover.find import HandoverView, look_at_handover
from dutyroom.domain.presence.month.exceptions import MonthException
from dutyroom.domain.presence.month.leaders import LeaderMonth
from dutyroom.domain.presence.month.marks import Noted
from dutyroom.domain.presence.month.month import Count
from dutyroom.domain.presence.month.person import PersonMonth
from dutyroom.domain.presence.month.sheet import MonthSheet, UnitDuties
from dutyroom.domain.records.handover import Handover
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import checklist_word, clause_mark, length, mark_words, verdict_line, word


def view_lines(view: HandoverView) -> tuple[str, ...]:
    """Return a handover with its lists, and what stands in its way."""
    handover = view.handover
    lines = [f"{handover.id}  {handover.post}  {handover.from_shift} → {handover.to_shift or '—'}"]
    lines[0] += f"  {word(view.stage)}"
    for tick in handover.ticks:
        answer = {"yes": "✓", "no": "✗"}.get(tick.answer, "·")
        words = f"  {answer} {checklist_word(tick.code)}  {tick.note} {tick.explanation}"
        lines.append(words.rstrip())
    for count in handover.counts:
        counted = "·" if count.counted is None else str(count.counted)
        note = f"{count.condition} {count.explanation}".strip()
        lines.append(f"  {count.article} {counted}/{count.expected}  {note}".rstrip())
    if view.stage not in ("complete", "one_signature"):
        lines.extend(verdict_line(v) for v in view.obstacles)
    return tuple(lines)


def sheet_lines(desk: Desk, finished: Handover) -> tuple[str, ...]:
    """Return a finished handover whole, with the last line of the records under it."""
    name = desk.state().name
    lines = list(view_lines(look_at_handover(desk, finished)))
    for passed in finished.passed:
        to = f"→ {name(passed.owner)}  " if passed.owner else ""
        lines.append(f"  {passed.item} {to}{passed.reason}".rstrip())
    for place, matter in enumerate(finished.summary, 1):
        lines.append(f"  {place}. {matter}")
    for asked in finished.questions:
        lines.append(f"  {asked.question} — {asked.answer}")
    lines += _signed_lines(finished, name)
    if finished.tip:
        lines.append(_("last line of the records: {tip}").format(tip=finished.tip))
    return tuple(lines)


def _signed_lines(finished: Handover, name: Callable[[str], str]) -> Iterator[str]:
    """Yield who signed when, who let it through against the rules, and the marks it got."""
    signatures = (("outgoing", finished.outgoing_signed), ("incoming", finished.incoming_signed))
    for side, signed in signatures:
        if signed is not None:
            yield f"{word(side)}  {name(signed.person)}  {signed.at:%Y-%m-%d %H:%M:%S}"
    if finished.overridden_by:
        words = _("override by {name}: {reason}")
        yield words.format(name=name(finished.overridden_by), reason=finished.override)
    for mark in finished.marks:
        if mark.code != "overridden":
            yield mark_words(mark)


def month_lines(sheet: MonthSheet) -> Iterator[str]:
    """Yield a month's attendance as lines: people with their marks, leaders, exceptions, posts."""
    for person in sheet.people:
        yield from _person_lines(person.name, person)
        for noted in person.marks:
            yield f"    {_noted_words(noted)}"
    if sheet.total is not None:
        yield from _person_lines(_("Together, {n} people").format(n=len(sheet.people)), sheet.total)
    yield from map(_leader_line, sheet.leaders)
    yield from map(_unit_line, sheet.units)
    for each in sheet.exceptions:
        yield from _exception_lines(each)
    for post in sheet.posts:
        yield _("{post}: nobody signed in for {time}").format(
            post=post.post, time=length(post.seconds)
        )
        for span in post.spans:
            shift = span.shift or _("no shift planned")
            yield f"    {span.start:%m-%d %H:%M} – {span.end:%m-%d %H:%M}  {shift}"


def _person_lines(head: str, person: PersonMonth) -> Iterator[str]:
    yield " ".join((head, *_duty_words(person)))
    for text in _counted(person):
        yield f"  {text}"


def _noted_words(noted: Noted) -> str:
    words = f"{noted.day:%m-%d}  {noted.number}  {mark_words(noted.mark)}"
    if not noted.came:
        return words
    return words + "  " + _("swapped without notice, {name} came").format(name=noted.came)


def _leader_line(leader: LeaderMonth) -> str:
    words = _("leader: {planned} planned, {came} came, {absent} not")
    if leader.absent is None:
        words = _("leader: {planned} planned, {came} came")
    said = words.format(planned=leader.planned, came=leader.came, absent=leader.absent)
    late = f", {_times(word('late'), leader.late)}" if leader.late.times else ""
    leave = f", {_('on leave')} {leader.leave}×" if leader.leave else ""
    return f"{leader.name}  {said}{late}{leave}"


def _unit_line(unit: UnitDuties) -> str:
    words = _("{unit}: duties {held}, at least {least} are needed")
    line = words.format(unit=unit.unit, held=unit.held, least=unit.least)
    return f"{line}  {_('not yet enough')}" if unit.short and not unit.over else line


def _exception_lines(exception: MonthException) -> Iterator[str]:
    """Yield what was owed and not done, then by whom, when, and its clause."""
    yield _("exception: {what}").format(what=render(exception.sentence))
    when = f"{exception.done:%m-%d %H:%M}" if exception.done else ""
    answered = _("done {time}").format(time=when) if when else _("not done")
    parts = (
        clause_mark(exception.clause),
        listed(exception.names),
        _("owed {time}").format(time=f"{exception.due:%m-%d %H:%M}"),
        answered if exception.code == "roster_late" else "",
    )
    yield "    " + "  ".join(part for part in parts if part)


def _duty_words(person: PersonMonth) -> tuple[str, ...]:
    return (
        _("planned {n} ({time})").format(n=person.planned, time=length(person.planned_seconds)),
        _("done {n} ({time})").format(n=person.done, time=length(person.actual_seconds)),
    )


def _counted(person: PersonMonth) -> Iterator[str]:
    """Yield what there is to count; what did not happen is left out."""
    counts = (
        (word("late"), person.late),
        (word("left_early"), person.early),
        (word("held_over"), person.held_over),
        (word("away"), person.away),
        (word("deserted"), person.deserted),
    )
    plain = (
        (word("absent"), person.absent),
        (word("awol"), person.awol),
        (_("a substitute came"), person.replaced),
        (_("on leave"), person.leave),
        (_("days of leave"), person.days_off),
        (_("of them study"), person.studied),
        (_("days owed"), person.owed),
        (_("urgent swaps"), person.urgent),
        (_("checked"), person.checks),
        (word("not_found"), person.not_found),
        (word("phone_off"), person.phone_off),
        (_("meetings missed"), person.meetings_missed),
        (_("not signed out"), person.signed_in_still),
        (_("excused"), person.excused),
    )
    yield from (_times(label, count) for label, count in counts if count.times)
    yield from (f"{label} {n}×" for label, n in plain if n)


def _times(label: str, count: Count) -> str:
    time = f" ({length(count.seconds)})" if count.seconds else ""
    return f"{label} {count.times}×{time}"
