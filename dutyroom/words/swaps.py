"""Requests for leave and swaps in one line, for the command line and the screens."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.marks import warnings_of
from dutyroom.domain.swaps.notes import awaits_note
from dutyroom.i18n import N_, _, listed, render
from dutyroom.words.codes import mark_words, word

STAGES = {
    "requested": N_("asked for"),
    "expired": N_("expired"),
    "waiting": N_("waits for consent or notice"),
    "effective": N_("in effect"),
    "done": N_("done"),
    "rejected": N_("turned down"),
    "withdrawn": N_("taken back"),
    "unapproved": N_("swap unapproved"),
    "excused": N_("approved afterwards"),
}
CAUSES = {
    "private": N_("private matter"),
    "sick": N_("illness"),
    "trip": N_("business trip"),
    "special": N_("special case"),
    "study": N_("study"),
    "rest": N_("rotation leave"),
}


def cause_word(code: str) -> str:
    """Return the word for a cause, or a kind of leave; a station's own stays as it is."""
    return _(CAUSES[code]) if code in CAUSES else code


def stage_word(desk: Desk, swap: Swap) -> str:
    """Return the word for where a request stands now."""
    return _(STAGES[rules.stage(desk.state(), swap, desk.profile, desk.now())])


def swap_line(desk: Desk, swap: Swap) -> str:
    """Return a request in one line: number, shift, who for whom, where it stands."""
    state = desk.state()
    to = state.name(swap.substitute) if swap.substitute else "…"
    parts = [
        swap.id,
        f"{swap.day:%m-%d} {swap.shift}",
        f"{state.name(swap.applicant)} → {to}",
        stage_word(desk, swap),
    ]
    if swap.other:
        parts.append(
            _("for {day} {shift}").format(day=f"{swap.other.day:%m-%d}", shift=swap.other.shift)
        )
    if swap.urgent:
        parts.append(word("urgent"))
    parts += [word(mark.code) for mark in swap.marks if mark.code == "asked_afterwards"]
    parts += map(mark_words, warnings_of(swap))
    if rules.stage(state, swap, desk.profile, desk.now()) == "waiting":
        parts += [render(sentence) for sentence in rules.missing(swap, desk.profile)]
    if awaits_note(state, desk.profile, swap, desk.now()):
        parts.append(_("handover note not read"))
    if swap.matters:
        parts.append(_("handed over: {matters}").format(matters=swap.matters))
    if swap.dated:
        days = "–".join(f"{day:%m-%d}" for day in dict.fromkeys(swap.delegated))
        words = _("delegation {number} of {date} for {days}, {qualification}")
        about = {"number": swap.document, "date": swap.dated, "days": days}
        parts.append(words.format(**about, qualification=swap.qualification))
    why = ": ".join(text for text in (cause_word(swap.cause), swap.reason) if text)
    parts += [text for text in (why and f"({why})", swap.decision) if text]
    return "  ".join(parts)


def candidate_line(candidate: rules.Candidate) -> str:
    """Return somebody who could take a shift, with what speaks against it."""
    sign = "·" if candidate.can else "✗"
    count = _("{n} shifts this month").format(n=candidate.month)
    against = listed(render(verdict.sentence) for verdict in candidate.against)
    return f"{sign} {candidate.person.name}  {count}  {against}".rstrip()
