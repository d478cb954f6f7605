"""The one catalogue of translations: what the window and the commands say, in the user's language.

Source texts are English and stand in wherever a catalogue has no entry. Lookups go through the
catalogue active at that moment, so a language can be switched while the program runs; texts must
therefore be looked up when shown, never at import. Only `gui`, `cli` and the sentences they share
may look texts up; the core emits codes. Must not import Qt (desktop.md §2).
"""

import gettext as catalogue
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

DOMAIN = "curator"

_SOURCE_LANGUAGES = frozenset({"en", "c", "posix"})
_CHINESE = {"hans": "zh_CN", "hant": "zh_TW", "sg": "zh_CN", "hk": "zh_TW", "mo": "zh_TW"}

_active = catalogue.NullTranslations()


def use(catalogues: Path, languages: Sequence[str]) -> None:
    """Switch to the best catalogue for `languages`, most wanted first.

    `catalogues` holds `<language>/LC_MESSAGES/curator.mo`. Languages may be written as locales
    (`zh_CN.UTF-8`) or as tags (`zh-Hans-CN`). English and `C` need no catalogue: whatever
    follows them is not looked at. Languages without a catalogue are passed over.
    """
    global _active  # noqa: PLW0603  one catalogue per process, swapped whole
    wanted = list(_locales(languages))
    _active = (
        catalogue.translation(DOMAIN, str(catalogues), wanted, fallback=True)
        if wanted
        else catalogue.NullTranslations()
    )


def wanted(chosen: str) -> list[str]:
    """Return the languages to speak, the most wanted first: the one chosen, else the system's.

    Empty where the environment names none, as on Windows and macOS.
    """
    if chosen:
        return [chosen]
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    return [code for name in names if (value := os.environ.get(name)) for code in value.split(":")]


def language() -> str:
    """Return the language spoken now as its catalogue names it: `zh_CN`; `en` without one."""
    return _active.info().get("language", "en")


def gettext(text: str) -> str:
    """Translate one whole sentence or label."""
    # The empty message is where a catalogue keeps its own header.
    return _active.gettext(text) if text else text


def ngettext(one: str, many: str, n: int) -> str:
    """Translate the form of a sentence that fits the number `n`."""
    return _active.ngettext(one, many, n)


def pgettext(context: str, text: str) -> str:
    """Translate a short word that means different things in different places."""
    return _active.pgettext(context, text)


def listed(parts: Iterable[str]) -> str:
    """Put parts of one line after each other, as the language does."""
    return pgettext("between parts of a line", ", ").join(parts)


def _locales(languages: Sequence[str]) -> Iterator[str]:
    for language in languages:
        parts = language.split(".")[0].split("@")[0].replace("-", "_").split("_")
        if parts[0].lower() in _SOURCE_LANGUAGES:
            return
        if parts[0].lower() == "zh":
            variety = parts[1] if len(parts) > 1 else "CN"
            yield _CHINESE.get(variety.lower(), f"zh_{variety.upper()}")
        elif parts[0]:
            yield "_".join([parts[0].lower(), *(part.upper() for part in parts[1:])])
