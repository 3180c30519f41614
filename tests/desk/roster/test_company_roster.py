"""A-13: the office publishes September and October 2026, with what the units owe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutyroom.desk.alarms import obligations
from dutyroom.desk.desk import Desk
from dutyroom.desk.errors import Wrong
from dutyroom.desk.people import people
from dutyroom.desk.people.pins import set_pin
from dutyroom.desk.presence.month_sheet import month_sheet
from dutyroom.desk.presence.sign_in import sign_in
from dutyroom.desk.roster.check import check_roster
from dutyroom.desk.roster.day import day_view
from dutyroom.desk.roster.edit import edit_remarks, lift_person, place_person, undo_edit
from dutyroom.desk.roster.export import versions_before
from dutyroom.desk.roster.find import find_roster
from dutyroom.desk.roster.month import month_grid
from dutyroom.desk.roster.publish import publish_roster
from dutyroom.desk.roster.steps import gather_reports, note_step, tell_people
from dutyroom.domain.base.verdict import Refused
from dutyroom.domain.records.roster import Roster
from dutyroom.domain.roster.steps import filing, stage, untold
from dutyroom.i18n import render
from dutyroom.words.sheets import month_lines
from tests.stations.company import UNITS, company, draft, someone
from tests.stations.making import PIN, Hands

FIRST, LAST = date(2026, 9, 19), date(2026, 10, 31)
OCTOBER = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]


@pytest.fixture
def office(tmp_path: Path) -> tuple[Desk, Hands]:
    """Return the station in the middle of September."""
    return company(tmp_path / "station", "2026-09-16 09:00:00")


def said(desk: Desk, code: str) -> list[tuple[str, str]]:
    """Return what is due of a kind: its sentence and its standing."""
    return [(render(o.sentence), o.standing) for o in obligations(desk) if o.code == code]


def publish(desk: Desk, roster: Roster) -> Roster:
    return publish_roster(desk, roster, by="许梅")


def test_make_up_days_are_left_out_and_holidays_need_a_leader(
    office: tuple[Desk, Hands],
) -> None:
    """R-046: 20 September and 10 October are worked, the days beside them are not."""
    desk, _hands = office
    made = draft(desk, FIRST, LAST, leaders=False)
    days = {line.day for line in made.lines}
    assert not {date(2026, 9, 20), date(2026, 10, 10)} & days
    assert {date(2026, 9, 19), date(2026, 10, 11), *OCTOBER[:7]} <= days
    (missing,) = [f for f in check_roster(desk, made) if f.code == "leader_missing"]
    words = render(missing.sentence)
    assert "10-01–10-07" in words and "09-20" not in words and "10-10" not in words


@pytest.mark.parametrize(
    ("name", "unit"), [("许梅", "综合办公室"), ("丁磊", "设备材料部"), ("钱程", "分公司")]
)
def test_a_weekend_without_a_unit_that_must_be_there_is_refused(
    office: tuple[Desk, Hands], name: str, unit: str
) -> None:
    """R-063: with the unit and the date."""
    desk, _hands = office
    made = draft(desk, FIRST, LAST, without={name: [date(2026, 10, 17)]})
    with pytest.raises(Refused) as refused:
        publish(desk, made)
    (verdict,) = refused.value.verdicts
    assert unit in render(verdict.sentence) and "10-17" in render(verdict.sentence)


def test_leaders_have_a_roster_of_their_own_beside_that_of_the_shifts(
    office: tuple[Desk, Hands],
) -> None:
    """R-041, R-061: it has no gaps, and neither takes the other's place."""
    desk, _hands = office
    shifts = publish(desk, draft(desk, FIRST, LAST, leaders=False))
    whole = draft(desk, FIRST, LAST)
    heads = tuple(line for line in whole.lines if line.role == "leader")
    leaders = publish(desk, replace(whole, lines=heads))
    assert [roster.id for roster in desk.state().published()] == [shifts.id, leaders.id]
    assert desk.state().leading(date(2026, 10, 1))
    anew = publish(desk, draft(desk, FIRST, LAST, leaders=False, version=2))
    assert {roster.id for roster in desk.state().published()} == {anew.id, leaders.id}
    grid = month_grid(desk, OCTOBER[0])
    assert (grid.version, any(row.name == "李娜" for row in grid.rows)) == (2, False)


