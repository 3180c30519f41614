"""The people of a station."""

from __future__ import annotations

from datetime import date

from dutyroom.domain.records.base import Record
from dutyroom.values import dataclass

PREFIX = "P:"
"""What the ids of people begin with; other records name them without."""
RANK_OF_ROLE = {"chief": "总值班员", "leader": "带班领导", "supervisor": "客户服务主管"}
"""The rank by which rosters and lists of people name each role (R-018, R-041)."""
ROLE_OF_RANK = {rank: role for role, rank in RANK_OF_ROLE.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody who may be on duty.

    ``rank`` is the station's own word (物业助理); ``roles`` are codes (duty,
    supervisor, leader, chief, owner, admin). ``pool`` is the list of people for
    some shifts that the station put the person on (白班组, R-303). ``pin`` is a
    salted hash. ``left`` is the last day with the station, of somebody who leaves
    it or has left. ``backup`` is the reserve number (R-184), ``qualifications`` are
    held as well as the rank (R-376).
    """

    name: str
    rank: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ("duty",)
    unit: str = ""
    pool: str = ""
    night_exempt: str = ""
    pin: str = ""
    left: date | None = None
    backup: str = ""
    qualifications: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The word by which other records name this person."""
        return self.id.removeprefix(PREFIX)

    def serves(self, day: date) -> bool:
        """Tell whether the person is with the station on a day."""
        return self.left is None or day <= self.left
