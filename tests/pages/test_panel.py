"""The words beside the live picture, for each thing that can be the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tilcoach.coaching import FrameResult, Pattern, Verdict, WarningCode
from tilcoach.errors import TilcoachError
from tilcoach.guidance import Guidance, Instruction, SetupState, Turn
from tilcoach.i18n import LANGUAGES, Language, Translator, translator
from tilcoach.kinematics import ViewLabel
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.live.processor import UNEXPECTED_STOP
from tilcoach.measures import VIEW_COVERAGE
from tilcoach.overlay.palette import VERDICT_HEX
from tilcoach.ui.components.verdict_html import verdict_mark, verdict_row
from tilcoach.ui.live_view.panel import LAG_WARNING_S, live_panel, start_panel


def test_a_finished_lift_shows_one_sentence_and_three_verdicts(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    html = live_panel(LiveSnapshot(result=make_step(lifts=2), guidance=guidance), dutch)
    assert html.count('class="tc-cue"') == 1
    assert "Zak de volgende keer iets verder door uw knieën" in html
    assert 'data-pattern="straight_legs" data-verdict="fout"' in html
    assert 'data-pattern="twist_with_load" data-verdict="not_judged"' in html
    assert 'data-pattern="load_far" data-verdict="goed"' in html
    assert "<b>2</b> tilbewegingen" in html


def test_what_was_not_judged_says_how_to_turn(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    assert "schuin naar de camera" in live_panel(
        LiveSnapshot(result=make_step(), guidance=guidance), dutch
    )


def test_the_word_fout_never_stands_without_its_explanation(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    assert dutch.verdict_note(Verdict.FOUT) in live_panel(
        LiveSnapshot(result=make_step(), guidance=guidance), dutch
    )


def test_before_the_first_lift_there_is_no_verdict(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    html = live_panel(LiveSnapshot(result=make_step(lifts=0), guidance=guidance), dutch)
    assert "tc-verdict" not in html
    assert "Til iets op" in html
    assert dutch.pattern(Pattern.TWIST_WITH_LOAD).lower() in html


@pytest.mark.parametrize("hint", list(Instruction))
def test_before_the_set_up_is_done_it_asks_for_one_thing(
    dutch: Translator, make_step: Callable[..., FrameResult], hint: Instruction
) -> None:
    guidance = Guidance(SetupState(hint, 0.4))
    html = live_panel(
        LiveSnapshot(result=make_step(posture=False, lifts=0), guidance=guidance), dutch
    )
    assert [dutch.hint(other) in html for other in Instruction] == [
        other is hint for other in Instruction
    ]
    assert ('data-done="40"' in html) == (hint is Instruction.STAND_STILL)


def test_after_the_set_up_it_says_how_to_turn_for_the_rest(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    html = live_panel(LiveSnapshot(result=make_step(lifts=0), guidance=guidance), dutch)
    assert "U staat goed in beeld" in html
    assert dutch.turn(Turn.FROM_SIDE) in html


def test_what_is_switched_off_is_not_promised(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    off = replace(guidance, switched_off=frozenset({Pattern.TWIST_WITH_LOAD, Pattern.LOAD_FAR}))
    html = live_panel(LiveSnapshot(result=make_step(lifts=0), guidance=off), dutch)
    assert "Zo kan ik beoordelen: door de knieën." in html
    assert dutch.turn(Turn.FROM_SIDE) not in html


def test_a_quiet_coach_shows_the_verdicts_and_no_sentence(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    quiet = replace(guidance, sentence=None)
    html = live_panel(LiveSnapshot(result=make_step(), guidance=quiet), dutch)
    assert "tc-cue" not in html
    assert 'data-pattern="straight_legs" data-verdict="fout"' in html


def test_a_repeated_cue_is_worded_differently(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    assert guidance.sentence is not None
    again = replace(guidance, sentence=replace(guidance.sentence, again=True))
    html = live_panel(LiveSnapshot(result=make_step(), guidance=again), dutch)
    assert "laat uw benen nog wat meer doen" in html


@pytest.mark.parametrize("lifts", [0, 1])
def test_during_a_lift_one_line_with_a_shape_takes_the_place_of_the_sentence(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance, lifts: int
) -> None:
    during = replace(guidance, during=Pattern.LOAD_FAR)
    html = live_panel(LiveSnapshot(result=make_step(lifts=lifts), guidance=during), dutch)
    assert dutch.during(Pattern.LOAD_FAR) in html
    assert html.count('class="tc-cue') == 1
    assert "tc-during" in html


def test_a_pause_says_how_to_go_on_and_nothing_else(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    html = live_panel(
        LiveSnapshot(result=make_step(), guidance=replace(guidance, is_paused=True)), dutch
    )
    assert "Pauze" in html
    assert "hand" in html
    assert "tc-verdict" not in html


def test_a_hint_during_the_session_is_a_calm_line_and_comes_before_a_warning(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    step = make_step()
    warned = replace(step, people=(replace(step.people[0], warnings=tuple(WarningCode)),))
    hinted = replace(guidance, setup=SetupState(Instruction.FEET_OUT, 1.0, is_ready=True))
    html = live_panel(LiveSnapshot(result=warned, guidance=hinted), dutch)
    assert dutch.hint(Instruction.FEET_OUT) in html
    assert not any(dutch.warning(code) in html for code in WarningCode)


def test_a_warning_is_one_calm_line_and_never_two(
    dutch: Translator, make_step: Callable[..., FrameResult], guidance: Guidance
) -> None:
    step = make_step(lifts=0)
    codes = (WarningCode.CAMERA_MOVED, WarningCode.BODY_CUT_OFF)
    warned = replace(step, people=(replace(step.people[0], warnings=codes),))
    html = live_panel(LiveSnapshot(result=warned, guidance=guidance), dutch)
    assert html.count(dutch.warning(WarningCode.CAMERA_MOVED)) == 1
    assert dutch.warning(WarningCode.BODY_CUT_OFF) not in html
    assert dutch.warning(WarningCode.CAMERA_MOVED) not in live_panel(
        LiveSnapshot(result=step, guidance=guidance), dutch
    )


def test_an_empty_view_asks_to_stand_in_it(dutch: Translator, guidance: Guidance) -> None:
    gone = replace(guidance, setup=SetupState(Instruction.NOBODY, 1.0, is_ready=True))
    for state in (gone, Guidance(SetupState(Instruction.NOBODY))):
        html = live_panel(LiveSnapshot(result=FrameResult(0, 0.0, ()), guidance=state), dutch)
        assert "2,5 tot 4 meter" in html


def test_before_the_first_step_it_asks_for_a_moment(dutch: Translator) -> None:
    assert "maakt zich klaar" in live_panel(LiveSnapshot(), dutch)


def test_a_fault_is_shown_as_it_is_reported_and_cannot_break_the_page(dutch: Translator) -> None:
    fault = TilcoachError("No model <b>{place}</b>: run `x`.", place="{here}")
    html = live_panel(LiveSnapshot(error=fault), dutch)
    assert "No model &lt;b&gt;{here}&lt;/b&gt;: run `x`." in html


def test_a_fault_of_our_own_speaks_dutch(dutch: Translator) -> None:
    assert "vanzelf gestopt" in live_panel(LiveSnapshot(error=UNEXPECTED_STOP), dutch)


def test_a_late_picture_is_reported_and_a_small_delay_is_not(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    late, in_time = (
        live_panel(LiveSnapshot(result=make_step(), guidance=guidance, lag_s=lag_s), dutch)
        for lag_s in (1.24, LAG_WARNING_S)
    )
    assert "loopt 1,2 s achter" in late
    assert "achter" not in in_time


def test_the_rate_is_rounded_so_that_nothing_jumps(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    html = live_panel(LiveSnapshot(result=make_step(), guidance=guidance, analysed_hz=21.4), dutch)
    assert "21 beelden per seconde" in html


@pytest.mark.parametrize("label", [label for label in ViewLabel if VIEW_COVERAGE[label]])
def test_the_view_says_what_can_be_judged_from_there(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult], label: ViewLabel
) -> None:
    step = make_step(lifts=0)
    person = step.people[0]
    seen = replace(step, people=(replace(person, view=replace(person.view, label=label)),))
    html = live_panel(LiveSnapshot(result=seen, guidance=guidance), dutch)
    sentence = html[html.index("Zo kan ik beoordelen") :].partition("</p>")[0]
    for pattern in Pattern:
        assert (dutch.pattern(pattern).lower() in sentence) == (pattern in VIEW_COVERAGE[label])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_steps_before_the_start_are_three(language: Language) -> None:
    assert start_panel(translator(language), camera=True).count("<li>") == 3


def test_each_verdict_has_its_own_shape_and_colour() -> None:
    marks = {verdict_mark(verdict) for verdict in Verdict}
    assert len(marks) == len(Verdict)
    for verdict in Verdict:
        assert VERDICT_HEX[verdict] in verdict_mark(verdict)
        assert f"tc-{verdict}" in verdict_mark(verdict)


def test_a_row_without_detail_has_no_empty_line(
    dutch: Translator, make_step: Callable[..., FrameResult]
) -> None:
    last = make_step().people[0].last_lift
    assert last is not None
    assert "tc-why" not in verdict_row(last.findings[0], dutch)
    assert "tc-why" in verdict_row(last.findings[0], dutch, "92")


@pytest.mark.parametrize(("rate_hz", "told"), [(5.0, True), (25.0, False)])
def test_a_camera_that_gives_few_pictures_is_reported(
    dutch: Translator,
    guidance: Guidance,
    make_step: Callable[..., FrameResult],
    rate_hz: float,
    told: bool,  # noqa: FBT001
) -> None:
    snapshot = LiveSnapshot(
        result=make_step(), guidance=guidance, received=50, received_hz=rate_hz, analysed_hz=rate_hz
    )
    assert ("De camera geeft maar 5 beelden" in live_panel(snapshot, dutch)) is told


def test_a_film_that_waits_for_the_coach_is_not_blamed_on_the_light(
    dutch: Translator, guidance: Guidance, make_step: Callable[..., FrameResult]
) -> None:
    slow = LiveSnapshot(
        result=make_step(), guidance=guidance, received=100, received_hz=5.0, is_sample=True
    )
    html = live_panel(slow, dutch)
    assert "speelt de film langzamer" in html
    assert "licht" not in html
