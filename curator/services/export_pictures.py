"""The pictures of posts on their way into a site, as the planner and the writer ask for them.

What is written is told by its bytes, never by a name: a raster picture, or a drawing in which nothing runs.
The library's own copy stays as it came; the place a picture was taken at is left out of the written one where
that is asked for.
"""

from collections.abc import Collection, Sequence

from curator.domain.post import ContentHash, PostId, SiteId
from curator.export.pictures import Prepared
from curator.export.planned import PostPicture
from curator.fetching.images import raster_type
from curator.fetching.positions import without_position
from curator.formats import svg
from curator.storage import asset_places, assets
from curator.storage.blobs import content_hash
from curator.storage.database import Connection, Database

_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/bmp": ".bmp",
}


class ExportPictures:
    """Gives the pictures of one library to exports into one site."""

    def __init__(
        self, database: Database, site: SiteId | None, *, without_positions: bool = False
    ) -> None:
        self._database = database
        self._site = site
        self._without_positions = without_positions
        self._prepared: dict[int, Prepared | None] = {}

    def of(
        self, connection: Connection, posts: Collection[PostId]
    ) -> dict[PostId, tuple[PostPicture, ...]]:
        """Return the files that posts may refer to, by post."""
        found = asset_places.belongings(connection, posts, self._site)
        return {
            post: tuple(
                PostPicture(one.asset, one.name, one.origin, one.place, one.elsewhere)
                for one in files
            )
            for post, files in found.items()
        }

    def prepare(self, asset: int) -> Prepared | None:
        """Return what would be written of a picture, None where a site must not serve it."""
        if asset not in self._prepared:
            data = self.data(asset)
            suffix = suffix_of(data)
            self._prepared[asset] = Prepared(content_hash(data), suffix) if suffix else None
        return self._prepared[asset]

    def files_with(self, content: ContentHash) -> Sequence[str]:
        """Return the files of this site that pictures with these bytes were written to."""
        if self._site is None:
            return ()
        with self._database.read() as connection:
            return asset_places.files_with(connection, self._site, content)

    def data(self, asset: int) -> bytes:
        """Return the bytes that are written of a picture."""
        with self._database.read() as connection:
            data = assets.read(connection, asset)
        return without_position(data) if self._without_positions else data


def suffix_of(data: bytes) -> str:
    """Return the suffix of a picture by its bytes, empty where a site must not serve it.

    A file that begins like a page would be run by Jekyll, whatever its name.
    """
    media_type = raster_type(data)
    if media_type is not None:
        return _SUFFIXES[media_type]
    return ".svg" if svg.is_inert(data) else ""
