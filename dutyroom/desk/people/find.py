"""Finding people: by key, by name, by its pinyin or by telephone number."""

from __future__ import annotations

from dutyroom.desk.errors import Wrong
from dutyroom.desk.people.checks import tidy_phone
from dutyroom.domain.base.sentence import say
from dutyroom.domain.facts.state import DutyState
from dutyroom.domain.records.people import Person
from dutyroom.pinyin import fitting, spelt


def find_person(state: DutyState, words: str, field: str = "name") -> Person:
    """Return the person meant by a key, a name, its pinyin or a telephone number.

    In pinyin every character counts (zs or zhangsan, 张三). Raises `Wrong`, about the
    field, when nobody or more than one fits.
    """
    wanted = words.strip(" \t")
    if not wanted:
        raise Wrong(say("Say who it is"), field)
    if wanted in state.people:
        return state.people[wanted]
    fits = [p for p in state.people.values() if wanted in (p.name, p.phone)]
    fits = fits or spelt_people(state, wanted)
    if len(fits) == 1:
        return fits[0]
    if fits:
        keys = tuple(p.key for p in fits)
        raise Wrong(say("More than one person fits {name}: {keys}", name=words, keys=keys), field)
    raise Wrong(say("Nobody here is called {name}", name=words), field)


def find_maybe(state: DutyState, words: str, field: str = "name") -> Person | None:
    """Return the person meant as `find_person` does, None where nothing was typed."""
    return find_person(state, words, field) if words.strip() else None


def key_of(state: DutyState, words: str, field: str = "name") -> str:
    """Return the key of the person meant, empty where nothing was typed. Raises `Wrong`."""
    person = find_maybe(state, words, field)
    return person.key if person else ""


def spelt_people(state: DutyState, words: str) -> list[Person]:
    """Return the people whose names are spelt by these letters, to the last character."""
    names = set(spelt(words, (p.name for p in state.people.values())))
    return [p for p in state.people.values() if p.name in names]


def find_people(state: DutyState, words: str) -> tuple[Person, ...]:
    """Return the people whose names begin like this, in characters or pinyin, or with the number.

    Those who are meant most surely come first.
    """
    people = tuple(state.people.values())
    names = fitting(words, (p.name for p in people))
    number = tidy_phone(words)
    # Name by name: the order is that of how surely each is meant.
    named = [person for name in names for person in people if person.name == name]
    if not number:
        return tuple(named)
    return (*named, *(person for person in people if person.phone == number))
