"""Rows without a date: what a sheet says of all its dates, and what our own sheets add below."""

from __future__ import annotations

import re

_REMARK = re.compile(
    r"^\s*(?:备注|注\s*[:：]|说明|附\s*[:：]|Remarks?\b|Notes?\b|\d{1,2}\s*[、.．)）])"
)
_HEADING = re.compile(r"^(?:备注|注|说明|附|Remarks?|Notes?)\s*[:：]?$")
_OUR_FOOT = re.compile(
    r"^(?:职责与要求：$|变更说明（|签发：|Duties:$|Changes since version |Issued by "
    r"|以下班次虽有提示仍已生效：$|In effect in spite of a warning:$)"
)
_ELSEWHERE = re.compile(
    r"【(?:见|see )[^】]*】[；;]?"  # next to a date
    r"|【[^】]*(?:优先于| goes before )[^】]*】"  # below the sheet
)
"""What our own sheets say of another roster: it is made again with every print."""


def is_remark(text: str) -> bool:
    """Tell whether a row begins as remarks do: 备注, 1、."""
    return bool(_REMARK.match(text))


def is_our_foot(text: str) -> bool:
    """Tell whether a row begins what our own sheets print below the remarks."""
    return bool(_OUR_FOOT.match(text))


def said(texts: list[str]) -> list[str]:
    """Return what a row of remarks says, without its heading and what is said of other rosters."""
    words = [text for text in texts if not _HEADING.match(text)]
    return [text for text in words if not _ELSEWHERE.search(text)]


def without_elsewhere(remark: str) -> str:
    """Return the remark of a date without what our own sheets say of other rosters."""
    return _ELSEWHERE.sub("", remark).strip()
