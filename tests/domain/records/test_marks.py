"""Marks: every code has its words, and a record with an unknown one still opens."""

from __future__ import annotations

from typing import get_args

import pytest

from dutyroom import i18n
from dutyroom.domain.base.codes import MarkCode
from dutyroom.domain.base.shape import ShapeError, from_document, read_kept, to_document
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.presence import Away
from dutyroom.words.codes import WORDS, mark_words

KEPT = {
    "day": "2026-12-01",
    "post": "管理处",
    "person": "李娜",
    "out": "2026-12-01T09:00:00+08:00",
    "reason": "取件",
    "marks": [{"code": "of_next_year", "seconds": 60}],
}


@pytest.mark.parametrize("code", get_args(MarkCode))
def test_every_mark_has_its_words_in_both_languages(code: str) -> None:
    said = WORDS[code]
    i18n.use("zh")
    chinese = i18n._(said)
    i18n.use("en")
    assert said.isascii()
    assert chinese and not chinese.isascii()


@pytest.mark.parametrize("more", [{}, {"key_of_next_year": 1}])
def test_a_record_with_a_mark_of_a_newer_program_opens_and_keeps_it(more: dict[str, int]) -> None:
    away = read_kept(Away, KEPT | more)
    assert [(str(m.code), m.seconds) for m in away.marks] == [("of_next_year", 60)]
    assert to_document(away)["marks"] == KEPT["marks"]
    assert mark_words(away.marks[0]) == "of_next_year 1 min"


def test_what_is_typed_by_hand_is_still_refused_by_its_code() -> None:
    with pytest.raises(ShapeError, match="code: 'of_next_year' is not one of"):
        from_document(Mark, {"code": "of_next_year"})
