"""The six kinds of station, each by its own rules."""

from __future__ import annotations

import json
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest

from dutyroom.domain.advice import advise
from dutyroom.domain.base.shape import ShapeError
from dutyroom.domain.facts.powers import roles_for
from dutyroom.domain.profile import checks
from dutyroom.domain.profile.profile import Profile, load_profile

FOLDER = Path(__file__).parents[3] / "data" / "profiles"
KINDS = {
    "property-centre": "物业服务中心",
    "company-two-tier": "公司两级值班",
    "hotel": "酒店",
    "school": "学校",
    "site": "工地",
    "township": "乡镇机关",
}


def document(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def profile(name: str, **changes: Any) -> Profile:
    return load_profile(document(name) | changes, document("base"))


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_each_kind_of_station_has_a_profile_that_loads(name: str, kind: str) -> None:
    assert profile(name).profile == kind
    assert profile(name).sources


@pytest.mark.parametrize("name", KINDS)
def test_every_unconfirmed_value_is_one_that_the_profile_has(name: str) -> None:
    merged = document("base") | document(name)
    for path in profile(name).unconfirmed:
        here: Any = merged
        for key in path.split("."):
            parts = here if isinstance(here, list) else [here]
            base: Any = document("base").get(path.split(".")[0])
            found = [part for part in parts if key in part]
            assert found or (isinstance(base, dict) and key in base), path
            here = found[0][key] if found else base[key]


@pytest.mark.parametrize("name", KINDS)
def test_values_of_our_own_are_named_to_the_administrator(name: str) -> None:
    assert any("Not confirmed" in str(sentence) for sentence in advise(profile(name)))


@pytest.mark.parametrize("name", KINDS)
def test_every_route_has_points_and_every_inspection_group_has_items(name: str) -> None:
    rules = profile(name)
    assert all(route.points for route in rules.patrol.routes)
    assert all(group.items for group in rules.inspection.groups)


def test_the_company_hands_over_at_half_past_six_where_the_clock_is_manned_round() -> None:
    post = profile("company-two-tier").post("安全保卫部")
    assert post is not None
    assert post.coverage == "24h"
    assert [(r.id, r.start, r.end) for r in post.templates()] == [
        ("白班", time(8), time(18, 30)),
        ("夜班", time(18, 30), time(8)),
    ]


def test_the_hotel_walks_its_rounds_at_night_at_four_fixed_times() -> None:
    patrol = profile("hotel").patrol
    assert patrol.windows["夜班"] == (time(21), time(0), time(3), time(6))
    assert patrol.window_min == 30


def test_the_school_takes_fewer_rounds_by_night_and_the_administrator_is_told() -> None:
    assert any("Fewer rounds by night" in str(s) for s in advise(profile("school")))


def test_the_site_sends_its_roster_three_days_before_and_delegates_in_writing() -> None:
    rules = profile("site")
    assert (rules.roster.due, rules.roster.days_before) == ("days_before", 3)
    assert rules.swap.mode == "written_delegation"


def test_the_township_is_manned_round_the_clock_as_its_roster_says() -> None:
    rules = profile("township")
    assert rules.duty_days == "rostered"
    assert [post.coverage for post in rules.posts] == ["24h"]


def test_four_ranks_instead_of_two_need_no_change_of_the_program() -> None:
    posts = document("company-two-tier")["posts"]
    for post in posts:
        post["eligible_ranks"] = ["公司领导", "中层"]
    two = profile("company-two-tier", posts=posts)
    four = profile("company-two-tier")
    assert [len(rules.posts[0].eligible_ranks) for rules in (two, four)] == [2, 4]


def test_a_misspelt_key_is_refused_by_name() -> None:
    with pytest.raises(ShapeError, match=r"hotel_stars: unknown key"):
        profile("hotel", hotel_stars=5)
    with pytest.raises(ShapeError, match=r"patrol\.quota_nite: unknown key"):
        profile("hotel", patrol={"quota_nite": 3})


def test_a_wrong_type_is_named_with_the_place_where_it_stands() -> None:
    with pytest.raises(ShapeError, match=r"swap\.lead_days: 'one' is not a whole number"):
        profile("hotel", swap={"lead_days": "one"})
    with pytest.raises(ShapeError, match=r"swap\.mode: 'by_lot' is not one of"):
        profile("hotel", swap={"mode": "by_lot"})


def test_all_mistakes_of_a_profile_are_told_at_once() -> None:
    with pytest.raises(ShapeError) as caught:
        profile("hotel", tiers="two", stars=5)
    assert len(caught.value.problems) == 2


def test_rounds_for_a_shift_that_does_not_exist_are_refused() -> None:
    with pytest.raises(ShapeError, match="there is no shift 午班"):
        profile("hotel", patrol={"windows": {"午班": ["12:00"]}})


@pytest.mark.parametrize(
    ("kind", "post", "hours"),
    [
        ("property-centre", "管理处", "no shift 23:30–08:30, 9 h; 值班电话转接人 answers then"),
        ("property-centre", "前台", "no shift 18:00–08:30, 14 h 30 min, and nobody is named"),
    ],
)
def test_hours_without_a_shift_are_named(kind: str, post: str, hours: str) -> None:
    """C-01: the hours of the property centre leave the night open."""
    said = [str(sentence) for sentence in advise(profile(kind))]
    assert any(text.startswith(f"{post}: {hours}") for text in said)


def test_the_24_hour_switch_closes_the_evening(tmp_path: Path) -> None:
    """R-049: without it 17:30–20:00 is open, with it nothing is."""
    posts = document("company-two-tier")["posts"][:1]
    with_it = [str(s) for s in advise(profile("company-two-tier", posts=posts))]
    without = [{**posts[0], "handover_24h": False}]
    said = [str(s) for s in advise(profile("company-two-tier", posts=without))]
    assert not [text for text in with_it if "no shift" in text]
    assert any("no shift 17:30–20:00, 2 h 30 min" in text for text in said)


def test_a_profile_tightens_powers_and_never_takes_the_first_line_away() -> None:
    """Powers matrix: everybody opens contacts, logs a call, opens an incident."""
    tight = profile("hotel", powers={"roster.publish": ["owner"]})
    assert roles_for(tight, "roster.publish") == ("owner",)
    for powers, words in (
        ({"log": ["duty"]}, "everybody may do that"),
        ({"setup": ["duty"]}, "duty has no such power"),
        ({"override": []}, "somebody must hold the power"),
        ({"disposition": ["leader"]}, "nothing asks for that power yet"),
        ({"fly": ["duty"]}, "powers.fly: unknown key"),
    ):
        with pytest.raises(ShapeError, match=words):
            profile("hotel", powers=powers)
    with pytest.raises(ShapeError, match=r"roster\.owners\.easter: unknown key"):
        profile("hotel", roster={"owners": {"easter": "办公室"}})


def test_a_computer_without_time_zone_data_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none_at_all(name: str) -> None:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr(checks, "ZoneInfo", none_at_all)
    with pytest.raises(ShapeError, match="no time zone data: install the package tzdata"):
        profile("property-centre")
