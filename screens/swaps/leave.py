"""Leave on the screen: granted, ill within it, called back from it (R-286 to R-288)."""

from __future__ import annotations

from dutyroom.desk.clock import read_date, read_days
from dutyroom.desk.desk import Desk
from dutyroom.desk.people.find import find_person
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.swaps import leave as leaves
from dutyroom.desk.swaps.recall import recall_from_leave
from dutyroom.domain.facts.leave import KINDS, balance
from dutyroom.domain.records.presence import Leave
from dutyroom.i18n import _, render
from dutyroom.words.swaps import cause_word
from screens.kit.actions import attempt
from screens.kit.asks import boss_field, names_of, signed_fields
from screens.kit.form import Field, Form
from screens.kit.rows import Row, Span

GRANT, RECALL = "+leave", "+recall"
"""The keys of the rows that open a new form."""


def leave_rows(desk: Desk) -> list[Row]:
    """Return the two ways to begin, and every leave with its days, the newest first."""
    state, today = desk.state(), desk.duty_date()
    rows = [
        Row((Span(" " + _("+ grant days of leave"), "key"),), key=GRANT),
        Row((Span(" " + _("+ call somebody back from leave"), "key"),), key=RECALL),
    ]
    words = _("granted {granted}, used {used}, owed {owed}")
    for leave in sorted(state.leaves, key=lambda each: each.first, reverse=True):
        days = balance(leave, today)
        shown = words.format(granted=days.granted, used=days.used, owed=days.owed)
        span = f" {leave.first:%m-%d} – {leave.last:%m-%d}"
        span = span if leave.last >= leave.first else f" {leave.first:%m-%d} {_('taken back')}"
        spans = (
            Span(span, "plain", 15),
            Span(state.name(leave.person), "name", 17),
            Span(shown, "due" if days.owed else "dim", 30),
            Span(f"{cause_word(leave.kind)} {leave.reason}", "plain"),
        )
        rows.append(Row(spans, key=leave.id))
    return rows


def leave_form(desk: Desk, key: str, said: list[str] | None = None) -> Form:
    """Return the form of a row: leave, recall, or a day of illness within a leave."""
    if key == GRANT:
        return grant_form(desk, said)
    return (
        recall_form(desk)
        if key == RECALL
        else sick_form(desk, leaves.find_leave(desk.state(), key))
    )


def grant_form(desk: Desk, said: list[str] | None = None) -> Form:
    """Ask who is off from when to when, and who grants it (R-286).

    Once saved, ``said`` has the shifts that need somebody by it (R-025).
    """

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            state = desk.state()
            done = leaves.grant_leave(
                desk,
                find_person(state, typed["person"], "person"),
                read_date(typed["first"].strip(), "first"),
                read_date(typed["last"].strip(), "last"),
                kind=typed["kind"],
                reason=typed["reason"],
                leader=find_person(state, typed["leader"], "leader"),
                studied=read_days(typed["studied"], "studied"),
                pin=typed.get("pin", ""),
                decision=typed["decision"],
            )
            if said is not None:
                said.extend(map(render, leaves.lost_shifts(desk, done)))

        return attempt(do)

    kinds = tuple((kind, cause_word(kind)) for kind in KINDS)
    fields = (
        Field("person", _("Who is off"), names=names_of(desk)),
        Field("first", _("First day"), hint=_("such as 2026-12-20")),
        Field("last", _("Last day"), hint=_("such as 2026-12-20")),
        Field("kind", _("Kind"), KINDS[0], kinds),
        Field("reason", _("Reason")),
        Field("studied", _("Study days"), hint=_("none, or days with spaces between")),
        Field("decision", _("Granted for"), hint=_("only against a rule: why")),
        *signed_fields(desk, Permission("swap.decide"), "leader"),
    )
    return Form(_("Grant leave"), fields, save, kind="board.leave", ref=GRANT)


def recall_form(desk: Desk) -> Form:
    """Ask who is called back for whom, and which leader does it (R-287)."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            state = desk.state()
            recall_from_leave(
                desk,
                find_person(state, typed["ill"], "ill"),
                find_person(state, typed["recalled"], "recalled"),
                read_days(typed["days"], "days"),
                find_person(state, typed["leader"], "leader"),
                typed["reason"],
                typed["pin"],
                shift=typed["shift"].strip(),
            )

        return attempt(do)

    off = tuple(dict.fromkeys(desk.state().name(each.person) for each in desk.state().leaves))
    fields = (
        Field("ill", _("Who is ill"), names=names_of(desk)),
        Field("recalled", _("Called back"), names=off or names_of(desk)),
        Field("days", _("Days"), hint=_("such as 2026-12-20, spaces between")),
        Field("shift", _("Shift"), hint=_("empty: every shift of those days")),
        Field("reason", _("Reason")),
        boss_field(desk, "leader", _("Leader")),
        Field("pin", _("Leader's PIN"), secret=True),
    )
    return Form(_("Call back from leave"), fields, save, kind="board.leave", ref=RECALL)


def sick_form(desk: Desk, leave: Leave) -> Form:
    """Ask what became of a leave: a day of illness in it (R-288), an earlier end, or none of it."""

    def save(typed: dict[str, str]) -> str:
        def do() -> None:
            by, pin = find_person(desk.state(), typed["by"], "by"), typed.get("pin", "")
            now = leaves.find_leave(desk.state(), leave.id)
            day = read_date(typed["day"].strip()) if typed["what"] != "back" else None
            if day is not None and typed["what"] == "sick":
                leaves.note_sick(desk, now, day, by=by.key, pin=pin)
            else:
                leaves.end_leave(desk, now, day, by, typed["reason"], pin)

        return attempt(do)

    note = f"{desk.state().name(leave.person)}  {leave.first} – {leave.last}"
    mine = desk.state().people.get(leave.person)
    choices = (
        ("sick", _("ill on a day of it")),
        ("end", _("it ends sooner, on a day")),
        ("back", _("it is taken back")),
    )
    fields = (
        Field("what", _("What"), "sick", choices),
        Field("day", _("Day"), hint=_("such as 2026-12-20")),
        Field("reason", _("Reason"), hint=_("why it ends or is taken back")),
        *signed_fields(desk, Permission("swap.decide"), "by", (mine,) if mine else ()),
    )
    return Form(_("The leave"), fields, save, note=note, kind="board.leave", ref=leave.id)
