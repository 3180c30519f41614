"""Commands as Textual binds them, with the keys that the user gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual.binding import Binding, BindingType

from screens.commands.command import Command, with_wide
from screens.commands.commands import SCREENS
from screens.commands.everywhere import EVERYWHERE

_NEVER = "no_key"
"""A key that no terminal sends: it stands where a command has none."""

_BELOW = ".below"
"""Marks the bindings that do not work over dialogs; a keymap names bindings by one id each."""


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the bindings of commands, those that work over everything first."""
    bound: list[BindingType] = []
    for command in commands:
        keys = _parts(command)
        if command.over:
            bound.append(_binding(command, command.id, keys[command.id], over=True))
        bound.append(_binding(command, command.id + _BELOW, keys[command.id + _BELOW]))
    return bound


def _parts(command: Command) -> dict[str, str]:
    return {
        command.id: ",".join(command.keys_over) or _NEVER,
        command.id + _BELOW: with_wide(",".join(command.keys_below)) or _NEVER,
    }


def _binding(command: Command, id_: str, keys: str, *, over: bool = False) -> Binding:
    return Binding(keys, command.action, command.label, show=False, priority=over, id=id_)


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the user's keys, by command id, as Textual's keymap takes them."""
    mapped: dict[str, str] = {}
    for command in dict.fromkeys((*EVERYWHERE, *(c for own in SCREENS.values() for c in own))):
        if command.id in keys:
            mapped |= _parts(replace(command, keys=keys[command.id]))
    return mapped
