"""The checklist of a handover: its lines, what they are called, when to tidy up."""

from __future__ import annotations

from datetime import datetime

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.profile.times import minutes
from dutyroom.domain.records.handover import Handover, Tick

READ, FIT = "read:records", "fit:relief"


def blank_ticks(profile: Profile, *, closes: bool) -> tuple[Tick, ...]:
    """Return the checklist of a handover, unanswered.

    A handover to a relief has the tidy list (R-134), the records read (R-129),
    the relief's state (R-074), the areas (R-131) and the sections (R-105); a
    post that goes unmanned has the closing list instead (R-076).
    """
    rules = profile.handover
    tidy = tuple(Tick(f"tidy:{item}", "outgoing") for item in rules.tidy)
    if closes:
        return tidy + tuple(Tick(f"closing:{item}", "outgoing") for item in rules.closing)
    sections = tuple(Tick(f"section:{item}", "outgoing") for item in rules.sections)
    areas = tuple(Tick(f"area:{item}", "incoming") for item in rules.areas)
    return (*tidy, *sections, Tick(READ, "incoming"), Tick(FIT, "incoming"), *areas)


def is_tidy(tick: Tick) -> bool:
    """Tell whether a line of the checklist is of the tidy list: it blocks nothing (R-134)."""
    return tick.code.startswith("tidy:")


def is_denied(handover: Handover, code: str) -> bool:
    """Tell whether a line of the checklist is answered with no."""
    return any(tick.code == code and tick.answer == "no" for tick in handover.ticks)


def label(code: str) -> str:
    """Return the part of a checklist code that the station wrote itself."""
    return code.partition(":")[2]


def spoken(code: str) -> str | Sentence:
    """Return what a line of the checklist is called; the station's own words stay."""
    own = {READ: say("duty record read"), FIT: say("relief fit for duty")}
    return own.get(code) or label(code)


def unfit(handover: Handover) -> Tick | None:
    """Return the answer that the relief is not fit for duty, or None (R-074)."""
    for tick in handover.ticks:
        if tick.code == FIT and tick.answer == "no":
            return tick
    return None


def tidy_due(slot: Slot, profile: Profile) -> datetime | None:
    """Return when the tidy reminder comes up (R-134), or None where the profile has none."""
    before = profile.handover.tidy_before_min
    if before is None:
        return None
    return slot.end - minutes(before)
