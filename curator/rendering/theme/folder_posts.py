"""The posts of a site's folder in their order: a `PostIndex` that needs no library.

Front matter is read once and again only when a file's stamp is another; texts are not kept. A walk
over the folder happens in `refresh` alone.
"""

import bisect
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from curator.domain.errors import SiteError
from curator.formats.document import split
from curator.formats.front_matter import parse
from curator.rendering.theme.files import Folder, Stamp, stamp_of, version_of
from curator.rendering.theme.posts import Neighbours, PostKey, TermKind
from curator.site.filenames import POSTS
from curator.site.folder import Site
from curator.site.places import POSTS_LABEL
from curator.site.ruby_values import stem_and_extension, to_s
from curator.site.scanning import content_files
from curator.site.verdicts import BuildOptions, Judge

_Order = tuple[float, str]
_AS_CONFIGURED = BuildOptions()


@dataclass(frozen=True, slots=True)
class _Post:
    key: PostKey
    order: _Order
    terms: Mapping[TermKind, tuple[str, ...]]


class FolderPosts:
    """The published posts that lie in a site's folder."""

    def __init__(self, site: Site, now: datetime, options: BuildOptions = _AS_CONFIGURED) -> None:
        self._site = site
        self._now = now
        self._judge = Judge(site, options)
        self._folder = Folder(site.root)
        self._known: dict[str, tuple[Stamp, _Post | None]] = {}
        self._posts: list[_Post] = []
        self._orders: list[_Order] = []
        self._by_path: dict[str, _Post] = {}
        self._named: dict[str, list[PostKey]] | None = None
        self._terms: dict[TermKind, dict[str, list[PostKey]]] = {}
        self._revision = 0
        self.refresh()

    def refresh(self) -> bool:
        """Look at the folder again; tell whether anything is different."""
        try:
            paths = [path for path in content_files(self._site, misnamed=False) if _is_post(path)]
        except SiteError:
            paths = []
        known: dict[str, tuple[Stamp, _Post | None]] = {}
        changed = len(paths) != len(self._known)
        for path in paths:
            stamp = stamp_of(os.path.join(self._folder.root, path))
            before = self._known.get(path)
            if stamp is None:
                changed = True
            elif before is not None and before[0] == stamp:
                known[path] = before
            else:
                changed = True
                known[path] = (stamp, self._read(path, stamp))
        self._known = known
        if changed or self._revision == 0:
            self._arrange()
        return changed

    def _read(self, path: str, stamp: Stamp) -> _Post | None:
        found = self._folder.read(path)
        if found is None:
            return None
        document = split(found.data)
        modified = datetime.fromtimestamp(stamp[0] / 1e9, UTC)
        verdict = self._judge.verdict(
            document, parse(document.front_matter or ""), path, self._now, modified=modified
        )
        if not verdict.visible or verdict.collection != POSTS_LABEL or verdict.date is None:
            return None
        key = PostKey(path, verdict.date, version_of(stamp))
        terms = {
            # A tag that is given twice counts twice, as in Jekyll.
            TermKind.CATEGORIES: tuple(map(to_s, verdict.categories)),
            TermKind.TAGS: tuple(map(to_s, verdict.tags)),
        }
        return _Post(key, order_of(key.date, path), terms)

    def _arrange(self) -> None:
        posts = [post for _, post in self._known.values() if post is not None]
        posts.sort(key=lambda post: post.order)
        limit = self._site.config.limit_posts
        self._posts = posts[-limit:] if limit else posts
        self._orders = [post.order for post in self._posts]
        self._by_path = {post.key.path: post for post in self._posts}
        self._named = None
        self._terms.clear()
        self._revision += 1

    @property
    def revision(self) -> str:
        """Return the number of changes seen so far."""
        return str(self._revision)

    def count(self) -> int:
        """Return how many posts there are."""
        return len(self._posts)

    def window(self, start: int, stop: int) -> Sequence[PostKey]:
        """Return posts by number, the newest first."""
        total = len(self._posts)
        low, high = max(total - stop, 0), max(total - start, 0)
        return [post.key for post in reversed(self._posts[low:high])]

    def find(self, path: str) -> PostKey | None:
        """Return the post at a path."""
        post = self._by_path.get(path)
        return None if post is None else post.key

    def neighbours(self, path: str, date: datetime) -> Neighbours:
        """Return what stands beside a post of this path and date."""
        at = bisect.bisect_left(self._orders, order_of(date, path))
        before, after = at - 1, at
        if after < len(self._posts) and self._posts[after].key.path == path:
            after += 1
        if before >= 0 and self._posts[before].key.path == path:
            before -= 1
        return Neighbours(
            self._posts[before].key if before >= 0 else None,
            self._posts[after].key if after < len(self._posts) else None,
        )

    def named(self, name: str) -> Sequence[PostKey]:
        """Return the posts whose file has a name, the oldest first."""
        if self._named is None:
            found: dict[str, list[PostKey]] = defaultdict(list)
            for post in self._posts:
                file = post.key.path.rpartition("/")[2]
                found[stem_and_extension(file)[0]].append(post.key)
            self._named = dict(found)
        return self._named.get(name, ())

    def terms(self, kind: TermKind) -> Mapping[str, int]:
        """Return how many posts each term has."""
        return {term: len(keys) for term, keys in self._by_term(kind).items()}

    def with_term(self, kind: TermKind, term: str, start: int, stop: int) -> Sequence[PostKey]:
        """Return posts of a term by number, the newest first."""
        keys = self._by_term(kind).get(term, [])
        total = len(keys)
        return keys[max(total - stop, 0) : max(total - start, 0)][::-1]

    def source(self, path: str) -> bytes | None:
        """Return the bytes of a post's file."""
        found = self._folder.read(path)
        return None if found is None else found.data

    def _by_term(self, kind: TermKind) -> dict[str, list[PostKey]]:
        found = self._terms.get(kind)
        if found is None:
            found = {}
            for post in self._posts:
                for term in post.terms[kind]:
                    found.setdefault(term, []).append(post.key)
            self._terms[kind] = found
        return found


def order_of(date: datetime, path: str) -> _Order:
    """Return what posts are sorted by: date, then path, the older first."""
    return (date.timestamp(), path)


def _is_post(path: str) -> bool:
    parts = path.split("/")
    return POSTS in parts or "_drafts" in parts
