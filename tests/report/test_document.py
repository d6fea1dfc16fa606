"""What the PDF says: all of it, in both languages, with nothing cut off."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tilcoach.coaching import Camera, Pattern, Reason, Verdict, WarningCode
from tilcoach.errors import InputError, StoreError
from tilcoach.i18n import Language, translator
from tilcoach.kinematics import ViewLabel
from tilcoach.plan import PlanResults, checked_plan, new_code
from tilcoach.report import (
    MOST_LETTERS_CONCLUSION,
    Dossier,
    ReleaseAccuracy,
    Report,
    ReportSession,
    report_bytes,
    write_report,
)
from tilcoach.report.styles import MARGIN_PT, PAGE_PT
from tilcoach.store import Ratings

Make = Callable[..., ReportSession]
Texts = Callable[[Report], list[str]]
Opened = Callable[[Report], pypdfium2.PdfDocument]
TODAY = date(2026, 3, 3)
TWO_PAGES_HOLD = 12


@pytest.fixture
def full() -> Dossier:
    """Return all that a therapist can add."""
    plan = checked_plan(
        {
            "code": new_code(),
            "made_on": TODAY,
            "lift_what": "een krat",
            "load_kg": 5,
            "targets": {"knee_at_least_deg": 90, "hands_at_most_cm": 40},
            "speaking": "fading",
            "message": "Rustig aan. " * 20,
        }
    )
    results = PlanResults(plan=plan, opened_on=TODAY, written_on=TODAY)
    conclusion = "Zij tilt vrijer <b> en met plezier.\n" + "Volgende stap: een krat. " * 20
    return Dossier("C-2026-0042", conclusion, results)


def test_everything_is_said(report: Report, texts: Texts, language: Language) -> None:
    words, said = translator(language), " ".join(texts(report))
    expected = [
        "Daniëlle Özgür",
        "één lift.mp4",
        "pose_landmarker_full (cdcdcdcd)",
        "0.1.0",
        "Rustig opgebouwd; volgende week een krat van 5 kg.",
        words.day(date(2026, 3, 2)),
        *(words.pattern(pattern) for pattern in Pattern),
        *(words.verdict(verdict) for verdict in Verdict),
        words.reason(Reason.VIEW_SIDE),
        words.warning(WarningCode.DEFAULT_HEIGHT),
        words.quantity(71, "deg"),
        words.limit_source("stoop_squat_index"),
        words.text("What it is for"),
    ]
    assert [sentence for sentence in expected if sentence not in said] == []


def test_cues_are_in_the_language_of_the_report(report: Report, texts: Texts) -> None:
    assert "in whatever language" not in " ".join(texts(report))
    assert "in any language" not in " ".join(texts(report))


def test_no_word_leaves_the_page(make: Make, opened: Opened) -> None:
    """Every letter stands between the margins, also those of long names and notes."""
    session = make(20, people=2, note="Lange notitie " * 150, name="w" * 120 + ".mp4")
    pdf = opened(Report((session, session), TODAY, "W" * 40))
    for page in pdf:
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        assert min(left for left, _, _, _ in boxes) > MARGIN_PT - 1
        assert max(right for _, _, right, _ in boxes) < PAGE_PT[0] - MARGIN_PT + 1
        assert min(low for _, low, _, _ in boxes) > 20
        assert max(high for _, _, _, high in boxes) < PAGE_PT[1] - MARGIN_PT + 1


@pytest.mark.parametrize("lifts", [1, 6, TWO_PAGES_HOLD])
def test_one_session_fills_two_pages(
    make: Make, texts: Texts, lifts: int, published: ReleaseAccuracy
) -> None:
    """Also with the table of errors, a long name and a note of two lines."""
    session = make(lifts, note="Een notitie die over twee regels gaat. " * 4)
    assert len(texts(Report((session,), TODAY, "W" * 40, published))) == 2


@pytest.mark.parametrize(("lifts", "sessions"), [(60, 1), (20, 2), (60, 40)])
def test_however_much_it_tells_three_pages_hold_it(
    make: Make,
    texts: Texts,
    published: ReleaseAccuracy,
    full: Dossier,
    lifts: int,
    sessions: int,
) -> None:
    """Also with a plan, a conclusion of some length, all the errors, and the lifting index."""
    told = tuple(
        make(lifts, note="Een notitie. " * 8, load_kg=12.0, cameras=BOTH) for _ in range(sessions)
    )
    assert len(texts(Report(told, TODAY, "W" * 40, published, full))) <= 3


BOTH = (Camera.SECOND, Camera.FIRST, Camera.SECOND)


def test_of_two_cameras_it_says_which_judged_what(
    make: Make, texts: Texts, language: Language
) -> None:
    words = translator(language)
    sentence = words.text("Camera: the one of the two that saw it best.")
    said = " ".join(texts(Report((make(2, cameras=BOTH),), TODAY)))
    assert f"Camera 2 telefoon.mp4 ({words.view(ViewLabel.FRONT)})" in said
    assert said.count(f", {words.camera(Camera.SECOND)}") == 4  # two patterns of two lifts
    assert f", {words.camera(Camera.FIRST)}" not in said  # what it had was not judged
    assert sentence in said
    alone = " ".join(texts(Report((make(2),), TODAY)))
    assert sentence not in alone
    assert "amera 2" not in alone


def test_of_many_lifts_the_first_and_the_last_are_listed_and_it_says_so(
    make: Make, texts: Texts, language: Language
) -> None:
    read = texts(Report((make(60),), TODAY))
    words = translator(language)
    said = " ".join(read)
    for lift, listed in ((1, True), (10, True), (11, False), (50, False), (51, True), (60, True)):
        span = f"{words.number(4 * lift, 1)}\N{EN DASH}{words.number(4 * lift + 4, 1)} s"
        assert (span in said) is listed, lift
    sentence = "The first and the last {n} of {all} lifts; the export holds all of them."
    assert words.text(sentence, n="10", all="60") in said


def test_what_a_therapist_adds_is_there(
    make: Make, texts: Texts, full: Dossier, language: Language
) -> None:
    words = translator(language)
    first = replace(make(2), ratings=Ratings(pain_before=6, pain_after=5, effort_after=7))
    latest = replace(
        make(3), day=date(2026, 3, 9), ratings=Ratings(pain_before=3, pain_after=2, effort_after=4)
    )
    said = " ".join(texts(Report((first, latest), TODAY, dossier=full)))
    expected = [
        "C-2026-0042",
        "Zij tilt vrijer <b> en met plezier.",
        words.text("First session, {day}", day=words.day(date(2026, 3, 2))),
        words.text("Latest session, {day}", day=words.day(date(2026, 3, 9))),
        "6 → 5",
        "3 → 2",
        "\N{EN DASH} → 4",
        words.text("{n} of {all} good", n="1", all="2"),
        words.text("hands at most {n} cm away", n="40"),
        words.text("Signature"),
    ]
    assert [one for one in expected if one not in said] == []


def test_without_a_conclusion_nothing_is_concluded(
    make: Make, texts: Texts, language: Language
) -> None:
    words, said = translator(language), " ".join(texts(Report((make(2),), TODAY)))
    for heading in ("Conclusion of the therapist", "The plan", "Client number"):
        assert words.text(heading) not in said
    assert words.text("Signature") in said


def test_a_conclusion_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="make it shorter"):
        Dossier(conclusion="x" * (MOST_LETTERS_CONCLUSION + 1))


def test_pages_are_numbered(report: Report, texts: Texts, language: Language) -> None:
    words = translator(language)
    for number, page in enumerate(texts(report), start=1):
        assert words.text("page {n} of {all}", n=str(number), all="2") in page


def test_several_sessions_each_get_a_heading(make: Make, texts: Texts, language: Language) -> None:
    later = replace(make(1), day=date(2026, 3, 9))
    said = " ".join(texts(Report((make(2), later), TODAY)))
    words = translator(language)
    heading = f"{words.day(date(2026, 3, 9))} \N{EN DASH} één lift.mp4"
    assert heading in said
    assert words.text("{n} of {all} good", n="1", all="3") in said


def test_several_people_are_told_apart(make: Make, texts: Texts) -> None:
    said = " ".join(texts(Report((make(1, people=2),), TODAY)))
    assert "P1, 1" in said
    assert "P2, 1" in said


def test_a_session_without_lifts_is_a_report_too(
    make: Make, texts: Texts, language: Language
) -> None:
    said = " ".join(texts(Report((make(0),), TODAY)))
    assert translator(language).text("No lift was seen in this session.") in said


def test_what_was_not_kept_is_said(make: Make, texts: Texts, language: Language) -> None:
    words = translator(language)
    live = make(2, key_poses=False)
    assert words.text("Drawn from the measured angles.") in " ".join(texts(Report((live,), TODAY)))
    bare = Report((replace(live, curves={}),), TODAY)
    said = " ".join(texts(bare))
    assert words.text("The curves were not kept with this session, so none are drawn.") in said
    assert words.text("The moment that tells most, as a skeleton") not in said


def test_words_are_no_markup(make: Make, texts: Texts) -> None:
    session = make(1, note="<b>let op</b> & <para>")
    assert "<b>let op</b> & <para>" in " ".join(texts(Report((session,), TODAY, "<i>T-17</i>")))


def test_letters_of_other_scripts_do_not_stop_it(make: Make, texts: Texts) -> None:
    said = " ".join(texts(Report((make(1),), TODAY, "Żółć Ψ Ж {n}")))
    assert "Żółć Ψ Ж {n}" in said
    assert texts(Report((make(1),), TODAY, "\N{GRINNING FACE} \N{CJK UNIFIED IDEOGRAPH-4E2D}"))


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert report_bytes(report, translator("nl")) == report_bytes(report, translator("nl"))


def test_it_holds_no_picture(report: Report, opened: Opened) -> None:
    kinds = {item.type for page in opened(report) for item in page.get_objects()}
    assert kinds
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds


def test_no_network_is_used(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert report_bytes(report, translator("nl")).startswith(b"%PDF")


def test_the_file_is_for_this_user_alone_and_replaces_the_one_before(
    report: Report, tmp_path: Path
) -> None:
    path = tmp_path / "dossier" / "é.pdf"
    write_report(report, path, translator("nl"))
    write_report(report, path, translator("nl"))
    assert path.read_bytes() == report_bytes(report, translator("nl"))
    assert [found.name for found in path.parent.iterdir()] == ["é.pdf"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_to_gets_a_sentence(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="choose another place"):
        write_report(report, tmp_path / "file" / "x.pdf", translator("nl"))
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(StoreError, match="choose another place"):
        write_report(report, tmp_path / "x.pdf", translator("nl"))
    assert sorted(found.name for found in tmp_path.iterdir()) == ["file", "x.pdf"]
