"""The result of one film: lifts, curves, files to download, and saving it."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from tilcoach.batch import Analysis
from tilcoach.coaching import JudgedLift, PersonRecordingResult
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.report import ReportSession, build_report, report_bytes
from tilcoach.session_files import SessionDocument, decisive_s
from tilcoach.store import History, SameFilm, new_lifts
from tilcoach.ui.components.charts import draw_plot, plots
from tilcoach.ui.components.save_controls import chosen_name, chosen_profile_number
from tilcoach.ui.components.session_state import VideoResult
from tilcoach.ui.components.stick_figure import draw_figure, points_at
from tilcoach.ui.components.verdict_html import finding_detail, fout_note, verdict_row
from tilcoach.ui.components.widgets import report_button, show_notice
from tilcoach.ui.film.lifting_index import document_as_said, show_lifting_index
from tilcoach.ui.film.player import current_s, seek_button, show_player
from tilcoach.ui.film.timeline import draw_timeline, show_seekable_chart, with_playhead
from tilcoach.ui.live_view.panel import view_sentence

_MAX_CARDS = 2  # more lifts than fit beside the film scroll by themselves
_CARDS_PX = 720


def show_result(result: VideoResult, words: Translator) -> None:
    """Show the film beside its lifts, warnings, downloads and curves."""
    st.subheader(result.title)
    people = result.analysis.review.people
    left, right = st.columns([6, 5], gap="large")
    with left, st.container(key="film"):  # sticky: style.css
        show_player(result.folder / "annotated.mp4", result.analysis, words)
        for person in people:
            _show_timeline(person, result.analysis, words, named=len(people) > 1)
    with right:
        _show_warnings(result.analysis, words)
        for person in people:
            _show_lifts(person, words, named=len(people) > 1)
        show_lifting_index(result, words)
        _show_downloads(result, words)
        show_save_controls(result.analysis, result.folder, words)
        for person in people:
            _show_curves(person, result.analysis, words, named=len(people) > 1)


def _show_timeline(
    person: PersonRecordingResult, analysis: Analysis, words: Translator, *, named: bool
) -> None:
    if not person.lifts:
        return
    if named:
        st.caption(words.text("Person {n}", n=person.person))
    chart = draw_timeline(person.lifts, analysis.source.duration_s, words)
    # A new key for each moment, so that a second click on the same bar counts as well.
    show_seekable_chart(
        chart,
        f"timeline-{person.person}-{current_s()}",
        words.text("The lifts on the time of the film. Each one has a button beside it as well."),
    )


def _show_warnings(analysis: Analysis, words: Translator) -> None:
    review = analysis.review
    codes = dict.fromkeys(review.warnings + tuple(w for p in review.people for w in p.warnings))
    for span in review.spans:
        sentence = words.film_span(span.fault, span.start_s, span.end_s)
        st.info(sentence, icon=":material/timelapse:")
    for code in codes:
        st.info(words.warning(code), icon=":material/info:")
    if review.people and not review.has_lifts and not codes:
        st.info(words.text("I saw no lift: pick something up from low and come upright again."))


def _show_lifts(person: PersonRecordingResult, words: Translator, *, named: bool) -> None:
    if named:
        st.markdown(f"**{words.text('Person {n}', n=person.person)}**")
    if sentence := view_sentence(person.view, words):
        st.caption(sentence)
    many = len(person.lifts) > _MAX_CARDS
    with st.container(height=_CARDS_PX if many else "content", border=False):
        for judged in person.lifts:
            with st.container(border=True):
                st.html(lift_card(judged, words, _figure(judged, person, words)))
                seek_button(judged, f"moment-{person.person}-{judged.lift.number}", words)


def _figure(judged: JudgedLift, person: PersonRecordingResult, words: Translator) -> str:
    points = points_at(person.poses, decisive_s(judged))
    return draw_figure(points, words.text("Key moment"))


def lift_card(judged: JudgedLift, words: Translator, figure: str = "") -> str:
    """Return one lift as HTML: its times, its cue, and a row per pattern."""
    lift = judged.lift
    when = words.text(
        "Lift {n}, from {start} to {end} s",
        n=lift.number,
        start=words.number(lift.start_s, 1),
        end=words.number(lift.end_s, 1),
    )
    rows = "".join(
        verdict_row(f, words, finding_detail(f, lift.measures, words)) for f in judged.findings
    )
    return (
        f'<div class="tc-panel tc-card"><div class="tc-cue-and-figure"><div>'
        f'<div class="tc-pattern">{escape(when)}</div>'
        f'<p class="tc-cue">{escape(words.advice(judged))}</p></div>{figure}</div>{rows}'
        f"{fout_note(judged.findings, words)}</div>"
    )


def _show_curves(
    person: PersonRecordingResult, analysis: Analysis, words: Translator, *, named: bool
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
        chart = with_playhead(drawn, plot, person.postures, words)
        show_seekable_chart(chart, f"curve-{person.person}-{plot.measures[0].field}", plot.title)


def _show_downloads(result: VideoResult, words: Translator) -> None:
    st.caption(words.text("To keep: nothing is saved unless you choose so."))
    names = {
        "annotated.mp4": (words.text("Film with drawing"), "video/mp4"),
        "frames.csv": (words.text("Measures (CSV)"), "text/csv"),
        "session.json": (words.text("Findings (JSON)"), "application/json"),
    }
    stem = Path(result.analysis.source.name).stem
    with st.container(horizontal=True):
        if result.analysis.review.has_lifts:
            title = words.text("Report for the file (PDF)")
            report_button(
                title, partial(_report_pdf, result, words), f"{stem}-{words.text('report')}.pdf"
            )
        for name, (title, mime) in names.items():
            st.download_button(
                title,
                (result.folder / name).read_bytes(),
                file_name=f"{stem}-{name}",
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
            )


def _report_pdf(result: VideoResult, words: Translator, today: date) -> bytes:
    """Return the report of this film as a PDF."""
    session = ReportSession.of_review(document_as_said(result), result.analysis.review, today)
    return report_bytes(build_report([session], today, chosen_name()), words)


_SAVED = "saved_folder"  # in the session: folder of the film that was saved last


def save_video(analysis: Analysis, folder: Path, profile: int, words: Translator) -> None:
    """Save the result of a film, once; one that was saved before waits for the user's choice."""
    if not analysis.review.has_lifts or st.session_state.get(_SAVED) == folder:
        return
    if _older_session(analysis, profile, words) is None:
        _save(analysis, folder, profile, SameFilm.BESIDE, words)


