"""Exports into a Jekyll site: the plan, its diffs, its execution, and what a killed one left.

The library learns of an export in one transaction between the files' last rename and the end of the
writer's journal, so that a crash at any point is either rolled back or completed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath

from curator.domain.changes import NOTHING_CHANGED, PostsChanged
from curator.domain.errors import SiteError, SiteFault
from curator.domain.listing import Sort, SortKey
from curator.domain.post import PostId, Status
from curator.domain.query import EVERYTHING, All, Any, Field, Node, Term
from curator.domain.work import CancelToken, Progress, ignore_progress
from curator.export.picture_names import PLACEHOLDERS, is_pattern
from curator.export.pictures import picture_files
from curator.export.plan import (
    Action,
    ConflictChoice,
    ExportPlan,
    ExportPost,
    PlannedFile,
    Reason,
    make_plan,
    protected_folders,
    unified_diff,
)
from curator.export.writer import FileChange, SiteWriter
from curator.services import seen_files
from curator.services.deriving import Build, facts_of
from curator.services.export_collisions import clashes
from curator.services.export_pictures import ExportPictures
from curator.services.export_record import WRITING, Bookkeeping, read
from curator.services.recovery import Recovery, export_note
from curator.services.sites import Sites
from curator.services.texts import Texts
from curator.site.folder import Site
from curator.site.habits import site_habits
from curator.site.picture_habits import PictureHabits, site_picture_habits
from curator.storage import places, posts
from curator.storage.blobs import content_hash
from curator.storage.database import Database

__all__ = [
    "PLACEHOLDERS",
    "Action",
    "ConflictChoice",
    "PlannedFile",
    "Publish",
    "PublishPlan",
    "PublishReport",
    "Reason",
    "Selection",
    "is_pattern",
]

BATCH = 500

_READY = Term(Field.STATUS, Status.READY.value)
_EDITED = All((Term(Field.STATUS, Status.PUBLISHED.value), Term(Field.IS, "edited")))
DUE: Node = Any((_READY, _EDITED))
"""What an export takes when nothing else is asked for (design.md §6)."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which posts to export: named ones, those that match, else what is due."""

    posts: tuple[PostId, ...] = ()
    query: Node | None = None
    everything: bool = False


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """What an export would do to a site, before it does anything."""

    root: Path
    title: str
    choice: ConflictChoice
    files: tuple[PlannedFile, ...]
    finished: int = 0
    """Posts of an earlier export that had been interrupted and was brought to its end first."""
    without_positions: bool = False
    """Pictures are written without the place they were taken at."""
    picture_pattern: str = ""
    """By what new pictures are named; empty where none goes out."""

    def count(self, action: Action) -> int:
        """Return how many files have this action."""
        return sum(1 for file in self.files if file.action is action)

    @property
    def writes(self) -> int:
        """Return how many files would be written or taken away."""
        return sum(1 for file in self.files if file.action in WRITING)

    @property
    def pictures(self) -> int:
        """Return how many of the written files are pictures."""
        written = (file for file in self.files if file.action in WRITING)
        return sum(1 for file in written if file.picture is not None)

    @property
    def blocked(self) -> bool:
        """Tell whether conflicts stop the whole."""
        return self.choice is ConflictChoice.STOP and self.count(Action.CONFLICT) > 0

    @property
    def can_apply(self) -> bool:
        """Tell whether there is something to do and nothing in the way."""
        theirs = any(file.reason is Reason.TAKE_THEIRS for file in self.files)
        return not self.blocked and (self.writes > 0 or theirs)


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What an export did."""

    root: Path | None
    written: int
    attention: int
    changed: PostsChanged


class Publish:
    """Plans and carries out exports from one library."""

    def __init__(self, database: Database, sites: Sites, recovery: Recovery) -> None:
        self._database = database
        self._sites = sites
        self._recovery = recovery
        self._bookkeeping = Bookkeeping(database, sites)

    def plan(
        self,
        root: Path,
        selection: Selection,
        choice: ConflictChoice = ConflictChoice.STOP,
        *,
        without_positions: bool = False,
        picture_pattern: str | None = None,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
    ) -> PublishPlan:
        """Compare the selected posts with the site's files.

        Pictures go to where the given pattern says, else that of the site (`use_picture_pattern`), else
        to where the site keeps its own. Raises SiteError, and Cancelled. Finishes or takes back what a killed export
        left first.
        """
        site = self._sites.open(root)
        finished = len(self._recovery.settle(site.root).posts)
        chosen = self._chosen(selection, str(site.root))
        pictures = self._pictures(site.root, without_positions=without_positions)
        if picture_pattern is None:
            picture_pattern = self.picture_pattern(site.root)
        naming = _Naming(site, picture_pattern)
        build = Build(site.config.zone, site.config.content_dir)
        texts = Texts(self._database, chosen)
        elsewhere: set[PostId] = set()
        plan: ExportPlan = make_plan(
            site,
            self._export_posts(chosen, str(site.root), build, elsewhere, pictures),
            texts,
            habits=site_habits(site),
            on_conflict=choice,
            now=datetime.now(UTC),
            cancel=cancel or CancelToken(),
            progress=lambda done, _total: progress(done, len(chosen)),
            pictures=pictures,
            picture_habits=naming,
        )
        seen_files.notice(self._database, str(site.root), seen_files.of_plan(plan.files))
        token = cancel or CancelToken()
        files = self._without_clashes(site, plan.files, texts, elsewhere, token)
        files = tuple(sorted((*files, *picture_files(files)), key=lambda file: file.path))
        return PublishPlan(
            site.root,
            self._sites.title(str(site.root)),
            choice,
            files,
            finished,
            without_positions,
            naming.used,
        )

    def picture_pattern(self, root: Path) -> str:
        """Return the pattern that was chosen for a site's pictures, empty where none was."""
        with self._database.read() as connection:
            return places.picture_pattern(connection, str(root.resolve()))

    def use_picture_pattern(self, root: Path, pattern: str) -> None:
        """Have pictures that go into a site named by a pattern from now on; empty for its own habit.

        Raises ValueError for one that gives no names of files that Jekyll copies. Raises SiteError.
        """
        if pattern and not is_pattern(pattern):
            raise ValueError(pattern)
        site = self._sites.open(root)
        title = self._sites.title(str(site.root))
        with self._database.write() as connection:
            number = places.register(connection, str(site.root), title)
            places.use_picture_pattern(connection, number, pattern)

    def _pictures(self, root: Path, *, without_positions: bool) -> ExportPictures:
        with self._database.read() as connection:
            number = places.find(connection, str(root))
        return ExportPictures(self._database, number, without_positions=without_positions)

    def _without_clashes(
        self,
        site: Site,
        files: tuple[PlannedFile, ...],
        texts: Texts,
        elsewhere: Collection[PostId],
        cancel: CancelToken,
    ) -> tuple[PlannedFile, ...]:
        """Refuse what would get in the way of another post or page, naming both."""

        def text_of(file: PlannedFile) -> bytes:
            completed = file.completed
            assert file.post is not None
            return completed if completed is not None else texts(file.post)

        files = tuple(file if file.post in elsewhere else _without_aborting(file) for file in files)
        found = clashes(site, files, text_of, elsewhere, cancel)
        if not found:
            return files
        return tuple(
            replace(
                file,
                action=Action.REFUSED,
                reason=Reason(found[file.path].kind.value),
                other=found[file.path].other,
                attention=True,
            )
            if file.path in found
            else file
            for file in files
        )

    def diff(self, plan: PublishPlan, file: PlannedFile) -> str:
        """Return what would change in one file, as a unified diff; of a picture it only says so."""
        if file.picture is not None:
            new = file.action is Action.CREATE
            return f"Binary files /dev/null and b/{file.path} differ\n" if new else ""
        before = read(plan.root / file.path) if file.before is not None else None
        if file.completion is not None:
            after: bytes | None = file.completed
        elif file.post is not None:
            after = Texts(self._database, [file.post])(file.post)
        else:
            after = None
        if file.action is Action.DELETE:
            after = None
        return unified_diff(before, after, file.path)

    def apply(
        self,
        plan: PublishPlan,
        *,
        cancel: CancelToken | None = None,
        progress: Progress = ignore_progress,
        origin: object = None,
    ) -> PublishReport:
        """Write the plan whole or not at all.

        Raises SiteError(CHANGED) where a file or a post is no longer what the plan saw, and other
        SiteErrors, and Cancelled; the site is then exactly as before.
        """
        attention = sum(1 for file in plan.files if file.attention)
        if plan.blocked:
            return PublishReport(plan.root, 0, attention, NOTHING_CHANGED)
        site = self._sites.open(plan.root)
        # Pictures first: whoever watches the folder sees no post without them.
        written = sorted(
            (file for file in plan.files if file.action in WRITING),
            key=lambda file: file.picture is None,
        )
        order = [file.post for file in written if file.post is not None]
        pictures = self._pictures(site.root, without_positions=plan.without_positions)
        changes = self._changes(plan.root, written, Texts(self._database, order), pictures)
        guarded = protected_folders(site)
        with SiteWriter(plan.root, protected=guarded, cancel=cancel, progress=progress) as writer:
            _expect_used(site.root, plan.files)
            self._bookkeeping.keep_overwritten(site, plan.files)
            if written:
                writer.stage(changes, export_note(written))
                writer.apply()
            changed = self._bookkeeping.record(site, plan.files, origin)
            writer.finish()
        return PublishReport(plan.root, len(written), attention, changed)

    def _chosen(self, selection: Selection, root: str) -> list[PostId]:
        if selection.posts:
            return list(selection.posts)
        query = selection.query
        if query is None:
            query = EVERYTHING if selection.everything else DUE
        due = selection.query is None and not selection.everything
        with self._database.read() as connection:
            ids = posts.ids(connection, query, Sort(SortKey.ADDED, False), datetime.now(UTC))
            # What is due somewhere else stays there; only naming it brings it over.
            foreign = places.elsewhere(connection, root) if due else frozenset()
        return [PostId(number) for number in ids if number not in foreign]

    def _export_posts(
        self,
        chosen: Sequence[PostId],
        root: str,
        build: Build,
        elsewhere: set[PostId],
        pictures: ExportPictures,
    ) -> Iterator[ExportPost]:
        """Yield posts on their way out; those that come from another site are noted apart."""
        known: dict[str, bool] = {}
        for start in range(0, len(chosen), BATCH):
            with self._database.read() as connection:
                heads = list(posts.heads(connection, chosen[start : start + BATCH]))
                unread = [head.id for head in heads if not self._is_derived(head, build, known)]
                texts = posts.texts(connection, unread)
                files = pictures.of(connection, [head.id for head in heads])
            for head in heads:
                source = texts[head.id][1] if head.id in texts else None
                if head.placements and all(place.root != root for place in head.placements):
                    elsewhere.add(head.id)
                post = _export_post(head, source, root, build)
                yield replace(post, pictures=files[head.id]) if head.id in files else post

    def _is_derived(self, head: posts.Head, build: Build, known: dict[str, bool]) -> bool:
        """Tell whether the library's own facts of a post are those that the site would derive.

        They are where the text was read as this site reads it: parsing it again is most of a plan.
        """
        if not head.placements:
            return False
        root = head.placements[0].root
        if root not in known:
            known[root] = self._sites.build(root) == build
        return known[root]

    def _changes(
        self,
        root: Path,
        files: Sequence[PlannedFile],
        texts: Texts,
        pictures: ExportPictures,
    ) -> list[FileChange]:
        changes = []
        for file in files:
            if file.picture is not None:

                def picture(file: PlannedFile = file) -> bytes:
                    assert file.picture is not None
                    data = pictures.data(file.picture.asset)
                    if content_hash(data) != file.after:
                        raise SiteError(root / file.path, SiteFault.CHANGED)
                    return data

                changes.append(FileChange(file.path, None, picture))
                continue
            if file.action is Action.DELETE:
                changes.append(FileChange(file.path, file.before, None))
                continue

            def content(file: PlannedFile = file) -> bytes:
                assert file.post is not None
                if (completed := file.completed) is not None:
                    return completed
                if texts.hash_of(file.post) != file.after:
                    raise SiteError(root / file.path, SiteFault.CHANGED)
                return texts(file.post)

            changes.append(FileChange(file.path, file.before, content))
        return changes


