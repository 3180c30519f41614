"""Who may take a post, by rank: the same words at a sign-in and at a swap."""

from __future__ import annotations

from datetime import date

from dutyroom.domain.profile import Profile
from dutyroom.domain.records import Person
from dutyroom.domain.sentence import say
from dutyroom.domain.verdict import Verdict


def reaches(profile: Profile, rank: str, least: str) -> bool:
    """Tell whether a rank is as high as another in the profile's order (R-235, R-302, R-373).

    A rank that does not stand in the order reaches none but itself.
    """
    order = profile.ranks
    if rank == least:
        return True
    return rank in order and least in order and order.index(rank) < order.index(least)


def left_verdict(profile: Profile, person: Person, day: date) -> Verdict | None:
    """Return that somebody has left the station by a day, at the profile's level (R-202)."""
    if person.serves(day):
        return None
    text = say("{person} left on {day}", person=person.name, day=str(person.left))
    return Verdict(profile.level("person_left"), "person_left", text, "R-202")


def rank_verdict(
    profile: Profile, post_id: str, person: Person, clause: str = "R-141"
) -> Verdict | None:
    """Return that a post does not take the rank of somebody, at the profile's level.

    At a sign-in (R-141), or where a roster names them (R-039).
    """
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
    return Verdict(profile.level("ineligible_rank"), "ineligible_rank", text, clause)


def qualification_verdict(
    profile: Profile, person: Person, instead_of: Person, qualification: str
) -> Verdict | None:
    """Return that a written delegation goes to somebody without the role's qualification (R-376).

    It has to be one that the person holds, by rank or besides; and for the
    rank of whom the person stands in for: that rank, a higher one, or what the
    profile takes for it.
    """
    held = tuple(filter(None, (person.rank, *person.qualifications)))
    role = instead_of.rank
    text = None
    if qualification not in held:
        text = say(
            "{person} does not hold {qualification} by the list of people, but {held}",
            person=person.name,
            qualification=qualification,
            held=held or say("nothing"),
        )
    elif role and not _stands_for(profile, qualification, role):
        text = say(
            "{qualification} does not qualify for the duty of {role}",
            qualification=qualification,
            role=role,
        )
    level = profile.level("unqualified")
    return Verdict(level, "unqualified", text, "R-376") if text else None


def _stands_for(profile: Profile, qualification: str, role: str) -> bool:
    taken = profile.swap.qualifications.get(role, ())
    return qualification in taken or reaches(profile, qualification, role)
