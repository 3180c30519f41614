"""The form that puts a roster in force."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.desk.people import powers
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.powers import publishing
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.versions import overtaken
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.rosters import findings_words
from screens.kit.fields import NO, YES, Questions, Shown, as_person, as_text, as_yes, ask
from screens.kit.form import Form
from screens.kit.who import signing


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFields:
    """Who puts a roster in force, and the questions without whose yes it is not published.

    Whether it is provisional, where a year has no notice (R-046); whether it
    takes back what came in force since it was made (R-192).
    """

    name: Person = ask(N_("Name"), as_person)
    pin: str = ask(N_("PIN"), as_text, secret=True, unless_asked="")
    provisional: bool = ask(
        N_("Provisional"),
        as_yes,
        choices=((NO, N_("no")), (YES, N_("yes, its year has no notice yet"))),
        unless_asked=False,
    )
    over: bool = ask(N_("Overtaken"), as_yes, unless_asked=False)


def publish_form(desk: Desk, roster: Roster) -> Form[Roster]:
    """Ask who puts a roster in force, with what the checker finds in it in sight."""

    def act(typed: PublishFields) -> Roster:
        return publish_roster(
            desk,
            roster,
            by=typed.name.key,
            pin=typed.pin,
            provisional=typed.provisional,
            over=typed.over,
        )

    permission = publishing(desk, roster)
    note = findings_words(check_roster(desk, roster))
    if powers.is_open(desk, permission):
        note += "\n" + _("Setting up: nobody who may publish has a PIN yet, so anybody may.")
    name, pin = signing(desk, permission)
    questions = Questions(
        desk,
        PublishFields,
        name=name,
        pin=pin,
        provisional=_provisional(desk, roster),
        over=_over(desk, roster),
    )
    title = _("Publish {title} v{version}").format(title=roster.title, version=roster.version)
    return Form(title, questions, act, note=note, does="roster.publish")


def _provisional(desk: Desk, roster: Roster) -> Shown | None:
    if not desk.calendar.unknown_years(roster.first, roster.last):
        return None
    was = any(before.provisional for before in desk.state().in_force(roster))
    return Shown(value=YES if was else NO)


def _over(desk: Desk, roster: Roster) -> Shown | None:
    newer = overtaken(desk.state(), roster)
    if newer is None:
        return None
    taken_back = _("yes, v{version} in force is taken back").format(version=newer.version)
    return Shown(choices=((NO, _("no")), (YES, taken_back)))
