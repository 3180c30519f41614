"""Who may take a post, by rank and pool: the same words at a sign-in and at a swap."""

from __future__ import annotations

from datetime import date

from dutyroom.domain.base.sentence import say
from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.profile.profile import Profile
from dutyroom.domain.records.people import Person


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

    At a sign-in (R-141), or where a roster names them (R-039). Of whom no rank is
    noted nobody can tell; that is a finding of its own.
    """
    ranks = profile.ranks_at(profile.post(post_id))
    if not ranks or person.rank in ranks:
        return None
    if not person.rank:
        text = say(
            "No rank is noted for {person}; {post} is for {ranks}",
            person=person.name,
            post=post_id,
            ranks=ranks,
        )
        return Verdict(profile.level("rank_unknown"), "rank_unknown", text, clause)
    text = say(
        "{post} is for {ranks}; {person} is {rank}",
        post=post_id,
        ranks=ranks,
        person=person.name,
        rank=person.rank,
    )
    return Verdict(profile.level("ineligible_rank"), "ineligible_rank", text, clause)


def pool_verdict(profile: Profile, post: str, shift: str, person: Person) -> Verdict | None:
    """Return that a shift is for the people of another pool, at the profile's level (R-303).

    Only who is on a list is kept to it: the station fills the pools.
    """
    pool = profile.pool_of(post, shift)
    if not pool or person.pool in ("", pool):
        return None
    words = {"person": person.name, "mine": person.pool, "shift": shift, "pool": pool}
    text = say("{person} is of {mine}; {shift} is for {pool}", **words)
    return Verdict(profile.level("other_pool"), "other_pool", text, "R-303")


def qualification_verdict(
    profile: Profile, person: Person, instead_of: Person, qualification: str
) -> Verdict | None:
    """Return that a written delegation goes to somebody without the role's qualification (R-376).

    It has to be one that the person holds, by rank or otherwise; and for the
    rank of whom the person stands in for: that rank, a higher one, or what the
    profile takes for it.
    """
    own = tuple(filter(None, (person.rank, *person.qualifications)))
    role = instead_of.rank
    text = None
    if qualification not in own:
        text = say(
            "{person} does not hold {qualification} by the list of people, but {held}",
            person=person.name,
            qualification=qualification,
            held=own or say("nothing"),
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
