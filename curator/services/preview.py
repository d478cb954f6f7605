"""The preview: a source text becomes a page, and the page's pictures and files are found for it.

The door between the window or a command and rendering and fetching. Serves registered tokens, and
files of a site only on the site's own host (reliability.md T5); fetches only what was asked for by
its token. No Qt here; all calls may come from any thread.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from curator import resources
from curator.domain.errors import (
    CuratorError,
    EditError,
    FetchError,
    JekyllError,
    JekyllFault,
    SiteError,
)
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.fetching.images import fetch_picture
from curator.fetching.picture_cache import PictureCache
from curator.fetching.session import Fetcher
from curator.formats.document import Document, split
from curator.formats.front_matter import parse
from curator.processes.frames import Frame
from curator.rendering import page as pages
from curator.rendering.asked_posts import answer
from curator.rendering.converters import BodyKind, kind_of
from curator.rendering.guard import Guard, Trouble, plain
from curator.rendering.inert import inert
from curator.rendering.languages import language
from curator.rendering.page import PageHead, PageWords
from curator.rendering.pictures import rewritten
from curator.rendering.registry import Entry, Registry, RemotePicture
from curator.rendering.site_requests import (
    PageRequest,
    ScratchRequest,
    SitePage,
    asset_request,
    forget_request,
    site_page,
)
from curator.rendering.theme.posts import PostIndex
from curator.rendering.theme.results import PageProblem as RenderedProblem
from curator.rendering.truth.renderer import Rendered
from curator.services.compared import Own, Part
from curator.services.preview_pictures import PagePictures, PictureSetting, picture_of
from curator.services.preview_values import (
    PageMode,
    PageProblem,
    Picture,
    PictureState,
    PreviewPage,
    Resource,
)
from curator.services.site_hosts import SiteAddresses, SiteHosts
from curator.site.guests import guarded_page

__all__ = [
    "PageMode",
    "PageProblem",
    "PageWords",
    "Picture",
    "PictureState",
    "Preview",
    "PreviewPage",
    "Resource",
    "Trouble",
    "blank_page",
]

SCHEME = pages.SCHEME
HOST = pages.HOST
ORIGIN = pages.ORIGIN
POLICY = pages.POLICY
STYLE_ADDRESS = pages.STYLE_ADDRESS
PICTURE_PREFIX = pages.PICTURE_PREFIX
PAGE_PREFIX = pages.PAGE_PREFIX
LOAD_PREFIX = pages.LOAD_PREFIX
ARTICLE_ID = pages.ARTICLE_ID
HEADER_ID = pages.HEADER_ID

_STYLE = ("styles", "preview.css")
_NAME_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-")

NO_JEKYLL = "no-jekyll"
"""The code of the problem that real Jekyll was asked for and gave no page."""

ExactMaker = Callable[[Path, str, bytes, Part, CancelToken | None], Rendered]
"""Renders a text of a site with real Jekyll; raises JekyllError, SiteError and Cancelled."""


class Kept(Protocol):
    """What the library keeps with posts, for their pages."""

    def of(self, post: PostId) -> Mapping[str, int]:
        """Return the numbers of a post's pictures by their address and by their name."""

    def read(self, number: int) -> bytes:
        """Return the bytes of a picture."""


class _NothingKept:
    def of(self, _post: PostId) -> Mapping[str, int]:
        return {}

    def read(self, _number: int) -> bytes:
        return b""


FindPosts = Callable[[Path], PostIndex | None]
"""Returns the posts of a site as the library knows them, None for those in its folder."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be shown of a text."""

    source: bytes
    path: str | None
    root: Path | None
    lang: str
    mode: PageMode
    allowed: frozenset[str] = frozenset()
    inlined: bool = False
    exactly: bool = False
    """Nothing is added or cut short."""
    kept: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Made:
    """What rendering made of a text, before its pictures are looked at."""

    fragment: str
    trouble: Trouble | None = None
    site: SitePage | None = None


def _no_posts(_root: Path) -> None:
    return None


