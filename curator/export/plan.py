"""What an export would do, file by file, before it does anything.

From three texts, the base on which library and file last agreed, the library's and the file's, follows
what happens (design.md §2, reliability.md T27). No clock decides, no file is overwritten unseen, and a
post that Jekyll cannot use is exported all the same: it needs attention but stops nothing.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from curator.domain.errors import EditError
from curator.domain.post import ContentHash, PostFacts, PostId, Problem
from curator.domain.slugs import slugify
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.export.diffs import unified_diff
from curator.export.naming import Names, propose_path
from curator.export.pictures import PicturePlanner, PictureSource, Placed
from curator.export.planned import (
    Action,
    Completion,
    ConflictChoice,
    ExportPlan,
    ExportPost,
    PlannedFile,
    Reason,
)
from curator.export.targets import Target, TargetFault, Targets
from curator.formats.document import join, split
from curator.site.body_hints import source_number
from curator.site.completion import complete
from curator.site.folder import Site
from curator.site.guests import guarded
from curator.site.habits import Habits
from curator.site.picture_habits import PictureHabits

__all__ = [
    "Action",
    "ConflictChoice",
    "ExportPlan",
    "ExportPost",
    "PlannedFile",
    "Reason",
    "make_plan",
    "unified_diff",
]


_WRITES = frozenset({Action.CREATE, Action.UPDATE})
MOST_PRESSING = (
    Problem.BROKEN_YAML,
    Problem.NOT_UTF8,
    Problem.UNDECODABLE,
    Problem.BAD_DATE,
    Problem.NAME_WITHOUT_DATE,
    Problem.EMPTY_TITLE,
    Problem.NO_DATE,
    Problem.DUPLICATE_KEY,
)
_SETTLED_BY_EXPORT = frozenset({Problem.NO_DATE, Problem.NAME_WITHOUT_DATE, Problem.NOT_UTF8})
_NOTHING = Placed(b"")
_FAULTS = {fault: Reason(fault.value) for fault in TargetFault}


def make_plan(
    site: Site,
    posts: Iterable[ExportPost],
    load: Callable[[PostId], bytes],
    habits: Habits,
    on_conflict: ConflictChoice = ConflictChoice.STOP,
    now: datetime | None = None,
    cancel: CancelToken | None = None,
    progress: Progress = ignore_progress,
    *,
    pictures: PictureSource | None = None,
    picture_habits: Callable[[], PictureHabits] = PictureHabits,
) -> ExportPlan:
    """Return what exporting `posts` into `site` would do; reads the site, writes nothing.

    `load` gives the library's text of a post and is asked only for posts that never were in a site,
    which get a path and what their front matter lacks, for guests' posts, in which the site's
    engines are to find nothing, and for posts with pictures that go out, of which `pictures` knows the
    bytes. Raises Cancelled.
    """
    planner = _Planner(site, load, habits, on_conflict, now or datetime.now(UTC))
    if pictures is not None:
        planner.take_along(pictures, picture_habits)
    token = cancel or CancelToken()
    nameless: list[ExportPost] = []
    done = 0
    for post in posts:
        token.check()
        if post.path is None:
            nameless.append(post)
            continue
        planner.add_placed(post, post.path)
        done += 1
        progress(done, 0)
    # Only now are all names known that a new one must not take.
    for post in nameless:
        token.check()
        planner.add_new(post)
        done += 1
        progress(done, 0)
    return ExportPlan(site.root, planner.files())


class _Planner:
    def __init__(
        self,
        site: Site,
        load: Callable[[PostId], bytes],
        habits: Habits,
        choice: ConflictChoice,
        now: datetime,
    ) -> None:
        self._site = site
        self._load = load
        self._habits = habits
        self._choice = choice
        self._now = now
        self._targets = Targets(site.root, protected_folders(site))
        self._names = Names(site.root)
        self._planned: list[PlannedFile] = []
        self._holders: dict[str, tuple[int, bool]] = {}
        self._writable: dict[str, bool] = {}
        self._pictures: PicturePlanner | None = None

    def take_along(self, source: PictureSource, habits: Callable[[], PictureHabits]) -> None:
        """Have the pictures of posts go out with them."""
        self._pictures = PicturePlanner(
            self._site, self._targets, self._names, self._is_writable, source, habits, self._now
        )

    def files(self) -> tuple[PlannedFile, ...]:
        return tuple(sorted(self._planned, key=lambda file: (file.path, file.post or 0)))

    def add_placed(self, post: ExportPost, path: str) -> None:
        """Plan a post whose path is given: its text goes out as it is, but for a guest's."""
        data = text = b""
        placed = Placed(text)
        if post.foreign or self._has_news(post):
            data = text = self._load(post.post)
            try:
                if post.foreign:
                    text = guarded(data, path, self._site.config, treated=True)
                placed = self._place(post, path, text)
            except EditError:
                self._put(post, path, Action.REFUSED, Reason.NOT_UTF8, None)
                return
            text = placed.text
            if text != data:
                post = replace(post, content=_digest(text))
        target = self._targets.resolve(path)
        if isinstance(target, TargetFault):
            same = post.base == post.content
            action = Action.UNCHANGED if same else Action.REFUSED
            self._put(post, path, action, None if same else _FAULTS[target], None)
            return
        try:
            before = _hash_of(self._site.root / target.path) if target.exists else None
        except OSError:
            self._put(post, path, Action.REFUSED, Reason.UNWRITABLE, None)
            return
        action, reason = self._compare(post, before)
        if action in _WRITES:
            hindrance = self._hindrance(target, action)
            if hindrance is not None:
                action, reason = Action.REFUSED, hindrance
            elif placed.refused is not None:
                action, reason = Action.REFUSED, Reason.PICTURE_REFUSED
        if text != data and action is Action.UNCHANGED and reason is None:
            reason = Reason.ADOPTED  # the file is as it should be, the library's text is not
        self._claim(post, target, path, action, reason, before, placed, data=data)

    def _has_news(self, post: ExportPost) -> bool:
        """Tell whether the text of a post that has a file may show pictures that have none."""
        if self._pictures is None or not post.pictures:
            return False
        unplaced = any(not one.place and not one.origin for one in post.pictures)
        return unplaced or post.base != post.content

    def _place(self, post: ExportPost, path: str, text: bytes) -> Placed:
        """Return a text with links to its pictures' files; raises EditError."""
        if self._pictures is None or (not post.pictures and not post.foreign):
            return Placed(text)
        return self._pictures.place(post, path, text)

    def _compare(
        self, post: ExportPost, before: ContentHash | None
    ) -> tuple[Action, Reason | None]:
        """Apply the rule of base, library and file."""
        if before == post.content:
            return Action.UNCHANGED, None if post.base == before else Reason.ADOPTED
        if post.base is None:
            if before is None:
                return Action.CREATE, None
            return self._conflict(Reason.OTHER_FILE_THERE)
        if before is None:
            return self._conflict(Reason.DELETED_OUTSIDE)
        if before == post.base:
            return Action.UPDATE, None
        if post.content == post.base:
            return Action.UNCHANGED, Reason.EDITED_OUTSIDE
        return self._conflict(Reason.EDITED_OUTSIDE)

    def _conflict(self, reason: Reason) -> tuple[Action, Reason | None]:
        if self._choice is ConflictChoice.OURS:
            created = reason is Reason.DELETED_OUTSIDE
            return Action.CREATE if created else Action.UPDATE, reason
        if self._choice is ConflictChoice.THEIRS:
            # A deletion, or a file that never was this post's, is left alone rather than taken.
            taken = reason is Reason.EDITED_OUTSIDE
            return Action.UNCHANGED, Reason.TAKE_THEIRS if taken else reason
        return Action.CONFLICT, reason

    def _hindrance(self, target: Target, action: Action) -> Reason | None:
        if action is Action.CREATE:
            spelling = self._names.spelling(target.path)
            if spelling is not None and spelling != target.name:
                return Reason.CASE_COLLISION
        return None if self._is_writable(target.folder) else Reason.UNWRITABLE

    def _is_writable(self, folder: str) -> bool:
        known = self._writable.get(folder)
        if known is None:
            path = self._site.root / folder
            if path.exists():
                known = os.access(path, os.W_OK | os.X_OK)
            else:
                known = self._is_writable(folder.rpartition("/")[0])
            self._writable[folder] = known
        return known

    def _claim(
        self,
        post: ExportPost,
        target: Target,
        path: str,
        action: Action,
        reason: Reason | None,
        before: ContentHash | None,
        out: Placed,
        *,
        data: bytes,
    ) -> None:
        """Plan a post unless another holds the file; one that lies there already goes first."""
        placed = post.base is not None
        holder = self._holders.get(target.path)
        if holder is not None:
            index, holder_placed = holder
            if holder_placed or not placed:
                self._put(post, path, Action.REFUSED, Reason.SAME_TARGET, before)
                return
            loser = self._planned[index]
            self._planned[index] = replace(
                loser, action=Action.REFUSED, reason=Reason.SAME_TARGET, attention=True
            )
        self._holders[target.path] = (len(self._planned), placed)
        if action in _WRITES:
            self._names.promise(target.path)
        self._put(post, path, action, reason, before, out, data=data)

    def add_new(self, post: ExportPost) -> None:
        """Plan a post that never was in a site: name it and complete its front matter."""
        data = self._load(post.post)
        document = split(data)
        fallback = f"post-{post.post}"
        if not post.facts.slug and not slugify(post.title):
            fallback = source_number({}, document.body) or fallback
        path = propose_path(
            post.facts,
            self._habits,
            self._site,
            taken=self._names.taken,
            draft=post.draft,
            suffix=post.suffix,
            fallback=fallback,
            now=self._now,
        )
        if document.errors != "strict":
            self._put(post, path, Action.REFUSED, Reason.NOT_UTF8, None)
            return
        # A file that nobody has yet is written as Jekyll wants it; the plan says from what.
        elsewhere = document.encoding if document.encoding != "utf-8" else ""
        target = self._targets.resolve(path)
        if isinstance(target, TargetFault):
            self._put(post, path, Action.REFUSED, _FAULTS[target], None)
            return
        if not self._is_writable(target.folder):
            self._put(post, path, Action.REFUSED, Reason.UNWRITABLE, None)
            return
        text = join(document.in_utf8()) if elsewhere else data
        text = complete(text, post.facts, self._habits, self._site, self._now, path=path)
        try:
            if post.foreign:
                text = guarded(text, path, self._site.config, treated=False)
            placed = self._place(post, path, text)
        except EditError:
            self._put(post, path, Action.REFUSED, Reason.NOT_UTF8, None)
            return
        if placed.refused is not None:
            reason = Reason.PICTURE_REFUSED
            self._put(post, path, Action.REFUSED, reason, None, placed, data=data)
            return
        self._names.promise(path)
        left = tuple(one for one in post.facts.problems if one not in _SETTLED_BY_EXPORT)
        post = replace(post, path=path, facts=replace(post.facts, problems=left))
        said = Reason.MADE_UTF8 if elsewhere else None
        self._put(post, path, Action.CREATE, said, None, placed, data=data, other=elsewhere)

    def _put(
        self,
        post: ExportPost,
        path: str,
        action: Action,
        reason: Reason | None,
        before: ContentHash | None,
        placed: Placed = _NOTHING,
        *,
        data: bytes = b"",
        other: str = "",
    ) -> None:
        pressing = _pressing(post.facts)
        text = placed.text
        if reason is Reason.PICTURE_REFUSED and placed.refused is not None:
            other = placed.refused[1]
        elif (
            reason in {None, Reason.MADE_UTF8}
            and pressing is None
            and (placed.lost or placed.unfit)
        ):
            pressing = Reason.LOST_PICTURE if placed.lost else Reason.UNFIT_PICTURE
            other = (*placed.lost, *placed.unfit)[0]
        completion, after = None, post.content
        if text != data and reason is not Reason.TAKE_THEIRS:
            completion, after = self._completion(post.post, data, text), _digest(text)
        attention = action in {Action.CONFLICT, Action.REFUSED} or (
            action is Action.UNCHANGED and reason not in {None, Reason.ADOPTED, Reason.TAKE_THEIRS}
        )
        self._planned.append(
            PlannedFile(
                post=post.post,
                revision=post.revision,
                title=post.title,
                path=path,
                action=action,
                reason=reason or pressing,
                before=before,
                after=after,
                attention=attention or pressing is not None,
                other=other,
                pictures=placed.pictures,
                completion=completion,
            )
        )

    def _completion(self, post: PostId, data: bytes, text: bytes) -> Completion:
        """Keep what stands before the common end of both texts."""
        load = self._load
        body = _common_end(data, text)
        head = text[: len(text) - body]
        return Completion(head, len(data) - body, lambda: load(post), _digest(data))


def protected_folders(site: Site) -> tuple[str, ...]:
    """Return the folders of a site that make it up, wherever its configuration puts them."""
    config = site.config
    source = f"{config.source}/" if config.source else ""
    inner = (config.layouts_dir, config.includes_dir, config.plugins_dir, "_sass")
    return (*(source + folder for folder in inner), config.destination)


def _pressing(facts: PostFacts) -> Reason | None:
    problems = facts.problems
    if not problems:
        return None
    return next((Reason(one.value) for one in MOST_PRESSING if one in problems), None)


def _common_end(one: bytes, other: bytes) -> int:
    """Return how many bytes at their ends two texts share."""
    longest = min(len(one), len(other))
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle :] == other[len(other) - middle :]:
            low = middle
        else:
            high = middle - 1
    return low


def _hash_of(path: Path) -> ContentHash:
    with path.open("rb", buffering=0) as file:
        return _digest(file.read())


def _digest(data: bytes) -> ContentHash:
    return ContentHash(hashlib.sha256(data).digest())
