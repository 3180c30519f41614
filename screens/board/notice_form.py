"""The form in which a year's holiday notice is typed (R-046)."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.powers import Permission
from dutyroom.desk.station import calendars
from dutyroom.desk.station.calendars import TakenYear
from dutyroom.domain.base.sentence import say
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from screens.kit.fields import Questions, Shown, Words, as_key, as_text, ask
from screens.kit.form import Form
from screens.kit.who import signing


def _as_year(words: Words) -> int:
    if not words.text.strip().isdecimal():
        raise Wrong(say("{text} is no year: write 2027", text=words.text), words.field)
    return int(words.text)


def _as_list(words: Words) -> tuple[str, ...]:
    return tuple(words.text.replace("、", " ").split())


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFields:
    """A year's holiday notice as it is written, and who takes it in."""

    year: int = ask(N_("Year"), _as_year)
    number: str = ask(N_("Notice no."), as_text)
    holidays: tuple[str, ...] = ask(N_("Days off"), _as_list)
    make_up: tuple[str, ...] = ask(N_("Make-up days"), _as_list)
    by: str = ask(N_("Name"), as_key)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def notice_form(desk: Desk, year: int) -> Form[TakenYear]:
    """Ask for a year's holiday notice; it gives what was put in (R-046)."""

    def act(typed: NoticeFields) -> TakenYear:
        notice = calendars.typed_notice(typed.year, typed.number, typed.holidays, typed.make_up)
        return calendars.take_in_notice(desk, notice, by=typed.by, pin=typed.pin)

    by, pin = signing(desk, Permission("setup"))
    questions = Questions(
        desk,
        NoticeFields,
        year=Shown(value=str(year)),
        holidays=Shown(hint="春节=2027-02-05..2027-02-12 …"),
        make_up=Shown(hint="2027-01-31 2027-02-20"),
        by=by,
        pin=pin,
    )
    return Form(_("A year's holiday notice"), questions, act, does="calendar.take_in")
