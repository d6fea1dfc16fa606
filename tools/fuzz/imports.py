"""The door for what comes in from elsewhere: exports, sessions, plans and results."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from tilcoach.config import Settings
from tilcoach.i18n import Translator, translator
from tilcoach.measures import MEASURES
from tilcoach.plan import (
    Plan,
    PlanResults,
    adherence,
    read_plan_file,
    today,
    trends,
)
from tilcoach.plan.wording import adherence_sentences, plan_lines, today_sentence, trend_sentence
from tilcoach.report import build_saved_report, report_bytes
from tilcoach.session_files import CsvStyle
from tilcoach.store import (
    DEFAULT_PROFILE,
    History,
    SavedPlan,
    SavedSession,
    counted,
    export_bytes,
    habits,
    plan_results,
    read_import,
    results_of,
    weeks,
)
from tilcoach.ui.history.charts import draw_lifts, draw_measure
from tilcoach.ui.history.sessions import lift_table, session_table
from tools.fuzz.corpus import EXPORT, PLAN, RESULTS, SESSION
from tools.fuzz.doors import Bench, Door, Outcome, check, refusing
from tools.fuzz.odd import Odd, odd_json, odd_table, odd_values

_NOW = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)
_TODAY = date(2026, 3, 9)
_MEMBERS = ("profiles.json", "plans.json", "sessions.csv", "lifts.csv", "curves.csv", "session-1")
_FILES = (SESSION, PLAN, RESULTS, *(f"{EXPORT}/{member}" for member in _MEMBERS))


@dataclass(frozen=True, slots=True)
class ImportCase:
    """A whole file, or one member of an export, with odd values in it.

    Attributes
    ----------
    file
        Which; after a slash, the member.
    odd
        What is odd about it.
    is_drawn
        Whether the report is made as well, which takes longest.
    """

    file: str
    odd: tuple[Odd, ...]
    is_drawn: bool


def _take_in(case: ImportCase, bench: Bench) -> Outcome:
    name, _, member = case.file.partition("/")
    data = (bench.corpus / name).read_bytes()
    if member:
        data = _repacked(data, member, case.odd)
    else:
        data = odd_json(data.decode(), case.odd).encode()
    history = History(bench.folder / "one")
    with refusing() as outcome:
        if name in (PLAN, RESULTS):
            _put(history, read_plan_file(data, name))
        else:
            history.import_bundle(read_import(data, name, _NOW))
        _show(history, translator("en"), is_drawn=case.is_drawn)
        _send_on(history, bench)
    return outcome[-1]


def _repacked(data: bytes, member: str, odd: tuple[Odd, ...]) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as whole,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in whole.namelist():
            text = whole.read(name).decode()
            if name.startswith(member):
                text = odd_table(text, odd) if name.endswith(".csv") else odd_json(text, odd)
            archive.writestr(name, text.encode(errors="surrogatepass"))
    return packed.getvalue()


def _put(history: History, contents: Plan | PlanResults) -> None:
    if isinstance(contents, Plan):
        history.plans.open(DEFAULT_PROFILE, contents, _TODAY)
    else:
        history.plans.put_results(DEFAULT_PROFILE, contents)


def _show(history: History, words: Translator, *, is_drawn: bool) -> None:
    """Ask and draw what the pages do; what was taken in can be shown."""
    check(not history.unreadable_rows(), "taken in, and unreadable")
    check(not history.plans.unreadable_rows(), "taken in, and an unreadable plan")
    for profile in history.profiles.all():
        settings = profile.lay_over(Settings())
        sessions = history.sessions(profile.number)
        found = weeks(counted(sessions))
        habits(sessions, _TODAY)
        session_table(sessions, words)
        for session in sessions:
            lift_table(session, words)
        if found:
            draw_lifts(found, profile.lifts_per_week, words).to_json()
            for measure in MEASURES:
                draw_measure(found, measure, settings.limits, words).to_json()
        if is_drawn and sessions:
            _report(history, sessions, profile.name, words)
    for saved in history.plans.all():
        _show_plan(history, saved, words)


def _report(
    history: History, sessions: tuple[SavedSession, ...], name: str, words: Translator
) -> None:
    report_bytes(build_saved_report(history, list(sessions), _TODAY, name), words)


def _show_plan(history: History, saved: SavedPlan, words: Translator) -> None:
    saved.lay_over(Settings())
    list(plan_lines(saved.plan, words))
    plan_results(history, saved, _TODAY)
    found = results_of(history, saved, _TODAY)
    now = today(saved.plan, found.lifts_by_day, saved.opened_on, _TODAY)
    today_sentence(saved.plan, now, words)
    done = adherence(found.plan, found.lifts_by_day, found.opened_on, found.written_on)
    list(adherence_sentences(done, words))
    for trend in trends(found.sessions):
        trend_sentence(trend, words)


def _send_on(history: History, bench: Bench) -> None:
    """Export what was taken in, and take it in elsewhere: nothing is different there."""
    for style in CsvStyle:
        other = History(bench.folder / style)
        other.import_bundle(read_import(export_bytes(history, style), EXPORT, _NOW))
        check(_contents(other) == _contents(history), f"a second import is another ({style})")


def _contents(history: History) -> object:
    """Return all that a history holds, but for the numbers that it gave itself."""
    names = {profile.number: profile.name for profile in history.profiles.all()}
    sessions = [
        (names[one.profile], one.started_at, one.note, one.ratings, one.document,
         history.curves(one.number))
        for one in history.sessions()
    ]  # fmt: skip
    plans = [replace(one, number=0, profile=0) for one in history.plans.all()]
    return sorted(names.values()), sorted(map(repr, sessions)), sorted(map(repr, plans))


DOORS = (
    Door(
        "import",
        "exports, sessions, plans and results with absurd values; what is taken in is shown, "
        "drawn, exported and taken in again",
        st.builds(
            ImportCase,
            st.sampled_from(_FILES),
            odd_values(),
            st.integers(0, 5).map(lambda n: n == 0),
        ),
        _take_in,
        share=60,
        batch=250,
    ),
)
