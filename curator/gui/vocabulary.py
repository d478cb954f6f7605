"""The terms in use, for completion while typing."""

from collections.abc import Mapping, Sequence

from curator.domain.changes import PostsChanged
from curator.domain.post import TermKind
from curator.gui.events import Events
from curator.gui.tasks import Lane, TaskRunner
from curator.services import Services


class Vocabulary:
    """The terms in use, fetched in the read lane and answered from memory."""

    def __init__(self, services: Services, tasks: TaskRunner, events: Events) -> None:
        self._library = services.library
        self._tasks = tasks
        self._terms: Mapping[TermKind, Sequence[str]] = {}
        events.posts_changed.connect(self._changed)
        self._refresh()

    def complete(self, kind: TermKind, start: str) -> Sequence[str]:
        """Return terms that contain what was typed, those that begin with it first."""
        wanted = start.casefold()
        found = [term for term in self._terms.get(kind, ()) if wanted in term.casefold()]
        return sorted(found, key=lambda term: not term.casefold().startswith(wanted))[:20]

    def _changed(self, _changed: PostsChanged) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self._tasks.run(
            Lane.READ,
            lambda _token: {kind: self._library.vocabulary(kind) for kind in TermKind},
            self._take,
            topic="vocabulary",
        )

    def _take(self, terms: Mapping[TermKind, Sequence[str]]) -> None:
        self._terms = terms
