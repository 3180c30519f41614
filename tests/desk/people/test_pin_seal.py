"""A PIN of any letters, and a record of any hash, is a yes or a no."""

from __future__ import annotations

import pytest

from dutyroom.desk.people.pin_seal import fits_pin, seal_pin
from dutyroom.domain.records.people import Person


@pytest.mark.parametrize("pin", ["1234", "\udcff", "一\0", "9" * 5000])
def test_any_pin_fits_its_own_hash_only(pin: str) -> None:
    person = Person(id="P:李娜", name="李娜", pin=seal_pin(pin))
    assert fits_pin(person, pin)
    assert not fits_pin(person, f"{pin}1")


@pytest.mark.parametrize("kept", ["", ":", "x", "zz:00", "00:", "00:一", "\ud800:\ud800"])
def test_no_pin_fits_a_hash_that_is_none(kept: str) -> None:
    person = Person(id="P:李娜", name="李娜", pin=kept)
    assert not fits_pin(person, "1234")
    assert not fits_pin(person, "\udcff")
