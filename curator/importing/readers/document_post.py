"""A candidate out of a document: its body, and the front matter that its properties give."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath

from lxml import etree

from curator.importing.candidates import Candidate, Kind, Note, NoteCode, Thing
from curator.importing.composing import file_name, one_line, post_source
from curator.importing.readers.document_body import finished, take_byline, take_title, text_of
from curator.importing.readers.document_pictures import DocumentPictures

_NO_TITLES = ("microsoft word - ", "untitled", "无标题", "document1", "文档1", "powerpoint ")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself."""

    title: str = ""
    author: str = ""
    date: datetime | None = None


def document_candidate(
    thing: Thing,
    kind: Kind,
    media_type: str,
    root: etree._Element,
    properties: Properties,
    pictures: DocumentPictures,
    notes: list[Note],
    shown_title: str = "",
) -> Candidate:
    """Return the post that a document becomes.

    `shown_title` is the title as it stands in the text, in the style of a title. Without one the
    properties say it, then the first block where it is a heading, then the name of the file.
    """
    title = one_line(shown_title) or _stated(properties.title) or thing.hints.get("title", "")
    if not title:
        first = next(iter(root), None)
        title = text_of(first) if first is not None and first.tag in {"h1", "h2"} else ""
    titled = bool(title) and take_title(root, title)
    if not title:
        title = PurePosixPath(thing.name.replace("\\", "/")).stem
        notes = [*notes, Note(NoteCode.NO_TITLE)]
    date = properties.date or instant(thing.hints.get("date", ""))
    if date is None:
        notes = [*notes, Note(NoteCode.NO_DATE)]
    author = one_line(properties.author) or thing.hints.get("author", "")
    if titled:
        take_byline(root, author)
    body = finished(root)
    return Candidate(
        post_source({"title": title, "date": date, "author": author}, body),
        file_name(title, ".html"),
        kind,
        inside=thing.inside,
        url=thing.url,
        source_id=thing.hints.get("source_id", ""),
        files=pictures.files,
        notes=tuple(dict.fromkeys([*notes, *pictures.notes])),
        original=thing.data,
        original_type=media_type,
    )


def instant(text: str) -> datetime | None:
    """Return a moment as documents write it, in UTC where they name no zone; None for none."""
    text = text.strip()
    if not text:
        return None
    head, dot, fraction = text.partition(".")
    if dot:  # LibreOffice writes nine digits
        digits = len(fraction) - len(fraction.lstrip("0123456789"))
        text = head + fraction[digits:]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1971 <= moment.year <= 2200:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _stated(title: str) -> str:
    """Return a title from the properties, empty where a program put it there."""
    title = one_line(title)
    return "" if title.lower().startswith(_NO_TITLES) else title
