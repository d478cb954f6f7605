"""Footnotes in HTML, whoever wrote it: the links that mark notes, and the notes they lead to.

A mark is a link with a number to something further down that leads back to it: kramdown, Word,
Pandoc, Wikipedia, LibreOffice and EPUB name their parts in different ways but all do that. They are
taken only as a whole: numbered from one in the order of their marks, every note with its mark, the
notes below one another with nothing else between them. Of the text nothing is taken away but numbers,
brackets and arrows. Knows nothing of Markdown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

MARK = "{curator}footnote"
"""The tag of what stands in the place of a mark; no parser of HTML makes one with a namespace."""

_NUMBER = re.compile(r"[\s\[(（〔【]*(\d{1,4})[\s\])）〕】]*")
_ARROWS = re.compile(r"[\s^↑↩↵⏎⤴⤶⬆←⇑\ufe0e\ufe0f,;.\[\]()]*")
_RETURN = re.compile(r"[\s^↑↩↵⏎⤴⤶⬆←⇑\ufe0e\ufe0f\[\]()]*(?:\d{1,4}|[a-z]{1,2})?[\s.\])]*")
_AFTER_NUMBER = re.compile(r"[\s\xa0]*[.)、．]?[\s\xa0]*")
_NOTE_STYLES = re.compile(r"(?:sd|mso|p)?(?:foot|end)note[\w-]*", re.IGNORECASE)
_BLANKS = " \t\r\n\f\xa0"
_ROUND_MARKS = frozenset({"sup", "span", "small"})
_ROUND_RETURNS = frozenset({"span", "b", "strong", "i", "em", "sup", "small", "cite"})
_HOLDERS = frozenset({"li", "aside", "div", "p"})
_BOXES = frozenset({"div", "section", "aside", "ol", "hr"})
_FRAGMENT = re.compile(r"#([^\s\"'()<>#]+)")
_NAME = re.compile(r"\w[\w:-]*", re.ASCII)
_MOST = 200
"""Ways back that a note may have."""
_TYPED = ("noteref", "doc-noteref")

Part: TypeAlias = HtmlElement | str


@dataclass(slots=True)
class Note:
    """A note: what kramdown is to call it, and the element that holds nothing but its text."""

    name: str
    element: HtmlElement


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes of a body by the index of the part that they are in."""

    notes: dict[int, list[Note]]
    last: bool
    """Whether nothing stands below them."""


@dataclass(slots=True)
class _Mark:
    link: HtmlElement
    outer: HtmlElement
    number: int
    names: set[str]


@dataclass(slots=True)
class _Found:
    holder: HtmlElement
    part: int
    marks: list[_Mark] = field(default_factory=list)
    returns: list[HtmlElement] = field(default_factory=list)


def take(parts: Sequence[Part]) -> Footnotes | None:
    """Put `MARK` in the place of each mark and strip each note of its way back.

    The parts are a body's elements with the text between them. Where the whole does not fit, nothing
    is changed and None returned.
    """
    page = _Page(parts)
    found = page.notes()
    if not found or not page.fits(found):
        return None
    taken = _carried_out(found)
    below = parts[max(taken) + 1 :]
    return Footnotes(taken, not any(_says(part) for part in below))


