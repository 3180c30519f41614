"""Patrol 巡更: the round on the way, what is due next, quota, the shift's timeline."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from dutyroom.desk import patrol
from dutyroom.desk.clock import read_event_time
from dutyroom.desk.desk import Desk
from dutyroom.desk.now import NowView
from dutyroom.desk.people import find_person
from dutyroom.domain.attendance import on_post
from dutyroom.domain.patrol import PatrolTally, Window, tally, windows
from dutyroom.domain.records import Round
from dutyroom.domain.shifts import Slot, around
from dutyroom.i18n import N_, _, listed
from dutyroom.words import clock, length, mark_words, word_of
from screens.asks import attempt
from screens.commands import Command
from screens.forms import Field, Form
from screens.frame import DutyScreen
from screens.rows import Row, Rows, Span, heading, plain

BEGIN = Command("begin", "ctrl+b,b", N_("Begin"), N_("Begin a round"))
NORMAL = Command("normal", "space", N_("Normal"), N_("The point is normal"))
ABNORMAL = Command("abnormal", "ctrl+e,x", N_("Abnormal"), N_("Something is wrong at the point"))
UNSEEN = Command("unseen", "ctrl+u,u", N_("Not seen"), N_("The point was not seen, and why"))
FINISH = Command("finish", "ctrl+g,c", N_("Finish"), N_("The round is complete"))
STOP = Command("stop", "ctrl+t,t", N_("Stop"), N_("Break the round off, with the reason"))
PAPER = Command("paper", "ctrl+r,p", N_("From paper"), N_("Enter a round walked on paper"))


class PatrolScreen(DutyScreen):
    """The rounds of the shifts that run now."""

    CSS_PATH = ["rows.tcss", "frame.tcss", "patrol.tcss"]
    COMMANDS_HERE = (BEGIN, NORMAL, FINISH, ABNORMAL, UNSEEN, STOP, PAPER)
    MODE = "patrol"
    AUTO_FOCUS = "#points"

    def body(self) -> ComposeResult:
        """Put the points at the left and the timeline at the right."""
        with Horizontal():
            yield Rows(id="points")
            yield Rows(id="timeline", cursor=False)

    def fill(self, view: NowView) -> None:
        """Fill both halves."""
        walking = patrol.walking(self.desk.state())
        self.query_one("#points", Rows).show(
            self._round_rows(walking, view) if walking else self._route_rows()
        )
        self.query_one("#timeline", Rows).show(self._timeline(view))

    def _round_rows(self, walking: Round, view: NowView) -> list[Row]:
        route = patrol.find_route(self.desk.profile, walking.route)
        seen = {point.point: point for point in walking.points}
        gone = _ago(int((view.now - walking.started).total_seconds()))
        rows = [
            heading(f"{walking.route}  {self.desk.state().name(walking.person)}"),
            plain(
                " " + _("began {time}, {gone}").format(time=clock(walking.started), gone=gone),
                "soon",
            ),
            *(plain(" " + mark_words(mark), "warn") for mark in walking.marks),
        ]
        for point in route.points:
            found = seen.get(point.id)
            mark = {"normal": "✓", "abnormal": "✗", "unseen": "?"}.get(
                found.result if found else "", "·"
            )
            look = {"normal": "good", "abnormal": "overdue", "unseen": "soon"}.get(
                found.result if found else "", "plain"
            )
            rows.append(
                Row(
                    (
                        Span(f" {mark} ", look, 4),
                        Span(point.id, "name" if point.key else "plain", 18),
                        Span(_("key") if point.key else "", "due", 6),
                        Span(found.note if found else "", look, 20),
                    ),
                    key=point.id,
                )
            )
        left = len(route.points) - len(seen)
        rows.append(plain(""))
        rows.append(
            plain(" " + _("All answered: Ctrl+G finishes the round"), "good")
            if not left
            else plain(" " + _("{n} to go: Space is normal").format(n=left))
        )
        return rows

    def _route_rows(self) -> list[Row]:
        rows = [
            heading(_("No round is on its way")),
            plain(" " + _("Enter begins the route under the cursor")),
        ]
        for route in self.desk.profile.patrol.routes:
            points = listed(point.id for point in route.points)
            rows.append(Row((Span(" " + route.id, "name", 18), Span(points, "dim")), key=route.id))
        groups = self.desk.profile.patrol.groups
        if groups:
            rows += [plain(""), heading(_("Watch for")), plain(" " + " · ".join(groups), "plain")]
        return rows

    def _timeline(self, view: NowView) -> list[Row]:
        rows: list[Row] = []
        for slot in self._shifts_now():
            count = tally(self.desk.state(), slot, self.desk.profile, view.now)
            rows += _quota_rows(slot, count, view)
            rows += [
                _window_row(window)
                for window in windows(self.desk.state(), slot, self.desk.profile, view.now)
            ]
            rows.append(plain(""))
        return rows or [plain(" " + _("No shift with rounds runs now."))]

    def _shifts_now(self) -> list[Slot]:
        state, profile, now = self.desk.state(), self.desk.profile, self.desk.now()
        slots = around(state, profile, self.desk.zone, now)
        return [s for s in slots if s.start <= now < s.end and windows(state, s, profile, now)]

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Begin the route under the cursor, or call the point normal."""
        if patrol.walking(self.desk.state()) is None:
            self._begin(event.key)
        else:
            self.action_normal()

    def action_begin(self) -> None:
        """Ask who walks which route."""
        self._begin(self.query_one("#points", Rows).key)

    def _begin(self, route: str) -> None:
        desk, state = self.desk, self.desk.state()
        routes = tuple((r.id, r.id) for r in desk.profile.patrol.routes)
        on = [a.person for slot in self._shifts_now() for a in on_post(state, slot.post)]

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: patrol.start_round(
                    desk, find_person(desk.state(), typed["name"]), typed["route"]
                )
            )

        fields = (
            Field("name", _("Name"), state.name(on[0]) if on else ""),
            Field("route", _("Route"), route, routes),
        )
        self.app.push_screen(Form(_("Begin a round"), fields, save))

    def action_normal(self) -> None:
        """Call the point under the cursor normal and go to the next."""
        walking, rows = patrol.walking(self.desk.state()), self.query_one("#points", Rows)
        if walking is None or not rows.key:
            return
        wrong = attempt(lambda: patrol.answer_point(self.desk, walking, rows.key, "normal"))
        if wrong:
            self.notify(wrong, severity="error", markup=False)
        self.look(force=True)
        rows.action_move(1)

    def action_abnormal(self) -> None:
        """Ask what is wrong at the point."""
        self._ask_point("abnormal", _("What is wrong"))

    def action_unseen(self) -> None:
        """Ask why the point was not seen."""
        self._ask_point("unseen", _("Why not seen"))

    def _ask_point(self, result: patrol.Found, words: str) -> None:
        desk = self.desk
        point = self.query_one("#points", Rows).key
        if patrol.walking(desk.state()) is None or not point:
            return

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: patrol.answer_point(desk, _walked(desk), point, result, typed["note"])
            )

        self.app.push_screen(Form(point, (Field("note", words),), save))

    def action_finish(self) -> None:
        """Complete the round on the way."""
        walking = patrol.walking(self.desk.state())
        if walking is None:
            return
        wrong = attempt(lambda: patrol.finish_round(self.desk, walking))
        if wrong:
            self.notify(wrong, severity="error", markup=False)
        self.look(force=True)

    def action_stop(self) -> None:
        """Ask why the round is broken off."""
        desk = self.desk
        if patrol.walking(desk.state()) is None:
            return

        def save(typed: dict[str, str]) -> str:
            return attempt(lambda: patrol.stop_round(desk, _walked(desk), typed["reason"]))

        self.app.push_screen(Form(_("Stop the round"), (Field("reason", _("Reason")),), save))

    def action_paper(self) -> None:
        """Ask for a round walked on paper."""
        desk, state = self.desk, self.desk.state()
        on = [a.person for slot in self._shifts_now() for a in on_post(state, slot.post)]

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: patrol.enter_paper_round(
                    desk,
                    find_person(desk.state(), typed["name"]),
                    read_event_time(typed["at"], desk.now(), desk.zone, needed=True),
                    typed["reason"],
                    typed["route"],
                )
            )

        routes = tuple((r.id, r.id) for r in desk.profile.patrol.routes)
        fields = (
            Field("name", _("Name"), state.name(on[0]) if on else ""),
            Field("at", _("Began at"), hint="00:05"),
            Field("route", _("Route"), "", routes),
            Field("reason", _("Reason")),
        )
        self.app.push_screen(Form(_("A round from paper"), fields, save))


