"""Posts and documents of collections as Jekyll holds them once they are read.

Owns the data that templates see of a document (front matter over defaults, and what Jekyll fills in)
and the text that is to be rendered. URL, date, terms and visibility are the verdict's.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.formats.yaml_values import Value
from curator.rendering.theme.times import shown
from curator.site.defaults import Defaults
from curator.site.excerpts import cut
from curator.site.folder import Site
from curator.site.merging import merge
from curator.site.places import POSTS_LABEL, Place, Places
from curator.site.ruby_values import stem_and_extension, to_s
from curator.site.verdicts import BuildOptions, Judge, Verdict
from curator.site.visibility import Visibility

_NO_VALUES: Mapping[str, Value] = {}
_IN_ITS_COLLECTION = frozenset({Visibility.VISIBLE, Visibility.NO_OUTPUT, Visibility.FUTURE})


@dataclass(slots=True, eq=False)
class Document:
    """One document that has been read."""

    path: str
    """Posix, relative to the site's root."""
    relative: str
    """Jekyll's `relative_path`."""
    label: str
    """Of its collection, `posts` for posts and drafts, empty for what is in none."""
    data: dict[str, Value]
    """What `page.*` falls back on, without `excerpt` where that is cut from the content."""
    content: str
    """The text to render."""
    first_line: int
    """The line of the file on which `content` begins, from 1."""
    url: str
    id: str
    date: datetime
    name: str
    extension: str
    excerpt_separator: str
    """What ends the excerpt, empty where none is cut."""
    verdict: Verdict

    @property
    def rendered_with_liquid(self) -> bool:
        """Tell whether Jekyll runs Liquid over the text at all."""
        if self.data.get("render_with_liquid") is False or self.extension in _NO_LIQUID:
            return False
        return "{%" in self.content or "{{" in self.content

    @property
    def layout(self) -> str | None:
        """Return the name of the layout that is asked for; None where none is to be used."""
        if self.extension in _NO_LAYOUT:
            return None
        layout = self.data.get("layout")
        return None if layout is None or layout == "none" else to_s(layout)

    @property
    def cut_excerpt(self) -> str | None:
        """Return the excerpt's source where it is cut from the content, None where it is not."""
        if "excerpt" in self.data or not self.excerpt_separator:
            return None
        return cut(self.content, self.excerpt_separator)

    @property
    def in_its_collection(self) -> bool:
        """Tell whether `site.LABEL` lists the document."""
        return self.verdict.reason in _IN_ITS_COLLECTION


_NO_LIQUID = frozenset({".coffee", ".yaml", ".yml"})
_NO_LAYOUT = frozenset({".sass", ".scss", ".coffee", ".yaml", ".yml"})


class DocumentReader:
    """Reads the documents of one site for builds at one time."""

    def __init__(self, site: Site, now: datetime, zone: tzinfo | None = None) -> None:
        self._site = site
        self.now = now
        self._zone = zone or site.config.zone
        self._judge = Judge(site, BuildOptions(drafts=True, zone=zone))
        self._defaults = Defaults(site.config)
        self._places = Places(str(site.root), site.config)

    def read(self, path: str, data: bytes, modified: datetime | None = None) -> Document:
        """Return the document whose file at `path` has these bytes; drafts are read as if shown."""
        file = split(data)
        front_matter = parse(file.front_matter or "")
        place = self._places.find(path)
        verdict = self._judge.verdict(file, front_matter, path, self.now, modified=modified)
        defaults: Mapping[str, Value] = _NO_VALUES
        if self._defaults.fault is None:
            defaults = self._defaults.values(place.relative, place.label) or _NO_VALUES
        values = _NO_VALUES
        if verdict.front_matter_read:
            values = shown(front_matter.values, self._zone)
        name = path.rpartition("/")[2]
        stem, extension = stem_and_extension(name)
        known = merge(defaults, values)
        url = verdict.url or f"/{place.relative}"
        content = file.content
        return Document(
            path=path,
            relative=place.relative,
            label=place.label,
            data=self._filled(known, verdict, place, extension),
            content=content,
            first_line=file.text[: len(file.text) - len(content)].count("\n") + 1,
            url=url,
            id=_id(url, verdict.slug, stem),
            date=verdict.date or self.now,
            name=name,
            extension=extension,
            excerpt_separator=verdict.excerpt_rule.separator,
            verdict=verdict,
        )

    @staticmethod
    def _filled(
        known: dict[str, Value], verdict: Verdict, place: Place, extension: str
    ) -> dict[str, Value]:
        """Fill in what Jekyll gives every document; undated ones of collections have no date yet."""
        data: dict[str, Value] = {"draft": verdict.draft, "categories": []}
        data |= known
        if not data.get("draft"):
            data["draft"] = verdict.draft
        data["categories"] = list(verdict.categories)
        dated = place.dated is not None or place.label == POSTS_LABEL or "date" in known
        if verdict.date is not None and dated:
            data["date"] = verdict.date
        if verdict.front_matter_read:
            data["title"] = verdict.title
            data["slug"] = verdict.slug
            if data.get("ext") in (None, False):
                data["ext"] = extension
            data["tags"] = list(verdict.tags)
        if data.get("excerpt", False) in (None, False):
            data.pop("excerpt", None)
        return data


def is_future(document: Document, now: datetime) -> bool:
    """Tell whether a document's date lies after a build."""
    return int(document.date.timestamp() // 1) > int(now.timestamp() // 1)


def is_post(document: Document) -> bool:
    """Tell whether a document is a post or a draft."""
    return document.label == POSTS_LABEL


def _id(url: str, slug: Value, stem: str) -> str:
    """Return `/2022/01/11/slug` (`Document#id`)."""
    above = os.path.dirname(url.rstrip("/") or "/")
    name = stem if slug is None or slug is False else to_s(slug)
    return above.rstrip("/") + "/" + name.lstrip("/")