class Preview:
    """Renders posts and holds what their pages may show.

    `words` are the placeholders' words in the user's language and may be replaced at any time.
    `find_posts` tells what other posts a site has; without it they are read from its folder.
    """

    def __init__(
        self,
        words: PageWords,
        *,
        fetcher: Fetcher | None = None,
        guard: Guard | None = None,
        find_posts: FindPosts = _no_posts,
        kept: Kept | None = None,
    ) -> None:
        self.words = words
        self._fetcher = fetcher or Fetcher()
        self._guard = guard or Guard()
        self._find_posts = find_posts
        self._kept: Kept = kept or _NothingKept()
        self._registry = Registry()
        self._cache = PictureCache()
        self._hosts = SiteHosts()
        self._jekyll: ExactMaker | None = None
        self.by_jekyll = False
        """Whether real Jekyll renders, where it is installed; what it cannot, Curator does."""

    def use_jekyll(self, maker: ExactMaker) -> None:
        """Take what renders with real Jekyll."""
        self._jekyll = maker

    def render(
        self,
        source: bytes,
        path: str | None,
        site_root: Path | None,
        *,
        lang: str = "",
        mode: PageMode = PageMode.ARTICLE,
        allow_remote: frozenset[str] = frozenset(),
        foreign: bool = False,
        cancel: CancelToken | None = None,
        post: PostId | None = None,
    ) -> PreviewPage:
        """Render a post's source.

        `path` is its path in the site (it decides the converter), `site_root` the site's folder,
        `lang` the site's language. In page mode a post of a site is shown in its layouts; one
        that has no site is shown as an article. `allow_remote` holds the URLs of pictures that the
        editor asked for; those that were fetched are shown, the rest wait as placeholders.
        A `foreign` text is a guest's, in which Liquid and kramdown's attributes are shown.
        Pictures that the library keeps with `post` are shown from there. Raises Cancelled.
        """
        if foreign:
            source = _guarded(source, path, site_root)
        kept = self._kept.of(post) if post is not None else {}
        wanted = _Wanted(source, path, site_root, lang, mode, allow_remote, kept=kept)
        return self._page(wanted, cancel)

    def exact(
        self,
        source: bytes,
        path: str | None,
        site_root: Path | None,
        mode: PageMode = PageMode.PAGE,
        cancel: CancelToken | None = None,
    ) -> PreviewPage:
        """Return a post's page as the site's build writes it: nothing taken out, nothing added.

        `fragment` is the converted body alone; in article mode, and without a site, it is also the
        page.
        """
        wanted = _Wanted(source, path, site_root, "", mode, exactly=True)
        made = self._made(wanted, split(source), cancel, lines=False)
        whole = made.site.html if made.site is not None else None
        return PreviewPage(
            html=made.fragment if whole is None else whole,
            title="",
            lang="",
            header="",
            fragment=made.fragment,
            pictures=(),
            notice=made.trouble,
            document=whole,
            problems=_problems(made.site, path),
            approximations=made.site.approximations if made.site is not None else (),
        )

    def standalone(
        self, source: bytes, path: str | None, site_root: Path | None, *, lang: str = ""
    ) -> str:
        """Return one HTML file with its style and the site's pictures inside, and nothing live."""
        wanted = _Wanted(source, path, site_root, lang, PageMode.ARTICLE, inlined=True)
        made = self._page(wanted, None)
        return pages.standalone(
            title=made.title,
            header=made.header,
            fragment=made.fragment,
            lang=made.lang,
            style=resources.read_text(*_STYLE),
        )

    def resource(self, token: str) -> Resource | None:
        """Return what a token stands for, None for anything but a picture of the latest pages."""
        entry = self._registry.find(token)
        if entry is None:
            return None
        return self._picture(entry)

    def site_resource(self, host: str, path: str) -> Resource | None:
        """Return a file of a site as its build would have it, None where there is none.

        `host` is that of a shown page, `path` begins with a slash. Style sheets of the site are
        compiled; nothing outside the folders of site and theme is ever read.
        """
        known = self._hosts.find(host, path)
        if known is None:
            return None
        root, address = known
        index = self._index(root)
        request = asset_request(root, address, index.revision if index is not None else None)
        answered = self._guard.request(request, answerer=_answerer(index))
        if isinstance(answered, Trouble) or answered.values["media_type"] is None:
            return None
        return Resource(answered.values["media_type"], answered.data)

    def of_scratch(self, request: ScratchRequest, cancel: CancelToken) -> Own:
        """Render a post of a folder that real Jekyll builds as well; raises JekyllError, Cancelled."""
        answered = self._guard.request(request.frame(), cancel)
        made = site_page(answered) if isinstance(answered, Frame) else None
        if made is None or made.html is None:
            raise JekyllError(JekyllFault.NO_PAGE, path=request.path)
        return Own(made.html, made.body, made.approximations)

    def forget_site(self, root: Path) -> None:
        """Read a site's layouts, data and styles from the start with its next page."""
        self._guard.request(forget_request(root))

    def fetch_remote(self, token: str, cancel: CancelToken | None = None) -> str | None:
        """Load one remote picture into memory and return its URL, to be allowed in the next render.

        None where the token is no longer known. Raises FetchError, which the next render shows in
        the picture's place, and Cancelled. Belongs in the network lane.
        """
        entry = self._registry.find(token)
        if not isinstance(entry, RemotePicture):
            return None
        if self._cache.get(entry.url) is None:
            try:
                self._cache.put(entry.url, fetch_picture(self._fetcher, entry.url, cancel))
            except FetchError as error:
                self._cache.put_fault(entry.url, error.fault)
                raise
        return entry.url

    def warm(self) -> None:
        """Start the rendering process ahead of its first use."""
        self._guard.warm()

    def close(self) -> None:
        """End the rendering process."""
        self._guard.close()

    # --- pages ----------------------------------------------------------------------------

    def _page(self, wanted: _Wanted, cancel: CancelToken | None) -> PreviewPage:
        document = split(wanted.source)
        values = dict(parse(document.front_matter or "").values)
        made = self._made(wanted, document, cancel, lines=not wanted.inlined)
        addresses = self._addresses(wanted, made)
        setting = PictureSetting(
            wanted.path, wanted.root, wanted.allowed, wanted.inlined, addresses, kept=wanted.kept
        )
        finder = self._finder(setting)
        fragment = pages.encodable(rewritten(made.fragment, finder.resolve))
        pictures, entries = finder.pictures, finder.entries
        whole = None
        if made.site is not None and made.site.html is not None and addresses is not None:
            finder = self._finder(replace(setting, served=True))
            whole = rewritten(inert(made.site.html, addresses.shown), finder.resolve)
            whole = pages.encodable(whole)
            pictures, entries = finder.pictures, entries | finder.entries
        self._registry.publish(entries)
        head = page_head(values, wanted.path)
        title = head.title or PurePosixPath(wanted.path or "").stem
        stated = values.get("lang") or values.get("locale")
        tongue = language(f"{head.title}\n{document.body}", stated, wanted.lang)
        above = pages.header(head, self.words)
        return PreviewPage(
            html=pages.page(title=title, header=above, fragment=fragment, lang=tongue),
            title=title,
            lang=tongue,
            header=above,
            fragment=fragment,
            pictures=tuple(pictures),
            notice=made.trouble,
            document=whole,
            address=addresses.page(made.site.url) if made.site and addresses else "",
            problems=_problems(made.site, wanted.path),
            approximations=made.site.approximations if made.site is not None else (),
        )

    def _made(
        self, wanted: _Wanted, document: Document, cancel: CancelToken | None, *, lines: bool
    ) -> _Made:
        """Render a text in its site, or by itself where it has none or the site cannot be read."""
        kind = kind_of(wanted.path)
        # A build copies text files; a browser shows such a copy as text, so it is no page.
        if wanted.root is not None and wanted.path is not None and kind is not BodyKind.TEXT:
            index = self._index(wanted.root)
            request = PageRequest(
                wanted.root,
                wanted.path,
                wanted.source,
                layouts=wanted.mode is PageMode.PAGE,
                lines=lines,
                posts=index.revision if index is not None else None,
                all_posts=wanted.exactly,
            )
            answered = self._guard.request(request.frame(), cancel, _answerer(index))
            if isinstance(answered, Trouble):
                return _Made(plain(document.body, answered).fragment, answered)
            made = site_page(answered)
            if made is not None:
                if self.by_jekyll and not wanted.exactly:
                    made = self._by_jekyll(wanted, made, cancel)
                return _Made(made.body, site=made)
        first_line = _first_line(document) if lines else 0
        converted = self._guard.convert(kind, document.body, cancel, first_line=first_line)
        return _Made(converted.fragment, converted.trouble)

    def _by_jekyll(self, wanted: _Wanted, made: SitePage, cancel: CancelToken | None) -> SitePage:
        """Return a page as real Jekyll renders it, Curator's own where there is no Jekyll."""
        if self._jekyll is None or wanted.root is None or wanted.path is None:
            return made
        part = Part.PAGE if wanted.mode is PageMode.PAGE else Part.ARTICLE
        try:
            found = self._jekyll(wanted.root, wanted.path, wanted.source, part, cancel)
        except (JekyllError, SiteError) as error:
            problem = RenderedProblem(NO_JEKYLL, "", 0, 0, error.detail)
            return replace(made, problems=(*made.problems, problem))
        if part is Part.PAGE:
            return replace(made, html=found.html, approximations=())
        return replace(made, body=found.html, approximations=())

    def _index(self, root: Path) -> PostIndex | None:
        try:
            return self._find_posts(root)
        except CuratorError:
            return None  # its settings are broken, which its page says as well

    def _addresses(self, wanted: _Wanted, made: _Made) -> SiteAddresses | None:
        if wanted.root is None or made.site is None:
            return None
        return self._hosts.addresses(wanted.root, made.site.site_url, made.site.baseurl)

    def _finder(self, setting: PictureSetting) -> PagePictures:
        return PagePictures(setting, self.words, self._registry, self._cache, self._picture)

    def _picture(self, entry: Entry) -> Resource | None:
        return picture_of(entry, self._cache, self._kept.read)


