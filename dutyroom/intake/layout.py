"""The headings of a roster sheet: what stands in which column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from typing import Literal

from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.profile.posts import Post, ShiftRule
from dutyroom.domain.profile.profile import Profile
from dutyroom.intake.dates import read_hours, without_hours
from dutyroom.intake.draft import SheetProblem
from dutyroom.intake.english import shift_words
from dutyroom.intake.names import squeeze
from dutyroom.intake.sheets import Sheet
from dutyroom.values import dataclass

Kind = Literal[
    "date",
    "weekday",
    "calendar",
    "chief",
    "leader",
    "driver",
    "shift",
    "duty",
    "shift_name",
    "post_name",
    "phone",
    "cleaning",
    "remark",
    "unknown",
]

_Shift = tuple[Post, ShiftRule]
_DATES = {"日期", "值班日期", "时间", "值班时间", "日期/时间", "date", "dutydate"}
_WEEKDAYS = {"星期", "周", "星期几", "周几", "day", "weekday", "dayofweek"}
_CALENDAR = {"节假日", "假日", "holiday"}
_NUMBERS = {"序号", "编号", "no", "no.", "#"}
_PHONES = ("电话", "手机", "联系方式", "号码")
_ENGLISH_PHONES = {"phone", "telephone", "mobile", "tel", "tel.", "mobilephone", "phonenumber"}
_DUTY = {"值班人员", "值班员", "值班人", "值班干部", "值班教师", "值班人员姓名", "姓名", "人员"} | {
    "name",
    "names",
    "onduty",
    "persononduty",
    "personsonduty",
    "dutyofficer",
}
_SHIFTS = {"班次", "班别", "值班班次", "shift"}
_POSTS = {"岗位", "值班岗位", "值班点", "post", "place"}
_CHIEFS = {"chief", "chiefdutyofficer"}
_LEADERS = {"dutyleader", "leader", "值班领导", "领导"}
_PEOPLE = ("chief", "leader", "driver", "shift", "duty")
_CLEANING = {"值班室卫生", "打扫值班室", "打扫卫生", "卫生值日", "cleaning"}
_SEARCHED_ROWS = 20
_EXACT: dict[str, Kind] = {
    **dict.fromkeys(_DATES, "date"),
    **dict.fromkeys(_WEEKDAYS, "weekday"),
    **dict.fromkeys(_CALENDAR, "calendar"),
    **dict.fromkeys(_CLEANING, "cleaning"),
    **dict.fromkeys(_SHIFTS, "shift_name"),
    **dict.fromkeys(_POSTS, "post_name"),
    **dict.fromkeys(_CHIEFS, "chief"),
    **dict.fromkeys(_LEADERS, "leader"),
    "driver": "driver",
}
"""Headings that mean one thing, squeezed and in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A column: its kind, and for a shift its post, name and hours.

    ``place`` is its number in the row, from 0; a phone column belongs to the people
    column at the place ``owner``.
    """

    place: int
    kind: Kind
    heading: str
    post: str = ""
    shift: str = ""
    hours: tuple[time, time] | None = None
    owner: int | None = None

    @property
    def numbers(self) -> bool:
        """Tell whether the column only counts its rows (序号)."""
        return squeeze(self.heading).lower() in _NUMBERS


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the lines of a roster begin and what its columns hold."""

    header: int
    body: int
    columns: tuple[SheetColumn, ...]
    problems: tuple[SheetProblem, ...]

    def of(self, *kinds: Kind) -> tuple[SheetColumn, ...]:
        """Return the columns of these kinds, from left to right."""
        return tuple(column for column in self.columns if column.kind in kinds)

    @property
    def is_list(self) -> bool:
        """Tell whether each row is one shift, named in the row, not a date with its shifts."""
        return bool(self.of("shift_name", "post_name") and self.of("duty"))


def find_layout(sheet: Sheet, profile: Profile) -> Layout | None:
    """Find the heading row of a roster; None if the sheet is none.

    It is the first row with a date heading and at least one column of people.
    """
    for header in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        dates = [place for place, c in enumerate(sheet.rows[header]) if _is_date(c.text)]
        if dates:
            layout = _read_headings(sheet, header, dates[0], profile)
            if any(column.kind in _PEOPLE for column in layout.columns):
                return layout
    return None


def _is_date(text: str) -> bool:
    return squeeze(text).lower() in _DATES


def _read_headings(sheet: Sheet, header: int, dates: int, profile: Profile) -> Layout:
    body = header + 1
    while body < len(sheet.rows) and sheet.rows[body][dates].merged:
        body += 1
    columns: list[SheetColumn] = []
    problems: list[SheetProblem] = []
    second_table = False
    for place, cell in enumerate(sheet.rows[header]):
        heading = _heading(sheet, header, body, place)
        column, problem = read_heading(heading, place, profile)
        if place > dates and _again(heading, columns):
            second_table = True
            problem = say("{text}: a second table beside the first is not read", text=heading)
        if second_table or (column.kind == "date" and place != dates):
            column = SheetColumn(place=place, kind="unknown", heading=heading)
        if problem:
            where = f"{sheet.name}!{cell.ref}"
            problems.append(SheetProblem(where, problem, grave=column.kind == "unknown"))
        columns.append(column)
    return Layout(header, body, tuple(_owned(columns)), tuple(problems))