class _Page:
    """The links of a body and what they lead to."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._targets: dict[str, HtmlElement] = {}
        self._twice: set[str] = set()
        self._named_in_text: set[str] = set()
        self._order: dict[HtmlElement, tuple[int, int]] = {}
        self._links: list[HtmlElement] = []
        self._counts: dict[HtmlElement, int] = {}
        for index, part in enumerate(parts):
            if isinstance(part, str):
                self._named_in_text |= {unquote(name) for name in _FRAGMENT.findall(part)}
                continue
            for place, element in enumerate(part.iter(etree.Element)):
                self._order[element] = (index, place)
                for name in _names(element):
                    if self._targets.setdefault(name, element) is not element:
                        self._twice.add(name)
                if element.tag == "a" and (element.get("href") or "").startswith("#"):
                    self._links.append(element)

    def target(self, link: HtmlElement) -> tuple[str, HtmlElement | None]:
        """Return the name that a link leads to, and the element of that name."""
        name = (link.get("href") or "")[1:]
        if name not in self._targets:
            name = unquote(name)
        return name, self._targets.get(name)

    def notes(self) -> list[_Found]:
        """Return the notes in the order of their first marks."""
        by_holder: dict[HtmlElement, _Found] = {}
        marks = list(self._marks())
        if not marks:
            return []
        back_to: dict[str, list[HtmlElement]] = {}
        for link in self._links:
            if self._leads_back(link):
                back_to.setdefault(self.target(link)[0], []).append(link)
        for mark, target in marks:
            holder = self._holder(target, mark)
            if holder is None:
                continue
            note = by_holder.get(holder) or _Found(holder, self._order[holder][0])
            back = [
                link
                for name in sorted(mark.names)
                for link in back_to.get(name, [])[:_MOST]
                if _is_within(link, holder)
            ]
            if not back and not _is_typed(mark.link):
                continue
            by_holder[holder] = note
            note.marks.append(mark)
            note.returns += [link for link in back if link not in note.returns]
        return list(by_holder.values())

    def _marks(self) -> Iterator[tuple[_Mark, HtmlElement]]:
        for link in self._links:
            _name, target = self.target(link)
            said = _NUMBER.fullmatch(str(link.text_content()))
            if said is None or target is None or self._order[target] < self._order[link]:
                continue
            outer, words = link, str(link.text_content())
            parent = outer.getparent()
            while parent is not None and parent in self._order and parent.tag in _ROUND_MARKS:
                words = f"{parent.text or ''}{words}{outer.tail or ''}"
                if len(parent) > 1 or not _NUMBER.fullmatch(words):
                    break
                outer, parent = parent, parent.getparent()
            names = {name for element in outer.iter() for name in _names(element)}
            yield _Mark(link, outer, int(said[1]), names), target

    def _leads_back(self, link: HtmlElement) -> bool:
        _name, target = self.target(link)
        return target is not None and self._order[target] < self._order[link]

    def _holder(self, target: HtmlElement, mark: _Mark) -> HtmlElement | None:
        """Return the element that holds the whole note of which a mark names a part."""
        if target.tag == "li" or (target.tag in {"aside", "div"} and target.get("id")):
            return target if target not in set(mark.link.iterancestors()) else None
        around = target
        while around.tag not in _HOLDERS:
            parent = around.getparent()
            if parent is None or parent not in self._order:
                return None
            around = parent
        # A note of several paragraphs stands in a box of its own.
        box = around.getparent()
        if (
            around.tag == "p"
            and box is not None
            and box in self._order
            and box.tag in {"div", "aside", "li"}
            and self._ways_back_in(box) == 1
            and not _is_within(mark.link, box)
        ):
            return box
        return around

    def _ways_back_in(self, box: HtmlElement) -> int:
        if box not in self._counts:
            self._counts[box] = sum(
                1
                for link in box.iter("a")
                if (link.get("href") or "").startswith("#") and self._leads_back(link)
            )
        return self._counts[box]

    def fits(self, found: Sequence[_Found]) -> bool:
        """Tell whether footnotes can say what these notes say, and nothing is left over."""
        holders = {note.holder for note in found}
        marks = {mark.link for note in found for mark in note.marks}
        returns = {link for note in found for link in note.returns}
        places = [self._order[note.holder] for note in found]
        return (
            places == sorted(places)
            and all(_is_numbered(note, number) for number, note in enumerate(found, 1))
            and self._are_apart(found, holders)
            and all(self._stands_alone(index, holders) for index in {one.part for one in found})
            and self._are_neighbours([note.part for note in found])
            and self._leads_nowhere_else(found, marks | returns)
        )

    def _are_apart(self, found: Sequence[_Found], holders: set[HtmlElement]) -> bool:
        """Tell whether no note is in another and no mark in a note."""
        inside = [note.holder for note in found]
        inside += [mark.outer for note in found for mark in note.marks]
        if any(holders & set(element.iterancestors()) for element in inside):
            return False
        return not any(mark.outer in holders for note in found for mark in note.marks)

    def _stands_alone(self, index: int, holders: set[HtmlElement]) -> bool:
        """Tell whether a part holds notes and what goes round them, and nothing else."""
        root = self._parts[index]
        assert not isinstance(root, str)
        pending = [root]
        while pending:
            element = pending.pop()
            if element in holders:
                continue
            if element.tag not in _BOXES or _said(element.text):
                return False
            if element.tag == "ol" and (
                element.get("start", "1") != "1" or "reversed" in element.attrib
            ):
                return False
            for child in element:
                if not isinstance(child.tag, str) or _said(child.tail):
                    return False
                pending.append(child)
        return True

    def _are_neighbours(self, indexes: Sequence[int]) -> bool:
        between = set(range(min(indexes), max(indexes))) - set(indexes)
        return not any(_says(self._parts[index]) for index in between)

    def _leads_nowhere_else(self, found: Sequence[_Found], known: set[HtmlElement]) -> bool:
        """Tell whether all other links have nothing to do with notes, and no name is there twice."""
        names = {name for note in found for mark in note.marks for name in mark.names}
        names |= {
            name for note in found for element in note.holder.iter() for name in _names(element)
        }
        if names & self._twice or names & self._named_in_text:
            return False
        return not any(
            self.target(link)[0] in names
            or (self.target(link)[1] is None and _NUMBER.fullmatch(str(link.text_content())))
            for link in self._links
            if link not in known
        )


def _names(element: HtmlElement) -> set[str]:
    names = {element.get("id")} | ({element.get("name")} if element.tag == "a" else set())
    return {name for name in names if name}


def _is_within(element: HtmlElement, holder: HtmlElement) -> bool:
    return element is holder or holder in set(element.iterancestors())


def _is_typed(link: HtmlElement) -> bool:
    return any(link.get(name) in _TYPED for name in ("epub:type", "role"))


def _said(text: str | None) -> bool:
    return bool(text and text.strip(_BLANKS))


def _says(part: Part) -> bool:
    return _said(part) if isinstance(part, str) else True


def _is_numbered(note: _Found, number: int) -> bool:
    """Tell whether a note is marked by its number, and its ways back say no more than that."""
    if any(mark.number != number or mark.link.get("title") for mark in note.marks):
        return False
    if note.holder.tag == "li" and note.holder.get("value") is not None:
        return False
    for link in note.returns:
        said = str(link.text_content())
        if not _RETURN.fullmatch(said):
            return False
        digits = re.findall(r"\d+", said)
        if digits and int(digits[0]) != number and link.find("sup") is None:
            return False
    # Either every mark has a way back or, as in books, none.
    return not note.returns or len(note.returns) == len(note.marks)


def _carried_out(found: Sequence[_Found]) -> dict[int, list[Note]]:
    taken: dict[int, list[Note]] = {}
    names = [_own_name(note) for note in found]
    own = all(names) and len(set(names)) == len(names)
    for number, note in enumerate(found, 1):
        name = str(names[number - 1]) if own else str(number)
        for mark in note.marks:
            placed = etree.Element(MARK, name=name)
            placed.tail = mark.outer.tail
            parent = mark.outer.getparent()
            assert parent is not None
            parent.replace(mark.outer, placed)
        for link in note.returns:
            _drop_return(link, note.holder)
        taken.setdefault(note.part, []).append(Note(name, _content(note.holder)))
    return taken


def _own_name(note: _Found) -> str | None:
    """Return the name that kramdown knew a note by, None if it is not kramdown's."""
    prefix, _, name = (note.holder.get("id") or "").partition(":")
    if prefix != "fn" or _NAME.fullmatch(name) is None:
        return None
    at = f"fnref:{name}"
    wanted = [at, *(f"{at}:{count}" for count in range(1, len(note.marks)))]
    return name if [mark.outer.get("id") for mark in note.marks] == wanted else None


