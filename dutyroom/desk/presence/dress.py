"""What is worn on duty: ticked at sign-in, borne out or put right by a spot check (R-023)."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.change import Change
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.attendance import kept
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Attendance, DressFinding

DRESS_ANSWERS: tuple[DressFinding, ...] = ("confirmed", "worn", "more")
"""What a check may say of the ticks: so it is, all is worn, or something more is missing."""


def dress_marks(profile: Profile, missing: tuple[str, ...], reason: str) -> tuple[Mark, ...]:
    """Return a mark for each part of the uniform that is not ticked, with the reason (R-023).

    Where the profile lists none, the reason says by itself what is missing.
    Raises `Wrong` for a part without a reason, or one that is not on the list.
    """
    parts, why = profile.attendance.dress, reason.strip()
    for part in missing:
        if part not in parts:
            raise Wrong(say("{part} is none of {parts}", part=part, parts=parts or "—"), "missing")
    if missing and not why:
        raise Wrong(say("Say why it is not worn: {parts}", parts=missing), "undressed")
    notes = [f"{part}: {why}" for part in missing]
    if why and not missing:
        notes = [why]
    return kept([Mark("dress", note=note) for note in notes], profile)


def judge_dress(
    change: Change,
    profile: Profile,
    there: Attendance | None,
    finding: DressFinding,
    words: str,
) -> tuple[Mark, ...]:
    """Bear out or put right what was ticked at sign-in; return what the check itself marks.

    Where all is worn after all, the marks of the sign-in are excused with the
    checker's ``words`` and stay to be read; where more is missing, they stay as
    they are and the check has its own mark. Raises `Wrong` for somebody who had
    not signed in, without words, and where there is no mark to excuse.
    """
    if not finding:
        return ()
    if there is None:
        raise Wrong(say("Nobody of that name was signed in then"), "dress")
    if finding == "confirmed":
        return ()
    if not words:
        raise Wrong(say("Say what was found of the uniform"), "note")
    if finding == "more":
        return kept([Mark("dress", note=words)], profile)
    marks = tuple(_excused(mark, words) for mark in there.marks)
    if marks == there.marks:
        raise Wrong(say("At sign-in nothing was said to be missing"), "dress")
    change.put(replace(there, marks=marks))
    return ()


def _excused(mark: Mark, words: str) -> Mark:
    """Return the mark excused where it says that something is not worn."""
    if mark.code != "dress" or mark.excused:
        return mark
    return replace(mark, excused=words)
