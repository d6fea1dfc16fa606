"""The sessions of a profile as a list, and one of them from near by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from tilcoach.coaching import Pattern, Verdict
from tilcoach.messages import Translator
from tilcoach.report import FindingPart
from tilcoach.sheet import sheet_bytes, sheet_of_saved
from tilcoach.store import (
    CAMERA,
    MOST_LETTERS_NOTE,
    History,
    Profile,
    SavedLift,
    SavedSession,
    limits_of,
    tally,
)
from tilcoach.ui.apart import told_apart
from tilcoach.ui.charts import draw_plot, plots
from tilcoach.ui.confirm import confirmed
from tilcoach.ui.sheet_button import sheet_button

_ROWS = 10  # more scroll by themselves
_ROW_PX = 35


def session_table(sessions: Sequence[SavedSession], words: Translator) -> dict[str, list[str]]:
    """Return the sessions as columns of a table, the newest first.

    Parameters
    ----------
    sessions
        In order of time.
    words
        In the user's language.
    """
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
    """Return the lifts of a session as columns of a table.

    Parameters
    ----------
    session
        Which one.
    words
        In the user's language.
    """
    lifts = session.lifts
    measures = [lift.part.measures for lift in lifts]
    return {
        words.text("Lift"): [lift_name(lift, session, words) for lift in lifts],
        **{
            words.pattern(pattern): [_found(lift, pattern, words) for lift in lifts]
            for pattern in Pattern
        },
        words.text("Trunk"): [_quantity(m.trunk_flexion_deg, "deg", words) for m in measures],
        words.text("Knee"): [_quantity(m.knee_flexion_deg, "deg", words) for m in measures],
    }


def show_sessions(
    history: History, sessions: Sequence[SavedSession], profile: Profile, words: Translator
) -> None:
    """Show the list, and below it the session that the user picks; the newest at first.

    Parameters
    ----------
    history
        Where notes go, and what is erased.
    sessions
        At least one, in order of time.
    profile
        Whose sessions they are.
    words
        In the user's language.
    """
    st.subheader(words.text("Sessions"), anchor=False)
    table = session_table(sessions, words)
    height = (1 + min(len(sessions), _ROWS)) * _ROW_PX + 3
    st.dataframe(table, hide_index=True, width="stretch", height=height)
    if len(sessions) > 1:
        title = words.text("Report of all these sessions (PDF)")
        make = partial(_sheet, history, sessions, profile, words)
        sheet_button(title, make, _file_name(words), key="report-all")
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
        make = partial(_sheet, history, [session], profile, words)
        sheet_button(words.text("Report for the file (PDF)"), make, _file_name(words), key="report")
        question = words.text("This session and its note will be gone for good.")
        if confirmed(f"session-{session.number}", words.text("Erase session"), question, words):
            history.erase_session(session.number)
            st.rerun()
    _show_curves(history, session, words)


def _sheet(
    history: History,
    sessions: Sequence[SavedSession],
    profile: Profile,
    words: Translator,
    today: date,
) -> bytes:
    """Return the report of sessions as a PDF, in the words that are on disk by now."""
    kept = [history.session(session.number) for session in sessions]
    return sheet_bytes(sheet_of_saved(history, kept, today, profile.name), words)


def _file_name(words: Translator) -> str:
    """Return a name that says nothing of the person: it ends up in a folder of downloads."""
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
    """Show the curves of the lift that the user picks; of none at first, to stay calm."""
    kept = history.curves(session.number)
    all_lifts = {(lift.person, lift.part.lift): lift for lift in session.lifts}
    by_key = {of: lift for of, lift in all_lifts.items() if of in kept}
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
    postures = kept[key].postures()
    limits = limits_of(session)
    for column, plot in zip(st.columns(2) * 2, plots(words), strict=True):
        column.altair_chart(draw_plot(plot, postures, (), limits, words))


def session_titles(sessions: Sequence[SavedSession], words: Translator) -> dict[int, str]:
    """Return what to call sessions in a list, by number: when it was, and how many lifts.

    Parameters
    ----------
    sessions
        In order of time.
    words
        In the user's language.
    """
    return told_apart({session.number: _title(session, words) for session in sessions})


def _title(session: SavedSession, words: Translator) -> str:
    lifts = words.plural("{n} lift", "{n} lifts", len(session.lifts))
    return f"{words.moment(session.started_at)} \N{EN DASH} {lifts}"


def _source(session: SavedSession, words: Translator) -> str:
    name = session.head.source.name
    return words.text("Camera") if name == CAMERA else name


def lift_name(lift: SavedLift, session: SavedSession, words: Translator) -> str:
    """Return what to call a lift of a session; the person is named where there are several.

    Parameters
    ----------
    lift, session
        Which one, and where it belongs to.
    words
        In the user's language.
    """
    name = words.text("Lift {n}", n=lift.part.lift)
    if len({lift.person for lift in session.lifts}) == 1:
        return name
    return f"{words.text('Person {n}', n=lift.person)}, {name.lower()}"


def _goed_of_judged(lifts: Sequence[SavedLift], pattern: Pattern, words: Translator) -> str:
    found = tally(lifts, pattern)
    judged = found.goed + found.fout
    if not judged:
        return words.verdict(Verdict.NOT_JUDGED) if lifts else ""
    return words.text("{n} of {all}", n=words.number(found.goed), all=words.number(judged))


def _found(lift: SavedLift, pattern: Pattern, words: Translator) -> str:
    finding = next(finding for finding in lift.part.findings if finding.pattern is pattern)
    return f"{words.verdict(finding.verdict)}{_measured(finding, words)}"


def _measured(finding: FindingPart, words: Translator) -> str:
    if finding.measured is None or finding.verdict is Verdict.NOT_JUDGED:
        return ""
    return f" ({words.quantity(finding.measured, finding.unit)})"


def _quantity(value: float | None, unit: str, words: Translator) -> str:
    return words.quantity(float("nan") if value is None else value, unit)
