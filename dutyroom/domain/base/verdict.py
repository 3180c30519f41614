"""What a rule answers: allow, note, warn or block, with its clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from dutyroom.domain.base.codes import OwnCode, VerdictCode
from dutyroom.domain.base.sentence import Sentence
from dutyroom.values import dataclass

Level = Literal["off", "note", "warn", "block"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's finding on an action.

    ``level`` comes from the profile: ``note`` is shown, ``warn`` is shown and
    kept as an exception, ``block`` refuses. ``overridden_by`` names the roles
    that may decide otherwise with a reason.
    """

    level: Level
    code: VerdictCode | OwnCode
    sentence: Sentence
    clause: str
    overridden_by: tuple[str, ...] = ()


class Refused(Exception):
    """An action that a rule forbids; nothing was written.

    ``field`` names the input it is about, where there is one.
    """

    def __init__(self, verdicts: Iterable[Verdict], field: str = "") -> None:
        """Keep the verdicts that block, the gravest first."""
        self.verdicts = tuple(verdicts)
        self.field = field
        super().__init__("; ".join(f"{v.sentence} ({v.clause})" for v in self.verdicts))


def refuse_blocked(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Raise `Refused` if any verdict blocks, else return those worth showing."""
    shown = tuple(verdict for verdict in verdicts if verdict.level != "off")
    blocked = [verdict for verdict in shown if verdict.level == "block"]
    if blocked:
        raise Refused(blocked)
    return shown
