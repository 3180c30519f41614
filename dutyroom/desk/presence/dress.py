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
    known, why = profile.attendance.dress, reason.strip()
    for part in missing:
        if part not in known:
            raise Wrong(say("{part} is none of {parts}", part=part, parts=known or "—"), "missing")
    if missing and not why:
        raise Wrong(say("Say why it is not worn: {parts}", parts=missing), "undressed")
    parts = [f"{part}: {why}" for part in missing] or ([why] if why else [])
    return kept([Mark("dress", note=part) for part in parts], profile)


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
    marked = [m for m in there.marks if m.code == "dress" and not m.excused]
    if not marked:
        raise Wrong(say("At sign-in nothing was said to be missing"), "dress")
    marks = tuple(replace(m, excused=words) if m in marked else m for m in there.marks)
    change.put(replace(there, marks=marks))
    return ()
