"""`dutyroom roster plan`, `lock`, `fairness`: the planner, and who has served how much."""

from __future__ import annotations

import argparse
import contextlib
import re
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from types import FrameType
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, read_day
from dutyroom.desk.clock import read_month
from dutyroom.desk.errors import Wrong
from dutyroom.desk.planning import fairness
from dutyroom.desk.planning import plan as planning
from dutyroom.desk.planning.order import Order, absence_of
from dutyroom.desk.planning.plan import Planned
from dutyroom.desk.roster.edit import lock_shifts
from dutyroom.desk.roster.find import find_roster, roster_of
from dutyroom.domain.base.dates import month_end
from dutyroom.domain.base.sentence import say
from dutyroom.domain.planning.fairness import Fairness
from dutyroom.domain.planning.search import Progress, Report, Stop
from dutyroom.domain.records.roster import Roster
from dutyroom.i18n import _, render
from dutyroom.words.codes import word
from dutyroom.words.planning import change_words, next_words, outcome_lines, table_lines


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the planner's commands to those of the roster."""
    plan = leaf(group, common, "plan", _("fill a roster by the rules, fairly"), plan_roster)
    add_to = plan.add_argument
    add_to("--month", default="", metavar="2027-01", help=_("the month to plan"))
    add_to("--from", dest="first", default="", metavar="DATE", help=_("the first duty date"))
    add_to("--to", dest="last", default="", metavar="DATE", help=_("the last duty date"))
    add_to("--seed", type=int, default=1, help=_("another number, another plan as good"))
    add_to("--keep", default="", metavar="ROSTER", help=_("keep it, fill what is empty or lost"))
    absent, days = [], "NAME=FROM..TO"
    absent.append(("--away", _("days on which a person cannot come")))
    absent.append(("--wish", _("days on which a person would rather not come")))
    absent.append(("--lock", _("days on which a person's shifts stay")))
    for option, words in absent:
        add_to(option, action="append", default=[], metavar=days, help=words)
    add_to("--solver", action="store_true", help=_("prove the best plan (extra [solver])"))
    add_to("--seconds", type=int, default=None, help=_("how long it may take"))
    add_to("--preview", action="store_true", help=_("show it, keep nothing"))
    add_to("--anew", action="store_true", help=_("keep only what is locked in it"))
    lock = leaf(group, common, "lock", _("a shift stays when the roster is planned"), lock_shift)
    lock.add_argument("name", metavar="NAME")
    lock.add_argument("day", metavar="DAY")
    lock.add_argument("--free", action="store_true", help=_("the planner may change it again"))
    fair = leaf(group, common, "fairness", _("who has served how much"), show_fairness)
    fair.add_argument("roster", nargs="?", default="", metavar="ROSTER|YEAR")


def plan_roster(context: Context) -> Answer:
    """Plan a roster and keep it as a draft."""
    args = context.args
    order = _order(context)
    with _stopped_by_hand() as by_hand, _shown_progress() as report:
        stop = _also_in_time(by_hand, None if args.solver else args.seconds)
        planned = planning.plan_roster(
            context.desk, order, **context.proof(), preview=args.preview, report=report, stop=stop
        )
    table = fairness.year_table(context.desk, order.first.year, planned.roster)
    return Answer(_value(planned, table), tuple(_lines(context, planned, table)))


def _order(context: Context) -> Order:
    args = context.args
    roster = find_roster(context.desk.state(), args.keep) if args.keep else None
    if args.seconds is not None and args.seconds < 1:
        raise Wrong(say("Give at least one second"), "seconds")
    first, last = _span(context, roster)
    return Order(
        first=first,
        last=last,
        seed=args.seed,
        keep=roster,
        anew=args.anew,
        away=(
            *(absence_of(words, context.person) for words in args.away),
            *(absence_of(words, context.person, wish=True) for words in args.wish),
        ),
        locked=tuple(absence_of(words, context.person) for words in args.lock),
        solver=args.solver,
        seconds=args.seconds,
    )


