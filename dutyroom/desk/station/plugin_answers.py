"""What the rules of a plug-in give, held against what the program can use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar, get_args

from dutyroom.domain.base.codes import OwnCode
from dutyroom.domain.base.owed import Owed, Standing
from dutyroom.domain.base.sentence import Sentence, say
from dutyroom.domain.base.verdict import Level
from dutyroom.domain.facts.moment import Moment
from dutyroom.domain.records.roster import ShiftRef
from dutyroom.domain.roster.view import Finding, RosterView

A = TypeVar("A")

YEARS = range(1900, 9000)
"""Years in which an obligation can be due, whatever is added to it."""
MINUTES = range(100_000)
"""The grace that an obligation can have."""


class Nonsense(Exception):
    """A plug-in has another shape, or gives something else, than was agreed."""

    def __init__(self, sentence: Sentence) -> None:
        """Say in a sentence what is wrong."""
        super().__init__(sentence.text)
        self.sentence = sentence


def own_finding(plugin: str, finding: object, view: RosterView) -> Finding:
    """Return a finding under the plug-in's name. Raises `Nonsense`.

    Its code stands behind the plug-in's, and so does its name for the clause
    where none is given.
    """
    if not isinstance(finding, Finding):
        raise Nonsense(say("it gives {kind}, no finding", kind=type(finding).__name__))
    _check(finding.level in get_args(Level), "level", finding.level)
    _check(all(map(_is_date, (finding.day, *finding.days))), "day", finding.day)
    _check(finding.line is None or isinstance(finding.line, ShiftRef), "line", finding.line)
    _check_texts(post=finding.post, cell=finding.cell, clause=finding.clause)
    _check_sentence(finding.sentence)
    code = _own_code(plugin, finding.code)
    return _hashable(replace(finding, code=code, clause=finding.clause or plugin))


def own_owed(plugin: str, owed: object, moment: Moment) -> Owed:
    """Return what is owed under the plug-in's name, in the station's zone. Raises `Nonsense`."""
    if not isinstance(owed, Owed):
        raise Nonsense(say("it gives {kind}, no obligation", kind=type(owed).__name__))
    for each in (owed.at, *owed.alarms):
        _check(_is_moment(each), "at", each)
    _check(owed.grace_min in MINUTES, "grace_min", owed.grace_min)
    _check(owed.standing in (None, *get_args(Standing)), "standing", owed.standing)
    _check_texts(subject=owed.subject, ref=owed.ref, clause=owed.clause)
    for person in owed.who:
        _check_texts(who=person)
    _check_sentence(owed.sentence)
    at = owed.at.astimezone(moment.zone)
    code = _own_code(plugin, owed.code)
    return _hashable(replace(owed, code=code, at=at, clause=owed.clause or plugin))


def _check(good: bool, field: str, value: object) -> None:
    if not good:
        raise Nonsense(say("{field} cannot be {value}", field=field, value=str(value)[:80]))


def _check_texts(**texts: object) -> None:
    for field, text in texts.items():
        _check(isinstance(text, str), field, text)


def _check_sentence(sentence: object) -> None:
    """Raise `Nonsense` for what is no sentence; one whose braces are not filled raises here."""
    _check(isinstance(sentence, Sentence) and bool(str(sentence).strip()), "sentence", sentence)


def _own_code(plugin: str, code: object) -> OwnCode:
    """Return a code behind the plug-in's name, so that no code of the program is like it."""
    good = isinstance(code, str) and code.replace("-", "_").isidentifier()
    _check(good, "code", code)
    return OwnCode(f"{plugin}.{code}")


def _is_date(day: object) -> bool:
    return isinstance(day, date) and not isinstance(day, datetime)


def _is_moment(at: object) -> bool:
    """Tell whether it is a moment that can be compared and counted with: it has a zone."""
    return isinstance(at, datetime) and at.tzinfo is not None and at.year in YEARS


def _hashable(answer: A) -> A:
    """Return an answer as it is; raises TypeError where it holds what cannot be compared."""
    hash(answer)
    return answer
