"""What was seen of sites' files while something else was done: how library and file relate since.

A plan changes no text; that a file was edited outside, or is gone, is noted all the same, so that lists
and queries tell of conflicts before the next plan.
"""

from collections.abc import Iterable, Mapping

from curator.domain.post import ContentHash, PostId
from curator.export.planned import Action, PlannedFile, Reason
from curator.storage import places, placing
from curator.storage.database import Database

Seen = Mapping[PostId, tuple[str, ContentHash | None]]
"""Paths in a site with the hash of the file there, None where it is gone."""


def notice(database: Database, root: str, files: Seen) -> None:
    """Note what was seen in the site at `root`; writes only where something else was known."""
    if not files:
        return
    with database.read() as connection:
        site = places.find(connection, root)
        changed = placing.saw_files(connection, site, files) if site is not None else {}
    if changed and site is not None:
        with database.write() as connection:
            placing.saw(connection, site, changed)


def of_plan(files: Iterable[PlannedFile]) -> Seen:
    """Return what a plan of an export saw of posts' files."""
    return {
        file.post: (file.path, file.before)
        for file in files
        if file.post is not None
        and file.picture is None
        and file.action is not Action.REFUSED
        # Nothing was looked at where nothing is said of a file that is not there.
        and (file.before is not None or file.reason is Reason.DELETED_OUTSIDE)
    }
