"""The rules of looks, each parsed once for a set of colours."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

MOST = 256
"""Sources of rules that are remembered in one set of colours: the room has about a hundred."""
_PARSED: dict[frozenset[tuple[str, str]], LRUCache[tuple[object, ...], list[RuleSet]]] = {}
"""What was parsed in this process, by the colours: a rule never changes once it is parsed."""


class KeptStylesheet(Stylesheet):
    """A stylesheet that parses each source of rules once for a set of colours.

    The stock one parses everything again each time the application might look
    otherwise: twice before the first frame, where nothing has changed.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Take the colours by name."""
        super().__init__(variables=variables)
        self._take(variables or {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other colours; the same ones change nothing."""
        if variables != self._known:
            self._parse_cache = LRUCache(MOST)  # the stock one empties what it has
            super().set_variables(variables)
            self._take(variables)

    def _take(self, variables: dict[str, str]) -> None:
        self._known = dict(variables)
        colours = frozenset(variables.items())
        self._parse_cache = _PARSED.setdefault(colours, LRUCache(MOST))

    def reparse(self) -> None:
        """Parse what is not parsed in these colours. Raises StylesheetParseError."""
        self.parse()