class _Naming:
    """How pictures are named and linked in one site, found out when the first one goes out."""

    def __init__(self, site: Site, pattern: str) -> None:
        self._site = site
        self._pattern = pattern
        self.used = ""

    def __call__(self) -> PictureHabits:
        """Return the habits; reads the newest posts of the site."""
        habits = site_picture_habits(self._site)
        if self._pattern:
            habits = replace(habits, pattern=self._pattern)
        self.used = habits.pattern
        return habits


def _expect_used(root: Path, files: Sequence[PlannedFile]) -> None:
    """Raise SiteError(CHANGED) where a picture that lay in the site lies there no more."""
    for file in files:
        used = file.picture is not None and file.action is Action.UNCHANGED
        if used and content_hash(read(root / file.path)) != file.before:
            raise SiteError(root / file.path, SiteFault.CHANGED)


def _without_aborting(file: PlannedFile) -> PlannedFile:
    """Refuse a new post that would stop Jekyll's whole build; one that had a site stays as it is."""
    if file.action is Action.CREATE and file.reason is Reason.BAD_DATE:
        return replace(file, action=Action.REFUSED, attention=True)
    return file


def _export_post(head: posts.Head, source: bytes | None, root: str, build: Build) -> ExportPost:
    """Return a post on its way out; its facts are derived anew where `source` is given."""
    here = next((place for place in head.placements if place.root == root), None)
    known = here or (head.placements[0] if head.placements else None)
    path = known.path if known is not None else None
    return ExportPost(
        post=head.id,
        revision=head.revision,
        title=head.facts.title,
        path=path,
        base=here.base if here is not None else None,
        content=head.content,
        facts=head.facts
        if source is None
        else facts_of(source, path, head.name, build, likeness=False),
        suffix=PurePath(head.name).suffix,
        draft=False,
        foreign=head.foreign,
    )
