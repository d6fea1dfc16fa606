"""The summary shows every lift with shape, word, number and one sentence."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from tilcoach.cli.summary import summary
from tilcoach.coaching import (
    Cue,
    Finding,
    JudgedLift,
    Pattern,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    Verdict,
    WarningCode,
)
from tilcoach.i18n import Language, translator
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.pose import N_KEYPOINTS, FilmFault, FilmSpan, PoseSeries, SourceInfo

NAN = math.nan
SOURCE = SourceInfo("lift [1].mp4", "", 12.4, 30.0, 640, 480, 372)


def lift(number: int) -> JudgedLift:
    load = Load(held=True, probability=0.9, source=LoadSource.AUTO)
    return JudgedLift(
        Lift(
            number=number,
            start_s=2.14,
            grasp_s=3.0,
            upright_s=3.9,
            end_s=5.2,
            load=load,
            carried_before=False,
            carried_after=True,
            postures=PostureSeries(*(np.zeros(1) for _ in fields(PostureSeries))),
        ),
        (
            Finding(Pattern.STRAIGHT_LEGS, Verdict.FOUT, 92.0, 75.0, "index", 2, 3, 0.9, None),
            Finding(
                Pattern.TWIST_WITH_LOAD,
                Verdict.NOT_JUDGED,
                NAN,
                25.0,
                "deg",
                NAN,
                NAN,
                0.0,
                Reason.VIEW_SIDE,
            ),
            Finding(Pattern.LOAD_FAR, Verdict.GOED, 0.31, 0.45, "m", NAN, NAN, 0.8, None),
        ),
        Cue.BEND_KNEES,
    )


def review(*lifts: JudgedLift, bends: tuple[JudgedLift, ...] = ()) -> RecordingResult:
    poses = PoseSeries(
        np.zeros((1, N_KEYPOINTS, 2)),
        np.zeros((1, N_KEYPOINTS, 3)),
        np.ones((1, N_KEYPOINTS)),
        np.zeros(1),
    )
    person = PersonRecordingResult(
        person=1,
        view=View(ViewLabel.SIDE, 5.0),
        poses=poses,
        postures=None,
        phases=(LiftPhase.UPRIGHT,),
        load_probability=np.zeros(1),
        lifts=lifts,
        warnings=(),
        bends=bends,
    )
    return RecordingResult((person,), (WarningCode.DEFAULT_HEIGHT,))


def printed(found: RecordingResult, language: Language = "nl", width: int = 120) -> str:
    console = Console(file=StringIO(), width=width, highlight=False)
    console.print(summary(SOURCE, found, translator(language)))
    assert isinstance(console.file, StringIO)
    return " ".join(console.file.getvalue().split())


def test_every_lift_has_its_time_its_verdicts_and_its_sentence() -> None:
    got = printed(review(lift(1), lift(2)), width=200)
    assert "lift [1].mp4: 12,4 s, 372 beelden" in got
    assert "(van opzij): 2 tilbewegingen" in got
    assert got.count("2,1 \N{EN DASH} 5,2") == 2
    assert "▲ Fout" in got
    assert "index 92" in got
    assert "● Goed" in got
    assert "0,31 m" in got
    assert "○ Niet te beoordelen" in got
    assert got.count("Zak de volgende keer iets verder door uw knieën") == 2


def test_a_reason_is_said_once_however_many_lifts() -> None:
    got = printed(review(lift(1), lift(2), lift(3)), "en")
    assert got.count("Turn a little towards the camera") == 1


def test_a_bend_is_named_and_not_judged() -> None:
    got = printed(review(bends=(lift(1),)))
    assert "0 tilbewegingen" in got
    assert "1 keer gebukt" in got
    assert "Fout" not in got


@pytest.mark.parametrize("width", [40, 80])
def test_a_narrow_terminal_loses_no_verdict(width: int) -> None:
    got = printed(review(lift(1)), width=width)
    for shape in "●▲○":
        assert shape in got


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("fault", FilmFault)
def test_what_the_film_does_not_show_is_told_with_its_time(
    fault: FilmFault, language: Language
) -> None:
    found = replace(review(lift(1)), spans=(FilmSpan(fault, 1.5, 3.0),))
    assert ("1,5" if language == "nl" else "1.5") in printed(found, language)


def test_nobody_is_a_calm_line() -> None:
    got = printed(RecordingResult((), (WarningCode.NOBODY_SEEN,)))
    assert "niemand" in got
    assert "Persoon" not in got
