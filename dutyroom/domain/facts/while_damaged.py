"""What goes on while the records are damaged or behind, and what waits until they are mended.

Whoever stands at the post can always write down what happens: a number that was
never given before is no risk. What ends something, what somebody signs or decides,
and what says who serves when is judged by records that may be missing, so it waits.
"""

from __future__ import annotations

GOES_ON = frozenset(
    (
        # calls, visits, messages, orders, and notes on any of them
        "log.call",
        "log.visit",
        "log.message",
        "log.step",
        "log.time",
        "order.new",
        "order.note",
        "order.assigned",
        "order.working",
        "order.controlled",
        "order.finished",
        "item.assign",
        "item.seen",
        # coming and leaving, away and back, who was found where
        "shift.in",
        "shift.out",
        "shift.release",
        "shift.away",
        "shift.back",
        "shift.cover",
        "shift.where",
        "shift.place",
        "leader.in",
        "leader.out",
        "phone.out",
        "phone.back",
        "meeting",
        "check.spot",
        "check.phone",
        # rounds and inspections
        "patrol.start",
        "patrol.point",
        "patrol.finish",
        "patrol.stop",
        "patrol.late",
        "inspect",
        # a handover up to its signatures
        "handover.start",
        "handover.answer",
        "handover.count",
        "handover.pass",
        "handover.record",
        "handover.ask",
        # the room itself: alarms, clock, numbers to call, refusals
        "due.acknowledge",
        "clock.confirm",
        "clock.set",
        "contacts.set",
        "contacts.verify",
        "data.mend",
        "power.refused",
        "data.recover",
        "room.open",
    )
)
"""What is taken at all times, by the action's name."""

WAITS = frozenset(
    (
        # what closes
        "log.close",
        "log.void",
        "order.closed",
        "order.void",
        # what somebody signs or decides
        "handover.sign",
        "handover.override",
        "mark.excuse",
        "clock.correct",
        "swap.request",
        "swap.consent",
        "swap.notify",
        "swap.withdraw",
        "swap.approve",
        "swap.reject",
        "swap.recall",
        "swap.note",
        "leave.grant",
        "leave.sick",
        "leave.end",
        # rosters, and what they are made of
        "roster.import",
        "roster.edit",
        "roster.undo",
        "roster.plan",
        "roster.publish",
        "roster.driver",
        "roster.cleaning",
        "roster.reported",
        "roster.gathered",
        "roster.sent",
        "roster.received",
        "roster.told",
        "roster.filed",
        "work.set",
        "calendar.take_in",
        # people
        "people.add",
        "people.change",
        "people.phone",
        "people.roles",
        "people.night",
        "people.leave",
        "people.place",
        "people.pin",
        "people.recover",
        # the whole station
        "data.restore",
    )
)
"""What is refused until the records are mended, by the action's name."""


def waits(action: str) -> bool:
    """Tell whether an action waits while the records are damaged (A-10, R-013)."""
    return action in WAITS
