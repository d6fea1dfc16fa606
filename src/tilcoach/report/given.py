"""What the report asks of others: words, the model, and the user's choices.

The report lies beside messages and below config, so it names what it needs and imports neither.
"""

from __future__ import annotations

from typing import Protocol

from tilcoach.coaching import Cue, Limits, WarningCode
from tilcoach.lifting import LoadChoice


class Words(Protocol):
    """What the report asks of a translator; `tilcoach.messages.Translator` is one."""

    def cue(self, cue: Cue) -> str:
        """Return the one sentence after a lift."""
        ...

    def warning(self, warning: WarningCode) -> str:
        """Return what the user should know of a recording."""
        ...


class Model(Protocol):
    """What the report asks of a pose model."""

    @property
    def name(self) -> str:
        """The name of the bundle, such as ``pose_landmarker_full``."""
        ...

    @property
    def sha256(self) -> str:
        """The fingerprint of the bundle's bytes, hexadecimal."""
        ...


class Choices(Protocol):
    """What the report asks of the settings; `tilcoach.config.Settings` is one."""

    @property
    def language(self) -> str:
        """The language of the sentences."""
        ...

    @property
    def load(self) -> LoadChoice:
        """What the user says of the load."""
        ...

    @property
    def height_cm(self) -> float | None:
        """Body height; None when the user did not say."""
        ...

    @property
    def load_kg(self) -> float | None:
        """Weight of the load; None when the user did not say."""
        ...

    @property
    def persons(self) -> int:
        """How many people to follow at most."""
        ...

    @property
    def limits(self) -> Limits:
        """What verdicts are held against."""
        ...
