"""The verdict: what a Jekyll build makes of one post (design.md §2).

Brings the readers, the data, URLs, visibility and layouts of a site together. Pure but for one
listing of layouts, which is read when the first verdict of a site is asked for.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from curator.formats.document import Document
from curator.formats.front_matter import FrontMatter, parse
from curator.formats.yaml_values import Value
from curator.site.defaults import Defaults, DefaultsFault
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
from curator.site.layouts import Chain, Layouts, read_layouts
from curator.site.moments import utc_day_differs
from curator.site.permalinks import (
    UrlParts,
    check_static_file,
    output_extension,
    output_path,
    template_of,
    url_of,
)
from curator.site.places import POSTS_LABEL, Place, Places
from curator.site.ruby_values import stem_and_extension
from curator.site.url_escapes import UrlFault
from curator.site.visibility import Abort, Publisher, Visibility

_FENCE = re.compile(r"---[ \t\r\f\v]*\n")
_YAML_EXTENSIONS = frozenset({".yaml", ".yml"})
_EXTENSIONS_WITHOUT_LAYOUT = frozenset({".sass", ".scss", ".coffee"})


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The switches of a build that override the configuration, as on Jekyll's command line."""

    drafts: bool = False
    future: bool = False
    unpublished: bool = False
    zone: tzinfo | None = None
    """The zone of the build instead of the site's."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What Jekyll makes of a post. Values are Jekyll's own: a title may be a number."""

    path: str
    collection: str
    """`posts` for posts and drafts, a collection's label, empty for what is neither."""
    url: str | None
    """Where it appears, or would if it were visible; None where no URL can be made."""
    target: str | None
    """The file below the destination that belongs to the URL, written or not."""
    reason: Visibility
    aborts_build: Abort | None
    abort_detail: str
    """The word or value that the abort is about, empty where that says nothing."""
    date: datetime | None
    """In the zone of the build; None where Jekyll cannot read it."""
    utc_day_differs: bool
    title: Value
    slug: Value
    categories: tuple[Value, ...]
    tags: tuple[Value, ...]
    layouts: tuple[str, ...]
    """The innermost first."""
    missing_layout: str | None
    draft: bool
    """What Jekyll's `draft?` says, which `draft: true` in `_posts` makes true without effect."""
    front_matter_read: bool
    """Jekyll could read the front matter; else neither its title nor its date count."""
    excerpt_rule: ExcerptRule
    """How `excerpts.excerpt_of` gets the excerpt from the document."""

    @property
    def visible(self) -> bool:
        """Tell whether the built site has it."""
        return self.reason is Visibility.VISIBLE

    @property
    def output(self) -> str | None:
        """Return the file below the destination that the build writes, None where it writes none."""
        return self.target if self.reason is Visibility.VISIBLE else None

    @property
    def visible_from(self) -> datetime | None:
        """Return from when on a build shows it, None where time alone changes nothing."""
        return self.date if self.reason is Visibility.FUTURE else None


class _Location(NamedTuple):
    url: str | None
    target: str | None
    fault: UrlFault | None = None


_NOWHERE = _Location(None, None)


