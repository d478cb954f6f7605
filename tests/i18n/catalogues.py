"""The catalogues in `resources/i18n`: taken from the sources, brought up to date and compiled by
`./dev translations`.

Nothing in them depends on the machine, the day or the version of the tool, so that a second run
changes no byte and the tests can compare.
"""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "curator"
FOLDER = ROOT / "resources" / "i18n"
TEMPLATE = FOLDER / "curator.pot"
WIDTH = 99

LOOKUPS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
"""The functions of curator.translation, and which of their arguments are texts."""

_TEMPLATE_COMMENT = "# Every text of Curator, extracted by `./dev translations`; not to be edited."


class StableCatalog(Catalog):
    """A catalogue whose header says only what readers of it need."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the header, without dates and versions."""
        headers = [("Project-Id-Version", "Curator")]
        if self.locale is not None:
            headers += [
                ("Language", str(self.locale_identifier)),
                ("Plural-Forms", self.plural_forms),
            ]
        headers += [
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]
        return headers


def extract() -> StableCatalog:
    """Return all texts of the program, file by file."""
    catalog = StableCatalog(header_comment=_TEMPLATE_COMMENT, fuzzy=False)
    found = extract_from_dir(
        SOURCES,
        method_map=[("**.py", "python")],
        keywords=LOOKUPS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, text, comments, context in found:
        catalog.add(text, locations=[(file, line)], auto_comments=comments, context=context)
    return catalog


def languages() -> list[str]:
    """Return the languages that have a catalogue."""
    return sorted(file.parts[-3] for file in FOLDER.glob("*/LC_MESSAGES/curator.po"))


def po_file(language: str) -> Path:
    """Return where the texts of a language are edited."""
    return FOLDER / language / "LC_MESSAGES" / "curator.po"


def read(language: str) -> StableCatalog:
    """Return the catalogue of a language as its translators left it."""
    with po_file(language).open("rb") as stream:
        edited = read_po(stream, locale=language, abort_invalid=True)
    catalog = StableCatalog(locale=language, header_comment=edited.header_comment, fuzzy=False)
    for message in edited:
        if message.id:
            catalog[message.id] = message
    return catalog


def text_of(catalog: Catalog) -> bytes:
    """Return a catalogue as people read it."""
    stream = io.BytesIO()
    write_po(
        stream, catalog, width=WIDTH, no_location=True, sort_by_file=True, ignore_obsolete=True
    )
    return stream.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return a catalogue as the program reads it; what is unsure or missing is left out."""
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def unfinished(catalog: Catalog) -> list[Message]:
    """Return the texts that have no translation, or one that nobody has confirmed."""
    return [message for message in catalog if message.id and (message.fuzzy or not _full(message))]


def _full(message: Message) -> bool:
    return all(forms(message.string))


def forms(said: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """Return what a message says, for one and for many where these differ."""
    return [said or ""] if isinstance(said, str | None) else list(said)


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield every module of the program with its syntax tree."""
    for file in sorted(SOURCES.rglob("*.py")):
        yield file.relative_to(ROOT), ast.parse(file.read_text("utf-8"))


def main() -> None:
    """Bring every catalogue up to date and say what translators have left to do."""
    template = extract()
    TEMPLATE.write_bytes(text_of(template))
    for language in languages():
        catalog = read(language)
        catalog.update(template)
        po_file(language).write_bytes(text_of(catalog))
        po_file(language).with_suffix(".mo").write_bytes(compiled(catalog))
        left = unfinished(catalog)
        print(f"{language}: {len(catalog)} texts, {len(left)} to translate or confirm")  # noqa: T201
        for message in left:
            print(f"  {forms(message.id)[0]}")  # noqa: T201


if __name__ == "__main__":
    main()
