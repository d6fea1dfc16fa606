"""What was done of a plan: days, trend, verdicts and the patient's own notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from tilcoach.coaching import Pattern, Verdict
from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.plan import PlanResults, SessionResult, adherence, today, trends
from tilcoach.plan.wording import adherence_sentences, today_sentence
from tilcoach.store import History, SavedPlan, results_of
from tilcoach.ui.components.widgets import escape_markdown, html_table

_MOST_NOTES = 10


def show_progress(history: History, saved: SavedPlan, words: Translator) -> None:
    """Show how far the plan is."""
    day = local_now().date()
    found = results_of(history, saved, day)
    if saved.is_followed and found is not saved.results:
        now = today(saved.plan, found.lifts_by_day, saved.opened_on, day)
        st.markdown(f"**{escape_markdown(today_sentence(saved.plan, now, words))}**")
    until = found.written_on if found is saved.results else day
    done = adherence(found.plan, found.lifts_by_day, found.opened_on, until)
    st.markdown("  \n".join(adherence_sentences(done, words)))
    if found is saved.results:
        st.caption(words.text("As it came back on {day}.", day=words.day(found.written_on)))
    if rows := _trend_rows(found, words):
        heads = (words.text("Middle lift"), words.text("At first"), words.text("Latest"))
        st.html(html_table(heads, rows))
    for sentence in rating_sentences(found.sessions, words):
        st.markdown(sentence)
    if found.sessions:
        st.html(html_table(_verdict_heads(words), verdict_rows(found.sessions, words)))
    for session in [s for s in found.sessions if s.note][-_MOST_NOTES:]:
        when = words.moment(session.started_at)
        st.markdown(f"**{when}**  \n{escape_markdown(session.note)}")


def _trend_rows(found: PlanResults, words: Translator) -> list[tuple[str, str, str]]:
    return [
        (
            words.measure(trend.measure),
            words.quantity(abs(trend.first), trend.measure.unit),
            words.quantity(abs(trend.latest), trend.measure.unit),
        )
        for trend in trends(found.sessions)
    ]


def rating_sentences(sessions: Sequence[SessionResult], words: Translator) -> Iterator[str]:
    """Yield pain and effort after the first and the newest session in which they were filled in."""
    pains = [s.pain_after for s in sessions if s.pain_after is not None]
    efforts = [s.effort_after for s in sessions if s.effort_after is not None]
    if pains:
        yield words.text("Pain after practising, 0 to 10: {first} at first, {latest} now.",
                         first=pains[0], latest=pains[-1])  # fmt: skip
    if efforts:
        yield words.text("Effort, 0 to 10: {first} at first, {latest} now.",
                         first=efforts[0], latest=efforts[-1])  # fmt: skip


def _verdict_heads(words: Translator) -> tuple[str, ...]:
    return ("", *(words.verdict(verdict) for verdict in Verdict))


def verdict_rows(sessions: Sequence[SessionResult], words: Translator) -> list[tuple[str, ...]]:
    """Return the numbers of lifts per verdict over all sessions, by pattern."""
    rows = []
    for pattern in Pattern:
        tallies = [s.patterns[pattern] for s in sessions if pattern in s.patterns]
        counts = [sum(getattr(tally, verdict.value) for tally in tallies) for verdict in Verdict]
        if any(counts):
            rows.append((words.pattern(pattern), *map(words.number, counts)))
    return rows
