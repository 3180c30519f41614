"""The forms of leave from a shift and of swaps: ask, and decide."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dutyroom.desk.clock import read_days
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_maybe, find_person
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.swaps.decide import approve_swap, reject_swap
from dutyroom.desk.swaps.notes import read_note
from dutyroom.desk.swaps.requests import (
    SwapRequest,
    consent_to_swap,
    exchanged_for,
    find_swap,
    note_notice,
    request_swap,
    swap_candidates,
    withdraw_swap,
)
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.marks import warnings_of
from dutyroom.domain.swaps.notes import awaits_note, leads_that_day
from dutyroom.i18n import N_, _, listed
from dutyroom.values import dataclass
from dutyroom.words.codes import mark_words, word
from dutyroom.words.swaps import cause_word, swap_line
from screens.kit.fields import (
    NO,
    YES,
    Questions,
    Shown,
    Words,
    as_choice,
    as_day_or_none,
    as_person,
    as_person_or_none,
    as_text,
    as_yes,
    ask,
)
from screens.kit.form import Form
from screens.kit.who import anybody, names_of, who_may
from screens.swaps.leave_forms import SaidAfter, leave_form

SUGGESTED = 3
"""How many of those who could take a shift are named in the form."""
_EXCHANGE_HINT = N_("a day of theirs, such as 2026-12-10")


def _suggestion(desk: Desk, ref: ShiftRef) -> str:
    able = [each.person.name for each in swap_candidates(desk, ref) if each.can][:SUGGESTED]
    return _("could: {names}").format(names=listed(able)) if able else _("nobody is free")


def _as_span(words: Words) -> tuple[date, ...]:
    days = read_days(words.text, words.field)
    if len(days) > 2:
        raise Wrong(say("Give the first and the last day"), words.field)
    return days


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFields:
    """Why somebody cannot come, and who takes the shift; last what a delegation says (R-376)."""

    reason: str = ask(N_("Reason"), as_text)
    cause: str = ask(N_("Kind"), as_choice)
    substitute: Person | None = ask(N_("Who takes it"), as_person_or_none)
    other: str = ask(N_("In exchange"), as_text, hint=_EXCHANGE_HINT)
    urgent: bool = ask(N_("Urgency"), as_yes)
    document: str = ask(N_("Delegation"), as_text, hint=N_("its number"), unless_asked="")
    dated: date | None = ask(N_("Dated"), as_day_or_none, unless_asked=None)
    delegated: tuple[date, ...] = ask(
        N_("From, to"), _as_span, hint=N_("two days; empty: that of the shift"), unless_asked=()
    )
    qualification: str = ask(
        N_("Qualification"),
        as_text,
        hint=N_("as the list of people has it"),
        free=True,
        unless_asked="",
    )
    matters: str = ask(
        N_("Handed over"), as_text, hint=N_("what who takes it must know"), unless_asked=""
    )


def ask_form(desk: Desk, ref: ShiftRef, person: str) -> Form[Swap]:
    """Ask why somebody cannot come, and who takes the shift."""

    def act(typed: AskFields) -> Swap:
        request = SwapRequest(
            reason=typed.reason,
            cause=typed.cause,
            substitute=typed.substitute,
            other=exchanged_for(desk, typed.substitute, typed.other),
            document=typed.document,
            qualification=typed.qualification,
            matters=typed.matters,
            dated=typed.dated,
            delegated=typed.delegated,
        )
        applicant = find_person(desk.state(), person)
        return request_swap(desk, applicant, ref, request, urgent=typed.urgent)

    rule = desk.profile.swap
    causes = tuple((code, cause_word(code)) for code in rule.causes)
    if rule.mode == "supervisor_assigns":
        hint = _("left empty: {approver} assigns").format(approver=rule.approver)
    else:
        hint = _suggestion(desk, ref)
    questions = Questions(
        desk,
        AskFields,
        cause=Shown(choices=causes),
        substitute=anybody(desk, hint=hint),
        urgent=Shown(choices=((NO, word("normal")), (YES, word("urgent")))),
        matters=Shown() if rule.handover_note else None,
        **_delegation(desk),
    )
    note = f"{desk.state().name(person)}  {ref.day:%m-%d} {ref.post} {ref.shift}"
    about = "|".join((person, ref.day.isoformat(), ref.post, ref.shift))
    return Form(
        _("Leave or swap"),
        questions,
        act,
        note=note,
        kind="board.swap",
        ref=about,
        does="swap.request",
    )


def ask_form_again(desk: Desk, ref: str) -> Form[Swap] | None:
    """Return the form of a draft, or of a shift that is owed; who heads a date has none."""
    person, day, post, shift, *head = ref.split("|")
    if head:
        return None
    return ask_form(desk, ShiftRef(date.fromisoformat(day), post, shift), person)


def _delegation(desk: Desk) -> dict[str, Shown | None]:
    """Return what a written delegation has to say (R-376), where one is asked for."""
    if desk.profile.swap.mode != "written_delegation":
        return dict.fromkeys(("document", "dated", "delegated", "qualification"))
    people = desk.state().people.values()
    qualified = [words for p in people for words in (p.rank, *p.qualifications)]
    names = tuple(dict.fromkeys(filter(None, qualified)))
    dated = _("a day, such as {day}").format(day=desk.now().date())
    return {"dated": Shown(hint=dated), "qualification": Shown(names=names)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideFields:
    """What becomes of a request: approval, refusal, consent or a notice."""

    what: Literal["approve", "reject", "withdraw", "read", "agree", "tell"] = ask(
        N_("What"), as_choice
    )
    substitute: str = ask(N_("Who takes it"), as_text)
    other: str = ask(N_("In exchange"), as_text, hint=_EXCHANGE_HINT, unless_asked="")
    reason: str = ask(N_("Reason"), as_text)
    name: Person = ask(N_("Your name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def decide_form(desk: Desk, swap: Swap) -> Form[SaidAfter]:
    """Ask what becomes of a request: approval, refusal, consent or a notice.

    Once saved, the warnings are said in spite of which it took effect.
    """

    def act(typed: DecideFields) -> SaidAfter:
        _decide(desk, find_swap(desk.state(), swap.id), typed)
        decided = find_swap(desk.state(), swap.id)
        return tuple(map(mark_words, warnings_of(decided)))

    substitute = desk.state().name(swap.substitute) if swap.substitute else ""
    questions = Questions(
        desk,
        DecideFields,
        what=Shown(choices=_choices(desk, swap)),
        substitute=anybody(desk, substitute, hint=_suggestion(desk, swap.ref)),
        other=Shown() if _may_exchange(desk, swap) else None,
        reason=Shown(hint=listed(desk.profile.swap.notices)),
        name=Shown(names=_deciders(desk, swap)),
    )
    note = swap_line(desk, swap)
    title = _("Decide a request")
    return Form(
        title,
        questions,
        act,
        note=note,
        start="what",
        kind="board.requests",
        ref=swap.id,
        does="swap.approve",
    )


def decide_form_again(desk: Desk, ref: str) -> Form[SaidAfter]:
    """Return the form of a draft. Raises `Wrong` when there is no such request."""
    return decide_form(desk, find_swap(desk.state(), ref))


def _decide(desk: Desk, swap: Swap, typed: DecideFields) -> None:
    """Do what was decided. Who takes the shift is looked up for all but a notice."""
    person, pin, reason = typed.name, typed.pin, typed.reason
    if typed.what == "tell":
        note_notice(desk, swap, reason.strip(), by=person.key)
        return
    to = find_maybe(desk.state(), typed.substitute, "substitute")
    match typed.what:
        case "approve":
            other = exchanged_for(desk, to, typed.other)
            approve_swap(desk, swap, person, pin, substitute=to, other=other, reason=reason)
        case "reject":
            reject_swap(desk, swap, person, pin, reason)
        case "read":
            read_note(desk, swap, person, pin)
        case "agree":
            consent_to_swap(desk, swap, person, pin)
        case _:
            withdraw_swap(desk, swap, person)


def _may_exchange(desk: Desk, swap: Swap) -> bool:
    """Tell whether the approver may arrange something in exchange: nobody named it yet (R-181)."""
    decided = desk.profile.swap.mode in rules.DECIDED
    return decided and swap.status != "unapproved" and not swap.other


def _deciders(desk: Desk, swap: Swap) -> tuple[str, ...]:
    """Return who is offered: those who may decide it or read the note; else everybody."""
    state = desk.state()
    if awaits_note(state, desk.profile, swap, desk.now()):
        return (state.name(swap.substitute),)
    today = desk.now().date()
    leads = leads_that_day(state, desk.profile, swap, today) if rules.is_pending(swap) else ()
    if leads:
        return tuple(map(state.name, leads))
    decided = swap.status == "unapproved" or desk.profile.swap.mode in rules.DECIDED
    return who_may(desk, Permission("swap.decide")) if decided else names_of(desk)


def _choices(desk: Desk, swap: Swap) -> tuple[tuple[str, str], ...]:
    approve, reject = ("approve", _("approve")), ("reject", _("turn down"))
    back = ("withdraw", _("take it back"))
    if swap.status == "unapproved":
        return (approve,)
    if awaits_note(desk.state(), desk.profile, swap, desk.now()):
        return (("read", _("handover note read")),)
    if desk.profile.swap.mode in rules.DECIDED:
        return (approve, reject, back)
    return (("agree", _("agree, with the PIN")), ("tell", _("somebody was told")), back)


def request_form(desk: Desk, key: str) -> Form[SaidAfter]:
    """Return the form of a row of the list: the decision of a request, or one about leave."""
    swap = next((swap for swap in desk.state().swaps if swap.id == key), None)
    return leave_form(desk, key) if swap is None else decide_form(desk, swap)
