"""The report for the patient's file: a PDF of one or more sessions."""

from tilcoach.release_accuracy import ReleaseAccuracy, read_release_accuracy
from tilcoach.report.contents import (
    MOST_LETTERS_CLIENT,
    MOST_LETTERS_CONCLUSION,
    Dossier,
    Report,
    ReportLift,
    ReportSession,
    build_report,
    build_saved_report,
    read_session,
)
from tilcoach.report.document import report_bytes, write_report
from tilcoach.report.error_rows import error_rows
from tilcoach.report.group_sheet import group_sheet_bytes

__all__ = [
    "MOST_LETTERS_CLIENT",
    "MOST_LETTERS_CONCLUSION",
    "Dossier",
    "ReleaseAccuracy",
    "Report",
    "ReportLift",
    "ReportSession",
    "build_report",
    "build_saved_report",
    "error_rows",
    "group_sheet_bytes",
    "read_release_accuracy",
    "read_session",
    "report_bytes",
    "write_report",
]
