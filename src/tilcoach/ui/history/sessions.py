"""The sessions of a profile as a list, and the details of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.measures import KNEE_FLEXION, TRUNK_FLEXION
from tilcoach.report import build_saved_report, report_bytes
from tilcoach.session_files import FindingPart
from tilcoach.store import (
    CAMERA,
    MOST_LETTERS_NOTE,
    History,
    Profile,
    SavedLift,
    SavedSession,
    counted,
    limits_of,
    tally,
)
from tilcoach.ui.components.charts import draw_plot, plots
from tilcoach.ui.components.labels import lift_name, session_titles
from tilcoach.ui.components.widgets import confirm_button, report_button
from tilcoach.ui.history.report_form import chosen_dossier, show_report_form

_ROWS = 10  # more than these scroll
_ROW_PX = 35


def session_table(sessions: Sequence[SavedSession], words: Translator) -> dict[str, list[str]]:
    """Return the sessions as columns of a table, the newest first."""
    newest_first = sessions[::-1]
    return {
        words.text("When"): [words.moment(session.started_at) for session in newest_first],
        words.text("Film or camera"): [_source(session, words) for session in newest_first],
        words.text("Lifts"): [words.number(len(session.lifts)) for session in newest_first],
        **{
            f"{words.pattern(pattern)}: {words.verdict(Verdict.GOED).lower()}": [
                _goed_of_judged(session.lifts, pattern, words) for session in newest_first
            ]
            for pattern in Pattern
        },
        words.text("Note"): [session.note for session in newest_first],
    }


def lift_table(session: SavedSession, words: Translator) -> dict[str, list[str]]:
    """Return the lifts of a session as columns of a table."""
    lifts = session.lifts
    measures = [lift.part.measures for lift in lifts]
    return {
        words.text("Lift"): [lift_name(lift, session, words) for lift in lifts],
        **{
            words.pattern(pattern): [_found(lift, pattern, words) for lift in lifts]
            for pattern in Pattern
        },
        **{
            words.measure(measure): [
                _quantity(getattr(m, measure.field), measure.unit, words) for m in measures
            ]
            for measure in (TRUNK_FLEXION, KNEE_FLEXION)
        },
    }


def show_sessions(
    history: History, sessions: Sequence[SavedSession], profile: Profile, words: Translator
) -> None:
    """Show the list, and below it the session that the user picks, at first the newest."""
    st.subheader(words.text("Sessions"), anchor=False)
    table = session_table(sessions, words)
    height = (1 + min(len(sessions), _ROWS)) * _ROW_PX + 3
    st.dataframe(table, hide_index=True, width="stretch", height=height)
    show_report_form(history, profile, words)
    if len(sessions) > 1:
        title = words.text("Report of all these sessions (PDF)")
        make = partial(_report_pdf, history, counted(sessions), profile, words)
        report_button(title, make, _file_name(words), key="report-all")
    names = session_titles(sessions, words)
    if st.session_state.get("session") not in names:  # erased, or of another profile
        st.session_state["session"] = sessions[-1].number
    number = st.selectbox(
        words.text("Look at a session"),
        list(names)[::-1],
        format_func=names.__getitem__,
        key="session",
    )
    chosen = next(session for session in sessions if session.number == number)
    with st.container(border=True):
        _show_session(history, chosen, profile, words)


def _show_session(
    history: History, session: SavedSession, profile: Profile, words: Translator
) -> None:
    left, right = st.columns([7, 4], gap="large")
    with left:
        st.dataframe(lift_table(session, words), hide_index=True, width="stretch")
    with right:
        _show_note(history, session, words)
        make = partial(_report_pdf, history, [session], profile, words)
        report_button(
            words.text("Report for the file (PDF)"), make, _file_name(words), key="report"
        )
        question = words.text("This session and its note will be gone for good.")
        if confirm_button(
            f"session-{session.number}", words.text("Erase session"), question, words
        ):
            history.erase_session(session.number)
            st.rerun()
    _show_curves(history, session, words)


def _report_pdf(
    history: History,
    sessions: Sequence[SavedSession],
    profile: Profile,
    words: Translator,
    today: date,
) -> bytes:
    """Return the report of sessions as a PDF, with the notes saved since."""
    current = [history.session(session.number) for session in sessions]
    dossier = chosen_dossier(history, profile)
    return report_bytes(build_saved_report(history, current, today, profile.name, dossier), words)


def _file_name(words: Translator) -> str:
    """Return a name without the person: the file ends up in a folder of downloads."""
    return f"tilcoach-{words.text('report')}.pdf"


def _show_note(history: History, session: SavedSession, words: Translator) -> None:
    with st.form(f"note-form-{session.number}", border=False):
        note = st.text_area(
            words.text("Own note"),
            session.note,
            max_chars=MOST_LETTERS_NOTE,
            key=f"note-{session.number}",
        )
        if st.form_submit_button(words.text("Save note")):
            history.write_note(session.number, note or "")
            st.rerun()


def _show_curves(history: History, session: SavedSession, words: Translator) -> None:
    """Show the curves of the lift that the user picks, at first of none."""
    curves = history.curves(session.number)
    all_lifts = {(lift.person, lift.part.lift): lift for lift in session.lifts}
    by_key = {of: lift for of, lift in all_lifts.items() if of in curves}
    if not by_key:  # it came from a file without them
        return
    key = st.selectbox(
        words.text("Curves of one lift"),
        list(by_key),
        index=None,
        format_func=lambda key: lift_name(by_key[key], session, words),
        placeholder=words.text("Choose a lift"),
        key=f"curves-{session.number}",
    )
    if key is None:
        return
    postures = curves[key].postures()
    limits = limits_of(session)
    for column, plot in zip(st.columns(2) * 2, plots(words), strict=True):
        column.altair_chart(draw_plot(plot, postures, (), limits, words))


def _source(session: SavedSession, words: Translator) -> str:
    name = session.head.source.name
    return words.text("Camera") if name == CAMERA else name


def _goed_of_judged(lifts: Sequence[SavedLift], pattern: Pattern, words: Translator) -> str:
    found = tally(lifts, pattern)
    judged = found.goed + found.fout
    if not judged:
        return words.verdict(Verdict.NOT_JUDGED) if lifts else ""
    return words.text("{n} of {all}", n=words.number(found.goed), all=words.number(judged))


def _found(lift: SavedLift, pattern: Pattern, words: Translator) -> str:
    finding = lift.part.finding(pattern)
    camera = f", {words.camera(finding.judged_by)}" if finding.judged_by is not None else ""
    return f"{words.verdict(finding.verdict)}{_measured(finding, words)}{camera}"


def _measured(finding: FindingPart, words: Translator) -> str:
    if finding.measured is None or finding.verdict is Verdict.NOT_JUDGED:
        return ""
    return f" ({words.quantity(finding.measured, finding.unit)})"


def _quantity(value: float | None, unit: str, words: Translator) -> str:
    return words.quantity(float("nan") if value is None else value, unit)
