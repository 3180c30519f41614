"""What people read of a mending, and of lines that stand nowhere any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from dutyroom.domain.records.mending import MendedFile, Mending
from dutyroom.i18n import _, listed
from dutyroom.store.accepted import Accepted
from dutyroom.store.verification import Verification


def mending_words(mending: Mending) -> str:
    """Return what a mending of the records did, and which lines it accepted as lost."""
    parts = [_("records mended, {n} lines brought back").format(n=mending.regained)]
    if mending.lost_lines:
        parts.append(lost_words(mending.lost_lines))
    return "; ".join(parts)


def cut_off_words(files: Iterable[str]) -> Iterator[str]:
    """Give the sentence about a mending that was cut off, if there was one."""
    if names := listed(files):
        yield _("{files}: a mending was cut off; mending once more finishes it.").format(
            files=names
        )


def ahead_words(file: str) -> str:
    """Return that a page was opened by a clock that stood ahead."""
    return _("{file}: of a clock that stood ahead; its lines can be laid on earlier pages").format(
        file=file
    )


def laid_words(mended: MendedFile) -> str:
    """Return that the lines of such a page stand where they belong."""
    return _("{file}: its lines stand on the pages of their days").format(file=mended.file)


def accepted_words(accepted: Accepted) -> str:
    """Return that the records are whole but for lines that a mending accepted as lost."""
    return _("The records are whole but for lines {lines}, accepted by {name} on {at}.").format(
        lines=spans(accepted.lines), name=accepted.by.lstrip("@"), at=_moment(accepted.at)
    )


def vouched_words(found: Verification) -> Iterator[str]:
    """Give the sentence about what nobody else vouches for, if there is anything."""
    if found.last and not found.vouched:
        yield _(
            "No good copy and no signed handover vouches for these records: whether they were "
            "written anew as a whole cannot be told from them."
        )
    elif found.vouched < found.last:
        yield _(
            "Up to line {n} a good copy or a signed handover vouches for the records; what was "
            "written behind it only vouches for itself."
        ).format(n=found.vouched)


def _moment(at: str) -> str:
    """Return an entry time to the minute; what is no time as it stands."""
    try:
        return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"
    except ValueError:
        return at


def lost_words(numbers: Iterable[int]) -> str:
    """Return which lines stand nowhere any more."""
    return _("lost for good: lines {lines}").format(lines=spans(numbers))


def spans(numbers: Iterable[int]) -> str:
    """Return numbers in order as they are read: those that follow each other as one span."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return listed("–".join(map(str, span)) for span in found)
