"""``session.json``, ``frames.csv`` and ``landmarks.npz``: types, schema, reading and writing."""

from tilcoach.session_files.document import (
    Choices,
    ModelIdentity,
    Wording,
    lift_part,
    session_document,
    view_part,
)
from tilcoach.session_files.frames import COLUMNS, frame_rows, write_frames_csv
from tilcoach.session_files.key_pose import decisive_s
from tilcoach.session_files.lift_schema import (
    FindingPart,
    KeyPosePart,
    LiftPart,
    LoadPart,
    MeasuresPart,
    ViewPart,
    nan_if_none,
)
from tilcoach.session_files.parsing import MOST_BYTES, first_fault, read_document
from tilcoach.session_files.schema import (
    PersonPart,
    SessionDocument,
    json_list_text,
    json_text,
    schema_text,
    unknown_codes,
    write_json,
)
from tilcoach.session_files.tables import CsvStyle

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "Choices",
    "CsvStyle",
    "FindingPart",
    "KeyPosePart",
    "LiftPart",
    "LoadPart",
    "MeasuresPart",
    "ModelIdentity",
    "PersonPart",
    "SessionDocument",
    "ViewPart",
    "Wording",
    "decisive_s",
    "first_fault",
    "frame_rows",
    "json_list_text",
    "json_text",
    "lift_part",
    "nan_if_none",
    "read_document",
    "schema_text",
    "session_document",
    "unknown_codes",
    "view_part",
    "write_frames_csv",
    "write_json",
]
