"""The header: name, date, source, view, body height and versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from reportlab.platypus import Flowable, Spacer, Table

from tilcoach.coaching import Camera
from tilcoach.i18n import Translator
from tilcoach.report.contents import Report, ReportSession
from tilcoach.report.styles import ACCENT, BODY, QUIET, SMALL, STRONG, TITLE, WIDTH_PT, style, text
from tilcoach.session_files import SessionDocument
from tilcoach.store import CAMERA

_LABEL_PT = 78.0
_SHA_LETTERS = 8  # enough to tell two bundles apart
_CM_PER_M = 100


def header(report: Report, words: Translator) -> Iterator[Flowable]:
    """Yield the title and the facts."""
    yield Table(
        [[text(words.text("Lifting technique: report of a practice"), TITLE)]],
        colWidths=[WIDTH_PT],
        style=[
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ("LINEBELOW", (0, 0), (-1, -1), 1.5, ACCENT),
        ],
    )
    yield Spacer(0, 4)
    facts = _facts(report, words)
    half = (len(facts) + 1) // 2
    rows = [
        [text(cell, size) for fact in pair for cell, size in zip(fact, (SMALL, BODY), strict=True)]
        for pair in zip(facts[:half], [*facts[half:], ("", "")], strict=False)
    ]
    yield Table(
        rows,
        colWidths=[_LABEL_PT, WIDTH_PT / 2 - _LABEL_PT] * 2,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ],
    )


def _facts(report: Report, words: Translator) -> list[tuple[str, str]]:
    documents = [session.document for session in report.sessions]
    return [
        (words.text("Name or tag"), report.name or words.text("Without a name")),
        *_client(report, words),
        (words.text("Date"), _days(report, words)),
        (
            words.text("Film or camera"),
            _different(_source(d, words, alone=len(documents) == 1) for d in documents),
        ),
        (words.text("Seen"), _different(v for d in documents for v in _views(d, words))),
        *_second_camera(documents, words),
        (words.text("Body height"), _different(_height(d, words) for d in documents)),
        (words.text("tilcoach"), _different(_version(d) for d in documents)),
        (words.text("Pose model"), _different(_model(d) for d in documents)),
        (words.text("Report made on"), words.day(report.made_on)),
    ]


def _client(report: Report, words: Translator) -> Iterator[tuple[str, str]]:
    if report.dossier.client_number:
        yield words.text("Client number"), report.dossier.client_number


def _second_camera(
    documents: Iterable[SessionDocument], words: Translator
) -> Iterator[tuple[str, str]]:
    """Yield what the second camera was, where two films were laid beside each other."""
    films = [film for document in documents if (film := document.second_camera) is not None]
    if films:
        label = words.camera(Camera.SECOND).capitalize()
        yield label, _different(f"{film.name} ({words.view(film.view.label)})" for film in films)


def session_heading(session: ReportSession, words: Translator) -> list[Flowable]:
    """Return what stands above a session when there are several."""
    when = _when(session.day, words)
    lifts = words.plural("{n} lift", "{n} lifts", len(session.lifts))
    heading = f"{when} \N{EN DASH} {_source_name(session.document, words)}, {lifts}"
    return [text(heading, style(10, bold=True, colour=QUIET)), Spacer(0, 2)]


def note(session: ReportSession, words: Translator) -> list[Flowable]:
    """Return the user's own note; nothing when there is none."""
    if not session.note:
        return []
    return [text(words.text("Own note"), STRONG), text(session.note), Spacer(0, 4)]


def _days(report: Report, words: Translator) -> str:
    days = sorted({_day(session.day) for session in report.sessions if session.day})
    if not days:
        return words.text("day not known")
    if len(days) == 1:
        return words.day(days[0])
    return words.text("{n} sessions, {first} to {last}", n=words.number(len(report.sessions)),
                      first=words.day(days[0]), last=words.day(days[-1]))  # fmt: skip


def _day(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _when(day: date | None, words: Translator) -> str:
    if day is None:
        return words.text("day not known")
    return words.moment(day) if isinstance(day, datetime) else words.day(day)


def _source(document: SessionDocument, words: Translator, *, alone: bool) -> str:
    if not alone:
        return _source_name(document, words)
    seconds = words.quantity(document.source.duration_s, "s")
    return f"{_source_name(document, words)} ({seconds})"


def _source_name(document: SessionDocument, words: Translator) -> str:
    name = document.source.name
    return words.text("Camera") if name == CAMERA else name


def _views(document: SessionDocument, words: Translator) -> list[str]:
    return [words.view(person.view.label) for person in document.people if person.lifts]


def _height(document: SessionDocument, words: Translator) -> str:
    height_cm = document.settings.height_cm
    if height_cm is None:
        return words.text("not filled in; metres are an estimate")
    return words.quantity(height_cm / _CM_PER_M, "m")


def _version(document: SessionDocument) -> str:
    return document.tilcoach


def _model(document: SessionDocument) -> str:
    model = document.model
    return f"{model.name} ({model.sha256[:_SHA_LETTERS]})"


def _different(values: Iterable[str]) -> str:
    """Return what the sessions have in this place, each once and in order."""
    return ", ".join(dict.fromkeys(values)) or "\N{EN DASH}"
