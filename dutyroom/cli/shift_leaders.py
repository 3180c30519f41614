"""`dutyroom shift leader`, `excuse`, `meeting`: what the duty leader does."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf, marked
from dutyroom.desk.presence import excuse as excusing
from dutyroom.desk.presence import leaders, meetings
from dutyroom.domain.records.presence import LeaderPresence
from dutyroom.i18n import _, listed
from dutyroom.words.codes import WORDS, clock, word


def add(group: Any, common: argparse.ArgumentParser) -> None:
    """Add the commands to those of the shift."""
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


def sign_leader(context: Context) -> Answer:
    """Sign the leader of the duty date in or out."""
    leader = context.person(context.args.name)
    act = leaders.leader_out if context.args.out else leaders.leader_in
    presence: LeaderPresence = act(context.desk, leader)
    line = f"{presence.person}  {presence.day}  {clock(presence.arrived)}–{clock(presence.left)}"
    return Answer(presence, marked(line, presence.marks))


def meeting(context: Context) -> Answer:
    """Keep who came to a meeting; the one who ticks is named by --by, else came first."""
    args, state = context.args, context.desk.state()
    came = tuple(map(context.person, args.names))
    by = context.person(args.by) if args.by or not came else came[0]
    keys = tuple(person.key for person in came)
    ticked = meetings.keep_meeting(context.desk, args.meeting, keys, by)
    said = _("came: {present}; missing: {missing}").format(
        present=listed(map(state.name, ticked.present)) or "—",
        missing=listed(map(state.name, ticked.missing)) or "—",
    )
    return Answer(ticked, (f"{ticked.id}  {ticked.name}  {said}",))


def excuse(context: Context) -> Answer:
    """Excuse a mark."""
    args = context.args
    leader = context.person(args.leader)
    pin = context.pin(leader)
    code = next((code for code in WORDS if word(code) == args.code), args.code)
    record = excusing.excuse(
        context.desk, args.number, code, leader, args.reason, pin, which=args.which
    )
    return Answer(record, marked(record.id, record.marks))
