"""A slow line gets the newest frame, a fast one every frame, and a mute one is not waited for."""

from __future__ import annotations

from screens.terminal.pace import ATTEMPTS, PATIENCE, QUANTUM, QUESTION, WINDOW, Pace

HERE = (5, 9)


def heard(pace: Pace) -> Pace:
    """Return the pace after its first question was asked and answered."""
    assert pace.sending(QUANTUM, HERE, 0.0) == QUESTION
    assert pace.answered(*HERE)
    return pace


def test_a_small_frame_asks_nothing_and_is_never_held() -> None:
    pace = heard(Pace())
    for _letter in range(4):
        assert pace.sending(40, HERE, 1.0) == ""
        assert pace.wait(1.0) == 0


def test_a_frame_is_held_until_what_was_sent_has_arrived() -> None:
    pace = heard(Pace())
    assert pace.sending(WINDOW, HERE, 1.0) == QUESTION
    assert pace.wait(1.25) == PATIENCE - 0.25
    assert pace.answered(*HERE)
    assert pace.wait(1.3) == 0
    assert pace.on_the_way == 0


def test_an_answer_tells_only_of_what_was_sent_before_its_question() -> None:
    pace = heard(Pace())
    for now in (1.0, 1.1, 1.2):
        pace.sending(WINDOW, HERE, now)
    pace.answered(*HERE)
    assert pace.wait(1.3) > 0
    pace.answered(*HERE)
    pace.answered(*HERE)
    assert pace.wait(1.3) == 0


def test_nothing_is_held_for_a_terminal_that_never_answers() -> None:
    pace = Pace()
    asked = [pace.sending(4000, HERE, float(now)) for now in range(8)]
    assert asked == [QUESTION] * ATTEMPTS + [""] * (8 - ATTEMPTS)
    assert pace.wait(8.0) == 0


def test_a_lost_answer_holds_a_frame_for_a_while_only() -> None:
    pace = heard(Pace())
    pace.sending(WINDOW, HERE, 1.0)
    assert pace.wait(1.0 + PATIENCE) == 0
    assert pace.on_the_way == 0
    # It comes late: still no key, and no answer to the question after it.
    pace.sending(WINDOW, HERE, 4.0)
    assert pace.answered(*HERE)
    assert pace.answered(*HERE)
    assert not pace.answered(*HERE)


def test_a_terminal_that_falls_silent_is_no_longer_waited_for() -> None:
    pace = heard(Pace())
    for lost in range(ATTEMPTS):
        now = lost * 10.0
        pace.sending(WINDOW, HERE, now)
        assert pace.wait(now + 0.1) > 0
        assert pace.wait(now + PATIENCE) == 0
    pace.sending(WINDOW, HERE, 50.0)
    assert pace.wait(50.1) == 0


def test_a_report_that_nobody_asked_for_is_a_key() -> None:
    assert not Pace().answered(1, 0)


def test_shift_f3_is_no_answer_unless_the_cursor_stands_there() -> None:
    pace = Pace()
    pace.sending(QUANTUM, HERE, 0.0)
    assert not pace.answered(1, 0)
    assert pace.answered(*HERE)
    pace.sending(QUANTUM, (1, 0), 1.0)
    assert pace.answered(1, 0)


def test_leaving_waits_only_for_an_answer_that_may_still_come() -> None:
    pace = Pace()
    assert pace.farewell(0.0) == 0
    pace.sending(QUANTUM, HERE, 0.0)
    assert 0 < pace.farewell(0.1) < 0.5
    assert pace.farewell(PATIENCE) == 0
    heard(pace).sending(QUANTUM, HERE, 5.0)
    assert pace.farewell(5.1) > 0.5
