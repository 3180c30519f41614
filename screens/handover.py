"""Handover 交接: the checklist, the count, the open items, two signatures."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from dutyroom.desk import handover, inspections
from dutyroom.desk.handover import HandoverView
from dutyroom.desk.log import find_item
from dutyroom.desk.now import NowView
from dutyroom.desk.people import find_person
from dutyroom.domain.handover import closes_post, decision, differs
from dutyroom.domain.records import Count, Handover, Tick
from dutyroom.domain.verdict import Verdict
from dutyroom.i18n import N_, _, render
from dutyroom.words import checklist_word, clock, mark_words, word
from screens.asks import attempt
from screens.commands import Command
from screens.forms import Field, Form
from screens.frame import DutyScreen
from screens.rows import Row, Rows, Span, heading, plain

START = Command(
    "start", "ctrl+b,b", N_("Start"), N_("Open the handover, or take in who came"), bar=True
)
YES = Command(
    "yes", "space", N_("Yes"), N_("Yes; the count is right; the item goes to the relief"), bar=True
)
NO = Command(
    "no", "ctrl+e,x", N_("No"), N_("No, and what is wrong; another count or owner"), bar=True
)
RECORD = Command("record", "ctrl+r,r", N_("Record"), N_("Write the duty record"))
SIGN = Command("sign", "ctrl+g,g", N_("Sign"), N_("Sign with your PIN"), bar=True)
OVERRIDE = Command(
    "override", "ctrl+t,v", N_("Override"), N_("Supervisor lets it through with critical work open")
)
ASK = Command("ask", "ctrl+u,k", N_("Question"), N_("A question of the relief and its answer"))


class HandoverScreen(DutyScreen):
    """One list from top to bottom: what is answered, what is not, who signs."""

    CSS_PATH = ["rows.tcss", "frame.tcss", "handover.tcss"]
    COMMANDS_HERE = (START, YES, NO, SIGN, RECORD, OVERRIDE, ASK)
    MODE = "handover"
    _post = ""

    def body(self) -> ComposeResult:
        """Put the state above and the list below."""
        yield Rows(id="standing", cursor=False)
        yield Rows(id="list")

    def fill(self, view: NowView) -> None:
        """Fill the state and the list."""
        found = self._current()
        if found is None:
            self._fill_idle()
            return
        shown = handover.look(self.desk, found)
        self.query_one("#standing", Rows).show(self._standing(shown))
        self.query_one("#list", Rows).show(self._list(shown))

    def _current(self) -> Handover | None:
        state = self.desk.state()
        return handover.find_handover(state, self._post) or handover.find_handover(state)

    def _fresh(self, found: Handover) -> Handover:
        """Return the handover as it is now: a form changes one line of it, whoever wrote others."""
        return next(h for h in self.desk.state().handovers if h.id == found.id)

    def _fill_idle(self) -> None:
        done = [h for h in self.desk.state().handovers if h.status == "complete"]
        rows = [plain(" " + _("No handover is under way. Ctrl+B opens that of the shift on post."))]
        self.query_one("#standing", Rows).show(rows)
        rows = [heading(_("Done"))] if done else []
        for past in reversed(done):
            rows.append(_past_row(past, self.desk.state().name))
        self.query_one("#list", Rows).show(rows)

    def _standing(self, shown: HandoverView) -> list[Row]:
        found, name = shown.handover, self.desk.state().name
        look = {"blocked": "overdue", "ready": "good", "one_signature": "due"}.get(
            shown.stage, "soon"
        )
        to = found.to_shift or _("post closes")
        first, second = found.outgoing_signed, found.incoming_signed
        rows = [
            Row(
                (
                    Span(f" {found.id} ", "key"),
                    Span(f"{found.post} ", "name"),
                    Span(f"{found.from_shift} → {to}  {clock(found.due)}  ", "plain"),
                    Span(word(shown.stage), look),
                )
            ),
            Row(
                (
                    Span(" " + word("outgoing") + " ", "dim"),
                    Span("、".join(map(name, found.outgoing)) + " ", "name"),
                    Span(
                        _("signed {time}").format(time=f"{first.at:%H:%M:%S}") if first else "…",
                        "good" if first else "dim",
                    ),
                    Span("   " + word("incoming") + " ", "dim"),
                    Span(("、".join(map(name, found.incoming)) or _("not here yet")) + " ", "name"),
                    Span(
                        _("signed {time}").format(time=f"{second.at:%H:%M:%S}") if second else "…",
                        "good" if second else "dim",
                    ),
                )
            ),
        ]
        rows.append(self._next_step(shown))
        return rows

    def _next_step(self, shown: HandoverView) -> Row:
        if shown.handover.voided and shown.stage in ("checking", "ready"):
            return plain(" " + _("The list changed after the first signature: sign again"), "warn")
        if shown.stage in ("ready", "one_signature"):
            return plain(" " + _("Ctrl+G signs"), "good")
        blocking = [v for v in shown.obstacles if v.level == "block"]
        return plain(" " + (render(blocking[0].sentence) if blocking else ""), _look(blocking))

    def _list(self, shown: HandoverView) -> list[Row]:
        found = shown.handover
        rows: list[Row] = []
        for side in ("outgoing", "incoming"):
            ticks = [t for t in found.ticks if t.side == side]
            if ticks:
                rows.append(heading(word(side)))
                rows += [_tick_row(tick) for tick in ticks]
        if found.counts:
            rows.append(heading(_("Articles")))
            rows += [_count_row(count) for count in found.counts]
        rows.append(heading(_("Open items")))
        rows += [self._item_row(found, number) for number in shown.items]
        if not shown.items:
            rows.append(plain(" " + _("Nothing is open.")))
        if closes_post(found):
            rows += self._inspection_rows(found)
        rows.append(heading(_("Duty record")))
        rows.append(
            Row(
                (
                    Span(
                        " " + ("; ".join(found.summary) or _("empty: Enter writes it")),
                        "plain" if found.summary else "due",
                    ),
                ),
                key="record",
            )
        )
        rows += [plain(f"   {q.question} — {q.answer}") for q in found.questions]
        return rows

    def _item_row(self, found: Handover, number: str) -> Row:
        state = self.desk.state()
        item, passed = find_item(state, number), decision(found, number)
        to = f"→ {state.name(passed.owner)} {passed.reason}" if passed else ""
        critical = self.desk.profile.is_critical(item.urgency)
        return Row(
            (
                Span(" ✓ " if passed else " · ", "good" if passed else "due", 4),
                Span(number[-3:], "key", 5),
                Span(word(item.urgency), "overdue" if critical else "plain", 11),
                Span(item.text, "plain", max(10, self.size.width - 44)),
                Span(" " + to, "good", 24),
            ),
            key=f"item:{number}",
        )

    def _inspection_rows(self, found: Handover) -> list[Row]:
        person = self.desk.state().people.get(found.outgoing[0]) if found.outgoing else None
        done = inspections.inspection_of(self.desk.state(), person) if person else None
        seen = {(i.group, i.item): i for i in done.items} if done else {}
        rows = [heading(_("Closing inspection"))]
        for group, item in inspections.inspection_items(self.desk.profile):
            result = seen.get((group, item))
            sign = {"normal": " ✓ ", "fault": " ✗ "}.get(result.result if result else "", " · ")
            look = {"normal": "good", "fault": "overdue"}.get(
                result.result if result else "", "due"
            )
            rows.append(
                Row(
                    (
                        Span(sign, look, 4),
                        Span(group, "plain", 12),
                        Span(item, "plain", 20),
                        Span(result.note if result else "", look),
                    ),
                    key=f"inspect:{group}:{item}",
                )
            )
        return rows

    # -- actions

    def _do(self, act: Callable[[], object], *, onward: bool = True) -> None:
        wrong = attempt(act)
        if wrong:
            self.notify(wrong, severity="error", markup=False)
        self.look(force=True)
        if onward and not wrong:
            self.query_one("#list", Rows).action_move(1)

    def action_start(self) -> None:
        """Open the handover of the shift on post, or take in who came."""
        posts = handover.posts_on_duty(self.desk.state())
        if len(posts) < 2 or self._current() is not None:
            self._do(lambda: handover.start_handover(self.desk, self._post), onward=False)
            return

        def save(typed: dict[str, str]) -> str:
            self._post = typed["post"]
            return attempt(lambda: handover.start_handover(self.desk, self._post))

        choices = tuple((post, post) for post in posts)
        fields = (Field("post", _("Post"), posts[0], choices),)
        self.app.push_screen(Form(_("Open the handover"), fields, save))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Write the record, or answer yes."""
        if event.key == "record":
            self.action_record()
        else:
            self.action_yes()

    def action_yes(self) -> None:
        """Answer the line as it should be."""
        found, key = self._current(), self.query_one("#list", Rows).key
        if found is None or not key:
            return
        kind, _sep, rest = key.partition(":")
        by = _author(found, key)
        match kind:
            case "count":
                self._right_count(found, rest, by)
            case "item":
                self._do(
                    lambda: handover.pass_item(self.desk, found, rest, owner=_relief(found), by=by)
                )
            case "inspect":
                self._inspect(found, rest, "")
            case "tick":
                self._do(lambda: handover.answer(self.desk, found, rest, True, by=by))
            case _:
                self.action_record()

    def _right_count(self, found: Handover, article: str, by: str) -> None:
        count = next(c for c in found.counts if c.article == article)
        if differs(count) and count.explanation:
            self._do(lambda: handover.accept(self.desk, found, article, accepted=True, by=by))
        else:
            self._do(lambda: handover.count(self.desk, found, article, count.expected, by=by))

    def _inspect(self, found: Handover, rest: str, fault: str) -> None:
        group, _sep, item = rest.partition(":")
        person = find_person(self.desk.state(), found.outgoing[0])
        self._do(
            lambda: inspections.inspect(
                self.desk, person, group, item, "fault" if fault else "normal", fault
            )
        )

    def action_no(self) -> None:
        """Ask what is wrong with the line."""
        found, key = self._current(), self.query_one("#list", Rows).key
        if found is None or not key:
            return
        kind, _sep, rest = key.partition(":")
        forms = {
            "count": self._count_form,
            "item": self._item_form,
            "tick": self._tick_form,
            "inspect": self._fault_form,
        }
        if kind in forms:
            self.app.push_screen(forms[kind](found, rest))

    def _count_form(self, found: Handover, article: str) -> Form:
        count = next(c for c in found.counts if c.article == article)
        desk, by = self.desk, _relief(found)

        def save(typed: dict[str, str]) -> str:
            def do() -> None:
                new = handover.count(
                    desk,
                    self._fresh(found),
                    article,
                    int(typed["counted"] or "-1"),
                    condition=typed["condition"],
                    by=by,
                )
                if typed["why"]:
                    new = handover.explain(desk, new, article, typed["why"], by=found.outgoing[0])
                    handover.accept(desk, new, article, accepted=typed["accepted"] == "yes", by=by)

            if not typed["counted"].isdigit():
                return _("Give the number counted")
            return attempt(do)

        counted = "" if count.counted is None else str(count.counted)
        fields = (
            Field(
                "counted", _("Counted"), counted, hint=_("{n} expected").format(n=count.expected)
            ),
            Field("condition", _("Damage"), count.condition),
            Field("why", _("Explanation"), count.explanation, hint=_("of the outgoing officer")),
            Field(
                "accepted",
                _("The relief"),
                "yes",
                (("yes", _("accepts it")), ("no", _("does not accept it"))),
            ),
        )
        return Form(article, fields, save)

    def _item_form(self, found: Handover, number: str) -> Form:
        desk, passed = self.desk, decision(found, number)

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: handover.pass_item(
                    desk,
                    self._fresh(found),
                    number,
                    owner=find_person(desk.state(), typed["owner"]).key if typed["owner"] else "",
                    reason=typed["reason"],
                    by=_author(found, "item"),
                )
            )

        owner = passed.owner if passed else _relief(found)
        fields = (
            Field("owner", _("Goes to"), desk.state().name(owner) if owner else ""),
            Field("reason", _("Why open"), passed.reason if passed else ""),
        )
        return Form(number, fields, save, note=find_item(desk.state(), number).text)

    def _tick_form(self, found: Handover, code: str) -> Form:
        desk = self.desk

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: handover.answer(
                    desk,
                    self._fresh(found),
                    code,
                    False,
                    note=typed["note"],
                    explanation=typed["why"],
                    by=_author(found, code),
                )
            )

        fields = (Field("note", _("What is wrong")), Field("why", _("Explanation")))
        return Form(checklist_word(code), fields, save)

    def _fault_form(self, found: Handover, rest: str) -> Form:
        desk = self.desk
        group, _sep, item = rest.partition(":")

        def save(typed: dict[str, str]) -> str:
            person = find_person(desk.state(), found.outgoing[0])
            return attempt(
                lambda: inspections.inspect(desk, person, group, item, "fault", typed["note"])
            )

        return Form(f"{group} {item}", (Field("note", _("What is wrong")),), save)

    def action_record(self) -> None:
        """Ask for the duty record: matters apart by semicolons."""
        found, desk = self._current(), self.desk
        if found is None:
            return

        def save(typed: dict[str, str]) -> str:
            text = typed["lines"].replace("；", ";")
            lines = tuple(part.strip() for part in text.split(";") if part.strip())
            return attempt(
                lambda: handover.write_record(
                    desk, self._fresh(found), lines, by=_author(found, "record")
                )
            )

        text = "; ".join(found.summary)
        note = _("One matter after the other, with ; between. Nothing happened? Say so.")
        fields = (Field("lines", _("Duty record"), text or _("Nothing unusual")),)
        self.app.push_screen(Form(_("Duty record"), fields, save, note=note))

    def action_ask(self) -> None:
        """Ask for a question and its answer."""
        found, desk = self._current(), self.desk
        if found is None:
            return

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: handover.ask(
                    desk, self._fresh(found), typed["question"], typed["reply"], by=_relief(found)
                )
            )

        fields = (Field("question", _("Question")), Field("reply", _("Answer")))
        self.app.push_screen(Form(_("Question of the relief"), fields, save))

    def action_sign(self) -> None:
        """Ask who signs, and the PIN."""
        found, desk = self._current(), self.desk
        if found is None:
            return
        if not found.incoming:
            handover_now = attempt(lambda: handover.start_handover(desk))
            found = self._current() or found
            if handover_now:
                self.notify(handover_now, severity="error", markup=False)
        signer = found.incoming if found.outgoing_signed else found.outgoing

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: handover.sign(
                    desk, self._fresh(found), find_person(desk.state(), typed["name"]), typed["pin"]
                )
            )

        fields = (
            Field("name", _("Name"), desk.state().name(signer[0]) if signer else ""),
            Field("pin", "PIN", secret=True),
        )
        note = _("Drill: everybody's PIN is 1234") if desk.info.drill else ""
        self.app.push_screen(Form(_("Sign the handover"), fields, save, note=note))

    def action_override(self) -> None:
        """Ask the supervisor for a reason and the PIN."""
        found, desk = self._current(), self.desk
        if found is None:
            return

        def save(typed: dict[str, str]) -> str:
            return attempt(
                lambda: handover.override(
                    desk,
                    self._fresh(found),
                    find_person(desk.state(), typed["name"]),
                    typed["reason"],
                    typed["pin"],
                )
            )

        fields = (
            Field("name", _("Supervisor")),
            Field("reason", _("Reason")),
            Field("pin", "PIN", secret=True),
        )
        self.app.push_screen(Form(_("Override"), fields, save))


