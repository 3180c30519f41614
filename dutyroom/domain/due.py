"""What is due: every obligation with its time, grace and standing.

Pure: a moment goes in. No timer is stored or counted down, so a closed program,
a power cut or a second terminal changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeAlias

from dutyroom.domain.base.codes import OwnCode
from dutyroom.domain.base.owed import Owed, OwedCode, Standing
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.handover import owed as handover
from dutyroom.domain.log import owed as log
from dutyroom.domain.patrol import owed as patrol
from dutyroom.domain.presence import owed as presence
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.reports import owed as reports
from dutyroom.domain.roster import owed as roster
from dutyroom.domain.swaps import owed as swaps
from dutyroom.values import dataclass

Rule: TypeAlias = "Callable[[Moment], Iterator[Owed]]"

UNTIL_DONE: tuple[OwedCode, ...] = ("relief", "leave_open")
"""What stands until somebody is there for the shift, whoever has seen it."""
_GRAVITY: dict[Standing, int] = {"missed": 0, "overdue": 1, "due": 2, "soon": 3, "waiting": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """Something that somebody owes at a time.

    ``key`` stays the same while the obligation lives; ``grace_ends`` is when it
    turns overdue; ``who`` are the people told; ``alarms`` the moments so far at
    which they were alarmed; ``ref`` the record or shift it is about.
    """

    key: str
    code: OwedCode | OwnCode
    due: datetime
    grace_ends: datetime
    standing: Standing
    sentence: Sentence
    clause: str
    who: tuple[str, ...] = ()
    ref: str = ""
    alarms: tuple[datetime, ...] = ()


# What few stations owe: the rules are loaded where there is something to ask
# them about, so that the room opens sooner.


def _shifts_lost(moment: Moment) -> Iterator[Owed]:
    if moment.state.leaves:
        from dutyroom.domain.roster.checks.absences import shifts_lost

        yield from shifts_lost(moment)


def _meetings(moment: Moment) -> Iterator[Owed]:
    if moment.profile.meetings:
        from dutyroom.domain.presence.meetings import meetings

        yield from meetings(moment)


def _ranks_on_site(moment: Moment) -> Iterator[Owed]:
    if moment.state.work:
        from dutyroom.domain.roster.site_work import ranks_on_site

        yield from ranks_on_site(moment)


OWED: tuple[Rule, ...] = (
    presence.reliefs,
    presence.gaps,
    presence.awols,
    presence.aways,
    presence.phones,
    presence.leaders,
    _meetings,
    handover.tidies,
    handover.handovers,
    handover.unfit_reliefs,
    patrol.rounds,
    patrol.inspections,
    patrol.lights,
    reports.timed_reports,
    log.items,
    log.assigned,
    roster.rosters,
    _shifts_lost,
    _ranks_on_site,
    swaps.swaps,
)
"""Every rule by which somebody owes something."""


def due(moment: Moment, own: tuple[Rule, ...] = ()) -> tuple[Obligation, ...]:
    """Return what is owed around a moment: missed and overdue first, then by time.

    What a leader gave to somebody on duty stands before all until it is seen
    (R-044). ``own`` are the rules that the station adds.
    Times are in the station's zone. What somebody has acknowledged or
    done is left out.
    """
    answered = {alarm.key for alarm in moment.state.alarms if alarm.acknowledged_by}
    obligations = []
    for rule in (*OWED, *own):
        for owed in rule(moment):
            if owed.key not in answered or owed.code in UNTIL_DONE:
                obligations.append(_obligation(moment, owed))
    return tuple(sorted(obligations, key=_place))


def _place(o: Obligation) -> tuple[bool, bool, datetime, str]:
    return (o.code != "assigned", _GRAVITY[o.standing] > 1, o.due, o.key)


def _obligation(moment: Moment, owed: Owed) -> Obligation:
    ends = owed.at + minutes(owed.grace_min)
    return Obligation(
        key=owed.key,
        code=owed.code,
        due=owed.at,
        grace_ends=ends,
        standing=owed.standing or _standing(moment, owed.at, ends),
        sentence=owed.sentence,
        clause=owed.clause,
        who=owed.who,
        ref=owed.ref or owed.subject,
        alarms=owed.alarms,
    )


def _standing(moment: Moment, at: datetime, ends: datetime) -> Standing:
    """Return how something undone stands; on the minute of ``at`` it is due."""
    if moment.now > ends:
        return "overdue"
    if moment.now >= at:
        return "due"
    soon = at - minutes(moment.profile.timing.soon_min)
    return "soon" if moment.now >= soon else "waiting"
