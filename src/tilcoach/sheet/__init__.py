"""The sheet for the patient's file: a PDF of one or more sessions."""

from tilcoach.sheet.contents import Sheet, SheetLift, SheetSession
from tilcoach.sheet.document import sheet_bytes, write_sheet
from tilcoach.sheet.exactness import error_rows
from tilcoach.sheet.gathering import sheet_of, sheet_of_saved
from tilcoach.sheet.published import Published, read_published
from tilcoach.sheet.reading import read_session

__all__ = [
    "Published",
    "Sheet",
    "SheetLift",
    "SheetSession",
    "error_rows",
    "read_published",
    "read_session",
    "sheet_bytes",
    "sheet_of",
    "sheet_of_saved",
    "write_sheet",
]
