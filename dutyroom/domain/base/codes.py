"""The codes of rules, verdicts and marks: each a closed list, which mypy checks where it is named.

What a level's rule is about, `dutyroom.domain.profile.levels` says; the words of
the marks are in `dutyroom.words.codes`.
"""

from __future__ import annotations

from typing import Literal, NewType, cast, get_args

LevelCode = Literal[
    # coming and leaving
    "late_for_handover",
    "late",
    "awol",
    "left_early",
    "held_over",
    "left_unhanded",
    "deserted",
    "not_rostered",
    "substitute_unapproved",
    "dress",
    "leader_absent",
    # away, places, the telephone at lunch
    "back_late",
    "away_too_long",
    "away_unapproved",
    "nobody_stays",
    "other_place",
    "not_in_duty_room",
    "phone_off",
    "lunch_early",
    "lunch_late",
    "lunch_long",
    # handover and closing
    "inspection_before_leaving",
    "no_handover",
    "relief_unfit",
    "closing_when_unmanned",
    # who may stand on a shift
    "ineligible_rank",
    "rank_unknown",
    "night_exempt",
    "other_pool",
    "person_left",
    # the roster as a whole
    "gap",
    "chief_missing",
    "min_staff",
    "phone_missing",
    "person_unknown",
    "overlap",
    "shift_past",
    "places_shared",
    "overlaid",
    "substitute",
    "after_hours",
    "after_hours_contact",
    "rest",
    "leader_missing",
    "leader_rank",
    "year_unknown",
    "unit_missing",
    "unit_minimum",
    "unit_gap",
    "rank_missing",
    "rank_hours",
    "driver_missing",
    # swaps and leave
    "swap_clash",
    "swap_rest",
    "swap_late",
    "unqualified",
    "on_leave",
    "leave_extended",
    "leave_private",
]
"""Rules that a profile switches off, notes, warns of, or blocks by."""

VerdictCode = (
    LevelCode
    | Literal[
        # powers and signatures
        "no_power",
        "not_owner",
        "records_damaged",
        "restored",
        "signature_void",
        "signing_order",
        # leaving the post
        "no_relief",
        "not_signed",
        "not_closed",
        # handover
        "summary_empty",
        "critical_open",
        "item_unpassed",
        "no_reason",
        "round_open",
        "tick_unanswered",
        "tick_unexplained",
        "article_uncounted",
        "article_unexplained",
        "article_pending",
        # log, orders, rounds
        "help_unanswered",
        "order_state",
        "order_words",
        "key_point_unanswered",
        "point_unanswered",
        # swaps
        "swap_expired",
        "swap_served",
        "leave_on_duty",
        "leader_of_date",
    ]
)
"""What a verdict is about: a rule with a level, or one that no profile may loosen."""

MarkCode = Literal[
    # attendance
    "late_for_handover",
    "late",
    "awol",
    "left_early",
    "held_over",
    "left_unhanded",
    "deserted",
    "released",
    "not_rostered",
    "substitute_unapproved",
    "ineligible_rank",
    "rank_unknown",
    "person_left",
    "dress",
    "other_place",
    # away, checks, the telephone at lunch
    "back_late",
    "away_too_long",
    "away_unapproved",
    "nobody_stays",
    "not_in_duty_room",
    "phone_off",
    "lunch_early",
    "lunch_late",
    "lunch_long",
    # log and rounds
    "over_rings",
    "late_entry",
    "gap_short",
    "time_unverified",
    "time_corrected",
    # handover
    "untidy",
    "count_disputed",
    "no_reason",
    "overridden",
    # swaps and leave
    "swap_unapproved",
    "asked_afterwards",
    "leave_extended",
    "leave_private",
    "despite:swap_rest",
    "despite:swap_clash",
    "despite:on_leave",
    "despite:night_exempt",
    "despite:ineligible_rank",
    "despite:rank_unknown",
    "despite:person_left",
    "despite:other_pool",
    "despite:unqualified",
]
"""Exceptions that are kept with a record; ``despite:`` is a warning that a swap did not heed."""

OwnCode = NewType("OwnCode", str)
"""The code of a finding or an obligation that a plug-in adds; the plug-in's name is put before."""

_LEVELS = frozenset(get_args(LevelCode))
_MARKS = frozenset(get_args(MarkCode))


def level_code(code: str) -> LevelCode:
    """Return the code of a rule that has a level.

    Raises `ValueError` for a code that no such rule has.
    """
    if code not in _LEVELS:
        raise ValueError(f"no rule has the code {code!r}")
    return cast(LevelCode, code)


def mark_code(code: str) -> MarkCode:
    """Return the code of a mark, such as that of a warning that becomes one.

    Raises `ValueError` for a code that no mark has.
    """
    if code not in _MARKS:
        raise ValueError(f"no mark has the code {code!r}")
    return cast(MarkCode, code)
