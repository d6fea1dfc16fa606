"""Labels made by eye: which stretch of which recording shows what."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tilcoach.errors import InputError
from tilcoach.session_files.tables import read_rows


class Label(StrEnum):
    """What a stretch of a recording shows."""

    OK = "ok"
    STRAIGHT_LEGS = "straight_legs"
    NO_LIFT = "no_lift"


@dataclass(frozen=True, slots=True)
class LabelledStretch:
    """One row of a labels file, over ``[start_s, end_s)``.

    Attributes
    ----------
    recording
        The recording's name without its extension.
    start_s, end_s
        Seconds since its first frame.
    label
        What it shows.
    ambiguous
        Whether the person who labelled was in doubt; such a row neither passes nor fails.
    without_load
        Whether the notes say that nothing is held: then it is a bend and no lift.
    puts_down
        Whether the notes say that something is put down in a stretch labelled as no lift: by our
        definition (picking up, or putting down) that is a lift.
    """

    recording: str
    start_s: float
    end_s: float
    label: Label
    ambiguous: bool
    without_load: bool
    puts_down: bool

    @property
    def is_lift(self) -> bool:
        """Whether a person lifts."""
        return self.label is not Label.NO_LIFT


def read_labels(path: Path) -> tuple[LabelledStretch, ...]:
    """Return the rows of a labels file."""
    try:
        # A row that ends early has empty cells: then the message shows the value.
        return tuple(_stretch(row) for row in read_rows(path))
    except (OSError, KeyError, TypeError, ValueError, csv.Error) as error:
        sentence = "The labels in {path} cannot be read ({cause}). Check its columns and try again."
        raise InputError(sentence, path=path, cause=error) from error


_PUTS_DOWN = re.compile(r"\bputs\b.*\bdown\b", re.IGNORECASE)


def _stretch(row: dict[str, str]) -> LabelledStretch:
    return LabelledStretch(
        recording=row["recording"],
        start_s=float(row["start_s"]),
        end_s=float(row["end_s"]),
        label=Label(row["label"]),
        ambiguous=row["ambiguous"].strip().lower() == "true",
        without_load="no load" in row["notes"].lower() and row["label"] != Label.NO_LIFT,
        puts_down=_PUTS_DOWN.search(row["notes"]) is not None and row["label"] == Label.NO_LIFT,
    )
