"""What templates see of documents and collections: mappings whose values are made when asked for.

Owns the names under which things are found (`DocumentDrop`, `CollectionDrop`, `ExcerptDrop`). What
has to be rendered first is rendered by the build, through the `Renderings` that it implements.
"""

from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence
from typing import ClassVar, Protocol

from curator.formats.yaml_values import Value
from curator.rendering.theme.documents import Document


class Renderings(Protocol):
    """What drops ask of the build they belong to."""

    def content(self, document: Document) -> str:
        """Return a document's text: converted where the build has come past it, else its source."""

    def output(self, document: Document) -> str | None:
        """Return a document's page where the build has come past it."""

    def excerpt(self, document: Document) -> str:
        """Return a document's excerpt, rendered where it is cut from the text."""

    def beside(self, document: Document) -> tuple[object, object]:
        """Return what templates see of the documents before and after, None where there is none."""


class Drop(Mapping[str, object]):
    """A mapping of named things over a mapping of plain values; equal to nothing but itself."""

    names: ClassVar[Sequence[str]] = ()
    _getters: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._getters = {name: f"get_{name}" for name in cls.names}

    def plain(self) -> Mapping[str, object]:
        """Return the values that have no method of their own."""
        return {}

    def __getitem__(self, key: str) -> object:
        getter = self._getters.get(key)
        if getter is not None:
            return getattr(self, getter)()
        return self.plain()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._getters or key in self.plain()

    def __iter__(self) -> Iterator[str]:
        yield from self.names
        for key in self.plain():
            if key not in self._getters:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class DocumentDrop(Drop):
    """A post or document; read when anything of it is asked for."""

    names: ClassVar[Sequence[str]] = (
        *("name", "id", "relative_path", "excerpt", "title", "categories", "collection", "next"),
        *("tags", "previous", "content", "output", "path", "url", "date"),
    )

    def __init__(self, build: Renderings, load: Callable[[], Document]) -> None:
        self._build = build
        self._load = load
        self._document: Document | None = None

    @property
    def document(self) -> Document:
        """Return the document itself."""
        if self._document is None:
            self._document = self._load()
        return self._document

    def plain(self) -> Mapping[str, Value]:
        """Return front matter and defaults."""
        return self.document.data

    def items(self) -> ItemsView[str, object]:
        """Return all there is to write out."""
        return ItemsView(Written(self, _LEVELS))

    def get_id(self) -> str:
        return self.document.id

    def get_output(self) -> str | None:
        return self._build.output(self.document)

    def get_content(self) -> str:
        return self._build.content(self.document)

    def get_relative_path(self) -> str:
        return self.document.relative

    def get_path(self) -> str:
        return self.document.relative

    def get_url(self) -> str:
        return self.document.url

    def get_date(self) -> object:
        return self.document.date

    def get_title(self) -> object:
        return self.document.data.get("title")

    def get_categories(self) -> object:
        return self.document.data.get("categories")

    def get_tags(self) -> object:
        return self.document.data.get("tags")

    def get_collection(self) -> str:
        return self.document.label

    def get_excerpt(self) -> str | None:
        return self._build.excerpt(self.document)

    def get_name(self) -> object:
        name = self.document.data.get("name")
        return self.document.name if name is None or name is False else name

    def get_previous(self) -> object:
        return self._build.beside(self.document)[0]

    def get_next(self) -> object:
        return self._build.beside(self.document)[1]

    def __str__(self) -> str:
        return self._build.output(self.document) or self._build.content(self.document)


class Written(Mapping[str, object]):
    """A document as it is written out whole, as JSON say: its neighbours' neighbours are cut short."""

    def __init__(self, drop: DocumentDrop, levels: int) -> None:
        self._drop = drop
        self._levels = levels

    def __getitem__(self, key: str) -> object:
        value = self._drop[key]
        if key in _BESIDE and isinstance(value, DocumentDrop):
            return Written(value, self._levels - 1)
        return value

    def __iter__(self) -> Iterator[str]:
        for key in self._drop:
            if self._levels > 0 or key not in _NOT_NESTED:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __str__(self) -> str:
        return str(self._drop)


_BESIDE = frozenset({"next", "previous"})
_NOT_NESTED = frozenset({"content", "output", "excerpt", "next", "previous"})
_LEVELS = 2


class ExcerptDrop(DocumentDrop):
    """What `page` is while a document's excerpt is rendered."""

    names: ClassVar[Sequence[str]] = (*DocumentDrop.names, "layout")

    def get_id(self) -> str:
        return f"{self.document.id}#excerpt"

    def get_relative_path(self) -> str:
        return f"{self.document.relative}/#excerpt"

    def get_path(self) -> str:
        return f"{self.document.relative}/#excerpt"

    def get_content(self) -> str:
        return self.document.cut_excerpt or ""

    def get_output(self) -> str | None:
        return None

    def get_excerpt(self) -> None:
        return None

    def get_layout(self) -> object:
        return self.document.data.get("layout")

    def __str__(self) -> str:
        return self.get_content()


class CollectionDrop(Drop):
    """A collection: `site.collections`."""

    names: ClassVar[Sequence[str]] = (
        "output",
        "label",
        "docs",
        "files",
        "directory",
        "relative_directory",
    )

    def __init__(
        self,
        label: str,
        metadata: Mapping[str, Value],
        directory: str,
        docs: Callable[[], Sequence[object]],
        files: Callable[[], Sequence[object]],
    ) -> None:
        self._label = label
        self._metadata = metadata
        self._directory = directory
        self._docs = docs
        self._files = files

    def plain(self) -> Mapping[str, Value]:
        """Return what the configuration says of it."""
        return self._metadata

    def get_output(self) -> bool:
        return self._metadata.get("output") not in (None, False)

    def get_label(self) -> str:
        return self._label

    def get_docs(self) -> Sequence[object]:
        return self._docs()

    def get_files(self) -> Sequence[object]:
        return self._files()

    def get_directory(self) -> str:
        return self._directory

    def get_relative_directory(self) -> str:
        return f"_{self._label}"

    def __str__(self) -> str:
        return f"[{', '.join(map(str, self._docs()))}]"
