"""`site.*` as templates see it: collections, lists of posts and pages, data, configuration."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from curator.formats.yaml_values import Value
from curator.rendering.theme.drops import CollectionDrop, Drop
from curator.rendering.theme.lazy import LazyDict
from curator.rendering.theme.model import SiteModel
from curator.rendering.theme.pages import Page
from curator.rendering.theme.posts import PostIndex, PostKey, TermKind
from curator.rendering.theme.sequences import PostSequence

_RELATED = 10


class SiteDrop(Drop):
    """The site during one build."""

    names: ClassVar[Sequence[str]] = (
        *("data", "time", "pages", "static_files", "tags", "categories", "posts", "html_pages"),
        *("collections", "documents", "related_posts", "config"),
    )

    def __init__(
        self,
        model: SiteModel,
        posts: Callable[[], PostIndex],
        pages: Callable[[], Sequence[Page]],
        pages_revision: Callable[[], str],
        post_drop: Callable[[PostKey], object],
        document_drops: Callable[[str], Sequence[object]],
        current: Callable[[], str | None],
        most: int | None,
        cut: Callable[[], None],
    ) -> None:
        self._model = model
        self._index = posts
        self._read_pages = pages
        self._pages_revision = pages_revision
        self._post_drop = post_drop
        self._document_drops = document_drops
        self._current = current
        self._most = most
        self._cut = cut
        self._labels = [label for label in model.site.config.collections if label != "posts"]
        self._made: dict[str, tuple[str, object]] = {}

    def plain(self) -> Mapping[str, Value]:
        """Return the configuration."""
        return self._model.settings

    def __getitem__(self, key: str) -> object:
        if key in self._labels:
            return self._document_drops(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        return key in self._labels or super().__contains__(key)

    def _once(self, key: str, revision: str, make: Callable[[], object]) -> object:
        """Make a value once for each state of what it depends on."""
        known = self._made.get(key)
        if known is None or known[0] != revision:
            known = (revision, make())
            self._made[key] = known
        return known[1]

    def _posts_revision(self) -> str:
        return f"{self._model.files_revision}/{self._index().revision}"

    def post_list(self) -> PostSequence:
        """Return all posts, the newest first."""
        index = self._index()
        return self._sequence(index.window, index.count())

    def _sequence(
        self, window: Callable[[int, int], Sequence[PostKey]], count: int
    ) -> PostSequence:
        return PostSequence(window, 0, count, self._post_drop, self._most, self._cut)

    def get_data(self) -> object:
        given = self._model.settings.get("data")
        return self._model.data if given is None or given is False else given

    def get_time(self) -> object:
        return self._model.now

    def get_posts(self) -> object:
        return self._once("posts", self._posts_revision(), self.post_list)

    def get_pages(self) -> object:
        return self._once(
            "pages", self._pages_revision(), lambda: [page.liquid() for page in self._read_pages()]
        )

    def get_html_pages(self) -> object:
        return self._once(
            "html_pages",
            self._pages_revision(),
            lambda: [
                page.liquid()
                for page in self._read_pages()
                if page.is_html or page.url.endswith("/")
            ],
        )

    def get_static_files(self) -> object:
        return self._once(
            "static_files",
            self._model.files_revision,
            lambda: [file.liquid() for file in self._model.static_files()],
        )

    def get_categories(self) -> object:
        return self._once(
            "categories", self._posts_revision(), lambda: self._by_term(TermKind.CATEGORIES)
        )

    def get_tags(self) -> object:
        return self._once("tags", self._posts_revision(), lambda: self._by_term(TermKind.TAGS))

    def _by_term(self, kind: TermKind) -> LazyDict:
        index = self._index()
        counts = index.terms(kind)

        def make(term: str) -> PostSequence:
            def window(start: int, stop: int) -> Sequence[PostKey]:
                return index.with_term(kind, term, start, stop)

            return self._sequence(window, counts[term])

        return LazyDict(counts, make)

    def get_collections(self) -> object:
        labels = sorted(self._model.site.config.collections)
        return self._once(
            "collections",
            self._posts_revision(),
            lambda: [self._collection(label) for label in labels],
        )

    def _collection(self, label: str) -> CollectionDrop:
        model = self._model
        config = model.site.config
        settings = model.settings["collections"]
        metadata = settings.get(label) if isinstance(settings, dict) else None
        return CollectionDrop(
            label,
            metadata if isinstance(metadata, dict) else {},
            os.path.join(model.source.root, config.collections_dir, f"_{label}"),
            (lambda: self.post_list()[::-1])
            if label == "posts"
            else (lambda: self._document_drops(label)),
            lambda: [file.liquid() for file in model.collection_files(label)],
        )

    def get_documents(self) -> object:
        def make() -> list[object]:
            found: list[object] = []
            for label in self._model.site.config.collections:
                if label == "posts":
                    found += list(self.post_list())[::-1]
                else:
                    found += self._document_drops(label)
                    found += [file.liquid() for file in self._model.collection_files(label)]
            return found

        return self._once("documents", self._posts_revision(), make)

    def get_related_posts(self) -> object:
        """Return the newest posts without the current one; nil where no document is rendered."""
        path = self._current()
        if path is None:
            return None
        index = self._index()
        if index.count() < 2:
            return []
        keys = [key for key in index.window(0, _RELATED + 1) if key.path != path]
        return [self._post_drop(key) for key in keys[:_RELATED]]

    def get_config(self) -> None:
        """Return nothing, as Jekyll does."""
