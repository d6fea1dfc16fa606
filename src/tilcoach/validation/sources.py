"""Where truth comes from: every figure stands per source, and the worst source is the headline."""

from __future__ import annotations

from dataclasses import dataclass

from tilcoach.validation.validate_clips import ClipsReport
from tilcoach.validation.validate_recordings import RecordingsReport


@dataclass(frozen=True, slots=True)
class Source:
    """What was measured on the material of one origin.

    Attributes
    ----------
    name
        What people call it, such as "independent renderer".
    report
        On clips with exact truth, or on recordings with labels made by eye.
    """

    name: str
    report: ClipsReport | RecordingsReport

    @property
    def clips(self) -> ClipsReport | None:
        """The report, if it is of clips with exact truth."""
        return self.report if isinstance(self.report, ClipsReport) else None

    @property
    def recordings(self) -> RecordingsReport | None:
        """The report, if it is of recordings with labels."""
        return self.report if isinstance(self.report, RecordingsReport) else None

    def live(self, rate_hz: int) -> Source:
        """Return the same source as the live pass sees it at some frame rate."""
        return Source(self.name, self.report.live(rate_hz))
