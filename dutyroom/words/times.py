"""The words for a clock in doubt, for typed times and for records that somebody looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutyroom.domain.records.kinds import kind_of
from dutyroom.domain.records.station import ClockCheck
from dutyroom.i18n import _
from dutyroom.words.codes import word_of

if TYPE_CHECKING:
    from dutyroom.desk.station.doubtful import Doubtful


def clock_words(doubt: str) -> str:
    """Return why the clock may be wrong, and what follows."""
    why = {
        "behind": _("The clock stands before the last record."),
        "leapt": _("The clock has leapt."),
        "ahead": _("The clock stands far after the last record."),
    }[doubt]
    return why + " " + _("Records are kept as time unverified, and no alarm rings.")


def typed_words(check: ClockCheck, name: str) -> str:
    """Return by whose word the time goes, and whether its records are sure."""
    assert check.wall is not None
    words = _("The time goes by what {name} typed: {right} where the machine showed {wall}.")
    said = words.format(
        name=name, right=f"{check.at:%m-%d %H:%M}", wall=f"{check.wall:%Y-%m-%d %H:%M}"
    )
    if check.confirmed is not None:
        return said
    return said + " " + _("Records stay marked until a supervisor has looked.")


def doubtful_words(doubtful: Doubtful) -> str:
    """Return a record of a clock in doubt in one line, with the time that is proposed."""
    line = kind_of(type(doubtful.record)).line
    about = " ".join(filter(None, line(doubtful.record))) if line else ""
    parts = (doubtful.record.id, word_of("record", doubtful.kind), times_words(doubtful), about)
    return "  ".join(filter(None, parts))


def times_words(doubtful: Doubtful) -> str:
    """Return when it happened by the clock, and what is proposed where that is something else."""
    shown = f"{doubtful.shown:%Y-%m-%d %H:%M}"
    if doubtful.proposed == doubtful.shown:
        return shown
    return f"{shown} → {doubtful.proposed:%Y-%m-%d %H:%M}"
