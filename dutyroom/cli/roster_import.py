"""`dutyroom roster import`: a roster file is taken in; how far it has come is seen meanwhile."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dutyroom.cli.context import WRONG, Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.errors import Wrong
from dutyroom.desk.roster.files import Progress, ReadRoster, RosterFile, roster_file
from dutyroom.desk.roster.imports import take_in
from dutyroom.desk.station.station import user_path
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import _
from dutyroom.text import printable
from dutyroom.words.imports import import_lines, progress_words

_WIPE = "\r\x1b[K"


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to the parser of rosters."""
    take = leaf(group, common, "import", _("take in an .xlsx or .csv as it is"), import_roster)
    take.add_argument("file", metavar="FILE")
    take.add_argument("--year", type=int, default=None)
    take.add_argument("--preview", action="store_true", help=_("show it, keep nothing"))
    take.add_argument(
        "--accept-problems",
        action="store_true",
        help=_("keep what was understood in spite of problems"),
    )


def import_roster(context: Context) -> Answer:
    """Take in a roster file."""
    args = context.args
    imported = take_in(
        context.desk,
        _read(roster_file(context.desk, user_path(args.file), year=args.year)),
        **context.proof(),
        accept_problems=args.accept_problems,
        preview=args.preview,
    )
    lines = list(import_lines(imported, context.desk.state().name))
    if not imported.written and not args.preview:
        cells = ", ".join(p.cell for p in imported.problems if p.grave)
        lines[-1] = _(
            "Nothing was kept, because of {cells}. Mend the file, or take what was understood "
            "with --accept-problems"
        ).format(cells=cells)
        return Answer(imported, tuple(lines), WRONG)
    return Answer(imported, tuple(lines))


def _read(file: RosterFile) -> ReadRoster:
    """Read a file; say on the error stream how far it is, if that is a terminal.

    Ctrl+C ends it: raises `Wrong` then, and what reading raises.
    """
    line = _Line()
    try:
        return file.read(line.report)
    except KeyboardInterrupt:
        raise Wrong(say("The reading was stopped; nothing was kept."), "path") from None
    finally:
        line.wipe()


class _Line:
    """The last line of a terminal, written again with each per cent."""

    def __init__(self) -> None:
        self._shown = ""
        self._is_seen = sys.stderr.isatty()

    def report(self, progress: Progress) -> None:
        words = progress_words(progress)
        if self._is_seen and progress.rows and words != self._shown:
            self._shown = words
            print(_WIPE + printable(words), end="", file=sys.stderr, flush=True)

    def wipe(self) -> None:
        """Leave the line as it was."""
        if self._shown:
            print(_WIPE, end="", file=sys.stderr, flush=True)
