"""From the text of a page to its article, by the general way that needs to know no site.

Runs in the readers' process: the bytes are a stranger's.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html

from curator.formats.html_source import HtmlSource, unmark
from curator.importing.candidates import Note, NoteCode
from curator.importing.pages.addresses import Base
from curator.importing.pages.cutting import cut
from curator.importing.pages.locating import locate
from curator.importing.pages.metadata import Metadata, metadata
from curator.importing.pages.pictures import unfold_pictures
from curator.importing.pages.writing import written


@dataclass(frozen=True, slots=True)
class Article:
    """What was found in a page."""

    about: Metadata
    body: str
    """HTML, one block a line."""
    notes: tuple[Note, ...] = ()


def article(text: str, url: str = "", folders: frozenset[str] = frozenset()) -> Article:
    """Find the article of a page and cut it out; where there is none, the whole body is it."""
    source = HtmlSource(text)
    root, again = source.document(), source.document()
    unmark(root)
    unmark(again)
    base = Base(base_url(root, url), folders)
    about = metadata(root, url)
    notes = [Note(NoteCode.CUT, "nesting")] if source.flattened else []
    assert isinstance(again, html.HtmlElement)
    located = locate(root, again)
    if located is None:
        return Article(about, "", (Note(NoteCode.NO_ARTICLE),))
    if not located.certain:
        notes.append(Note(NoteCode.NO_ARTICLE))
    unfold_pictures(located.container, base)
    container = cut(located, about.title)
    return Article(about, written(container, base), tuple(notes))


def base_url(root: etree._Element, url: str) -> str:
    """Return what links of the page stand on: its address, or what it says instead."""
    for tag in root.iter("base"):
        href = tag.get("href")
        if href:
            try:
                return urljoin(url, href)
            except ValueError:
                break
    return url if url.startswith(("http://", "https://")) else ""
