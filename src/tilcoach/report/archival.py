"""Makes the PDF one for the archive: PDF/A-2b, which file systems of clinics ask for.

Fonts are embedded already; what it takes beside them is the meaning of colours (an sRGB profile,
``srgb.icc``, made by ``tools/make_srgb_profile.py``), the facts of the document as XMP, equal to
those in its information dictionary, no font that is only named, and streams that end on a line
of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

_COMPONENTS = 3  # of a colour: red, green, blue
_SRGB = "sRGB IEC61966-2.1"


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>tilcoach</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:CreatorTool>tilcoach</xmp:CreatorTool><pdf:Producer>tilcoach</pdf:Producer>
<pdf:Keywords>tilcoach</pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""


def make_archival(canvas: Canvas, title: str, language: str) -> None:
    """Give a document what PDF/A-2b asks for; call it before the document is saved.

    Parameters
    ----------
    canvas
        Of the document.
    title
        As on its first page.
    language
        Of its text.
    """
    document: Any = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001  no other way in
    info = document.info
    info.title = info.subject = title
    info.author = info.creator = info.producer = info.keywords = "tilcoach"
    moment = document._timeStamp.datetime.isoformat(timespec="seconds")  # noqa: SLF001
    facts = {"title": escape(title), "language": language, "moment": moment}
    catalog = document.Catalog
    catalog.Metadata = XMP(creator=lambda _: _XMP.format(**facts).encode())
    intents = PDFArray([_output_intent(document)])
    catalog.__Defaults__ = {**catalog.__Defaults__, "OutputIntents": intents}


def _output_intent(document: Any) -> PDFDictionary:  # noqa: ANN401  reportlab's own
    """Return what the colours of the document mean."""
    profile = PDFStream(PDFDictionary({"N": _COMPONENTS}), _srgb())
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(_SRGB),
            "Info": PDFString(_SRGB),
            "DestOutputProfile": document.Reference(profile),
        }
    )


@cache
def _srgb() -> bytes:
    return files("tilcoach.report").joinpath("srgb.icc").read_bytes()


_STREAM = re.compile(rb"/Length (\d+).*?>>\nstream\n", re.DOTALL)
_PLACE = re.compile(rb"(\d{10}) (\d{5} n)")
_TABLE_AT = b"startxref\n"


def with_line_ends(data: bytes) -> bytes:
    """Return a document of reportlab in which every ``endstream`` begins a line.

    Parameters
    ----------
    data
        As reportlab wrote it: one table of places, at the end.
    """
    body, mark, end = data.rpartition(_TABLE_AT)
    table_at = int(end.split()[0])
    breaks, at = [], 0
    while found := _STREAM.search(body, at, table_at):
        at = found.end() + int(found[1])
        breaks.append(at)

    def moved(place: int) -> int:
        return place + bisect_left(breaks, place)

    pieces = [body[i:j] for i, j in pairwise([0, *breaks, table_at])]
    table = _PLACE.sub(lambda m: b"%010d %s" % (moved(int(m[1])), m[2]), body[table_at:])
    rest = end.split(b"\n", 1)[1]
    return b"\n".join(pieces) + table + mark + b"%d\n" % moved(table_at) + rest
