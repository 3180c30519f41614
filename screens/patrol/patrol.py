"""Patrol 巡更: the round on the way, what is due next, quota, the shift's timeline."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from dutyroom.desk.now import NowView
from dutyroom.desk.patrol.rounds import (
    PointAnswer,
    answer_point,
    find_route,
    finish_round,
    round_of,
    rounds_under_way,
    shifts_with_rounds,
)
from dutyroom.domain.facts.attendance import on_post
from dutyroom.domain.facts.slots import Slot
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.patrol.rounds import (
    PatrolTally,
    Window,
    finish_verdicts,
    rounds_of,
    serves_quota,
    tally,
    windows,
)
from dutyroom.domain.profile.patrol import Checkpoint
from dutyroom.domain.records.patrol import PointResult, Round
from dutyroom.i18n import _, listed, render
from dutyroom.words.codes import clock, length, mark_words, word_of
from screens.kit.actions import attempt
from screens.kit.form import Saved
from screens.kit.frame import DutyScreen
from screens.kit.rows import Row, Rows, Span, heading, plain, wrapped
from screens.log.order_forms import order_form
from screens.patrol.forms import begin_form, paper_form, point_form, stop_form


class PatrolScreen(DutyScreen):
    """The rounds of the shifts that run now."""

    CSS_PATH = ["../kit/rows.tcss", "../kit/frame.tcss", "patrol.tcss"]
    MODE = "patrol"
    AUTO_FOCUS = "#points"

    def body(self) -> ComposeResult:
        """Put the points at the left and the timeline at the right."""
        with Horizontal():
            yield Rows(id="points")
            yield Rows(id="timeline", cursor=False)

    def fill(self, view: NowView) -> None:
        """Fill both halves."""
        state = self.desk.state()
        rows: list[Row] = []
        for walking in rounds_under_way(state):
            rows += self._round_rows(walking, state.name(walking.person), view)
        self.query_one("#points", Rows).show(rows or self._route_rows())
        self.query_one("#timeline", Rows).show(self._timeline(state, view))

    def _round_rows(self, walking: Round, name: str, view: NowView) -> list[Row]:
        route = find_route(self.desk.profile, walking.route)
        seen = {point.point: point for point in walking.points}
        gone = _ago(int((view.now - walking.started).total_seconds()))
        began = _("began {time}, {gone}").format(time=clock(walking.started), gone=gone)
        rows = [
            heading(f"{walking.route}  {name}"),
            plain(" " + began, "soon"),
            *(plain(" " + mark_words(mark), "warn") for mark in walking.marks),
            *(_point_row(walking, point, seen.get(point.id)) for point in route.points),
        ]
        left = len(route.points) - len(seen)
        last = _("{n} to go: Space is normal").format(n=left)
        whole = _("All answered: Ctrl+G finishes the round")
        rows.append(plain(" " + (last if left else whole), "dim" if left else "good"))
        if not left and (against := finish_verdicts(route, walking)):
            rows[-1:] = wrapped(render(against[0].sentence), self.size.width // 2, "due", most=4)
        return [*rows, plain("")]

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

    def _timeline(self, state: DutyState, view: NowView) -> list[Row]:
        profile = self.desk.profile
        rows: list[Row] = []
        for slot in shifts_with_rounds(self.desk, state):
            rows += _quota_rows(slot, tally(state, slot, profile, view.now), view)
            rows += map(_window_row, windows(state, slot, profile, view.now))
            rows += self._others(state, slot)
            rows.append(plain(""))
        return rows or [plain(" " + _("No shift with rounds runs now."))]

    def _others(self, state: DutyState, slot: Slot) -> list[Row]:
        """Return the rounds on routes that the quota does not ask for (R-114)."""
        walked = rounds_of(state, slot)
        mine = [r for r in walked if not serves_quota(r, self.desk.profile)]
        signs = {"complete": " ✓ ", "walking": " ▶ ", "stopped": " ✗ "}
        return [
            plain(f"{signs.get(r.status, ' ✎ ')}{clock(r.started)}  {r.route}", "dim") for r in mine
        ]

    def _under_cursor(self) -> tuple[Round | None, str]:
        """Return the round and the point under the cursor."""
        number, _sep, point = self.query_one("#points", Rows).key.partition("/")
        rounds = (r for r in rounds_under_way(self.desk.state()) if r.id == number)
        return next(rounds, None), point

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Begin the route under the cursor, or call the point normal."""
        if self._under_cursor()[0] is None:
            self._begin(event.key)
        else:
            self.action_normal()

    def action_begin(self) -> None:
        """Ask who walks which route."""
        walking, _point = self._under_cursor()
        self._begin("" if walking else self.query_one("#points", Rows).key)

    def _on_duty(self) -> list[str]:
        """Return the names of who may walk: on duty at a post with rounds, not walking yet."""
        state = self.desk.state()
        out = {r.person for r in rounds_under_way(state)}
        posts = dict.fromkeys(slot.post for slot in shifts_with_rounds(self.desk, state))
        on = [a.person for post in posts for a in on_post(state, post)]
        return [state.name(person) for person in on if person not in out]

    def _begin(self, route: str) -> None:
        self.app.push_screen(begin_form(self.desk, self._on_duty(), route))

    def action_normal(self) -> None:
        """Call the point under the cursor normal and go to the next; a finding stays."""
        walking, point = self._under_cursor()
        if walking is None:
            return
        known = next((p for p in walking.points if p.point == point), None)
        if known is not None and known.result != "normal":
            self.say(_("That point has a finding: Ctrl+E changes it"))
            return
        self.in_turn(lambda: self._answer(walking, point))

    def _answer(self, walking: Round, point: str) -> None:
        wrong = attempt(lambda: answer_point(self.desk, walking, point, "normal"))
        self.look(force=True)
        self.say(wrong)
        if not wrong:
            self.query_one("#points", Rows).action_move(1)

    def action_abnormal(self) -> None:
        """Ask what is wrong at the point."""
        self._ask_point("abnormal")

    def action_unseen(self) -> None:
        """Ask why the point was not seen."""
        self._ask_point("unseen")

    def _ask_point(self, result: PointAnswer) -> None:
        walking, point = self._under_cursor()
        if walking is None:
            return
        number = walking.id

        def onward(saved: Saved[Round] | None) -> None:
            self.query_one("#points", Rows).action_move(1 if saved else 0)
            self._offer_order(number, point)

        self.app.push_screen(point_form(self.desk, walking, point, result), onward)

    def _offer_order(self, number: str, point: str) -> None:
        """Offer a work order for what is wrong at a point (R-011); Esc leaves it."""
        walked = round_of(self.desk.state(), number)
        answer = next((p for p in walked.points if p.point == point), None)
        if answer is not None and answer.result == "abnormal":
            self.app.push_screen(order_form(self.desk, text=answer.note, place=point))

    def action_finish(self) -> None:
        """Complete the round under the cursor."""
        walking, _point = self._under_cursor()
        if walking is None:
            return
        self.in_turn(lambda: self._finish(walking))

    def _finish(self, walking: Round) -> None:
        wrong = attempt(lambda: finish_round(self.desk, walking))
        self.look(force=True)
        done = _("The round is complete")
        self.say(wrong or done, "wrong" if wrong else "good")

    def action_stop(self) -> None:
        """Ask why the round under the cursor is broken off."""
        walking, _point = self._under_cursor()
        if walking is None:
            return
        self.app.push_screen(stop_form(self.desk, walking))

    def action_paper(self) -> None:
        """Ask for a round walked on paper."""
        self.app.push_screen(paper_form(self.desk, self._on_duty()))


