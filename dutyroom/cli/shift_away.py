"""`dutyroom shift away`, `cover`, `back`, `where`, `place`: off the post, or at another one."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, marked
from dutyroom.desk.clock import read_soon
from dutyroom.desk.presence import away, places
from dutyroom.domain.records.presence import Away
from dutyroom.i18n import _
from dutyroom.words.codes import away_words, clock


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to those of the shift."""
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


def _away(context: Context, absence: Away) -> Answer:
    cover = context.desk.state().name(absence.cover)
    line = f"{absence.id}  {absence.person}  {away_words(absence, cover)}"
    if absence.back:
        line += "  " + _("back {time}").format(time=clock(absence.back))
    return Answer(absence, marked(line, absence.marks))


def go_away(context: Context) -> Answer:
    """Keep that somebody leaves the post for a while."""
    args, desk = context.args, context.desk
    leader = context.maybe(args.leader)
    absence = away.go_away(
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
    return _away(context, absence)


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
    change = places.change_place(context.desk, person, args.place, args.reason, leader, pin)
    return Answer(
        change, (f"{change.id}  {change.person}  {change.planned} → {change.to}  {change.reason}",)
    )
