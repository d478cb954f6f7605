"""A site as Jekyll holds it after reading: configuration, data, pages, documents, posts, theme.

Everything is read when it is first asked for and again when a file's stamp is another; `refresh` looks
for what has changed. Nothing here renders.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cached_property, cmp_to_key
from pathlib import Path

from curator.formats.yaml_values import Value
from curator.rendering.theme.data_files import DataFiles, csv_options, merged
from curator.rendering.theme.documents import Document, DocumentReader
from curator.rendering.theme.files import Folder, Stamp, stamp_of
from curator.rendering.theme.folder_posts import FolderPosts
from curator.rendering.theme.layers import Includes, Layouts, find_theme, theme_config
from curator.rendering.theme.pages import Page, PageReader, StaticFile, static_file
from curator.rendering.theme.posts import PostIndex, PostKey
from curator.rendering.theme.settings import settings_of
from curator.rendering.theme.tree import Listing, Tree
from curator.site.folder import Site

_POSTS_KEPT = 3_500
"""So many posts, the last ones asked for, are kept as they were read."""


class SiteModel:
    """One site, for builds at one time."""

    def __init__(
        self,
        site: Site,
        *,
        posts: PostIndex | None = None,
        now: datetime | None = None,
        zone: tzinfo | None = None,
        theme_folders: Sequence[Path] = (),
    ) -> None:
        config = site.config
        self.site = site
        self.zone = zone or config.zone
        self.now = (config.time or now or datetime.now(UTC)).astimezone(self.zone)
        self.root = Folder(site.root)
        self.source = Folder(os.path.join(site.root, config.source))
        self.theme = find_theme(site, theme_folders)
        self.settings = settings_of(
            config, str(site.root), theme_config(self.theme) if self.theme else {}
        )
        self.layouts = Layouts(site, self.source, self.theme)
        self.includes = Includes(site, self.source, self.theme)
        self.documents = DocumentReader(site, self.now, zone)
        self.posts: PostIndex = posts if posts is not None else FolderPosts(site, self.now)
        self._pages = PageReader(config, self.zone)
        self._tree = Tree(site)
        self._listing: Listing | None = None
        self._read_pages: dict[str, tuple[Stamp, Page]] = {}
        self._read_theme_pages: dict[str, tuple[Stamp, Page]] = {}
        self._read_documents: dict[str, tuple[Stamp, Document]] = {}
        self._read_posts: dict[str, tuple[str, Document]] = {}
        self._collections: dict[str, list[Document]] = {}
        self._data: Mapping[str, object] | None = None
        self._revision = 0
        self._seen: tuple[tuple[str, Stamp | None], ...] = ()

    @property
    def revision(self) -> str:
        """Return what is another text after a refresh that found something new."""
        return f"{self._revision}.{self.posts.revision}"

    @property
    def files_revision(self) -> str:
        """Return the same without the posts, which the library may change by the minute."""
        return str(self._revision)

    def refresh(self) -> bool:
        """Look at the site's files again; tell whether any page may be another now.

        The configuration is not read again: another one is another model.
        """
        before, seen = self._listing, self._seen
        self._listing = self._tree.listing()
        self._seen = self._stamps(self._listing)
        self.layouts.refresh()
        changed = (self._listing, self._seen) != (before, seen)
        if isinstance(self.posts, FolderPosts):
            changed = self.posts.refresh() or changed
        if changed:
            self._data = None
            self._collections.clear()
            self._forget_pages()
            self._revision += 1
        return changed

    def _stamps(self, listing: Listing) -> tuple[tuple[str, Stamp | None], ...]:
        """Return the stamps of what templates are made of: includes, layouts, data, pages."""
        found: list[tuple[str, Stamp | None]] = []
        config = self.site.config
        for base in (config.includes_dir, config.layouts_dir, config.data_dir, "_sass"):
            for above, folders, files in os.walk(os.path.join(self.source.root, base)):
                folders.sort()
                for name in sorted(files):
                    path = os.path.join(above, name)
                    found.append((path, stamp_of(path)))
        for paths in (listing.pages, *listing.documents.values()):
            found += [(path, stamp_of(os.path.join(self.source.root, path))) for path in paths]
        return tuple(found)

    @property
    def listing(self) -> Listing:
        """Return which files the site has, listed at the first call and at each refresh."""
        if self._listing is None:
            self._listing = self._tree.listing()
            self._seen = self._stamps(self._listing)
        return self._listing

    @property
    def data(self) -> Mapping[str, object]:
        """Return `site.data`."""
        if self._data is None:
            own = self._data_files.tree()
            themed = self._theme_data.tree() if self._theme_data is not None else {}
            self._data = merged(themed, own)
        return self._data

    @property
    def broken_data(self) -> list[tuple[str, int, str]]:
        """Return the data files found broken so far: path, line, message."""
        return [(one.path, one.line, one.message) for one in self._data_files.broken.values()]

    @cached_property
    def _data_files(self) -> DataFiles:
        config = self.site.config
        return DataFiles(
            self.source,
            config.data_dir,
            csv_options(config.raw.get("csv_reader"), ","),
            csv_options(config.raw.get("tsv_reader"), "\t"),
            self.zone,
        )

    @cached_property
    def _theme_data(self) -> DataFiles | None:
        if self.theme is None:
            return None
        return DataFiles(self.theme.folder, "_data", zone=self.zone)

    def pages(self) -> list[Page]:
        """Return the pages of the site and those that its theme brings, in Jekyll's order."""
        found = [page for path in self.listing.pages if (page := self.page(path)) is not None]
        if self.theme is not None:
            own = {page.path for page in found}
            for path in self._theme_assets:
                if path not in own and self._begins_with_header(path):
                    page = self._theme_page(path)
                    if page is not None:
                        found.append(page)
        return found

    def page(self, path: str) -> Page | None:
        """Return the page at a path relative to the source; None where it is not published."""
        absolute = os.path.join(self.source.root, path)
        known = self._read_pages.get(path)
        if known is None or stamp_of(absolute) != known[0]:
            file = self.source.read(path)
            if file is None:
                return None
            known = (file.stamp, self._pages.read(path, file.data))
            self._read_pages[path] = known
        page = known[1]
        published = page.data.get("published", True)
        shown = published is not None and published is not False
        return page if shown or self.site.config.unpublished else None

    def fresh_page(self, page: Page) -> Page | None:
        """Return a page as its file is now."""
        return self._theme_page(page.path) if page.themed else self.page(page.path)

    def read_page(self, path: str, data: bytes) -> Page:
        """Return a page as it would be with these bytes."""
        return self._pages.read(path, data)

    def page_url(self, page: Page, folder: str) -> str:
        """Return the URL that a page has in another folder."""
        return self._pages.url(page, folder)

    def _forget_pages(self) -> None:
        listed = set(self.listing.pages)
        for path in [path for path in self._read_pages if path not in listed]:
            del self._read_pages[path]

    @cached_property
    def _theme_assets(self) -> list[str]:
        if self.theme is None:
            return []
        found: list[str] = []
        for above, folders, files in os.walk(os.path.join(self.theme.folder.root, "assets")):
            folders.sort()
            inner = os.path.relpath(above, self.theme.folder.root).replace(os.sep, "/")
            found += [f"{inner}/{name}" for name in sorted(files)]
        return found

    def _begins_with_header(self, path: str) -> bool:
        assert self.theme is not None
        absolute = os.path.join(self.theme.folder.root, path)
        return not os.path.islink(absolute) and self._tree.begins_with_header(absolute) is True

    def _theme_page(self, path: str) -> Page | None:
        assert self.theme is not None
        known = self._read_theme_pages.get(path)
        if known is None or stamp_of(os.path.join(self.theme.folder.root, path)) != known[0]:
            file = self.theme.folder.read(path)
            if file is None:
                return None
            known = (file.stamp, self._pages.read(path, file.data, themed=True))
            self._read_theme_pages[path] = known
        return known[1]

    def static_files(self) -> list[StaticFile]:
        """Return the files that are copied as they are, those of collections and the theme last."""
        found = [self._static(self.source, path) for path in self.listing.statics]
        for label in self.listing.files:
            found += self.collection_files(label)
        if self.theme is not None:
            own = {file.path for file in found if file is not None}
            for path in self._theme_assets:
                if f"/{path}" not in own and not self._begins_with_header(path):
                    found.append(self._static(self.theme.folder, path))
        return [file for file in found if file is not None]

    def _static(self, folder: Folder, path: str) -> StaticFile | None:
        absolute = os.path.join(folder.root, path)
        stamp = stamp_of(absolute)
        if stamp is None:
            return None
        return static_file(
            path, absolute, stamp[0] / 1e9, self.zone, self._pages.defaults(path, "")
        )

    def collection(self, label: str) -> list[Document]:
        """Return the documents of a collection that is not `posts`, in its order."""
        found = self._collections.get(label)
        if found is None:
            documents = [
                document
                for path in self.listing.documents.get(label, ())
                if (document := self.document(path)) is not None and document.in_its_collection
            ]
            found = self._ordered(label, documents)
            self._collections[label] = found
        return found

    def _ordered(self, label: str, documents: list[Document]) -> list[Document]:
        metadata = self.site.config.collections.get(label, {})
        documents.sort(key=cmp_to_key(_compared))
        order, sort_by = metadata.get("order"), metadata.get("sort_by")
        if isinstance(order, list):
            ranks = {f"_{label}/{name}": at for at, name in enumerate(order)}
            documents.sort(key=lambda document: ranks.get(document.relative, len(ranks)))
        elif isinstance(sort_by, str):
            documents.sort(key=cmp_to_key(_by_key(sort_by)))
        return documents

    def collection_files(self, label: str) -> list[StaticFile]:
        """Return the files of a collection that have no front matter."""
        found: list[StaticFile] = []
        for path in self.listing.files.get(label, ()):
            file = self._static(self.source, path)
            if file is not None:
                inner = self.site.config.collections_dir
                relative = path.removeprefix(f"{inner}/") if inner else path
                found.append(
                    StaticFile(
                        f"/{relative}" if not relative.startswith("_") else relative,
                        file.name,
                        file.basename,
                        file.extension,
                        file.absolute,
                        file.modified,
                        label,
                        self._pages.defaults(relative, label),
                    )
                )
        return found

    def document(self, path: str) -> Document | None:
        """Return the document of a collection at a path relative to the source."""
        absolute = os.path.join(self.source.root, path)
        known = self._read_documents.get(path)
        if known is not None and stamp_of(absolute) == known[0]:
            return known[1]
        file = self.source.read(path)
        if file is None:
            return None
        document = self.documents.read(self.rooted(path), file.data, _modified(file.stamp))
        self._read_documents[path] = (file.stamp, document)
        return document

    def post(self, key: PostKey) -> Document:
        """Return a post of the index; an empty one where its text is gone meanwhile."""
        known = self._read_posts.pop(key.path, None)
        if known is None or known[0] != key.version:
            data = self.posts.source(key.path)
            known = (key.version, self.documents.read(key.path, data or b"", key.date))
        self._read_posts[key.path] = known
        if len(self._read_posts) > _POSTS_KEPT:
            del self._read_posts[next(iter(self._read_posts))]
        return known[1]

    def rooted(self, path: str) -> str:
        """Return a path relative to the root for one relative to the source."""
        source = self.site.config.source
        return f"{source}/{path}" if source else path


def _modified(stamp: Stamp) -> datetime:
    return datetime.fromtimestamp(stamp[0] / 1e9, UTC)


def _compared(one: Document, other: Document) -> int:
    """Compare as `Document#<=>`: by date where both have one and differ, else by path."""
    first, second = one.data.get("date"), other.data.get("date")
    if isinstance(first, datetime) and isinstance(second, datetime) and first != second:
        return -1 if first < second else 1
    return -1 if one.path < other.path else int(one.path > other.path)


def _by_key(key: str) -> Callable[[Document, Document], int]:
    def compared(one: Document, other: Document) -> int:
        first, second = one.data.get(key), other.data.get(key)
        if first is None or second is None:
            if first is None and second is None:
                return _compared(one, other)
            return 1 if first is None else -1
        order = _ordered(first, second)
        return order or _compared(one, other)

    return compared


def _ordered(first: Value, second: Value) -> int:
    try:
        return -1 if first < second else int(first > second)  # type: ignore[operator]
    except TypeError:  # Ruby cannot compare them either, and goes by the document
        return 0
