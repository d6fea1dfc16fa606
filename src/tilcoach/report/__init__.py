"""What is kept of a recording: ``session.json``, ``frames.csv``, and the schema of the first."""

from tilcoach.report.document import lift_part, session_document, view_part
from tilcoach.report.frames import COLUMNS, write_frames_csv
from tilcoach.report.given import Choices, Model, Words
from tilcoach.report.reading import MOST_BYTES, first_fault, read_document
from tilcoach.report.session import (
    FindingPart,
    LiftPart,
    PersonPart,
    SessionDocument,
    StillPart,
    ViewPart,
    json_list_text,
    json_text,
    schema_text,
    write_json,
)
from tilcoach.report.still import decisive_s

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "Choices",
    "FindingPart",
    "LiftPart",
    "Model",
    "PersonPart",
    "SessionDocument",
    "StillPart",
    "ViewPart",
    "Words",
    "decisive_s",
    "first_fault",
    "json_list_text",
    "json_text",
    "lift_part",
    "read_document",
    "schema_text",
    "session_document",
    "view_part",
    "write_frames_csv",
    "write_json",
]
