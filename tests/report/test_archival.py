"""The report is a PDF/A-2b, as far as can be told without a validator of its own.

Held once against Apache PDFBox Preflight 2.0.27, with the part set to 1 (all that it knows): valid,
in both languages. What it found on the way is tested here.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from tools.make_srgb_profile import PROFILE, srgb_profile

from tilcoach.i18n import Language, translator
from tilcoach.report import Report, report_bytes
from tilcoach.report.styles import BOLD, REGULAR

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"


@pytest.fixture
def data(report: Report, language: Language) -> bytes:
    return report_bytes(report, translator(language))


def test_it_says_that_it_is_a_pdf_for_the_archive(data: bytes, language: Language) -> None:
    (xmp,) = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)
    about = ET.fromstring(xmp).find(f".//{RDF}Description")  # noqa: S314  written just now
    assert about is not None
    assert about.findtext(f"{PDFAID}part") == "2"
    assert about.findtext(f"{PDFAID}conformance") == "B"
    assert about.findtext(f"{DC}language/{RDF}Bag/{RDF}li") == language
    title = translator(language).text("Lifting technique: report of a practice")
    assert about.findtext(f"{DC}title/{RDF}Alt/{RDF}li") == title


def test_the_meaning_of_its_colours_comes_with_it(data: bytes) -> None:
    assert data.count(b"/S /GTS_PDFA1") == 1
    assert re.search(rb"/DestOutputProfile \d+ 0 R", data)
    assert PROFILE.read_bytes() == srgb_profile()


def test_every_font_is_in_the_file(data: bytes) -> None:
    fonts = {name.decode().partition("+")[2] for name in re.findall(rb"/BaseFont /(\S+)", data)}
    assert fonts == {REGULAR, BOLD}
    assert data.count(b"/FontFile2 ") == len(set(re.findall(rb"/FontName /(\S+)", data)))
    assert not re.search(rb"/(JavaScript|Launch|EmbeddedFiles|Encrypt|SMask|LZWDecode)\b", data)


def test_every_stream_ends_on_a_line_of_its_own(data: bytes) -> None:
    ends = [found.start() for found in re.finditer(rb"endstream\nendobj", data)]
    assert len(ends) > 5
    assert all(data[end - 1 : end] == b"\n" for end in ends)
    for found in re.finditer(rb"/Length (\d+)[^\n]*\n?[^\n]*?>>\nstream\n", data):
        end = found.end() + int(found[1])
        assert data[end : end + 10] == b"\nendstream"


def test_every_object_is_where_the_table_says(data: bytes) -> None:
    table_at = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[table_at : table_at + 5] == b"xref\n"
    places = [int(p) for p in re.findall(rb"(\d{10}) \d{5} n", data[table_at:])]
    assert len(places) > 10
    for number, place in enumerate(places, start=1):
        assert data[place:].startswith(b"%d 0 obj" % number)
