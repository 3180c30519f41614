"""The audit list: who was refused what for want of the power."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.domain.records import Recovery, Refusal
from dutyroom.i18n import _
from dutyroom.words import clause_mark, word_of


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the audit list to the parser."""
    leaf(commands, common, "audit", _("who was refused for want of the power"), show_audit)


def show_audit(context: Context) -> Answer:
    """List the refusals and the PINs given anew from outside, the newest first (R-059)."""
    state = context.desk.state()
    both: tuple[Refusal | Recovery, ...] = (*state.refusals, *state.recoveries)
    found = tuple(sorted(both, key=lambda one: one.at)[::-1])
    lines = tuple(_line(refusal, state.name(refusal.person)) for refusal in found)
    return Answer(found, lines or (_("Nobody was refused."),))


def _line(refusal: Refusal | Recovery, name: str) -> str:
    if isinstance(refusal, Recovery):
        words = _("a new PIN, by the system user {user}").format(user=refusal.user)
        return f"{refusal.id}  {refusal.at:%Y-%m-%d %H:%M}  {name}  {words}"
    proof = _("PIN given") if refusal.proved else _("name only, no PIN that fits")
    parts = (
        refusal.id,
        f"{refusal.at:%Y-%m-%d %H:%M}",
        name,
        word_of("power", refusal.action),
        refusal.about,
        proof,
        clause_mark(refusal.clause),
    )
    return "  ".join(part for part in parts if part)
