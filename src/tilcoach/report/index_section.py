"""The lifting index of the hardest lift of a session, and what would make it lower."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from tilcoach.coaching import Verdict
from tilcoach.i18n import Translator
from tilcoach.lifting_index import Coupling
from tilcoach.report.contents import ReportSession
from tilcoach.report.styles import BODY, GAP_PT, GROUND, HEADING, LINE, SMALL, WIDTH_PT, style, text
from tilcoach.session_files.indexed_lifts import IndexedLift, hardest, indexed_lifts

_CELL = style(7)
_HEAD = style(7, bold=True)
_INDEX_PT, _LIMIT_PT = 130.0, 90.0
_TABLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), GROUND),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
)


def index_section(session: ReportSession, words: Translator) -> Iterator[Flowable]:
    """Yield the hardest lift with its what-ifs; nothing when no weight was said."""
    lifts = indexed_lifts(session.document)
    if not lifts:
        return
    heading = text(words.text("Lifting index"), HEADING)
    found = hardest(lifts)
    if found is None:
        reason = lifts[0].reason or ""
        sentence = f"{words.verdict(Verdict.NOT_JUDGED)}. {words.no_index(reason)}"
        parts: list[Flowable] = [text(sentence, BODY)]
    else:
        parts = [_table(found, words), Spacer(0, 2), text(_legend(session, words), SMALL)]
    yield KeepTogether([heading, Spacer(0, 2), *parts])
    yield Spacer(0, GAP_PT)


def _table(lift: IndexedLift, words: Translator) -> Table:
    rows = [["", words.text("Index, with its margin"), words.text("May weigh at most")]]
    if lift.what_if is not None:
        title = words.text("Lift {n}, as it was", n=lift.number)
        named = [(title, lift.what_if.band())]
        named += [(words.change(one.change), one.after) for one in lift.what_if.outlooks()]
        rows += [
            [name, words.index(band), words.text("{kg} kg", kg=words.number(band.rwl_kg, 1))]
            for name, band in named
        ]
    cells = [
        [text(cell, _CELL if number else _HEAD) for cell in row] for number, row in enumerate(rows)
    ]
    widths = [WIDTH_PT - _INDEX_PT - _LIMIT_PT, _INDEX_PT, _LIMIT_PT]
    return Table(cells, colWidths=widths, hAlign="LEFT", style=_TABLE)


def _legend(session: ReportSession, words: Translator) -> str:
    """Return what was said of the work, and what the index is."""
    settings = session.document.settings
    grip = settings.coupling
    return words.text(
        "Of {kg} kg, with {grip}. What gains most comes first, how a person moves comes last. "
        "An estimate for the work by the equation of NIOSH, with the margin of the measuring; "
        "about the person who lifts it says nothing.",
        kg=words.number(settings.load_kg or 0.0, 1),
        grip=_lower(words.coupling(grip))
        if isinstance(grip, Coupling)
        else words.text("a grip that was not said"),
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
