"""The command line: `dutyroom COMMAND`, or nothing to open the room."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, cast

from dutyroom import __version__, i18n
from dutyroom.cli import argparse_words
from dutyroom.cli.context import STORAGE, WRONG, Context, Settings
from dutyroom.cli.opening import Opener, open_room
from dutyroom.cli.output import explain, show
from dutyroom.desk.errors import Wrong
from dutyroom.desk.station.contacts import read_copy
from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.base.verdict import Refused
from dutyroom.i18n import _, render
from dutyroom.settings.config import config_path, read_config
from dutyroom.store.errors import StoreError
from dutyroom.text import printable

COMMANDS = (
    "people",
    "roster",
    "contacts",
    "now",
    "due",
    "clock",
    "shift",
    "patrol",
    "inspect",
    "handover",
    "log",
    "order",
    "search",
    "init",
    "profile",
    "data",
    "calendar",
    "audit",
    "swap",
    "config",
    "demo",
)
"""The commands as the help lists them, each a module of its name; only the typed one is loaded."""
VALUED = ("--data", "--at", "--by", "--pin", "--language")
"""The options of every command that are followed by a value."""
DEFAULTS: dict[str, object] = {
    "handler": None,
    "parser": None,
    "command": "",
    "data": "",
    "json": False,
    "at": "",
    "by": "",
    "pin": "",
    "language": "",
}
"""What holds where an option is given neither before nor behind the command."""


class Parser(argparse.ArgumentParser):
    """A parser that ends with one sentence and exit code 2."""

    def parse_args(self, args: Any = None, namespace: Any = None) -> argparse.Namespace:  # type: ignore[override]
        """Parse; words that are too many are told by the command that got them."""
        typed, rest = self.parse_known_args(args, namespace)
        if rest:
            command: argparse.ArgumentParser = getattr(typed, "parser", None) or self
            command.error(argparse_words.too_many(rest))
        return cast(argparse.Namespace, typed)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Print the sentence with the way to the help."""
        words = _("{command}: {message}. See {command} --help").format(
            command=self.prog, message=message
        )
        self.exit(WRONG, printable(words) + "\n")


def make_parser(words: Sequence[str] = ("--help",)) -> argparse.ArgumentParser:
    """Return the parser of every command that these words may name, in the language in use."""
    common = argparse.ArgumentParser(add_help=False)
    add = common.add_argument
    hidden = argparse.SUPPRESS
    add("--data", metavar="FOLDER", default=hidden, help=_("the station's folder"))
    add("--json", action="store_true", default=hidden, help=_("answer in JSON"))
    add("--at", metavar="TIME", default=hidden, help=_("the time it is (drill stations only)"))
    add("--by", metavar="NAME", default=hidden, help=_("who does it"))
    add("--pin", default=hidden, help=_("the PIN of the person"))
    add("--language", choices=("zh", "en"), default=hidden, help=_("Chinese or English"))
    parser = Parser(
        prog="dutyroom",
        parents=[common],
        description=_("The duty room's board, logbook and clock. Without a command it opens."),
    )
    parser.add_argument("--version", action="version", version=f"dutyroom {__version__}")
    named = _named(words)
    if named:
        commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=Parser)
        for command in named:
            importlib.import_module(f"dutyroom.cli.{command}").add(commands, common)
    return parser


def _named(words: Sequence[str]) -> tuple[str, ...]:
    """Return the commands to load: the one that is typed, none to open the room, else all."""
    command = first_word(words)
    if command is None:
        return ()
    return (command,) if command in COMMANDS else COMMANDS


def first_word(words: Sequence[str]) -> str | None:
    """Return the command in a command line, None where it only has options of the room."""
    left = iter(words)
    for word in left:
        if word in VALUED:
            next(left, None)
        elif not word.startswith("-") or word in ("-h", "--help"):
            return word
    return None


def run(
    words: Sequence[str],
    opener: Opener | None = None,
    settings: Settings | None = None,
    clear: Callable[[], None] | None = None,
) -> int:
    """Run one command line and return its exit code.

    0 done, 2 wrong words, 3 refused by a rule, 4 conflict, 5 storage.
    ``opener`` opens the full screen where a command asks for it; ``settings``
    reads the user's own settings; ``clear`` gives the terminal back before
    words are printed on it instead.
    """
    _speak_to_any_terminal()
    i18n.use(_language(words))
    argparse_words.speak(i18n.language())
    try:
        args = make_parser(words).parse_args(list(words), argparse.Namespace(**DEFAULTS))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG
    context = Context(args, settings)
    try:
        if args.handler is None:
            return open_room(context, opener or _no_screen)
        code = show(args.handler(context), as_json=args.json, damage=context.damage)
        _name_faults(context)
        return _kept_out(context, code)
    except (Wrong, Refused, ShapeError, StoreError) as error:
        if clear is not None:
            clear()
        code = explain(error, as_json=args.json, damage=context.damage)
        _name_faults(context, error)
        with suppress(Wrong, StoreError):  # a folder that cannot be one has nothing to offer
            _offer_file(context)
            if args.handler is None:
                _print_numbers(context)
        return code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except (EOFError, KeyboardInterrupt):
        print(file=sys.stderr)
        return WRONG


def _speak_to_any_terminal() -> None:
    """Let a terminal that cannot show a letter show a question mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _name_faults(context: Context, error: Exception | None = None) -> None:
    """Name damage, and what was passed over or set aside, but for what the error has said."""
    damage = context.damage
    if damage is not None:
        from dutyroom.words.damage import damage_line  # seldom needed

        print(printable(damage_line(damage, context.desk.now())), file=sys.stderr)
    for note in context.notes:
        print(printable(note), file=sys.stderr)
    for fault in context.faults:
        if not (isinstance(error, Wrong) and error.sentence == fault):
            print(printable(render(fault)), file=sys.stderr)


def _kept_out(context: Context, code: int) -> int:
    """Say why a station that was looked after does not open as it is; return the exit code."""
    if context.kept_out is None:
        return code
    explain(context.kept_out, as_json=False)
    _offer_file(context)
    return code or STORAGE


def _offer_file(context: Context) -> None:
    """Name the good copy where a station does not open for want of one of its own files."""
    from dutyroom.desk.station.recovery import file_at_hand  # of no use to most commands

    found = file_at_hand(context.path) if context.kept_out or not context.is_open else None
    if found is not None:
        text = _(
            "{file} is missing or cannot be used, but stands in the good copy {copy}, {records} "
            "records: the system user who owns the station's folder puts it back with "
            "'dutyroom data restore --recover'."
        )
        name, copy = found
        line = text.format(file=name, copy=copy.name, records=copy.records)
        print(printable(line), file=sys.stderr)


def _print_numbers(context: Context) -> None:
    """Print the emergency numbers when the room cannot be opened (R-013)."""
    for line in read_copy(context.path):
        print(printable(f"{line.category}  {line.number}  {line.name}"), file=sys.stderr)


def _no_screen(data: str, *, at: str, language: str) -> int:
    raise Wrong(say("The full screen cannot be opened from here"))


def _language(words: Sequence[str]) -> str:
    for place, text in enumerate(words):
        if text.startswith("--language="):
            return text.partition("=")[2]
        if text == "--language" and place + 1 < len(words):
            return words[place + 1]
    wanted = read_config(config_path(os.environ), {}).language
    return i18n.choose(os.environ, wanted)
