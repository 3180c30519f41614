"""The life of a roster on the Board: who was told, where it is filed, what a version changed."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk import calendars, exports, roster_facts
from dutyroom.desk.calendars import TakenYear
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import find_person
from dutyroom.desk.powers import Asked
from dutyroom.domain.records import Roster, RosterStep
from dutyroom.domain.roster_life import Stage, stages, untold_shifts
from dutyroom.domain.sentence import say
from dutyroom.i18n import _
from dutyroom.roster_words import fact_line, stage_line, step_word, version_lines
from screens.asks import attempt, hand_of, names_of, signed_fields, who_may
from screens.dialogs import DIALOG_WIDTH, PickDialog
from screens.drivers import waiting_rows
from screens.forms import Field, Form
from screens.rows import Row, Span, heading, plain, wrapped

NOTED: tuple[RosterStep, ...] = ("reported", "received", "told", "filed")
"""The steps that are noted by hand; the issue itself sends the roster out."""


def steps_dialog(desk: Desk, roster: Roster) -> PickDialog:
    """List what a version changed and how far it is; Enter on who is missing notes it."""
    name = desk.state().name
    rows: list[Row] = []
    found = stages(roster, desk.profile)
    for stage in found:
        rows += wrapped(" " + stage_line(stage, name), DIALOG_WIDTH, "name", most=3)
        if stage.step in NOTED:
            rows += _missing(desk, roster, stage)
    rows += waiting_rows(desk, roster)
    done = [fact_line(fact, name) for stage in found for fact in stage.done]
    head, *changed = version_lines(exports.versions_before(desk, roster), roster, name)
    rows += _read(head, changed)
    rows += _read(_("What was done"), done) if done else []
    words = _("{title} v{version} · Enter notes it · Esc closes")
    if not found and roster.state == "published":
        rows.append(plain(" " + _("The profile asks for no steps after publishing.")))
        words = _("{title} v{version} · Esc closes")
    return PickDialog(words.format(title=roster.title, version=roster.version), rows)


def _read(head: str, lines: list[str]) -> list[Row]:
    """Return lines that are only read; each has a key, so that the cursor comes there."""
    rows = [row for line in lines for row in wrapped(line, DIALOG_WIDTH, "plain", most=3)]
    keyed = [replace(row, key=f"{head}{place}") for place, row in enumerate(rows)]
    return [heading(head), *keyed]


def is_step(key: str) -> bool:
    """Tell whether a line of the list is something to note."""
    return key.partition("/")[0] in NOTED


def _missing(desk: Desk, roster: Roster, stage: Stage) -> list[Row]:
    rows = [
        _row(stage.step, whom, desk.state().name(whom), _count(roster, stage.step, whom))
        for whom in stage.missing
    ]
    if stage.step == "told" and len(rows) > 1:
        rows.insert(0, _row("told", "", _("all who were not told"), ""))
    return rows


def _row(step: str, whom: str, label: str, count: str) -> Row:
    spans = (Span("   " + label, "due", 30), Span(count, "dim"))
    return Row(spans, key=f"{step}/{whom}")


def _count(roster: Roster, step: str, whom: str) -> str:
    if step != "told":
        return ""
    return _("{n} lines").format(n=len(untold_shifts(roster, whom)))


def step_form(desk: Desk, roster: Roster, key: str) -> Form:
    """Ask who notes a step of a roster, and how it was done."""
    step = next(each for each in NOTED if key.startswith(f"{each}/"))
    whom = key.removeprefix(f"{step}/")

    def save(typed: dict[str, str]) -> str:
        return attempt(lambda: _note(desk, roster, step, whom, typed))

    owners = who_may(desk, Asked("roster.publish"))
    label = desk.state().name(whom) if whom else _("all who were not told")
    fields = (
        Field("name", _("Name"), owners[0] if len(owners) == 1 else "", names=names_of(desk)),
        Field("way", _("How"), hint=_("by telephone, by fax")),
    )
    title = _("{step}: {whom}").format(step=step_word(step), whom=label)
    return Form(title, fields, save, note=roster.title)


def _note(desk: Desk, roster: Roster, step: RosterStep, whom: str, typed: dict[str, str]) -> None:
    state = desk.state()
    by = find_person(state, typed["name"])
    if step == "told":
        roster_facts.tell(desk, roster, [whom] if whom else [], by, typed["way"])
    else:
        roster_facts.note_step(desk, roster, step, whom, by, way=typed["way"])


def notice_form(desk: Desk, year: int, done: list[TakenYear]) -> Form:
    """Ask for a year's holiday notice; ``done`` has it when it was put in (R-046)."""

    def save(typed: dict[str, str]) -> str:
        return attempt(lambda: done.append(_take_in(desk, typed)))

    fields = (
        Field("year", _("Year"), str(year)),
        Field("number", _("Notice no.")),
        Field("holidays", _("Days off"), hint="春节=2027-02-05..2027-02-12 …", apart=" "),
        Field("make_up", _("Make-up days"), hint="2027-01-31 2027-02-20", apart=" "),
        *signed_fields(desk, Asked("setup"), "by"),
    )
    return Form(_("A year's holiday notice"), fields, save)


def _take_in(desk: Desk, typed: dict[str, str]) -> TakenYear:
    if not typed["year"].strip().isdecimal():
        raise Wrong(say("{text} is no year: write 2027", text=typed["year"]), "year")
    holidays, make_up = (
        tuple(typed[field].replace("、", " ").split()) for field in ("holidays", "make_up")
    )
    text = calendars.typed_notice(int(typed["year"]), typed["number"], holidays, make_up)
    return calendars.take_in_notice(desk, text, **hand_of(desk, typed))
