"""The form that takes a roster file in, and what is said of what was in it."""

from __future__ import annotations

from functools import partial
from typing import Literal

from textual.worker import get_current_worker

from dutyroom.desk.desk import Desk
from dutyroom.desk.roster.files import Progress, ReadRoster, RosterFile, roster_file
from dutyroom.desk.roster.imports import Imported, take_in
from dutyroom.desk.saving import saving
from dutyroom.desk.station.beside import beside
from dutyroom.desk.station.station import user_path
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from dutyroom.words.imports import compared_line, import_lines, progress_words
from screens.kit.actions import Objection, result_of
from screens.kit.dialogs import DIALOG_WIDTH, KIT, ListDialog
from screens.kit.fields import Questions, as_choice, as_key, as_text, ask
from screens.kit.form import Form, Saved, in_a_thread
from screens.kit.rows import Row, wrapped
from screens.kit.thread import do_in_thread
from screens.kit.turn import in_turn
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


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a file that was read, what had been asked for, and what a preview lists."""

    imported: Imported
    asked: dict[str, str]
    preview: tuple[Row, ...] | None = None


class ImportForm(Form[Imported]):
    """Asks for a roster file, and reads it while the room goes on; Esc stops the reading.

    What was read is checked and taken in beside the room as well (`beside`). What was typed
    stays. A preview is shown over the form, which stays with its words; whatever lies over
    the form when the file is read, or when it is taken in, is not disturbed.
    """

    CSS_PATH = [KIT / "form.tcss"]

    def __init__(self, desk: Desk) -> None:
        """Ask which file, and by whom where an office owns some of its lines."""
        by, pin = office(desk)
        self._desk = desk
        self._questions = Questions(desk, ImportFields, by=by, pin=pin)
        title = _("Take in a roster")
        super().__init__(title, self._questions, in_a_thread, does="roster.import")
        self._is_reading = self._is_stopped = self._is_checking = False
        self._read: ReadRoster | Objection | None = None
        self._checked: Checked | Objection | None = None

    def save(self) -> None:
        """Begin to read the file; `_take` goes on when it is read."""
        if self._is_reading or self._is_checking:
            return
        file = result_of(self._file)
        if isinstance(file, Objection):
            self.object(file)
            return
        self._show(_("The file is looked at…"))
        self._is_reading, self._is_stopped = True, False
        do_in_thread(self, partial(self._look, file), self._end)

    def _file(self) -> RosterFile:
        return roster_file(self._desk, user_path(self._questions.read(self.values()).file))

    def _look(self, file: RosterFile) -> ReadRoster:
        """Read the file, in a thread; it says how far it is, and stops when it shall."""
        worker, shown = get_current_worker(), [""]

        def report(progress: Progress) -> None:
            words = progress_words(progress)
            if words != shown[0] and not worker.is_cancelled:
                shown[0] = words
                self.app.call_from_thread(self._show, words)

        def stop() -> bool:
            return self._is_stopped or worker.is_cancelled

        return file.read(report, stop)

    def _show(self, words: str) -> None:
        self.say(f"{words}  ·  {_('Esc stops')}", wrong=False)

    def _end(self, read: ReadRoster | Objection) -> None:
        """Go on with what was read, as soon as nothing lies over the form."""
        self._is_reading, self._read = False, read
        if self.app.screen is self:
            self._take()

    def on_screen_resume(self) -> None:
        """Go on with what was read or checked while something lay over the form."""
        super().on_screen_resume()
        if not self.is_leaving:
            self._take()
            self._tell()

    def _take(self) -> None:
        read, self._read = self._read, None
        if isinstance(read, ReadRoster):
            in_turn(self, self._desk, partial(self._take_now, read), self.say, only=True)
        elif read is not None:
            self.object(read)

    def _take_now(self, read: ReadRoster) -> None:
        """Begin to take in what was read; what lies over the form by now goes first."""
        if self.is_leaving:
            return
        if self.app.screen is not self:
            self._read = read
            return
        typed = result_of(partial(self._typed, read))
        if isinstance(typed, Objection):
            self.object(typed)
            return
        self._is_checking = True
        self._say_checking()
        do_in_thread(self, partial(self._check, read, typed, self.values()), self._end_check)

    def _say_checking(self) -> None:
        self.say(_("The roster is checked…"), wrong=False)

    def _typed(self, read: ReadRoster) -> ImportFields | Objection:
        typed = self._questions.read(self.values())
        if user_path(typed.file) != read.file.path:
            return Objection(_("Another file was typed meanwhile: Ctrl+G reads that one"), "file")
        return typed

    def _check(self, read: ReadRoster, typed: ImportFields, asked: dict[str, str]) -> Checked:
        """Check what was read and take it in, in a thread, with a desk of its own."""
        with saving(self.draft):
            return _checked(beside(self._desk), read, typed, asked)

    def _end_check(self, checked: Checked | Objection) -> None:
        """Say what was taken in, as soon as nothing lies over the form."""
        self._is_checking, self._checked = False, checked
        if self.app.screen is self:
            self._tell()

    def _tell(self) -> None:
        checked, self._checked = self._checked, None
        if isinstance(checked, Objection):
            self.object(checked)
        elif checked is not None:
            self._tell_of(checked)

    def _tell_of(self, checked: Checked) -> None:
        """Leave with what is kept; with a preview, or with more typed meanwhile, stay."""
        imported = checked.imported
        if checked.preview is not None:
            self.app.push_screen(preview_dialog(checked.preview))
            self.object(Objection(compared_line(imported) + "\n" + _("Nothing is kept yet.")))
        elif not imported.written:
            self.object(Objection(import_words(imported)))
        elif self.values() == checked.asked:
            self._leave(Saved(imported))
        else:
            kept = _("Kept as a draft; what was typed meanwhile stays")
            self.say(import_words(imported) + "\n" + kept, wrong=False)

    def action_leave(self) -> None:
        """Stop the reading; a check comes to its end; without either leave, as other forms do."""
        if self._is_checking:
            self._say_checking()
        elif self._is_reading:
            self._is_stopped = True
        else:
            super().action_leave()


def _checked(desk: Desk, read: ReadRoster, typed: ImportFields, asked: dict[str, str]) -> Checked:
    """Take in what was read as the form asks, and put all that a preview lists into rows."""
    imported = take_in(
        desk,
        read,
        preview=typed.how == "preview",
        accept_problems=typed.how == "accept",
        by=typed.by,
        pin=typed.pin,
    )
    if typed.how != "preview":
        return Checked(imported, asked)
    lines = import_lines(imported, desk.state().name)
    rows = tuple(row for line in lines for row in wrapped(line, DIALOG_WIDTH, most=4))
    return Checked(imported, asked, rows)


def preview_dialog(rows: tuple[Row, ...]) -> ListDialog:
    """Return all that an import would change, as the command says it."""
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
