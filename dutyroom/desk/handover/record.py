"""The duty record of a handover, what the records say of the shift, and the relief's questions."""

from __future__ import annotations

from dutyroom.desk.desk import Desk
from dutyroom.domain.base.sentence import Sentence
from dutyroom.domain.facts.slots import around
from dutyroom.domain.handover import record
from dutyroom.domain.handover.signing import changed
from dutyroom.domain.records.handover import Handover, Question


def write_record(
    desk: Desk, handover: Handover, lines: tuple[str, ...], *, by: str = ""
) -> Handover:
    """Write the duty record: matters one by one, or that nothing unusual happened (R-104)."""
    with desk.change("handover.record", by) as change:
        return change.put(changed(handover, summary=lines))


def shift_facts(desk: Desk, handover: Handover) -> Sentence:
    """Return what the records say of the shift, to begin the duty record with (R-104)."""
    state = desk.state()
    slots = around(state, desk.profile, desk.zone, handover.due)
    return record.shift_facts(state, slots, handover)


def ask_question(
    desk: Desk, handover: Handover, question: str, reply: str, *, by: str = ""
) -> Handover:
    """Keep a question of the relief and the answer given (R-174)."""
    with desk.change("handover.ask", by) as change:
        who_replied = handover.outgoing[0] if reply else ""
        asked = Question(by, question, change.now, reply, who_replied)
        return change.put(changed(handover, questions=(*handover.questions, asked)))
