"""Words for people: Dutch and English, from gettext catalogues."""

from tilcoach.i18n.catalogue import LANGUAGES, Language
from tilcoach.i18n.translator import Translator, translator

__all__ = ["LANGUAGES", "Language", "Translator", "translator"]
