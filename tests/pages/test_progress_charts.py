"""The charts of the page Progress: weeks, shares, a measure with its limit."""

from __future__ import annotations

import math
from datetime import date
from operator import attrgetter
from typing import Any

import pytest

from tilcoach.coaching import Pattern, read_limits
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.measures import KNEE_FLEXION, LOAD_DISTANCE, MEASURES
from tilcoach.store import Tally, Week
from tilcoach.ui.history.charts import draw_lifts, draw_measure, draw_shares, share_table

GOOD = {pattern: Tally(3, 1, 4) for pattern in Pattern}
NOTHING = {pattern: Tally() for pattern in Pattern}
FIELDS = [measure.field for measure in MEASURES]
WEEKS = (
    Week(date(2026, 3, 2), 2, 8, GOOD, dict.fromkeys(FIELDS, 0.3)),
    Week(
        date(2026, 3, 9),
        0,
        0,
        NOTHING,
        dict.fromkeys(FIELDS, math.nan),
    ),
)


def marks(chart: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in chart["layer"]]


def rows(chart: dict[str, Any], column: str) -> list[Any]:
    (found,) = (rows for rows in chart["datasets"].values() if column in rows[0])
    return [row[column] for row in found]


def test_lifts_stand_per_week_with_the_target_across(dutch: Translator) -> None:
    chart = draw_lifts(WEEKS, 30, dutch).to_dict()
    assert marks(chart) == ["bar", "rule"]
    assert rows(chart, "week") == ["week van 2 mrt", "week van 9 mrt"]
    assert rows(chart, "value") == [8, 0]
    assert rows(chart, "level") == [30]


def test_without_a_target_there_is_no_line(dutch: Translator) -> None:
    assert marks(draw_lifts(WEEKS, None, dutch).to_dict()) == ["bar"]


def test_shares_are_percentages_and_gaps_where_nothing_was_judged(dutch: Translator) -> None:
    table = share_table(WEEKS, attrgetter("share_goed"), dutch)
    assert list(table["value"][:3]) == [75, 75, 75]
    assert table["value"][3:].isna().all()
    assert list(share_table(WEEKS, attrgetter("share_not_judged"), dutch)["value"][:3]) == [50] * 3


def test_each_pattern_has_a_colour_and_a_shape(dutch: Translator) -> None:
    chart = draw_shares(WEEKS, attrgetter("share_goed"), "Goed", dutch).to_dict()
    for channel in ("color", "shape"):
        scale = chart["encoding"][channel]["scale"]
        assert scale["domain"] == [dutch.pattern(pattern) for pattern in Pattern]
        assert len(set(scale["range"])) == len(Pattern)
    assert chart["encoding"]["y"]["scale"]["domain"] == [0, 100]


def test_a_measure_stands_with_the_limit_that_decides(dutch: Translator) -> None:
    limits = read_limits()
    chart = draw_measure(WEEKS, LOAD_DISTANCE, limits, dutch).to_dict()
    assert marks(chart) == ["line", "rule"]
    assert rows(chart, "level") == [pytest.approx(100 * limits.of(LOAD_DISTANCE).value)]
    assert rows(chart, "value")[0] == pytest.approx(30)
    assert rows(chart, "value")[1] is None


def test_a_measure_that_decides_nothing_has_no_limit(dutch: Translator) -> None:
    chart = draw_measure(WEEKS, KNEE_FLEXION, read_limits(), dutch).to_dict()
    assert marks(chart) == ["line"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_a_name_of_its_own(language: Language) -> None:
    words = translator(language)
    for name in (words.measure, words.measure_title):
        assert len({name(measure) for measure in MEASURES}) == len(MEASURES)