def _look(blocking: list[Verdict]) -> str:
    return (
        "overdue" if any(v.code in ("critical_open", "relief_unfit") for v in blocking) else "due"
    )


def _relief(found: Handover) -> str:
    return found.incoming[0] if found.incoming else ""


def _author(found: Handover, key: str) -> str:
    code = key.partition(":")[2]
    tick = next((t for t in found.ticks if t.code in (key, code)), None)
    incoming = (tick is not None and tick.side == "incoming") or key.startswith("count")
    side = found.incoming if incoming else found.outgoing
    return side[0] if side else ""


def _tick_row(tick: Tick) -> Row:
    sign, look = {"yes": (" ✓ ", "good"), "no": (" ✗ ", "overdue")}.get(tick.answer, (" · ", "due"))
    note = f"{tick.note} {tick.explanation}".strip()
    return Row(
        (Span(sign, look, 4), Span(checklist_word(tick.code), "plain", 24), Span(note, look)),
        key=f"tick:{tick.code}",
    )


def _count_row(count: Count) -> Row:
    counted = "·" if count.counted is None else str(count.counted)
    look = "due" if count.counted is None else "overdue" if differs(count) else "good"
    verdict = {True: _("accepted"), False: _("disputed"), None: ""}[count.accepted]
    note = " ".join(p for p in (count.condition, count.explanation, verdict) if p)
    sign = " · " if count.counted is None else " ✗ " if differs(count) else " ✓ "
    if count.accepted:
        sign, look = " ✓ ", "warn"
    return Row(
        (
            Span(sign, look, 4),
            Span(count.article, "plain", 18),
            Span(f"{counted}/{count.expected}", look, 8),
            Span(note, "plain"),
        ),
        key=f"count:{count.article}",
    )


def _past_row(past: Handover, name: Callable[[str], str]) -> Row:
    first, second = past.outgoing_signed, past.incoming_signed
    signed = f"{name(first.person)} {clock(first.at)}" if first else ""
    if second:
        signed += f" · {name(second.person)} {clock(second.at)}"
    marks = "; ".join(mark_words(mark) for mark in past.marks)
    return Row(
        (
            Span(f" {past.day:%m-%d}", "plain", 8),
            Span(past.post, "plain", 12),
            Span(f"{past.from_shift} → {past.to_shift or '—'}", "plain", 16),
            Span(signed, "good", 26),
            Span(marks, "warn"),
        ),
        key=past.id,
    )
