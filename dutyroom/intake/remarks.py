"""The remark of a date: which part of it goes for all, which for one shift, place or leader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dutyroom.intake.dates import without_hours
from dutyroom.intake.english import shift_words
from dutyroom.intake.names import squeeze
from dutyroom.values import dataclass

_BARE_PLATE = r"[\u4e00-\u9fff][A-Z][·•]?[A-Z0-9]{5,6}"
_PLATE = re.compile(
    rf"(?:(?:车|car)\s+(?P<named>\S+?)|(?P<bare>{_BARE_PLATE}))(?:\s*[；;]\s*|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DayRemark:
    """What a date's remark says to all on duty, and by label what it says to one line."""

    shared: str = ""
    own: Mapping[str, str] | None = None

    def of(self, *labels: str, shared: bool = True) -> str:
        """Return the remark of a line that bears one of these labels, after what goes for all."""
        mine = self.own or {}
        said = [mine[key] for key in dict.fromkeys(map(label_key, labels)) if key in mine]
        return "；".join(filter(None, [self.shared if shared else "", *said]))

    def left(self, *labels: str) -> Iterator[str]:
        """Give what is addressed to others than these labels."""
        known = set(map(label_key, labels))
        for label, text in (self.own or {}).items():
            if label not in known:
                yield f"{label}：{text}"


def label_key(heading: str) -> str:
    """Return a heading as remarks address it: without hours and blanks."""
    return squeeze(without_hours(shift_words(heading)))


def parted(text: str, labels: set[str]) -> DayRemark:
    """Part a remark before each ``label：``; what stands before the first goes for all.

    ``labels`` are `label_key`s; words before a colon that are none are text.
    """
    starts = [
        (start.start(), start.end(), label_key(start[1]))
        for start in re.finditer(r"(?:^|[；;])\s*([^；;:：]+?)\s*[:：]\s*", text)
        if label_key(start[1]) in labels - {""}
    ]
    if not starts:
        return DayRemark(text)
    ends = [start for start, _end, _label in starts[1:]] + [len(text)]
    own: dict[str, str] = {}
    for (_start, begins, label), ends_at in zip(starts, ends, strict=True):
        said = text[begins:ends_at].strip()
        own[label] = f"{own[label]}；{said}" if label in own else said
    return DayRemark(text[: starts[0][0]].strip(), own)


def read_plate(text: str) -> tuple[str, str]:
    """Return the plate at the beginning of a driver's remark, and the rest."""
    plate = _PLATE.match(text)
    return (plate["named"] or plate["bare"], text[plate.end() :]) if plate else ("", text)
