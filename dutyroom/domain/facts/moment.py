"""One moment of the duty room: what is known, by which rules, at what time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dutyroom.domain.facts.attendance import on_posts
from dutyroom.domain.facts.slots import Slot, around, find
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.profile.calendar import DutyCalendar
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import duty_date
from dutyroom.values import dataclass

HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Moment:
    """What every rule about what is owed looks at.

    ``profile`` and ``calendar`` are those of now. A rule that judges a duty date
    asks for the date's own (`profile_of`, `calendar_of`). What is worked out
    from these, such as the slots, is worked out once.
    """

    state: DutyState
    profile: Profile
    calendar: DutyCalendar
    now: datetime
    zone: ZoneInfo

    def profile_of(self, day: date) -> Profile:
        """Return the rules by which a duty date is judged; there is one version so far."""
        return self.profile

    def calendar_of(self, day: date) -> DutyCalendar:
        """Return the calendar by which a duty date is judged; there is one version so far."""
        return self.calendar

    @cached_property
    def today(self) -> date:
        """The local date of now."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def duty_date(self) -> date:
        """The duty date of now."""
        return duty_date(self.now, self.profile.posts, self.zone)

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The shifts of yesterday, today and tomorrow."""
        return around(self.state, self.profile, self.zone, self.now)

    def current_slots(self) -> Iterator[Slot]:
        """Yield the shifts that run now, begin within half a day or ended within the last."""
        for slot in self.slots:
            if slot.start - HALF_DAY <= self.now < slot.end + HALF_DAY:
                yield slot

    @cached_property
    def slots_on_duty(self) -> tuple[Slot, ...]:
        """The shift of everybody who answers for a post, however long ago it ended."""
        return tuple(dict.fromkeys(find(self.slots, each) for each in on_posts(self.state)))