def _guarded(source: bytes, path: str | None, root: Path | None) -> bytes:
    kind = kind_of(path)
    if kind is BodyKind.TEXT and root is None:
        return source  # nothing in it is read as markup
    try:
        return guarded_page(source, root, markdown=kind is BodyKind.MARKDOWN)
    except EditError:
        return source  # in an encoding that lacks the signs for it: no build reads that either


def _answerer(index: PostIndex | None) -> Callable[[Frame], Frame] | None:
    if index is None:
        return None
    return lambda question: answer(index, question)


def _first_line(document: Document) -> int:
    """Return the line of the text where the body begins, from 1."""
    before = document.text[: len(document.text) - len(document.body)]
    return before.count("\n") + 1


def _problems(made: SitePage | None, path: str | None) -> tuple[PageProblem, ...]:
    if made is None:
        return ()
    return tuple(
        PageProblem(
            one.code,
            "" if one.file == path else one.file,
            one.line,
            one.column,
            one.message,
            one.name,
        )
        for one in made.problems
    )


def blank_page(*, dark: bool) -> str:
    """Return the page before any article, into which articles are patched."""
    return pages.page(title="", header="", fragment="", lang="en", dark=dark)


def page_head(values: Mapping[str, object], path: str | None) -> PageHead:
    """Return what stands above an article, from its front matter's values (jekyll.md §5)."""
    title = values.get("title")
    moment = values.get("date")
    if isinstance(moment, datetime):
        shown = moment.strftime("%Y-%m-%d %H:%M")
    elif isinstance(moment, date):
        shown = moment.isoformat()
    elif isinstance(moment, str):
        shown = moment
    else:
        named = _NAME_DATE.match(PurePosixPath(path or "").name)
        shown = named[1] if named else ""
    return PageHead(
        title="" if title is None or isinstance(title, dict | list) else str(title),
        date=shown,
        categories=_terms(values, "categories", "category"),
        tags=_terms(values, "tags", "tag"),
    )


def _terms(values: Mapping[str, object], plural: str, singular: str) -> tuple[str, ...]:
    """Return the terms of one kind: a text is split at blanks, the singular key is one term."""
    found: list[object] = []
    several, one = values.get(plural), values.get(singular)
    if isinstance(several, list):
        found += several
    elif isinstance(several, str):
        found += several.split()
    found += one if isinstance(one, list) else [one]
    named = [str(item).strip() for item in found if isinstance(item, str | int | float)]
    return tuple(dict.fromkeys(name for name in named if name))
