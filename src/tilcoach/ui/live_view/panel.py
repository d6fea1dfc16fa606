"""The panel beside the live picture: readable from four metres away."""

from __future__ import annotations

from html import escape

from tilcoach.coaching import Finding, JudgedLift, Pattern, PersonFrameResult, Verdict, WarningCode
from tilcoach.errors import TilcoachError
from tilcoach.guidance import Guidance, Instruction, SetupState, turn_for_rest
from tilcoach.i18n import Translator
from tilcoach.kinematics import View
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.measures import VIEW_COVERAGE
from tilcoach.phone.camera import NOT_YET
from tilcoach.ui.components.verdict_html import fout_note, verdict_mark, verdict_row, with_camera

LAG_WARNING_S = 0.7
"""From here on a person notices the delay."""

FEW_HZ = 10.0
"""Frames per second below which a quick lift is sampled too coarsely to be judged well."""

_WARM_UP = 20  # frames; before that the rate is unknown


def live_panel(snapshot: LiveSnapshot, words: Translator) -> str:
    """Return the panel as HTML."""
    return f'<div class="tc-panel">{_body(snapshot, words)}{_footer(snapshot, words)}</div>'


def view_sentence(
    view: View, words: Translator, switched_off: frozenset[Pattern] = frozenset()
) -> str:
    """Return the view and what can be judged from there; empty if unknown."""
    shown = VIEW_COVERAGE[view.label] - switched_off
    judged = [words.pattern(p).lower() for p in Pattern if p in shown]
    if not judged:
        return ""
    return words.text(
        "The camera sees you {view}. From here I can judge: {patterns}.",
        view=words.view(view.label),
        patterns=", ".join(judged),
    )


def newest_sentence(snapshot: LiveSnapshot, words: Translator) -> str:
    """Return the one sentence of this moment, as plain text."""
    fault = snapshot.error or snapshot.camera_error
    if fault is not None:
        return words.error(fault)
    if snapshot.guidance is None or snapshot.result is None:
        return words.text("One moment, the coach is getting ready")
    return _said(snapshot.guidance, words)


def _said(guidance: Guidance, words: Translator) -> str:
    if guidance.is_paused:
        return words.text("Raise a hand for a second, or press the space bar, to go on.")
    if guidance.during is not None:
        return words.during(guidance.during)
    if guidance.setup.hint is not None:
        return words.hint(guidance.setup.hint)
    if guidance.sentence is not None:
        return words.sentence(guidance.sentence)
    return words.text("Lift something: pick it up and come back to upright.")


def _body(snapshot: LiveSnapshot, words: Translator) -> str:
    if snapshot.error is not None:
        return _error(snapshot.error, words)
    if snapshot.camera_error is not None:
        return _camera_error(snapshot.camera_error, words)
    if snapshot.result is None or snapshot.guidance is None:
        return _big(words.text("One moment, the coach is getting ready"))
    guidance = snapshot.guidance
    if guidance.is_paused:
        return _paused(words)
    people = snapshot.result.people
    if not guidance.setup.is_ready or not people:
        return _set_up(guidance.setup, words)
    return _lifting(people[0], guidance, words, has_second=snapshot.has_second)


def _error(fault: TilcoachError, words: Translator) -> str:
    return _big(words.text("The coach cannot look along yet")) + _next(words.error(fault))


def _camera_error(trouble: TilcoachError, words: Translator) -> str:
    heading = words.text("The camera gives no picture")
    if trouble is NOT_YET:
        heading = words.text("Your phone is the camera")
    return _big(heading) + _next(words.error(trouble))


def _paused(words: Translator) -> str:
    go_on = words.text("Raise a hand for a second, or press the space bar, to go on.")
    return _big(words.text("Pause")) + _next(go_on)


def _set_up(state: SetupState, words: Translator) -> str:
    """Return the one instruction of the set-up, with the progress of standing still."""
    if state.hint is None:
        return _big(words.text("One moment, the coach is getting ready"))
    cue = f'<p class="tc-cue" role="status">{escape(words.hint(state.hint))}</p>'
    if state.hint is not Instruction.STAND_STILL:
        return cue
    done = f"{100 * state.still_share:.0f}"
    low = words.text("Whether the camera stands low I cannot see: hip height is best.")
    return (
        f'{cue}<div class="tc-bar" data-done="{done}"><div style="width: {done}%"></div></div>'
        f'<p class="tc-note">{escape(low)}</p>'
    )


def _lifting(
    person: PersonFrameResult, guidance: Guidance, words: Translator, *, has_second: bool
) -> str:
    done = words.plural("lift", "lifts", person.lift_count)
    top = (
        f'<div class="tc-top"><div class="tc-phase">{escape(words.phase(person.phase))}</div>'
        f'<div class="tc-count"><b>{person.lift_count}</b> {escape(done)}</div></div>'
    )
    if person.last_lift is None and guidance.during is None:
        middle = _set_up_done(words)
        if not has_second:  # which sees the rest
            middle += _what_is_seen(person.view, guidance.switched_off, words)
    else:
        middle = _sentence(guidance, words) + _verdicts(person.last_lift, words)
    return top + middle + _notice(person, guidance.setup.hint, words)


