"""`dutyroom data`: the station's records, their good copies and their repair."""

from __future__ import annotations

import argparse
import os
from typing import Any

from dutyroom.cli import data_restore
from dutyroom.cli.context import DONE, STORAGE, Answer, Context
from dutyroom.cli.data_restore import copy_line, name_passed_over
from dutyroom.cli.parts import leaf
from dutyroom.desk.desk import Desk
from dutyroom.desk.station import station
from dutyroom.desk.station.backup import copies_of, incomplete_copies, make_copy
from dutyroom.desk.station.laying import files_ahead, lay_pages
from dutyroom.desk.station.repair import (
    examine_records,
    line_stands,
    mend_records,
    strange_folders,
)
from dutyroom.i18n import _
from dutyroom.store.mend import Remedy
from dutyroom.store.walk import Verification
from dutyroom.words.codes import damage_words, store_words
from dutyroom.words.mending import (
    accepted_words,
    ahead_words,
    cut_off_words,
    laid_words,
    lost_words,
    vouched_words,
)


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of the records to the parser."""
    parser = commands.add_parser("data", parents=[common], help=_("the station's records"))
    group = parser.add_subparsers(dest="step", required=True)
    leaf(group, common, "where", _("where they are"), data_where)
    verify = leaf(group, common, "verify", _("whether they are whole"), data_verify)
    verify.add_argument(
        "--stands", default="", metavar="LINE", help=_("whether a line printed on a sheet stands")
    )
    leaf(group, common, "backup", _("make a good copy now"), data_backup)
    leaf(group, common, "copies", _("list the good copies"), data_copies)
    data_restore.add(group, common)
    doctor = leaf(group, common, "doctor", _("what is damaged, and what can be done"), data_doctor)
    doctor.add_argument("--mend", action="store_true", help=_("mend it from good copies"))


def data_where(context: Context) -> Answer:
    """Say where the records are."""
    path = station.station_path(context.args.data, os.environ)
    return Answer({"path": str(path)}, (str(path),))


def data_verify(context: Context) -> Answer:
    """Walk through every page and say whether the records are whole."""
    if context.args.stands:
        return _line_stands(context)
    report = context.desk.ledger.verify()
    count = _("{n} revisions in {pages} pages").format(n=report.revisions, pages=report.pages)
    lines = [count, *map(damage_words, report.damage), *vouched_words(report)]
    return _whole_or_damaged(report, lines, report)


def _line_stands(context: Context) -> Answer:
    there = line_stands(context.desk, context.args.stands)
    words = _("The line stands as it was printed.") if there else _("That line stands no more.")
    return Answer({"stands": there}, (words,), DONE if there else STORAGE)


def data_backup(context: Context) -> Answer:
    """Make a good copy."""
    made = make_copy(context.desk)
    return Answer(made, (copy_line(made),), DONE if made.whole else STORAGE)


def data_copies(context: Context) -> Answer:
    """List the good copies, who has most first; behind them those of damaged records."""
    context.look_after()
    name_passed_over(context)
    made = (*copies_of(context.desk), *incomplete_copies(context.desk))
    return Answer(made, tuple(map(copy_line, made)) or (_("There is no copy yet."),))


def data_doctor(context: Context) -> Answer:
    """Say what is damaged and what can be done, or do it; name plug-ins that cannot be used."""
    context.look_after()
    context.load_plugins()
    name_passed_over(context)
    context.notes += map(store_words, strange_folders(context.desk))
    return _mended(context) if context.args.mend else _examined(context.desk)


def _mended(context: Context) -> Answer:
    args = context.args
    mended, report, record = mend_records(context.desk, args.by, args.pin)
    laid = lay_pages(context.desk, args.by, args.pin)
    lines = [_remedy_line(remedy, mended=True) for remedy in mended]
    lines += map(laid_words, laid.files if laid else ())
    lines += map(damage_words, report.damage)
    value = {"mended": mended, "left": report.damage, "record": record or laid}
    return _whole_or_damaged(value, lines, report)


def _examined(desk: Desk) -> Answer:
    report, remedies, cut_off = examine_records(desk)
    lines = [*map(damage_words, report.damage), *cut_off_words(cut_off)]
    lines += [_remedy_line(remedy, mended=False) for remedy in remedies]
    ahead = files_ahead(desk)
    lines += map(ahead_words, ahead)
    if remedies or ahead or cut_off:
        lines.append(_("'dutyroom data doctor --mend' does it; damaged pages go to quarantine."))
    value = {"damage": report.damage, "remedies": remedies, "ahead": ahead, "cut_off": cut_off}
    return _whole_or_damaged(value, lines, report)


def _whole_or_damaged(value: Any, lines: list[str], report: Verification) -> Answer:
    """Return an answer that ends with whether the records are whole, as its exit code does."""
    if report.damage:
        return Answer(value, (*lines, _("There is damage.")), STORAGE)
    if report.accepted:
        return Answer(value, (*lines, *map(accepted_words, report.accepted)), DONE)
    return Answer(value, (*lines, _("The records are whole.")), DONE)


def _remedy_line(remedy: Remedy, *, mended: bool) -> str:
    if remedy.remade:
        text = (
            _("{file}: made up again from the month before")
            if mended
            else _("{file}: can be made up again from the month before")
        )
        return text.format(file=remedy.file)
    text = (
        _("{file}: mended, {n} lines brought back from copies")
        if mended
        else _("{file}: {readable} lines can be read, copies bring {n} back")
    )
    line = text.format(file=remedy.file, readable=remedy.readable, n=remedy.regained)
    if remedy.lost:
        line += "; " + lost_words(remedy.lost)
    return line
