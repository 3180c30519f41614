"""Make the demo station anew: `python tests/tools/make_demo.py`.

Plays eighteen days of a property centre through the desk, day by day, and
leaves them in ``data/demo/station``. The same seed gives the same story.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from dutyroom.desk.desk import Desk, open_desk  # noqa: E402
from dutyroom.desk.handover import signing  # noqa: E402
from dutyroom.desk.handover.start import start_handover  # noqa: E402
from dutyroom.desk.log import entries as log  # noqa: E402
from dutyroom.desk.log import orders  # noqa: E402
from dutyroom.desk.patrol import inspections  # noqa: E402
from dutyroom.desk.patrol.rounds import find_route, finish_round, start_round  # noqa: E402
from dutyroom.desk.people import people  # noqa: E402
from dutyroom.desk.people.find import find_person  # noqa: E402
from dutyroom.desk.presence.sign_in import sign_in  # noqa: E402
from dutyroom.desk.roster.publish import publish_roster  # noqa: E402
from dutyroom.desk.station import contacts  # noqa: E402
from dutyroom.desk.station.station import init_station  # noqa: E402
from dutyroom.domain.facts.slots import Slot, plan  # noqa: E402
from dutyroom.domain.log.items import open_items  # noqa: E402
from dutyroom.domain.patrol.rounds import due_times  # noqa: E402
from dutyroom.domain.records.handover import Handover, Passed  # noqa: E402
from dutyroom.domain.records.patrol import PointResult  # noqa: E402
from dutyroom.domain.records.people import Person  # noqa: E402
from dutyroom.domain.records.roster import Assignee, Roster, RosterLine  # noqa: E402

STATION = ROOT / "data" / "demo" / "station"
FIRST, TODAY = date(2026, 12, 1), date(2026, 12, 18)
OPENS = "2026-12-18T16:18:00+08:00"
PIN = "1234"


class Story:
    """The days as they are played."""

    def __init__(self, path: Path) -> None:
        init_station(path, profile="property-centre", name="江南春天管理处", drill=True)
        self.told: dict[str, Any] = json.loads((HERE / "demo_story.json").read_text("utf-8"))
        self.dice = random.Random(20261218)
        self.desk: Desk = open_desk(path, terminal="管理处")
        self.zone = self.desk.zone
        self.set(date(2026, 11, 25), "10:00")
        self.calls = self._shuffled(self.told["calls"])
        self.visits = self._shuffled(self.told["visits"])

    def _shuffled(self, told: list[Any]) -> list[Any]:
        rows = list(told)
        self.dice.shuffle(rows)
        return rows

    def set(self, day: date, clock: str, plus: int = 0) -> datetime:
        moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=self.zone)
        moment += timedelta(seconds=plus)
        self.desk.clock = lambda: moment
        return moment

    def at(self, moment: datetime) -> None:
        self.desk.clock = lambda: moment

    def person(self, name: str) -> Person:
        return find_person(self.desk.state(), name)

    # -- before the month

    def prepare(self) -> None:
        roles = {
            "总值班员": ("duty", "chief"),
            "客户服务主管": ("duty", "supervisor", "admin"),
            "客户服务领班": ("duty", "owner"),
        }
        by, by_pin = "", ""
        for name, rank, phone, exempt in self.told["people"]:
            people.add_person(
                self.desk,
                name,
                rank=rank,
                phone=phone,
                night_exempt=exempt,
                roles=roles.get(rank, ("duty",)),
                pin=PIN,
                by=by,
                by_pin=by_pin,
            )
            if "admin" in roles.get(rank, ()):
                by, by_pin = name, PIN
        for kind, number, name, backup, days in self.told["contacts"]:
            self.set(TODAY - timedelta(days=days), "09:40")
            contacts.set_contact(self.desk, kind, number, name=name, backup=backup, by="许梅")
            contacts.verify_contact(self.desk, kind, self.person("许梅"))
        self.set(date(2026, 11, 26), "15:20")
        with self.desk.change("roster.compile", "许梅") as change:
            roster = change.put(self._roster(change.number(Roster, FIRST)))
        publish_roster(self.desk, roster, by="许梅", pin=PIN)

    def _roster(self, number: str) -> Roster:
        lines: list[RosterLine] = []
        for n in range(31):
            day = FIRST + timedelta(days=n)
            early, late, desk = self._crew(n)
            lines += [
                self._line(day, "管理处", "早班", "08:30", "16:30", early),
                self._line(day, "管理处", "晚班", "16:30", "23:30", late),
                self._line(day, "前台", "前台", "08:30", "18:00", desk),
                self._line(day, "", "", "00:00", "00:00", self._chief(n), role="chief"),
            ]
        end = FIRST + timedelta(days=31)
        return Roster(
            id=number,
            title="江南春天管理处 2026年12月值班安排表",
            first=FIRST,
            last=end - timedelta(days=1),
            starts=self._moment(FIRST, "00:00"),
            ends=self._moment(end, "00:00"),
            lines=tuple(lines),
            remarks=("值班人员保持电话畅通,做好来人来电登记。", "接班人员提前5分钟到岗。"),
        )

    def _crew(self, n: int) -> tuple[str, str, str]:
        early = ("李娜", "王强", "周倩", "曾志国", "陈静", "孙伟")
        late = ("赵敏", "吴昊", "郑洁", "欧阳慧")
        desk = ("刘洋", "单小云", "刘洋", "郑洁", "单小云", "欧阳慧")
        if FIRST + timedelta(days=n) == TODAY:
            return "李娜", "赵敏", "刘洋"
        return early[n % 6], late[(n + 1) % 4], self._other(desk, n, late[(n + 1) % 4])

    def _other(self, names: tuple[str, ...], n: int, taken: str) -> str:
        return next(name for name in names[n % 6 :] + names if name != taken)

    def _chief(self, n: int) -> str:
        return ("彭大勇", "高建国", "吴志远", "谢明")[(n // 7) % 4]

    def _moment(self, day: date, clock: str) -> datetime:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=self.zone)

    def _line(
        self, day: date, post: str, shift: str, start: str, end: str, who: str, role: Any = "duty"
    ) -> RosterLine:
        until = day + timedelta(days=1) if end == "00:00" else day
        remark = "年末安全检查" if day == date(2026, 12, 25) else ""
        return RosterLine(
            day=day,
            post=post,
            shift=shift,
            start=self._moment(day, start),
            end=self._moment(until, end),
            role=role,
            people=(Assignee(who),),
            remark=remark,
        )

    # -- a day

    def play(self, day: date, *, until: str = "") -> None:
        slots = plan(self.desk.state(), self.desk.profile, self.zone, day, day)
        early, late, front = (self._slot(slots, name) for name in ("早班", "晚班", "前台"))
        names = [slot.people[0].person for slot in (early, late, front)]
        self._arrive(day, "08:2", names[0])
        self._arrive(day, "08:2", names[2])
        if until:
            self._morning_of_today(early)
            return
        self._hours(early, day)
        if day == TODAY - timedelta(days=2):
            self._leave_over(day, names[0])
        self._handover(day, names[1])
        self._front_closes(day)
        self._hours(late, day)
        if day == TODAY - timedelta(days=1):
            self._message(day, names[1])
        self._night_closes(day, names[1])

    def _slot(self, slots: tuple[Slot, ...], name: str) -> Slot:
        return next(slot for slot in slots if slot.shift == name)

    def _arrive(self, day: date, clock: str, name: str) -> None:
        late = self.dice.random() < 0.06
        minute = self.dice.randint(1, 4) if late else self.dice.randint(4, 9)
        self.set(day, f"08:3{minute}" if late else f"{clock}{minute}", self.dice.randint(0, 59))
        post = "前台" if self._planned(day, "前台", name) else "管理处"
        sign_in(self.desk, self.person(name), post=post)

    def _planned(self, day: date, shift: str, name: str) -> bool:
        slots = plan(self.desk.state(), self.desk.profile, self.zone, day, day)
        return self._slot(slots, shift).planned(name)

    def _hours(self, slot: Slot, day: date) -> None:
        walker = self.person(slot.people[0].person)
        missed = self.dice.random() < 0.08
        skip = self.dice.randrange(4) if missed else -1
        for place, due in enumerate(due_times(slot, self.desk.profile)):
            if place == skip:
                continue
            self._call(due - timedelta(minutes=self.dice.randint(20, 50)), walker.key, day)
            self._round(walker, due + timedelta(minutes=self.dice.randint(-6, 12)))

    def _round(self, walker: Person, start: datetime) -> None:
        self._walk(walker, start, "全区巡视")
        if start.hour == 13:
            self._walk(walker, start + timedelta(minutes=29), "花园巡查")

    def _walk(self, walker: Person, start: datetime, route: str) -> None:
        self.at(start)
        walked = start_round(self.desk, walker, route)
        points, moment = [], start
        for point in find_route(self.desk.profile, route).points:
            moment += timedelta(minutes=self.dice.randint(2, 5), seconds=self.dice.randint(0, 59))
            odd = self.dice.random() < 0.03
            note = "照明灯一盏不亮,已报修" if odd else ""
            points.append(PointResult(point.id, "abnormal" if odd else "normal", moment, note))
        self.at(moment + timedelta(minutes=1))
        with self.desk.change("patrol.point", walker.key) as change:
            walked = change.put(replace(walked, points=tuple(points)))
        finish_round(self.desk, walked)

    def _call(self, moment: datetime, by: str, day: date) -> None:
        if self.dice.random() < 0.45:
            return
        category, text, caller, room, urgency, result = self.calls[0]
        self.calls = [*self.calls[1:], self.calls[0]]
        self.at(moment)
        entry = log.log_entry(
            self.desk,
            "call",
            log.Note(
                text=text,
                caller=caller,
                room=room,
                category=category,
                urgency=urgency,
                phone=f"139{self.dice.randint(10**7, 10**8 - 1)}",
                rings=self.dice.choice((1, 2, 2, 3)),
            ),
            by=by,
        ).entry
        self.at(moment + timedelta(minutes=self.dice.randint(4, 15)))
        log.close(self.desk, entry, result, by=by)
        if self.dice.random() < 0.15:
            who, why, whom = self.visits[0]
            self.visits = [*self.visits[1:], self.visits[0]]
            visit = log.log_entry(
                self.desk, "visit", log.Note(text=why, caller=who, whom=whom), by=by
            ).entry
            self.at(moment + timedelta(minutes=18))
            log.close(self.desk, visit, "已离开", by=by)

    def _fill(self, found: Handover, out: str, come: str) -> Handover:
        matters = tuple(self.dice.sample(self.told["matters"], 2))
        items = open_items(self.desk.state())
        with self.desk.change("handover.answer", out) as change:
            return change.put(
                replace(
                    found,
                    ticks=tuple(
                        replace(
                            t, answer="yes", by=come if t.side == "incoming" else out, at=change.now
                        )
                        for t in found.ticks
                    ),
                    counts=tuple(replace(c, counted=c.expected) for c in found.counts),
                    passed=tuple(Passed(i.id, come, "等待住户回复") for i in items),
                    summary=matters,
                )
            )

    def _handover(self, day: date, relief: str) -> None:
        out = next(
            a.person for a in self.desk.state().attendances if a.left is None and a.post == "管理处"
        )
        late = self.dice.random() < 0.1
        self.set(day, "16:27" if late else f"16:2{self.dice.randint(1, 4)}", 11)
        sign_in(self.desk, self.person(relief), post="管理处")
        self.set(day, "16:25", 30)
        if late:
            self.set(day, "16:27", 40)
        found = start_handover(self.desk, "管理处", by=out)
        found = self._fill(found, out, relief)
        self.set(day, "16:29", self.dice.randint(0, 59))
        found = signing.sign(self.desk, found, self.person(out), PIN)
        self.set(day, "16:30", self.dice.randint(2, 50))
        signing.sign(self.desk, found, self.person(relief), PIN)

    def _front_closes(self, day: date) -> None:
        out = next(
            a.person for a in self.desk.state().attendances if a.left is None and a.post == "前台"
        )
        self.set(day, "18:00", self.dice.randint(5, 50))
        found = start_handover(self.desk, "前台", by=out)
        found = self._fill(found, out, "")
        signing.sign(self.desk, found, self.person(out), PIN)

    def _night_closes(self, day: date, out: str) -> None:
        self.set(day, "23:12")
        inspections.inspect_rest(self.desk, self.person(out))
        self.set(day, "23:30", self.dice.randint(5, 50))
        found = start_handover(self.desk, "管理处", by=out)
        found = self._fill(found, out, "")
        signing.sign(self.desk, found, self.person(out), PIN)

    # -- what was left over, and today

    def _leave_over(self, day: date, by: str) -> None:
        self.set(day, "16:02")
        entry = log.log_entry(
            self.desk,
            "call",
            log.Note(
                text="卫生间天花板渗水,楼上无人应门",
                caller="谢女士",
                room="7-201",
                phone="13900002201",
                category="repair",
            ),
            by=by,
        ).entry
        log.follow(self.desk, entry, "已贴条,联系楼上业主", by=by)
        self.set(day, "16:08")
        order = orders.new_order(
            self.desk,
            "3栋1单元电梯异响复查",
            by=by,
            place="3-1",
            assignee="通达电梯",
            phone="13900003388",
        )
        orders.move_order(self.desk, order, "working", "维保已约周五", by=by)

    def _message(self, day: date, by: str) -> None:
        self.set(day, "22:40")
        log.log_entry(
            self.desk,
            "message",
            log.Note(
                text="请刘主管回电,谈春节花卉摆放",
                caller="绿化公司",
                whom="刘建平",
                phone="13900004412",
            ),
            by=by,
        )

    def _morning_of_today(self, early: Slot) -> None:
        walker = self.person("李娜")
        dues = due_times(early, self.desk.profile)
        self._round(walker, dues[0] + timedelta(minutes=3))
        self._today_call("09:12", "enquiry", "询问元旦期间停车优惠", "周女士", "5-803", "已答复")
        self._today_call("10:40", "repair", "厨房下水道堵塞", "何先生", "7-302", "")
        self._round(walker, dues[1] + timedelta(minutes=36))
        self.set(TODAY, "13:02")
        order = orders.new_order(
            self.desk,
            "2栋主供水管接头渗漏",
            by="李娜",
            place="2栋管井",
            urgency="urgent",
            assignee="张师傅",
            phone="13900005566",
        )
        self.set(TODAY, "13:21")
        order = orders.move_order(self.desk, order, "working", "张师傅到场", by="李娜")
        self._round(walker, dues[2] + timedelta(minutes=4))
        self.set(TODAY, "14:10")
        orders.move_order(self.desk, order, "controlled", "阀门已关,等待换件", by="李娜")
        self.set(TODAY, "14:32")
        visit = log.log_entry(
            self.desk,
            "visit",
            log.Note(text="消防检查回访", caller="街道办 小朱", whom="刘建平"),
            by="刘洋",
        ).entry
        self.set(TODAY, "15:05")
        log.close(self.desk, visit, "已离开", by="刘洋")
        self._today_call("14:56", "complaint", "楼上夜间装修噪音", "孟女士", "2-1104", "")
        self.set(TODAY, "16:06")
        log.log_entry(
            self.desk,
            "call",
            log.Note(
                text="地下车库有焦糊味,请去看一下",
                caller="孔先生",
                room="B1-117",
                phone="13900007717",
                category="help",
                urgency="important",
                rings=4,
            ),
            by="李娜",
        )

    def _today_call(
        self, clock: str, category: str, text: str, caller: str, room: str, result: str
    ) -> None:
        self.set(TODAY, clock)
        entry = log.log_entry(
            self.desk,
            "call",
            log.Note(
                text=text,
                caller=caller,
                room=room,
                category=category,
                rings=2,
                phone=f"139{self.dice.randint(10**7, 10**8 - 1)}",
            ),
            by="李娜",
        ).entry
        self.set(TODAY, clock, 420)
        if result:
            log.close(self.desk, entry, result, by="李娜")
        elif category == "repair":
            log.follow(self.desk, entry, "已派维修,16:00前上门", by="李娜")


def main() -> None:
    """Play the story and put it where the program finds it."""
    shutil.rmtree(STATION, ignore_errors=True)
    STATION.parent.mkdir(parents=True, exist_ok=True)
    story = Story(STATION)
    story.prepare()
    for n in range((TODAY - FIRST).days):
        day = FIRST + timedelta(days=n)
        story.play(day)
    story.play(TODAY, until="16:18")
    (STATION.parent / "at.txt").write_text(OPENS + "\n", "utf-8")
    for folder in ("drafts", "evidence", "backup", "quarantine", "derived", "calendars"):
        shutil.rmtree(STATION / folder, ignore_errors=True)
    for name in (".lock", ".tip"):
        (STATION / "ledger" / name).unlink(missing_ok=True)
    found = story.desk.ledger.verify()
    print(f"{found.revisions} revisions, {found.pages} pages, damage: {len(found.damage)}")


if __name__ == "__main__":
    main()
