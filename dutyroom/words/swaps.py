"""Requests for leave and swaps in one line, for the command line and the screens."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.candidates import Candidate
from dutyroom.domain.swaps.marks import warnings_of
from dutyroom.domain.swaps.notes import awaits_note
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import WORDS, mark_words, word, word_of


def cause_word(code: str) -> str:
    """Return the word for a cause, or a kind of leave; a station's own stays as it is."""
    return word(f"cause:{code}") if f"cause:{code}" in WORDS else code


def stage_word(desk: Desk, swap: Swap) -> str:
    """Return the word for where a request stands now."""
    return word_of("swap", rules.stage(desk.state(), swap, desk.profile, desk.now()))


def swap_line(desk: Desk, swap: Swap) -> str:
    """Return a request in one line: number, shift, who for whom, where it stands."""
    return "  ".join(part for part in _parts(desk, swap) if part)


def _parts(desk: Desk, swap: Swap) -> Iterator[str]:
    state, profile, now = desk.state(), desk.profile, desk.now()
    stage = rules.stage(state, swap, profile, now)
    yield swap.id
    yield f"{swap.day:%m-%d} {swap.shift}"
    taker = state.name(swap.substitute) if swap.substitute else "…"
    yield f"{state.name(swap.applicant)} → {taker}"
    yield word_of("swap", stage)
    yield _exchange_words(swap)
    yield word("urgent") if swap.urgent else ""
    yield from (word(mark.code) for mark in swap.marks if mark.code == "asked_afterwards")
    yield from map(mark_words, warnings_of(swap))
    if stage == "waiting":
        yield from map(render, rules.missing(swap, profile))
    yield _("handover note not read") if awaits_note(state, profile, swap, now) else ""
    yield _("handed over: {matters}").format(matters=swap.matters) if swap.matters else ""
    yield _delegation_words(swap)
    yield _reason_words(swap)
    yield swap.decision


def _exchange_words(swap: Swap) -> str:
    """Return the shift that is given in exchange, an empty text for none."""
    if swap.other is None:
        return ""
    day, shift = f"{swap.other.day:%m-%d}", swap.other.shift
    return _("for {day} {shift}").format(day=day, shift=shift)


def _delegation_words(swap: Swap) -> str:
    """Return the written delegation: its number, its date, the days it holds, what qualifies."""
    if not swap.dated:
        return ""
    # A delegation of one day has that day as its first and its last.
    days = "–".join(f"{day:%m-%d}" for day in dict.fromkeys(swap.delegated))
    return _("delegation {number} of {date} for {days}, {qualification}").format(
        number=swap.document, date=swap.dated, days=days, qualification=swap.qualification
    )


def _reason_words(swap: Swap) -> str:
    why = ": ".join(filter(None, (cause_word(swap.cause), swap.reason)))
    return f"({why})" if why else ""


def candidate_line(candidate: Candidate) -> str:
    """Return somebody who could take a shift, with what speaks against it."""
    sign = "·" if candidate.can else "✗"
    count = _("{n} shifts this month").format(n=candidate.month)
    against = listed(render(verdict.sentence) for verdict in candidate.against)
    return f"{sign} {candidate.person.name}  {count}  {against}".rstrip()
