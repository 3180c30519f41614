"""The words that people read for the codes in the records."""

from __future__ import annotations

from datetime import datetime

from dutyroom.domain.base.verdict import Verdict
from dutyroom.domain.records.base import Mark
from dutyroom.domain.records.mending import Mending
from dutyroom.domain.records.presence import Away, PhoneHandover
from dutyroom.domain.records.station import ClockCheck, Recovery, Refusal, Restoring
from dutyroom.i18n import N_, _, render
from dutyroom.store.errors import StoreError
from dutyroom.store.pages import Damage
from dutyroom.words.mending import mending_words

WORDS: dict[str, str] = {
    # standing of an obligation, a window of a round
    "waiting": N_("waiting"),
    "soon": N_("soon"),
    "due": N_("due"),
    "overdue": N_("overdue"),
    "missed": N_("missed"),
    "done": N_("done"),
    "late": N_("late"),
    "paper": N_("entered later"),
    "window:late": N_("walked late"),
    # marks
    "late_for_handover": N_("late for handover"),
    "absent": N_("absent"),
    "awol": N_("AWOL"),
    "left_early": N_("left early"),
    "held_over": N_("held over"),
    "left_unhanded": N_("left without a handover"),
    "back_late": N_("back late"),
    "away_too_long": N_("away too long, over by"),
    "away_unapproved": N_("away unapproved"),
    "nobody_stays": N_("nobody stayed"),
    "other_place": N_("signed in elsewhere"),
    "not_in_duty_room": N_("not in the duty room"),
    "phone_off": N_("phone switched off"),
    "lunch_early": N_("phone out before lunch"),
    "lunch_late": N_("phone back after lunch"),
    "lunch_long": N_("phone out too long, over by"),
    "not_rostered": N_("not on the roster"),
    "substitute_unapproved": N_("substitute unapproved"),
    "ineligible_rank": N_("rank not eligible"),
    "rank_unknown": N_("no rank noted"),
    "person_left": N_("has left the station"),
    "dress": N_("dress"),
    "swap_unapproved": N_("swap unapproved"),
    "asked_afterwards": N_("asked for afterwards"),
    "leave_extended": N_("leave prolonged"),
    "leave_private": N_("private leave on duty days"),
    "despite:swap_rest": N_("in spite of too little rest"),
    "despite:swap_clash": N_("in spite of another shift at that time"),
    "despite:on_leave": N_("in spite of leave"),
    "despite:night_exempt": N_("in spite of no nights"),
    "despite:ineligible_rank": N_("in spite of the rank"),
    "despite:rank_unknown": N_("though no rank is noted"),
    "despite:person_left": N_("in spite of having left"),
    "despite:other_pool": N_("though of another pool"),
    "despite:unqualified": N_("though without the qualification"),
    "deserted": N_("deserted"),
    "over_rings": N_("more rings than allowed"),
    "late_entry": N_("late entry"),
    "gap_short": N_("too soon, after"),
    "untidy": N_("not tidied"),
    "count_disputed": N_("count disputed"),
    "overridden": N_("handed over under override"),
    "no_reason": N_("passed on without a reason"),
    "released": N_("released by a leader"),
    "time_unverified": N_("time unverified"),
    "time_corrected": N_("time corrected, before"),
    # away and checks
    "away": N_("away"),
    "whereabouts": N_("to be found at"),
    "spot": N_("spot check"),
    "phone": N_("phone check"),
    "found": N_("found"),
    "not_found": N_("not found"),
    "reached": N_("reached"),
    "no_answer": N_("no answer"),
    "off": N_("switched off"),
    "confirmed": N_("as at sign-in"),
    "worn": N_("worn after all"),
    "more": N_("something more is missing"),
    "overruled": N_("otherwise than at sign-in"),
    # posts
    "on_duty": N_("on duty"),
    "handing_over": N_("handing over"),
    "relief_here": N_("relief here"),
    "empty": N_("post empty"),
    "uncovered": N_("left alone"),
    "unmanned": N_("unmanned"),
    # log
    "call": N_("call"),
    "visit": N_("visit"),
    "message": N_("message"),
    "order": N_("order"),
    "round": N_("round"),
    "handover": N_("handover"),
    "attendance": N_("attendance"),
    "inspection": N_("inspection"),
    # records whose time is to be looked at
    "record:phone_out": N_("duty telephone"),
    "record:place": N_("change of place"),
    "record:meeting": N_("meeting"),
    "record:swap": N_("swap"),
    "record:leave": N_("leave"),
    "open": N_("open"),
    "following": N_("followed up"),
    "passed_on": N_("passed on"),
    "closed": N_("closed"),
    "void": N_("void"),
    "urgent": N_("urgent"),
    "important": N_("important"),
    "normal": N_("normal"),
    "deferrable": N_("deferrable"),
    "enquiry": N_("enquiry"),
    "repair": N_("repair"),
    "help": N_("help"),
    "complaint": N_("complaint"),
    "private": N_("private"),
    "other": N_("other"),
    # orders
    "new": N_("new"),
    "assigned": N_("assigned"),
    "working": N_("in work"),
    "controlled": N_("under control"),
    "finished": N_("finished"),
    # rounds and points
    "walking": N_("on the way"),
    "complete": N_("complete"),
    "stopped": N_("stopped"),
    "point:normal": N_("in order"),
    "abnormal": N_("abnormal"),
    "unseen": N_("not seen"),
    "fault": N_("fault"),
    # swaps, and the causes of leave; a station's own cause has no word here
    "swap:requested": N_("asked for"),
    "swap:expired": N_("expired"),
    "swap:waiting": N_("waits for consent or notice"),
    "swap:effective": N_("in effect"),
    "swap:done": N_("done"),
    "swap:rejected": N_("turned down"),
    "swap:withdrawn": N_("taken back"),
    "swap:unapproved": N_("swap unapproved"),
    "swap:excused": N_("approved afterwards"),
    "cause:private": N_("private matter"),
    "cause:sick": N_("illness"),
    "cause:trip": N_("business trip"),
    "cause:special": N_("special case"),
    "cause:study": N_("study"),
    "cause:rest": N_("rotation leave"),
    # rosters and days
    "draft": N_("draft"),
    "published": N_("published"),
    "superseded": N_("superseded"),
    "step:reported": N_("reported"),
    "step:gathered": N_("gathered"),
    "step:sent": N_("sent out"),
    "step:received": N_("received"),
    "step:told": N_("told"),
    "step:filed": N_("filed"),
    "workday": N_("working day"),
    "weekend": N_("weekend"),
    "holiday": N_("holiday"),
    "make_up": N_("make-up working day"),
    "chief": N_("chief"),
    "leader": N_("duty leader"),
    "driver": N_("driver"),
    "duty": N_("duty officer"),
    "supervisor": N_("supervisor"),
    "owner": N_("roster owner"),
    "admin": N_("administrator"),
    "inspector": N_("inspector"),
    # handover
    "checking": N_("checking"),
    "blocked": N_("blocked"),
    "ready": N_("ready to sign"),
    "one_signature": N_("one signature"),
    "outgoing": N_("outgoing"),
    "incoming": N_("relief"),
    "read:records": N_("duty record read"),
    "fit:relief": N_("relief fit for duty"),
    # powers
    "power:override": N_("decide as supervisor or leader"),
    "power:sign": N_("sign a handover"),
    "power:swap.ask": N_("ask for a swap"),
    "power:swap.decide": N_("decide a swap"),
    "power:roster.publish": N_("publish a roster"),
    "power:roster.office": N_("change a roster of the office"),
    "power:check": N_("check a post"),
    "power:recall": N_("recall from leave"),
    "power:setup": N_("change people or calendar"),
    "power:restore": N_("restore a good copy"),
    # levels and faults
    "note": N_("note"),
    "warn": N_("warning"),
    "block": N_("blocks"),
    "missing": N_("not filled in"),
    "unverified": N_("to be checked"),
}


