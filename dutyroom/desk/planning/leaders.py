"""Who heads the planned dates: by rotation, or as another roster says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from dutyroom.desk.desk import Desk
from dutyroom.desk.planning.order import Order
from dutyroom.domain.base.dates import DAY
from dutyroom.domain.facts.eligibility import reaches
from dutyroom.domain.facts.in_force import precedence
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.planning.demand import duty_dates
from dutyroom.domain.planning.kept_lines import KeptLines
from dutyroom.domain.planning.leaders import order_of_turns, rotate
from dutyroom.domain.planning.problem import Absence
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.roster import LineRole, Roster, RosterLine
from dutyroom.values import dataclass

Heads = dict[date, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Leading:
    """Who heads which date in which role: by this plan, or by another roster (R-061)."""

    role: LineRole
    planned: Heads
    elsewhere: Heads

    @property
    def every(self) -> Heads:
        """Who heads which date, whoever says so."""
        return {**self.planned, **self.elsewhere}


def plan_leaders(
    desk: Desk,
    state: DutyState,
    order: Order,
    others: Sequence[tuple[Roster, RosterLine]],
    planned: Roster,
    kept_lines: KeptLines,
    away: tuple[Absence, ...],
) -> Leading:
    """Return who heads the duty dates of an order; ``others`` are the lines of other rosters."""
    rules = desk.profile.roster
    role: LineRole = "chief" if rules.chief_per_date else "leader"
    count = rules.chief_per_date or int(desk.profile.tiers > 1)
    days = duty_dates(desk.profile, desk.calendar, order.first, order.last)
    elsewhere = _led_elsewhere(others, planned, role, days)
    if not count:
        return Leading(role, {}, elsewhere)

    def free(person: str, day: date) -> bool:
        return not any(absence.rules_out(person, day) for absence in away)

    own_days = [day for day in days if day not in elsewhere]
    heads: Heads = dict.fromkeys(own_days, ())
    able, last = _able(desk.profile, state, order.first, role), _last_led(state, order.first, role)
    for belongs in _groups(desk.profile, state, role):
        turns = order_of_turns(list(filter(belongs, able)), last)
        had = {day: tuple(filter(belongs, names)) for day, names in kept_lines.heads(role).items()}
        for day, names in rotate(own_days, turns, free, kept=had, count=count).items():
            heads[day] += names
    return Leading(role, heads, elsewhere)


def _groups(profile: Profile, state: DutyState, role: LineRole) -> Iterator[Callable[[str], bool]]:
    """Give what tells who takes turns with whom: units that lead side by side, or everybody."""
    units = profile.roster.leader_units if role == "leader" else ()
    for unit in units:
        members = {person.key for person in state.people.values() if person.unit == unit}
        yield members.__contains__
    if not units:
        yield lambda _key: True


def _able(profile: Profile, state: DutyState, first: date, role: LineRole) -> list[str]:
    """Return who has the role; of leaders those of a sufficient rank, or of none that is known."""
    least = profile.roster.min_rank if role == "leader" else ""
    return [
        person.key
        for person in state.with_role(role, first)
        if not least or not person.rank or reaches(profile, person.rank, least)
    ]


def _led_elsewhere(
    others: Iterable[tuple[Roster, RosterLine]],
    planned: Roster,
    role: LineRole,
    days: Sequence[date],
) -> Heads:
    """Return the dates whose heads the plan leaves to another roster in force (R-061).

    That is a list of heads alone, or one that takes precedence over the plan.
    """
    heads: Heads = {}
    for roster, line in others:
        if line.role != role or line.day not in days:
            continue
        if roster.of_leaders or precedence(roster) > precedence(planned):
            names = (assignee.person for assignee in line.people)
            heads[line.day] = (*heads.get(line.day, ()), *names)
    return heads


def _last_led(state: DutyState, first: date, role: LineRole) -> dict[str, date]:
    """Return when each headed a date last before ``first``, by the rosters in force."""
    last: dict[str, date] = {}
    for _roster, line in state.lines(last=first - DAY):
        if line.role == role:
            for assignee in line.people:
                last[assignee.person] = max(line.day, last.get(assignee.person, line.day))
    return last
