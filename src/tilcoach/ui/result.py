"""What was found in one video: the film, the lifts, the curves, and the files to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from tilcoach.batch import Analysis
from tilcoach.coaching import Finding, JudgedLift, PersonReview, Verdict
from tilcoach.messages import Translator
from tilcoach.report import SessionDocument, decisive_s
from tilcoach.sheet import SheetSession, sheet_bytes, sheet_of
from tilcoach.ui.charts import draw_plot, plots
from tilcoach.ui.keep_look import show_keeping
from tilcoach.ui.live_panel import view_sentence
from tilcoach.ui.marks import verdict_row
from tilcoach.ui.moment import moment_button, show_film, shown_s
from tilcoach.ui.scrub import draw_timeline, show_with_moments, with_moments
from tilcoach.ui.sheet_button import sheet_button
from tilcoach.ui.stick_figure import draw_figure, points_at
from tilcoach.ui.workspace import Workspace

_MOST_CARDS = 2  # more lifts than fit beside the film scroll by themselves
_CARDS_PX = 720


@dataclass(frozen=True, slots=True)
class Look:
    """One video that was looked at, and the folder that its files lie in.

    Attributes
    ----------
    title
        What to call it.
    analysis
        What was found.
    folder
        Holds annotated.mp4, frames.csv and session.json.
    workspace
        Keeps the folder alive.
    """

    title: str
    analysis: Analysis
    folder: Path
    workspace: Workspace


def show_look(look: Look, words: Translator) -> None:
    """Show everything that was found.

    Parameters
    ----------
    look
        The video.
    words
        In the user's language.
    """
    st.subheader(look.title)
    people = look.analysis.review.people
    left, right = st.columns([6, 5], gap="large")
    with left, st.container(key="film"):  # stays in view: style.css
        show_film(look.folder / "annotated.mp4", look.analysis, words)
        for person in people:
            _show_timeline(person, look.analysis, words, named=len(people) > 1)
    with right:
        _show_warnings(look.analysis, words)
        for person in people:
            _show_lifts(person, words, named=len(people) > 1)
        _show_downloads(look, words)
        show_keeping(look.analysis, look.folder, words)
        for person in people:
            _show_curves(person, look.analysis, words, named=len(people) > 1)


def _show_timeline(
    person: PersonReview, analysis: Analysis, words: Translator, *, named: bool
) -> None:
    if not person.lifts:
        return
    if named:
        st.caption(words.text("Person {n}", n=person.person))
    chart = draw_timeline(person.lifts, analysis.source.duration_s, words)
    # A new key for each moment: a click on the bar that was clicked before counts as well.
    show_with_moments(
        chart,
        f"timeline-{person.person}-{shown_s()}",
        words.text("The lifts on the time of the film. Each one has a button beside it as well."),
    )


def _show_warnings(analysis: Analysis, words: Translator) -> None:
    review = analysis.review
    codes = dict.fromkeys(review.warnings + tuple(w for p in review.people for w in p.warnings))
    for code in codes:
        st.info(words.warning(code), icon=":material/info:")
    if review.people and not any(person.lifts for person in review.people) and not codes:
        st.info(words.text("I saw no lift: pick something up from low and come upright again."))


def _show_lifts(person: PersonReview, words: Translator, *, named: bool) -> None:
    if named:
        st.markdown(f"**{words.text('Person {n}', n=person.person)}**")
    if sentence := view_sentence(person.view, words):
        st.caption(sentence)
    many = len(person.lifts) > _MOST_CARDS
    with st.container(height=_CARDS_PX if many else "content", border=False):
        for judged in person.lifts:
            with st.container(border=True):
                st.html(lift_card(judged, words, _figure(judged, person, words)))
                moment_button(judged, f"moment-{person.person}-{judged.lift.number}", words)


def _figure(judged: JudgedLift, person: PersonReview, words: Translator) -> str:
    points = points_at(person.poses, decisive_s(judged))
    return draw_figure(points, words.text("The moment that tells most"))


def lift_card(judged: JudgedLift, words: Translator, figure: str = "") -> str:
    """Return one lift as HTML: when it was, the one sentence, and a row per pattern.

    Parameters
    ----------
    judged
        The lift with its findings.
    words
        In the user's language.
    figure
        A drawing of the body as HTML, to stand beside the sentence.
    """
    lift = judged.lift
    when = words.text(
        "Lift {n}, from {start} to {end} s",
        n=lift.number,
        start=words.number(lift.start_s, 1),
        end=words.number(lift.end_s, 1),
    )
    rows = "".join(verdict_row(f, words, detail(f, words)) for f in judged.findings)
    return (
        f'<div class="tc-panel tc-card"><div class="tc-told-and-drawn"><div>'
        f'<div class="tc-pattern">{escape(when)}</div>'
        f'<p class="tc-cue">{escape(words.cue(judged.cue))}</p></div>{figure}</div>{rows}</div>'
    )


def detail(finding: Finding, words: Translator) -> str:
    """Return what stands below a verdict: the value and its limit, or why there is none.

    Parameters
    ----------
    finding
        One pattern of one lift.
    words
        In the user's language.
    """
    if finding.reason is not None:
        return words.reason(finding.reason)
    measured = words.text(
        "Measured {measured}; the limit is {limit}.",
        measured=words.quantity(finding.measured, finding.unit),
        limit=words.quantity(finding.limit, finding.unit),
    )
    if finding.verdict is Verdict.FOUT:
        return f"{measured} {words.verdict_note(Verdict.FOUT)}"
    return measured


def _show_curves(
    person: PersonReview, analysis: Analysis, words: Translator, *, named: bool
) -> None:
    if person.postures is None:
        return
    heading = words.text("Over time")
    st.subheader(f"{heading}, {words.text('Person {n}', n=person.person)}" if named else heading)
    st.caption(
        words.text(
            "Grey bands are lifts; the dashed line is the limit. "
            "Click anywhere in a chart to see that moment of the film."
        )
    )
    for plot in plots(words):
        drawn = draw_plot(plot, person.postures, person.lifts, analysis.settings.limits, words)
        chart = with_moments(drawn, plot, person.postures, words)
        show_with_moments(chart, f"curve-{person.person}-{plot.curves[0].field}", plot.title)


def _show_downloads(look: Look, words: Translator) -> None:
    st.caption(words.text("To keep: nothing is saved unless you choose so."))
    names = {
        "annotated.mp4": (words.text("Film with drawing"), "video/mp4"),
        "frames.csv": (words.text("Measures (CSV)"), "text/csv"),
        "session.json": (words.text("Findings (JSON)"), "application/json"),
    }
    stem = Path(look.analysis.source.name).stem
    with st.container(horizontal=True):
        if any(person.lifts for person in look.analysis.review.people):
            title = words.text("Report for the file (PDF)")
            sheet_button(title, partial(_sheet, look, words), f"{stem}-{words.text('report')}.pdf")
        for name, (title, mime) in names.items():
            st.download_button(
                title,
                (look.folder / name).read_bytes(),
                file_name=f"{stem}-{name}",
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
            )


def _sheet(look: Look, words: Translator, today: date) -> bytes:
    """Return the report of this film as a PDF."""
    document = SessionDocument.model_validate_json((look.folder / "session.json").read_bytes())
    session = SheetSession.of_review(document, look.analysis.review, today)
    return sheet_bytes(sheet_of([session], today), words)
