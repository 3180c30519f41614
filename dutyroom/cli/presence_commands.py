"""Commands of presence: away, whereabouts, the telephone, checks, leaders, the month sheet."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.clock import read_event_time, read_month, read_soon
from dutyroom.desk.presence import away, leaders, meetings, post_checks
from dutyroom.desk.presence import phone as telephone
from dutyroom.desk.presence.dress import DRESS_ANSWERS
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.post_checks import Finding
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Away, CheckResult, LeaderPresence, PhoneHandover
from dutyroom.i18n import _, listed
from dutyroom.words.codes import WORDS, away_words, clock, mark_words, phone_words, word
from dutyroom.words.sheets import month_lines


def add_to(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands of presence to ``shift``."""
    _add_away(group, common)
    _add_phone(group, common)
    _add_checks(group, common)
    _add_leaders(group, common)
    sheet = leaf(group, common, "sheet", _("the month's attendance sheet"), show_sheet)
    sheet.add_argument("--month", default="", metavar="2026-12")
    sheet.add_argument("--person", default="", metavar="NAME")


def _add_away(group: Any, common: argparse.ArgumentParser) -> None:
    go = leaf(group, common, "away", _("leave the post for a while"), go_away)
    go.add_argument("name", metavar="NAME")
    go.add_argument("--reason", default="")
    go.add_argument("--back", metavar="TIME", required=True, help=_("when the person is back"))
    go.add_argument("--place", default="", help=_("where to"))
    go.add_argument("--cover", default="", metavar="NAME", help=_("who stands in"))
    go.add_argument("--cover-pin", default="", help=_("who stands in confirms it"))
    go.add_argument("--leader", default="", metavar="NAME", help=_("the leader who agrees"))
    cover = leaf(group, common, "cover", _("confirm standing in for somebody"), confirm_cover)
    cover.add_argument("name", metavar="NAME")
    back = leaf(group, common, "back", _("back at the post"), come_back)
    back.add_argument("name", metavar="NAME")
    where = leaf(group, common, "where", _("where somebody on duty is to be found"), tell_where)
    where.add_argument("name", metavar="NAME")
    where.add_argument("place", metavar="PLACE")
    where.add_argument("--told", default="", metavar="NAME", help=_("who was told"))
    place = leaf(group, common, "place", _("another place for this shift"), change_place)
    for name in ("name", "place", "leader", "reason"):
        place.add_argument(name, metavar=name.upper())


def _add_phone(group: Any, common: argparse.ArgumentParser) -> None:
    out = leaf(group, common, "phone-out", _("give the duty telephone to somebody"), phone_out)
    out.add_argument("name", metavar="NAME")
    out.add_argument("holder", metavar="HOLDER", help=_("who has it now"))
    out.add_argument("--unit", default="", help=_("their unit"))
    back = leaf(group, common, "phone-back", _("the duty telephone is back"), phone_back)
    back.add_argument("name", metavar="NAME")


def _add_checks(group: Any, common: argparse.ArgumentParser) -> None:
    spot = leaf(group, common, "check", _("keep a spot check"), spot_check)
    spot.add_argument("name", metavar="NAME")
    spot.add_argument("--not-found", action="store_true", help=_("was not there"))
    spot.add_argument("--place", default="", help=_("where the person was found"))
    spot.add_argument("--dress", default="", choices=DRESS_ANSWERS, help=_("the ticks at sign-in"))
    phone = leaf(group, common, "phone-check", _("keep a phone check"), phone_check)
    phone.add_argument("name", metavar="NAME")
    phone.add_argument("result", choices=("reached", "no-answer", "off"))
    phone.add_argument("--place", default="", help=_("where the person said to be"))
    for parser in (spot, phone):
        parser.add_argument("--time", default="", help=_("when it was, if not now"))
        parser.add_argument("--finder", default="", help=_("who looked, if not --by"))
        parser.add_argument("--note", default="")


def _add_leaders(group: Any, common: argparse.ArgumentParser) -> None:
    leader = leaf(group, common, "leader", _("the duty leader signs in or out"), sign_leader)
    leader.add_argument("name", metavar="NAME")
    leader.add_argument("--out", action="store_true", help=_("sign out"))
    pardon = leaf(group, common, "excuse", _("a leader excuses a mark; it stays"), excuse)
    for name in ("number", "code", "leader", "reason"):
        pardon.add_argument(name, metavar=name.upper())
    meet = leaf(group, common, "meeting", _("tick who came to a meeting of today"), meeting)
    meet.add_argument("meeting", metavar="MEETING")
    meet.add_argument("names", nargs="*", metavar="NAME", help=_("who came"))
    words = _("which one, where the record has several marks of the code")
    pardon.add_argument("--which", type=int, default=0, metavar="N", help=words)