def _save(
    analysis: Analysis, folder: Path, profile: int, again: SameFilm, words: Translator
) -> None:
    """Save the result of a film; show a notice when that fails."""
    document = SessionDocument.model_validate_json((folder / "session.json").read_bytes())
    source = document.source
    stated = source.recorded_at if source.recorded_at_from == "container" else None
    try:
        lifts = tuple(new_lifts(analysis.review, words))
        History().save_film(profile, stated or local_now(), document, lifts, again)
    except TilcoachError as error:
        show_notice(words.error(error))
    else:
        st.session_state[_SAVED] = folder


def _older_session(analysis: Analysis, profile: int, words: Translator) -> int | None:
    """Return the session of the same film that was saved before; None without one."""
    try:
        return History().older_session(profile, analysis.source.sha256)
    except TilcoachError as error:
        show_notice(words.error(error))
        return None


def show_save_controls(analysis: Analysis, folder: Path, words: Translator) -> None:
    """Show that the result is saved, or buttons that save it; nothing without a lift."""
    if not analysis.review.has_lifts:
        return
    status = st.empty()
    if st.session_state.get(_SAVED) != folder:
        profile = chosen_profile_number()
        with status.container():
            again = _ask_how_to_save(_older_session(analysis, profile, words), words)
        if again is not None:
            _save(analysis, folder, profile, again, words)
    if st.session_state.get(_SAVED) == folder:
        status.caption(words.text("The results of this film are saved under Progress."))


def _ask_how_to_save(older: int | None, words: Translator) -> SameFilm | None:
    """Show what can be done; return what the user has just chosen."""
    if older is None:
        title = words.text("Save the results under Progress")
        return SameFilm.BESIDE if st.button(title, icon=":material/bookmark_add:") else None
    st.caption(
        words.text("This film was saved before. Under Progress it counts once: the newest results.")
    )
    with st.container(horizontal=True):
        if st.button(words.text("Replace what was saved"), icon=":material/bookmark_added:"):
            return SameFilm.REPLACE
        if st.button(words.text("Keep both"), icon=":material/bookmark_add:"):
            return SameFilm.BESIDE
    return None
