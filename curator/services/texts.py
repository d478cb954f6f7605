"""Source texts of many posts, one after the other, without a query for each and without all at once."""

from collections.abc import Sequence

from curator.domain.post import ContentHash, PostId
from curator.storage import posts
from curator.storage.database import Database

_AHEAD = 200


class Texts:
    """Answers for posts in about the order in which they were announced."""

    def __init__(self, database: Database, order: Sequence[PostId]) -> None:
        self._database = database
        self._order = order
        self._places = {post: place for place, post in enumerate(order)}
        self._loaded: dict[PostId, tuple[ContentHash, bytes]] = {}

    def __call__(self, post: PostId) -> bytes:
        """Return the source text of a post; raises PostMissing where it is gone."""
        return self._find(post)[1]

    def hash_of(self, post: PostId) -> ContentHash:
        """Return the hash of the text that the library holds now."""
        return self._find(post)[0]

    def _find(self, post: PostId) -> tuple[ContentHash, bytes]:
        if post not in self._loaded:
            start = self._places.get(post)
            wanted = [post] if start is None else self._order[start : start + _AHEAD]
            with self._database.read() as connection:
                self._loaded = posts.texts(connection, wanted)
                if post not in self._loaded:
                    posts.load(connection, post)  # raises PostMissing
        return self._loaded[post]
