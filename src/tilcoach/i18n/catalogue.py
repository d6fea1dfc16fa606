"""Reads the gettext catalogues, one folder per language and one file per part of the program."""

from __future__ import annotations

from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["nl", "en"]
"""A language that tilcoach speaks."""

LANGUAGES: tuple[Language, ...] = ("nl", "en")
"""All languages, the default one first."""


def read_catalogues(language: Language) -> dict[str, Catalog]:
    """Return the catalogues of one language by the name of their file, such as ``codes``."""
    folder = files("tilcoach.i18n").joinpath("catalogues", language)
    return {
        entry.name.removesuffix(".po"): read_po(
            BytesIO(entry.read_bytes()), locale=language, abort_invalid=True
        )
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".po")
    }


def read_translations(language: Language) -> GNUTranslations:
    """Return all catalogues of one language as one."""
    merged = Catalog(locale=language)
    for catalogue in read_catalogues(language).values():
        for message in catalogue:
            if message.id:  # the nameless entry is the file's own header
                merged.add(message.id, message.string, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return GNUTranslations(compiled)
