"""What can go wrong, as one small tree.

::

    TilcoachError
    ├── InputError            something that the user gave us            exit code 3
    │   ├── VideoError        a file, camera or stream that cannot be read
    │   └── SettingsError     a settings or limits file with a fault
    ├── ModelError            the pose model is missing or damaged       exit code 4
    └── StoreError            results cannot be written                  exit code 3

Every message is one sentence that says what, where, and what to do next: an English template with
its values, which `i18n` translates (``i18n/catalogues/*/errors.po``). Nobody in view is not an
error: it is a result without people.
"""

from __future__ import annotations


class TilcoachError(Exception):
    """The root of all errors that tilcoach raises on purpose.

    As a string it is the English sentence; `tilcoach.i18n.Translator.error` translates it.

    Attributes
    ----------
    sentence
        The English sentence, with ``{named}`` places for the values; its key in the catalogues.
    values
        What to fill in; a value that is an error itself is shown as its own sentence.
    """

    exit_code: int = 1

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        """Return the English sentence with the values filled in."""
        return self.sentence.format(**self.values)


class InputError(TilcoachError):
    """Something that the user gave us cannot be used."""

    exit_code = 3


class VideoError(InputError):
    """A video file, camera or stream cannot be read."""


class SettingsError(InputError):
    """A settings or limits file has a fault; names the file, the key and the fault."""

    exit_code = 2


class ModelError(TilcoachError):
    """The pose model is missing or damaged; says which command mends it."""

    exit_code = 4


class StoreError(TilcoachError):
    """Results cannot be written; says where and why."""

    exit_code = 3
