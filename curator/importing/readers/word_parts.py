"""The parts of a `.docx` made ready for mammoth: what it would lose or misread is put in its words.

Styles are renamed to what they mean, whatever language the office spoke; pictures on the web, formulas
and the direction of writing are marked in the text, to be found again in the HTML. Everything is checked and
written anew, so that mammoth never sees a stranger's XML itself (reliability.md T12).
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from curator.importing.candidates import Note, NoteCode
from curator.importing.readers.document_styles import (
    HEADINGS,
    Meaning,
    inherited_meaning,
    is_monospaced,
    paragraph_meaning,
    run_meaning,
)
from curator.importing.readers.packages import Package, parsed
from curator.importing.readers.word_pruning import (
    kept_in_text,
    kept_of_numbering,
    kept_of_styles,
)

TITLE = "curator title"
CAPTION = "curator caption"
QUOTE = "curator quote"
CODE = "curator code"
CODE_RUN = "curator code run"
EMPHASIS_RUN = "curator emphasis run"
LINKED = b"curator-linked-picture:"
"""What the bytes of a picture begin with that lies on the web; its address follows."""

RTL_MARK = "\ue0fe\ue0fd"
"""Stands at the beginning of a paragraph that is written from right to left."""

_DOCUMENT = "word/document.xml"
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_OTHERS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/numbering\.xml|word/_rels/[^/]+\.rels"
)
_MEDIA = re.compile(r"(?:word/)?media/[^/]+")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|officeDocument)/")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_NAMES = {
    **dict(zip(HEADINGS, (f"heading {level}" for level in range(1, 7)), strict=True)),
    Meaning.TITLE: TITLE,
    Meaning.SUBTITLE: "Normal",
    Meaning.CAPTION: CAPTION,
    Meaning.QUOTE: QUOTE,
    Meaning.CODE: CODE,
    Meaning.PLAIN: "Normal",
}
_RUN_NAMES = {
    Meaning.STRONG: "Strong",
    Meaning.EMPHASIS: EMPHASIS_RUN,
    Meaning.CODE: CODE_RUN,
    Meaning.PLAIN: "Hyperlink",
}


class WordParts:
    """A Word document's parts, prepared, and what was noticed on the way."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.notes: list[Note] = []
        self._meanings: dict[str, Meaning] = {}
        self._strange: dict[str, str] = {}

    def archive(self) -> BytesIO:
        """Return the document as mammoth is to read it."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as written:
            for name, data in self._parts():
                written.writestr(name, data)
        out.seek(0)
        return out

    def title(self) -> str:
        """Return what stands in the style of a title at the beginning; after `archive`."""
        return self._title

    def _xml(self, name: str) -> etree._Element:
        """Return a part; the strict kind of document differs in the names of its namespaces."""
        data = self._package.read(name)
        return parsed(_STRICT.sub(_transitional, data), name)

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        package = self._package
        self._title = ""
        if "word/styles.xml" in package:
            styles = kept_of_styles(self._styles(self._xml("word/styles.xml")))
            yield "word/styles.xml", _written(styles)
        linked: list[tuple[str, bytes]] = []
        for name in package.names:
            if _TEXTS.fullmatch(name):
                yield name, _written(kept_in_text(self._text(self._xml(name), name)))
            elif name.startswith("word/_rels/") and name.endswith(".rels"):
                yield name, _written(self._relations(self._xml(name), linked))
            elif name == "word/numbering.xml":
                yield name, _written(kept_of_numbering(self._xml(name)))
            elif _OTHERS.fullmatch(name):
                yield name, _written(self._xml(name))
            elif _MEDIA.fullmatch(name):
                yield name, package.read(name)
        yield from linked

    # --- styles ---------------------------------------------------------------------------

    def _styles(self, root: etree._Element) -> etree._Element:
        styles = {one.get(f"{_W}styleId", ""): one for one in root.iter(f"{_W}style")}
        for number, style in styles.items():
            kind = style.get(f"{_W}type")
            if kind not in {"paragraph", "character"}:
                continue
            name = style.find(f"{_W}name")
            called = name.get(f"{_W}val", "") if name is not None else ""
            found = _style_meaning(number, styles, kind == "character")
            if found is None or name is None:
                self._strange[number] = called
                continue
            self._meanings[number] = found
            name.set(f"{_W}val", (_RUN_NAMES if kind == "character" else _NAMES)[found])
        for level, meaning in enumerate(HEADINGS, 1):
            style = etree.SubElement(root, f"{_W}style")
            style.set(f"{_W}type", "paragraph")
            style.set(f"{_W}styleId", f"CuratorHeading{level}")
            etree.SubElement(style, f"{_W}name").set(f"{_W}val", _NAMES[meaning])
        code = etree.SubElement(root, f"{_W}style")
        code.set(f"{_W}type", "paragraph")
        code.set(f"{_W}styleId", "CuratorCode")
        etree.SubElement(code, f"{_W}name").set(f"{_W}val", CODE)
        return root

    # --- texts ----------------------------------------------------------------------------

    def _text(self, root: etree._Element, name: str) -> etree._Element:
        for alternative in list(root.iter(f"{_MC}AlternateContent")):
            _prefer_picture(alternative)
        for formula in list(root.iter(f"{_M}oMath")):
            self._show_formula(formula)
        for data in root.iter(f"{_A}graphicData"):
            kind = data.get("uri", "").rpartition("/")[2]
            if kind in {"chart", "diagram"}:
                self.notes.append(Note(NoteCode.LOST_PART, kind))
        for blip in root.iter(f"{_A}blip"):
            if (number := blip.get(f"{_R}link")) and not blip.get(f"{_R}embed"):
                blip.set(f"{_R}embed", number)
        used: set[str] = set()
        for paragraph in root.iter(f"{_W}p"):
            self._paragraph(paragraph, used)
        for style in root.iter(f"{_W}rStyle"):
            used.add(style.get(f"{_W}val", ""))
        self.notes += [
            Note(NoteCode.UNKNOWN_STYLE, called)
            for number, called in self._strange.items()
            if number in used and called
        ]
        if name == _DOCUMENT:
            self._title = self._first_title(root)
        return root

    def _paragraph(self, paragraph: etree._Element, used: set[str]) -> None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            properties = etree.Element(f"{_W}pPr")
            paragraph.insert(0, properties)
        style = properties.find(f"{_W}pStyle")
        named = style.get(f"{_W}val", "") if style is not None else ""
        used.add(named)
        outline = properties.find(f"{_W}outlineLvl")
        level = outline.get(f"{_W}val", "9") if outline is not None else "9"
        plain = self._meanings.get(named, Meaning.PLAIN) is Meaning.PLAIN
        if plain and level in set("012345"):
            self._restyle(properties, f"CuratorHeading{int(level) + 1}")
        elif plain and properties.find(f"{_W}numPr") is None and _all_monospaced(paragraph):
            self._restyle(properties, "CuratorCode")
        bidi = properties.find(f"{_W}bidi")
        if bidi is not None and bidi.get(f"{_W}val", "1") not in {"0", "false", "off"}:
            run = etree.Element(f"{_W}r")
            etree.SubElement(run, f"{_W}t").text = RTL_MARK
            paragraph.insert(paragraph.index(properties) + 1, run)

    def _restyle(self, properties: etree._Element, number: str) -> None:
        style = properties.find(f"{_W}pStyle")
        if style is None:
            style = etree.Element(f"{_W}pStyle")
            properties.insert(0, style)
        style.set(f"{_W}val", number)

    def _show_formula(self, formula: etree._Element) -> None:
        """Keep the letters of a formula; how they stand is lost."""
        text = "".join(one.text or "" for one in formula.iter(f"{_M}t", f"{_W}t"))
        run = etree.Element(f"{_W}r")
        shown = etree.SubElement(run, f"{_W}t")
        shown.text = text
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        around = formula.getparent()
        if around is not None and around.tag == f"{_M}oMathPara":
            formula, around = around, around.getparent()
        if around is not None:
            run.tail = formula.tail
            around.replace(formula, run)
        self.notes.append(Note(NoteCode.LOST_PART, f"formula: {text[:60]}"))

    def _first_title(self, root: etree._Element) -> str:
        for paragraph in root.iter(f"{_W}p"):
            text = "".join(one.text or "" for one in paragraph.iter(f"{_W}t")).replace(RTL_MARK, "")
            if not text.strip():
                continue
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            named = style.get(f"{_W}val", "") if style is not None else ""
            return text.strip() if self._meanings.get(named) is Meaning.TITLE else ""
        return ""

    # --- relations ------------------------------------------------------------------------

    def _relations(self, root: etree._Element, linked: list[tuple[str, bytes]]) -> etree._Element:
        """Turn pictures on the web into parts that hold their address; take files on disks out."""
        for relation in root.iter(f"{_REL}Relationship"):
            external = relation.get("TargetMode") == "External"
            if not external or not relation.get("Type", "").endswith("/image"):
                continue
            address = relation.get("Target", "")
            part = f"media/curator-linked-{len(linked)}"
            linked.append((f"word/{part}", LINKED + address.encode("utf-8", "replace")))
            relation.set("Target", part)
            del relation.attrib["TargetMode"]
        return root


def _transitional(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found[1] + b"/2006/"


def _style_meaning(
    number: str, styles: dict[str, etree._Element], character: bool
) -> Meaning | None:
    def named(one: str) -> Meaning | None:
        style = styles.get(one)
        if style is None:
            return None
        name = style.find(f"{_W}name")
        called = name.get(f"{_W}val", "") if name is not None else ""
        if character:
            return run_meaning(called) or _look(style)
        found = paragraph_meaning(called)
        if found not in {None, Meaning.PLAIN}:
            return found
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(f"{_W}val", "9") if outline is not None else "9"
        return HEADINGS[int(level)] if level in set("012345") else found

    def parent(one: str) -> str | None:
        style = styles.get(one)
        based = style.find(f"{_W}basedOn") if style is not None else None
        return based.get(f"{_W}val") if based is not None else None

    return inherited_meaning(number, named, parent)


def _look(style: etree._Element) -> Meaning | None:
    """Return what a character style looks like: mammoth knows only what is set on the letters."""
    for name, meaning in (("b", Meaning.STRONG), ("i", Meaning.EMPHASIS)):
        found = style.find(f"{_W}rPr/{_W}{name}")
        if found is not None and found.get(f"{_W}val", "1") not in {"0", "false", "off"}:
            return meaning
    fonts = style.find(f"{_W}rPr/{_W}rFonts")
    mono = fonts is not None and is_monospaced(fonts.get(f"{_W}ascii", ""))
    return Meaning.CODE if mono else None


def _all_monospaced(paragraph: etree._Element) -> bool:
    """Tell whether every letter of a paragraph is set in a font for code."""
    runs = [run for run in paragraph.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    for run in runs:
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        if fonts is None or not is_monospaced(fonts.get(f"{_W}ascii", "")):
            return False
    return bool(runs)


def _prefer_picture(alternative: etree._Element) -> None:
    """Take the newer form of a picture: it has the alternative text, the older one has not."""
    choice, fallback = alternative.find(f"{_MC}Choice"), alternative.find(f"{_MC}Fallback")
    if choice is None:
        return
    texts = next(choice.iter(f"{_W}txbxContent"), None)
    if fallback is not None and (texts is not None or next(choice.iter(f"{_A}blip"), None) is None):
        return
    if fallback is None:
        fallback = etree.SubElement(alternative, f"{_MC}Fallback")
    for child in list(fallback):
        fallback.remove(child)
    fallback.extend(list(choice))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
