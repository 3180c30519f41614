"""A roster as an iCalendar file (RFC 5545): an event for each person of each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from dutyroom.domain.records.roster import Assignee, Roster, RosterLine
from dutyroom.domain.roster.changes import where_words
from dutyroom.export.columns import Names
from dutyroom.export.roster import Printing, is_issued
from dutyroom.export.safe import clean, guarded
from dutyroom.i18n import _, render
from dutyroom.values import dataclass

_OCTETS = 75
_STAMP = "%Y%m%dT%H%M%SZ"
_LOCAL = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Event:
    """One person's shift; ``cancelled`` when it stood in an earlier version only.

    ``twin`` counts those before it of the same name and shift: 某某某、某某某.
    """

    line: RosterLine
    who: Assignee
    twin: int = 0
    cancelled: bool = False


def to_calendar(what: Printing, station: str, zone: ZoneInfo, now: datetime) -> bytes:
    """Return the calendar of everybody on a roster, or of ``what.person``.

    Identifiers stay the same from version to version: a calendar that has the
    older one changes its events. ``now`` stamps a roster without date of issue.
    """
    names = Names(what.people)
    write = _Writer(what.roster, names, clean(station), zone, what.drill, now)
    events = list(_events(what))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dutyroom//roster//ZH", "METHOD:PUBLISH"]
    called = _("{station} duty").format(station=clean(station))
    if what.person:
        called += f" {names.name(what.person)}"
    lines.append(f"X-WR-CALNAME:{text(called)}")
    starts = [event.line.start for event in events] or [what.roster.starts]
    if steady(zone, min(starts), max(starts)):
        lines += _zone_lines(zone, min(starts))
    for event in events:
        lines += write.event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode()


def text(words: str) -> str:
    """Return a value of the kind TEXT, guarded and escaped."""
    shown = guarded(words)
    for letter in ("\\", ";", ","):
        shown = shown.replace(letter, f"\\{letter}")
    return shown.replace("\n", "\\n")


def fold(line: str) -> str:
    """Return a content line in pieces of at most 75 octets, no letter broken."""
    pieces: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > _OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces).decode()


def steady(zone: ZoneInfo, first: datetime, last: datetime) -> bool:
    """Tell whether the zone keeps one offset from UTC over the span and a day beyond."""
    offsets = set()
    moment = first
    while moment <= last + timedelta(days=2):
        offsets.add(moment.astimezone(zone).utcoffset())
        moment += timedelta(days=1)
    return len(offsets) == 1


def _events(what: Printing) -> Iterator[Event]:
    """Give the shifts that stand, then those that stood in an earlier version only."""

    def of(roster: Roster, *, cancelled: bool) -> Iterator[Event]:
        seen: Counter[tuple[str, ...]] = Counter()
        for line in roster.lines:
            for who in line.people:
                if not what.person or who.person == what.person:
                    first = Event(line, who, cancelled=cancelled)
                    seen[_key(first)] += 1
                    yield replace(first, twin=seen[_key(first)] - 1)

    known = set()
    for event in of(what.roster, cancelled=False):
        known.add(_key(event))
        yield event
    for roster in reversed(what.earlier):
        for event in of(roster, cancelled=True):
            if _key(event) not in known:
                known.add(_key(event))
                yield event


def _key(event: Event) -> tuple[str, ...]:
    line = event.line
    who = event.who.person + (f"\x1f{event.twin}" if event.twin else "")
    return (f"{line.day}", line.role, line.post, line.shift, who)


def _zone_lines(zone: ZoneInfo, moment: datetime) -> list[str]:
    local = moment.astimezone(zone)
    offset = local.strftime("%z")
    return [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone.key}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        f"TZNAME:{local.tzname()}",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


@dataclass(frozen=True, slots=True)
class _Writer:
    roster: Roster
    names: Names
    station: str
    zone: ZoneInfo
    drill: bool
    now: datetime

    def event(self, event: Event) -> Iterator[str]:
        """Give the lines of one event."""
        line = event.line
        stamp = self.roster.issued or self.now
        yield "BEGIN:VEVENT"
        yield f"UID:{self._uid(event)}"
        yield f"DTSTAMP:{stamp.astimezone(UTC).strftime(_STAMP)}"
        yield f"SEQUENCE:{self.roster.version - 1}"
        yield self._moment("DTSTART", line.start)
        yield self._moment("DTEND", line.end)
        yield f"SUMMARY:{text(self._summary(event))}"
        place = f"{self.station} {clean(line.post)}".strip()
        yield f"LOCATION:{text(place)}"
        yield f"DESCRIPTION:{text(self._description(event))}"
        yield f"STATUS:{self._status(event)}"
        yield "END:VEVENT"

    def _uid(self, event: Event) -> str:
        key = "\x1f".join((self.station, *_key(event)))
        return f"{sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}@dutyroom"

    def _moment(self, name: str, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        if steady(self.zone, self.roster.starts, self.roster.ends):
            return f"{name};TZID={self.zone.key}:{local.strftime(_LOCAL)}"
        return f"{name}:{moment.astimezone(UTC).strftime(_STAMP)}"

    def _summary(self, event: Event) -> str:
        line = event.line
        where = where_words(line.role, line.post, line.shift)
        label = clean(where) if isinstance(where, str) else render(where)
        substitute = _("(sub)") if event.who.substitute else ""
        marks = "".join(f"【{mark}】" for mark in self._marks())
        return f"{marks}{label} {self.names.name(event.who.person)}{substitute}"

    def _marks(self) -> Iterator[str]:
        if self.drill:
            yield "演练 DRILL"
        if not is_issued(self.roster):
            yield _("draft") if self.roster.state == "draft" else _("no date of issue")

    def _description(self, event: Event) -> str:
        roster, line = self.roster, event.line
        together = [who for who in line.people if who.person != event.who.person]
        parts = [clean(roster.title), _("version {n}").format(n=roster.version)]
        if together:
            parts.append(_("together with {names}").format(names=self.names.listed(together)))
        if number := self.names.phone(event.who):
            parts.append(_("Telephone") + " " + number)
        return "\n".join([*parts, *filter(None, [clean(line.remark)])])

    def _status(self, event: Event) -> str:
        if event.cancelled:
            return "CANCELLED"
        return "CONFIRMED" if self.roster.state == "published" else "TENTATIVE"