def test_leaders_alone_do_not_make_a_holiday_staffed(office: tuple[Desk, Hands]) -> None:
    """R-236: the roster of the shifts is still missed."""
    desk, hands = office
    whole = draft(desk, FIRST, LAST)
    heads = tuple(line for line in whole.lines if line.role == "leader")
    publish(desk, replace(whole, lines=heads))
    hands.at("2026-09-30 09:00:00")
    assert [standing for _words, standing in said(desk, "roster")] == ["due"]


def test_a_unit_without_a_duty_is_an_alarm_a_week_before_the_last_weekend(
    office: tuple[Desk, Hands],
) -> None:
    """R-065: from 24 October on, and in the month's sheet once October is over."""
    desk, hands = office
    publish(desk, draft(desk, FIRST, LAST, without={"孙悦": OCTOBER}))
    hands.at("2026-10-23 23:59:00")
    assert not said(desk, "unit_minimum")
    hands.at("2026-10-24 00:01:00")
    ((words, standing),) = said(desk, "unit_minimum")
    assert "财劳部" in words and "生产经营部" not in words and standing == "overdue"
    assert not [u for u in month_sheet(desk, OCTOBER[0]).units if u.short and u.over]
    hands.at("2026-11-01 00:00:00")
    assert not said(desk, "unit_minimum")
    (short,) = [u for u in month_sheet(desk, OCTOBER[0]).units if u.short]
    assert (short.unit, short.held, short.least, short.over) == ("财劳部", 0, 1, True)
    lines = list(month_lines(month_sheet(desk, OCTOBER[0])))
    assert any("财劳部" in line and "exception" in line for line in lines)
    (found,) = month_sheet(desk, OCTOBER[0]).exceptions
    assert (found.clause, found.whom, f"{found.due:%m-%d}") == ("R-065", "财劳部", "10-31")


def test_what_is_written_after_the_month_takes_no_exception_away_and_makes_none(
    office: tuple[Desk, Hands],
) -> None:
    """R-065: the sheet of October reads the rosters and units as they were on its last day."""
    desk, hands = office
    publish(desk, draft(desk, FIRST, LAST, without={"孙悦": OCTOBER}))
    hands.at("2026-11-05 09:00:00")
    people.move_person(desk, someone(desk, "周航"), unit="综合办公室")
    publish(desk, draft(desk, FIRST, LAST, version=2))
    found = month_sheet(desk, OCTOBER[0])
    assert [each.whom for each in found.exceptions] == ["财劳部"]
    assert [unit.unit for unit in found.units if not unit.held] == ["生产经营部"]


def test_a_duty_counts_for_the_unit_that_somebody_was_of_on_that_day(
    office: tuple[Desk, Hands],
) -> None:
    """R-065: who moves at the end of the month takes no duty along."""
    desk, hands = office
    publish(desk, draft(desk, FIRST, LAST))
    hands.at("2026-10-30 09:00:00")
    people.move_person(desk, someone(desk, "孙悦"), unit="综合办公室")
    hands.at("2026-11-01 00:00:00")
    assert not month_sheet(desk, OCTOBER[0]).exceptions


def test_a_month_that_nobody_looked_after_is_no_exception_of_before_the_station(
    office: tuple[Desk, Hands],
) -> None:
    """R-065: nor of a month that is not over."""
    desk, hands = office
    hands.at("2026-10-30 23:59:59")
    assert not month_sheet(desk, date(2026, 8, 1)).exceptions
    assert not month_sheet(desk, OCTOBER[0]).exceptions
    hands.at("2026-10-31 00:00:00")
    assert len(month_sheet(desk, OCTOBER[0]).exceptions) == 2