class Judge:
    """Judges the posts of one site; remembers what they share, so keep it for many of them."""

    def __init__(self, site: Site, options: BuildOptions = BuildOptions()) -> None:
        config = site.config
        self._site = site
        self._config = config
        self._drafts = options.drafts or config.show_drafts
        self._publisher = Publisher(
            options.future or config.future, options.unpublished or config.unpublished
        )
        self._zone = options.zone or config.zone
        self._places = Places(str(site.root), config)
        self._defaults = Defaults(config)
        self._templates = {label: template_of(config, label) for label in config.collections}
        self._outputs = {
            label: label == POSTS_LABEL or settings.get("output") not in (None, False)
            for label, settings in config.collections.items()
        }
        self._codec = foreign_codec(config.encoding)
        self._layouts: Layouts | None = None
        self._build: tuple[datetime, Build] | None = None

    @property
    def layouts(self) -> Layouts:
        """Return the site's layouts, read at the first call."""
        if self._layouts is None:
            self._layouts = read_layouts(self._site)
        return self._layouts

    def verdict(
        self,
        document: Document,
        front_matter: FrontMatter,
        path: str,
        now: datetime,
        *,
        modified: datetime | None = None,
    ) -> Verdict:
        """Return the verdict on a post whose file lies at `path` (posix, relative to the root).

        `front_matter` is that of `document`, an empty one where it has none. `now` is the time of
        the build, `modified` that of the file, which dates drafts without a date.
        """
        place = self._places.find(path)
        name = path.rpartition("/")[2]
        stem, extension = stem_and_extension(name)
        if self._codec is not None:
            document = reread(document, self._codec)
            front_matter = parse(document.front_matter or "")
        if extension in _YAML_EXTENSIONS:
            front_matter = parse(_whole_text(document))
        build = self._build_at(now)
        readable = document.encoding == "utf-8" and document.errors == "strict"
        values = front_matter.values if readable and front_matter.problem is None else None
        defaults, skipped = self._defaults_of(place)
        changed = build.now if modified is None else modified.astimezone(build.zone)
        if extension in _YAML_EXTENSIONS:
            data = gather_yaml(values or _NO_VALUES, place, changed, build)
            data.failed = values is None
        else:
            data = gather(None if skipped else values, defaults, place, stem, changed, build)
        reason = place.refused or self._unread(place, document)
        detail = ""
        url = target = None
        abort = None if reason else self._abort_at_reading(place, data, extension)
        if abort is None and data.abort is None:
            if reason is None:
                reason = self._decide(place, data, extension, readable, skipped, build)
            if reason is Visibility.VISIBLE and not readable and self._is_converted(extension):
                abort = Abort.NOT_UTF8
            else:
                location = self._location(place, data, stem, extension)
                url, target = location.url, location.target
                if location.fault is not None and reason is Visibility.VISIBLE:
                    abort, detail = location.fault.abort, location.fault.detail
        if reason is Visibility.STATIC_FILE:
            abort, detail = self._static_fault(place, stem)
        if abort is not None:
            reason = Visibility.BUILD_ABORTS
        assert reason is not None
        chain = self._chain(place, data, extension)
        date = None if data.abort is Abort.BAD_DATE else data.date
        return Verdict(
            path,
            place.label,
            url,
            target,
            reason,
            abort,
            detail,
            date,
            date is not None and utc_day_differs(date),
            data.title,
            data.slug,
            tuple(data.categories),
            tuple(data.tags),
            chain.layouts,
            chain.missing,
            data.draft,
            not data.failed,
            data.excerpt if self._codec is None else replace(data.excerpt, codec=self._codec),
        )

    def _build_at(self, now: datetime) -> Build:
        known = self._build
        if known is None or known[0] is not now:
            moment = (self._config.time or now).astimezone(self._zone)
            excerpts = ExcerptRule(separator=self._config.excerpt_separator, codec=self._codec)
            known = (now, Build(moment, int(moment.timestamp() // 1), self._zone, excerpts))
            self._build = known
        return known[1]

    def _defaults_of(self, place: Place) -> tuple[Mapping[str, Value], bool]:
        """Return a document's defaults, and whether Jekyll fails to read it because of them."""
        if self._defaults.fault is not None:
            return _NO_VALUES, True
        values = self._defaults.values(place.relative, place.label)
        if values is None:
            return _NO_VALUES, True
        return values, bool(values) and unreadable_defaults(values)

    def _unread(self, place: Place, document: Document) -> Visibility | None:
        if place.in_drafts and not self._drafts:
            return Visibility.DRAFT
        if place.label != POSTS_LABEL and not _begins_with_header(document):
            return Visibility.STATIC_FILE
        return None

    def _static_fault(self, place: Place, stem: str) -> tuple[Abort | None, str]:
        try:
            check_static_file(self._templates[place.label], place.label, place.relative, stem)
        except UrlFault as fault:
            return fault.abort, fault.detail
        return None, ""

    def _abort_at_reading(self, place: Place, data: DocumentData, extension: str) -> Abort | None:
        if extension in _YAML_EXTENSIONS and data.failed:
            return Abort.YAML_FILE
        fault = self._defaults.fault
        if fault is DefaultsFault.ABORTS:
            return Abort.BAD_DEFAULT_DATE
        if fault is DefaultsFault.SKIPS and place.label != POSTS_LABEL:
            return Abort.BAD_DEFAULTS
        if data.abort is not None:
            return data.abort
        if data.failed and self._config.strict_front_matter:
            return Abort.STRICT_FRONT_MATTER
        return None

    def _decide(
        self,
        place: Place,
        data: DocumentData,
        extension: str,
        readable: bool,
        skipped: bool,
        build: Build,
    ) -> Visibility:
        if place.label == POSTS_LABEL:
            if extension in _YAML_EXTENSIONS:
                return Visibility.YAML_FILE
            if skipped:
                return Visibility.UNREADABLE
            if not readable:
                return Visibility.NOT_UTF8
        reason = self._publisher.decide(published=data.published, date=data.date, now=build.second)
        if reason is Visibility.VISIBLE and not self._outputs[place.label]:
            return Visibility.NO_OUTPUT
        return reason

    def _is_converted(self, extension: str) -> bool:
        return extension.lower() in self._config.markdown_ext

    def _location(self, place: Place, data: DocumentData, stem: str, extension: str) -> _Location:
        if place.label not in self._templates:
            return _NOWHERE
        url = None
        try:
            output_ext = output_extension(extension, data.permalink, self._config.markdown_ext)
            parts = UrlParts(
                place.label, place.relative, stem, data.slug, data.categories, data.date, output_ext
            )
            url = url_of(self._templates[place.label], data.permalink, parts)
            return _Location(url, output_path(url, output_ext))
        except UrlFault as fault:
            return _Location(url, None, fault)

    def _chain(self, place: Place, data: DocumentData, extension: str) -> Chain:
        if extension in _EXTENSIONS_WITHOUT_LAYOUT or extension in _YAML_EXTENSIONS:
            return _NO_CHAIN
        layout = data.layout
        if self._config.github_pages and not data.has_layout_key and self._is_converted(extension):
            names = ("post", "default") if place.label == POSTS_LABEL else ("default",)
            layout = next((name for name in names if name in self.layouts), None)
        return _NO_CHAIN if layout is None else self.layouts.chain(layout)


_NO_VALUES: Mapping[str, Value] = {}
_NO_CHAIN = Chain()


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


_JUDGES_KEPT = 8
_judges: OrderedDict[tuple[int, BuildOptions], tuple[Site, Judge]] = OrderedDict()


def judge(
    document: Document,
    front_matter: FrontMatter,
    path: str,
    site: Site,
    now: datetime,
    *,
    options: BuildOptions = BuildOptions(),
    modified: datetime | None = None,
) -> Verdict:
    """Return the verdict on one post; see `Judge.verdict`.

    What the posts of a site share is kept as long as the same `site` is handed in.
    """
    key = (id(site), options)
    known = _judges.get(key)
    if known is None or known[0] is not site:
        known = (site, Judge(site, options))
        _judges[key] = known
        while len(_judges) > _JUDGES_KEPT:
            _judges.popitem(last=False)
    return known[1].verdict(document, front_matter, path, now, modified=modified)
