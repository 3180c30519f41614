"""Hours of a roster without anybody, and years without a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from zoneinfo import ZoneInfo

from dutyroom.domain.base.codes import LevelCode
from dutyroom.domain.base.dates import DAY
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.posts import Post
from dutyroom.domain.profile.times import span
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.station import Contact
from dutyroom.domain.roster.view import Finding, RosterView, Span, day_list, length, weekday


def unknown_years(view: RosterView) -> Iterator[Finding]:
    """Say which years have no notice of holidays yet (R-046)."""
    for year in view.calendar.unknown_years(view.roster.first, view.roster.last):
        text = say("The holidays of {year} are not known yet: weekends are provisional", year=year)
        yield view.find("year_unknown", text, "R-046", max(view.roster.first, date(year, 1, 1)))


def gaps(view: RosterView) -> Iterator[Finding]:
    """Find hours without anybody: by shift, by duty date, or over the stated span."""
    by_shifts = view.by_shifts()
    for post in by_shifts:
        yield from _empty_shifts(view, post)
    judged = {post.id for post in by_shifts}
    by_hours = _gaps_of_month if view.monthly else _gaps_of_span
    yield from by_hours(view, judged)


def _gaps_of_month(view: RosterView, judged: set[str]) -> Iterator[Finding]:
    """Find empty hours of the posts that are manned round the clock (R-062)."""
    for post in view.profile.posts:
        if post.id not in judged:
            yield from _empty_hours(view, post.id, round_the_clock(view, (post,)), "R-062")


def _gaps_of_span(view: RosterView, judged: set[str]) -> Iterator[Finding]:
    """Find empty hours of the places that the roster names; without any, all of them (R-203)."""
    whole = (view.roster.starts, view.roster.ends)
    for place in view.by_post:
        if place not in judged:
            yield from _empty_hours(view, place, [whole], "R-203")
    if not view.by_post:
        yield _gap(view, "", whole, "R-203")


def _empty_shifts(view: RosterView, post: Post) -> Iterator[Finding]:
    """Find the shifts of a post that no line fills: each by its date.

    One that the roster has on no date at all is a single finding.
    """
    clause = "R-079" if view.monthly else "R-203"
    covered = [(line.start, line.end) for line in view.by_post.get(post.id, [])]
    for rule in post.templates():
        empty: list[date] = []
        for day in view.days:
            shift = span(rule, day, view.zone)
            for gap in uncovered([shift], covered):
                if gap == shift:
                    empty.append(day)
                else:
                    yield _gap(view, post.id, gap, clause, day)
        if len(empty) == len(view.days) > 1:
            text = say(
                "{post} {shift}: nobody on any date, {days}",
                post=post.id,
                shift=rule.id,
                days=day_list(empty),
            )
            yield view.find("gap", text, clause, empty[0], post.id, tuple(empty))
        else:
            for day in empty:
                yield _empty_shift(view, ShiftRef(day, post.id, rule.id), clause)


def _empty_shift(view: RosterView, ref: ShiftRef, clause: str) -> Finding:
    text = say(
        "{post} {shift}: nobody on {day} ({weekday})",
        post=ref.post,
        shift=ref.shift,
        day=ref.day,
        weekday=weekday(ref.day),
    )
    return view.find("gap", text, clause, ref.day, ref.post, line=ref)


def _empty_hours(
    view: RosterView, place: str, wanted: list[Span], clause: str
) -> Iterator[Finding]:
    covered = [(line.start, line.end) for line in view.by_post.get(place, [])]
    yield from alike_gaps(view, place, uncovered(wanted, covered), clause, post=place)


def alike_gaps(
    view: RosterView,
    place: str | Sentence,
    gaps: list[Span],
    clause: str,
    code: LevelCode = "gap",
    post: str = "",
) -> Iterator[Finding]:
    """Give the gaps of a place; those at the same hours of several days in one finding."""
    alike: dict[tuple[str, str], list[Span]] = {}
    for gap in gaps:
        alike.setdefault(_hours_of(gap), []).append(gap)
    for (start, end), spans in alike.items():
        days = tuple(gap[0].date() for gap in spans)
        text = _words(place, spans[0])
        if len(spans) > 1:
            text = say(
                "{post}: nobody from {start} to {end}, {length} each day: {days}",
                post=place,
                start=start,
                end=end,
                length=length(spans[0]),
                days=day_list(days),
            )
        yield view.find(code, text, clause, days[0], post, days)


def _hours_of(gap: Span) -> tuple[str, str]:
    """Return what gaps of several days have in common; one of a day or longer is like no other."""
    start, end = gap
    if end - start >= DAY:
        return str(start), ""
    return f"{start:%H:%M}", f"{end:%H:%M}"


def _gap(view: RosterView, post: str, gap: Span, clause: str, day: date | None = None) -> Finding:
    text = _words(post or say("All places"), gap)
    return view.find("gap", text, clause, day or gap[0].date(), post)


def _words(place: str | Sentence, gap: Span) -> Sentence:
    start, end = gap
    return say(
        "{post}: nobody from {day} ({weekday}) {start} to {end}, {length}",
        post=place,
        day=start.date(),
        weekday=weekday(start.date()),
        start=f"{start:%H:%M}",
        end=f"{end:%Y-%m-%d %H:%M}",
        length=length(gap),
    )


def round_the_clock(view: RosterView, posts: tuple[Post, ...]) -> list[Span]:
    """Return the 24 hours of each duty date, from the first shift of the posts on."""
    return [whole_day(posts, day, view.zone) for day in view.days]


def whole_day(posts: Iterable[Post], day: date, zone: ZoneInfo) -> Span:
    """Return 24 hours from the first shift of the posts on a date on."""
    start = min(span(rule, day, zone)[0] for post in posts for rule in post.templates())
    return start, start + DAY


def after_hours(view: RosterView) -> Iterator[Finding]:
    """Note what the shifts themselves leave open each day, and who answers then (R-107)."""
    posts = view.by_shifts()
    switched = [post for post in posts if post.shifts_24h and not post.handover_24h]
    for post in switched:
        yield from _open_hours(view, (post,), "R-049", post.id)
    if posts and not switched:
        yield from _open_hours(view, view.profile.posts, "R-107")


def _open_hours(
    view: RosterView, posts: tuple[Post, ...], clause: str, name: str = ""
) -> Iterator[Finding]:
    """Note each span in which none of the posts has a shift, and who answers then."""
    first = view.roster.first
    named = [post.after_hours_contact for post in posts if post.after_hours_contact]
    kind = named[0] if named else ""
    contact = _complete_contact(view, kind)
    code: LevelCode = "after_hours" if contact else "after_hours_contact"
    for gap in open_hours(posts, first, view.zone):
        yield view.find(code, _open_words(gap, kind, contact), clause, first, name)


def _complete_contact(view: RosterView, kind: str) -> Contact | None:
    """Return the first contact of a kind if it has a name and a number, else None."""
    if not kind:
        return None
    for contact in view.around.contacts:
        if contact.category == kind:
            return contact if contact.name and contact.number else None
    return None


def _open_words(gap: Span, kind: str, contact: Contact | None) -> Sentence:
    hours = {"start": f"{gap[0]:%H:%M}", "end": f"{gap[1]:%H:%M}", "length": length(gap)}
    if contact is not None:
        return say(
            "No shift from {start} to {end}, {length} a day: {contact} {person} {number} "
            "answers then",
            **hours,
            contact=kind,
            person=contact.name,
            number=contact.number,
        )
    if kind:
        return say(
            "No shift from {start} to {end}, {length} a day: {contact} answers then, but "
            "the contacts have no name and number for it",
            **hours,
            contact=kind,
        )
    return say(
        "No shift from {start} to {end}, {length} a day, and the profile does "
        "not say who answers then",
        **hours,
    )


def open_hours(posts: tuple[Post, ...], day: date, zone: ZoneInfo) -> list[Span]:
    """Return the hours, from the first shift of a day on, in which none of the posts has one."""
    rules = [rule for post in posts for rule in post.templates()]
    around = (day - DAY, day, day + DAY)
    covered = [span(rule, other, zone) for rule in rules for other in around]
    return uncovered([whole_day(posts, day, zone)], covered)


def uncovered(wanted: Iterable[Span], covered: Iterable[Span]) -> list[Span]:
    """Return the parts of the wanted spans that nothing covers, adjoining ones merged."""
    ordered = sorted(covered)
    open_spans: list[Span] = []
    for start, end in wanted:
        for begins, ceases in ordered:
            if ceases <= start:
                continue
            if begins >= end:
                break
            if begins > start:
                open_spans.append((start, begins))
            start = max(start, ceases)
        if start < end:
            open_spans.append((start, end))
    return _merged(open_spans)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and merged[-1][1] >= start:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
