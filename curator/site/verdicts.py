"""The verdict: what a Jekyll build makes of one post (design.md §2).

Brings the readers, the data, URLs, visibility and layouts of a site together. Pure but for one
listing of layouts, which is read when the first verdict of a site is asked for.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from curator.formats.document import Document
from curator.formats.front_matter import FrontMatter
from curator.formats.yaml_values import Value
from curator.site.defaults import DefaultsFault
from curator.site.document_data import Build
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
from curator.site.places import POSTS_LABEL
from curator.site.readers import YAML_EXTENSIONS, DocumentReader, Reading
from curator.site.url_escapes import UrlFault
from curator.site.visibility import Abort, Publisher, Visibility

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


class _Outcome(NamedTuple):
    reason: Visibility
    abort: Abort | None = None
    detail: str = ""
    url: str | None = None
    target: str | None = None


class Judge:
    """Judges the posts of one site; remembers what they share, so keep it for many of them."""

    def __init__(self, site: Site, options: BuildOptions = BuildOptions()) -> None:
        config = site.config
        self._site = site
        self._config = config
        self._reader = DocumentReader(
            site, options.zone or config.zone, drafts=options.drafts or config.show_drafts
        )
        self._publisher = Publisher(
            options.future or config.future, options.unpublished or config.unpublished
        )
        self._templates = {label: template_of(config, label) for label in config.collections}
        self._outputs = {
            label: label == POSTS_LABEL or settings.get("output") not in (None, False)
            for label, settings in config.collections.items()
        }
        self._layouts: Layouts | None = None

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
        reader = self._reader
        build = reader.build_at(now)
        reading = reader.read(document, front_matter, path, modified, build)
        if reading.refused is None:
            found = self._outcome(reading, build)
        else:
            found = self._left_out(reading, reading.refused)
        data = reading.data
        chain = self._chain(reading)
        date = None if data.abort is Abort.BAD_DATE else data.date
        return Verdict(
            path=path,
            collection=reading.place.label,
            url=found.url,
            target=found.target,
            reason=found.reason,
            aborts_build=found.abort,
            abort_detail=found.detail,
            date=date,
            utc_day_differs=date is not None and utc_day_differs(date),
            title=data.title,
            slug=data.slug,
            categories=tuple(data.categories),
            tags=tuple(data.tags),
            layouts=chain.layouts,
            missing_layout=chain.missing,
            draft=data.draft,
            front_matter_read=not data.failed,
            excerpt_rule=reader.excerpt_rule(data),
        )

    def _left_out(self, reading: Reading, reason: Visibility) -> _Outcome:
        """Return what becomes of a file that is not read as a document."""
        if reason is Visibility.STATIC_FILE:
            place = reading.place
            try:
                check_static_file(
                    self._templates[place.label], place.label, place.relative, reading.stem
                )
            except UrlFault as fault:
                return _Outcome(Visibility.BUILD_ABORTS, fault.abort, fault.detail)
            return _Outcome(reason)
        if reading.data.abort is not None or reading.place.label not in self._templates:
            return _Outcome(reason)
        url, target, _ = self._location(reading)
        return _Outcome(reason, url=url, target=target)

    def _outcome(self, reading: Reading, build: Build) -> _Outcome:
        """Return what becomes of a document that is read."""
        abort = self._abort_at_reading(reading)
        if abort is not None:
            return _Outcome(Visibility.BUILD_ABORTS, abort)
        reason = self._decide(reading, build)
        visible = reason is Visibility.VISIBLE
        if visible and not reading.utf8 and self._is_converted(reading.extension):
            return _Outcome(Visibility.BUILD_ABORTS, Abort.NOT_UTF8)
        url, target, fault = self._location(reading)
        if fault is not None and visible:
            return _Outcome(Visibility.BUILD_ABORTS, fault.abort, fault.detail, url, target)
        return _Outcome(reason, None, "", url, target)

    def _abort_at_reading(self, reading: Reading) -> Abort | None:
        data = reading.data
        if reading.extension in YAML_EXTENSIONS and data.failed:
            return Abort.YAML_FILE
        fault = self._reader.defaults_fault
        if fault is DefaultsFault.ABORTS:
            return Abort.BAD_DEFAULT_DATE
        if fault is DefaultsFault.SKIPS and reading.place.label != POSTS_LABEL:
            return Abort.BAD_DEFAULTS
        if data.abort is not None:
            return data.abort
        if data.failed and self._config.strict_front_matter:
            return Abort.STRICT_FRONT_MATTER
        return None

    def _decide(self, reading: Reading, build: Build) -> Visibility:
        data, label = reading.data, reading.place.label
        if label == POSTS_LABEL:
            if reading.extension in YAML_EXTENSIONS:
                return Visibility.YAML_FILE
            if reading.skipped:
                return Visibility.UNREADABLE
            if not reading.utf8:
                return Visibility.NOT_UTF8
        reason = self._publisher.decide(published=data.published, date=data.date, now=build.second)
        if reason is Visibility.VISIBLE and not self._outputs[label]:
            return Visibility.NO_OUTPUT
        return reason

    def _is_converted(self, extension: str) -> bool:
        return extension.lower() in self._config.markdown_ext

    def _location(self, reading: Reading) -> tuple[str | None, str | None, UrlFault | None]:
        """Return URL and file as far as they can be made, and what stands in the way."""
        place, data = reading.place, reading.data
        url = None
        try:
            output_ext = output_extension(
                reading.extension, data.permalink, self._config.markdown_ext
            )
            parts = UrlParts(
                place.label,
                place.relative,
                reading.stem,
                data.slug,
                data.categories,
                data.date,
                output_ext,
            )
            url = url_of(self._templates[place.label], data.permalink, parts)
            return url, output_path(url, output_ext), None
        except UrlFault as fault:
            return url, None, fault

    def _chain(self, reading: Reading) -> Chain:
        extension, data = reading.extension, reading.data
        if extension in _EXTENSIONS_WITHOUT_LAYOUT or extension in YAML_EXTENSIONS:
            return _NO_CHAIN
        layout = data.layout
        if self._config.github_pages and not data.has_layout_key and self._is_converted(extension):
            is_post = reading.place.label == POSTS_LABEL
            names = ("post", "default") if is_post else ("default",)
            layout = next((name for name in names if name in self.layouts), None)
        return _NO_CHAIN if layout is None else self.layouts.chain(layout)


_NO_CHAIN = Chain()


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
