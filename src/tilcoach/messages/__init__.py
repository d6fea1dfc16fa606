"""Words for people: Dutch and English, from gettext catalogues."""

from tilcoach.messages.catalogue import LANGUAGES, Language
from tilcoach.messages.translator import Translator, translator

__all__ = ["LANGUAGES", "Language", "Translator", "translator"]
