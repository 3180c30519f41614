"""`dutyroom audit`: who was refused what for want of the power."""

from __future__ import annotations

import argparse
from typing import Any

from dutyroom.cli.context import Answer, Context
from dutyroom.cli.parts import leaf
from dutyroom.desk.people.audit import audit_list, audited_person
from dutyroom.i18n import _
from dutyroom.words.codes import audit_line


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the audit list to the parser."""
    leaf(commands, common, "audit", _("who was refused for want of the power"), show_audit)


def show_audit(context: Context) -> Answer:
    """List the refusals and the new PINs given from outside, the newest first (R-059)."""
    refusals, name = audit_list(context.desk), context.desk.state().name
    lines = tuple(audit_line(line, name(audited_person(line))) for line in refusals)
    return Answer(refusals, lines or (_("Nobody was refused."),))
