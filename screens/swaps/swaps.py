"""The forms of leave and swaps: ask, decide, and the list of requests."""

from __future__ import annotations

from datetime import date

from dutyroom.desk.clock import read_date, read_days
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.find import find_maybe, find_person
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.swaps import notes as swap_notes
from dutyroom.desk.swaps import requests as swaps
from dutyroom.desk.swaps.decide import approve_swap, reject_swap
from dutyroom.domain.base.sentence import say
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.records.swaps import Swap
from dutyroom.domain.swaps import requests as rules
from dutyroom.domain.swaps.marks import warnings_of
from dutyroom.domain.swaps.notes import awaits_note, leads_that_day
from dutyroom.i18n import _, listed
from dutyroom.words.codes import mark_words, word
from dutyroom.words.swaps import cause_word, stage_word, swap_line
from screens.kit.actions import attempt
from screens.kit.asks import names_of, who_may
from screens.kit.dialogs import PickDialog
from screens.kit.form import Field, Form
from screens.kit.rows import Row, Span, plain
from screens.swaps.leave import leave_form, leave_rows

SUGGESTED = 3
"""How many of those who could take a shift are named in the form."""


def _suggestion(desk: Desk, ref: ShiftRef) -> str:
    able = [one.person.name for one in swaps.candidates(desk, ref) if one.can][:SUGGESTED]
    return _("could: {names}").format(names=listed(able)) if able else _("nobody is free")


def ask_form(desk: Desk, ref: ShiftRef, person: str) -> Form:
    """Ask why somebody cannot come, and who takes the shift."""
    mode, name = desk.profile.swap.mode, desk.state().name(person)

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            state = desk.state()
            to = find_maybe(state, typed["substitute"], "substitute")
            asked = swaps.Request(
                reason=typed["reason"],
                cause=typed["cause"],
                substitute=to,
                other=swaps.exchanged_for(desk, to, typed["other"]),
                document=typed.get("document", ""),
                qualification=typed.get("qualification", ""),
                matters=typed.get("matters", ""),
                dated=_dated(typed.get("dated", "")),
                delegated=_days(typed.get("delegated", "")),
            )
            urgent = typed["urgent"] == "yes"
            swaps.request_swap(desk, find_person(state, person), ref, asked, urgent=urgent)

        return attempt(do)

    causes = tuple((code, cause_word(code)) for code in desk.profile.swap.causes)
    assigned = mode == "supervisor_assigns"
    hint = _("left empty: {approver} assigns").format(approver=desk.profile.swap.approver)
    fields = [
        Field("reason", _("Reason")),
        Field("cause", _("Kind"), causes[0][0] if causes else "", causes),
        Field(
            "substitute",
            _("Who takes it"),
            hint=hint if assigned else _suggestion(desk, ref),
            names=names_of(desk),
        ),
        Field("other", _("In exchange"), hint=_("a day of theirs, such as 2026-12-10")),
        Field("urgent", _("Urgency"), "no", (("no", word("normal")), ("yes", word("urgent")))),
    ]
    if mode == "written_delegation":
        fields += _delegation_fields(desk, ref)
    if desk.profile.swap.handover_note:
        fields.append(Field("matters", _("Handed over"), hint=_("what who takes it must know")))
    note = f"{name}  {ref.day:%m-%d} {ref.post} {ref.shift}"
    kept = "|".join((person, ref.day.isoformat(), ref.post, ref.shift))
    return Form(_("Leave or swap"), fields, save, note=note, kind="board.swap", ref=kept)


def _delegation_fields(desk: Desk, ref: ShiftRef) -> list[Field]:
    """Return what a written delegation has to say (R-376)."""
    there = desk.state().people.values()
    held = [words for p in there for words in (p.rank, *p.qualifications)]
    names = tuple(dict.fromkeys(filter(None, held)))
    return [
        Field("document", _("Delegation"), hint=_("its number")),
        Field("dated", _("Dated"), hint=_("a day, such as {day}").format(day=desk.now().date())),
        Field("delegated", _("From, to"), hint=_("two days; empty: that of the shift")),
        Field(
            "qualification",
            _("Qualification"),
            hint=_("as the list of people has it"),
            names=names,
            free=True,
        ),
    ]


def _dated(text: str) -> date | None:
    return read_date(text.strip(), "dated") if text.strip() else None


