"""Address lists: the sheet with names, ranks, units, telephone numbers and cars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutyroom.domain.base.sentence import say
from dutyroom.intake.draft import FoundPerson, SheetProblem
from dutyroom.intake.names import read_phone, squeeze
from dutyroom.intake.sheets import Sheet, SheetCell
from dutyroom.values import dataclass

_NAME = {"姓名", "名字", "人员", "值班人员", "name"}
_HEADINGS = {
    "name": _NAME,
    "rank": {"岗位", "职务", "职位", "职级", "岗位职务", "岗位/职务", "position", "rank", "title"},
    "phone": {
        "手机",
        "电话",
        "联系电话",
        "手机号",
        "手机号码",
        "电话号码",
        "联系方式",
        "联系手机",
        "mobile",
        "phone",
        "telephone",
        "tel",
        "tel.",
    },
    "remark": {"备注", "说明", "remarks", "remark", "notes"},
    "unit": {
        "部门",
        "单位",
        "科室",
        "处室",
        "所属部门",
        "所在部门",
        "所在单位",
        "工作单位",
        "部门/单位",
        "单位/部门",
        "department",
        "unit",
    },
    "plate": {
        "车牌",
        "车牌号",
        "车牌号码",
        "车号",
        "车辆",
        "号牌",
        "car",
        "car plate",
        "plate",
        "number plate",
        "licence plate",
        "license plate",
    },
    "ignored": {"序号", "编号", "性别", "no."},
}
_NOTHING = SheetCell("")
"""The cell of a column that a list does not have."""
_NO_NIGHTS = re.compile(r"(?:不|免|豁免).{0,3}夜|夜班豁免|\bno nights?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AddressList:
    """The people of the address lists and what was odd about them."""

    people: tuple[FoundPerson, ...] = ()
    problems: tuple[SheetProblem, ...] = ()


def heading_row(sheet: Sheet) -> int | None:
    """Return the row with the headings of an address list, or None if it is none."""
    for place, row in enumerate(sheet.rows[:10]):
        kinds = {_kind(cell) for cell in row}
        if "name" in kinds and kinds & {"rank", "phone"}:
            return place
    return None


def read_addresses(sheet: Sheet, header: int) -> AddressList:
    """Read the people of an address list below its heading row."""
    columns = {place: _kind(cell) for place, cell in enumerate(sheet.rows[header])}
    people: dict[str, FoundPerson] = {}
    problems: list[SheetProblem] = []
    for row in sheet.rows[header + 1 :]:
        person, odd = _read_person(sheet.name, row, columns)
        problems += odd
        if person and (twin := people.get(squeeze(person.name))):
            text = say("{name} stands in {other} too", name=person.name, other=twin.cell)
            problems.append(SheetProblem(person.cell, text))
        elif person:
            people[squeeze(person.name)] = person
    return AddressList(tuple(people.values()), tuple(problems))


def _kind(cell: SheetCell) -> str:
    text = squeeze(cell.text).lower()
    return next((kind for kind, words in _HEADINGS.items() if text in words), "")


def _read_person(
    sheet: str, row: tuple[SheetCell, ...], columns: dict[int, str]
) -> tuple[FoundPerson | None, list[SheetProblem]]:
    """Return the person of a row, None where it names nobody, and what is odd in it."""
    cells = _by_kind(row, columns)
    problems = list(_not_understood(sheet, row, columns))
    name = cells["name"]
    if not name.text:
        return None, [*problems, *_nameless(sheet, cells)]
    number = cells.get("phone", _NOTHING)
    phone, wrong = read_phone(number.value)
    if wrong:
        problems.append(SheetProblem(f"{sheet}!{number.ref}", wrong))
    remark = cells.get("remark", _NOTHING).text
    exempt = bool(_NO_NIGHTS.search(remark))
    person = FoundPerson(
        name=name.text,
        rank=cells.get("rank", _NOTHING).text,
        phone=phone,
        unit=cells.get("unit", _NOTHING).text,
        plate=cells.get("plate", _NOTHING).text,
        night_exempt=remark if exempt else "",
        remark="" if exempt else remark,
        cell=f"{sheet}!{name.ref}",
        listed=True,
    )
    return person, problems


def _by_kind(row: tuple[SheetCell, ...], columns: dict[int, str]) -> dict[str, SheetCell]:
    """Return the cell of each kind; of several columns the first that is filled in."""
    cells: dict[str, SheetCell] = {}
    for place, kind in columns.items():
        filled = kind in cells and cells[kind].text
        if kind and not filled:
            cells[kind] = row[place]
    return cells


def _not_understood(
    sheet: str, row: tuple[SheetCell, ...], columns: dict[int, str]
) -> Iterator[SheetProblem]:
    """Give what stands in columns without a heading that is known."""
    for place, cell in enumerate(row):
        if cell.text and not cell.merged and not columns.get(place):
            yield SheetProblem(f"{sheet}!{cell.ref}", say("{text}: not understood", text=cell.text))


def _nameless(sheet: str, cells: dict[str, SheetCell]) -> Iterator[SheetProblem]:
    """Give what a row says of somebody whom it does not name."""
    for kind, cell in cells.items():
        if cell.text and kind != "ignored":
            yield SheetProblem(
                f"{sheet}!{cell.ref}", say("{text}: there is no name", text=cell.text)
            )
