"""What the line of the clock opens on Now: the time, and the records that wait for a look."""

from __future__ import annotations

from typing import Any

from dutyroom.desk.desk import Desk
from dutyroom.desk.station import clock_checks, doubtful
from dutyroom.desk.station.doubtful import Doubtful
from dutyroom.domain.records.base import Record
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import ClockCheck
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.times import doubtful_words
from screens.kit.actions import Objection
from screens.kit.dialogs import PickDialog
from screens.kit.fields import Questions, Shown, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.rows import Row, Span
from screens.kit.who import on_duty, signing

SET, ALL = "set", "all"
"""The keys of the lines of the dialog that are no record's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFields:
    """What the time is, and who says so; no time says that the clock is right."""

    at: str = ask(N_("Right time"), as_text)
    name: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def clock_form(desk: Desk) -> Form[ClockCheck]:
    """Ask what the time is, or who has looked at the clock and found it right.

    That a clock before the last record is right is asked once more: an empty field
    is soon saved by mistake, and then years have passed.
    """
    asked = False

    def act(typed: ClockFields) -> ClockCheck | Objection:
        nonlocal asked
        if not typed.at.strip():
            if desk.clock_doubt() == "behind" and not asked:
                asked = True
                return Objection(
                    _(
                        "The clock stands before the last record: type the right time. "
                        "If it is right all the same, save once more."
                    ),
                    "at",
                )
            return clock_checks.confirm_clock(desk, typed.name, typed.pin)
        right = clock_checks.read_right_time(desk, typed.at)
        return clock_checks.set_clock(desk, right, typed.name, typed.pin)

    tellers = clock_checks.tellers(desk)
    likely = f"{clock_checks.likely_time(desk):%Y-%m-%d %H:%M}"
    questions = Questions(
        desk,
        ClockFields,
        at=Shown(hint=_("such as {time}; empty: the clock is right").format(time=likely)),
        name=on_duty(desk),
        pin=Shown() if any(person.pin for person in tellers) else None,
    )
    return Form(_("What time is it"), questions, act, note=_clock_note(desk))


def _clock_note(desk: Desk) -> str:
    """Return what the machine's clock shows, and when the last record was made that is sure."""
    shown = desk.watch.reading().wall if desk.watch else desk.now()
    words = _("The machine's clock shows {time}.").format(time=f"{shown:%Y-%m-%d %H:%M:%S}")
    last = desk.ledger.verified_at
    if not last:
        return words
    sure = _("The last sure record is of {time}.").format(time=last[:16].replace("T", " "))
    return f"{words}\n{sure}"


def clock_dialog(desk: Desk) -> PickDialog:
    """Show the records of a clock in doubt: Enter opens the form of one, or of all."""
    found = doubtful.doubtful(desk)
    rows = [
        Row((Span(" " + _("All at once, with the times proposed"), "due"),), key=ALL),
        *(Row((Span(" " + doubtful_words(each), "plain"),), key=each.record.id) for each in found),
        Row((Span(" " + _("Type the right time, or the clock is right"), "plain"),), key=SET),
    ]
    return PickDialog(_("Times to be looked at · Enter chooses · Esc closes"), rows)


def chosen_form(desk: Desk, key: str) -> Form[Any] | None:
    """Return the form of the line that was chosen in the dialog; None where none was."""
    if key == SET:
        return clock_form(desk)
    found = doubtful.doubtful(desk)
    if key == ALL and found:
        return all_form(desk, found)
    return next((one_form(desk, each) for each in found if each.record.id == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookFields:
    """When something happened, and the supervisor who looked."""

    at: str = ask(N_("It happened"), as_text, unless_asked="")
    name: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def one_form(desk: Desk, found: Doubtful) -> Form[Record]:
    """Ask a supervisor when it happened; what is proposed is filled in."""
    number, proposed = found.record.id, f"{found.proposed:%Y-%m-%d %H:%M:%S}"

    def act(typed: LookFields) -> Record:
        said, by = typed.at.strip(), {"by": typed.name.key, "pin": typed.pin}
        if said == proposed:
            return doubtful.confirm(desk, [number], **by)[0]
        return doubtful.correct(desk, number, said, **by)

    name, pin = signing(desk, clock_checks.LOOKS_AFTER)
    questions = Questions(desk, LookFields, at=Shown(value=proposed), name=name, pin=pin)
    was = _("By the clock it was {time}.").format(time=f"{found.shown:%Y-%m-%d %H:%M:%S}")
    title = _("The time of {number}").format(number=number)
    return Form(title, questions, act, note=f"{doubtful_words(found)}\n{was}")


def all_form(desk: Desk, found: tuple[Doubtful, ...]) -> Form[tuple[Record, ...]]:
    """Ask a supervisor to take all proposed times for right."""
    numbers = [each.record.id for each in found]

    def act(typed: LookFields) -> tuple[Record, ...]:
        return doubtful.confirm(desk, (), by=typed.name.key, pin=typed.pin, seen=numbers)

    name, pin = signing(desk, clock_checks.LOOKS_AFTER)
    questions = Questions(desk, LookFields, at=None, name=name, pin=pin)
    words = _("Records that get the time behind the arrow: {n}. The old one stays in sight.")
    shown = [doubtful_words(each) for each in found[:6]]
    if len(found) > len(shown):
        shown.append(_("… and {n} more").format(n=len(found) - len(shown)))
    note = "\n".join((words.format(n=len(found)), *shown))
    return Form(_("All the times are right"), questions, act, note=note)
