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

from tilcoach.coaching import Pattern, Reason, Verdict, WarningCode
from tilcoach.errors import StoreError
from tilcoach.messages import Language, translator
from tilcoach.sheet import Published, Sheet, SheetSession, sheet_bytes, write_sheet
from tilcoach.sheet.look import MARGIN_PT, PAGE_PT

Make = Callable[..., SheetSession]
Texts = Callable[[Sheet], list[str]]
Opened = Callable[[Sheet], pypdfium2.PdfDocument]
TODAY = date(2026, 3, 3)
TWO_PAGES_HOLD = 15


def test_everything_is_said(sheet: Sheet, texts: Texts, language: Language) -> None:
    words, said = translator(language), " ".join(texts(sheet))
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


def test_what_was_said_then_is_said_in_the_language_of_the_sheet(
    sheet: Sheet, texts: Texts
) -> None:
    assert "in whatever language" not in " ".join(texts(sheet))
    assert "in any language" not in " ".join(texts(sheet))


def test_no_word_leaves_the_page(make: Make, opened: Opened) -> None:
    """Every letter stands between the margins, also those of long names and notes."""
    session = make(20, people=2, note="Lange notitie " * 150, name="w" * 120 + ".mp4")
    pdf = opened(Sheet((session, session), TODAY, "W" * 40))
    for page in pdf:
        text = page.get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
        assert min(left for left, _, _, _ in boxes) > MARGIN_PT - 1
        assert max(right for _, _, right, _ in boxes) < PAGE_PT[0] - MARGIN_PT + 1
        assert min(low for _, low, _, _ in boxes) > 20
        assert max(high for _, _, _, high in boxes) < PAGE_PT[1] - MARGIN_PT + 1


@pytest.mark.parametrize("lifts", [1, 6, TWO_PAGES_HOLD])
def test_one_session_fills_two_pages(
    make: Make, texts: Texts, lifts: int, published: Published
) -> None:
    """Also with the table of errors, a long name and a note of two lines."""
    session = make(lifts, note="Een notitie die over twee regels gaat. " * 4)
    assert len(texts(Sheet((session,), TODAY, "W" * 40, published))) == 2


def test_more_lifts_go_on_over_more_pages_and_none_is_lost(
    make: Make, texts: Texts, language: Language
) -> None:
    read = texts(Sheet((make(60),), TODAY))
    assert len(read) > 3
    head = translator(language).text("Time")
    assert sum(head in page for page in read) >= 3  # the head of the table comes again
    said = " ".join(read)
    number = translator(language).number
    for lift in range(1, 61):
        assert f"{number(4 * lift, 1)}\N{EN DASH}{number(4 * lift + 4, 1)} s" in said


def test_pages_are_numbered(sheet: Sheet, texts: Texts, language: Language) -> None:
    words = translator(language)
    for number, page in enumerate(texts(sheet), start=1):
        assert words.text("page {n} of {all}", n=str(number), all="2") in page


def test_several_sessions_each_get_a_heading(make: Make, texts: Texts, language: Language) -> None:
    later = replace(make(1), day=date(2026, 3, 9))
    said = " ".join(texts(Sheet((make(2), later), TODAY)))
    words = translator(language)
    heading = f"{words.day(date(2026, 3, 9))} \N{EN DASH} één lift.mp4"
    assert heading in said
    assert words.text("{n} of {all} good", n="1", all="3") in said


def test_several_people_are_told_apart(make: Make, texts: Texts) -> None:
    said = " ".join(texts(Sheet((make(1, people=2),), TODAY)))
    assert "P1, 1" in said
    assert "P2, 1" in said


def test_a_session_without_lifts_is_a_sheet_too(
    make: Make, texts: Texts, language: Language
) -> None:
    said = " ".join(texts(Sheet((make(0),), TODAY)))
    assert translator(language).text("No lift was seen in this session.") in said


def test_what_was_not_kept_is_said(make: Make, texts: Texts, language: Language) -> None:
    words = translator(language)
    live = make(2, stills=False)
    assert words.text("Drawn from the measured angles.") in " ".join(texts(Sheet((live,), TODAY)))
    bare = Sheet((replace(live, curves={}),), TODAY)
    said = " ".join(texts(bare))
    assert words.text("The curves were not kept with this session, so none are drawn.") in said
    assert words.text("The moment that tells most, as a skeleton") not in said


def test_words_are_no_markup(make: Make, texts: Texts) -> None:
    session = make(1, note="<b>let op</b> & <para>")
    assert "<b>let op</b> & <para>" in " ".join(texts(Sheet((session,), TODAY, "<i>T-17</i>")))


def test_letters_of_other_scripts_do_not_stop_it(make: Make, texts: Texts) -> None:
    said = " ".join(texts(Sheet((make(1),), TODAY, "Żółć Ψ Ж {n}")))
    assert "Żółć Ψ Ж {n}" in said
    assert texts(Sheet((make(1),), TODAY, "\N{GRINNING FACE} \N{CJK UNIFIED IDEOGRAPH-4E2D}"))


def test_the_same_sheet_gives_the_same_bytes(sheet: Sheet) -> None:
    assert sheet_bytes(sheet, translator("nl")) == sheet_bytes(sheet, translator("nl"))


def test_it_holds_no_picture(sheet: Sheet, opened: Opened) -> None:
    kinds = {item.type for page in opened(sheet) for item in page.get_objects()}
    assert kinds
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds


def test_no_network_is_used(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert sheet_bytes(sheet, translator("nl")).startswith(b"%PDF")


def test_the_file_is_for_this_user_alone_and_replaces_the_one_before(
    sheet: Sheet, tmp_path: Path
) -> None:
    path = tmp_path / "dossier" / "é.pdf"
    write_sheet(sheet, path, translator("nl"))
    write_sheet(sheet, path, translator("nl"))
    assert path.read_bytes() == sheet_bytes(sheet, translator("nl"))
    assert [found.name for found in path.parent.iterdir()] == ["é.pdf"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_to_gets_a_sentence(sheet: Sheet, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="choose another place"):
        write_sheet(sheet, tmp_path / "file" / "x.pdf", translator("nl"))
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(StoreError, match="choose another place"):
        write_sheet(sheet, tmp_path / "x.pdf", translator("nl"))
    assert sorted(found.name for found in tmp_path.iterdir()) == ["file", "x.pdf"]