def _walked(desk: Desk) -> Round:
    """Return the round on its way as it is now, whatever another terminal wrote to it."""
    return patrol.walking_round(desk.state())


def _ago(seconds: int) -> str:
    if seconds < 60:
        return _("just now")
    return _("{time} ago").format(time=length(seconds // 60 * 60))


def _quota_rows(slot: Slot, count: PatrolTally, view: NowView) -> list[Row]:
    done = f"{count.complete}/{count.owed}"
    if count.late_entries:
        done = f"{count.complete}+{count.late_entries}/{count.owed}"
    bar = "█" * count.complete + "░" * max(0, count.owed - count.complete)
    rows = [
        heading(f"{slot.post} {slot.shift}  {clock(slot.start)}–{clock(slot.end)}"),
        Row((Span(" " + _("Rounds"), "plain", 9), Span(done + " ", "name"), Span(bar, "good"))),
    ]
    if count.next_due is not None:
        ahead = count.next_due - view.now
        wait = int(ahead.total_seconds()) // 60 * 60
        text = _("due now") if wait <= 0 else _("in {time}").format(time=length(wait))
        rows.append(
            Row(
                (
                    Span(" " + _("Next"), "plain", 9),
                    Span(clock(count.next_due) + " ", "name"),
                    Span(text, "due" if wait <= 0 else "soon"),
                )
            )
        )
    return rows


_SIGNS = {
    "done": "✓",
    "late": "✓",
    "paper": "✎",
    "overdue": "!",
    "missed": "✗",
    "due": "▶",
    "soon": "·",
    "waiting": "·",
}


def _window_row(window: Window) -> Row:
    look = {"done": "good", "late": "warn", "paper": "warn"}.get(window.standing, window.standing)
    walked = clock(window.round.started) if window.round else ""
    return Row(
        (
            Span(f" {_SIGNS[window.standing]} {clock(window.due)}", look, 10),
            Span(word_of("window", window.standing), look, 14),
            Span(walked, "dim"),
        )
    )
