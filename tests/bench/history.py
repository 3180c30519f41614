"""A station with a long history: `python -m tests.bench.history FOLDER [RECORDS] [YEARS]`.

Closed calls of many years, a day's in one commit, as a busy centre leaves them.
"""

from __future__ import annotations

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from dutyroom.desk.codec import RecordCodec
from dutyroom.desk.station.station import init_station
from dutyroom.domain.records.items import Step
from dutyroom.domain.records.log import Entry
from dutyroom.store.ledger import Ledger

LAST = datetime.fromisoformat("2026-12-17T23:00:00+08:00")
MATTERS = (
    "厨房下水道堵塞",
    "楼道灯不亮",
    "门禁失灵",
    "电梯异响",
    "询问物业费",
    "噪音扰民",
    "快递待取",
)
CALLERS = ("何先生", "周女士", "孟女士", "田先生", "林女士", "欧阳先生", "单女士")
CLERKS = ("李娜", "赵敏", "吴昊", "陈静", "郑洁")


def make(path: Path, records: int, years: int = 10, *, days: int = 0) -> Path:
    """Make a drill station whose ledger holds so many calls of the last years, or ``days``."""
    init_station(path, profile="property-centre", drill=True)
    ledger = Ledger(path / "ledger", RecordCodec(), terminal="bench")
    dice = random.Random(1)
    days = days or min(records, 365 * years)
    for n in range(days if records else 0):
        at = LAST - timedelta(days=days - 1 - n)
        share = records * (n + 1) // days - records * n // days
        with ledger.commit(at=at, by="李娜", action="log.call") as commit:
            for _ in range(share):
                commit.put(_call(commit.number("LD", at.date()), at, dice))
    return path


def _call(number: str, at: datetime, dice: random.Random) -> Entry:
    moment = at - timedelta(minutes=dice.randrange(900))
    clerk = dice.choice(CLERKS)
    return Entry(
        id=number,
        kind="call",
        day=at.date(),
        at=moment,
        entered=moment,
        by=clerk,
        owner=clerk,
        caller=dice.choice(CALLERS),
        phone=f"139{dice.randrange(10**8):08d}",
        room=f"{dice.randrange(1, 9)}-{dice.randrange(101, 1902)}",
        category="repair",
        text=dice.choice(MATTERS),
        status="closed",
        thread=(Step(at=moment, by=clerk, kind="noted", text="已处理"),),
    )


if __name__ == "__main__":
    words = sys.argv[1:]
    made = make(Path(words[0]), int(words[1]) if len(words) > 1 else 500_000)
    print(made)
