"""Which lifts are shown, which letter a reason gets, and what is told of limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tilcoach.coaching import Pattern, Reason, Verdict, read_limits
from tilcoach.messages import Language, translator
from tilcoach.sheet import Sheet, SheetSession
from tilcoach.sheet.pictures import telling_lifts
from tilcoach.sheet.verdicts import reason_letters

Make = Callable[..., SheetSession]
Texts = Callable[[Sheet], list[str]]


def test_lifts_know_their_curves_and_findings(make: Make) -> None:
    first, second = make(2).lifts
    assert first.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.FOUT
    assert second.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.GOED
    assert first.curves is not None
    assert first.curves.time_s[0] == 4.0
    assert replace(make(1), curves={}).lifts[0].curves is None


def test_the_first_of_each_pattern_is_shown_and_one_without(make: Make) -> None:
    lifts = make(6).lifts
    assert [lift.part.lift for lift in telling_lifts(lifts)] == [1, 2, 3]
    assert [lift.part.lift for lift in telling_lifts(lifts[2:] + lifts[:1])] == [1, 3, 4]
    assert telling_lifts(()) == ()


def test_a_reason_has_one_letter(make: Make) -> None:
    lifts = make(3).lifts
    assert reason_letters(lifts) == {Reason.VIEW_SIDE: "a"}
    assert reason_letters(()) == {}


def test_an_own_limit_is_told_with_the_one_that_it_replaces(
    make: Make, texts: Texts, language: Language
) -> None:
    session = make(1)
    held = {**session.document.settings.limits, "trunk_rotation_deg": 31.0}
    settings = session.document.settings.model_copy(update={"limits": held})
    own = replace(session, document=session.document.model_copy(update={"settings": settings}))
    said = " ".join(texts(Sheet((make(1), own), date(2026, 3, 3))))
    words = translator(language)
    assert "25°, 31°" in said
    sentence = "Set for this profile, in place of {value}. That one: {source}"
    source = words.limit_source("trunk_rotation_deg")
    assert words.text(sentence, value="25°", source=source) in said


def test_the_sources_of_limits_are_those_of_the_limits() -> None:
    """When a source in limits.toml changes, so do the words of the sheet, in both languages."""
    english, dutch = translator("en"), translator("nl")
    limits = read_limits()
    told = ["stoop_squat_index", "trunk_flexion_deg", "knee_flexion_deg", "trunk_rotation_deg"]
    for name in (*told, "load_distance_ratio"):
        assert english.limit_source(name) == limits[name].source
        assert dutch.limit_source(name) not in (name, limits[name].source)
