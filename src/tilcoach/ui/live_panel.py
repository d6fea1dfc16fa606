"""What stands beside the live picture: large enough to read from four metres away."""

from __future__ import annotations

from html import escape

from tilcoach.coaching import JudgedLift, Pattern, PersonStep, Verdict, WarningCode
from tilcoach.errors import TilcoachError
from tilcoach.guiding import SHOWN_FROM, Guidance, Hint, SetUpState, turn_for_rest
from tilcoach.kinematics import View
from tilcoach.messages import Translator
from tilcoach.ui.live_slot import LiveSnapshot
from tilcoach.ui.marks import mark, verdict_row

LAG_WARNING_S = 0.7
"""Beyond this a person notices that the picture follows late."""

FEW_HZ = 10.0
"""With fewer pictures a second, a quick lift is seen too coarsely to be judged well."""

_ENOUGH = 20  # pictures: before that nobody knows how many come


def live_panel(snapshot: LiveSnapshot, words: Translator) -> str:
    """Return the panel as HTML.

    Parameters
    ----------
    snapshot
        What is known of the stream now.
    words
        In the user's language.
    """
    return f'<div class="tc-panel">{_body(snapshot, words)}{_footer(snapshot, words)}</div>'


def view_sentence(
    view: View, words: Translator, switched_off: frozenset[Pattern] = frozenset()
) -> str:
    """Return from where the camera looks and what can be judged from there; empty if unknown.

    Parameters
    ----------
    view
        Of one person.
    words
        In the user's language.
    switched_off
        Patterns that are not judged from anywhere.
    """
    shown = SHOWN_FROM[view.label] - switched_off
    judged = [words.pattern(p).lower() for p in Pattern if p in shown]
    if not judged:
        return ""
    return words.text(
        "The camera sees you {view}. From here I can judge: {patterns}.",
        view=words.view(view.label),
        patterns=", ".join(judged),
    )


def _body(snapshot: LiveSnapshot, words: Translator) -> str:
    if snapshot.fault is not None:
        return _fault(snapshot.fault, words)
    if snapshot.trouble is not None:
        return _trouble(snapshot.trouble, words)
    if snapshot.step is None or snapshot.guidance is None:
        return _big(words.text("One moment, the coach is getting ready"))
    guidance = snapshot.guidance
    if guidance.is_paused:
        return _paused(words)
    people = snapshot.step.people
    if not guidance.set_up.is_ready or not people:
        return _set_up(guidance.set_up, words)
    return _coached(people[0], guidance, words)


def _fault(fault: TilcoachError, words: Translator) -> str:
    return _big(words.text("The coach cannot look along yet")) + _next(words.error(fault))


def _trouble(trouble: TilcoachError, words: Translator) -> str:
    return _big(words.text("The camera gives no picture")) + _next(words.error(trouble))


def _paused(words: Translator) -> str:
    go_on = words.text("Raise a hand for a second, or press the space bar, to go on.")
    return _big(words.text("Pause")) + _next(go_on)


def _set_up(state: SetUpState, words: Translator) -> str:
    """Ask for one thing, and show how much of standing still is done."""
    if state.hint is None:
        return _big(words.text("One moment, the coach is getting ready"))
    asked = f'<p class="tc-cue" role="status">{escape(words.hint(state.hint))}</p>'
    if state.hint is not Hint.STAND_STILL:
        return asked
    done = f"{100 * state.still_share:.0f}"
    low = words.text("Whether the camera stands low I cannot see: hip height is best.")
    return (
        f'{asked}<div class="tc-bar" data-done="{done}"><div style="width: {done}%"></div></div>'
        f'<p class="tc-note">{escape(low)}</p>'
    )


def _coached(person: PersonStep, guidance: Guidance, words: Translator) -> str:
    done = words.plural("lift", "lifts", person.lift_count)
    top = (
        f'<div class="tc-top"><div class="tc-phase">{escape(words.phase(person.phase))}</div>'
        f'<div class="tc-count"><b>{person.lift_count}</b> {escape(done)}</div></div>'
    )
    if person.last_lift is None and guidance.during is None:
        middle = _ready(person.view, guidance.switched_off, words)
    else:
        middle = _said(guidance, words) + _verdicts(person.last_lift, words)
    return top + middle + _calm_line(person, guidance.set_up.hint, words)


