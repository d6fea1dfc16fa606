"""Vergelijken: two lifts side by side, on one axis, and their differences in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from tilcoach.coaching import ComparedLift, compare_lifts
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import MEASURES
from tilcoach.store import History
from tilcoach.ui.compare.charts import draw_pair, pair_names
from tilcoach.ui.compare.follow import show_follow_button
from tilcoach.ui.compare.lift_sources import ComparableLift, LiftSource, read_sources
from tilcoach.ui.compare.together import show_together
from tilcoach.ui.compare.wording import compared_card, difference_sentences, figures_table
from tilcoach.ui.components.labels import unique_labels
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.components.stick_figure import draw_figure
from tilcoach.ui.components.widgets import show_notice

_FIRST, _SECOND = 0, 1
_CHARTS_IN_A_ROW = 3
_IN_TWO_ROWS_OF_TWO = 4


def show_page() -> None:
    """Show the page."""
    words = current_translator()
    sources = read_sources(History(), words)
    _preselect(list(sources.values()), words)
    first_column, second_column = st.columns(2, gap="large")
    with first_column:
        first = _choose(_FIRST, sources, words)
    with second_column:
        second = _choose(_SECOND, sources, words)
    if first is None or second is None:
        st.markdown(words.text("Choose two lifts above, and they will stand side by side here."))
        return
    show_together(first, second, words)
    _show_words(first.lift, second.lift, words)
    _show_charts(first.lift, second.lift, words)


def _source_key(side: int) -> str:
    return f"compare-{side}"


def _preselect(sources: Sequence[LiftSource], words: Translator) -> None:
    """Preselect two lifts when the page opens: the earlier on the left."""
    if _source_key(_SECOND) in st.session_state:
        return
    ready = [source for source in sources if source.ready]
    newest = ready[0].key if ready else None
    before = ready[1].key if len(ready) > 1 else None
    if ready and len(_lifts(ready[0], words)) > 1:
        before = newest
    st.session_state[_source_key(_FIRST)] = before
    st.session_state[_source_key(_SECOND)] = newest


def _choose(
    side: int, sources: Mapping[str, LiftSource], words: Translator
) -> ComparableLift | None:
    """Show the choice of one side, and the chosen lift; None while there is none."""
    title = pair_names(words)[side]
    st.subheader(title, anchor=False)
    key = _source_key(side)
    if st.session_state.get(key) not in sources:  # it was erased, or replaced by another film
        st.session_state[key] = None
    where, which = st.columns([2, 1])
    chosen = where.selectbox(
        words.text("From which film or session?"),
        list(sources),
        index=None,
        format_func=lambda name: sources[name].title,
        placeholder=words.text("Choose a film or a session"),
        key=key,
        persist_state="session",
    )
    if chosen is None:
        return None
    lifts = _lifts(sources[chosen], words)
    if not lifts:
        show_notice(words.text("There is no lift here to compare: choose another film or session."))
        return None
    names = unique_labels({number: lift.name for number, lift in enumerate(lifts)})
    number = which.selectbox(
        words.text("Lift"),
        range(len(lifts)),
        index=0 if side == _FIRST else len(lifts) - 1,
        format_func=names.__getitem__,
        key=f"{key}-{chosen}",
        persist_state="session",
    )
    found = lifts[number]
    with st.container(border=True):
        st.html(compared_card(found.lift, draw_figure(found.body, found.moment), words))
        show_follow_button(f"follow-{side}", sources[chosen].title, found, words)
    return found


def _lifts(source: LiftSource, words: Translator) -> tuple[ComparableLift, ...]:
    """Return the lifts of a source; show a notice when it cannot be read."""
    try:
        return source.lifts()
    except TilcoachError as error:
        show_notice(words.error(error))
        return ()


def _show_words(first: ComparedLift, second: ComparedLift, words: Translator) -> None:
    st.subheader(words.text("The difference"), anchor=False)
    differences = compare_lifts(first, second)
    left, right = st.columns(2, gap="large")
    items = "".join(
        f"<li>{escape(sentence)}</li>" for sentence in difference_sentences(differences, words)
    )
    left.html(f'<ul class="tc-differences">{items}</ul>')
    right.html(figures_table(differences, words))
    left.caption(
        words.text("Only what differs by more than twice the measured error is called different.")
    )
    if first.view is not second.view or first.view is ViewLabel.UNKNOWN:
        show_notice(
            words.text(
                "The camera saw the two lifts from different sides, so only a larger "
                "difference is told."
            )
        )


def _show_charts(first: ComparedLift, second: ComparedLift, words: Translator) -> None:
    st.subheader(words.text("Both lines together"), anchor=False)
    st.caption(
        words.text(
            "Each phase of a lift has the same width here, whether it went fast or slowly; "
            "the line with long dashes is the limit."
        )
    )
    drawn = [draw_pair(measure, first, second, words) for measure in MEASURES]
    charts = [chart for chart in drawn if chart is not None]
    wide = _CHARTS_IN_A_ROW if len(charts) > _IN_TWO_ROWS_OF_TWO else 2
    for start in range(0, len(charts), wide):
        for column, chart in zip(st.columns(wide), charts[start:][:wide], strict=False):
            column.altair_chart(chart)
