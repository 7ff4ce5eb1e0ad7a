"""What the bot says in each language: gettext catalogues, read once at start.

English stands in the flows; `locale/<locale>/LC_MESSAGES/bot.po` holds the rest. Locales are named
as Messenger names them. The locale is always an argument: people never get each other's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
        self._catalogues: Mapping[str, Mapping[str, str]] = {ENGLISH: {}, **read}
        self._english = {
            said: english for catalogue in read.values() for english, said in catalogue.items()
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
    catalogue: Mapping[str, str]

    def say(self, english: str) -> str:
        """`english` in this language; as it is where the catalogue lacks it."""
        return self.catalogue.get(english, english)


def _language(locale: str) -> str:
    return locale.partition("_")[0]


@cache
def _read(path: Path) -> Mapping[str, str]:
    """What each English text is in this language; a fuzzy entry is only somebody's guess.

    Read once a process, however many bots it makes.
    """
    with path.open("rb") as file:
        return {
            str(entry.id): str(entry.string)
            for entry in read_po(file)
            if entry.id and entry.string and not entry.fuzzy
        }