def _days(text: str) -> tuple[date, ...]:
    days = read_days(text, "delegated")
    if len(days) > 2:
        raise Wrong(say("Give the first and the last day"), "delegated")
    return days


def decide_form(desk: Desk, swap: Swap, said: list[str] | None = None) -> Form:
    """Ask what becomes of a request: approval, refusal, consent or a notice.

    Once saved, ``said`` has the warnings in spite of which it took effect.
    """

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            state = desk.state()
            now = swaps.find_swap(state, swap.id)
            if typed["what"] == "tell":
                by = find_person(state, typed["name"]).key
                swaps.note_notice(desk, now, typed["reason"].strip(), by=by)
                return
            person = find_person(state, typed["name"])
            to = find_maybe(state, typed["substitute"], "substitute")
            match typed["what"]:
                case "approve":
                    other = swaps.exchanged_for(desk, to, typed.get("other", ""))
                    why, pin = typed["reason"], typed["pin"]
                    approve_swap(desk, now, person, pin, substitute=to, other=other, reason=why)
                case "reject":
                    reject_swap(desk, now, person, typed["pin"], typed["reason"])
                case "read":
                    swap_notes.read_note(desk, now, person, typed["pin"])
                case "agree":
                    swaps.consent_to_swap(desk, now, person, typed["pin"])
                case _:
                    swaps.withdraw_swap(desk, now, person)

        wrong = attempt(do)
        if said is not None and not wrong:
            now = swaps.find_swap(desk.state(), swap.id)
            said.extend(map(mark_words, warnings_of(now)))
        return wrong

    what = _choices(desk, swap)
    notices = listed(desk.profile.swap.notices)
    fields = (
        Field("what", _("What"), what[0][0], what),
        Field(
            "substitute",
            _("Who takes it"),
            desk.state().name(swap.substitute) if swap.substitute else "",
            hint=_suggestion(desk, swap.ref),
            names=names_of(desk),
        ),
        *_exchange(desk, swap),
        Field("reason", _("Reason"), hint=notices),
        Field("name", _("Your name"), names=_deciders(desk, swap)),
        Field("pin", _("PIN"), secret=True),
    )
    note = swap_line(desk, swap)
    title = _("Decide a request")
    return Form(title, fields, save, note=note, start="what", kind="board.requests", ref=swap.id)


def warning_lines(desk: Desk, number: str) -> list[str]:
    """Return the warnings in spite of which a swap took effect."""
    return list(map(mark_words, warnings_of(swaps.find_swap(desk.state(), number))))


def _exchange(desk: Desk, swap: Swap) -> tuple[Field, ...]:
    """Return what the approver may arrange in exchange, where nobody named it yet (R-181)."""
    if swap.status == "unapproved" or swap.other or desk.profile.swap.mode not in rules.DECIDED:
        return ()
    return (Field("other", _("In exchange"), hint=_("a day of theirs, such as 2026-12-10")),)


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


def requests_dialog(desk: Desk) -> PickDialog:
    """List the requests, the open ones first, and the days of leave; Enter goes on with one."""
    state = desk.state()
    found = sorted(state.swaps, key=lambda swap: (not rules.is_open(swap), swap.day))
    rows = [_row(desk, swap) for swap in found]
    empty = [plain(" " + _("Nobody has asked for a swap. Ctrl+E on a shift asks for one."))]
    shown = [*(rows or empty), *leave_rows(desk)]
    return PickDialog(_("Leave and swaps · Enter decides · Esc closes"), shown)


def request_form(desk: Desk, key: str, said: list[str] | None = None) -> Form:
    """Return the form of a row of the list: the decision of a request, or one about leave.

    Once saved, ``said`` has what is to be said of it.
    """
    asked = next((swap for swap in desk.state().swaps if swap.id == key), None)
    return leave_form(desk, key, said) if asked is None else decide_form(desk, asked, said)


def _row(desk: Desk, swap: Swap) -> Row:
    state, to = desk.state(), swap.substitute
    names = f"{state.name(swap.applicant)} → {state.name(to) if to else '…'}"
    look = "due" if rules.is_open(swap) else "dim"
    return Row(
        (
            Span(f" {swap.day:%m-%d} {swap.shift}", "plain", 14),
            Span(names, "name", 18),
            Span(stage_word(desk, swap), look, 21),
            Span(swap.reason or swap.decision, "plain"),
        ),
        key=swap.id,
    )