def lock_shift(context: Context) -> Answer:
    """Lock a person's shifts of a day for the planner, in the draft, or free them."""
    args, state = context.args, context.desk.state()
    person, day = context.person(args.name), read_day(args.day)
    assert day is not None
    roster = roster_of(state, day, person.key)
    locked = not args.free
    changed = lock_shifts(context.desk, roster, person, day, locked=locked, by=context.by)
    words = _("{person} keeps the shift of {day}.") if locked else _("{person}, {day}: free again.")
    return Answer(changed, (words.format(person=person.name, day=day),))


def _span(context: Context, roster: Roster | None) -> tuple[date, date]:
    args = context.args
    if roster is not None:
        return roster.first, roster.last
    if args.month:
        first = read_month(args.month)
        return first, month_end(first)
    begins, ends = read_day(args.first), read_day(args.last)
    if begins is None or ends is None:
        raise Wrong(say("Say what to plan: --month 2027-01, --from and --to, or --keep"), "month")
    return begins, ends


@contextlib.contextmanager
def _stopped_by_hand() -> Iterator[Stop]:
    """Let Ctrl+C end the search, not the command; a second one ends the command."""
    asked: list[bool] = []

    def note(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def _also_in_time(by_hand: Stop, seconds: int | None) -> Stop:
    if seconds is None:
        return by_hand
    ends = time.monotonic() + seconds
    return lambda: by_hand() or time.monotonic() > ends


@contextlib.contextmanager
def _shown_progress() -> Iterator[Report]:
    """Show progress in one line of the terminal; say nothing where there is none."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return

    def show(progress: Progress) -> None:
        words = _(
            "planning {percent} %, penalty points {cost}, empty {holes} "
            "· Ctrl+C: take the best so far"
        )
        percent = 100 * progress.done // max(1, progress.steps)
        shown = words.format(percent=percent, cost=progress.cost, holes=progress.holes)
        print(f"\r\033[K{shown}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _value(planned: Planned, table: Fairness) -> dict[str, Any]:
    return {
        "roster": planned.roster,
        "written": planned.written,
        "cost": planned.outcome.plan.cost,
        "bound": planned.outcome.bound,
        "proved": planned.outcome.proved,
        "stopped": planned.outcome.stopped,
        "empty": planned.outcome.plan.holes,
        "rules": planned.outcome.rules,
        "changes": planned.changes,
        "findings": planned.findings,
        "fairness": {**_table_value(table)},
    }


def _table_value(table: Fairness) -> dict[str, Any]:
    return {
        "first": table.first,
        "last": table.last,
        "people": table.rows,
        "spread": dict(table.spread),
    }


def _lines(context: Context, planned: Planned, table: Fairness) -> Iterator[str]:
    state, roster = context.desk.state(), planned.roster
    yield (
        f"{roster.id or '—'}  {roster.title}  {roster.first} → {roster.last}  "
        f"{word(roster.state)}  v{roster.version}  {len(roster.lines)}"
    )
    yield from outcome_lines(planned)
    yield from next_words(planned)
    for change in planned.changes:
        yield change_words(change, state.name)
    for finding in planned.findings:
        yield f"{word(finding.level)}: {render(finding.sentence)}  [{finding.clause}]"
    if not planned.findings:
        yield _("The checker finds nothing.")
    yield from table_lines(table, state.name)


def show_fairness(context: Context) -> Answer:
    """Show who has served how much: in a year, or in one roster."""
    desk, words = context.desk, context.args.roster
    if not words or re.fullmatch(r"\d{4}", words):
        table = fairness.year_table(desk, int(words) if words else desk.duty_date().year)
    else:
        table = fairness.roster_table(desk, find_roster(desk.state(), words))
    return Answer(_table_value(table), tuple(table_lines(table, desk.state().name)))
