"""Two posts of one article made one: what stays of which is proposed by rules, shown, and done as one operation.

The post that stays gets the merged text by edits of spans, the other one goes to the trash, where it is
still known again: nothing that was imported as it is imported anew. One undo brings both back.

What is proposed: the post that has a file in a site stays, else the one that was added first; the title that
says more; the longer body; the tags and categories of both; of other keys the value of the post that stays,
where it has one. What lies in the trash stays only where both do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from curator.domain.bulk import AddItem
from curator.domain.changes import NOTHING_CHANGED, Aspect, OperationKind, PostsChanged
from curator.domain.errors import EditError, EditFault
from curator.domain.listing import ListedPost, StoredPost
from curator.domain.post import ContentHash, PostId, Status
from curator.formats import front_matter
from curator.formats.document import Document, join, split
from curator.formats.front_matter import FrontMatter
from curator.services.deriving import facts_of
from curator.services.edits import rewritten
from curator.services.side_by_side import Beside, beside, changed_words, paragraphs
from curator.services.sites import Sites
from curator.site.term_edits import TERM_KEYS
from curator.storage import assets, operations, posts, writing
from curator.storage.assets import AssetKind, NewAsset
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

_UNION = frozenset(key for keys in TERM_KEYS.values() for key in keys)
"""Keys whose lists may be joined."""


class Pick(StrEnum):
    """Which of two posts something is taken from."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Pick":
        """Return the other side."""
        return {Pick.LEFT: Pick.RIGHT, Pick.RIGHT: Pick.LEFT}[self]


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the front matter, as it stands in either post; None where it does not."""

    key: str
    left: str | None
    right: str | None
    same: bool
    """It means the same in both, however it is written."""

    @property
    def joinable(self) -> bool:
        """Tell whether the values of both can be kept."""
        return self.key in _UNION and None not in {self.left, self.right}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the merged post takes from which side."""

    stays: Pick
    body: Pick
    fields: Mapping[str, Pick]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two posts side by side, and how they would be merged."""

    left: ListedPost
    right: ListedPost
    fields: tuple[Field, ...]
    """Keys of both, in the order of the left one, then what only the right one has."""
    front: tuple[Beside, ...]
    text: tuple[Beside, ...]
    proposed: Choices
    contents: tuple[ContentHash, ContentHash]
    """The texts that were compared: nothing else is merged."""
    same_body: bool
    lengths: tuple[int, int]
    """Characters of each text that readers see."""


@dataclass(frozen=True, slots=True)
class Merged:
    """How a merge went."""

    changed: PostsChanged
    moved_on: bool = False
    """A text was another one by then, and nothing was done."""


@dataclass(frozen=True, slots=True)
class _Side:
    post: StoredPost
    document: Document = field(repr=False)
    front: FrontMatter = field(repr=False)


class Merging:
    """Compares and merges posts of one library."""

    def __init__(self, database: Database, sites: Sites) -> None:
        self._database = database
        self._sites = sites

    def compare(self, left: PostId, right: PostId) -> Comparison:
        """Return two posts side by side; raises PostMissing."""
        with self._database.read() as connection:
            sides = _sides(connection, left, right)
            rows = {row.id: row for row in posts.rows(connection, [left, right])}
        fields = _fields(*sides)
        one, other = (side.post for side in sides)
        return Comparison(
            rows[left],
            rows[right],
            fields,
            tuple(_line(field) for field in fields),
            beside(one.source, other.source),
            _proposed(sides, fields),
            (one.content, other.content),
            sides[0].document.body == sides[1].document.body,
            _lengths(sides),
        )

    def preview(self, comparison: Comparison, choices: Choices) -> tuple[str, str]:
        """Return the text of the post that stays before and after; raises PostMissing, EditError."""
        with self._database.read() as connection:
            sides = _sides(connection, comparison.left.id, comparison.right.id)
        stays, _goes = _in_roles(sides, choices.stays)
        return stays.document.text, split(_merged(sides, choices)).text

    def merge(self, comparison: Comparison, choices: Choices, *, origin: object = None) -> Merged:
        """Merge two posts as one operation; raises PostMissing, EditError."""
        now = datetime.now(UTC)
        with self._database.write() as connection:
            sides = _sides(connection, comparison.left.id, comparison.right.id)
            if tuple(side.post.content for side in sides) != comparison.contents:
                return Merged(NOTHING_CHANGED, moved_on=True)
            stays, goes = _in_roles(sides, choices.stays)
            after = _merged(sides, choices)
            change = self._change(stays.post, goes.post, after, choices)
            kind = OperationKind.MERGE
            operation = operations.begin(connection, kind, now, label=change.facts.title)
            touched: set[PostId] = set()
            if after != stays.post.source:
                touched |= writing.save(connection, operation, [change], now)
            gone = [goes.post.id]
            touched |= writing.set_status(connection, operation, gone, Status.TRASH, now)
            if choices.body is not choices.stays:
                _take_pictures(connection, stays.post.id, goes.post.id, now)
        aspects = Aspect.TEXT | Aspect.STATUS | Aspect.FILES | Aspect.FOREIGN
        return Merged(PostsChanged(frozenset(touched), aspects, operation, origin))

    def _change(
        self, stays: StoredPost, goes: StoredPost, after: bytes, choices: Choices
    ) -> writing.NewText:
        place = stays.placements[0] if stays.placements else None
        build = self._sites.build(place.root if place is not None else None)
        facts = facts_of(after, place.path if place is not None else None, stays.name, build)
        key = content_hash(after)
        # A guest's body stays a guest's, whatever post it comes to stand in.
        foreign = stays.foreign if choices.body is choices.stays else goes.foreign
        return writing.NewText(stays.id, stays.content, after, key, facts, foreign=foreign)


def _sides(connection: Connection, left: PostId, right: PostId) -> tuple[_Side, _Side]:
    one, other = (_side(posts.load(connection, post)) for post in (left, right))
    return one, other


def _side(post: StoredPost) -> _Side:
    document = split(post.source)
    return _Side(post, document, front_matter.parse(document.front_matter or ""))


def _in_roles(sides: tuple[_Side, _Side], stays: Pick) -> tuple[_Side, _Side]:
    """Return the post that stays and the one that goes."""
    return sides if stays is Pick.LEFT else (sides[1], sides[0])


def _fields(left: _Side, right: _Side) -> tuple[Field, ...]:
    if left.front.problem is not None or right.front.problem is not None:
        return ()  # what cannot be read cannot be edited: it stays whole
    keys = dict.fromkeys((*left.front.values, *right.front.values))
    return tuple(
        Field(
            key,
            _raw(left.front, key),
            _raw(right.front, key),
            key in left.front.values
            and key in right.front.values
            and left.front.values[key] == right.front.values[key],
        )
        for key in keys
    )


def _raw(front: FrontMatter, key: str) -> str | None:
    place = front.last(key)
    return front.entries[place].raw if place is not None else None


def _line(field: Field) -> Beside:
    left, right = (
        None if raw is None else f"{field.key}: {' '.join(raw.split())}"
        for raw in (field.left, field.right)
    )
    if field.same or left is None or right is None:
        return Beside(left, right)
    return Beside(left, right, *changed_words(left, right))


# What is proposed


def _proposed(sides: tuple[_Side, _Side], fields: Sequence[Field]) -> Choices:
    stays = _staying(sides[0].post, sides[1].post)
    lengths = _lengths(sides)
    longer = Pick.LEFT if lengths[0] > lengths[1] else Pick.RIGHT
    body = stays if lengths[0] == lengths[1] else longer
    return Choices(stays, body, {one.key: _pick(one, sides, stays) for one in fields})


def _lengths(sides: tuple[_Side, _Side]) -> tuple[int, int]:
    left, right = (sum(map(len, paragraphs(side.post.source))) for side in sides)
    return left, right


def _staying(left: StoredPost, right: StoredPost) -> Pick:
    def rank(post: StoredPost) -> tuple[bool, bool, int]:
        # Numbers are given out in the order in which posts are added.
        return post.status is Status.TRASH, not post.placements, post.id

    return Pick.LEFT if rank(left) <= rank(right) else Pick.RIGHT


def _pick(field: Field, sides: tuple[_Side, _Side], stays: Pick) -> Pick:
    values = [side.front.values.get(field.key) for side in sides]
    if field.same:
        return stays
    if field.joinable and all(isinstance(one, list | str) and one for one in values):
        return Pick.BOTH
    if field.key == "title":
        lengths = [len(str(one).strip()) if one is not None else 0 for one in values]
        if lengths[0] != lengths[1]:
            return Pick.LEFT if lengths[0] > lengths[1] else Pick.RIGHT
    own = values[0] if stays is Pick.LEFT else values[1]
    return stays if own not in (None, "", []) else stays.other


# What comes of it


def _merged(sides: tuple[_Side, _Side], choices: Choices) -> bytes:
    """Return the text of the post that stays; raises EditError."""
    stays, goes = _in_roles(sides, choices.stays)
    document = stays.document
    text = document.front_matter
    adding: list[AddItem] = []
    for one in _fields(*sides):
        pick = choices.fields.get(one.key, choices.stays)
        if pick is Pick.BOTH and one.joinable:
            adding += [AddItem(one.key, item) for item in _items(goes.front, one.key)]
        elif pick is choices.stays.other and not one.same:
            text = _taken(text or "", one.key, stays, goes)
    if text != document.front_matter:
        document = document.with_front_matter(text or "")
    if choices.body is not choices.stays and goes.document.body != document.body:
        document = document.with_body(goes.document.body)
    source = join(document)
    if not adding:
        return source
    return rewritten(replace(stays.post, source=source), adding)


def _taken(text: str, key: str, stays: _Side, goes: _Side) -> str:
    """Return front matter with a key as the other post has it, written as it is there."""
    place = goes.front.last(key)
    if place is None:
        return front_matter.unset(text, key)
    if front_matter.parse(text).last(key) is None:
        text = front_matter.set_value(text, key, "-", newline=stays.document.newline)
    raw = goes.front.entries[place].raw
    if stays.document.newline != goes.document.newline:
        raw = raw.replace("\r\n", "\n").replace("\n", stays.document.newline)
    after = front_matter.set_raw(text, key, raw)
    if front_matter.parse(after).values.get(key) != goes.front.values[key]:
        raise EditError(key, EditFault.UNREPRESENTABLE)
    return after


def _items(front: FrontMatter, key: str) -> list[str]:
    value = front.values.get(key)
    if isinstance(value, list):
        return [str(item) for item in value if item is not None]
    # Jekyll splits the plural keys at blanks and takes the singular ones whole (jekyll.md §5).
    text = str(value)
    return text.split() if key.endswith("s") else [text]


def _take_pictures(connection: Connection, stays: PostId, goes: PostId, now: datetime) -> None:
    """Keep the pictures of a body with the post that it comes to stand in, too."""
    there = {(one.name, one.origin) for one in assets.of_post(connection, stays)}
    new = [
        NewAsset(stays, assets.read(connection, one.id), one.name, one.media_type, one.origin)
        for one in assets.of_post(connection, goes)
        if one.kind is AssetKind.FILE and (one.name, one.origin) not in there
    ]
    assets.add_all(connection, new, now)
