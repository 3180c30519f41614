"""The rules that have a level: what each is about, and its clause.

A profile says under ``levels`` how each is enforced: ``off``, ``note``, ``warn``
or ``block``. A new one is added to `dutyroom.domain.base.codes.LevelCode`, to
this table and to ``data/profiles/base.json``; a test compares the three.
"""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.domain.base.codes import LevelCode

LEVELS: Mapping[LevelCode, tuple[str, str]] = {
    "late_for_handover": ("R-126", "a relief comes later than the profile asks"),
    "late": ("R-024", "somebody signs in after the shift began"),
    "awol": ("R-183", "so late that it counts as absent without leave"),
    "left_early": ("R-024", "somebody signs out before the shift ends"),
    "held_over": ("R-099", "somebody stays on because no relief has come"),
    "left_unhanded": ("R-138", "somebody leaves without a signed handover"),
    "deserted": ("R-089", "the post is left alone, or its person is not found"),
    "not_rostered": ("R-110", "somebody signs in who is not on the roster"),
    "substitute_unapproved": ("R-026", "somebody stands in and nobody agreed to it"),
    "dress": ("R-023", "something of the uniform is missing"),
    "leader_absent": ("R-185", "the duty leader of a date has not come"),
    "back_late": ("R-027", "back later than said when leaving the post for a while"),
    "away_too_long": ("R-071", "away longer than the profile allows"),
    "away_unapproved": ("R-071", "away though no leader agreed"),
    "nobody_stays": ("R-268", "nobody is left at the post"),
    "other_place": ("R-080", "signed in from another place than the shift's"),
    "not_in_duty_room": ("R-195", "found elsewhere than in the duty room at night"),
    "phone_off": ("R-200", "a telephone is switched off"),
    "lunch_early": ("R-308", "the telephone is handed over before lunch begins"),
    "lunch_late": ("R-308", "the telephone comes back after lunch"),
    "lunch_long": ("R-308", "the telephone is out longer than allowed"),
    "inspection_before_leaving": ("R-016", "the closing inspection is not complete"),
    "no_handover": ("R-099", "somebody leaves before relief and signatures"),
    "relief_unfit": ("R-074", "the relief is not fit for duty"),
    "closing_when_unmanned": ("R-076", "the last one leaves and the room is not closed"),
    "ineligible_rank": ("R-039", "the post does not take a person's rank"),
    "rank_unknown": ("R-039", "no rank is noted where the post takes certain ranks only"),
    "night_exempt": ("R-198", "a night shift of somebody who does no nights"),
    "other_pool": ("R-303", "the shift is for another pool of people"),
    "person_left": ("R-202", "somebody is no longer with the station"),
    "gap": ("R-079", "hours without anybody"),
    "chief_missing": ("R-018", "a date without exactly one chief duty officer"),
    "min_staff": ("R-092", "fewer people on a date than needed"),
    "phone_missing": ("R-202", "somebody on the roster has no telephone number"),
    "person_unknown": ("R-202", "a name that is not among the station's people"),
    "overlap": ("R-202", "somebody is in two shifts at once"),
    "shift_past": ("R-192", "a shift that is over is changed"),
    "places_shared": ("R-208", "the same people stand at several places"),
    "overlaid": ("R-059", "another roster takes precedence on some dates"),
    "substitute": ("R-026", "the sheet marks somebody as a substitute"),
    "after_hours": ("R-107", "hours without a shift, and who answers then"),
    "after_hours_contact": ("R-107", "hours without a shift, and nobody is named for them"),
    "rest": ("C-05", "less rest between two shifts of a roster than needed"),
    "leader_missing": ("R-041", "a date without exactly one duty leader"),
    "leader_rank": ("R-302", "a duty leader below the lowest rank that may lead"),
    "year_unknown": ("R-046", "a year without a notice of its holidays"),
    "unit_missing": ("R-063", "a unit has nobody on duty on a weekend"),
    "unit_minimum": ("R-065", "a unit has fewer duties in a month than it owes"),
    "unit_gap": ("R-062", "hours without anybody of a unit that keeps 24 hours"),
    "rank_missing": ("R-079", "a date without a rank that must be on duty"),
    "rank_hours": ("R-102", "hours at a post without a rank that must be there"),
    "driver_missing": ("R-067", "a date without a driver"),
    "swap_clash": ("R-124", "a swap gives somebody two shifts at once"),
    "swap_rest": ("C-05", "a swap leaves somebody too little rest"),
    "swap_late": ("R-180", "a swap is asked for later than the profile allows"),
    "unqualified": ("R-376", "a delegate without the qualification"),
    "on_leave": ("R-287", "a shift of somebody who is on leave"),
    "leave_extended": ("R-286", "a leave is prolonged"),
    "leave_private": ("R-289", "private leave on days of duty"),
}
