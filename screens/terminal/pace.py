"""The pace of a slow line: never more on the way than it carries in a moment.

After every few hundred bytes the terminal is asked where its cursor is. Its answer
tells that everything before has arrived. While too much is on the way no frame is
sent, and what is sent then is the newest. Where no terminal answers nothing is held.
"""

from __future__ import annotations

from collections import deque

QUESTION = "\x1b[6n"
WINDOW = 768
"""Bytes that may be on the way when another frame is sent: a tenth of a second at 64 kbit/s."""
QUANTUM = 256
"""Bytes after which the terminal is asked again."""
PATIENCE = 2.0
"""Seconds after which an answer is taken as lost."""
FAREWELL = 1.0
"""Seconds that are worth waiting for the last answers."""
ATTEMPTS = 3
"""Unanswered questions after which no more are asked."""
_LAST_MODIFIER = 16

Place = tuple[int, int]


class Pace:
    """Counts what is on the way; times are seconds of any steady clock."""

    def __init__(self) -> None:
        """Nothing is sent yet, and nobody has answered."""
        self._sent = self._arrived = self._asked = 0
        self._marks: deque[tuple[int, float, Place]] = deque()
        self._owed = 0
        self._silent = 0
        self._heard = False

    @property
    def on_the_way(self) -> int:
        """Bytes that may not have arrived."""
        return self._sent - self._arrived

    def sending(self, size: int, cursor: Place, now: float) -> str:
        """Count a frame of so many bytes, and return the question to send behind it, or ""."""
        self._sent += size
        if self._silent >= ATTEMPTS or self._sent - self._asked < QUANTUM:
            return ""
        self._sent += len(QUESTION)
        self._asked = self._sent
        self._marks.append((self._sent, now, cursor))
        if not self._heard:
            self._silent += 1
        return QUESTION

    def wait(self, now: float) -> float:
        """Return the seconds to wait before the next frame, at most; 0 when it may go."""
        if not self._heard or self.on_the_way < WINDOW or not self._marks:
            return 0.0
        left = self._marks[0][1] + PATIENCE - now
        if left > 0:
            return left
        self._give_up()
        return 0.0

    def _give_up(self) -> None:
        """Take the answers as lost; should they come late they are still known as answers."""
        self._owed += len(self._marks)
        self._marks.clear()
        self._arrived = self._sent
        self._silent += 1
        self._heard = self._silent < ATTEMPTS

    def answered(self, x: int, y: int) -> bool:
        """Take the report that the cursor is at column x, row y; False if nobody had asked.

        A report on the first row looks like F3 with Shift or Ctrl: that one counts as
        an answer only if the cursor was there.
        """
        if not self._marks and not self._owed:
            return False
        if y == 0 and 0 < x < _LAST_MODIFIER and self._marks and self._marks[0][2] != (x, y):
            return False
        if self._marks:
            self._arrived = max(self._arrived, self._marks.popleft()[0])
        else:
            self._owed -= 1
        self._heard, self._silent = True, 0
        return True

    def farewell(self, now: float) -> float:
        """Return the seconds that it is worth waiting, at the end, for answers still to come."""
        if not any(now - asked < PATIENCE for _mark, asked, _cursor in self._marks):
            return 0.0
        return FAREWELL if self._heard else FAREWELL / 4
