"""The line that stands on every screen for as long as the records are damaged."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from dutyroom.text import printable


class Standing(NamedTuple):
    """What is wrong, and the key that helps with what it does; the key is never cut off.

    ``shorter`` are other words for it where the window has no room for all, the shortest last.
    """

    what: str
    key: str
    shorter: tuple[str, ...] = ()


class Banner(Widget):
    """One row over everything: what is wrong at the left, the key at the right."""

    def __init__(self, standing: Standing) -> None:
        """Show what stands."""
        super().__init__()
        self._standing = standing

    def show(self, standing: Standing) -> None:
        """Show what stands now."""
        if standing != self._standing:
            self._standing = standing
            self.refresh()

    def render(self) -> Content:
        """Return the row."""
        key = Content(f"  {printable(self._standing.key)} ")
        room = max(0, self.size.width - key.cell_length)
        said = (self._standing.what, *self._standing.shorter)
        ways = [Content(f" ! {printable(words)}") for words in said]
        left = next((way for way in ways if way.cell_length <= room), ways[-1])
        left = left.truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (room - left.cell_length), key)


def keep_banner(screen: Screen[Any], after: type[Widget] | None = None) -> None:
    """Let a screen have the line for as long as the room has one, behind a widget or on top.

    Nothing is there, and no row is taken, while there is none.
    """
    if hasattr(screen.app, "standing"):
        screen.watch(screen.app, "standing", partial(_show, screen, after))


def _show(screen: Screen[Any], after: type[Widget] | None, standing: Standing | None) -> None:
    banner = next(iter(screen.query(Banner)), None)
    if standing is None:
        if banner is not None:
            banner.remove()
    elif banner is not None:
        banner.show(standing)
    elif after is not None:
        screen.mount(Banner(standing), after=screen.query_one(after))
    else:
        screen.mount(Banner(standing), before=0)