def test_a_duty_by_the_last_day_ends_the_alarm(office: tuple[Desk, Hands]) -> None:
    desk, hands = office
    publish(desk, draft(desk, FIRST, LAST, without={"孙悦": OCTOBER[:30]}))
    hands.at("2026-10-24 08:00:00")
    assert not said(desk, "unit_minimum")


def test_a_roster_that_is_not_filed_is_an_alarm_from_its_first_day(
    office: tuple[Desk, Hands],
) -> None:
    """R-064, R-068: with both bodies; the units' own rosters stand in the overview."""
    desk, hands = office
    roster = publish(desk, draft(desk, FIRST, LAST))
    assert not said(desk, "filing")
    hands.at("2026-09-18 10:00:00")
    assert [standing for _words, standing in said(desk, "filing")] == ["due", "due"]
    hands.at("2026-09-19 00:01:00")
    assert [standing for _words, standing in said(desk, "filing")] == ["overdue", "overdue"]
    by = someone(desk, "许梅")
    note_step(desk, roster, "filed", "综合办公室", by, way="传真")
    ((words, _standing),) = said(desk, "filing")
    assert "生产经营部" in words
    done = note_step(desk, roster, "filed", "生产经营部", by, unit="财劳部")
    assert len(said(desk, "filing")) == 1
    rows = {row.unit: dict(row.cells) for row in filing(done, desk.profile)}
    assert set(rows) == {"", *UNITS}
    whole, own = rows[""]["综合办公室"], rows["财劳部"]["生产经营部"]
    assert whole and own and (whole.by, whole.way) == ("许梅", "传真")
    assert rows[""]["生产经营部"] is None and "生产经营部" not in rows["生产经营部"]


def test_a_new_version_is_filed_again(office: tuple[Desk, Hands]) -> None:
    """R-064: what a body has on file is the version before, and the overview is empty again."""
    desk, hands = office
    roster, by = publish(desk, draft(desk, FIRST, LAST)), someone(desk, "许梅")
    for body in ("综合办公室", "生产经营部"):
        roster = note_step(desk, roster, "filed", body, by)
    hands.at("2026-09-19 09:00:00")
    assert not said(desk, "filing")
    changed = publish(desk, draft(desk, FIRST, LAST, without={"孙悦": OCTOBER[:1]}, version=2))
    assert [standing for _words, standing in said(desk, "filing")] == ["overdue", "overdue"]
    assert {fact for _body, fact in filing(changed, desk.profile)[0].cells} == {None}
    changed = note_step(desk, changed, "filed", "综合办公室", by)
    assert stage(changed, desk.profile, "filed").missing == ("生产经营部",)


def test_filing_is_refused_for_a_stranger_a_draft_and_twice(office: tuple[Desk, Hands]) -> None:
    desk, _hands = office
    made, by = draft(desk, FIRST, LAST), someone(desk, "许梅")
    with pytest.raises(Wrong, match="is a draft"):
        note_step(desk, made, "filed", "综合办公室", by)
    made = note_step(desk, made, "reported", "财劳部", by)
    roster = publish(desk, made)
    with pytest.raises(Wrong, match="综合办公室, 生产经营部"):
        note_step(desk, roster, "filed", "工会", by)
    note_step(desk, roster, "filed", "综合办公室", by)
    with pytest.raises(Wrong, match="already"):
        note_step(desk, roster, "filed", "综合办公室", by)


