"""Books: `.epub`, each chapter of the spine a post with its pictures.

Nothing that is encrypted is read, no script and no style is kept. Links between chapters lose their
target, because each chapter becomes a post of its own; their words stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from curator.domain.errors import ReadFault
from curator.formats.html_source import HtmlSource, unmark
from curator.importing.candidates import Candidate, Kind, Limits, Note, NoteCode, Thing, Unread
from curator.importing.readers.document_body import BLOCKS, cut, text_of, unwrap
from curator.importing.readers.document_pictures import DocumentPictures
from curator.importing.readers.document_post import Properties, document_candidate, instant
from curator.importing.readers.epub_styles import ClassStyles
from curator.importing.readers.packages import Package, parsed
from curator.importing.readers.page_body import page_text
from curator.importing.refusals import Refused

MEDIA_TYPE = "application/xhtml+xml"

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_ENC = "{http://www.w3.org/2001/04/xmlenc#}"
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_MOST_SHEETS = 20
_PATH = "path"
_TEXTS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_DROPPED = frozenset({"script", "style", "link", "meta", "template", "noscript", "title", "base"})
_KEPT_ATTRIBUTES = frozenset(
    {
        "data-language",
        "href",
        "src",
        "alt",
        "title",
        "id",
        "dir",
        "lang",
        "colspan",
        "rowspan",
        "start",
        "type",
    }
    | {"scope", "headers", "reversed", "value", "cite", "datetime", "width", "height", "open"}
)
_ENCODING = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*>")
_LANGUAGE = re.compile(r"(?:language|lang|brush)[-:]([\w+#.-]{1,30})")
_NAME = re.compile(r"(?!sourceCode|numberLines|number-lines)[a-z][\w+#-]{0,29}")
_LANGUAGE_KEY = "data-language"
_SECTIONS = frozenset({"section", "div", "article", "main", "body", "header", "span"})


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    media_type: str
    properties: str


def read(thing: Thing, limits: Limits) -> Iterator[Candidate | Unread]:
    """Yield a candidate for each chapter in the order of reading; raises Refused."""
    package = Package(thing.data, limits)
    _refuse_locked(package)
    root_path = _package_path(package)
    book = package.xml(root_path)
    items = _items(book, dirname(root_path))
    identifier = _first_text(book, f"{_DC}identifier")
    properties = Properties(
        author=", ".join(_texts(book, f"{_DC}creator")),
        date=next((day for text in _dates(book) if (day := instant(text))), None),
    )
    styles = _styles(package, items)
    titles = _titles(package, items)
    spine = [
        item for one in book.iter(f"{_OPF}itemref") if (item := items.get(one.get("idref", "")))
    ]
    count = 0
    for item in spine:
        if item.media_type not in _TEXTS or "nav" in item.properties.split():
            continue
        inside = f"{thing.inside or thing.name}/{item.path}"
        if item.path not in package:
            yield Unread(item.path, inside, ReadFault.BROKEN.value, item.path)
            continue
        if count >= limits.candidates:
            raise Refused(ReadFault.TOO_MANY, str(limits.candidates))
        hints = dict(thing.hints)
        hints[_PATH] = item.path
        hints["source_id"] = f"{identifier}#{item.path}" if identifier else ""
        name = item.path.rpartition("/")[2]
        try:
            chapter = Thing(name, package.read(item.path), inside=inside, hints=hints)
            found = _chapter(chapter, package, styles, properties, titles.get(item.path, ""))
        except Refused as refused:  # the other chapters are read all the same
            yield Unread(name, inside, refused.fault.value, refused.detail)
            continue
        if found is not None:
            count += 1
            yield found


def _chapter(
    thing: Thing, package: Package, styles: ClassStyles, properties: Properties, label: str
) -> Candidate | None:
    pictures = DocumentPictures()
    notes: list[Note] = []
    path = thing.hints[_PATH]
    body, head_title = _body(thing.data, path)
    _drop_live_parts(body)
    styles.apply(body)
    _place_pictures(body, path, package, pictures, notes)
    if not text_of(body) and body.find(".//img") is None:
        return None
    _unlink_chapters(body)
    _plain_code(body)
    _plain_attributes(body)
    _flatten(body)
    for code in body.iter("code"):
        if (language := code.get(_LANGUAGE_KEY)) is not None:
            del code.attrib[_LANGUAGE_KEY]
            code.set("class", language)
    heading = _opening_heading(body)
    title = heading or label or head_title
    return document_candidate(
        thing,
        Kind.EPUB,
        MEDIA_TYPE,
        body,
        replace(properties, title=title),
        pictures,
        notes,
        title,
    )


def _body(data: bytes, path: str) -> tuple[etree._Element, str]:
    """Return the body of a chapter as HTML elements, and the title in its head."""
    try:
        root = parsed(data, path)
        for element in root.iter(etree.Element):
            element.tag = etree.QName(element).localname
        data = etree.tostring(root, encoding="UTF-8", method="html")
    except Refused as refused:
        if refused.fault not in {ReadFault.BROKEN, ReadFault.TOO_DEEP}:
            raise
        # Named entities and slips of the pen are common: HTML's own rules bear them.
        source = HtmlSource(_text(data))
        document = source.document()
        unmark(document)
    else:
        document = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    title = " ".join((document.findtext("head/title") or "").split())
    body = document.find("body")
    if body is None:
        body = document
    body.tag = "div"
    body.tail = None
    parent = body.getparent()
    if parent is not None:
        parent.remove(body)
    return body, title


def _text(data: bytes) -> str:
    declared = _ENCODING.match(data[:200])
    text, _notes = page_text(
        Thing("", data, declared_charset=declared[1].decode() if declared else "")
    )
    return _XML_HEAD.sub("", text, count=1)


def _drop_live_parts(body: etree._Element) -> None:
    for element in list(body.iter(*_DROPPED)):
        cut(element)
    for comment in list(body.iter(etree.Comment)):
        cut(comment)


def _place_pictures(
    body: etree._Element,
    path: str,
    package: Package,
    pictures: DocumentPictures,
    notes: list[Note],
) -> None:
    """Take the pictures of the book along; what is no picture of it stays as it is written."""
    for image in list(body.iter("image")):  # a cover is often a picture inside of an SVG
        around = next((one for one in image.iterancestors("svg")), None)
        target = next(
            (image.get(name) or "" for name in image.attrib if str(name).endswith("href")), ""
        )
        if around is None or not target or len(list(around.iter("image"))) != 1:
            continue
        picture = html.Element("img", src=target, alt="")
        picture.tail = around.tail
        parent = around.getparent()
        if parent is not None:
            parent.replace(around, picture)
    for picture in body.iter("img"):
        address = picture.get("src", "")
        if not address or urlsplit(address).scheme:
            continue
        name = _resolved(path, address)
        try:
            picture.set("src", pictures.add(package.read(name), name))
        except (KeyError, Refused):
            notes.append(Note(NoteCode.LOST_PICTURE, name[:200]))


def _unlink_chapters(body: etree._Element) -> None:
    for link in list(body.iter("a")):
        address = link.get("href")
        if address and not address.startswith("#") and not urlsplit(address).scheme:
            del link.attrib["href"]
            if not link.get("id"):
                unwrap(link)


def _plain_code(body: etree._Element) -> None:
    """Leave of coloured code what it says and its language."""
    for block in body.iter("pre"):
        named = [*block.get("class", "").split(), *_classes_within(block)]
        language = next((found[1] for one in named if (found := _LANGUAGE.fullmatch(one))), "")
        if not language and "sourceCode" in named:  # pandoc's way
            language = next((one for one in named if _NAME.fullmatch(one)), "")
        text = "".join(map(str, block.itertext()))
        for child in list(block):
            block.remove(child)
        block.text = None
        code = etree.SubElement(block, "code")
        code.text = text
        if language:
            code.set(_LANGUAGE_KEY, f"language-{language}")


def _classes_within(block: etree._Element) -> list[str]:
    return [name for code in block.iter("code") for name in code.get("class", "").split()]


def _plain_attributes(body: etree._Element) -> None:
    for element in body.iter(etree.Element):
        marks = _marks_a_note(element)
        for name in list(element.attrib):
            if str(name) not in _KEPT_ATTRIBUTES:
                del element.attrib[name]
        if marks:  # a book's note often has no way back by which a mark could be told
            element.set("role", "doc-noteref")


def _marks_a_note(element: etree._Element) -> bool:
    return element.tag == "a" and any(
        word in {"noteref", "doc-noteref"}
        for name, value in element.attrib.items()
        if str(name) == "role" or str(name).endswith(":type")
        for word in str(value).split()
    )


def _flatten(body: etree._Element) -> None:
    """Take off the boxes that only hold the chapter, and spans that say nothing any more."""
    for span in list(body.iter("span")):
        if not span.attrib:
            unwrap(span)
    wanted = {one.get("href", "")[1:] for one in body.iter("a")}
    for box in list(body.iter("section", "div", "article", "main", "header")):
        kept = box is body or box.get("dir") or box.get("lang") or box.get("id", "-") in wanted
        texts = [box.text, *(child.tail for child in box)]
        loose = any((text or "").strip() for text in texts)
        if not kept and not loose and all(child.tag in BLOCKS for child in box):
            unwrap(box)


def _opening_heading(body: etree._Element) -> str:
    """Return the heading that the chapter begins with."""
    for element in body.iter(etree.Element):
        if element is body or (element.tag in _SECTIONS and not (element.text or "").strip()):
            continue
        return text_of(element) if element.tag in {"h1", "h2", "h3"} else ""
    return ""


# --- the package --------------------------------------------------------------------------


def _refuse_locked(package: Package) -> None:
    """Refuse a book whose chapters are encrypted; that fonts are disguised does not matter."""
    if "META-INF/rights.xml" in package:
        raise Refused(ReadFault.ENCRYPTED, "META-INF/rights.xml")
    told = package.optional_xml("META-INF/encryption.xml")
    if told is None:
        return
    for method in told.iter(f"{_ENC}EncryptionMethod"):
        if method.get("Algorithm") not in _FONTS:
            raise Refused(ReadFault.ENCRYPTED, "META-INF/encryption.xml")


def _package_path(package: Package) -> str:
    container = package.optional_xml("META-INF/container.xml")
    if container is None:
        raise Refused(ReadFault.BROKEN, "META-INF/container.xml")
    for one in container.iter(f"{_CONTAINER}rootfile"):
        path = one.get("full-path", "")
        if path in package:
            return path
    raise Refused(ReadFault.BROKEN, "META-INF/container.xml")


def _items(book: etree._Element, folder: str) -> dict[str, _Item]:
    items = {}
    for one in book.iter(f"{_OPF}item"):
        path = _resolved(folder + "/", one.get("href", ""))
        items[one.get("id", "")] = _Item(
            path, one.get("media-type", "").lower(), one.get("properties", "")
        )
    return items


def _styles(package: Package, items: dict[str, _Item]) -> ClassStyles:
    sheets = [one.path for one in items.values() if one.media_type == "text/css"]
    known = [path for path in sheets[:_MOST_SHEETS] if path in package]
    return ClassStyles([package.read(path).decode("utf-8", "replace") for path in known])


def _dates(book: etree._Element) -> list[str]:
    """Return the dates that a book names, when it was published before when it was written out."""
    modified = (
        (one.text or "").strip()
        for one in book.iter(f"{_OPF}meta")
        if one.get("property") == "dcterms:modified"
    )
    return [*_texts(book, f"{_DC}date"), *modified]


def _titles(package: Package, items: dict[str, _Item]) -> dict[str, str]:
    """Return the names of chapters as the book's contents list them."""
    found: dict[str, str] = {}
    for item in items.values():
        try:
            if item.media_type == "application/x-dtbncx+xml" and item.path in package:
                for point in package.xml(item.path).iter(f"{_NCX}navPoint"):
                    target = point.find(f"{_NCX}content")
                    label = point.findtext(f"{_NCX}navLabel/{_NCX}text") or ""
                    if target is not None:
                        path = _resolved(item.path, target.get("src", ""))
                        found.setdefault(path, " ".join(label.split()))
            elif "nav" in item.properties.split() and item.path in package:
                for link in package.xml(item.path).iter("{http://www.w3.org/1999/xhtml}a"):
                    path = _resolved(item.path, link.get("href", ""))
                    found.setdefault(path, text_of(link))
        except Refused:
            continue  # a book is read without its contents as well
    return found


def _resolved(base: str, address: str) -> str:
    """Return the name of a part that another one refers to."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    return normpath(join(dirname(base), path)).lstrip("/")


def _texts(book: etree._Element, name: str) -> list[str]:
    return [text for one in book.iter(name) if (text := " ".join((one.text or "").split()))]


def _first_text(book: etree._Element, name: str) -> str:
    return next(iter(_texts(book, name)), "")