def _drop_return(link: HtmlElement, holder: HtmlElement) -> None:
    """Take a way back out of a note, with the arrows and brackets round it."""
    if not _is_within(link, holder):
        return  # went with another one
    outer, parent = link, link.getparent()
    assert parent is not None
    while parent is not holder and parent.tag in _ROUND_RETURNS and _only_leads_back(parent):
        outer, parent = parent, parent.getparent()
    tail = outer.tail or ""
    before = outer.getprevious()
    begins = before is None and _ARROWS.fullmatch(parent.text or "") is not None
    if begins and re.search(r"\d", str(outer.text_content())):
        tail = _AFTER_NUMBER.sub("", tail, count=1)
    if begins:  # with an arrow before it, if there is one
        parent.text = tail
    elif before is None:
        parent.text = _joined(parent.text, tail)
    else:
        before.tail = _joined(before.tail, tail)
    _remove(parent, outer)
    if parent is not holder and parent.tag == "p" and not len(parent) and not _said(parent.text):
        above = parent.getparent()
        if above is not None and not _said(parent.tail):
            _remove(above, parent)


def _only_leads_back(element: HtmlElement) -> bool:
    """Tell whether there is nothing in an element but links within the page and arrows round them."""
    if len(element) > _MOST or any(
        not (link.get("href") or "").startswith("#") for link in element.iter("a")
    ):
        return False
    return _ARROWS.fullmatch("".join(element.xpath(".//text()[not(ancestor::a)]"))) is not None


def _joined(before: str | None, after: str) -> str:
    """Return text with what stood behind a way back; the blank before one goes with it."""
    return (before or "") + after if _said(after) else (before or "").rstrip(_BLANKS)


def _remove(parent: HtmlElement, child: HtmlElement) -> None:
    child.tail = None
    parent.remove(child)


def _content(holder: HtmlElement) -> HtmlElement:
    """Return the element right round a note's text."""
    for paragraph in holder.iter("p"):
        if _NOTE_STYLES.fullmatch(paragraph.get("class") or ""):
            del paragraph.attrib["class"]
    element = holder
    while (
        len(element) == 1
        and element[0].tag in {"span", "div"}
        and not _said(element.text)
        and not _said(element[0].tail)
        and set(element[0].attrib) <= {"class", "id"}
        and "highlight" not in (element[0].get("class") or "")
    ):
        element = element[0]
    return element
