"""Uitleg: what the coach measures, what it cannot see, and what it is for."""

from __future__ import annotations

from html import escape

import streamlit as st

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.kinematics import ViewLabel
from tilcoach.live.samples import read_samples
from tilcoach.measures import MEASURE_OF, Measure
from tilcoach.report import error_rows, read_release_accuracy
from tilcoach.ui.about.drawings import draw_pair
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.components.verdict_html import verdict_mark
from tilcoach.ui.components.widgets import html_table
from tilcoach.ui.reminder import choose_reminder

_GOOD_SAMPLE = "squat_close"
_SAMPLES = {
    Pattern.STRAIGHT_LEGS: "stoop_straight_legs",
    Pattern.TWIST_WITH_LOAD: "lift_and_twist",
    Pattern.LOAD_FAR: "load_far",
}
_NOT_JUDGED = "not judged where the view allows, share"  # as tilcoach validate names it


def show_page() -> None:
    """Show the page."""
    words = current_translator()
    st.markdown(
        words.text(
            "tilcoach looks along while you lift and says after each lift what went well and what "
            "you can try. The three points come from the leaflet about back complaints that Dutch "
            "physiotherapists hand out."
        )
    )
    _show_patterns(words)
    _show_films(words)
    _show_verdicts(words)
    left, right = st.columns(2, gap="large")
    with left:
        _show_what_is_seen(words)
    with right:
        _show_purpose(words)
    _show_accuracy(words)
    _show_other_advice(words)


def _show_patterns(words: Translator) -> None:
    texts = {
        Pattern.STRAIGHT_LEGS: words.text(
            "Sink through your knees before you pick something up: then your legs do a part of "
            "the way. With straight legs, all of the way comes from bending over."
        ),
        Pattern.TWIST_WITH_LOAD: words.text(
            "Is it heavy, and do you have to go another way? Move your feet, so that your nose "
            "and your toes point the same way."
        ),
        Pattern.LOAD_FAR: words.text(
            "Bring what you lift to your belt and keep it there. Stand close to it before you "
            "begin."
        ),
    }
    for column, (pattern, text) in zip(st.columns(3, gap="medium"), texts.items(), strict=True):
        with column.container(border=True, height="stretch"):
            st.subheader(words.pattern(pattern), anchor=False)
            st.html(draw_pair(pattern, words))
            st.markdown(text)


def _show_films(words: Translator) -> None:
    """Play a good lift beside one that shows a pattern."""
    films = {sample.name: sample for sample in read_samples()}
    shown = {p: films[name] for p, name in _SAMPLES.items() if name in films}
    if _GOOD_SAMPLE not in films or not shown:
        return
    st.subheader(words.text("See the difference"), anchor=False)
    pattern = st.segmented_control(
        words.text("Which point?"),
        list(shown),
        key="film_pattern",
        default=next(iter(shown)),
        required=True,
        format_func=words.pattern,
        label_visibility="collapsed",
        persist_state="session",
    )
    other = shown[Pattern(pattern or next(iter(shown)))]
    pair = ((Verdict.GOED, films[_GOOD_SAMPLE]), (Verdict.FOUT, other))
    for column, (verdict, film) in zip(st.columns(2, gap="large"), pair, strict=True):
        word, title = escape(words.verdict(verdict)), escape(film.title(words))
        column.html(
            f'<p class="tc-times">{verdict_mark(verdict)}'
            f"<span><strong>{word}</strong>: {title}</span></p>"
        )
        column.video(film.path.read_bytes(), format="video/mp4", muted=True)


def _show_verdicts(words: Translator) -> None:
    st.subheader(words.text("What the three words mean"), anchor=False)
    for column, verdict in zip(st.columns(3, gap="medium"), Verdict, strict=True):
        word, note = escape(words.verdict(verdict)), escape(words.verdict_note(verdict))
        column.html(
            f'<div class="tc-panel tc-card"><div class="tc-verdict">{verdict_mark(verdict)}'
            f'<div><div class="tc-word">{word}</div><div class="tc-why">{note}</div></div>'
            "</div></div>"
        )


def _show_what_is_seen(words: Translator) -> None:
    st.subheader(words.text("What the coach can and cannot see"), anchor=False)
    st.markdown(
        words.text(
            "The camera follows 33 points of your body, and none of them lies on the back itself. "
            "Whether your back is round or flat cannot be seen, and nothing here says so. How "
            "heavy something is cannot be seen either. What is not clearly in view is not judged."
        )
    )
    views = (ViewLabel.SIDE, ViewLabel.OBLIQUE, ViewLabel.FRONT)
    rows = [
        (words.pattern(p), *(_how_well_seen(m, view, words) for view in views))
        for p, m in MEASURE_OF.items()
    ]
    st.html(html_table((words.text("Camera"), *(words.view(view) for view in views)), rows))


def _how_well_seen(measure: Measure, view: ViewLabel, words: Translator) -> str:
    if view not in measure.views:
        return words.text("no")
    return words.text("roughly") if view in measure.rough_views else words.text("yes")


def _show_accuracy(words: Translator) -> None:
    """Show the validated accuracy of the measures, if published."""
    published = read_release_accuracy()
    if published is None:
        return
    st.subheader(words.text("How exact the coach is"), anchor=False)
    st.markdown(
        words.text(
            "tilcoach was held against films whose true angles are known, because they were "
            "drawn by a computer. So far off it is on average, on the films on which it does "
            "worst; on real people it may be more. Close to a limit the coach does not judge."
        )
    )
    head, *rows = error_rows(published, words)
    st.html(html_table(head, rows))
    open_share = published.values.get(_NOT_JUDGED)
    if open_share is not None:
        share = words.quantity(open_share, "probability")
        st.caption(
            words.text(
                "Where the camera stood well, {share} of the verdicts was left open.", share=share
            )
        )


def _show_purpose(words: Translator) -> None:
    st.subheader(words.text("What it is for"), anchor=False)
    st.markdown(
        words.text(
            "tilcoach is for practising and demonstrating a way of lifting. It makes no diagnosis "
            "and is no treatment. With questions about your complaints, go to your physiotherapist "
            "or doctor."
        )
    )
    st.subheader(words.text("Your pictures stay with you"), anchor=False)
    st.markdown(
        words.text(
            "Everything happens on this computer. No picture and no number leaves it, there is no "
            "sound recorded, and nothing is kept unless you choose so yourself: then only numbers."
        )
    )


def _show_other_advice(words: Translator) -> None:
    st.subheader(words.text("What else the leaflet advises"), anchor=False)
    cards = {
        words.text("Keep moving"): words.text(
            "Go on with your normal activities as well as you can. Walking, cycling or swimming: "
            "what you enjoy is what you keep up."
        ),
        words.text("Change your posture"): words.text(
            "Sitting or standing for long? Every 20 to 30 minutes, stand up, sit down or walk for "
            "a moment."
        ),
        words.text("Build up step by step"): words.text(
            "Do a little more each time, on easy days and on hard days about the same. So your "
            "back gets used to it again."
        ),
        words.text("Relax"): words.text(
            "Take a moment of rest now and then. Being at ease is a part of being fit."
        ),
    }
    for column, (title, text) in zip(st.columns(4, gap="medium"), cards.items(), strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{title}**")
            st.markdown(text)
    choose_reminder(words)
