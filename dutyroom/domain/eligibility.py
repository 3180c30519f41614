"""Who may take a post, by rank: the same words at a sign-in and at a swap."""

from __future__ import annotations

from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Person
from dutyroom.domain.sentence import say
from dutyroom.domain.verdict import Verdict


def rank_verdict(profile: Profile, post_id: str, person: Person) -> Verdict | None:
    """Return that a post does not take the rank of somebody, at the profile's level (R-141)."""
    post = profile.post(post_id)
    if not post or not post.eligible_ranks or not person.rank:
        return None
    if person.rank in post.eligible_ranks:
        return None
    text = say(
        "{post} is for {ranks}; {person} is {rank}",
        post=post_id,
        ranks=post.eligible_ranks,
        person=person.name,
        rank=person.rank,
    )
    return Verdict(profile.level("ineligible_rank"), "ineligible_rank", text, "R-141")
