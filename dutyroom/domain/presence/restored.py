"""What an administrator is told at the next sign-in: that the station was restored meanwhile."""

from __future__ import annotations

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person


def restored_meanwhile(state: DutyState, person: Person) -> tuple[Verdict, ...]:
    """Return a note for each restoring by somebody else since the administrator came last.

    ``state`` is from before this sign-in. Nobody else is told: the copies are the
    administrator's (roles).
    """
    if "admin" not in person.roles:
        return ()
    came = [each.arrived for each in state.attendances if each.person == person.key]
    since = max(came, default=None)
    told = []
    for made in state.restorings:
        if made.by != person.key and (since is None or made.at >= since):
            text = say(
                "{who} restored the station as of {what} on {at}: see 'dutyroom audit'",
                who=state.name(made.by) or made.user or "—",
                what=made.copy or made.undone,
                at=f"{made.at:%Y-%m-%d %H:%M}",
            )
            told.append(Verdict("note", "restored", text, "roles"))
    return tuple(told)
