"""The form that takes a roster file in, and what is said of what was in it."""

from __future__ import annotations

from typing import Literal

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.imports import Imported, import_roster
from dutyroom.desk.station.station import user_path
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from dutyroom.words.imports import compared_line, import_lines
from screens.kit.actions import Objection
from screens.kit.dialogs import DIALOG_WIDTH, ListDialog
from screens.kit.fields import Questions, as_choice, as_key, as_text, ask
from screens.kit.form import Form
from screens.kit.rows import wrapped
from screens.kit.who import office


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFields:
    """Which file is taken in, how far, and by whom."""

    file: str = ask(N_("File"), as_text, hint=N_("path of an .xlsx or .csv"))
    how: Literal["keep", "preview", "accept"] = ask(
        N_("How"),
        as_choice,
        choices=(
            ("keep", N_("keep it if all is understood")),
            ("preview", N_("only show what is in it")),
            ("accept", N_("keep what was understood")),
        ),
    )
    by: str = ask(
        N_("Changed by"),
        as_key,
        hint=N_("for holidays and leaders' weekends"),
        unless_asked="",
    )
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def import_form(desk: Desk) -> Form[Imported]:
    """Ask for a roster file; a preview is shown over the form, which stays with its words."""

    def act(typed: ImportFields) -> Imported | Objection:
        imported = import_roster(
            desk,
            user_path(typed.file),
            preview=typed.how == "preview",
            accept_problems=typed.how == "accept",
            by=typed.by,
            pin=typed.pin,
        )
        if typed.how == "preview":
            form.app.push_screen(preview_dialog(desk, imported))
            return Objection(compared_line(imported) + "\n" + _("Nothing is kept yet."))
        return imported if imported.written else Objection(import_words(imported))

    by, pin = office(desk)
    form = Form(_("Take in a roster"), Questions(desk, ImportFields, by=by, pin=pin), act)
    return form


def preview_dialog(desk: Desk, imported: Imported) -> ListDialog:
    """Return all that an import would change, as the command says it."""
    lines = import_lines(imported, desk.state().name)
    rows = [row for line in lines for row in wrapped(line, DIALOG_WIDTH, most=4)]
    return ListDialog(_("Everything that is in it · Esc closes"), rows)


def import_words(imported: Imported) -> str:
    """Return what is in a file, how much it changes, and what was not understood of it."""
    roster = imported.roster
    head = _("{title}: {first} – {last}, {n} lines").format(
        title=roster.title, first=roster.first, last=roster.last, n=len(roster.lines)
    )
    shown = [f"{p.cell}: {render(p.sentence)}" for p in imported.problems[:3]]
    more = len(imported.problems) - len(shown)
    if more > 0:
        shown.append(_("and {n} more, in 'dutyroom roster import'").format(n=more))
    ends = [] if imported.written else [_("Nothing is kept yet.")]
    return "\n".join([head, compared_line(imported), *shown, *ends])