def _marked(line: str, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    words = "; ".join(mark_words(mark) for mark in marks)
    return (f"{line}  ({words})" if words else line,)


def _away(context: Context, done: Away) -> Answer:
    cover = context.desk.state().name(done.cover)
    line = f"{done.id}  {done.person}  {away_words(done, cover)}"
    if done.back:
        line += "  " + _("back {time}").format(time=clock(done.back))
    return Answer(done, _marked(line, done.marks))


def go_away(context: Context) -> Answer:
    """Keep that somebody leaves the post for a while."""
    args, desk = context.args, context.desk
    leader = context.maybe(args.leader)
    done = away.go_away(
        desk,
        context.person(args.name),
        reason=args.reason,
        back=read_soon(args.back, desk.now(), desk.zone, "back"),
        place=args.place,
        cover=context.maybe(args.cover),
        cover_pin=args.cover_pin,
        leader=leader,
        pin=context.pin(leader) if leader else "",
    )
    return _away(context, done)


def confirm_cover(context: Context) -> Answer:
    """Keep that somebody stands in."""
    person = context.person(context.args.name)
    return _away(context, away.confirm_cover(context.desk, person, context.pin(person)))


def come_back(context: Context) -> Answer:
    """Keep that somebody is back."""
    return _away(context, away.come_back(context.desk, context.person(context.args.name)))


def tell_where(context: Context) -> Answer:
    """Keep where somebody is to be found."""
    args = context.args
    person = context.person(args.name)
    return _away(context, away.tell_whereabouts(context.desk, person, args.place, args.told))


def change_place(context: Context) -> Answer:
    """Keep that a shift is spent at another place."""
    args = context.args
    person, leader = context.person(args.name), context.person(args.leader)
    pin = context.pin(leader)
    done = leaders.change_place(context.desk, person, args.place, args.reason, leader, pin)
    return Answer(done, (f"{done.id}  {done.person}  {done.planned} → {done.to}  {done.reason}",))


def phone_out(context: Context) -> Answer:
    """Keep that somebody else has the telephone."""
    args = context.args
    giver = context.person(args.name)
    return _phone(context, telephone.hand_phone(context.desk, giver, args.holder, unit=args.unit))


def phone_back(context: Context) -> Answer:
    """Keep that the telephone is back."""
    person = context.person(context.args.name)
    return _phone(context, telephone.take_phone_back(context.desk, person))


def _phone(context: Context, done: PhoneHandover) -> Answer:
    holder = context.desk.state().name(done.holder)
    line = f"{done.id}  {phone_words(done, holder)}  {clock(done.out)}–{clock(done.back)}"
    return Answer(done, _marked(line, done.marks))


def spot_check(context: Context) -> Answer:
    """Keep a spot check."""
    result: CheckResult = "not_found" if context.args.not_found else "found"
    return _check(context, "spot", result)


def phone_check(context: Context) -> Answer:
    """Keep a phone check."""
    return _check(context, "phone", context.args.result.replace("-", "_"))


def _check(context: Context, kind: Any, result: CheckResult) -> Answer:
    args = context.args
    by = context.person(args.by)
    finding = Finding(
        result,
        args.place,
        _time(context, args.time),
        finder=args.finder,
        note=args.note,
        dress=getattr(args, "dress", ""),
    )
    person = context.person(args.name)
    done = post_checks.keep_check(context.desk, kind, person, finding, by, context.pin(by))
    line = f"{done.id}  {done.at:%m-%d %H:%M}  {done.person}  {word(kind)}: {word(done.result)}"
    dress = f"{_('Uniform, badge')}: {word(done.dress)}" if done.dress else ""
    said = "  ".join(part for part in (f"{line} {done.place}".rstrip(), dress) if part)
    return Answer(done, _marked(said, done.marks))


def _time(context: Context, text: str) -> datetime | None:
    return read_event_time(text, context.desk.now(), context.desk.zone) if text else None


def sign_leader(context: Context) -> Answer:
    """Sign the leader of the duty date in or out."""
    leader = context.person(context.args.name)
    act = leaders.leader_out if context.args.out else leaders.leader_in
    done: LeaderPresence = act(context.desk, leader)
    line = f"{done.person}  {done.day}  {clock(done.arrived)}–{clock(done.left)}"
    return Answer(done, _marked(line, done.marks))


def meeting(context: Context) -> Answer:
    """Keep who came to a meeting; the one who ticks is named by --by, else came first."""
    args, state = context.args, context.desk.state()
    came = tuple(map(context.person, args.names))
    by = context.person(args.by) if args.by or not came else came[0]
    keys = tuple(person.key for person in came)
    done = meetings.keep_meeting(context.desk, args.meeting, keys, by)
    said = _("came: {present}; missing: {missing}").format(
        present=listed(map(state.name, done.present)) or "—",
        missing=listed(map(state.name, done.missing)) or "—",
    )
    return Answer(done, (f"{done.id}  {done.name}  {said}",))


def excuse(context: Context) -> Answer:
    """Excuse a mark."""
    args = context.args
    leader = context.person(args.leader)
    pin = context.pin(leader)
    code = next((code for code in WORDS if word(code) == args.code), args.code)
    done = leaders.excuse(
        context.desk, args.number, code, leader, args.reason, pin, which=args.which
    )
    return Answer(done, _marked(done.id, done.marks))


def show_sheet(context: Context) -> Answer:
    """Show the month's attendance sheet, or one person of it."""
    args, desk = context.args, context.desk
    typed, today = args.month.strip(), desk.now().date()
    first = read_month(typed, "2026-12") if typed else today.replace(day=1)
    sheet = month_sheet(desk, first)
    if args.person:
        sheet = sheet.of(context.person(args.person).key)
    return Answer(sheet, tuple(month_lines(sheet)) or (_("Nothing is planned in this month."),))
