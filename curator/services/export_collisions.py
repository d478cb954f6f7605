"""Posts that an export would put in each other's way, or in the way of what the site has.

Only posts that are new or move to another address can collide anew: the site is read for them alone.
What collided before stays writable, so that it can be mended.
"""

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from curator.domain.errors import CuratorError
from curator.domain.post import PostId, Problem
from curator.domain.work import CancelToken
from curator.export.plan import Action, PlannedFile
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.services.audit_pages import page_claims
from curator.site.collisions import Claim, CollisionIndex
from curator.site.folder import Site
from curator.site.scanning import content_files
from curator.site.verdicts import Judge, Verdict
from curator.site.visibility import Visibility

_SHOWN = frozenset({Visibility.VISIBLE, Visibility.FUTURE})


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a file must not be written."""

    kind: Problem
    other: str
    """The path of what is in its way."""


def clashes(
    site: Site,
    files: Sequence[PlannedFile],
    text_of: Callable[[PlannedFile], bytes],
    elsewhere: Collection[PostId],
    cancel: CancelToken,
) -> dict[str, Clash]:
    """Return which of the planned files would collide that did not before, by path.

    `elsewhere` are posts that come from another site: what collides among them did so there.
    """
    judge = Judge(site)
    now = datetime.now(UTC)

    def claim(path: str, source: bytes) -> Claim:
        document = split(source)
        front_matter = parse(document.front_matter or "")
        return _claim(judge.verdict(document, front_matter, path, now))

    written = [file for file in files if file.action in {Action.CREATE, Action.UPDATE}]
    together = {file.path for file in written if file.post in elsewhere}
    moved = [file for file in written if _moves(site, file, text_of)]
    if not moved:
        return {}
    planned = {file.path for file in written}
    others = _others(site, planned)
    if not others and all(file.path in together for file in moved):
        return {}
    index: CollisionIndex[str] = CollisionIndex()
    for path, page in page_claims(site):
        index.put(path, page)
    for path in others:
        cancel.check()
        source = _read(site, path)
        if source is not None:
            index.put(path, claim(path, source))
    for file in written:
        cancel.check()
        index.put(file.path, claim(file.path, text_of(file)))
    found = {}
    for file in moved:
        friends = together if file.path in together else {file.path}
        for collision in index.of(file.path):
            others = sorted(key for key in collision.keys if key not in friends)
            if others:
                found[file.path] = Clash(collision.kind, others[0])
                break
    return found


def _claim(verdict: Verdict) -> Claim:
    output = verdict.target if verdict.reason in _SHOWN else ""
    return Claim(verdict.url or "", output or "", verdict.path)


def _moves(site: Site, file: PlannedFile, text_of: Callable[[PlannedFile], bytes]) -> bool:
    """Tell whether a post is new in the site or may get another address.

    Cheap and on the safe side: a change of the body, or of keys that no address is made of, moves
    nothing; whatever else changed is taken for a move.
    """
    before = None if file.before is None else _read(site, file.path)
    if before is None:
        return True
    old, new = split(before).front_matter, split(text_of(file)).front_matter
    return old != new and not _harmless(old or "", new or "")


_HARMLESS_KEYS = frozenset(
    {"title", "subtitle", "tags", "tag", "author", "description", "excerpt", "source", "image"}
)


def _harmless(old: str, new: str) -> bool:
    """Tell whether two front matters differ in lines of harmless keys only."""
    return _lines(old) == _lines(new)


def _lines(text: str) -> list[str]:
    """Return the lines of all keys but the harmless ones, with what hangs below each key."""
    kept, keep = [], True
    for line in text.split("\n"):
        if line[:1] not in {"", " ", "\t", "-", "#", "\r"}:
            keep = line.partition(":")[0].strip() not in _HARMLESS_KEYS
        if keep:
            kept.append(line)
    return kept


def _others(site: Site, planned: Collection[str]) -> list[str]:
    try:
        return [path for path in content_files(site) if path not in planned]
    except CuratorError:
        return []


def _read(site: Site, path: str) -> bytes | None:
    try:
        with open(os.path.join(site.root, path), "rb") as stream:
            return stream.read()
    except OSError:
        return None  # a file that cannot be read has no page either
