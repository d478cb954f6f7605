"""A page made into a post by a recipe.

Runs in the readers' process: patterns of a recipe meet a stranger's bytes here.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timezone

from lxml import etree

from curator.formats.html_source import HtmlSource, Span, unmark
from curator.importing.candidates import Note, NoteCode
from curator.importing.composing import file_name
from curator.importing.pages.addresses import Base
from curator.importing.pages.article import base_url
from curator.importing.pages.metadata import metadata
from curator.importing.pages.moments import in_zone, moment
from curator.importing.pages.pictures import drop, unfold_pictures
from curator.importing.pages.visible import visible_text
from curator.importing.pages.writing import written
from curator.importing.recipes.recipe import BodyForm, Found, Recipe
from curator.importing.recipes.selectors import Selector
from curator.importing.recipes.templates import FieldValue, filled

_LONGEST_MARKUP = 4_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """The post that a recipe made of a page."""

    source: str
    name: str
    url: str
    source_id: str
    fields: dict[str, FieldValue]
    notes: tuple[Note, ...] = ()
    found: bool = True
    """Whether the recipe found a body."""


def applied(
    recipe: Recipe, text: str, url: str = "", folders: frozenset[str] = frozenset()
) -> Made:
    """Make a post of a page; what the recipe does not find is read the general way, or empty."""
    page = HtmlSource(text)
    root = page.document()
    fields = _fields(recipe, root, text, url)
    notes = [Note(NoteCode.CUT, "nesting")] if page.flattened else []
    base = Base(base_url(root, url), folders)
    body = _body(recipe, page, root, base)
    if not body:
        notes.append(Note(NoteCode.NO_ARTICLE))
    if not fields["title"]:
        notes.append(Note(NoteCode.NO_TITLE))
    if fields["date"] is None:
        notes.append(Note(NoteCode.NO_DATE))
    front_matter = filled(recipe.front_matter.strip("\n"), fields, yaml=True)
    head = f"---\n{front_matter}\n---\n" if recipe.front_matter else ""
    header = filled(recipe.header, fields) if _wanted(recipe.header_if, fields) else ""
    footer = filled(recipe.footer, fields) if _wanted(recipe.footer_if, fields) else ""
    stem, dot, suffix = filled(recipe.file, fields).lstrip("-").rpartition(".")
    name = file_name(stem, dot + suffix) if dot else file_name(suffix, ".html")
    return Made(
        head + header + body + footer,
        name,
        str(fields["url"] or ""),
        str(fields.get("id") or ""),
        fields,
        tuple(notes),
        bool(body),
    )


def _wanted(condition: str, fields: dict[str, FieldValue]) -> bool:
    return not condition or bool(fields.get(condition))


def _fields(recipe: Recipe, root: etree._Element, text: str, url: str) -> dict[str, FieldValue]:
    about = metadata(root, url)
    fields: dict[str, FieldValue] = {
        "title": about.title,
        "date": about.date,
        "author": about.author,
        "site": about.site,
        "url": about.url,
        "language": about.language,
        "picture": about.picture,
        "summary": about.summary,
        "source": "",
        "id": "",
    }
    for name, selectors in recipe.select.items():
        values = (said for one in selectors if (said := one.value(root)))
        if name == "date":  # "yesterday" is none
            values = (said for said in values if moment(said) is not None)
        if value := next(values, ""):
            fields[name] = value
        elif name not in {"title", "date"}:
            fields[name] = ""
    for name, found in recipe.find.items():
        fields[name] = _search(found, text, url) or fields.get(name, "")
    fields["date"] = _date(fields["date"], recipe.zone)
    return fields


def _search(found: Found, text: str, url: str) -> str:
    match = found.pattern.search(url if found.in_url else text[:_LONGEST_MARKUP])
    if match is None:
        return ""
    return (match[1] if match.re.groups else match[0]) or ""


def _date(value: FieldValue, zone: str) -> datetime | None:
    read = moment(value) if isinstance(value, str) else value
    if read is None or not zone:
        return read
    here = in_zone(read, zone)
    there = datetime.strptime(zone, "%z").tzinfo
    assert isinstance(there, timezone)
    return here.astimezone(there)


def _body(recipe: Recipe, page: HtmlSource, root: etree._Element, base: Base) -> str:
    found = next((one for name in recipe.body if (one := _fullest(name, root)) is not None), None)
    if found is None:
        return ""
    if recipe.form is BodyForm.VERBATIM and (span := page.span(found)) is not None:
        return _verbatim(recipe, page, found, span)
    for removed in recipe.remove:
        for element in removed.elements(found):
            if element is not found:
                drop(element)
    if recipe.form is BodyForm.TEXT:
        return _as_text(found)
    unmark(found)
    etree.strip_tags(found, etree.Comment)
    unfold_pictures(found, base)
    for element in list(found.iter("script", "style", "noscript", "template")):
        drop(element)
    return written(found, base)


def _fullest(name: Selector, root: etree._Element) -> etree._Element | None:
    elements = name.elements(root)
    return max(elements, key=lambda one: len(visible_text(one)), default=None)


def _verbatim(recipe: Recipe, page: HtmlSource, found: etree._Element, span: Span) -> str:
    """Return the characters of the page between the body's tags, without what is removed."""
    gone = sorted(
        (removed.start, removed.end)
        for name in recipe.remove
        for element in name.elements(found)
        if element is not found and (removed := page.span(element)) is not None
    )
    parts, at = [], span.inner
    for start, end in gone:
        if start >= at:
            parts.append(page.text[at:start])
            at = end
    parts.append(page.text[at : span.inner_end])
    return "".join(parts).strip()


_PARAGRAPHS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "br")


def _as_text(found: etree._Element) -> str:
    for block in list(found.iter(*_PARAGRAPHS)):
        block.tail = "\ue000" + (block.tail or "")
        block.text = "\ue000" + (block.text or "")
    texts = re.split("\ue000+", "".join(str(part) for part in found.itertext()))
    return "\n\n".join(line for one in texts if (line := " ".join(one.split())))
