"""What the bot says in each language: gettext catalogues, read once at start.

English stands in the flows; `locale/<locale>/LC_MESSAGES/bot.po` holds the rest. Locales are named
as Messenger names them. The locale is always an argument: people never get each other's language.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en_US"
FOLDER = Path(__file__).parent / "locale"

# Whom a language is given to where its country has no catalogue: Spanish outside Spain is Latin
# American, Chinese in Macao is written as in Hong Kong.
_NEAREST = {"es": "es_LA", "zh": "zh_CN", "zh_MO": "zh_HK"}


class Words:
    """All catalogues. Raises OSError or a parse error where one cannot be read."""

    def __init__(self, folder: Path = FOLDER) -> None:
        paths = sorted(folder.glob("*/LC_MESSAGES/bot.po"))
        read = {path.parts[-3]: _read(path) for path in paths}
        self._catalogues: Mapping[str, NullTranslations] = {
            ENGLISH: NullTranslations(),
            **{locale: _compiled(catalogue) for locale, catalogue in read.items()},
        }
        self._english = {
            str(entry.string): str(entry.id) for catalogue in read.values() for entry in catalogue
        }
        languages = {_language(locale): locale for locale in self._catalogues}
        self._nearest = {**languages, **_NEAREST}

    @property
    def locales(self) -> list[str]:
        """Every locale there are words for, English first."""
        return list(self._catalogues)

    def nearest(self, locale: str) -> str:
        """The locale whose words a person with this one gets: theirs, their language's, English."""
        if locale in self._catalogues:
            return locale
        return self._nearest.get(locale) or self._nearest.get(_language(locale)) or ENGLISH

    def english(self, said: str) -> str:
        """What `said`, in any of the languages, is in English; itself where nobody says it."""
        return self._english.get(said, said)

    def in_locale(self, locale: str) -> "InLocale":
        """The words for a person with this locale."""
        nearest = self.nearest(locale)
        return InLocale(nearest, self._catalogues[nearest])


@dataclass(frozen=True)
class InLocale:
    """The words of one locale."""

    locale: str
    catalogue: NullTranslations

    def say(self, english: str) -> str:
        """`english` in this language; as it is where the catalogue lacks it."""
        return self.catalogue.gettext(english)


def _language(locale: str) -> str:
    return locale.partition("_")[0]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _compiled(catalogue: Catalog) -> GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
