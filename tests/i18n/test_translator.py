"""The translator speaks Dutch and English and writes numbers as people do."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Cue, Pattern, Reason, Verdict, WarningCode
from tilcoach.i18n import translator
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LiftPhase

dutch = translator("nl")
english = translator("en")


def test_codes_become_words() -> None:
    assert dutch.pattern(Pattern.STRAIGHT_LEGS) == "Door de knieën"
    assert english.pattern(Pattern.LOAD_FAR) == "Keep it close"
    assert dutch.verdict(Verdict.NOT_JUDGED) == "Niet te beoordelen"
    assert dutch.verdict_note(Verdict.FOUT) != dutch.verdict(Verdict.FOUT)
    assert "schuin naar de camera" in dutch.reason(Reason.VIEW_SIDE)
    assert "door uw knieën" in dutch.cue(Cue.BEND_KNEES)
    assert dutch.phase(LiftPhase.HOLDING) == "Vasthouden"
    assert english.view(ViewLabel.SIDE) == "from the side"
    assert "niemand" in dutch.warning(WarningCode.NOBODY_SEEN)
    assert dutch.unit("deg") == "graden"


def test_an_unknown_sentence_is_shown_as_it_is_with_its_values() -> None:
    assert dutch.text("No such sentence, {name}", name="Jo") == "No such sentence, Jo"
    assert dutch.plural("{n} such thing", "{n} such things", 1) == "1 such thing"
    assert dutch.plural("{n} such thing", "{n} such things", 1200) == "1.200 such things"


def test_dutch_writes_a_decimal_comma() -> None:
    assert dutch.number(1234.56, 1) == "1.234,6"
    assert english.number(1234.56, 1) == "1,234.6"
    assert dutch.quantity(0.414, "m") == "0,41 m"
    assert dutch.quantity(61.7, "deg") == "62°"
    assert english.quantity(0.29, "ratio") == "29% of body height"
    assert dutch.quantity(92.4, "index") == "index 92"


def test_what_is_not_measured_is_a_dash() -> None:
    for value in (math.nan, math.inf):
        assert dutch.number(value) == "\N{EN DASH}"
        assert dutch.quantity(value, "m") == "\N{EN DASH}"


def test_days_and_moments_are_written_as_people_do() -> None:
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert dutch.moment(moment) == "ma 2 mrt 2026, 09:30"
    assert english.moment(moment) == "Mon 2 Mar 2026, 09:30"
    assert dutch.day(moment.date()) == "2 mrt 2026"


def test_a_language_is_read_once() -> None:
    assert translator("nl") is dutch


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_number_can_be_read_back(value: float, decimals: int) -> None:
    shown = dutch.number(value, decimals)
    back = float(shown.replace(".", "").replace(",", "."))
    assert math.isclose(back, value, abs_tol=0.5001 * 10**-decimals)
    assert not (back == 0 and shown.startswith("-"))
