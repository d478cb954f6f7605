"""Reading one file as Jekyll's readers do: its place, its defaults, its encoding, its data.

Brings together what `verdicts` judges; decides nothing but whether the file is read at all.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from curator.formats.document import Document
from curator.formats.front_matter import FrontMatter, parse
from curator.formats.yaml_values import Value
from curator.site.defaults import Defaults
from curator.site.document_data import (
    Build,
    DocumentData,
    gather,
    gather_yaml,
    unreadable_defaults,
)
from curator.site.encodings import foreign_codec, reread
from curator.site.excerpts import ExcerptRule
from curator.site.folder import Site
from curator.site.places import POSTS_LABEL, Place, Places
from curator.site.ruby_values import stem_and_extension
from curator.site.visibility import Visibility

YAML_EXTENSIONS = frozenset({".yaml", ".yml"})

_FENCE = re.compile(r"---[ \t\r\f\v]*\n")
_NO_VALUES: Mapping[str, Value] = {}


class Reading(NamedTuple):
    """A file as Jekyll's reader leaves it."""

    place: Place
    stem: str
    extension: str
    data: DocumentData
    refused: Visibility | None
    """Why no reader takes it as a document."""
    utf8: bool
    """It can be read in the encoding of the site."""
    skipped: bool
    """The configuration's defaults kept Jekyll from reading it."""


class DocumentReader:
    """Reads the files of one site for one build."""

    def __init__(self, site: Site, zone: tzinfo, *, drafts: bool) -> None:
        self._config = site.config
        self._zone = zone
        self._drafts = drafts
        self._places = Places(str(site.root), site.config)
        self._defaults = Defaults(site.config)
        self._codec = foreign_codec(site.config.encoding)
        self._build: tuple[datetime, Build] | None = None
        self.defaults_fault = self._defaults.fault

    def build_at(self, now: datetime) -> Build:
        """Return the build that runs at `now`, or when the configuration says it does."""
        known = self._build
        if known is None or known[0] is not now:
            moment = (self._config.time or now).astimezone(self._zone)
            excerpts = ExcerptRule(separator=self._config.excerpt_separator, codec=self._codec)
            known = (now, Build(moment, int(moment.timestamp() // 1), self._zone, excerpts))
            self._build = known
        return known[1]

    def read(
        self,
        document: Document,
        front_matter: FrontMatter,
        path: str,
        modified: datetime | None,
        build: Build,
    ) -> Reading:
        """Return what Jekyll reads of a file; see `Judge.verdict` for the arguments."""
        place = self._places.find(path)
        stem, extension = stem_and_extension(path.rpartition("/")[2])
        if self._codec is not None:
            document = reread(document, self._codec)
            front_matter = parse(document.front_matter or "")
        if extension in YAML_EXTENSIONS:
            front_matter = parse(_whole_text(document))
        utf8 = document.encoding == "utf-8" and document.errors == "strict"
        values = front_matter.values if utf8 and front_matter.problem is None else None
        defaults, skipped = self._defaults_of(place)
        changed = build.now if modified is None else modified.astimezone(build.zone)
        if extension in YAML_EXTENSIONS:
            data = gather_yaml(values or _NO_VALUES, place, changed, build)
            data.failed = values is None
        else:
            data = gather(None if skipped else values, defaults, place, stem, changed, build)
        refused = place.refused or self._unread(place, document)
        return Reading(place, stem, extension, data, refused, utf8, skipped)

    def _defaults_of(self, place: Place) -> tuple[Mapping[str, Value], bool]:
        """Return a document's defaults, and whether Jekyll fails to read it because of them."""
        if self._defaults.fault is not None:
            return _NO_VALUES, True
        values = self._defaults.values(place.relative, place.label)
        if values is None:
            return _NO_VALUES, True
        return values, bool(values) and unreadable_defaults(values)

    def excerpt_rule(self, data: DocumentData) -> ExcerptRule:
        """Return how a document gets its excerpt, with the encoding that it is read in."""
        return data.excerpt if self._codec is None else replace(data.excerpt, codec=self._codec)

    def _unread(self, place: Place, document: Document) -> Visibility | None:
        if place.in_drafts and not self._drafts:
            return Visibility.DRAFT
        if place.label != POSTS_LABEL and not _begins_with_header(document):
            return Visibility.STATIC_FILE
        return None


def _begins_with_header(document: Document) -> bool:
    """Tell whether a collection's file is a document: its first line is a fence, without a mark."""
    if document.bom:
        return False
    return bool(document.opening) or _FENCE.match(document.text) is not None


def _whole_text(document: Document) -> str:
    """Return what Jekyll loads of a file that is YAML all through; a mark is no mark there."""
    if document.bom:
        return document.bom.decode("utf-8", "replace") + document.text
    fence = _FENCE.match(document.text)
    return document.text if fence is None else document.text[fence.end() :]