def _owned(columns: list[SheetColumn]) -> Iterator[SheetColumn]:
    """Give the columns, each of numbers with the column of people left of it as its owner."""
    owner: int | None = None
    for column in columns:
        if column.kind in _PEOPLE:
            owner = column.place
        yield replace(column, owner=owner) if column.kind == "phone" else column


def _again(heading: str, columns: list[SheetColumn]) -> bool:
    """Tell whether a date heading stands there for the second time."""
    dates = [squeeze(column.heading) for column in columns if column.kind == "date"]
    return squeeze(heading) in dates


def _heading(sheet: Sheet, header: int, body: int, place: int) -> str:
    """Join the headings above each other: 管理处 over 早班."""
    words: list[str] = []
    for row in sheet.rows[header:body]:
        if row[place].text and row[place].text not in words:
            words.append(row[place].text)
    return " ".join(words)


def read_heading(heading: str, place: int, profile: Profile) -> tuple[SheetColumn, Sentence | None]:
    """Return what a heading stands for, and what is odd about it or None."""
    text = squeeze(heading).lower()
    kind = _plain_kind(text)
    if kind == "weekday" and _called(heading.strip(), _shifts(profile)):
        kind = None  # a station whose shift is called Day
    if kind:
        return SheetColumn(place=place, kind=kind, heading=heading), None
    shifts = _matching(heading, profile)
    if shifts:
        return _shift_column(heading, place, shifts)
    hours, bare = read_hours(heading), without_hours(heading).lower()
    if bare in _DUTY or (hours and not bare):
        return SheetColumn(place=place, kind="duty", heading=heading, hours=hours), None
    column = SheetColumn(place=place, kind="unknown", heading=heading)
    if not text or column.numbers:
        return column, None
    return column, say(
        "{text}: this column is neither a shift of {profile} nor understood otherwise",
        text=heading,
        profile=profile.profile,
    )


def _plain_kind(text: str) -> Kind | None:
    """Return what a squeezed heading means wherever it stands, or None."""
    if text in _EXACT:
        return _EXACT[text]
    if _is_chief(text):
        return "chief"
    if _is_phone(text):
        return "phone"
    if "带班" in text:
        return "leader"
    if "司机" in text or "驾驶" in text:
        return "driver"
    if text.startswith(("备注", "说明", "remark", "note")):
        return "remark"
    people = text.replace("及电话", "").replace("和电话", "")
    if people in _DUTY:
        return "duty"
    return None


def _is_chief(text: str) -> bool:
    return "总值班" in text and not any(word in text for word in _PHONES)


def _is_phone(text: str) -> bool:
    """Tell whether a heading is of numbers alone: 姓名及电话 is of the people too."""
    if text in _ENGLISH_PHONES:
        return True
    return text.endswith(_PHONES) and "及" not in text and "和" not in text


def _matching(heading: str, profile: Profile) -> list[_Shift]:
    """Return the shifts that a heading may mean, by their names, else by their hours."""
    name, hours = squeeze(without_hours(heading)), read_hours(heading)
    shifts = _shifts(profile)
    exact = [(post, rule) for post, rule in shifts if (rule.start, rule.end) == hours]
    if not name or name.lower() in _DUTY:
        return exact
    translated = squeeze(without_hours(shift_words(heading)))
    named = _called(name, shifts) or _called(translated, shifts)
    # Of several of one name, as at two posts, the hours tell which.
    return [pair for pair in named if pair in exact] or named


def _called(name: str, shifts: list[_Shift]) -> list[_Shift]:
    return [(post, rule) for post, rule in shifts if name in _names(post, rule)]


def _shifts(profile: Profile) -> list[_Shift]:
    return [(post, rule) for post in profile.posts for rule in _rules(post)]


def _rules(post: Post) -> tuple[ShiftRule, ...]:
    """Return the shifts in force, then those of the other switch of R-049."""
    both = (*post.templates(), *post.shifts, *post.shifts_24h)
    return tuple(dict.fromkeys(both))


def _names(post: Post, rule: ShiftRule) -> set[str]:
    names = {rule.id, post.id + rule.id, rule.id + post.id, f"{post.id}-{rule.id}"}
    if len(post.templates()) == 1:
        names.add(post.id)
    return names


def _shift_column(
    heading: str, place: int, shifts: list[_Shift]
) -> tuple[SheetColumn, Sentence | None]:
    """Return the column of the first shift that it may be, and what tells against it."""
    post, rule = shifts[0]
    hours = read_hours(heading) or (rule.start, rule.end)
    column = SheetColumn(
        place=place, kind="shift", heading=heading, post=post.id, shift=rule.id, hours=hours
    )
    posts = {other.id for other, _rule in shifts}
    if len(posts) > 1:
        return column, say(
            "{text}: this may be a shift of {posts}; read as that of {post}",
            text=heading,
            posts=" / ".join(sorted(posts)),
            post=post.id,
        )
    if hours != (rule.start, rule.end):
        return column, say(
            "{text}: by the profile {shift} is {start}–{end}",
            text=heading,
            shift=rule.id,
            start=rule.start.isoformat("minutes"),
            end=rule.end.isoformat("minutes"),
        )
    return column, None