def word(code: str) -> str:
    """Return the word for a code; a code without one is shown as it is."""
    if code in WORDS:
        return _(WORDS[code])
    return code


def word_of(kind: str, code: str) -> str:
    """Return the word for a code as things of this kind have it: a point is normal otherwise."""
    own = f"{kind}:{code}"
    return word(own if own in WORDS else code)


def checklist_word(code: str) -> str:
    """Return the word for a line of the checklist; the station's own words stay."""
    return word(code) if code in WORDS else code.partition(":")[2]


def length(seconds: int, *, brief: bool = False) -> str:
    """Return a length of time in words: minutes and seconds, or hours and minutes.

    ``brief`` leaves the seconds out where there are minutes.
    """
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return _("{h} h {m} min").format(h=hours, m=minutes)
    if not minutes:
        return _("{s} s").format(s=left)
    if left and not brief:
        return _("{m} min {s} s").format(m=minutes, s=left)
    return _("{m} min").format(m=minutes)


_APPROVED_AFTERWARDS = frozenset({"swap_unapproved", "substitute_unapproved"})
"""Marks of an arrangement that a leader approves after it happened (补批, R-026)."""


def mark_words(mark: Mark, *, brief: bool = False) -> str:
    """Return a mark with its length, in whole minutes when ``brief``, or its note."""
    note = mark.note
    parts = [word(mark.code)]
    if mark.code == "over_rings" and note:
        parts, note = [_("{n} rings, more than allowed").format(n=note)], ""
    if mark.seconds:
        parts.append(length(mark.seconds, brief=brief))
    if note:
        parts.append(note)
    if mark.excused and mark.code in _APPROVED_AFTERWARDS:
        parts.append(_("(approved afterwards: {reason})").format(reason=mark.excused))
    elif mark.excused:
        parts.append(_("(excused: {reason})").format(reason=mark.excused))
    return " ".join(parts)


def short_number(number: str) -> str:
    """Return a number as lists show it: the series, the day of the month and the serial."""
    series, day, serial = ([*number.split("-"), "", ""])[:3]
    return f"{series}{day[6:]}-{serial}"


