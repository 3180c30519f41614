"""The forms of who comes on duty and who leaves: sign in, sign out, be let go."""

from __future__ import annotations

from collections.abc import Mapping

from dutyroom.desk.desk import Desk
from dutyroom.desk.presence.sign_in import SignedIn, sign_in
from dutyroom.desk.presence.sign_out import release, sign_out
from dutyroom.domain.records.people import Person
from dutyroom.domain.records.presence import Attendance
from dutyroom.i18n import N_, _
from dutyroom.values import dataclass
from dutyroom.words.codes import verdict_line
from screens.kit.dialogs import KIT
from screens.kit.fields import (
    NO,
    YES,
    Field,
    Questions,
    Several,
    Shown,
    as_choice,
    as_key,
    as_person,
    as_text,
    ask,
    ask_of_each,
)
from screens.kit.form import Form, Saved
from screens.kit.who import anybody, boss


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFields:
    """Who comes, at which post, for whom, and how dressed."""

    name: Person = ask(N_("Name"), as_person)
    post: str = ask(N_("Post"), as_choice)
    for_person: str = ask(N_("Stands in for"), as_key, hint=N_("only a substitute"), id="for")
    worn: Mapping[str, str] = ask_of_each()
    undressed: str = ask(N_("Uniform, badge"), as_text)
    place: str = ask(N_("Place"), as_text, hint=N_("if not here"), unless_asked="")


class SignInForm(Form[SignedIn]):
    """Who signs in; an administrator is told what another one restored meanwhile."""

    CSS_PATH = [KIT / "form.tcss"]

    def _leave(self, saved: Saved[SignedIn] | None) -> None:
        notes = saved.result.notes if saved is not None else ()
        self.told = tuple(verdict_line(note) for note in notes if note.code == "restored")
        super()._leave(saved)


def sign_in_form(desk: Desk, name: str = "") -> Form[SignedIn]:
    """Ask who signs in."""

    def act(typed: SignInFields) -> SignedIn:
        return sign_in(
            desk,
            typed.name,
            post=typed.post,
            missing=tuple(part for part, answer in typed.worn.items() if answer == NO),
            undressed=typed.undressed,
            place=typed.place,
            for_person=typed.for_person,
        )

    profile = desk.profile
    posts = tuple((post.id, post.id) for post in profile.posts)
    worn = _worn(desk)
    hint = _("why not, if not worn") if worn.lines else _("what is missing")
    has_places = profile.places.day or profile.places.night
    questions = Questions(
        desk,
        SignInFields,
        name=anybody(desk, name),
        post=Shown(choices=(("", _("by the roster")), *posts)),
        for_person=anybody(desk),
        worn=worn,
        undressed=Shown(hint=hint),
        place=Shown() if has_places else None,
    )
    return SignInForm(_("Sign in"), questions, act, kind="now.sign_in", ref=name)


def _worn(desk: Desk) -> Several:
    """Return the tick of each part of the uniform that the profile lists (R-023)."""
    ticks = ((YES, _("✓ worn")), (NO, _("✗ not worn")))
    parts = enumerate(desk.profile.attendance.dress)
    return Several({part: Field(f"worn{place}", part, YES, ticks) for place, part in parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOutFields:
    """Who leaves, and why before time."""

    name: Person = ask(N_("Name"), as_person)
    reason: str = ask(N_("Reason"), as_text)


def sign_out_form(desk: Desk, name: str = "") -> Form[Attendance]:
    """Ask who signs out."""

    def act(typed: SignOutFields) -> Attendance:
        return sign_out(desk, typed.name, reason=typed.reason)

    questions = Questions(desk, SignOutFields, name=anybody(desk, name))
    return Form(_("Sign out"), questions, act, kind="now.sign_out", ref=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFields:
    """Which leader lets whom go, and why."""

    name: Person = ask(N_("Who may go"), as_person)
    leader: Person = ask(N_("Leader"), as_person)
    reason: str = ask(N_("Reason"), as_text)
    pin: str = ask(N_("PIN"), as_text, secret=True)


def release_form(desk: Desk) -> Form[Attendance]:
    """Ask which leader lets whom go, and why."""

    def act(typed: ReleaseFields) -> Attendance:
        return release(desk, typed.name, typed.leader, typed.reason, typed.pin)

    questions = Questions(desk, ReleaseFields, name=anybody(desk), leader=boss(desk))
    return Form(_("A leader lets somebody go"), questions, act, kind="now.release")
