"""A web page from anywhere: its article, by the recipe for its site or by the general way.

With the folder that a browser saved beside it, the pictures in there are the post's files.
"""

import re
from collections.abc import Iterator

from curator.importing.candidates import (
    Candidate,
    CandidateFile,
    Kind,
    Limits,
    Note,
    NoteCode,
    Thing,
)
from curator.importing.composing import Field, file_name, post_source
from curator.importing.pages.article import article
from curator.importing.pages.metadata import Metadata
from curator.importing.readers import page_body
from curator.importing.readers.document_post import instant
from curator.importing.readers.saved_files import files_of, folder_of, references
from curator.importing.recipes.applying import applied
from curator.importing.recipes.shelf import shelf

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]{1,2000})\s*-->")
_HEAD = 4096


def read(thing: Thing, limits: Limits) -> Iterator[Candidate]:
    """Yield the article of a page as one candidate."""
    loose = "saved" not in thing.hints and not thing.url.startswith(("http://", "https://"))
    if thing.hints and loose:
        # A letter or a chapter is an article already; cutting could only lose of it.
        yield from page_body.read(thing, limits)
        return
    text, notes = page_body.page_text(thing)
    url = thing.url or _saved_from(text)
    folder = folder_of(thing.path) if thing.path is not None else None
    folders = frozenset({folder.name} if folder is not None else ()) | frozenset(
        file.reference.removeprefix("./").partition("/")[0] for file in thing.files
    )
    recipe = shelf().matching(url, text)
    made = applied(recipe, text, url, folders) if recipe is not None else None
    if recipe is not None and made is not None and not made.found:
        notes.append(Note(NoteCode.RECIPE_UNFIT, recipe.name))
        made = None
    if made is not None:
        source, name, source_id = made.source, made.name, made.source_id
        address = made.url
        notes += made.notes
    else:
        found = article(text, url, folders)
        about, source_id = found.about, thing.hints.get("source_id", "")
        fields = _fields(about, thing)
        source = post_source(fields, found.body)
        address = about.url or url
        title = str(fields["title"])
        name = file_name(title, ".html", "page")
        notes += found.notes
        if not title:
            notes.append(Note(NoteCode.NO_TITLE))
        if fields["date"] is None:
            notes.append(Note(NoteCode.NO_DATE))
    files: list[CandidateFile] = []
    for file in files_of(folder, references(source), limits) if folder is not None else ():
        if isinstance(file, str):
            notes.append(Note(NoteCode.LOST_PICTURE, file))
        else:
            files.append(file)
    yield Candidate(
        source,
        name,
        Kind.SAVED_PAGE if folder is not None else Kind.PAGE,
        inside=thing.inside,
        url=address,
        source_id=source_id,
        files=tuple(files),
        notes=tuple(dict.fromkeys(notes)),
        original=thing.data,
        original_type="text/html",
    )


def _fields(about: Metadata, thing: Thing) -> dict[str, Field]:
    date: Field = about.date or instant(thing.hints.get("date", ""))
    if about.date is not None and about.date.tzinfo is None:
        # Quoted: a bare one would be taken for UTC, and whose hour it is the page does not say.
        whole = about.date.hour or about.date.minute or about.date.second
        date = about.date.strftime("%Y-%m-%d %H:%M:%S" if whole else "%Y-%m-%d")
    return {
        "title": about.title or thing.hints.get("title", ""),
        "date": date,
        "author": about.author or thing.hints.get("author", ""),
        "source": about.url,
    }


def _saved_from(text: str) -> str:
    found = _SAVED_FROM.search(text, 0, _HEAD)
    return found[1] if found is not None else ""