def test_the_office_gathers_what_the_departments_reported(office: tuple[Desk, Hands]) -> None:
    """R-234: not before all have reported, unless it says why; who comes later is added."""
    desk, _hands = office
    made, by = draft(desk, FIRST, LAST), someone(desk, "许梅")
    with pytest.raises(Wrong, match="No department has reported"):
        gather_reports(desk, made, by)
    for unit in UNITS[:3]:
        made = note_step(desk, made, "reported", unit, by)
    assert stage(made, desk.profile, "reported").missing == UNITS[3:]
    with pytest.raises(Wrong, match="财劳部, 生产经营部"):
        gather_reports(desk, made, by)
    done = gather_reports(desk, made, by, "放假在即")
    assert done.whom == UNITS[:3] and done.facts[0].way == "放假在即"
    assert stage(done.roster, desk.profile, "gathered").missing == UNITS[3:]
    made = done.roster
    for unit in UNITS[3:]:
        made = note_step(desk, made, "reported", unit, by)
    done = gather_reports(desk, made, by)
    assert done.whom == UNITS[3:] and not stage(done.roster, desk.profile, "gathered").missing
    issued = publish(desk, done.roster)
    assert {fact.by for fact in stage(issued, desk.profile, "gathered").done} == {"许梅"}
    with pytest.raises(Wrong, match="is issued"):
        gather_reports(desk, issued, by)


def test_a_department_signs_its_own_report(office: tuple[Desk, Hands]) -> None:
    """R-234: with the PIN of one of its people, once the office has one."""
    desk, _hands = office
    made = draft(desk, FIRST, LAST)
    for name in ("许梅", "孙悦"):
        set_pin(desk, someone(desk, name), PIN)
    other = someone(desk, "孙悦")
    with pytest.raises(Wrong, match="Type the PIN"):
        note_step(desk, made, "reported", "财劳部", other)
    note_step(desk, made, "reported", "财劳部", other, pin=PIN)
    with pytest.raises(Refused, match="孙悦 may not"):
        note_step(desk, made, "reported", "分公司", other, pin=PIN)


@pytest.mark.parametrize("step", ["gathered", "filed", "told"])
def test_the_office_alone_keeps_the_other_steps(office: tuple[Desk, Hands], step: str) -> None:
    """R-059: once somebody of it has a PIN; who else tries is refused, and that is kept."""
    desk, _hands = office
    roster = draft(desk, FIRST, LAST)
    roster = note_step(desk, roster, "reported", "分公司", someone(desk, "许梅"))
    roster = roster if step == "gathered" else publish(desk, roster)
    for name in ("许梅", "孙悦"):
        set_pin(desk, someone(desk, name), PIN)

    def act(name: str, pin: str) -> object:
        by = someone(desk, name)
        if step == "gathered":
            return gather_reports(desk, roster, by, "放假在即", pin=pin)
        if step == "filed":
            return note_step(desk, roster, "filed", "综合办公室", by, pin=pin)
        return tell_people(desk, roster, [], by, "电话", pin=pin)

    with pytest.raises(Refused, match="孙悦 may not"):
        act("孙悦", PIN)
    assert [refusal.person for refusal in desk.state().refusals] == ["孙悦"]
    with pytest.raises(Wrong, match="Type the PIN"):
        act("许梅", "")
    assert act("许梅", PIN)


def test_an_issued_roster_misses_no_gathering(office: tuple[Desk, Hands]) -> None:
    """R-234: who never gathered is not asked for it any more once the roster is out."""
    desk, _hands = office
    assert not stage(publish(desk, draft(desk, FIRST, LAST)), desk.profile, "gathered").missing


def test_lines_of_which_nobody_was_told_are_counted_until_all_are(
    office: tuple[Desk, Hands],
) -> None:
    """R-243: by time, way and person; a new name on a line has to be told again."""
    desk, _hands = office
    roster = publish(desk, draft(desk, date(2026, 9, 19), date(2026, 9, 19)))
    assert untold(roster, desk.profile) == 14
    by = someone(desk, "许梅")
    told = tell_people(desk, roster, ["王强"], by, "电话")
    assert told.whom == ("王强",)
    assert untold(told.roster, desk.profile) == 12
    told = tell_people(desk, told.roster, [], by, "群通知")
    assert untold(told.roster, desk.profile) == 0
    assert {fact.way for fact in told.roster.facts if fact.step == "told"} == {"电话", "群通知"}
    again = publish(desk, draft(desk, roster.first, roster.last, version=2))
    assert untold(again, desk.profile) == 0