def day_words(kind: str, holiday: str, year: int, *, known: bool) -> str:
    """Return what a day is; of a year without a notice only that there is none (R-046)."""
    if not known:
        return _("no notice for {year}").format(year=year)
    return f"{word(kind)} {holiday}".strip()


def clock(moment: datetime | None) -> str:
    """Return a moment as HH:MM, or a dash."""
    return f"{moment:%H:%M}" if moment else "—"


def damage_words(damage: Damage) -> str:
    """Return what is wrong in a file of the records, with its line and record.

    Of a month that is not complete only the month is named: no line of it is wrong.
    """
    what = _(damage.what).format(**dict(damage.values))
    if damage.file.endswith("/"):
        return f"{damage.file.rstrip('/')}: {what}"
    place = _("{file}, line {line}").format(file=damage.file, line=damage.line)
    return f"{place}: {damage.record} {what}".replace(":  ", ": ")


def store_words(error: StoreError) -> str:
    """Return the store's sentence in the language in use."""
    return _(error.text).format(**error.values)


def clause_mark(clause: str) -> str:
    """Return a clause in brackets; the table of who may do what has a name, but no number."""
    name = _("table of roles") if clause == "roles" else clause
    return f"[{name}]"


def restoring_line(made: Restoring, name: str) -> str:
    """Return a restoring as a line: who put the station back as of what, how much, and why."""
    who = name or made.user or "—"
    if made.recovered and made.back:
        text = _("the system user {who} put back files from {copy}: {n}")
    elif made.recovered:
        text = _("no records were left: the system user {who} put back {copy}, {records} records")
    elif made.copy:
        text = _("{who} restored the station as of {copy}: {n} records put back")
    else:
        text = _("{who} restored the station as before {undone}: {n} records put back")
    told = text.format(
        who=who, copy=made.copy, undone=made.undone, records=made.records, n=len(made.back)
    )
    reason = _("reason: {reason}").format(reason=made.reason) if made.reason else ""
    return "  ".join(filter(None, (made.id, f"{made.at:%Y-%m-%d %H:%M}", told, reason)))


def typed_line(check: ClockCheck) -> str:
    """Return a typed time against what the machine showed, and whether somebody confirmed it."""
    words = _("typed {right} where the machine showed {wall}").format(
        right=f"{check.at:%Y-%m-%d %H:%M}", wall=f"{check.wall:%Y-%m-%d %H:%M}"
    )
    sure = _("confirmed by a supervisor") if check.confirmed else _("not confirmed yet")
    return f"{words}  {sure}"


def audit_line(entry: Refusal | Recovery | Restoring | Mending | ClockCheck, name: str) -> str:
    """Return a line of the audit list: who was refused what, and by which clause (R-059)."""
    if isinstance(entry, Restoring):
        return restoring_line(entry, name)
    head = f"{entry.id}  {entry.at:%Y-%m-%d %H:%M}  {name}"
    if isinstance(entry, ClockCheck):
        return f"{head}  {typed_line(entry)}"
    if isinstance(entry, Mending):
        return f"{head}  {mending_words(entry)}"
    if isinstance(entry, Recovery):
        return f"{head}  " + _("a new PIN, by the system user {user}").format(user=entry.user)
    proof = _("PIN given") if entry.proved else _("name only, no PIN that fits")
    parts = (head, word_of("power", entry.action), entry.about, proof, clause_mark(entry.clause))
    return "  ".join(part for part in parts if part)


def verdict_line(verdict: Verdict) -> str:
    """Return a verdict as a line: the sentence, its clause, who may decide otherwise."""
    line = f"{render(verdict.sentence)}  {clause_mark(verdict.clause)}"
    if verdict.overridden_by:
        who = " / ".join(word(role) for role in verdict.overridden_by)
        line += "  " + _("may be overridden by: {who}").format(who=who)
    return line


def away_words(away: Away, cover: str, *, overdue: bool = False) -> str:
    """Return where somebody is, since when, until when, and who stands in."""
    parts = (away_place(away, overdue=overdue), away_cover(away, cover))
    return " ".join(part for part in parts if part)


def away_place(away: Away, *, overdue: bool = False) -> str:
    """Return where somebody is instead of at the post, since when and until when."""
    span = f"{clock(away.out)}–{clock(away.expected) if away.expected else ''}"
    told = _("told {whom}").format(whom=away.told) if away.told else ""
    late = word("overdue") if overdue else ""
    parts = (word(away.kind), away.place, span, late, away.reason, told)
    return " ".join(part for part in parts if part)


def away_cover(away: Away, cover: str) -> str:
    """Return who stands in for somebody who is away, and whether they confirmed it."""
    if away.kind != "away":
        return ""
    if not away.cover:
        return _("nobody stands in")
    said = _("{name} stands in") if away.confirmed else _("{name} has not confirmed")
    if away.cover_left:
        said = _("{name} stands in no longer")
    return said.format(name=cover)


def phone_words(handed: PhoneHandover, holder: str) -> str:
    """Return with whom the duty telephone is (R-307)."""
    where = _("Phone with {unit}: {holder}") if handed.unit else _("Phone with {holder}")
    return where.format(unit=handed.unit, holder=holder)
