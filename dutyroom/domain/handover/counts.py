"""The kit counted at a handover: what is short, and what is disputed (R-127, R-128)."""

from __future__ import annotations

from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.handover import Count, Handover


def blank_counts(profile: Profile, *, closes: bool) -> tuple[Count, ...]:
    """Return the count list of the kit, uncounted; none where nobody relieves (R-127)."""
    if closes:
        return ()
    return tuple(Count(article.name, article.expected) for article in profile.handover.kit)


def differs(count: Count) -> bool:
    """Tell whether an article is short, over or damaged (R-127)."""
    if count.counted is None:
        return False
    return count.counted != count.expected or bool(count.condition)


def disputed(handover: Handover) -> tuple[Count, ...]:
    """Return the differences whose explanation the relief does not accept (R-128)."""
    differing = filter(differs, handover.counts)
    return tuple(count for count in differing if count.accepted is False)


def uncounted(handover: Handover) -> tuple[str, ...]:
    """Return the articles that nobody has counted yet (R-127)."""
    return tuple(count.article for count in handover.counts if count.counted is None)


def unexplained(handover: Handover) -> tuple[str, ...]:
    """Return the articles that differ, and of which the outgoing officer says nothing (R-128)."""
    differing = filter(differs, handover.counts)
    return tuple(count.article for count in differing if not count.explanation)


def undecided(handover: Handover) -> tuple[str, ...]:
    """Return the articles whose explanation the relief has neither accepted nor disputed."""
    articles = []
    for count in filter(differs, handover.counts):
        if count.explanation and count.accepted is None:
            articles.append(count.article)
    return tuple(articles)
