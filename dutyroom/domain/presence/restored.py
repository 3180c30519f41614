"""What an administrator is told at the next sign-in: that the station was restored meanwhile."""

from __future__ import annotations

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Restoring


def restored_meanwhile(state: DutyState, person: Person) -> tuple[Verdict, ...]:
    """Return a note for each restoring by somebody else since the administrator came last.

    ``state`` is from before this sign-in. Nobody else is told: the copies are the
    administrator's (roles).
    """
    if "admin" not in person.roles:
        return ()
    came = [each.arrived for each in state.attendances if each.person == person.key]
    since = max(came, default=None)
    by_others = (made for made in state.restorings if made.by != person.key)
    return tuple(_told(state, made) for made in by_others if since is None or made.at >= since)


def _told(state: DutyState, made: Restoring) -> Verdict:
    text = say(
        "{who} restored the station as of {what} on {at}: see 'dutyroom audit'",
        who=state.name(made.by) or made.user or "—",
        what=made.copy or made.undone,
        at=f"{made.at:%Y-%m-%d %H:%M}",
    )
    return Verdict("note", "restored", text, "roles")
