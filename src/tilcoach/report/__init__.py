"""What is kept of a recording: ``session.json``, ``frames.csv``, and the schema of the first."""

from tilcoach.report.document import session_document
from tilcoach.report.frames import COLUMNS, write_frames_csv
from tilcoach.report.given import Choices, Model, Words
from tilcoach.report.session import (
    SessionDocument,
    json_list_text,
    json_text,
    schema_text,
    write_json,
)

__all__ = [
    "COLUMNS",
    "Choices",
    "Model",
    "SessionDocument",
    "Words",
    "json_list_text",
    "json_text",
    "schema_text",
    "session_document",
    "write_frames_csv",
    "write_json",
]