def _set_up_done(words: Translator) -> str:
    """Return that the set-up is done."""
    well = f'<p class="tc-cue">{escape(words.text("You are well in view"))}</p>'
    return well + _next(words.text("Lift something: pick it up and come back to upright."))


def _what_is_seen(view: View, switched_off: frozenset[Pattern], words: Translator) -> str:
    """Return what this view can judge, and how to turn for the rest."""
    turn = turn_for_rest(view.label, switched_off)
    rest = f'<p class="tc-note">{escape(words.turn(turn))}</p>' if turn else ""
    sentence = view_sentence(view, words, switched_off)
    seen = f'<p class="tc-note">{escape(sentence)}</p>' if sentence else ""
    return seen + rest


def _sentence(guidance: Guidance, words: Translator) -> str:
    """Return the warning of this moment, else the sentence on the newest lift."""
    if guidance.during is not None:
        line = escape(words.during(guidance.during))
        shape = verdict_mark(Verdict.FOUT)
        return f'<p class="tc-cue tc-during" role="status">{shape}<span>{line}</span></p>'
    if guidance.sentence is None:
        return ""
    return f'<p class="tc-cue" role="status">{escape(words.sentence(guidance.sentence))}</p>'


def _verdicts(judged: JudgedLift | None, words: Translator) -> str:
    if judged is None:
        return ""
    rows = "".join(
        verdict_row(finding, words, _detail(finding, words)) for finding in judged.findings
    )
    return rows + fout_note(judged.findings, words)


def _detail(finding: Finding, words: Translator) -> str:
    """Return what stands below a verdict while a person practises: no numbers."""
    if finding.reason is not None:
        return words.reason(finding.reason)
    note = words.note(finding.note) if finding.note is not None else ""
    return with_camera(note, finding, words)


def _notice(person: PersonFrameResult, hint: Instruction | None, words: Translator) -> str:
    """Return the first hint or warning; one line, so that the panel stays calm."""
    warnings = [code for code in person.warnings if code not in _COVERED_BY_HINT]
    if hint is not None:
        sentence = words.hint(hint)
    elif warnings:
        sentence = words.warning(warnings[0])
    else:
        return ""
    return f'<p class="tc-note" role="status">{escape(sentence)}</p>'


# The set-up hint says the same, with what to do.
_COVERED_BY_HINT = frozenset({WarningCode.BODY_CUT_OFF})


def _footer(snapshot: LiveSnapshot, words: Translator) -> str:
    if snapshot.result is None or snapshot.error is not None:
        return ""
    figures = words.text("{rate} frames per second", rate=words.number(snapshot.analysed_hz))
    warning = _too_little(snapshot, words)
    note = f'<p class="tc-note">{escape(warning)}</p>' if warning else ""
    return note + f'<p class="tc-small" {_for_tests(snapshot)}>{escape(figures)}</p>'


def _too_little(snapshot: LiveSnapshot, words: Translator) -> str:
    """Return that frames arrive late, or that there are few; empty when all is well."""
    if snapshot.lag_s > LAG_WARNING_S:
        return words.text(
            "The picture is {lag} s late: close other programs on this computer.",
            lag=words.number(snapshot.lag_s, 1),
        )
    if snapshot.received >= _WARM_UP and snapshot.received_hz < FEW_HZ:
        if snapshot.is_sample:
            return words.text("This computer is busy, so the film plays more slowly.")
        return words.text(
            "The camera gives only {rate} pictures per second: more light in the room helps.",
            rate=words.number(snapshot.received_hz),
        )
    return ""


def _for_tests(snapshot: LiveSnapshot) -> str:
    """Return the statistics of the stream as attributes, for the browser tests."""
    figures = {
        "received-hz": snapshot.received_hz,
        "analysed-hz": snapshot.analysed_hz,
        "recv-median-ms": snapshot.recv_median_ms,
        "recv-p95-ms": snapshot.recv_p95_ms,
        "age-median-ms": snapshot.age_median_ms,
        "age-p95-ms": snapshot.age_p95_ms,
        "shown-median-ms": snapshot.shown_median_ms,
        "shown-p95-ms": snapshot.shown_p95_ms,
    }
    return " ".join(f'data-{name}="{value:.1f}"' for name, value in figures.items())


def _big(sentence: str) -> str:
    return f'<p class="tc-big" role="status">{escape(sentence)}</p>'


def _next(sentence: str) -> str:
    return f'<p class="tc-next">{escape(sentence)}</p>'


def start_panel(words: Translator, *, camera: bool) -> str:
    """Return what to do before a stream starts, as HTML."""
    if not camera:
        return f'<div class="tc-panel">{_big(words.text("The sample film is starting"))}</div>'
    steps = (
        words.text("Put the computer at hip height, 2.5 to 4 metres away from you."),
        words.text("Stand at an angle to the camera, half turned, in view from head to feet."),
        words.text("Press Start, stand upright and still for three counts, and lift."),
    )
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    heading = f'<p class="tc-big">{escape(words.text("How to begin"))}</p>'
    return f'<div class="tc-panel">{heading}<ol class="tc-steps">{items}</ol></div>'
