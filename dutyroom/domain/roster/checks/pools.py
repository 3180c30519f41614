"""Shifts that are for one list of people."""

from __future__ import annotations

from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.eligibility import pool_verdict
from dutyroom.domain.roster.view import (
    Finding,
    RosterView,
)


def pools(view: RosterView) -> Iterator[Finding]:
    """Find people on a shift that is for another pool than theirs (R-303)."""
    for line in view.duty:
        for assignee in line.people:
            person = view.people.get(assignee.person)
            if person is None:
                continue
            against = pool_verdict(view.profile, line.post, line.shift, person)
            if against is not None:
                text = say("{day}: {what}", day=line.day, what=against.sentence)
                yield view.find_in(line, "other_pool", text, against.clause)