def test_a_department_ticks_each_version_that_it_was_sent(office: tuple[Desk, Hands]) -> None:
    """R-236: the issue keeps to whom it went; a new version has to be received anew."""
    desk, _hands = office
    first = publish(desk, draft(desk, FIRST, LAST))
    assert {f.whom for f in first.facts if f.step == "sent"} == set(UNITS)
    by = someone(desk, "许梅")
    done = note_step(desk, first, "received", "财劳部", by)
    assert "财劳部" not in received_by_nobody(desk, done)
    second = publish(desk, draft(desk, FIRST, LAST, version=2))
    assert "财劳部" in received_by_nobody(desk, second)
    assert [f.version for f in second.facts if f.whom == "财劳部" and f.step == "sent"] == [1, 2]


def received_by_nobody(desk: Desk, roster: Roster) -> tuple[str, ...]:
    return stage(roster, desk.profile, "received").missing


def test_a_holiday_roster_that_is_not_issued_is_an_alarm_at_noon_of_the_day_before(
    tmp_path: Path,
) -> None:
    """R-236: 30 September 12:00 for 1 October, until it is published."""
    desk, hands = company(tmp_path / "station", "2026-09-28 09:00:00")
    assert not said(desk, "roster")
    hands.at("2026-09-29 12:00:00")
    ((words, standing),) = said(desk, "roster")
    assert "2026-10-01" in words and "国庆节" in words and standing == "due"
    hands.at("2026-09-30 12:00:01")
    assert [standing for _words, standing in said(desk, "roster")] == ["overdue"]
    publish(desk, draft(desk, date(2026, 10, 1), date(2026, 10, 7)))
    assert not said(desk, "roster")


def test_a_rank_that_the_post_does_not_take_is_refused_when_it_is_added(
    office: tuple[Desk, Hands],
) -> None:
    """R-039: naming the rule; where the profile only warns it is remarked."""
    desk, _hands = office
    made = draft(desk, FIRST, LAST)
    person = people.add_person(desk, "马骏", rank="司机", phone="13900000001")
    ref = made.lines[0].ref
    with pytest.raises(Refused, match=r"马骏 is 司机 \(R-039\)"):
        place_person(desk, made, person, ref, by="许梅")
    assert desk.state().rosters == (made,)
    levels = {**desk.profile.levels, "ineligible_rank": "warn"}
    desk.profile = replace(desk.profile, levels=levels)
    (remark,) = edit_remarks(desk, person, ref)
    assert remark.level == "warn" and "公司领导" in render(remark.sentence)
    assert place_person(desk, made, person, ref, by="许梅").lines[0].names(person.key)


def test_an_edit_is_taken_back_after_a_department_has_reported(
    office: tuple[Desk, Hands],
) -> None:
    """R-234: the report and the gathering of it stay."""
    desk, _hands = office
    made, by = draft(desk, FIRST, LAST), someone(desk, "许梅")
    line = made.lines[0]
    edited = lift_person(desk, made, someone(desk, "周航"), line.ref, by="许梅")
    edited = lift_person(desk, edited, someone(desk, "孙悦"), line.ref, by="许梅")
    edited = note_step(desk, edited, "reported", "财劳部", by)
    edited = gather_reports(desk, edited, by, "放假在即").roster
    back = undo_edit(desk, edited, by="许梅")
    assert back.lines[0].names("孙悦") and not back.lines[0].names("周航")
    back = undo_edit(desk, back, by="许梅")
    assert back.lines == made.lines
    assert [fact.step for fact in back.facts] == ["reported", "gathered"]
    with pytest.raises(Wrong, match="no edit"):
        undo_edit(desk, back, by="许梅")


