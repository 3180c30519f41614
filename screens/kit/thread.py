"""Doing what takes long in a thread, while the room answers keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.dom import DOMNode
from textual.worker import get_current_worker

from screens.kit.actions import Objection, result_of

R = TypeVar("R")


def do_in_thread(
    node: DOMNode, act: Callable[[], R], end: Callable[[R | Objection], object]
) -> None:
    """Act in a thread of a screen, or of the app where it shall outlive the screen.

    ``end`` is given what came of it where keys are read. Once the room, or the screen, is
    being left nobody is told any more.
    """

    def work() -> None:
        worker = get_current_worker()
        done = result_of(act)
        if not worker.is_cancelled:
            node.app.call_from_thread(end, done)

    node.run_worker(work, thread=True)
