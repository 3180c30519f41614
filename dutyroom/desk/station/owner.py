"""The system user who owns a station's folder, and may do by a command what he could by hand."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Refused, Verdict


def refuse_others(station: Path) -> None:
    """Raise `Refused` for a user who does not own the station's folder, OSError without one."""
    if os.geteuid() != station.stat().st_uid:
        text = say("Only the system user who owns the station's folder may do that")
        raise Refused((Verdict("block", "not_owner", text, "roles"),))


def system_user() -> str:
    """Return the name of the user whom the system runs this for; no variable tells it."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