def test_the_edit_that_began_a_draft_is_taken_back_but_not_what_a_department_reported(
    office: tuple[Desk, Hands],
) -> None:
    """R-192, R-234: with a report in it the draft stays, and says what is in force."""
    desk, _hands = office
    first = publish_roster(desk, draft(desk, FIRST, LAST), by="许梅")
    ref, away = first.lines[0].ref, someone(desk, "周航")
    edited = lift_person(desk, first, away, ref, by="许梅")
    edited = note_step(desk, edited, "reported", "财劳部", someone(desk, "许梅"))
    back = undo_edit(desk, edited, by="许梅")
    assert (back.state, back.version, back.lines) == ("draft", 2, first.lines)
    assert [fact.step for fact in back.facts if fact.step == "reported"] == ["reported"]
    assert desk.state().published() == (first,)
    with pytest.raises(Wrong, match="no edit"):
        undo_edit(desk, back, by="许梅")


def test_a_draft_that_is_taken_away_is_nobodys_version(office: tuple[Desk, Hands]) -> None:
    """R-192: the next edit begins version 2 again, and what changed is told against version 1."""
    desk, _hands = office
    first = publish_roster(desk, draft(desk, FIRST, LAST), by="许梅")
    ref = first.lines[0].ref
    edited = lift_person(desk, first, someone(desk, "周航"), ref, by="许梅")
    assert undo_edit(desk, edited, by="许梅") == first
    assert find_roster(desk.state()) == first
    again = lift_person(desk, first, someone(desk, "孙悦"), ref, by="许梅")
    assert again.version == 2
    done = publish_roster(desk, again, by="许梅")
    assert [(r.id, r.version) for r in versions_before(desk, done)] == [(first.id, 1)]


def test_rest_is_looked_at_over_the_turn_of_the_month(tmp_path: Path) -> None:
    """C-05: a night of 31 October, a day shift of 1 November, each in its own roster."""
    desk, _hands = company(tmp_path / "station", "2026-10-20 09:00:00")
    night, day = date(2026, 10, 31), date(2026, 11, 1)
    october, november = draft(desk, night, night), draft(desk, day, day)

    def tired(roster: Roster) -> set[tuple[date, str]]:
        found = [f for f in check_roster(desk, roster) if f.code == "rest"]
        return {(f.day, render(f.sentence)) for f in found if "王强" in render(f.sentence)}

    before = tired(november)
    assert tired(october) == tired(publish(desk, october))
    added = tired(november) - before
    assert {at for at, _words in added} == {day}
    assert any("2026-11-01" in words and "白班" in words for _at, words in added)
    grid = day_view(desk, day, draft=True)
    assert added <= {(f.day, render(f.sentence)) for f in grid.findings}
    published = publish(desk, november)
    assert tired(published) == before | added
    assert night in {at for at, _words in tired(desk.state().published()[0])}


def test_a_round_the_clock_post_is_reported_empty_also_where_nobody_was_planned(
    office: tuple[Desk, Hands],
) -> None:
    """R-206, R-253: a night that the roster leaves out is empty like one to which nobody came."""
    desk, hands = office
    guard, saturday = "安全保卫部", date(2026, 9, 19)
    whole = draft(desk, saturday, date(2026, 9, 27))
    lines = tuple(
        line
        for line in whole.lines
        if (line.post, line.day, line.shift) != (guard, saturday, "夜班")
    )
    with desk.change("roster.compile", "许梅") as change:
        change.put(replace(whole, lines=lines, state="published"))
    hands.at("2026-09-19 07:58:00")
    sign_in(desk, someone(desk, "王强"), post=guard)
    hands.at("2026-09-19 18:30:00")
    with desk.change("shift.out", "王强") as change:
        (came,) = [a for a in change.state.attendances if a.person == "王强"]
        change.put(replace(came, left=change.now))
    hands.at("2026-09-20 12:00:00")
    (post,) = [p for p in month_sheet(desk, date(2026, 9, 1)).posts if p.post == guard]
    assert [(f"{s.start:%d %H:%M}", f"{s.end:%d %H:%M}", s.shift) for s in post.spans] == [
        ("19 18:30", "20 08:00", "")
    ]
    lines_ = tuple(month_lines(month_sheet(desk, date(2026, 9, 1))))
    assert "    09-19 18:30 – 09-20 08:00  no shift planned" in lines_
