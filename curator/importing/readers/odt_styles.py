"""The styles of an OpenDocument text: what a name means and how its letters look."""

from dataclasses import dataclass, fields

from lxml import etree

from curator.importing.readers.document_styles import (
    HEADINGS,
    Meaning,
    inherited_meaning,
    is_monospaced,
    paragraph_meaning,
    run_meaning,
)

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Run:
    """How letters look, where that means something."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    code: bool = False

    def beyond(self, above: "Run") -> "Run":
        """Return what this adds to what already surrounds it."""
        return Run(*(getattr(self, f.name) and not getattr(above, f.name) for f in fields(self)))

    def joined(self, other: "Run") -> "Run":
        """Return both together."""
        return Run(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))

    def without_code(self) -> "Run":
        """Return the same for a whole paragraph, whose font says nothing."""
        return Run(self.bold, self.italic, self.struck, self.raised, self.lowered)


class OdtStyles:
    """Looks styles up; those made for one paragraph stand on those that have names."""

    def __init__(self, content: etree._Element, styles: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._automatic: set[tuple[str, str]] = set()
        for root in (styles, content):
            if root is None:
                continue
            for style in root.iter(f"{STYLE}style"):
                key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
                self._styles[key] = style
                around = style.getparent()
                if around is not None and around.tag == f"{OFFICE}automatic-styles":
                    self._automatic.add(key)
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name", "")] = style
        self._runs: dict[tuple[str, str], Run] = {}

    def paragraph(self, name: str) -> Meaning | None:
        """Return what a paragraph style means, None for one that nobody knows."""
        if not name or ("paragraph", name) not in self._styles:
            return Meaning.PLAIN
        return inherited_meaning(
            self._first_named(name, "paragraph"),
            self._paragraph_meaning,
            lambda one: self._parent(one, "paragraph"),
        )

    def named(self, name: str, family: str) -> str:
        """Return the name of the style as a writer sees it."""
        return self._shown(self._first_named(name, family), family)

    def unknown_run(self, name: str) -> str:
        """Return the shown name of a character style that nobody knows, empty for any other."""
        first = self._first_named(name, "text")
        if not first or ("text", first) in self._automatic or ("text", first) not in self._styles:
            return ""
        shown = self._shown(first, "text")
        return "" if run_meaning(shown) is not None else shown

    def run(self, name: str, family: str) -> Run:
        """Return how the letters of a style look."""
        key = (family, name)
        if key not in self._runs:
            self._runs[key] = self._run(name, family)
        return self._runs[key]

    def is_right_to_left(self, name: str) -> bool:
        """Tell whether a paragraph is written from right to left."""
        found = self._property(name, "paragraph", "paragraph", f"{STYLE}writing-mode")
        return (found or "").startswith("rl")

    def is_numbered(self, name: str, level: int) -> bool:
        """Tell whether a list counts its items at a level, from 1."""
        style = self._lists.get(name)
        if style is None:
            return False
        for one in style:
            if one.get(f"{TEXT}level") == str(level):
                number = one.tag == f"{TEXT}list-level-style-number"
                return number and bool(one.get(f"{STYLE}num-format"))
        return False

    def _run(self, name: str, family: str) -> Run:
        def told(key: str) -> str:
            return self._property(name, family, "text", key) or ""

        meaning = None
        if family == "text":
            first = self._first_named(name, family)
            meaning = run_meaning(self._shown(first, family)) if first else None
        weight, position = told(f"{_FO}font-weight"), told(f"{STYLE}text-position")
        raised = position.split(" ")[0] if position else ""
        bold = weight == "bold" or (weight.isdecimal() and int(weight) >= 600)
        font = told(f"{STYLE}font-name") or told(f"{_FO}font-family")
        return Run(
            bold or meaning is Meaning.STRONG,
            told(f"{_FO}font-style") in {"italic", "oblique"} or meaning is Meaning.EMPHASIS,
            told(f"{STYLE}text-line-through-style") not in {"", "none"},
            raised == "super" or (raised.endswith("%") and raised[:1] in set("123456789")),
            raised == "sub" or raised.startswith("-"),
            meaning is Meaning.CODE or is_monospaced(font),
        )

    def _paragraph_meaning(self, name: str) -> Meaning | None:
        found = paragraph_meaning(self._shown(name, "paragraph"))
        if found not in {None, Meaning.PLAIN}:
            return found
        style = self._styles.get(("paragraph", name))
        level = style.get(f"{STYLE}default-outline-level", "") if style is not None else ""
        return HEADINGS[int(level) - 1] if level in set("123456") else found

    def _shown(self, name: str, family: str) -> str:
        style = self._styles.get((family, name))
        shown = style.get(f"{STYLE}display-name") if style is not None else None
        return shown or name.replace("_20_", " ")

    def _first_named(self, name: str, family: str) -> str:
        """Return the nearest style that is no automatic one, which have no meaning of their own."""
        at: str | None = name
        for _step in range(_MOST_STEPS):
            if at is None:
                return ""
            if (family, at) not in self._automatic:
                return at
            at = self._parent(at, family)
        return ""

    def _parent(self, name: str, family: str) -> str | None:
        style = self._styles.get((family, name))
        return style.get(f"{STYLE}parent-style-name") if style is not None else None

    def _property(self, name: str, family: str, kind: str, key: str) -> str | None:
        """Return a property of a style or of the nearest below it that sets it."""
        at: str | None = name
        for _step in range(_MOST_STEPS):
            style = self._styles.get((family, at or ""))
            if style is None:
                return None
            found = style.find(f"{STYLE}{kind}-properties")
            if found is not None and (value := found.get(key)) is not None:
                return value
            at = style.get(f"{STYLE}parent-style-name")
        return None
