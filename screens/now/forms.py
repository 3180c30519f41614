"""The forms of Now itself: what the time is, an alarm was seen."""

from __future__ import annotations

from dutyroom.desk.alarms import acknowledge
from dutyroom.desk.desk import Desk
from dutyroom.desk.log import writers
from dutyroom.desk.station import clock_checks
from dutyroom.domain.due import Obligation
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.station import Alarm, ClockCheck
from dutyroom.i18n import N_, _, render
from dutyroom.values import dataclass
from screens.kit.fields import Questions, Shown, as_person, as_text, ask
from screens.kit.form import Form
from screens.kit.who import anybody, on_duty


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFields:
    """What the time is, and who says so; no time says that the clock is right."""

    at: str = ask(N_("Right time"), as_text)
    name: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")


def clock_form(desk: Desk) -> Form[ClockCheck]:
    """Ask what the time is, or who has looked at the clock and found it right."""

    def act(typed: ClockFields) -> ClockCheck:
        if not typed.at.strip():
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
    return f"{words} {sure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeFields:
    """Who has seen an alarm, and what was done."""

    name: Person = ask(N_("Name"), as_person)
    reason: str = ask(N_("Reason"), as_text, hint=N_("what was done, or why"))


def acknowledge_form(desk: Desk, obligation: Obligation) -> Form[Alarm]:
    """Ask who has seen an alarm, and what was done."""

    def act(typed: AcknowledgeFields) -> Alarm:
        return acknowledge(desk, obligation.key, typed.name, typed.reason)

    on = writers.on_duty(desk)
    names = [desk.state().name(key) for key in on if len(on) == 1 or key in obligation.who]
    questions = Questions(desk, AcknowledgeFields, name=anybody(desk, names[0] if names else ""))
    note, key = render(obligation.sentence), obligation.key
    return Form(_("Acknowledge"), questions, act, note=note, kind="now.acknowledge", ref=key)
