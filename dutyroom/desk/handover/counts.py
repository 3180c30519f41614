"""Counting the kit: what is there, what is explained, what the relief accepts."""

from __future__ import annotations

from dataclasses import replace

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.domain.base.sentence import say
from dutyroom.domain.handover.counts import differs
from dutyroom.domain.handover.signing import changed
from dutyroom.domain.records.handover import Count, Handover


def count_article(
    desk: Desk,
    handover: Handover,
    article: str,
    counted: int,
    *,
    condition: str = "",
    explanation: str = "",
    accepted: bool | None = None,
    by: str = "",
) -> Handover:
    """Count an article of the kit (R-127); a difference waits for its explanation.

    ``explanation`` is the outgoing officer's, ``accepted`` the relief's answer
    to it (R-128), where they were given at once.
    """
    if counted < 0:
        raise Wrong(say("A count cannot be below nothing"), "counted")
    count = replace(
        _article(handover, article),
        counted=counted,
        condition=condition,
        explanation=explanation,
        accepted=accepted,
    )
    return _put_count(desk, handover, count, by)


def affirm_count(desk: Desk, handover: Handover, article: str, *, by: str = "") -> Handover:
    """Say yes to an article: all of it is there, or its explained difference is accepted.

    A difference that nobody has explained stays as it was counted: raises
    `Wrong` (R-127, R-128).
    """
    count = _article(handover, article)
    if not differs(count):
        return count_article(desk, handover, article, count.expected, by=by)
    if not count.explanation.strip():
        text = say(
            "{article}: {counted} of {expected} were counted, and nobody has explained it",
            article=article,
            counted=count.counted,
            expected=count.expected,
        )
        raise Wrong(text, "explanation")
    return accept_difference(desk, handover, article, accepted=True, by=by)


def read_count(text: str) -> int:
    """Return the number that was typed. Raises `Wrong`."""
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise Wrong(say("Give the number counted"), "counted")
    return int(text)


def explain_difference(
    desk: Desk, handover: Handover, article: str, why: str, *, by: str = ""
) -> Handover:
    """Keep the outgoing officer's explanation of a difference (R-128)."""
    if not why.strip():
        raise Wrong(say("Say where it is or what happened to it"), "note")
    return _put_count(desk, handover, replace(_article(handover, article), explanation=why), by)


def accept_difference(
    desk: Desk, handover: Handover, article: str, *, accepted: bool, by: str = ""
) -> Handover:
    """Keep whether the relief accepts the explanation; disputed goes to the supervisor."""
    return _put_count(desk, handover, replace(_article(handover, article), accepted=accepted), by)


def _article(handover: Handover, article: str) -> Count:
    for count in handover.counts:
        if count.article == article:
            return count
    names = tuple(count.article for count in handover.counts)
    raise Wrong(
        say("{article} is not on the list: {names}", article=article, names=names), "article"
    )


def _put_count(desk: Desk, handover: Handover, count: Count, by: str) -> Handover:
    counts = tuple(count if c.article == count.article else c for c in handover.counts)
    with desk.change("handover.count", by) as change:
        return change.put(changed(handover, counts=counts))
