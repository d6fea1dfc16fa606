"""Recorded videos: from a file to findings, and from findings to files."""

from tilcoach.batch.analysis import Analysis, Progress, analyse_file
from tilcoach.batch.outputs import check_writable, document_of, output_folders, write_outputs
from tilcoach.batch.work_ahead import work_ahead

__all__ = [
    "Analysis",
    "Progress",
    "analyse_file",
    "check_writable",
    "document_of",
    "output_folders",
    "work_ahead",
    "write_outputs",
]
