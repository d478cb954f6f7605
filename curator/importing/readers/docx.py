"""Word documents: `.docx`, converted by mammoth from parts that were checked and prepared.

No file that a document names is opened and nothing is fetched; a style map that came with it is not used.
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from curator.domain.errors import ReadFault
from curator.importing.candidates import Candidate, Kind, Limits, Note, NoteCode, Thing
from curator.importing.readers import word_parts
from curator.importing.readers.document_body import CAPTION, from_fragment
from curator.importing.readers.document_pictures import DocumentPictures
from curator.importing.readers.document_post import Properties, document_candidate, instant
from curator.importing.readers.packages import Package
from curator.importing.readers.word_parts import LINKED, RTL_MARK, WordParts
from curator.importing.refusals import Refused

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_STYLES = f"""
p[style-name='{word_parts.TITLE}'] => h1:fresh
p[style-name='{word_parts.CAPTION}'] => p.{CAPTION}:fresh
p[style-name='{word_parts.QUOTE}'] => blockquote > p:fresh
p[style-name='{word_parts.CODE}'] => pre:separator('\\n')
r[style-name='{word_parts.CODE_RUN}'] => code
r[style-name='{word_parts.EMPHASIS_RUN}'] => em
"""
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read(thing: Thing, limits: Limits) -> Iterator[Candidate]:
    """Yield the document as one candidate; raises Refused."""
    package = Package(thing.data, limits)
    parts = WordParts(package)
    pictures = DocumentPictures()
    root = from_fragment(_converted(parts, pictures))
    notes = [*parts.notes]
    _mark_directions(root)
    yield document_candidate(
        thing, Kind.DOCX, MEDIA_TYPE, root, _properties(package), pictures, notes, parts.title()
    )


def _converted(parts: WordParts, pictures: DocumentPictures) -> str:
    # Slow to load, and only documents need it.
    import mammoth  # type: ignore[import-untyped] # noqa: PLC0415

    def image(found: Any) -> dict[str, str]:
        with found.open() as stream:
            data = stream.read()
        if not data.startswith(LINKED):
            return {"src": pictures.add(data, "picture")}
        address = data.removeprefix(LINKED).decode("utf-8", "replace")
        if address.startswith(("http://", "https://")):
            return {"src": address}
        pictures.notes.append(Note(NoteCode.LOST_PICTURE, address[:200]))
        return {"src": ""}

    archive = parts.archive()
    try:
        result = mammoth.convert_to_html(
            archive,
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(image),
        )
    except (KeyError, ValueError, AttributeError, TypeError, OSError) as error:
        # What mammoth says of a document whose parts do not fit together.
        raise Refused(ReadFault.BROKEN, type(error).__name__) from error
    return str(result.value)


def _mark_directions(root: etree._Element) -> None:
    """Move the mark of a paragraph from right to left to where HTML has it."""
    for element in list(root.iter()):
        for owner, text in ((element, element.text), (element.getparent(), element.tail)):
            if not text or RTL_MARK not in text:
                continue
            block = owner
            while block is not None and block.tag in {"strong", "em", "a", "code", "span", "sup"}:
                block = block.getparent()
            if block is not None and block is not root:
                block.set("dir", "rtl")
        element.text = element.text.replace(RTL_MARK, "") if element.text else element.text
        element.tail = element.tail.replace(RTL_MARK, "") if element.tail else element.tail
    for image in list(root.iter("img")):
        if not image.get("src"):
            del image.attrib["src"]
        image.set("alt", image.get("alt", ""))


def _properties(package: Package) -> Properties:
    core = package.optional_xml("docProps/core.xml")
    if core is None:
        return Properties()

    def told(name: str) -> str:
        return core.findtext(name) or ""

    date = instant(told(f"{_TERMS}created")) or instant(told(f"{_TERMS}modified"))
    return Properties(told(f"{_DC}title"), told(f"{_DC}creator"), date)
