"""What library and journal remember of the pictures that went out: which file is which picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from curator.domain.post import ContentHash, OperationId, SiteId
from curator.export.pictures import carries_pictures
from curator.export.planned import PlannedFile
from curator.storage import asset_places, blobs
from curator.storage.asset_places import NewAssetPlace
from curator.storage.blobs import content_hash
from curator.storage.database import Connection


@dataclass(frozen=True, slots=True)
class PictureEntry:
    """One picture of a post, as a journal keeps it."""

    asset: int
    post: int
    path: str
    content: str
    """Hexadecimal, of the file."""
    created: bool


def picture_entries(files: Iterable[PlannedFile]) -> list[PictureEntry]:
    """Return the pictures of the posts whose files come to lie in a site."""
    return [
        PictureEntry(one.asset, one.post, one.path, one.content.hex(), one.before is None)
        for file in files
        if carries_pictures(file)
        for one in file.pictures
    ]


def remember(
    connection: Connection,
    operation: OperationId,
    site: SiteId,
    root: Path,
    entries: Sequence[PictureEntry],
) -> None:
    """Write down the files of pictures; what is known of a file already is not told again."""
    told = {entry.asset: entry for entry in entries}
    if not told:
        return
    known = asset_places.standing(connection, site, list(told))
    new = [
        entry for entry in told.values() if entry.created or known.get(entry.asset) != entry.path
    ]
    stored = blobs.find(connection, {_content(entry) for entry in new})
    rows = []
    for entry in new:
        content = _content(entry)
        if content not in stored:  # it was written without the place it was taken at
            data = _read(root / entry.path)
            if data is None or content_hash(data) != content:
                continue
            stored |= blobs.store(connection, {content: data})
        rows.append(NewAssetPlace(entry.asset, entry.path, stored[content], entry.created))
    asset_places.add(connection, operation, site, rows)


def _content(entry: PictureEntry) -> ContentHash:
    return ContentHash(bytes.fromhex(entry.content))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
