"""Web pages in one file, as browsers save them: the page as a thing, its pictures with it."""

from collections.abc import Iterator
from email.message import Message
from urllib.parse import unquote, urljoin, urlsplit

from curator.domain.errors import ReadFault
from curator.importing import mime
from curator.importing.candidates import CandidateFile, Limits, Thing
from curator.importing.refusals import Refused

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(thing: Thing, _limits: Limits) -> Iterator[Thing]:
    """Yield the page that the file holds."""
    message = mime.parsed(thing.data)
    parts = list(mime.leaves(message))
    page = _page(message, parts)
    if page is None:
        raise Refused(ReadFault.EMPTY)
    location = mime.header(page, "content-location")
    url = mime.header(message, "snapshot-content-location") or location
    hints = {}
    if title := mime.header(message, "subject", thing.charset):
        hints["title"] = title
    if (saved := mime.date_of(message)) is not None:
        hints["saved"] = saved.isoformat()
    files = [file for part in parts if part is not page for file in _files(part, url)]
    yield Thing(
        f"{thing.name}.html",
        mime.content(page),
        url=url if url.startswith(("http://", "https://")) else "",
        declared_type="text/html",
        declared_charset=mime.charset_of(page),
        charset=thing.charset,
        inside=thing.inside,
        files=tuple(files),
        hints=hints,
    )


def _page(message: Message, parts: list[Message]) -> Message | None:
    """Return the part that `start` names, else the first page."""
    start = message.get_param("start")
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    for part in pages:
        if start and mime.header(part, "content-id") == start:
            return part
    return pages[0] if pages else None


def _files(part: Message, url: str) -> Iterator[CandidateFile]:
    if part.get_content_maintype() != "image":
        return
    data = mime.content(part)
    if not data:
        return
    location = mime.header(part, "content-location").replace(" ", "")
    label = mime.header(part, "content-id").strip("<> ")
    kind = part.get_content_type()
    path = unquote(urlsplit(location).path)
    name = mime.file_name_of(part) or path.rsplit("/", 1)[-1] or "picture"
    absolute = urljoin(url, location) if location else ""
    origin = absolute if absolute.startswith(("http://", "https://")) else ""
    # A page names its pictures as it likes: by address, by its end, or by the part's own label.
    references = dict.fromkeys((absolute, location, f"cid:{label}" if label else ""))
    for reference in references:
        if reference:
            yield CandidateFile(name, kind, data, reference, origin)
