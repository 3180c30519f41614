"""Each code that is kept or shown has words, in Chinese as well as in English."""

from __future__ import annotations

from typing import get_args

import pytest

from dutyroom import i18n
from dutyroom.desk.search import SEARCH_WORDS
from dutyroom.domain.base.owed import Standing
from dutyroom.domain.base.verdict import Level
from dutyroom.domain.facts.contacts import Fault
from dutyroom.domain.handover import obstacles
from dutyroom.domain.patrol.rounds import WindowStanding
from dutyroom.domain.profile.calendar import DayKind
from dutyroom.domain.profile.power_table import ROLES
from dutyroom.domain.records.handover import HandoverStatus
from dutyroom.domain.records.items import ItemKind
from dutyroom.domain.records.log import EntryKind, EntryStatus, OrderStatus
from dutyroom.domain.records.patrol import RoundStatus
from dutyroom.domain.records.presence import AwayKind, CheckKind, CheckResult, DressFinding
from dutyroom.domain.records.roster import LineRole, RosterState, RosterStep
from dutyroom.domain.records.swaps import SwapStatus
from dutyroom.domain.swaps.requests import Stage
from dutyroom.words.codes import WORDS

KINDS = {
    "": (
        Standing,
        Level,
        Fault,
        obstacles.Stage,
        WindowStanding,
        DayKind,
        HandoverStatus,
        ItemKind,
        EntryKind,
        EntryStatus,
        OrderStatus,
        RoundStatus,
        AwayKind,
        CheckKind,
        CheckResult,
        DressFinding,
        LineRole,
        RosterState,
    ),
    "step": (RosterStep,),
    "swap": (SwapStatus, Stage),
}
"""The lists of codes, by what stands before a code where another list has the same one."""
UNSHOWN = {"", "off"}
"""No code, and the level at which nothing is said."""


def _keys() -> list[str]:
    keys = [*ROLES, *SEARCH_WORDS]
    for kind, lists in KINDS.items():
        for codes in lists:
            keys += [f"{kind}:{code}" if kind else code for code in get_args(codes)]
    return sorted(set(keys) - UNSHOWN)


@pytest.mark.parametrize("key", _keys())
def test_a_code_has_words_in_both_languages(key: str) -> None:
    words = WORDS[key]
    i18n.use("zh")
    assert words.isascii() and not i18n._(words).isascii()