_FOUND = {
    "normal": (" ✓ ", "good"),
    "abnormal": (" ✗ ", "overdue"),
    "unseen": (" ? ", "soon"),
    "": (" · ", "plain"),
}


def _point_row(walking: Round, point: Checkpoint, answer: PointResult | None) -> Row:
    sign, look = _FOUND[answer.result if answer else ""]
    return Row(
        (
            Span(sign, look, 4),
            Span(point.id, "name" if point.key else "plain", 18),
            Span(_("must see") if point.key else "", "due", 10),
            Span(answer.note if answer else "", look),
        ),
        key=f"{walking.id}/{point.id}",
    )


def _ago(seconds: int) -> str:
    if seconds < 60:
        return _("just now")
    return _("{time} ago").format(time=length(seconds // 60 * 60))


def _quota_rows(slot: Slot, count: PatrolTally, view: NowView) -> list[Row]:
    rounds = f"{count.complete}/{count.owed}"
    if count.late_entries:
        rounds = f"{count.complete}+{count.late_entries}/{count.owed}"
    bar = "█" * count.complete + "░" * max(0, count.owed - count.complete)
    rows = [
        heading(f"{slot.post} {slot.shift}  {clock(slot.start)}–{clock(slot.end)}"),
        Row((Span(" " + _("Rounds"), "plain", 9), Span(rounds + " ", "name"), Span(bar, "good"))),
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
    "walking": "▶",
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
    looks = {"done": "good", "late": "warn", "paper": "warn", "walking": "soon"}
    look = looks.get(window.standing, window.standing)
    walked = clock(window.round.started) if window.round else ""
    return Row(
        (
            Span(f" {_SIGNS[window.standing]} {clock(window.due)}", look, 10),
            Span(word_of("window", window.standing), look, 14),
            Span(walked, "dim"),
        )
    )
