"""What was dropped beside the post that it is taken for, before anything of it is stored."""

from pathlib import Path

from curator.domain.errors import CuratorError, ReadError, ReadFault
from curator.domain.post import PostId
from curator.domain.work import CancelToken
from curator.importing import sources
from curator.importing.candidates import Thing
from curator.importing.spool import stored_bytes
from curator.services.import_items import ImportItem
from curator.services.import_session_values import SessionItem
from curator.services.import_sessions import ImportSessions
from curator.services.ingest import Ingest
from curator.services.library import Library
from curator.services.links import is_link, link
from curator.services.side_by_side import Beside, beside

__all__ = ["Beside", "beside_post", "source_of"]


def beside_post(
    library: Library,
    ingest: Ingest,
    sessions: ImportSessions,
    item: SessionItem,
    post: PostId,
    cancel: CancelToken | None = None,
) -> tuple[Beside, ...]:
    """Return a post and a thing paragraph by paragraph.

    Raises what reading the thing again runs into, PostMissing, and Cancelled.
    """
    return beside(library.load(post).source, source_of(ingest, sessions, item, cancel))


def source_of(
    ingest: Ingest, sessions: ImportSessions, item: SessionItem, cancel: CancelToken | None = None
) -> bytes:
    """Return the text that would be stored of a thing, as it lies on the disk now or was pasted."""
    found: Thing | ImportItem
    if is_link(item.source):
        found = link(item.source)
    elif item.thing is not None:
        found = sessions.thing(item.thing)
    else:
        found = next(
            one for one in ingest.find([Path(item.source)], cancel) if isinstance(one, ImportItem)
        )
    unfolding = ingest.unfolding(cancel)
    error: CuratorError = ReadError(item.name, ReadFault.LOST)
    try:
        for made, _content in unfolding.of(found):
            if made.error is not None:
                error = made.error
            elif made.held is None:
                return sources.read(made.source)
            elif made.inside == item.inside and unfolding.spool is not None:
                return stored_bytes(unfolding.spool.get(made.held))
    finally:
        if unfolding.spool is not None:
            unfolding.spool.close()
    raise error