def _ready(view: View, switched_off: frozenset[Pattern], words: Translator) -> str:
    """Say that the set-up is done, what can be judged from here, and how to turn for the rest."""
    well = f'<p class="tc-cue">{escape(words.text("You are well in view"))}</p>'
    lift = _next(words.text("Lift something: pick it up and come back to upright."))
    turn = turn_for_rest(view.label, switched_off)
    rest = f'<p class="tc-note">{escape(words.turn(turn))}</p>' if turn else ""
    sentence = view_sentence(view, words, switched_off)
    seen = f'<p class="tc-note">{escape(sentence)}</p>' if sentence else ""
    return well + lift + seen + rest


def _said(guidance: Guidance, words: Translator) -> str:
    """Show the line of this moment, else the sentence on the newest lift; one at a time."""
    if guidance.during is not None:
        line = escape(words.during(guidance.during))
        shape = mark(Verdict.FOUT)
        return f'<p class="tc-cue tc-during" role="status">{shape}<span>{line}</span></p>'
    if guidance.sentence is None:
        return ""
    return f'<p class="tc-cue" role="status">{escape(words.sentence(guidance.sentence))}</p>'


def _verdicts(judged: JudgedLift | None, words: Translator) -> str:
    if judged is None:
        return ""
    rows = "".join(
        verdict_row(finding, words, words.reason(finding.reason) if finding.reason else "")
        for finding in judged.findings
    )
    fout = any(finding.verdict is Verdict.FOUT for finding in judged.findings)
    note = f'<p class="tc-small">{escape(_fout_note(words))}</p>' if fout else ""
    return rows + note


def _calm_line(person: PersonStep, hint: Hint | None, words: Translator) -> str:
    """Say the first thing that the person should know now; one line, so that it stays calm."""
    warnings = [code for code in person.warnings if code not in _TOLD_BY_HINT]
    if hint is not None:
        sentence = words.hint(hint)
    elif warnings:
        sentence = words.warning(warnings[0])
    else:
        return ""
    return f'<p class="tc-note" role="status">{escape(sentence)}</p>'


# The set-up says the same with what to do.
_TOLD_BY_HINT = frozenset({WarningCode.BODY_CUT_OFF})


def _fout_note(words: Translator) -> str:
    return f"{words.verdict(Verdict.FOUT)}: {words.verdict_note(Verdict.FOUT)}"


def _footer(snapshot: LiveSnapshot, words: Translator) -> str:
    if snapshot.step is None or snapshot.fault is not None:
        return ""
    figures = words.text(
        "{rate} pictures per second looked at", rate=words.number(snapshot.analysed_hz)
    )
    warning = _too_little(snapshot, words)
    note = f'<p class="tc-note">{escape(warning)}</p>' if warning else ""
    return note + f'<p class="tc-small" {_for_tests(snapshot)}>{escape(figures)}</p>'


def _too_little(snapshot: LiveSnapshot, words: Translator) -> str:
    """Say that the picture comes late, or that there are few; empty when all is well."""
    if snapshot.lag_s > LAG_WARNING_S:
        return words.text(
            "The picture is {lag} s late: close other programs on this computer.",
            lag=words.number(snapshot.lag_s, 1),
        )
    if snapshot.received >= _ENOUGH and snapshot.received_hz < FEW_HZ:
        if snapshot.is_film:
            return words.text("This computer is busy, so the film plays more slowly.")
        return words.text(
            "The camera gives only {rate} pictures per second: more light in the room helps.",
            rate=words.number(snapshot.received_hz),
        )
    return ""


def _for_tests(snapshot: LiveSnapshot) -> str:
    """Return the figures of the stream as attributes: nobody sees them, the browser test does."""
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


def steps_panel(words: Translator, *, camera: bool) -> str:
    """Return what to do before a stream runs, as HTML.

    Parameters
    ----------
    words
        In the user's language.
    camera
        Whether the own camera will be used.
    """
    if not camera:
        return f'<div class="tc-panel">{_big(words.text("The sample film is starting"))}</div>'
    steps = (
        words.text("Put the computer at hip height, 2.5 to 4 metres away from you."),
        words.text("Stand with your side to the camera, in view from head to feet."),
        words.text("Press Start, stand upright and still for three counts, and lift."),
    )
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    turn = words.text("For twisting with a load, stand facing the camera or at an angle.")
    heading = f'<p class="tc-big">{escape(words.text("How to begin"))}</p>'
    return (
        f'<div class="tc-panel">{heading}<ol class="tc-steps">{items}</ol>'
        f'<p class="tc-note">{escape(turn)}</p></div>'
    )
